"""A warning where a figure that the district published no longer matches what the store counts."""

import pandas as pd
import streamlit as st

from wenming.i18n import Translator
from wenming.reports import methods
from wenming.ui.frame import Page, load_reference
from wenming.ui.links import show_link
from wenming.ui.text import escape


def warn_of_published(page: Page) -> None:
    """One line with a link to Methods if a published figure does not match; else nothing."""
    told = tell_mismatch(load_reference(page.store, methods.published_by_figure), page.t)
    if not told:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="published_warning"
    ):
        st.markdown(f":orange[:material/warning:] {escape(told)}", width="content")
        show_link("methods", page.t("overview.to_methods"))


def tell_mismatch(published: pd.DataFrame, t: Translator) -> str:
    """The first published figure that does not match, and how many more; empty if all do.

    `published` is the report `methods__published_by_figure`; a figure that cannot be counted
    (agrees is null) is no mismatch.
    """
    wrong = published[~published["agrees"].astype("boolean").fillna(True)]
    if wrong.empty:
        return ""
    first = wrong.iloc[0]
    number = t.number(first["published"], 1)
    said = t(f"methods.said_{first['qualifier'].replace(' ', '_')}", number=number)
    return t(
        "overview.published_one" if len(wrong) == 1 else "overview.published_many",
        name=first[t.column()],
        said=said,
        counted=t.number(first["counted"]),
        others=t.number(len(wrong) - 1),
    )

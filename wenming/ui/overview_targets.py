"""The year's targets on the overview: all of them, what fell short first."""

import streamlit as st

from wenming.briefing.findings import tell_slide
from wenming.briefing.promises import load_targets
from wenming.briefing.targets import tell_targets
from wenming.briefing.text import read
from wenming.ui.frame import Page
from wenming.ui.text import escape


def show_targets(page: Page) -> None:
    """How many of the year's targets fell short, and each of them as the paper tells it.

    They are the district's: with a filter of streets, levels or themes there is nothing to show.
    """
    material = load_targets(
        page.store, page.filters, district=page.district, t=page.t, load=page.load
    )
    if told := read(tell_targets(material)):
        finding = escape(read(tell_slide(material, "targets")))
        st.caption(
            f"**{finding}**  \n{escape(told)}"
        )  # no heading: the first screen has little room

"""Links from one page to another, which keep the filters and the language."""

from pathlib import Path

import streamlit as st

from wenming.config.places import PROJECT
from wenming.filters import QUERY_KEYS


def carry_link() -> dict[str, list[str]]:
    """What of the link every page understands, for a link to another: filters and language."""
    keys = (*QUERY_KEYS, "lang")
    return {key: st.query_params.get_all(key) for key in keys if key in st.query_params}


def find_page(key: str) -> Path:
    """The file of a page, as Streamlit's links and switches want it."""
    return PROJECT / "pages" / f"{key}.py"


def show_link(key: str, label: str, **query: str) -> None:
    """A link to another page under the same filters; `query` says what it opens there."""
    st.page_link(
        find_page(key),
        label=label,
        icon=":material/arrow_forward:",
        query_params={**carry_link(), **query},
        width="content",
    )

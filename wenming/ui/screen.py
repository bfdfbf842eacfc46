"""What every page gives the browser beside elements: a style sheet, and lists that stay open."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_BROWSER = Path(__file__).with_name("browser")


def show_style() -> None:
    """Load the one style sheet: before anything is drawn, as it keeps places free."""
    st.html(_BROWSER / "page.css")


def keep_lists_open() -> None:
    """Have lists stay open while a page draws; after the headline, which a browser reads first."""
    with st.container(key="browser_script"):
        _register()(key="lists")


@cache
def _register() -> ComponentRenderer:
    script = (_BROWSER / "lists.js").read_text(encoding="utf-8")
    return st.components.v2.component("wenming_lists", js=script, isolate_styles=False)

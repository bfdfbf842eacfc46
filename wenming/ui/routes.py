"""The pages there are, in the order of the navigation."""

import streamlit as st

from wenming.config.places import PROJECT
from wenming.i18n import Translator

_PAGES = ("overview", "coverage", "activities", "methods")
_ROUTED = "_routed"


def show_navigation(t: Translator) -> st.Page:
    """Draw the navigation and return the page that was asked for; `dashboard.py` runs it."""
    st.session_state[_ROUTED] = True
    return _build_navigation(t)


def show_navigation_once(t: Translator) -> None:
    """Draw the navigation if `dashboard.py` did not: a link opened on a server just started."""
    if not st.session_state.pop(_ROUTED, False):
        _build_navigation(t)


def _build_navigation(t: Translator) -> st.Page:
    # No icons: Streamlit makes a page's Material icon its favicon, fetched from an outside host.
    pages = [
        st.Page(
            PROJECT / "pages" / f"{key}.py",
            title=t(f"{key}.title"),
            help=t(f"{key}.question"),
            default=key == "overview",
        )
        for key in _PAGES
    ]
    return st.navigation(pages, position="top")

"""The pages there are, in the order of the navigation."""

import streamlit as st

from wenming.i18n import Translator
from wenming.ui.links import find_page

PAGES = (
    "overview",
    "coverage",
    "reach",
    "activities",
    "sites",
    "volunteers",
    "exchange",
    "projects",
    "online",
    "meeting",
    "data",
    "methods",
)
_ROUTED, _SENT = "_routed", "_sent_to_entry"


def show_navigation(t: Translator) -> st.Page:
    """Draw the navigation and return the page that was asked for; `dashboard.py` runs it."""
    st.session_state[_ROUTED] = True
    return _build_navigation(t)


def ensure_navigation(t: Translator) -> None:
    """Draw the navigation if `dashboard.py` did not: a link opened on a server just started.

    Once it has been drawn Streamlit knows to begin at `dashboard.py`, so the session begins anew
    there: its widgets have other ids, and a click on one drawn without it would be lost.
    """
    if st.session_state.pop(_ROUTED, False):
        return
    _build_navigation(t)
    if not st.session_state.get(_SENT):
        st.session_state[_SENT] = True
        st.rerun()


def _build_navigation(t: Translator) -> st.Page:
    # No icons: Streamlit makes a page's Material icon its favicon, fetched from an outside host.
    pages = [
        st.Page(
            find_page(key),
            title=t(f"{key}.title"),
            help=t(f"{key}.question"),
            default=key == "overview",
        )
        for key in PAGES
    ]
    return st.navigation(pages, position="top")

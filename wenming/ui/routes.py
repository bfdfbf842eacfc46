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
_FIRST = "overview"
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
            default=key == _FIRST,
            url_path="first" if key == _FIRST else key,  # else taken, though it stands at the root
        )
        for key in PAGES
    ]
    named = st.Page(_go_to_first, title=t(f"{_FIRST}.title"), url_path=_FIRST, visibility="hidden")
    return st.navigation([*pages, named], position="top")


def _go_to_first() -> None:
    """The first page stands at the root alone: by its name Streamlit said that there is none."""
    asked = {key: st.query_params.get_all(key) for key in st.query_params}
    st.switch_page(find_page(_FIRST), query_params=asked)

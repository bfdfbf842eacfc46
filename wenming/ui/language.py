"""The language of the page: the link's, the visitor's choice, or the browser's."""

import streamlit as st

from wenming.i18n import LANGUAGES, choose_language

_KEY = "lang"
_NAMES = {"zh": "中文", "en": "English"}  # each language's name for itself: never translated


def choose_page_language(offered: tuple[str, ...] = LANGUAGES) -> str:
    """The visitor's choice, else `?lang=`, else the browser's, else the district's first."""
    if st.session_state.get(_KEY) not in offered:
        asked = st.query_params.get(_KEY)
        st.session_state[_KEY] = asked if asked in offered else _browser_language(offered)
    return str(st.session_state[_KEY] or offered[0])


def show_language_switch(offered: tuple[str, ...]) -> None:
    """A switch whose choice goes along in the session and the link, where there is a choice."""
    if len(offered) == 1:
        st.query_params.pop(_KEY, None)
        return
    st.segmented_control(
        "Language",
        options=list(offered),
        format_func=lambda code: _NAMES.get(code, code),
        key=_KEY,
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    language = st.session_state[_KEY]
    if language == _browser_language(offered):
        st.query_params.pop(_KEY, None)
    elif st.query_params.get(_KEY) != language:
        st.query_params[_KEY] = language


def _browser_language(offered: tuple[str, ...]) -> str:
    return choose_language(st.context.locale, offered)

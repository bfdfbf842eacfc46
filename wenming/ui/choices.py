"""A choice between a few ways of showing something, kept in the session and in the link."""

from collections.abc import Callable, Sequence

import streamlit as st


def choose_option(
    label: str, options: Sequence[str], *, key: str, format_func: Callable[[str], str]
) -> str:
    """One of the options, as a row of buttons; the first unless the link or the visitor says so.

    The link holds the option itself under `key`: Streamlit's own binding would hold its label,
    which another language does not know. What the link asks for that does not exist is dropped.
    """
    widget, written = f"choice_{key}", f"choice_{key}_written"
    asked = st.query_params.get(key)
    if asked in options and asked != st.session_state.get(written):
        st.session_state[widget] = asked
    elif widget not in st.session_state:
        st.session_state[widget] = options[0]
    chosen = str(
        st.segmented_control(
            label,
            options,
            format_func=format_func,
            key=widget,
            required=True,
            persist_state="session",
            label_visibility="collapsed",
        )
    )
    if chosen == options[0]:
        st.query_params.pop(key, None)
    elif asked != chosen:
        st.query_params[key] = chosen
    st.session_state[written] = chosen
    return chosen

"""A visitor's first screen: the page's answer, before the browser loads what charts need."""

import streamlit as st

_SEEN = "_first_screen_seen"
_SECONDS = 0.2  # for the browser to draw; it counts them itself, after what it is busy with
_HEIGHT = 500


def show_rest_soon() -> None:
    """End a visitor's first run here; the browser asks for the rest once it has drawn this much.

    The scripts of charts and tables keep a browser busy for a second or two: asked for at once,
    they would come before the figures above them.
    """
    if not st.session_state.get(_SEEN):
        st.skeleton(height=_HEIGHT)
        _ask_for_rest()
        st.stop()


@st.fragment(run_every=_SECONDS)
def _ask_for_rest() -> None:
    """Runs with the first screen, and again when the browser's clock says so."""
    if st.session_state.get(_SEEN):
        st.rerun()
    st.session_state[_SEEN] = True

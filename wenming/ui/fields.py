"""The fields of one record: labels and texts side by side, as wide as the screen allows."""

from collections.abc import Iterable

import streamlit as st

from wenming.ui.text import escape


def show_fields(fields: Iterable[tuple[str, str]]) -> None:
    """Draw pairs of label and text; `st.text` gives no character of the text a meaning."""
    with st.grid(min_column_width=180, gap="small"):
        for label, text in fields:
            with st.container(gap=None):
                st.caption(escape(label))
                st.text(text)

"""Data: hand in ledgers, see what was made of them, publish, and take a batch back."""

import streamlit as st

from wenming.ui.choices import choose_option
from wenming.ui.frame import open_page
from wenming.ui.hand_in import show_hand_in
from wenming.ui.history import show_history

PARTS = {"hand_in": show_hand_in, "history": show_history}

page = open_page("data")
st.caption(page.t("data.unfiltered"))
part = choose_option(
    page.t("data.parts"), list(PARTS), key="part", format_func=lambda key: page.t(f"data.{key}")
)
PARTS[part](page)

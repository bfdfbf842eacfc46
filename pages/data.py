"""Data: hand in ledgers and other tables, publish, settle what waits, and take a file back."""

import streamlit as st

from wenming.ui.choices import choose_option
from wenming.ui.frame import open_page
from wenming.ui.hand_in import show_hand_in
from wenming.ui.history import show_history
from wenming.ui.queue import show_queue

PARTS = {"hand_in": show_hand_in, "queue": show_queue, "history": show_history}

page = open_page("data")
st.caption(page.t("data.unfiltered"))
part = choose_option(
    page.t("data.parts"), list(PARTS), key="part", format_func=lambda key: page.t(f"data.{key}")
)
page.show(PARTS[part])

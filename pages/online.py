"""Online: what the platform published, what drew people, and whether more people know of it."""

import streamlit as st

from wenming.ui.frame import open_page
from wenming.ui.online import (
    show_best,
    show_cards,
    show_modes,
    show_posts,
    show_sections,
    show_themes,
)
from wenming.ui.surveys import show_surveys

page = open_page("online")
show_cards(page)
left, right = st.columns([3, 2], gap="large")
with left:
    show_posts(page)
with right:
    show_themes(page)
left, right = st.columns([3, 2], gap="large")
with left:
    show_surveys(page)
with right:
    show_modes(page)
show_sections(page)
show_best(page)

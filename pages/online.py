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
page.show(show_cards)
left, right = st.columns([3, 2], gap="large")
with left:
    page.show(show_posts)
with right:
    page.show(show_themes)
left, right = st.columns([3, 2], gap="large")
with left:
    page.show(show_surveys)
with right:
    page.show(show_modes)
page.show(show_sections)
page.show(show_best)

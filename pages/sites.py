"""Sites: the tree from the centre down, who is active and who is silent, and a card for each."""

import streamlit as st

from wenming.ui.frame import open_page
from wenming.ui.site_card import show_asked_site
from wenming.ui.site_list import show_list
from wenming.ui.site_tree import show_tree
from wenming.ui.sites import (
    load_frames,
    show_cards,
    show_duties,
    show_haves,
    show_offices,
    show_standing,
    stop_if_none,
)

page = open_page("sites")
page.show(show_asked_site)
frames = page.need(load_frames)
page.need(stop_if_none, frames)
page.show(show_cards, frames)

tree, standing = st.columns([5, 3], gap="medium")
with tree:
    page.show(show_tree, frames.unit)
    page.show(show_offices, frames)
with standing:
    page.show(show_standing, frames)

duties, haves = st.columns(2, gap="medium")
with duties:
    page.show(show_duties, frames)
with haves:
    page.show(show_haves, frames)
page.show(show_list, frames)

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
show_asked_site(page)
frames = load_frames(page)
stop_if_none(page, frames)
show_cards(page, frames)

tree, standing = st.columns([5, 3], gap="medium")
with tree:
    show_tree(page, frames.unit)
    show_offices(page, frames)
with standing:
    show_standing(page, frames)

duties, haves = st.columns(2, gap="medium")
with duties:
    show_duties(page, frames)
with haves:
    show_haves(page, frames)
show_list(page, frames)

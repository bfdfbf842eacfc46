"""Coverage: which streets are reached, by which sites and activities, and where nobody is."""

import streamlit as st

from wenming.ui.coverage import (
    choose_measure,
    load_frames,
    open_clicked_activity,
    show_coverage_map,
    show_facts,
    show_finding,
)
from wenming.ui.coverage_tables import show_tables
from wenming.ui.frame import open_page

page = open_page("coverage")
open_clicked_activity()
frames = page.need(load_frames)
left, right = st.columns([7, 3], gap="medium")
with left:
    page.show(show_finding, frames)
    measure = page.need(choose_measure)
    page.show(show_coverage_map, frames, measure)
with right:
    page.show(show_facts, frames)
page.show(show_tables, frames)

"""Coverage: which streets are reached, by which sites and activities, and where nobody is."""

import streamlit as st

from wenming.ui.coverage import (
    choose_measure,
    load_frames,
    open_clicked_activity,
    show_coverage_map,
    show_facts,
    tell_finding,
)
from wenming.ui.coverage_tables import show_tables
from wenming.ui.frame import open_page

page = open_page("coverage")
open_clicked_activity()
frames = load_frames(page)
left, right = st.columns([7, 3], gap="medium")
with left:
    st.subheader(tell_finding(page, frames), anchor=False)
    measure = choose_measure(page)
    show_coverage_map(page, frames, measure)
with right:
    show_facts(page, frames)
show_tables(page, frames)

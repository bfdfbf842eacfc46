"""Reach: who lives within a walk of a site, who does not, and where to go next."""

import streamlit as st

from wenming.ui.frame import open_page
from wenming.ui.reach import load_reach, show_facts, show_table, tell_finding
from wenming.ui.reach_map import show_reach_map

page = open_page("reach")
reach = load_reach(page)
st.subheader(tell_finding(page, reach), anchor=False)
left, right = st.columns([7, 3], gap="medium")
with left:
    show_reach_map(page, reach)
with right:
    show_facts(page, reach)
show_table(page, reach)

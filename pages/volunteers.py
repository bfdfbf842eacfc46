"""Volunteers: corps, teams and services, and how far residents' orders come and how soon."""

import streamlit as st

from wenming.ui.frame import open_page
from wenming.ui.orders import (
    show_demand,
    show_loop,
    show_open_orders,
    show_refusals,
    show_satisfaction,
)
from wenming.ui.services import show_services
from wenming.ui.volunteers import show_cards, show_effort, show_specialists, show_teams

page = open_page("volunteers")
show_cards(page)

loop, waiting = st.columns(2, gap="large")
with loop:
    show_loop(page)
with waiting:
    show_open_orders(page)

show_teams(page)
effort, specialists = st.columns(2, gap="large")
with effort:
    show_effort(page)
with specialists:
    show_specialists(page)
show_services(page)
show_demand(page)
refusals, satisfaction = st.columns(2, gap="large")
with refusals:
    show_refusals(page)
with satisfaction:
    show_satisfaction(page)

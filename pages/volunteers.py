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
page.show(show_cards)

loop, waiting = st.columns(2, gap="large")
with loop:
    page.show(show_loop)
with waiting:
    page.show(show_open_orders)

page.show(show_teams)
effort, specialists = st.columns(2, gap="large")
with effort:
    page.show(show_effort)
with specialists:
    page.show(show_specialists)
page.show(show_services)
page.show(show_demand)
refusals, satisfaction = st.columns(2, gap="large")
with refusals:
    page.show(show_refusals)
with satisfaction:
    page.show(show_satisfaction)

"""Overview: where the district stands against target, last period and last year."""

import streamlit as st

from wenming.ui.frame import open_page
from wenming.ui.needs import show_first_needs
from wenming.ui.overview import show_headline, show_matrix, show_trend
from wenming.ui.overview_lists import show_newest, show_silent
from wenming.ui.overview_targets import show_targets

page = open_page("overview", headline=show_headline)

page.show(show_targets)

trend, matrix = st.columns([3, 2], gap="medium")
with trend:
    page.show(show_trend)
with matrix:
    page.show(show_matrix)

page.show(show_first_needs)

silent, newest = st.columns(2, gap="medium")
with silent:
    page.show(show_silent)
with newest:
    page.show(show_newest)

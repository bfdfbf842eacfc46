"""Town and country: what town teams hold in the country, and who serves where."""

import streamlit as st

from wenming.reports import exchange
from wenming.ui.exchange import show_cards, show_country, show_flows, show_services
from wenming.ui.exchange_map import show_flow_map
from wenming.ui.frame import open_page

page = open_page("exchange")
page.stop_if_empty(exchange.settings_by_month)
page.show(show_cards)
left, right = st.columns(2, gap="large")
with left:
    page.show(show_country)
    page.show(show_services)
with right:
    page.show(show_flows)
    page.show(show_flow_map)

"""Methods: how each figure is defined, what was published, and where the data come from."""

import streamlit as st

from wenming.ui.frame import open_page
from wenming.ui.methods import show_catalogue, show_published, show_sources

page = open_page("methods")
st.caption(page.t("methods.unfiltered"))
page.show(show_catalogue)
page.show(show_published)
page.show(show_sources)

"""An empty Streamlit app: what no page can be faster than."""

import streamlit as st

st.title("Empty")

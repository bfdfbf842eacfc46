"""The obvious coverage map: one Folium marker an activity, in a cluster."""

import folium
import pandas as pd
import streamlit as st
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

from tests.conftest import SAMPLE
from wenming.browser_files import SCRIPTS, STYLES

_STATIC = "../../app/static"

st.title("Markers")
sites = pd.read_csv(SAMPLE / "sites.csv").set_index("site_id")
activities = pd.read_csv(SAMPLE / "activities.csv").join(
    sites, on="site_id", suffixes=("", "_site")
)
lat = activities["lat"].fillna(activities["lat_site"])
lon = activities["lon"].fillna(activities["lon_site"])
chart = folium.Map([lat.mean(), lon.mean()], zoom_start=12, tiles=None, maxZoom=18)
# From this machine: a network that the other page does not wait for is no part of the comparison.
chart.default_js = [(name, f"{_STATIC}/{name}") for name in SCRIPTS]
chart.default_css = [(name, f"{_STATIC}/{name}") for name in STYLES]
cluster = MarkerCluster().add_to(chart)
cluster.default_js, cluster.default_css = [], []
for place, row in zip(zip(lat, lon, strict=True), activities.itertuples(), strict=True):
    # Tooltips, for popups need jQuery, which the product does without.
    folium.Marker(place, tooltip=f"{row.title}<br>{row.started_on}<br>{row.name}").add_to(cluster)
chart.fit_bounds([[lat.min(), lon.min()], [lat.max(), lon.max()]])
st_folium(chart, height=600, use_container_width=True)

"""The coverage map as a widget: a frame that stays while its layers change, and what is clicked."""

from collections.abc import Callable
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

_KEY = "coverage_map"


def show_map(
    base: folium.Map,
    update: folium.FeatureGroup,
    *,
    height: int,
    on_click: Callable[[dict[str, Any]], None],
) -> None:
    """Draw the map; `on_click` gets `{"street": id}` or `{"activity": id}` before the next run.

    streamlit-folium itself returns nothing, so that moving the map costs no run of the page.
    """

    def take_click() -> None:
        if message := st.session_state.get(_KEY):
            on_click(message)

    st_folium(
        base,
        key=_KEY,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=update,
        on_change=take_click,
    )

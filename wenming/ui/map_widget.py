"""A map as a widget: a frame that stays while its layers change, and what is clicked."""

from collections.abc import Callable
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from wenming.errors import WenmingError
from wenming.maps.boundary import EMPTY, Boundary, find_boundary, is_schematic
from wenming.reports import reference
from wenming.ui.faults import guard
from wenming.ui.frame import Page, load_reference


def show_map(
    base: folium.Map,
    update: folium.FeatureGroup,
    *,
    key: str,
    height: int,
    on_click: Callable[[dict[str, Any]], None],
) -> None:
    """Draw the map; `on_click` gets `{"street": id}` or `{"activity": id}` before the next run.

    Each map of the product has its own `key`.

    streamlit-folium itself returns nothing, so that moving the map costs no run of the page.
    """

    def take_click() -> None:
        if message := st.session_state.get(key):
            on_click(message)

    st_folium(
        base,
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=update,
        on_change=guard(take_click),
    )


def load_streets(page: Page) -> tuple[Boundary, WenmingError | None]:
    """The streets' boundaries, or none and what is wrong with their file."""
    try:
        areas = load_reference(page.store, reference.boundaries)
        return find_boundary(areas, page.district), None
    except WenmingError as error:
        return EMPTY, error


def tell_marks(page: Page, *more: str) -> list[str]:
    """What stands on the map itself, so that a picture of it still says what it is."""
    t, district = page.t, page.district
    areas = load_reference(page.store, reference.boundaries)
    return [
        *([t("coverage.mark_schematic")] if is_schematic(areas, district) else []),
        *([t("frame.sample")] if district.is_sample else []),
        *more,
        page.period,
        t("frame.version", version=page.store.version, cutoff=t.day(page.store.cutoff)),
    ]

"""The exchange page's map: arrows from where teams are at home to the streets they serve."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from wenming.maps.base import build_base, build_update, find_tiles
from wenming.maps.boundary import find_bounds
from wenming.maps.exchange import Place, build_data
from wenming.reports import coverage, reference
from wenming.reports import exchange as reports
from wenming.ui.faults import tell_error
from wenming.ui.filter_bar import choose_streets
from wenming.ui.frame import Page
from wenming.ui.map_widget import load_streets, show_map, tell_marks

_HEIGHT = 420


def show_flow_map(page: Page) -> None:
    """The map; a click on a street chooses it."""
    t, district = page.t, page.district
    boundary, problem = load_streets(page)
    tiles, missing = find_tiles(district)
    everywhere = replace(page.filters, streets=None)
    streets = page.load(coverage.measures_by_street, everywhere)
    streets = streets[streets["street_id"].notna()]
    centre = _find_centre(page)
    data = build_data(
        flows=page.load(reports.flows_by_street_pair),
        streets=streets,
        street_names=page.names(reference.streets),
        chosen=page.filters.streets or (),
        centre=centre,
        marks=tell_marks(page),
        t=t,
    )
    placed = streets.dropna(subset=["lat", "lon"])
    places = boundary.points or list(zip(placed["lat"], placed["lon"], strict=True))
    show_map(
        build_base(district, boundary, find_bounds(places), tiles, "exchange"),
        build_update(data, "exchange"),
        key="exchange_map",
        height=_HEIGHT,
        on_click=lambda message: _take_click(message, page.filters.streets),
    )
    st.caption(t("exchange.map_caption" if centre else "exchange.map_without_centre"))
    if problem:
        st.caption(tell_error(problem, t))
    for name in missing:
        st.caption(t("coverage.no_tile_key", name=name))


def _find_centre(page: Page) -> Place | None:
    """Where the district's own teams set out: a site of the first level that has a place."""
    everything = replace(page.filters, streets=None, levels=None)
    sites = page.load(coverage.states_by_site, everything)
    first = sites[sites["level"] == page.district.levels[0].id].dropna(subset=["lat", "lon"])
    if first.empty:
        return None
    site: pd.Series = first.iloc[0]
    return round(float(site["lat"]), 5), round(float(site["lon"]), 5)


def _take_click(message: dict[str, Any], chosen: tuple[str, ...] | None) -> None:
    if street := message.get("street"):
        choose_streets([] if chosen == (street,) else [street])

"""The reach page's map: residents near to a site and not, the sites, their catchments."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from wenming.geo.access import average_access
from wenming.geo.reach import add_up
from wenming.maps.base import build_base, build_update, find_tiles
from wenming.maps.boundary import find_bounds
from wenming.maps.reach import build_circles, build_data
from wenming.reports import coverage, reference
from wenming.ui.faults import tell_error
from wenming.ui.filter_bar import choose_streets
from wenming.ui.frame import Page
from wenming.ui.map_widget import load_streets, show_map, tell_marks
from wenming.ui.reach_measure import Reach, choose_rows

_HEIGHT = 600


def show_reach_map(
    page: Page,
    reach: Reach,
    *,
    access: pd.DataFrame | None = None,
    proposed: pd.DataFrame | None = None,
    clusters: pd.DataFrame | None = None,
    month: date | None = None,
) -> None:
    """The map; a click on a street chooses it.

    `access` shades the streets by that, not by reach; `proposed` are places to go next; `clusters`
    communities that stand out; `month` is said on the map where it is not the period.
    """
    t, district = page.t, page.district
    boundary, problem = load_streets(page)
    tiles, missing = find_tiles(district)
    everywhere = replace(page.filters, streets=None)
    if access is None:
        values = 1 - add_up(reach.areas, "street_id").set_index("street_id")["share"]
    else:
        values = average_access(access).set_index("street_id")["access"]
    streets = page.load(coverage.measures_by_street, everywhere)
    streets = streets[streets["street_id"].notna()]
    streets = streets.assign(value=streets["street_id"].map(values).astype(float))
    sites = reach.places.sites
    estimate = [t("reach.estimate")] if reach.walking.is_estimate else []
    data = build_data(
        residents=_load_circles(page.store.version, reach.key, page.filters.streets, page, reach),
        streets=streets,
        street_names=page.names(reference.streets),
        chosen=page.filters.streets or (),
        sites=sites.assign(counts=reach.counts),
        radius=_find_radius(page, reach),
        marks=tell_marks(page, *estimate, *([t.month(month)] if month else [])),
        by_access=access is not None,
        proposed=proposed,
        clusters=clusters,
        district=district,
        t=t,
    )
    # Without boundaries the map fits the residents.
    corners = boundary.points or list(zip(reach.points["lat"], reach.points["lon"], strict=True))
    show_map(
        build_base(district, boundary, find_bounds(corners), tiles, "reach"),
        build_update(data, "reach"),
        key="reach_map",
        height=_HEIGHT,
        on_click=lambda message: _take_click(message, page.filters.streets),
    )
    st.caption(t("reach.map_caption", sites=reach.sites))
    for wrong in filter(None, (problem, reach.problem)):
        st.caption(tell_error(wrong, t))
    for name in missing:
        st.caption(t("coverage.no_tile_key", name=name))


@st.cache_data(max_entries=32, show_spinner=False)
def _load_circles(
    version: int,
    key: tuple[object, ...],
    streets: tuple[str, ...] | None,
    _page: Page,
    _reach: Reach,
) -> dict[str, list[Any]]:
    return build_circles(choose_rows(_page, _reach.points))


def _take_click(message: dict[str, Any], chosen: tuple[str, ...] | None) -> None:
    if street := message.get("street"):
        choose_streets([] if chosen == (street,) else [street])


def _find_radius(page: Page, reach: Reach) -> float | None:
    """How far a walk leads in a straight line; None where it follows streets."""
    if not reach.walking.is_estimate:
        return None
    return reach.limit / page.district.thresholds.detour_factor

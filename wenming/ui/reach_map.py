"""The reach page's map: residents near to a site and not, the sites, their catchments."""

from dataclasses import replace
from typing import Any

import streamlit as st

from wenming.geo.reach import add_up, choose_sites
from wenming.maps.base import build_base, build_update, find_tiles
from wenming.maps.boundary import find_bounds
from wenming.maps.reach import build_data
from wenming.reports import coverage, reference
from wenming.ui.filter_bar import choose_streets
from wenming.ui.frame import Page
from wenming.ui.map_widget import load_streets, show_map, tell_marks
from wenming.ui.reach_measure import Reach, choose_points, name_basis

_HEIGHT = 600


def show_reach_map(page: Page, reach: Reach) -> None:
    """The map; a click on a street chooses it."""
    t, district = page.t, page.district
    boundary, problem = load_streets(page)
    tiles, missing = find_tiles(district)
    everywhere = replace(page.filters, streets=None)
    shares = add_up(reach.chosen, "street_id").set_index("street_id")["share"]
    streets = page.load(coverage.measures_by_street, everywhere)
    streets = streets[streets["street_id"].notna()]
    streets = streets.assign(unreached_share=1 - streets["street_id"].map(shares).astype(float))
    points = choose_points(page, reach.chosen)
    sites = reach.places.sites
    data = build_data(
        reach=points,
        streets=streets,
        street_names=page.names(reference.streets),
        chosen=page.filters.streets or (),
        sites=sites.assign(counts=choose_sites(sites, reach.basis)),
        radius=reach.limit / district.thresholds.detour_factor,
        marks=tell_marks(page, *([t("reach.estimate")] if reach.walking.is_estimate else [])),
        title=t("reach.shading"),
        district=district,
        t=t,
    )
    places = list(zip(reach.chosen["lat"], reach.chosen["lon"], strict=True))
    show_map(
        build_base(district, boundary, find_bounds(boundary.points or places), tiles, "reach"),
        build_update(data, "reach"),
        key="reach_map",
        height=_HEIGHT,
        on_click=lambda message: _take_click(message, page.filters.streets),
    )
    st.caption(t("reach.map_caption", sites=name_basis(page, reach.basis)))
    if problem:
        st.caption(t(problem.key, **problem.params))
    for name in missing:
        st.caption(t("coverage.no_tile_key", name=name))


def _take_click(message: dict[str, Any], chosen: tuple[str, ...] | None) -> None:
    if street := message.get("street"):
        choose_streets([] if chosen == (street,) else [street])

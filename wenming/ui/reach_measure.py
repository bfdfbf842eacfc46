"""What the parts of the reach page measure: the walk, the sites that count, who is reached."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.geo.reach import BASES, Places, add_up, choose_sites, compute_reach, place
from wenming.geo.streets import find_walking
from wenming.geo.walking import Walking
from wenming.reports import reach as reports
from wenming.store import Snapshot
from wenming.ui.choices import choose_option
from wenming.ui.frame import Page


@dataclass(frozen=True)
class Reach:
    """What was measured and what came of it; frames are shared and must not be changed.

    `counts` is a mask over the sites of `places`; `sites` names those in a sentence; `points` are
    all placed residents with their walk, `areas` the same added up by street and community;
    `problem` says why walks do not follow streets. `key` tells one measurement from any other of
    the version: what is made from it is kept under that.
    """

    key: tuple[object, ...]
    limit: int
    walking: Walking
    problem: WenmingError | None
    places: Places
    counts: NDArray[np.bool_]
    sites: str
    points: pd.DataFrame
    areas: pd.DataFrame


def choose_basis(page: Page) -> str:
    """Let the reader choose which sites count."""
    t, months = page.t, page.district.thresholds.active_reach_months
    return choose_option(
        t("reach.basis"),
        BASES,
        key="basis",
        format_func=lambda key: t(f"reach.basis_{key}", months=months),
    )


def choose_walk(page: Page) -> int:
    """Let the reader choose the walk, in metres: everybody's or that of older residents."""
    t, thresholds = page.t, page.district.thresholds
    older = st.toggle(
        t("reach.older", metres=t.number(thresholds.older_limit_m)),
        key="older",
        bind="query-params",
        help=t("reach.older_help"),
    )
    return thresholds.older_limit_m if older else thresholds.walk_limit_m


def measure_reach(page: Page, basis: str, limit: int) -> Reach:
    """Who has a site of this basis within the walk; stop the page where there is no resident."""
    walking, problem = find_walking(page.district)
    places = load_places(page)
    counts = choose_sites(places.sites, basis).to_numpy(dtype=bool)
    months = page.district.thresholds.active_reach_months
    key = (replace(page.filters, streets=None), months, basis, limit, walking.key)
    points, areas = _compute(page.store.version, key, walking, places, counts, limit)
    sites = name_basis(page, basis)
    return Reach(key, limit, walking, problem, places, counts, sites, points, areas)


def measure_again(page: Page, reach: Reach, counts: NDArray[np.bool_], name: str) -> Reach:
    """The same with other sites; `name` tells this mask from another."""
    key = (*reach.key, name)
    points, areas = _compute(
        page.store.version, key, reach.walking, reach.places, counts, reach.limit
    )
    return replace(reach, key=key, counts=counts, points=points, areas=areas)


def load_places(page: Page) -> Places:
    """Residents and sites; a page without any placed resident ends with one sentence."""
    months = page.district.thresholds.active_reach_months
    # Streets narrow what is shown, never which sites a resident may walk to.
    everywhere = replace(page.filters, streets=None)
    places = _place(page.store.version, everywhere, months, page.store)
    if places.points.empty:
        st.info(page.t("reach.no_points"), icon=":material/info:")
        st.stop()
    return places


# Resources, not data: handed out uncopied, which a million points need; nobody changes them.
@st.cache_resource(max_entries=8, show_spinner=False)
def _place(version: int, filters: Filters, months: int, _store: Snapshot) -> Places:
    return place(
        reports.residents_by_point(_store), reports.states_by_site(_store, filters, months=months)
    )


@st.cache_resource(max_entries=24, show_spinner=False)
def _compute(
    version: int,
    key: tuple[object, ...],
    _walking: Walking,
    _places: Places,
    _counts: NDArray[np.bool_],
    _limit: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    points = compute_reach(_places, _walking, counts=_counts, limit=_limit)
    return points, add_up(points, ["street_id", "community_id"])


def choose_rows(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """The points or areas of the chosen streets; all where none are chosen."""
    streets = page.filters.streets
    return rows if streets is None else rows[rows["street_id"].isin(streets)]


def name_basis(page: Page, basis: str) -> str:
    """Which sites count, in words that fit into a sentence."""
    return page.t(f"reach.sites_{basis}", months=page.district.thresholds.active_reach_months)


def replace_points(places: Places, page: Page) -> Places:
    """The same places with the residents of the chosen streets only."""
    if page.filters.streets is None:
        return places
    chosen = places.points["street_id"].isin(page.filters.streets).to_numpy()
    points = places.points[chosen].reset_index(drop=True)
    return replace(places, points=points, points_at=places.points_at[chosen])


def describe_measure(page: Page, limit: int) -> list[tuple[str, str]]:
    """Label and text of how far a walk may be and how it was measured, for pages and files."""
    t, detour = page.t, page.district.thresholds.detour_factor
    walking, _ = find_walking(page.district)
    key = "reach.measured_straight" if walking.is_estimate else "reach.measured_streets"
    text = t(
        key,
        metres=t.number(limit),
        straight=t.number(round(limit / detour, -1)),
        detour=t.number(detour, 2),
    )
    return [(t("reach.measure"), text)]

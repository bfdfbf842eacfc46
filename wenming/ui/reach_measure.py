"""What the parts of the reach page measure: the walk, the sites that count, who is reached."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.geo.reach import BASES, Places, choose_sites, compute_reach, place
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
    all placed residents with their walk; `problem` says why walks do not follow streets.
    """

    limit: int
    walking: Walking
    problem: WenmingError | None
    places: Places
    counts: NDArray[np.bool_]
    sites: str
    points: pd.DataFrame


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
    points = compute_points(page, places, walking, counts, basis, limit)
    return Reach(limit, walking, problem, places, counts, name_basis(page, basis), points)


def load_places(page: Page) -> Places:
    """Residents and sites; a page without any placed resident ends with one sentence."""
    months = page.district.thresholds.active_reach_months
    places = _place(page.store.version, _everywhere(page), months, page.store)
    if places.points.empty:
        st.info(page.t("reach.no_points"), icon=":material/info:")
        st.stop()
    return places


def compute_points(
    page: Page, places: Places, walking: Walking, counts: NDArray[np.bool_], name: str, limit: int
) -> pd.DataFrame:
    """All points with their walk to the sites that count; `name` tells one mask from another."""
    asked = (_everywhere(page), page.district.thresholds.active_reach_months)
    return _compute(page.store.version, asked, name, limit, walking.key, walking, places, counts)


def _everywhere(page: Page) -> Filters:
    """Streets narrow what is shown, never which sites a resident may walk to."""
    return replace(page.filters, streets=None)


# Resources, not data: handed out uncopied, which a million points need; nobody changes them.
@st.cache_resource(max_entries=8, show_spinner=False)
def _place(version: int, filters: Filters, months: int, _store: Snapshot) -> Places:
    return place(
        reports.residents_by_point(_store), reports.states_by_site(_store, filters, months=months)
    )


@st.cache_resource(max_entries=24, show_spinner=False)
def _compute(
    version: int,
    asked: tuple[Filters, int],
    name: str,
    limit: int,
    way: str,
    _walking: Walking,
    _places: Places,
    _counts: NDArray[np.bool_],
) -> pd.DataFrame:
    return compute_reach(_places, _walking, counts=_counts, limit=limit)


def choose_points(page: Page, points: pd.DataFrame) -> pd.DataFrame:
    """The points of the chosen streets; all where none are chosen."""
    streets = page.filters.streets
    return points if streets is None else points[points["street_id"].isin(streets)]


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

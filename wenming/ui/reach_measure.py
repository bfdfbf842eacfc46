"""What the parts of the reach page measure: the walk, the sites that count, who is reached."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from wenming.filters import Filters
from wenming.geo.reach import (
    BASES,
    Places,
    compute_reach,
    place,
)
from wenming.geo.walking import StraightLines, Walking
from wenming.reports import reach as reports
from wenming.store import Snapshot
from wenming.ui.choices import choose_option
from wenming.ui.frame import Page


@dataclass(frozen=True)
class Reach:
    """What the page measures, and what came of it; frames are shared and must not be changed."""

    basis: str
    limit: int
    walking: Walking
    places: Places
    points: dict[str, pd.DataFrame]
    """By basis: every placed point with its walk."""

    @property
    def chosen(self) -> pd.DataFrame:
        return self.points[self.basis]


def load_reach(page: Page) -> Reach:
    """Let the reader choose the walk and which sites count; stop where there is no resident."""
    t, thresholds = page.t, page.district.thresholds
    with st.container(horizontal=True, vertical_alignment="center", key="reach_choices"):
        basis = choose_option(
            t("reach.basis"),
            BASES,
            key="basis",
            format_func=lambda key: t(f"reach.basis_{key}", months=thresholds.active_reach_months),
        )
        older = st.toggle(
            t("reach.older", metres=t.number(thresholds.older_limit_m)),
            key="older",
            bind="query-params",
            help=t("reach.older_help"),
        )
    limit = thresholds.older_limit_m if older else thresholds.walk_limit_m
    # Streets narrow what is shown, never which sites a resident may walk to.
    asked = replace(page.filters, streets=None)
    walking = StraightLines(thresholds.detour_factor)
    months = thresholds.active_reach_months
    places = _place(page.store.version, asked, months, page.store)
    if places.points.empty:
        st.info(t("reach.no_points"), icon=":material/info:")
        st.stop()
    points = {
        key: _compute(page.store.version, asked, months, key, limit, walking, places)
        for key in BASES
    }
    return Reach(basis, limit, walking, places, points)


# Resources, not data: handed out uncopied, which a million points need; nobody changes them.
@st.cache_resource(max_entries=8, show_spinner=False)
def _place(version: int, filters: Filters, months: int, _store: Snapshot) -> Places:
    return place(
        reports.residents_by_point(_store), reports.states_by_site(_store, filters, months=months)
    )


@st.cache_resource(max_entries=24, show_spinner=False)
def _compute(
    version: int,
    filters: Filters,
    months: int,
    basis: str,
    limit: int,
    walking: Walking,
    _places: Places,
) -> pd.DataFrame:
    return compute_reach(_places, walking, basis=basis, limit=limit)


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


def describe_measure(page: Page, reach: Reach) -> list[tuple[str, str]]:
    """Label and text of how far a walk may be and how it was measured, for pages and files."""
    t, detour = page.t, page.district.thresholds.detour_factor
    straight = t.number(round(reach.limit / detour, -1))
    return [
        (
            t("reach.measure"),
            t(
                "reach.measured_straight",
                metres=t.number(reach.limit),
                straight=straight,
                detour=t.number(detour, 2),
            ),
        )
    ]

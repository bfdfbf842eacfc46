"""Where to go next: the best places for stations or visits, what each adds, how many it takes."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wenming.charts.reach import build_gain_curve
from wenming.exports import Column
from wenming.geo.candidates import list_candidates
from wenming.geo.metres import to_metres
from wenming.geo.reach import add_up_all, choose_sites
from wenming.geo.siting import Choice, Fewest, Problem, build_problem, choose_all, find_fewest
from wenming.reports import reference
from wenming.ui.charts import show_chart
from wenming.ui.choices import choose_option
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.reach_map import show_reach_map
from wenming.ui.reach_measure import (
    Reach,
    choose_rows,
    choose_walk,
    describe_measure,
    measure_reach,
)
from wenming.ui.tables import show_table

_BASES = {"visits": "recent", "stations": "open"}
"""Which sites stay: next month's visits go where no site is active, stations where none is open."""

_CANDIDATES = 400
_MOST = 20
_DEFAULT = 5
_TARGETS = (90, 95, 98, 100)


@dataclass(frozen=True)
class Siting:
    """Candidates with lat, lon, community_id and street_id; the best choice of each number."""

    candidates: pd.DataFrame
    problem: Problem
    choices: tuple[Choice, ...]


def show_next(page: Page) -> None:
    """Choose how many places; see which, what each adds, and how many a target takes."""
    t = page.t
    with st.container(horizontal=True, vertical_alignment="center"):
        purpose = choose_option(
            t("siting.purpose"),
            list(_BASES),
            key="purpose",
            format_func=lambda key: t(f"siting.purpose_{key}"),
        )
        limit = choose_walk(page)
    reach = measure_reach(page, _BASES[purpose], limit)
    total = add_up_all(choose_rows(page, reach.areas))
    sites = reach.sites
    if not total["residents"]:
        st.info(t("reach.finding_nobody"), icon=":material/info:")
        return
    if not total["unreached"]:
        st.success(t("siting.nobody_left", sites=sites, metres=t.number(limit)))
        return
    siting = _load(page, reach)
    most = len(siting.choices)
    count = min(_choose_count(page), most)
    choice = siting.choices[count - 1]
    places = _spell(page, siting, choice)
    _tell(page, choice, total, purpose)
    left, right = st.columns([7, 3], gap="medium")
    with left:
        show_reach_map(page, reach, proposed=places)
    with right:
        _show_places(page, reach, places, total)
        _show_target(page, reach, siting, total)
    _show_curve(page, siting, total, count)


def _choose_count(page: Page) -> int:
    asked = st.query_params.get("places", "")
    default = int(asked) if asked.isdecimal() and 1 <= int(asked) <= _MOST else _DEFAULT
    count = st.slider(page.t("siting.count"), 1, _MOST, default, key="places_count")
    if count != _DEFAULT:
        st.query_params["places"] = str(count)
    else:
        st.query_params.pop("places", None)
    return int(count)


def _tell(page: Page, choice: Choice, total: pd.Series, purpose: str) -> None:
    """The finding, and whether it is proven that no other choice is better."""
    t = page.t
    st.subheader(
        t(
            f"siting.finding_{purpose}",
            places=t.number(len(choice.candidates)),
            gain=t.number(choice.gain),
            before=t.percent(total["share"]),
            after=t.percent((total["reached"] + choice.gain) / total["residents"]),
        ),
        anchor=False,
    )
    if choice.is_proven:
        st.caption(t("siting.proven"))
    else:
        st.caption(t("siting.gap", bound=t.number(choice.bound), gap=t.percent(choice.gap)))


def _show_places(page: Page, reach: Reach, places: pd.DataFrame, total: pd.Series) -> None:
    t = page.t
    st.subheader(t("siting.places"), anchor=False)
    columns = (
        Column("number", t("siting.number"), "count"),
        Column("street", t("frame.street")),
        Column("near", t("siting.near")),
        Column("added", t("siting.added"), "count"),
        Column("share", t("siting.share_after"), "share"),
        Column("lat", t("siting.lat"), "number_text"),
        Column("lon", t("siting.lon"), "number_text"),
    )
    so_far = total["reached"] + places["added"].cumsum()
    spelled = places.assign(
        share=so_far / total["residents"],
        lat=places["lat"].map("{:.5f}".format),
        lon=places["lon"].map("{:.5f}".format),
    )
    show_table(page, spelled, columns[:4], alt=t("siting.places"))
    show_downloads(
        page, spelled, "next-places", title=t("siting.places"), columns=columns,
        notes=describe_measure(page, reach.limit),
    )  # fmt: skip
    st.caption(t("siting.candidates"))


def _show_target(page: Page, reach: Reach, siting: Siting, total: pd.Series) -> None:
    """How many places a target share takes."""
    t = page.t
    open_targets = [share for share in _TARGETS if share / 100 > total["share"]]
    target = st.selectbox(
        t("siting.target"),
        _TARGETS,
        index=_TARGETS.index(open_targets[0]),
        format_func=lambda share: t.percent(share / 100, 0),
        key="siting_target",
    )
    share = target / 100
    wanted = -(-int(total["residents"]) * target // 100) - int(total["reached"])
    fewest = _find_fewest(page.store.version, reach.key, page.filters.streets, wanted, siting)
    told = t.percent(share, 0)
    if fewest is None:
        st.caption(t("siting.target_never", target=told))
    elif fewest.count == 0:
        st.caption(t("siting.target_met", target=told))
    elif fewest.is_proven:
        st.caption(t("siting.target_takes", target=told, count=t.number(fewest.count)))
    else:
        st.caption(
            t(
                "siting.target_between",
                target=told,
                least=t.number(fewest.least),
                count=t.number(fewest.count),
            )
        )


def _show_curve(page: Page, siting: Siting, total: pd.Series, count: int) -> None:
    t = page.t
    curve = pd.DataFrame(
        {
            "places": range(1, len(siting.choices) + 1),
            "gain": [choice.gain for choice in siting.choices],
            "bound": [choice.bound for choice in siting.choices],
        }
    )
    curve["share"] = (total["reached"] + curve["gain"]) / total["residents"]
    first, last = curve["gain"].iloc[0], curve["gain"].iloc[-1]
    show_chart(
        page,
        build_gain_curve(curve, chosen=count, t=t),
        finding=t(
            "siting.curve_finding",
            first=t.number(int(first)),
            most=t.number(len(curve)),
            last=t.number(int(last)),
            unreached=t.number(int(total["unreached"])),
        ),
        description=t("siting.curve"),
        unit=t("siting.unit"),
        key="gain_curve",
        height=260,
    )
    columns = (
        Column("places", t("siting.count"), "count"),
        Column("gain", t("siting.gain"), "count"),
        Column("bound", t("siting.bound"), "count"),
        Column("share", t("siting.share_after"), "share"),
    )
    show_downloads(page, curve, "gain-curve", title=t("siting.curve"), columns=columns)


def _spell(page: Page, siting: Siting, choice: Choice) -> pd.DataFrame:
    """The chosen places in the order of what they add, with names in the page's language."""
    t = page.t
    places = siting.candidates.iloc[list(choice.candidates)].reset_index(drop=True)
    communities = page.names(reference.communities)
    sites = page.names(reference.sites)
    near = places["community_id"].map(communities).fillna("—")
    again = places["site_id"].map(lambda site: t("siting.near_site", site=sites.get(site, site)))
    return places.assign(
        number=range(1, len(places) + 1),
        added=list(choice.added),
        street=places["street_id"].map(page.names(reference.streets)),
        near=near.where(places["site_id"].isna(), again),
    )


def _load(page: Page, reach: Reach) -> Siting:
    return _site(
        page.store.version, reach.key, page.filters.streets,
        choose_rows(page, reach.points), reach,
    )  # fmt: skip


@st.cache_resource(max_entries=16, show_spinner=False)
def _site(
    version: int,
    key: tuple[object, ...],
    streets: tuple[str, ...] | None,
    _points: pd.DataFrame,
    _reach: Reach,
) -> Siting:
    """Solve for every number of places at once: the curve needs them all."""
    left = _points[~_points["is_reached"]].reset_index(drop=True)
    sites = _reach.places.sites
    silent = sites[choose_sites(sites, "open").to_numpy(dtype=bool) & ~_reach.counts]
    candidates = list_candidates(left, silent, most=_CANDIDATES)
    pairs = _reach.walking.find_pairs(
        to_metres(candidates["lon"], candidates["lat"]),
        to_metres(left["lon"], left["lat"]),
        _reach.limit,
    )
    problem = build_problem(left["residents"], pairs, len(candidates))
    return Siting(candidates, problem, choose_all(problem, _MOST))


@st.cache_data(max_entries=64, show_spinner=False)
def _find_fewest(
    version: int,
    key: tuple[object, ...],
    streets: tuple[str, ...] | None,
    wanted: int,
    _siting: Siting,
) -> Fewest | None:
    return find_fewest(_siting.problem, wanted, _siting.choices)

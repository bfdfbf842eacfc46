"""The parts of the reach page: what is measured, the figures beside the map, the table beneath."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.figures import load_figures
from wenming.filters import Filters
from wenming.geo.reach import (
    BASES,
    Places,
    add_up,
    add_up_all,
    choose_sites,
    compute_levels,
    compute_reach,
    place,
)
from wenming.geo.walking import StraightLines, Walking
from wenming.reports import reach as reports
from wenming.reports import reference
from wenming.store import Snapshot
from wenming.ui import tables
from wenming.ui.choices import choose_option
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page, load_reference

_FIGURES = {"open": "reach_15min", "recent": "active_reach"}


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


def tell_finding(page: Page, reach: Reach) -> str:
    """The page's answer in one sentence: what share is reached, how many are not, and where."""
    t = page.t
    points = choose_points(page, reach.chosen)
    total = add_up_all(points)
    if not total["residents"]:
        return t("reach.finding_nobody")
    by_street = add_up(points, "street_id").dropna(subset="street_id")
    about = {
        "share": t.percent(total["share"]),
        "unreached": t.number(int(total["unreached"])),
        "sites": name_basis(page, reach.basis),
        "metres": t.number(reach.limit),
    }
    if not total["unreached"]:
        return t("reach.finding_all", **about)
    if by_street.empty:
        return t("reach.finding_unknown_street", **about)
    most = by_street.nlargest(1, "unreached").iloc[0]
    street = page.names(reference.streets)[most["street_id"]]
    return t("reach.finding", street=street, most=t.number(int(most["unreached"])), **about)


def name_basis(page: Page, basis: str) -> str:
    """Which sites count, in words that fit into a sentence."""
    return page.t(f"reach.sites_{basis}", months=page.district.thresholds.active_reach_months)


def show_facts(page: Page, reach: Reach) -> None:
    """The share reached on each basis, who is left, and how it was measured."""
    t = page.t
    st.subheader(t("reach.facts", metres=t.number(reach.limit)), anchor=False)
    with st.grid(2, min_column_width=120, gap="small"):
        for basis in BASES:
            _show_share(page, reach, basis)
        points = choose_points(page, reach.chosen)
        total = add_up_all(points)
        with st.container(gap=None, key="fact_unreached"):
            st.metric(
                t("reach.unreached_residents"),
                t.number(int(total["unreached"])),
                help=t("reach.unreached_help", sites=name_basis(page, reach.basis)),
            )
            st.caption(t("reach.of_residents", count=t.number(int(total["residents"]))))
    for note in _tell_notes(page, reach, total):
        st.caption(note)
    st.markdown(f"**{t('reach.by_level', sites=name_basis(page, reach.basis))}**")
    levels = compute_levels(
        replace_points(reach.places, page),
        reach.walking,
        levels=list(page.filters.levels or (level.id for level in page.district.levels)),
        basis=reach.basis,
        limit=reach.limit,
    )
    columns = (
        Column("level_name", t("frame.level")),
        Column("sites", t("reach.sites"), "count"),
        Column("reached", t("reach.reached"), "count"),
        Column("share", t("reach.share"), "share"),
    )
    levels["level_name"] = levels["level"].map(page.names(reference.levels))
    tables.show_table(page, levels, columns, alt=t("reach.by_level_alt"))
    show_downloads(
        page, levels, "reach-levels", title=t("reach.by_level_alt"), columns=columns,
        notes=describe_measure(page, reach),
    )  # fmt: skip


def replace_points(places: Places, page: Page) -> Places:
    """The same places with the residents of the chosen streets only."""
    if page.filters.streets is None:
        return places
    chosen = places.points["street_id"].isin(page.filters.streets).to_numpy()
    points = places.points[chosen].reset_index(drop=True)
    return replace(places, points=points, points_at=places.points_at[chosen])


def _show_share(page: Page, reach: Reach, basis: str) -> None:
    t = page.t
    total = add_up_all(choose_points(page, reach.points[basis]))
    figure = load_figures().get(_FIGURES.get(basis, ""))
    with st.container(gap=None, key=f"fact_{basis}"):
        st.metric(
            t(f"reach.basis_{basis}", months=page.district.thresholds.active_reach_months),
            t.percent(total["share"]),
            help=figure.explain(t, page.district) if figure else t("reach.held_help"),
        )
        sites = int(choose_sites(reach.places.sites, basis).sum())
        st.caption(t("reach.of_sites", count=t.number(sites)))


def _tell_notes(page: Page, reach: Reach, total: pd.Series) -> list[str]:
    """How it was measured and what is left out."""
    t, places = page.t, reach.places
    notes = [text for _, text in describe_measure(page, reach)]
    if total["modelled"]:
        notes.append(
            t("reach.modelled", share=t.percent(total["modelled"] / total["residents"], 0))
        )
    if places.residents_unplaced:
        notes.append(t("reach.residents_unplaced", count=t.number(places.residents_unplaced)))
    if places.sites_unplaced:
        notes.append(t("reach.sites_unplaced", count=t.number(places.sites_unplaced)))
    if places.sites.empty:
        notes.append(t("reach.no_sites"))
    return notes


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


def show_table(page: Page, reach: Reach) -> None:
    """Residents reached and not, by street or by community."""
    t = page.t
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(t("reach.table"), anchor=False, width="content")
        by = choose_option(
            t("reach.table"),
            ("street", "community"),
            key="by",
            format_func=lambda key: t(f"reach.by_{key}"),
        )
    sites, metres = name_basis(page, reach.basis), t.number(reach.limit)
    st.caption(t("reach.table_caption", sites=sites, metres=metres))
    frame = by_community(page, reach) if by == "community" else by_street(page, reach)
    columns = (
        Column("street", t("frame.street")),
        *([Column("community", t("reach.community"))] if by == "community" else []),
        Column("residents", t("reach.residents"), "count"),
        Column("reached", t("reach.reached"), "count"),
        Column("unreached", t("reach.unreached"), "count"),
        Column("share", t("reach.share"), "share"),
        Column("modelled_share", t("reach.modelled_share"), "share"),
    )
    tables.show_table(page, frame, columns, alt=t("reach.table"))
    show_downloads(
        page, frame, f"reach-{by}", title=t("reach.table"), columns=columns,
        notes=describe_measure(page, reach),
    )  # fmt: skip


def by_street(page: Page, reach: Reach) -> pd.DataFrame:
    """Every chosen street in the official order, also one without residents."""
    names = page.names(reference.streets)
    sums = add_up(choose_points(page, reach.chosen), "street_id").set_index("street_id")
    lost = sums.loc[sums.index.isna()]
    table = sums.reindex(list(page.filters.streets or names))
    table["street"] = [names[street] for street in table.index]
    if len(lost):
        table = pd.concat([table, lost.assign(street=page.t("reach.outside"))])
    return _share_modelled(table.reset_index())


def by_community(page: Page, reach: Reach) -> pd.DataFrame:
    """Every community of the chosen streets, also one without residents."""
    names = page.names(reference.streets)
    communities = load_reference(page.store, reference.communities)
    if page.filters.streets is not None:
        communities = communities[communities["street_id"].isin(page.filters.streets)]
    sums = add_up(choose_points(page, reach.chosen), "community_id")
    table = communities[["community_id", "street_id", page.t.column()]].merge(
        sums, how="left", on="community_id"
    )
    table["street"] = table["street_id"].map(names)
    return _share_modelled(table.rename(columns={page.t.column(): "community"}))


def _share_modelled(table: pd.DataFrame) -> pd.DataFrame:
    counts = ["residents", "reached", "unreached", "modelled"]
    table[counts] = table[counts].astype("Int64")
    return table.assign(modelled_share=table["modelled"] / table["residents"])

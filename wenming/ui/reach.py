"""The parts of the reach page: what is measured, the figures beside the map, the table beneath."""

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.figures import load_figures
from wenming.geo.reach import (
    BASES,
    add_up,
    add_up_all,
    compute_levels,
)
from wenming.reports import reference
from wenming.ui import tables
from wenming.ui.choices import choose_option
from wenming.ui.clusters import choose_clusters, load_clusters, show_clusters, spell_clusters
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page, load_reference
from wenming.ui.reach_map import show_reach_map
from wenming.ui.reach_measure import (
    Reach,
    choose_basis,
    choose_rows,
    choose_walk,
    describe_measure,
    measure_reach,
    replace_points,
)
from wenming.ui.text import escape

_FIGURES = {"open": "reach_15min", "recent": "active_reach"}


def show_reach(page: Page) -> None:
    """Who is reached and who is not: the finding, the map, the figures, the table."""
    with st.container(horizontal=True, vertical_alignment="center", key="reach_choices"):
        basis = choose_basis(page)
        limit = choose_walk(page)
        wanted = choose_clusters(page)
    reach = measure_reach(page, basis, limit)
    found = load_clusters(page, reach) if wanted else None
    clusters = spell_clusters(page, found) if found else None
    st.subheader(escape(tell_finding(page, reach)), anchor=False)
    left, right = st.columns([7, 3], gap="medium")
    with left:
        show_reach_map(page, reach, clusters=clusters)
    with right:
        show_facts(page, reach)
    if wanted:
        show_clusters(page, reach, found, clusters)
    show_table(page, reach)


def tell_finding(page: Page, reach: Reach) -> str:
    """The page's answer in one sentence: what share is reached, how many are not, and where."""
    t = page.t
    areas = choose_rows(page, reach.areas)
    total = add_up_all(areas)
    if not total["residents"]:
        return t("reach.finding_nobody")
    by_street = add_up(areas, "street_id").dropna(subset="street_id")
    about = {
        "share": t.percent(total["share"]),
        "unreached": t.number(int(total["unreached"])),
        "sites": reach.sites,
        "metres": t.number(reach.limit),
    }
    if not total["unreached"]:
        return t("reach.finding_all", **about)
    if by_street.empty:
        return t("reach.finding_unknown_street", **about)
    most = by_street.nlargest(1, "unreached").iloc[0]
    street = page.names(reference.streets)[most["street_id"]]
    return t("reach.finding", street=street, most=t.number(int(most["unreached"])), **about)


def show_facts(page: Page, reach: Reach) -> None:
    """The share reached on each basis, who is left, and how it was measured."""
    t = page.t
    st.subheader(t("reach.facts", metres=t.number(reach.limit)), anchor=False)
    with st.grid(2, min_column_width=120, gap="small"):
        for basis in BASES:
            _show_share(page, reach, basis)
        total = add_up_all(choose_rows(page, reach.areas))
        with st.container(gap=None, key="fact_unreached"):
            st.metric(
                t("reach.unreached_residents"),
                t.number(int(total["unreached"])),
                help=t("reach.unreached_help", sites=reach.sites),
            )
            st.caption(t("reach.of_residents", count=t.number(int(total["residents"]))))
    for note in _tell_notes(page, reach, total):
        st.caption(note)
    st.markdown(f"**{t('reach.by_level', sites=reach.sites)}**")
    asked = page.filters.levels or tuple(level.id for level in page.district.levels)
    levels = _count_levels(page.store.version, reach.key, page.filters.streets, asked, reach, page)
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
        notes=describe_measure(page, reach.limit),
    )  # fmt: skip


@st.cache_data(max_entries=32, show_spinner=False)
def _count_levels(
    version: int,
    key: tuple[object, ...],
    streets: tuple[str, ...] | None,
    levels: tuple[str, ...],
    _reach: Reach,
    _page: Page,
) -> pd.DataFrame:
    return compute_levels(
        replace_points(_reach.places, _page),
        _reach.walking,
        levels=list(levels),
        counts=_reach.counts,
        limit=_reach.limit,
    )


def _show_share(page: Page, reach: Reach, basis: str) -> None:
    t = page.t
    measured = measure_reach(page, basis, reach.limit)
    total = add_up_all(choose_rows(page, measured.areas))
    figure = load_figures().get(_FIGURES.get(basis, ""))
    with st.container(gap=None, key=f"fact_{basis}"):
        st.metric(
            t(f"reach.basis_{basis}", months=page.district.thresholds.active_reach_months),
            t.percent(total["share"]),
            help=figure.explain(t, page.district) if figure else t("reach.held_help"),
        )
        st.caption(t("reach.of_sites", count=t.number(int(measured.counts.sum()))))


def _tell_notes(page: Page, reach: Reach, total: pd.Series) -> list[str]:
    """How it was measured and what is left out."""
    t, places = page.t, reach.places
    notes = [text for _, text in describe_measure(page, reach.limit)]
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
    sites, metres = reach.sites, t.number(reach.limit)
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
        notes=describe_measure(page, reach.limit),
    )  # fmt: skip


def by_street(page: Page, reach: Reach) -> pd.DataFrame:
    """Every chosen street in the official order, also one without residents."""
    names = page.names(reference.streets)
    sums = add_up(choose_rows(page, reach.areas), "street_id").set_index("street_id")
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
    sums = add_up(choose_rows(page, reach.areas), "community_id")
    table = communities[["community_id", "street_id", page.t.column()]].merge(
        sums, how="left", on="community_id"
    )
    table["street"] = table["street_id"].map(names)
    return _share_modelled(table.rename(columns={page.t.column(): "community"}))


def _share_modelled(table: pd.DataFrame) -> pd.DataFrame:
    counts = ["residents", "reached", "unreached", "modelled"]
    table[counts] = table[counts].astype("Int64")
    return table.assign(modelled_share=table["modelled"] / table["residents"])

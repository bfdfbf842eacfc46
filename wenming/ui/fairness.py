"""Access and fairness: how easily residents come to activities, and how evenly these are spread."""

import pandas as pd
import streamlit as st

from wenming.charts.reach import build_lorenz
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.geo.access import average_access, compute_access
from wenming.geo.fairness import compute_gini, compute_lorenz
from wenming.reports import coverage, reference
from wenming.ui.charts import show_chart
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page, load_reference
from wenming.ui.reach_map import show_reach_map
from wenming.ui.reach_measure import (
    Reach,
    choose_rows,
    choose_walk,
    describe_measure,
    measure_reach,
)
from wenming.ui.tables import show_table

_DAYS_A_MONTH = 365.25 / 12


def show_fairness(page: Page) -> None:
    """The map by access with a table of streets, and the Lorenz curve of the streets."""
    t = page.t
    limit = choose_walk(page)
    reach = measure_reach(page, "held", limit)
    access = _load_access(page.store.version, reach.key, page.filters.days, reach)
    chosen = choose_rows(page, access)
    if chosen.empty:
        st.info(t("reach.finding_nobody"), icon=":material/info:")
        return
    residents = chosen["residents"].astype(float)
    st.subheader(
        t(
            "fairness.finding",
            mean=t.number(float((chosen["access"] * residents).sum() / residents.sum()), 2),
            without=t.percent(float(residents[chosen["access"] == 0].sum() / residents.sum())),
            metres=t.number(limit),
        ),
        anchor=False,
    )
    left, right = st.columns([7, 4], gap="medium")
    with left:
        show_reach_map(page, reach, access=access)
    with right:
        _show_lorenz(page)
    _show_streets(page, chosen, limit)


def _show_lorenz(page: Page) -> None:
    """The streets' Lorenz curve and Gini coefficient, told for laymen."""
    t = page.t
    streets = load_reference(page.store, reference.streets)[["street_id", "residents"]]
    held = page.load(coverage.measures_by_street)[["street_id", "activities"]]
    groups = streets.merge(held, on="street_id")
    curve = compute_lorenz(groups)
    gini = compute_gini(curve)
    if gini is None:
        st.info(t("fairness.nothing_held", period=page.period), icon=":material/info:")
        return
    half = curve[curve["residents_share"] >= 0.5].iloc[0]
    show_chart(
        page,
        build_lorenz(curve, names=page.names(reference.streets), t=t),
        finding=t(
            "fairness.lorenz_finding",
            gini=t.number(gini, 2),
            residents=t.percent(half["residents_share"], 0),
            activities=t.percent(half["activities_share"], 0),
        ),
        description=t("fairness.lorenz"),
        unit="%",
        key="lorenz",
        height=300,
        legend=True,
    )
    columns = (
        Column("street", t("frame.street")),
        Column("residents", t("reach.residents"), "count"),
        Column("activities", t("fairness.activities"), "count"),
        Column("per_thousand", t("fairness.per_thousand"), "rate"),
        Column("residents_share", t("fairness.residents_share"), "share"),
        Column("activities_share", t("fairness.activities_share"), "share"),
    )
    spelled = curve.assign(
        street=curve["street_id"].map(page.names(reference.streets)),
        per_thousand=curve["rate"] * 1000,
    )
    show_downloads(page, spelled, "lorenz", title=t("fairness.lorenz"), columns=columns)


def _show_streets(page: Page, chosen: pd.DataFrame, limit: int) -> None:
    """Each street's mean access and its residents without any, in the official order."""
    t = page.t
    figure = load_figures()["access_2sfca"]
    st.subheader(t("fairness.table"), anchor=False, help=figure.explain(t, page.district))
    names = page.names(reference.streets)
    table = average_access(chosen).set_index("street_id")
    table = table.reindex(list(page.filters.streets or names))
    table["street"] = [names[street] for street in table.index]
    table["without_share"] = table["without"] / table["residents"]
    columns = (
        Column("street", t("frame.street")),
        Column("residents", t("reach.residents"), "count"),
        Column("access", t("fairness.access"), "rate"),
        Column("without", t("fairness.without"), "count"),
        Column("without_share", t("fairness.without_share"), "share"),
    )
    show_table(page, table, columns, alt=t("fairness.table"))
    show_downloads(
        page, table, "access", title=t("fairness.table"), columns=columns,
        notes=describe_measure(page, limit),
    )  # fmt: skip


@st.cache_data(max_entries=16, show_spinner=False)
def _load_access(version: int, key: tuple[object, ...], days: int, _reach: Reach) -> pd.DataFrame:
    return compute_access(
        _reach.places.points,
        _reach.places.sites[_reach.counts],
        _reach.walking,
        months=days / _DAYS_A_MONTH,
        limit=_reach.limit,
    )

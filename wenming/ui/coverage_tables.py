"""What the coverage map shows, as tables and files: its streets and its sites."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.figures import load_figures
from wenming.maps.measures import MEASURES
from wenming.maps.sites import describe_standings, name_states
from wenming.reports import reference
from wenming.ui.coverage import Frames, choose_rows
from wenming.ui.downloads import offer_table
from wenming.ui.frame import Page, load_reference
from wenming.ui.links import show_link
from wenming.ui.tables import name_ids


def show_tables(page: Page, frames: Frames) -> None:
    """The streets and the sites behind a switch each, and the way to the activities' own list."""
    t = page.t
    streets, sites = st.columns(2, gap="medium")
    with streets:
        _offer(page, "streets", _list_streets(page, frames), _describe_streets(page))
    with sites:
        _offer(page, "sites", _list_sites(page, frames), _describe_sites(page))
    show_link("activities", t("coverage.to_activities", count=t.number(frames.held)))


def _offer(page: Page, name: str, table: pd.DataFrame, columns: Sequence[Column]) -> None:
    title = page.t(f"coverage.table_{name}", count=len(table))
    offer_table(page, table, columns, name=name, title=title, label=title)


def _list_streets(page: Page, frames: Frames) -> pd.DataFrame:
    """The chosen streets, and what lies in none."""
    t = page.t
    rows = name_ids(page, choose_rows(frames.streets, page.filters.streets))
    rows["street"] = rows["street"].fillna(t("coverage.outside"))
    basis = load_reference(page.store, reference.streets).set_index("street_id")["population_basis"]
    modelled = rows["street_id"].map(basis) == "modelled"
    rows["population_basis"] = modelled.map({True: t("coverage.map_modelled"), False: ""})
    return rows


def _describe_streets(page: Page) -> list[Column]:
    t, figures = page.t, load_figures()
    return [
        Column("street", t("frame.street")),
        Column("residents", t("coverage.residents_column"), "count"),
        Column("population_basis", t("coverage.basis")),
        *(Column(key, figures[key].title(t), measure.kind) for key, measure in MEASURES.items()),
        Column("active_site_months", t("coverage.active_site_months"), "count"),
        Column("open_site_months", t("coverage.open_site_months"), "count"),
        Column("covered", t("coverage.covered"), "count"),
        Column("communities", t("coverage.communities"), "count"),
    ]


def _list_sites(page: Page, frames: Frames) -> pd.DataFrame:
    """The sites of the chosen streets, each with its standing and state in words."""
    t = page.t
    rows = name_ids(page, choose_rows(frames.sites, page.filters.streets))
    standings = describe_standings(t)
    rows["standing"] = [
        t("coverage.map_separator").join(words for bit, words in standings if standing & bit)
        for standing in rows["standing"]
    ]
    rows["state"] = rows["state"].map(name_states(page.district, t))
    return rows


def _describe_sites(page: Page) -> list[Column]:
    t, figures = page.t, load_figures()
    return [
        Column(t.column(), t("coverage.map_site")),
        Column("level", t("coverage.map_level")),
        Column("street", t("frame.street")),
        Column("standing", t("coverage.map_standing")),
        Column("state", t("coverage.map_state")),
        Column("last_on", t("coverage.map_last_activity"), "day"),
        Column("months_silent", t("overview.months_silent"), "count"),
        Column("activities", figures["activities_held"].title(t), "count"),
        Column("attendance", figures["attendance"].title(t), "count"),
        Column("responsible_unit", t("coverage.map_unit")),
    ]

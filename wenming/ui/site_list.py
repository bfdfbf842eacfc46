"""The list of sites by state, a page at a time; choosing a row opens the site's card."""

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.figures import load_figures
from wenming.maps.sites import STATES, name_states
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.row_pages import ROWS, choose_skip, show_rows
from wenming.ui.site_card import open_site
from wenming.ui.sites import Frames
from wenming.ui.tables import name_ids

_ALL = "all"


def show_list(page: Page, frames: Frames) -> None:
    """The sites of the state that is asked for, those longest without an activity first."""
    t = page.t
    st.subheader(t("sites.list"), anchor=False)
    counts = frames.sites["state"].value_counts()
    names = name_states(page.district, t)
    state = st.segmented_control(
        t("sites.state"),
        [_ALL, *(state for state in STATES if counts.get(state, 0))],
        format_func=lambda key: (
            t("sites.state_all", count=t.number(len(frames.sites)))
            if key == _ALL
            else t("sites.row_total", name=names[key], total=t.number(int(counts[key])))
        ),
        key="listed_state",
        default=_ALL,
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    chosen = frames.sites if state in (None, _ALL) else frames.sites.query("state == @state")
    st.caption(t("sites.list_described", total=t.number(len(chosen)), period=page.period))
    if state not in (None, _ALL):
        chosen = chosen.sort_values("last_on", na_position="first", kind="stable")
    place = st.container()
    columns = _list_columns(page)
    with st.container(horizontal=True, vertical_alignment="center"):
        skip = choose_skip(
            len(chosen), name="sites", listed=(page.filters, frames.unit, str(state))
        )
        show_downloads(
            page, lambda: _name(page, chosen), "sites", title=t("sites.list"), columns=columns
        )
    rows = chosen.iloc[skip : skip + ROWS]
    with place:
        show_rows(
            page,
            _name(page, rows),
            columns,
            name="sites",
            alt=t("sites.list"),
            widths={t.column(): 260, "state": 110},
            on_choose=lambda number: open_site(str(rows["site_id"].iloc[number])),
        )


def _name(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    t = page.t
    named = name_ids(page, rows)
    named["state"] = rows["state"].map(name_states(page.district, t))
    named["standing"] = [
        t("downloads.separator").join(
            t(f"sites.standing_{key}")
            for key in (row.pilot, "demonstration" if row.is_demonstration else None)
            if isinstance(key, str)
        )
        for row in rows.itertuples()
    ]
    return named


def _list_columns(page: Page) -> list[Column]:
    t, figures = page.t, load_figures()
    return [
        Column(t.column(), t("sites.site")),
        Column("level", t("frame.level")),
        Column("street", t("frame.street")),
        Column("standing", t("sites.standing")),
        Column("state", t("sites.state")),
        Column("last_on", t("sites.last_on"), "day"),
        Column("months_silent", t("sites.months_silent"), "count"),
        Column("activities", figures["activities_held"].title(t), "count"),
        Column("attendance", figures["attendance"].title(t), "count"),
        Column("responsible_unit", t("sites.unit_short")),
    ]

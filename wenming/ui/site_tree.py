"""The tree of sites, one level at a time: a site, the way to it, and the branches below it."""

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.maps.sites import grade_sites, name_states
from wenming.reports import sites
from wenming.ui.downloads import show_downloads
from wenming.ui.faults import guard
from wenming.ui.frame import Page
from wenming.ui.row_pages import ROWS, choose_skip, show_rows
from wenming.ui.site_card import close_site, open_site
from wenming.ui.tables import name_ids
from wenming.ui.text import escape

_AT = "at"  # its name in the link
_MOST_EXPORTED = 20_000
_COUNTS = ("sites", "active", "silent", "never", "unbound", "closed")

_WIDTHS = {"state": 76, "last_on": 88, **dict.fromkeys(_COUNTS, 55), "activities": 74}


def show_tree(page: Page, unit: str) -> None:
    """The branches below the site that was drilled to; below the top one at first."""
    t = page.t
    at = _find_place(page, unit)
    st.subheader(_tell_tree(page, unit), anchor=False)
    st.caption(t("sites.tree_described"))
    if at:
        _show_way(page, at)
    first = _load(page, unit, at, rows=ROWS, skip=0)
    if first.empty:
        st.info(t("sites.no_branch"), icon=":material/info:")
        return
    found = int(first["found"].iloc[0])
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        skip = choose_skip(found, name="tree", listed=(page.filters, unit, at))
        show_downloads(
            page,
            lambda: _name(page, _load(page, unit, at, rows=_MOST_EXPORTED, skip=0)),
            "branches",
            title=t("sites.tree"),
            columns=_list_columns(page),
        )
    rows = first if not skip else _load(page, unit, at, rows=ROWS, skip=skip)
    with place:
        show_rows(
            page,
            _name(page, rows),
            _list_columns(page),
            name=f"tree_{at}",
            alt=t("sites.tree"),
            widths=_WIDTHS | {t.column(): 178},
            on_choose=lambda number: _choose(rows.iloc[number]),
        )


def _load(page: Page, unit: str, at: str, *, rows: int, skip: int) -> pd.DataFrame:
    frame = page.load(
        sites.branches_by_site,
        parent_id=at,
        unit=unit,
        silent_months=page.district.thresholds.silent_yellow_months,
        rows=rows,
        skip=skip,
    )
    return grade_sites(frame, page.district)


def _find_place(page: Page, unit: str) -> str:
    """The site that the link asks for; else the top one, or '' where there are several."""
    asked = st.query_params.get(_AT, "")
    if asked:
        if not sites.path_by_site(page.store, site_id=asked).empty:
            return asked
        st.warning(page.t("sites.unknown", id=escape(asked[:80])), icon=":material/link_off:")
    top = _load(page, unit, "", rows=_MOST_EXPORTED, skip=0)
    return str(top["site_id"].iloc[0]) if len(top) == 1 and top["children"].iloc[0] else ""


def _tell_tree(page: Page, unit: str) -> str:
    """How the chosen sites stand, all branches together."""
    t = page.t
    top = _load(page, unit, "", rows=_MOST_EXPORTED, skip=0)
    return t("sites.tree_finding", **{part: t.number(int(top[part].sum())) for part in _COUNTS})


def _show_way(page: Page, at: str) -> None:
    """The sites from the top down to this one as buttons, and one that opens its card."""
    t = page.t
    way = sites.path_by_site(page.store, site_id=at)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for step in way.iloc[:-1].to_dict("records"):
            st.button(
                escape(str(step[t.column()])),
                key=f"way_{step['site_id']}",
                type="tertiary",
                on_click=guard(_go),
                args=(str(step["site_id"]),),
            )
            st.markdown("›", width="content")
        st.markdown(f"**{escape(str(way.iloc[-1][t.column()]))}**", width="content")
        st.button(
            t("sites.open_card"),
            key="open_card",
            icon=":material/badge:",
            on_click=guard(open_site),
            args=(at,),
        )


def _go(site_id: str) -> None:
    # Right after a card was closed a click still brings its link along, and it would open again.
    close_site()
    st.query_params[_AT] = site_id


def _choose(row: pd.Series) -> None:
    """Go down a branch; a site with none below it opens its card."""
    if row["children"]:
        _go(str(row["site_id"]))
    else:
        open_site(str(row["site_id"]))


def _name(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    named = name_ids(page, rows)
    named["state"] = rows["state"].map(name_states(page.district, page.t))
    return named


def _list_columns(page: Page) -> list[Column]:
    t = page.t
    return [
        Column(t.column(), t("sites.site")),
        Column("state", t("sites.state")),
        Column("last_on", t("sites.last_on"), "day"),
        *(Column(key, t(f"sites.branch_{key}"), "count") for key in _COUNTS),
        Column("activities", t("sites.branch_activities"), "count"),
    ]

"""The card of one site, in a drawer: facts, who leads it, map, history, and what belongs to it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from wenming.charts.sites import build_history, build_surroundings
from wenming.charts.style import style_figure
from wenming.errors import WenmingError
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.filters import Filters
from wenming.maps.boundary import find_boundary, is_schematic
from wenming.maps.sites import grade_sites, name_states
from wenming.reports import reference, sites
from wenming.standing import HAVES
from wenming.ui.activity_card import tell_count
from wenming.ui.chart_widget import draw_figure
from wenming.ui.charts import tell_partial
from wenming.ui.faults import guard
from wenming.ui.fields import show_fields
from wenming.ui.frame import Page, load_reference
from wenming.ui.links import show_link
from wenming.ui.tables import name_ids, show_table
from wenming.ui.text import escape

_ASKED = "site"  # its name in the link
_HEIGHT = 220
_COLOURS = {"active": "green", "closed": "gray", "unbound": "gray"}

Row = Mapping[str, Any]


def open_site(site_id: str) -> None:
    """Have the page open this site's card when it next runs; use it in a callback."""
    st.query_params[_ASKED] = site_id


def close_site() -> None:
    """Have the page ask for no site's card; use it in a callback."""
    st.query_params.pop(_ASKED, None)


def show_asked_site(page: Page) -> None:
    """Open the card of the site that the link asks for, or say that there is none."""
    asked = st.query_params.get(_ASKED)
    if not asked:
        return
    frame = page.load(sites.one_by_site, site_id=asked)
    if frame.empty:
        told = page.t("sites.unknown", id=escape(asked[:80]))
        st.warning(told, icon=":material/link_off:")
        return
    graded = grade_sites(frame, page.district)
    row = {str(key): None if pd.isna(cell) else cell for key, cell in graded.iloc[0].items()}
    title = page.t("sites.card")
    st.dialog(title, width="large", position="right", on_dismiss=guard(close_site))(page.show)(
        _show_card, row
    )


def _show_card(page: Page, row: Row) -> None:
    """Ledger text is drawn by `st.text` and tables only, which give no character a meaning."""
    t = page.t
    st.text(row[t.column()])
    with st.container(horizontal=True):
        state = str(row["state"])
        color = _COLOURS.get(state, "orange")
        st.badge(name_states(page.district, t)[state], color=color)  # type: ignore[arg-type]
        for key in (row["pilot"], "demonstration" if row["is_demonstration"] else None):
            if key:
                st.badge(t.named("sites.standing_", key), color="blue")
        if page.district.is_sample:
            st.badge(t("frame.sample"), icon=":material/science:", color="orange")
    show_fields(list_facts(page, row))
    _show_leaders(page, row)
    history, surroundings = st.columns(2, gap="medium")
    with history:
        _show_history(page, row)
    with surroundings:
        _show_surroundings(page, row)
    _show_belongings(page, row)
    version = t("frame.version", version=page.store.version, cutoff=t.day(page.store.cutoff))
    st.caption(version)


def list_facts(page: Page, row: Row) -> list[tuple[str, str]]:
    """The facts of a site as label and text, its state as of the period's end."""
    t = page.t
    unknown = t("sites.not_given")
    kinds = {kind.id: t.of(kind.name) for kind in page.district.site_kinds}
    haves = {have: row[have] for have in HAVES}
    facts = {
        "level": page.names(reference.levels).get(row["level"], unknown),
        "kind": kinds.get(row["kind"], unknown),
        "street": page.names(reference.streets).get(row["street_id"], unknown),
        "community": row[t.column("community_name")] or unknown,
        "unit_short": row["responsible_unit"] or unknown,
        "opened_on": t.day(row["opened_on"]) if row["opened_on"] else unknown,
        "closed_on": t.day(row["closed_on"]) if row["closed_on"] else t("sites.still_open"),
        "last_on": t.day(row["last_on"]) if row["last_on"] else t("coverage.never"),
        "months_silent": unknown if row["months_silent"] is None else _tell_months(page, row),
        "haves": _join(page, haves, wanted=True),
        "haves_missing": _join(page, haves, wanted=False),
    }
    return [(t(f"sites.{key}"), text) for key, text in facts.items()]


def _tell_months(page: Page, row: Row) -> str:
    return page.t.number(max(int(row["months_silent"]), 0))


def _join(page: Page, haves: Mapping[str, Any], *, wanted: bool) -> str:
    t = page.t
    names = [
        t(f"sites.{have}") for have, value in haves.items() if value is not None and value == wanted
    ]
    return t("downloads.separator").join(names) or "—"


def list_leaders(page: Page, way: pd.DataFrame) -> list[tuple[str, str]]:
    """The offices that answer for a site from the top down, each with the site it leads.

    `way` is the frame of `sites__path_by_site`.
    """
    offices = {kind.id: kind.led_by for kind in page.district.site_kinds if kind.led_by}
    return [
        (page.t.of(offices[step["kind"]]), str(step[page.t.column()]))
        for step in way.to_dict("records")
        if step["kind"] in offices
    ]


def _show_leaders(page: Page, row: Row) -> None:
    leaders = list_leaders(page, sites.path_by_site(page.store, site_id=row["site_id"]))
    if leaders:
        st.markdown(f"**{page.t('sites.leaders')}**")
        show_fields(leaders)


def _show_history(page: Page, row: Row) -> None:
    t = page.t
    st.markdown(f"**{t('sites.history')}**")
    history = sites.history_by_month(page.store, site_id=row["site_id"])
    if history.empty:
        st.caption(t("sites.no_history"))
        return
    told = t(
        "sites.history_described",
        total=t.number(int(history["activities"].sum())),
        months=t.number(len(history)),
    )
    st.caption(told)
    unit = t.of(load_figures()["activities_held"].unit)
    until = page.store.cutoff or page.filters.until
    figure = build_history(history, until=until, unit=unit, t=t)
    whole = Filters(history["month"].min().date(), until)
    footer = [t("charts.unit", unit=unit), *tell_partial(page, figure, whole)]
    _draw(page, figure, "history", footer=footer, alt=told)


def _show_surroundings(page: Page, row: Row) -> None:
    t, district = page.t, page.district
    st.markdown(f"**{t('sites.surroundings')}**")
    frame = page.load(sites.nearby_by_site, site_id=row["site_id"])
    if frame.empty:
        st.caption(t("sites.no_place"))
        return
    areas = load_reference(page.store, reference.boundaries)
    try:
        outlines = find_boundary(areas, district).rings
    except WenmingError:
        outlines = []
    key = "sites.place_modelled" if row["location_basis"] == "modelled" else "sites.place"
    told = t(key, count=t.number(len(frame) - 1))
    st.caption(told)
    schematic = t("coverage.mark_schematic") if is_schematic(areas, district) else ""
    figure = build_surroundings(frame, outlines, t=t)
    _draw(page, figure, "surroundings", footer=[t("sites.north_up"), schematic], alt=told)


def _draw(page: Page, figure: go.Figure, name: str, *, footer: list[str], alt: str) -> None:
    """A figure of the card, which no filter of the page narrows: it states version and mark."""
    t = page.t
    version = t("frame.version", version=page.store.version, cutoff=t.day(page.store.cutoff))
    sample = t("frame.sample") if page.district.is_sample else ""
    style_figure(figure, footer=[*footer, version, sample], height=_HEIGHT)
    draw_figure(t, figure, key=f"card_{name}", alt=alt, mode_bar=False)


def _show_belongings(page: Page, row: Row) -> None:
    """Teams, projects, last activities, open orders and exemplars, each told when there is none."""
    t, site_id = page.t, row["site_id"]
    store = page.store
    newest = name_ids(page, sites.newest_by_activity(store, site_id=site_id))
    newest["attendance_told"] = [
        tell_count(page, count, estimate=bool(estimate))
        for count, estimate in zip(
            newest["attendance"], newest["attendance_is_estimate"], strict=True
        )
    ]
    _show_part(
        page,
        "newest",
        newest,
        [
            Column("started_on", t("activities.field_started_on"), "day"),
            Column("title", t("activities.field_title")),
            Column("theme", t("frame.theme")),
            Column("attendance_told", load_figures()["attendance"].title(t), "number_text"),
        ],
    )
    if len(newest):
        show_link("activities", t("sites.all_activities"), q=str(row["name"]))
    teams = sites.teams_by_team(store, site_id=site_id)
    teams["kind"] = [t.named("sites.team_kind_", key) for key in teams["kind"]]
    _show_part(
        page,
        "teams",
        teams,
        [
            Column(t.column(), t("sites.team")),
            Column("kind", t("sites.team_kind")),
            Column("registered_volunteers", t("sites.registered"), "count"),
        ],
    )
    orders = sites.orders_by_order(store, site_id=site_id)
    orders["status"] = [t.named("sites.order_", key) for key in orders["status"]]
    _show_part(
        page,
        "orders",
        orders,
        [
            Column("requested_on", t("sites.requested_on"), "day"),
            Column(t.column("service_name"), t("sites.service")),
            Column("status", t("sites.state")),
        ],
    )
    _show_part(
        page,
        "projects",
        sites.projects_by_project(store, site_id=site_id),
        [
            Column(t.column(), t("sites.project")),
            Column("granted", t("sites.granted"), "count"),
            Column("started_on", t("sites.started_on"), "day"),
            Column("ended_on", t("sites.ended_on"), "day"),
        ],
    )
    _show_part(
        page,
        "exemplars",
        sites.exemplars_by_exemplar(store, site_id=site_id),
        [
            Column("label", t("sites.exemplar")),
            Column("honoured_on", t("sites.honoured_on"), "day"),
            Column("talks", t("sites.talks"), "count"),
        ],
    )


def _show_part(page: Page, part: str, frame: pd.DataFrame, columns: Sequence[Column]) -> None:
    t = page.t
    found = int(frame["found"].iloc[0]) if "found" in frame and len(frame) else len(frame)
    st.markdown(f"**{t(f'sites.part_{part}')}**")
    if frame.empty:
        st.caption(t(f"sites.none_{part}"))
        return
    if found > len(frame):
        st.caption(t("sites.of_found", shown=t.number(len(frame)), found=t.number(found)))
    show_table(page, frame, columns, alt=t(f"sites.part_{part}"))

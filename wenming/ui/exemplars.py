"""The exemplars' sections of the projects page: honours by year and street, talks, events."""

import pandas as pd
import streamlit as st

from wenming.charts.projects import build_streets, build_years
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.palette import BRAND, TASKS, lighten
from wenming.projects import tell_events, tell_exemplars
from wenming.reports import projects as reports
from wenming.reports import reference
from wenming.ui.charts import show_chart
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.projects import note_reach
from wenming.ui.tables import show_table
from wenming.ui.text import escape

_LEVELS = {"nation": BRAND, "province": lighten(BRAND, 0.4), "city": lighten(BRAND, 0.7)}
_KINDS = {"individual": TASKS[3], "family": TASKS[1], "group": TASKS[4]}
_HEIGHT = 240


def show_exemplars(page: Page) -> None:
    """Honours by year and level, and by street and kind, and each honour with its talks."""
    t = page.t
    honours = page.load(reports.exemplars_by_year_street_honour)
    st.subheader(t("projects.exemplars"), anchor=False)
    if honours.empty:
        told = t("projects.no_exemplars", until=t.day(page.filters.until))
        st.info(told, icon=":material/info:")
        return
    unit = t.of(load_figures()["exemplar_honours"].unit)
    levels = {key: t(f"projects.level_{key}") for key in _LEVELS}
    kinds = {key: t(f"projects.kind_{key}") for key in _KINDS}
    streets = page.names(reference.streets)
    chosen = {key: streets[key] for key in page.filters.streets or streets}
    dated = honours.dropna(subset=["year"])
    left, right = st.columns(2, gap="large")
    with left:
        show_chart(
            page,
            build_years(dated, levels=levels, colours=_LEVELS),
            finding=tell_exemplars(honours, t),
            description=t("projects.by_year"),
            unit=unit,
            key="exemplars-by-year",
            height=_HEIGHT,
            legend=True,
            period=t("charts.until", until=t.day(page.filters.until)),
        )
    with right:
        show_chart(
            page,
            build_streets(honours, streets=chosen, kinds=kinds, colours=_KINDS),
            finding=_tell_kinds(honours, kinds, page),
            description=t("projects.by_street"),
            unit=unit,
            key="exemplars-by-street",
            height=_HEIGHT,
            legend=True,
            period=t("charts.until", until=t.day(page.filters.until)),
        )
    _show_honours(page, honours, levels, kinds, streets)


def _tell_kinds(honours: pd.DataFrame, kinds: dict[str, str], page: Page) -> str:
    counts = honours.groupby("kind")["honours"].sum()
    t = page.t
    parts = [
        t("projects.kind_count", kind=name, count=t.number(counts[key]))
        for key, name in kinds.items()
        if key in counts
    ]
    return t("downloads.separator").join(parts)


def _show_honours(
    page: Page,
    honours: pd.DataFrame,
    levels: dict[str, str],
    kinds: dict[str, str],
    streets: dict[str, str],
) -> None:
    """The honours with their talks, summed over years and streets; the file holds them apart."""
    t = page.t
    numbers = ["honours", "in_period", "talks", "audience_reported", "audience"]
    order = list(levels)
    summed = honours.groupby(["honour", "honour_level", "kind"], as_index=False)[numbers].sum(
        min_count=1
    )
    places = [
        order.index(level) if level in order else len(order) for level in summed["honour_level"]
    ]
    summed = summed.assign(place=places).sort_values(
        ["place", "honours"], ascending=[True, False], kind="stable"
    )

    def name(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(
            level=[levels.get(level, level) for level in frame["honour_level"]],
            kind=[kinds.get(kind, kind) for kind in frame["kind"]],
        )

    columns = [
        Column("honour", t("projects.honour")),
        Column("level", t("projects.honour_level")),
        Column("kind", t("projects.kind")),
        Column("honours", t("projects.honours"), "count"),
        Column("in_period", t("projects.honours_in_period"), "count"),
        Column("talks", t("projects.talks_heading"), "count"),
        Column("audience", t("projects.audience_heading"), "count"),
    ]
    show_table(page, name(summed), columns, alt=t("projects.honours_alt"))
    whole = name(honours).assign(street=honours["street_id"].map(streets))
    show_downloads(
        page,
        whole,
        "exemplars",
        title=t("projects.honours_alt"),
        columns=[
            Column("year", t("projects.year"), "number_text"),
            Column("street", t("frame.street")),
            *columns,
        ],
        notes=note_reach(page),
    )


def show_events(page: Page) -> None:
    """Sharing sessions, families' stories and other events about exemplars in the period."""
    t = page.t
    if not page.district.exemplar_events:
        return
    events = page.load(reports.events_by_month_kind)
    if events.empty:
        st.subheader(t("projects.events"), anchor=False)
        st.info(t("projects.no_events", period=page.period), icon=":material/info:")
        return
    st.subheader(escape(tell_events(events, page.period, t)), anchor=False)
    st.caption(t("projects.events_caption"))
    numbers = ["activities", "attendance_reported", "attendance"]
    name = t.column()
    order = [event.id for event in page.district.exemplar_events]
    summed = events.groupby(["event_id", name], as_index=False)[numbers].sum(min_count=1)
    summed = summed.sort_values("event_id", key=lambda ids: ids.map(order.index))
    columns = [
        Column(name, t("projects.event")),
        Column("activities", t("projects.events_held"), "count"),
        Column("attendance", t("projects.events_attendance"), "count"),
        Column("attendance_reported", t("projects.events_reported"), "count"),
    ]
    show_table(page, summed, columns, alt=t("projects.events"))
    by_month = events.assign(month=[t.month(month) for month in pd.to_datetime(events["month"])])
    show_downloads(
        page, by_month, "exemplar-events", title=t("projects.events"),
        columns=[Column("month", t("charts.month")), *columns],
    )  # fmt: skip

"""The lists of the overview: sites that are silent, and the newest activities."""

import streamlit as st

from wenming.exports import Column
from wenming.figures import load_figures
from wenming.findings import tell_silence
from wenming.headline import count_states, grade_silence
from wenming.reports import overview
from wenming.ui.activity_card import tell_count
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.links import show_link
from wenming.ui.tables import name_ids, show_table
from wenming.ui.text import escape

_NEWEST = 8
_HEIGHT = 299  # pixels, of both lists: eight rows and their heading


def show_silent(page: Page) -> None:
    """Sites that are silent, the longest first, with who answers for them."""
    t = page.t
    frame = page.load(overview.silent_by_site)
    thresholds = page.district.thresholds
    states = grade_silence(frame, thresholds)
    title = t("overview.silent", until=t.day(page.filters.until))
    if frame.empty and not page.load(overview.sites_by_month)["open_sites"].sum():
        st.subheader(t("findings.no_open_sites"), anchor=False)
        return
    finding = tell_silence(count_states(frame, thresholds), t, months=thresholds.silent_red_months)
    st.subheader(escape(finding), anchor=False)
    st.caption(title)
    if frame.empty:
        return
    table = name_ids(page, frame)
    table["state"] = states.map(lambda grade: t(f"overview.{grade}"))
    table = table[states != "active"]  # silent for less than the district calls silent
    columns = (
        Column(t.column(), t("overview.site")),
        Column("last_on", t("overview.last_on"), "day"),
        Column("months_silent", t("overview.months_silent"), "count"),
        Column("state", t("overview.state")),
        Column("responsible_unit", t("overview.responsible_unit")),
        Column("street", t("frame.street")),
    )
    show_table(page, table, columns, alt=title, height=_HEIGHT)
    show_downloads(page, table, "silent-sites", title=title, columns=columns)


def show_newest(page: Page) -> None:
    """The newest activities of the period, and the way to all of them."""
    t = page.t
    st.subheader(t("overview.newest"), anchor=False)
    frame = page.load(overview.newest_by_activity, rows=_NEWEST)
    st.caption(t("overview.newest_caption", period=page.period))
    if frame.empty:
        return
    table = name_ids(page, frame)
    table["told"] = [
        tell_count(page, count, estimate=bool(estimate))
        for count, estimate in zip(
            frame["attendance"], frame["attendance_is_estimate"], strict=True
        )
    ]
    columns = (
        Column("started_on", t("overview.started_on"), "day"),
        Column("title", t("overview.title_of_activity")),
        Column("told", t.of(load_figures()["attendance"].name), "number_text"),
        Column("theme", t("frame.theme")),
        Column(t.column("site_name"), t("overview.site")),
    )
    show_table(page, table, columns, alt=t("overview.newest"), height=_HEIGHT)
    show_link("activities", t("overview.all_activities"))

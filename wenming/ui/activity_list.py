"""The paged, searchable list of activities; choosing a row opens the activity."""

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.figures import load_figures
from wenming.paging import narrow_to_page
from wenming.reports import activities
from wenming.ui.activity_card import open_activity, tell_count
from wenming.ui.downloads import show_downloads
from wenming.ui.faults import guard
from wenming.ui.frame import Page
from wenming.ui.printed import add_printed
from wenming.ui.tables import configure_columns, name_ids

_ROWS = 20
_MOST_EXPORTED = 100_000
_SEARCH, _NUMBER = "q", "page"  # their names in the link
_LISTED, _LISTS, _FIRST, _OPENED = "_listed", "_lists", "_first", "_opened"


def show_list(page: Page) -> None:
    """The list, newest first: a search, a page of rows, the pages there are, and the file."""
    t = page.t
    st.subheader(t("activities.list"), anchor=False)
    told = st.empty()
    search = _ask_search(page)
    found = _count(page, search)
    told.caption(_tell_found(page, search, found))
    if not found:
        st.info(t("activities.none_found", search=search), icon=":material/search_off:")
        return
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        number = _ask_number(page, search, -(-found // _ROWS))
        _offer_file(page, search, found)
    with place:
        _show_rows(page, _load_rows(page, search, (number - 1) * _ROWS))


def _ask_search(page: Page) -> str:
    """What is searched, in single spaces: plain words, whatever characters they hold."""
    text = st.text_input(
        page.t("activities.search"),
        key=_SEARCH,
        bind="query-params",
        type="search",
        icon=":material/search:",
        placeholder=page.t("activities.search"),
        label_visibility="collapsed",
        max_chars=100,
    )
    return " ".join((text or "").split())


def _ask_number(page: Page, search: str, pages: int) -> int:
    """The page of the list: the link's at first; another list begins at its first page again."""
    listed, state = (page.filters, search, pages), st.session_state
    if state.get(_LISTED) != listed:
        asked = st.query_params.get(_NUMBER, "") if _LISTED not in state else ""
        first = int(asked) if asked.isascii() and asked.isdigit() else 1
        state[_FIRST] = min(max(first, 1), pages)
        state[_LISTS] = state.get(_LISTS, 0) + 1
        state[_LISTED] = listed
    # A key for each list: setting one widget's value as well as its default makes it complain.
    number = st.pagination(
        pages, default=state[_FIRST], key=f"page_{state[_LISTS]}", width="stretch"
    )
    if number > 1:
        st.query_params[_NUMBER] = str(number)
    else:
        st.query_params.pop(_NUMBER, None)
    return number


def _count(page: Page, search: str) -> int:
    """Activities in the list: from the tallies, unless something is searched."""
    if not search:
        return int(page.load(activities.counts_by_day)["activities"].sum())
    frame = page.load(activities.search_by_activity, search=search, rows=_ROWS)
    return int(frame["found"].iloc[0]) if len(frame) else 0


def _tell_found(page: Page, search: str, found: int) -> str:
    total = page.t.number(found)
    if search:
        return page.t("activities.found", total=total, period=page.period)
    return page.t("activities.total", total=total, period=page.period)


def _load_rows(page: Page, search: str, skip: int) -> pd.DataFrame:
    if search:
        return page.load(activities.search_by_activity, search=search, rows=_ROWS, skip=skip)
    counts = page.load(activities.counts_by_day)
    days = pd.to_datetime(counts["day"]).dt.date
    filters, skip = narrow_to_page(
        zip(days, counts["activities"].astype(int), strict=True),
        page.filters,
        rows=_ROWS,
        skip=skip,
    )
    return page.load(activities.list_by_activity, filters, rows=_ROWS, skip=skip)


def _show_rows(page: Page, frame: pd.DataFrame) -> None:
    t = page.t
    figures = load_figures()
    rows = name_ids(page, frame)
    rows["attendance_told"] = [
        tell_count(page, count, estimate=bool(estimate))
        for count, estimate in zip(
            frame["attendance"], frame["attendance_is_estimate"], strict=True
        )
    ]
    columns = (
        Column("started_on", t("activities.field_started_on"), "day"),
        Column("title", t("activities.field_title")),
        Column("theme", t("frame.theme")),
        Column("street", t("frame.street")),
        Column(t.column("site_name"), t("activities.field_site")),
        Column("attendance_told", t.of(figures["attendance"].name), "number_text"),
        Column("service_hours", t("activities.field_service_hours"), "rate"),
    )
    settings = configure_columns(columns)
    for column, width in ((columns[1], 340), (columns[4], 260)):
        settings[column.key] = st.column_config.TextColumn(column.heading, width=width)
    settings["attendance_told"] = st.column_config.TextColumn(columns[5].heading, alignment="right")
    # A key of its own after each activity opened: otherwise its row stays chosen, and choosing
    # it again would do nothing.
    key = f"list_{st.session_state.get(_OPENED, 0)}"

    def choose() -> None:
        chosen = st.session_state[key]["selection"]["rows"]
        if chosen:
            open_activity(str(frame["activity_id"].iloc[chosen[0]]))
            st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1

    st.dataframe(
        rows[[column.key for column in columns]],
        column_config=settings,
        hide_index=True,
        height="content",
        placeholder=t("activities.not_reported"),
        key=key,
        on_select=guard(choose),
        selection_mode="single-row",
        alt=t("activities.list"),
    )
    add_printed(page, rows, columns, missing=t("activities.not_reported"))


def _offer_file(page: Page, search: str, found: int) -> None:
    t = page.t
    figures = load_figures()

    def load() -> pd.DataFrame:
        frame = activities.export_by_activity(
            page.store, page.filters, search=search, rows=_MOST_EXPORTED
        )
        named = name_ids(page, frame)
        named["outcome"] = [t.named("outcomes.", outcome) for outcome in frame["outcome"]]
        named["mode"] = [
            t.named("activities.mode_", mode) for mode in frame["mode"].fillna("offline")
        ]
        named["estimate"] = [
            t("activities.estimate") if estimate else ""
            for estimate in frame["attendance_is_estimate"]
        ]
        return named

    columns = (
        Column("activity_id", t("activities.field_activity_id")),
        Column("started_on", t("activities.field_started_on"), "day"),
        Column("ended_on", t("activities.field_ended_on"), "day"),
        Column("title", t("activities.field_title")),
        Column("theme", t("frame.theme")),
        Column("theme_raw", t("activities.field_theme_raw")),
        Column("street", t("frame.street")),
        Column("level", t("frame.level")),
        Column(t.column("site_name"), t("activities.field_site")),
        Column(t.column("team_name"), t("activities.field_team")),
        Column("place", t("activities.field_place")),
        Column("mode", t("activities.field_mode")),
        Column("attendance", figures["attendance"].title(t), "count"),
        Column("estimate", t("activities.field_estimate")),
        Column("volunteers", t("activities.field_volunteers_unit"), "count"),
        Column("service_hours", figures["service_hours"].title(t), "rate"),
        Column("outcome", t("activities.field_outcome")),
        Column("file", t("activities.field_file")),
        Column("sheet", t("activities.field_sheet")),
        Column("row_number", t("activities.field_row_number"), "count"),
    )
    notes = [(t("activities.search_short"), search)] if search else []
    if found > _MOST_EXPORTED:
        told = t("activities.cut", most=t.number(_MOST_EXPORTED), total=t.number(found))
        notes.append((t("activities.rows"), told))
        st.caption(told)
    show_downloads(
        page, load, "activities", title=t("activities.list"), columns=columns, notes=notes
    )

"""The review queue: choose a cause, then settle all its rows or one of them."""

import json
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from wenming.errors import WenmingError
from wenming.exports import Column
from wenming.ingest.queue import Cause, Row, find_missing, group_causes, read_day
from wenming.reports import data, reference
from wenming.store.settling import Decision, settle
from wenming.ui.downloads import show_downloads
from wenming.ui.faults import show_error
from wenming.ui.frame import Page, load_reference
from wenming.ui.offices import ask_office, find_store
from wenming.ui.tables import show_table
from wenming.ui.text import escape

_TOLD = "_queue_told"


def show_queue(page: Page) -> None:
    """How much waits and why; then one cause, its rows, and what is decided of them."""
    t = page.t
    if told := st.session_state.pop(_TOLD, None):
        st.success(t("data.settled", **told), icon=":material/check_circle:")
    frame = load_reference(page.store, data.queue_by_activity)
    causes = group_causes(frame)
    finding = t("data.waiting", rows=t.number(len(frame)), causes=t.number(len(causes)))
    st.subheader(finding, anchor=False)
    if not causes:
        st.info(t("data.nothing_waits"), icon=":material/task_alt:")
        return
    st.caption(t("data.queue_caption"))
    cause = _choose_cause(page, causes)
    columns = _list_columns(page)
    show_table(page, _tell_rows(page, cause.rows), columns, alt=cause.tell(t))
    show_downloads(
        page,
        lambda: _tell_rows(page, [row for each in causes for row in each.rows]),
        "queue", title=finding, columns=columns, filtered=False,
    )  # fmt: skip
    _show_decision(page, cause)


def _choose_cause(page: Page, causes: Sequence[Cause]) -> Cause:
    t = page.t
    known = {cause.id: cause for cause in causes}
    chosen = st.selectbox(
        t("data.cause"),
        list(known),
        format_func=lambda key: t(
            "data.cause_rows", cause=known[key].tell(t), rows=t.number(len(known[key].rows))
        ),
        key="queue_cause",
    )
    return known[str(chosen)]


def _list_columns(page: Page) -> list[Column]:
    t = page.t
    return [
        Column("title", t("activities.field_title")),
        Column("started_on", t("ledger.field.started_on"), "day"),
        Column("site", t("activities.field_site")),
        Column("attendance", t("ledger.field.attendance"), "count"),
        Column("raw", t("data.cell_before")),
        Column("file", t("activities.field_file")),
        Column("sheet", t("activities.field_sheet")),
        Column("row_number", t("activities.field_row_number"), "count"),
    ]


def _tell_rows(page: Page, rows: Sequence[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows))
    names = page.names(reference.sites)
    return frame.assign(
        site=frame["site_id"].map(names),
        raw=[page.t("downloads.separator").join(_read_raw(text).values()) for text in frame["raw"]],
        sheet=frame["sheet"].replace("", None),
    )


def _show_decision(page: Page, cause: Cause) -> None:
    """What is decided of one row or of all with the cause, and by whom."""
    t = page.t
    row = _choose_row(page, cause)
    rows = cause.rows if row is None else (row,)
    key = _shorten(cause.id) if row is None else row["activity_id"]
    corrections = _ask_corrections(page, cause, row, key)
    remember = False
    if cause.alias is not None:
        remember = st.checkbox(
            t("data.remember", alias=escape(cause.alias)),
            value=True,
            key=f"queue_remember_{key}",
            disabled=corrections["site_id"] is None,
        )
    office = ask_office(page, key="queue_office")
    made = [
        Decision(activity_id=each["activity_id"], accepted=True, **corrections) for each in rows
    ]
    missing = {
        name
        for each, decision in zip(rows, made, strict=True)
        for name in find_missing(each, decision)
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            t("data.accept", rows=t.number(len(rows))),
            type="primary",
            icon=":material/check:",
            key="queue_accept",
            disabled=bool(missing) or not office,
        ):
            site = corrections["site_id"]
            aliases = {cause.alias: site} if remember and cause.alias and site else {}
            _settle(page, made, office, aliases)
        if st.button(
            t("data.reject", rows=t.number(len(rows))),
            icon=":material/close:",
            key="queue_reject",
            disabled=not office,
        ):
            rejected = [Decision(each["activity_id"], accepted=False) for each in rows]
            _settle(page, rejected, office, {})
        if missing:
            names = [t(f"ledger.field.{name}") for name in sorted(missing)]
            told = t("data.missing", fields=t("downloads.separator").join(names))
            st.caption(told, width="content")
        elif not office:
            st.caption(t("data.office_to_settle"), width="content")


def _choose_row(page: Page, cause: Cause) -> Row | None:
    """One row, or None for all with the cause."""
    t = page.t
    if len(cause.rows) == 1:
        return cause.rows[0]
    chosen = st.selectbox(
        t("data.which_rows"),
        [None, *range(len(cause.rows))],
        format_func=lambda number: (
            t("data.all_of_cause", rows=t.number(len(cause.rows)))
            if number is None
            else _name_row(page, cause.rows[number])
        ),
        key=f"queue_row_{_shorten(cause.id)}",
    )
    return None if chosen is None else cause.rows[chosen]


def _name_row(page: Page, row: Row) -> str:
    title = row["title"] if isinstance(row["title"], str) else "—"
    return page.t("data.row_name", file=row["file"], row=row["row_number"], title=title)


def _ask_corrections(page: Page, cause: Cause, row: Row | None, key: str) -> dict[str, Any]:
    """The fields of a decision; of many rows at once only the site can be given."""
    t = page.t
    names = page.names(reference.sites)
    offered = [site for site in cause.candidates if site in names]
    sites = list(dict.fromkeys([*offered, *names]))
    known = None if row is None else row["site_id"]
    site = st.selectbox(
        t("data.choose_site"),
        sites,
        index=sites.index(known) if known in names else None,
        format_func=names.__getitem__,
        placeholder=t("data.site_placeholder"),
        key=f"queue_site_{key}",
    )
    corrections: dict[str, Any] = {"site_id": site if site != known else None}
    if row is None:
        return corrections
    with st.grid(4, min_column_width=180, gap="small"):
        had = row["title"] if isinstance(row["title"], str) else ""
        title = st.text_input(t("activities.field_title"), had, key=f"queue_title_{key}")
        start, end = read_day(row["started_on"]), read_day(row["ended_on"])
        first = st.date_input(
            t("ledger.field.started_on"), start, key=f"queue_start_{key}", format="YYYY-MM-DD"
        )
        last = st.date_input(
            t("ledger.field.ended_on"), end, key=f"queue_end_{key}", format="YYYY-MM-DD"
        )
        count: int | None = None if pd.isna(row["attendance"]) else int(row["attendance"])
        attendance = st.number_input(
            t("ledger.field.attendance"), 0, value=count, step=1, key=f"queue_attendance_{key}"
        )
    moved = (first, last) != (start, end)
    return corrections | {
        "title": " ".join(title.split()) or None if title != had else None,
        "started_on": first if moved else None,
        "ended_on": last if moved and first is not None else None,
        "attendance": attendance if attendance != count else None,
    }


def _settle(
    page: Page, decisions: Sequence[Decision], office: str, aliases: dict[str, str]
) -> None:
    try:
        version = settle(find_store(), decisions, office=office, aliases=aliases)
    except WenmingError as error:
        show_error(error, page.t)
        return
    st.session_state[_TOLD] = {"rows": page.t.number(len(decisions)), "version": version}
    st.rerun()


def _shorten(cause: str) -> str:
    """A cause's id as a key that may stand in the page."""
    return f"{crc32(cause.encode()):08x}"


def _read_raw(text: object) -> dict[str, str]:
    return dict(json.loads(text)) if isinstance(text, str) else {}

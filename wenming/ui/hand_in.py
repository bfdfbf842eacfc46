"""Handing in: ledgers, other tables, boundaries; what would become of them, publish or discard."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Never

import streamlit as st

from wenming.errors import WenmingError
from wenming.ingest.apart import HandedIn
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.ledger import OnRows
from wenming.ingest.processes import warm_up
from wenming.ingest.publishing import (
    Judgement,
    find_columns,
    judge,
    publish,
    publish_or_judge_again,
)
from wenming.ingest.reading import Reading
from wenming.ingest.results import Outcome
from wenming.reports import reference
from wenming.schema import BOUNDARIES, HANDED_IN, LEDGER
from wenming.schema.words import name_table
from wenming.tabular.boundaries import judge_boundaries, publish_boundaries
from wenming.tabular.publishing import TableJudgement, judge_table, publish_table
from wenming.ui.columns import forget_chosen, get_chosen, offer_reset
from wenming.ui.faults import show_error
from wenming.ui.frame import Page, load_reference
from wenming.ui.offices import ask_office, find_store
from wenming.ui.repair_report import show_refusals, show_report
from wenming.ui.table_choice import ask_table
from wenming.ui.text import escape
from wenming.ui.uploads import MEGABYTE, Upload, ask_files, forget_uploads

_ROUND = "_hand_in_round"  # a new key empties the uploader
_JUDGED = "_hand_in_judged"
_TOLD = "_hand_in_told"


@dataclass(frozen=True)
class Told:
    """What is to be said once the page is drawn again."""

    key: str
    params: dict[str, object] = field(default_factory=dict)
    is_warning: bool = False


@dataclass(frozen=True)
class Wanted:
    """What is handed in: the table (LEDGER for ledgers), and how it is to be taken."""

    table: str = LEDGER
    replace: bool = False
    schematic: bool = False


def show_hand_in(page: Page) -> None:
    """The whole way of a file: choose what it is, hand in, look, publish or discard."""
    show_hand_in_of(page, ask_table(page))


def show_hand_in_of(page: Page, table: str) -> None:
    """The way of a file of one table."""
    t = page.t
    _show_told(page, table)
    who, where = st.columns([3, 2], vertical_alignment="bottom")
    with who:
        office = ask_office(page, key="hand_in_office")
    with where:
        crs = _ask_system(page, table)
    wanted = _ask_ways(page, table)
    limit = st.get_option("server.maxUploadSize")
    warm_up(judge.__module__)  # while files are chosen
    turn = st.session_state.setdefault(_ROUND, 0)
    kind = "ledger" if table == LEDGER else "boundaries" if table == BOUNDARIES else "table"
    try:
        uploads = ask_files(
            t,
            t(f"data.upload_{kind}", limit=limit, total=_find_most(page) // MEGABYTE),
            most=_find_most(page),
            accept_multiple_files=True,
            key=f"ledgers_{turn}" if table == LEDGER else f"{table}_{turn}",
        )
    except WenmingError as error:
        show_error(error, t)
        return
    if not uploads:
        st.session_state.pop(_JUDGED, None)
        forget_chosen()
        st.info(t(f"data.hint_{kind}"), icon=":material/info:")
        return
    _check_total(page, table, uploads)
    reading = Reading(as_of=date.today(), crs=crs, office=office, columns=get_chosen())
    try:
        judgement = _judge_once(page, uploads, reading, wanted)
    except WenmingError as error:
        show_error(error, t)
        return
    show_refusals(page, judgement)
    offer_reset(page)
    if any(report.refused is None for report in judgement.reports):
        _show_decision(page, uploads, judgement, office, wanted)
        show_report(page, judgement)


def _find_most(page: Page) -> int:
    return page.district.ledger.max_hand_in_bytes


def _check_total(page: Page, table: str, uploads: Sequence[Upload]) -> None:
    """Let go of files that are too large together, and say so."""
    most = _find_most(page)
    total = sum(upload.size for upload in uploads)
    if total > most:
        params = {"megabytes": page.t.number(-(-total // MEGABYTE)), "limit": most // MEGABYTE}
        forget_uploads()
        _begin_anew(table, Told("data.too_much", params, is_warning=True))


def _ask_system(page: Page, table: str) -> str:
    """The system of the coordinates, where a table has any: a ledger's is the district's own,
    the other tables are like those of its folder."""
    t, systems = page.t, list(CoordinateSystem)
    is_ledger = table == LEDGER
    if not is_ledger and table != BOUNDARIES and "lon" not in HANDED_IN[table].names:
        return CoordinateSystem.WGS84
    usual = CoordinateSystem(page.district.crs) if is_ledger else CoordinateSystem.WGS84
    return st.selectbox(
        t("data.crs" if is_ledger else "data.crs_of_table"),
        systems,
        index=systems.index(usual),
        format_func=lambda system: t(f"data.crs_{system}"),
        help=t("data.crs_help"),
        key="hand_in_crs" if is_ledger else "table_crs",
    )


def _ask_ways(page: Page, table: str) -> Wanted:
    """Whether all that is stored is to go, and whether areas are drawn only."""
    t = page.t
    replace = schematic = False
    if table in HANDED_IN and HANDED_IN[table].replaceable:
        help_text = t("data.replace_help")
        replace = st.checkbox(t("data.replace"), key=f"replace_{table}", help=help_text)
    if table == BOUNDARIES:
        schematic = st.checkbox(t("data.schematic"), key="schematic", help=t("data.schematic_help"))
    return Wanted(table, replace, schematic)


def _show_told(page: Page, table: str) -> None:
    """What came of the last attempt to publish, until something else is handed in."""
    place, told = st.session_state.get(_TOLD, (table, None))
    if told is None or place != table:
        return
    if told.is_warning:
        st.warning(page.t(told.key, **told.params), icon=":material/sync_problem:")
    else:
        st.success(page.t(told.key, **told.params), icon=":material/check_circle:")


def _judge_once(
    page: Page, uploads: Sequence[Upload], reading: Reading, wanted: Wanted
) -> Judgement:
    """What would become of the files; judged anew only for other files or another reading."""
    learned = load_reference(page.store, reference.learned_columns)
    remembered = find_columns(learned, reading.office, wanted.table)
    columns = tuple(sorted({**remembered, **reading.columns}.items()))
    files = tuple(upload.id for upload in uploads)
    asked = (files, reading.crs, reading.as_of, columns, wanted)
    kept = st.session_state.get(_JUDGED)
    if kept is not None and kept[0] == asked:
        return kept[1]  # type: ignore[no-any-return]  # what this function kept
    st.session_state.pop(_TOLD, None)
    judgement = _judge(page, uploads, reading, wanted)
    st.session_state[_JUDGED] = (asked, judgement)
    return judgement


def _judge(page: Page, uploads: Sequence[Upload], reading: Reading, wanted: Wanted) -> Judgement:
    store, district = find_store(), page.district
    files = [HandedIn(upload.name, upload.path) for upload in uploads]
    with _show_progress(page, uploads) as (on_file, on_rows):
        if wanted.table == BOUNDARIES:
            return judge_boundaries(
                files,
                store=store,
                district=district,
                reading=reading,
                schematic=wanted.schematic,
            )
        if wanted.table != LEDGER:
            return judge_table(
                files,
                table=wanted.table,
                store=store,
                district=district,
                reading=reading,
                replace=wanted.replace,
                on_file=on_file,
                on_rows=on_rows,
            )
        return judge(
            files, store=store, district=district, reading=reading, on_file=on_file, on_rows=on_rows
        )


@contextmanager
def _show_progress(
    page: Page, uploads: Sequence[Upload]
) -> Iterator[tuple[Callable[[HandedIn], None], OnRows]]:
    """A bar that moves on with each file by its size, within a text file by what was read of it,
    and counts the rows."""
    t = page.t
    total = sum(upload.size for upload in uploads) or 1
    bar = st.progress(0.0, text=t("data.reading_begins"))
    number = done = 0
    name = ""

    def begin(file: HandedIn) -> None:
        nonlocal number, name, done
        done += uploads[number - 1].size if number else 0
        number, name = number + 1, file.name
        draw(0, 0)

    def draw(rows: int, share: float) -> None:
        told = {"number": number, "count": len(uploads), "file": escape(name)}
        read = min((done + share * uploads[number - 1].size) / total, 1.0)
        bar.progress(read, text=t("data.reading", rows=t.number(rows), **told))

    try:
        yield begin, draw
    finally:
        bar.empty()


def _show_decision(
    page: Page,
    uploads: Sequence[Upload],
    judgement: Judgement,
    office: str,
    wanted: Wanted,
) -> None:
    """Publish or walk away; why publishing is not possible is said beside the button."""
    t = page.t
    with st.container(horizontal=True, vertical_alignment="center"):
        publishing = st.button(
            t("data.publish"),
            type="primary",
            icon=":material/publish:",
            key="publish",
            disabled=not (office and judgement.keeps_anything),
        )
        if st.button(t("data.discard"), icon=":material/close:", key="discard"):
            _begin_anew(wanted.table, Told("data.discarded"))
        if not judgement.keeps_anything:
            st.caption(t("data.nothing_new", version=judgement.version), width="content")
        elif not office:
            st.caption(t("data.office_first"), width="content")
        else:
            st.caption(t("data.judged_against", version=judgement.version), width="content")
    if publishing:
        reading = replace(judgement.reading, office=office)
        _publish(page, uploads, replace(judgement, reading=reading), wanted)


def _publish(page: Page, uploads: Sequence[Upload], judgement: Judgement, wanted: Wanted) -> None:
    store = find_store()
    ways = {LEDGER: publish, BOUNDARIES: publish_boundaries}
    try:
        with st.spinner(page.t("data.publishing")):
            done = publish_or_judge_again(
                store,
                judgement,
                lambda: _judge(page, uploads, judgement.reading, wanted),
                publish=ways.get(wanted.table, publish_table),
            )
    except WenmingError as error:
        show_error(error, page.t)
        return
    if done.version is None:
        asked, _ = st.session_state[_JUDGED]
        st.session_state[_JUDGED] = (asked, done.judgement)
        params = {"version": done.judgement.version, "changed": page.t.number(done.changed)}
        st.session_state[_TOLD] = wanted.table, Told("data.look_again", params, is_warning=True)
        st.rerun()
    t, counts = page.t, done.judgement.counts
    params = {"version": done.version, "review": t.number(counts[Outcome.REVIEW])}
    if isinstance(done.judgement, TableJudgement):
        params |= {"table": name_table(wanted.table, t), "added": t.number(done.judgement.added)}
        params |= {"changed": t.number(done.judgement.changed)}
        _begin_anew(wanted.table, Told("data.table_published", params))
    params |= {
        "taken": t.number(counts[Outcome.ACCEPTED] + counts[Outcome.REPAIRED]),
        "activities": t.number(store.describe(done.version).activities),
    }
    _begin_anew(wanted.table, Told("data.published", params))


def _begin_anew(table: str, told: Told) -> Never:
    """Empty the uploader, keep what is to be told, and draw the page again."""
    st.session_state[_ROUND] += 1
    st.session_state.pop(_JUDGED, None)
    st.session_state[_TOLD] = table, told
    st.rerun()

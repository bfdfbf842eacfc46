"""History: the files that were handed in, taking one back, and what each version changed."""

import json
from typing import Any

import pandas as pd
import streamlit as st

from wenming.errors import WenmingError
from wenming.exports import Column
from wenming.i18n import Translator
from wenming.ingest.report import read_messages, tell
from wenming.ingest.results import Outcome
from wenming.ingest.undo import take_back
from wenming.reports import data, reference
from wenming.schema import LEDGER
from wenming.schema.words import name_table
from wenming.store.batches import TakenBack
from wenming.ui.clock import tell_moment
from wenming.ui.downloads import show_downloads
from wenming.ui.faults import contain, show_error
from wenming.ui.frame import Page, load_reference
from wenming.ui.offices import ask_office, find_store
from wenming.ui.tables import show_table
from wenming.ui.text import escape
from wenming.ui.versions import load_history, show_unlisted

_BATCHES = 8  # on a page
_TOLD = "_history_told"


def show_history(page: Page) -> None:
    """Batches first, since taking one back is what people come for; then the versions."""
    if told := st.session_state.pop(_TOLD, None):
        st.success(told, icon=":material/undo:")
    page.show(_show_batches)
    page.show(_show_versions)


def _show_batches(page: Page) -> None:
    t = page.t
    frame = load_reference(page.store, data.batches_by_file)
    standing = int(frame["undone_in"].isna().sum())
    finding = t("data.batches", count=t.number(standing), undone=t.number(len(frame) - standing))
    st.subheader(finding, anchor=False)
    if frame.empty:
        st.info(t("data.no_batches"), icon=":material/info:")
        return
    st.caption(t("data.batches_caption"))
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        pages = -(-len(frame) // _BATCHES)
        number = st.pagination(pages, key=f"batches_{len(frame)}", width="stretch")
        _offer_batches(page, frame, finding)
    with place:
        for row in frame.iloc[(number - 1) * _BATCHES : number * _BATCHES].to_dict("records"):
            _show_batch(page, row)


def _show_batch(page: Page, row: dict[Any, Any]) -> None:
    t = page.t
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"batch_{row['batch_id']}"
    ):
        with st.container(gap="xsmall"):
            st.markdown(
                t("data.batch_file", file=escape(row["file"]), table=_name_kind(row["kind"], t))
            )
            office = escape(row["office"]) if pd.notna(row["office"]) else t("data.no_office")
            st.caption(
                t("data.batch", moment=tell_moment(row["imported_at"]), office=office)
                + t("data.batch_rows", version=row["version"], counts=_tell_counts(page, row))
            )
        stands = pd.isna(row["undone_in"])  # what was read of it is gone with it otherwise
        if stands and row["kind"] != "ledger" and row["review"] + row["rejected"]:
            _offer_held_back(page, row)
        if pd.notna(row["undone_in"]):
            st.badge(t("data.undone_in", version=int(row["undone_in"])), color="gray")
        elif st.button(
            t("data.undo"), icon=":material/undo:", key=f"undo_{row['batch_id']}", type="tertiary"
        ):
            _open_undo(page, row)


def _name_kind(kind: str, t: Translator) -> str:
    return name_table(LEDGER if kind == "ledger" else kind, t)


def _offer_held_back(page: Page, row: dict[Any, Any]) -> None:
    """The rows of a table's file that were not taken, and why: to be handed in again."""
    t = page.t
    label = t("data.held_back", rows=t.number(row["review"] + row["rejected"]))

    @st.dialog(label, width="large")
    @contain(t, "held_back")
    def show() -> None:
        st.markdown(f"**{escape(row['file'])}**")
        st.caption(t("data.held_back_caption"))
        frame = data.held_back_by_row(page.store, batch_id=row["batch_id"])
        told = frame.assign(
            outcome=[t.named("outcomes.", outcome) for outcome in frame["outcome"]],
            reason=[
                " ".join(tell(message, t) for message in read_messages(text))
                for text in frame["reasons"]
            ],
            written=[
                t("downloads.separator").join(json.loads(text).values()) for text in frame["raw"]
            ],
        )
        columns = [
            Column("row_number", t("activities.field_row_number"), "count"),
            Column("outcome", t("activities.field_outcome")),
            Column("reason", t("data.cell_reason")),
            Column("written", t("data.cell_before")),
        ]
        show_table(page, told, columns, alt=label)

    key = f"held_back_{row['batch_id']}"
    if st.button(label, icon=":material/rule:", type="tertiary", key=key):
        show()


def _tell_counts(page: Page, row: dict[Any, Any]) -> str:
    t = page.t
    parts = [
        t("data.outcome_count", outcome=t(f"outcomes.{outcome}"), count=t.number(row[outcome]))
        for outcome in Outcome
        if row[outcome]
    ]
    return t("downloads.separator").join(parts)


def _open_undo(page: Page, row: dict[Any, Any]) -> None:
    """Ask once more, in a dialog, before a batch is taken back."""
    t = page.t

    @st.dialog(t("data.undo_title"))
    @contain(t, "undo")
    def ask() -> None:
        taken = t.number(row["accepted"] + row["repaired"])
        told = {"file": escape(row["file"]), "taken": taken, "review": t.number(row["review"])}
        is_ledger = row["kind"] == "ledger"
        st.markdown(t("data.undo_explained" if is_ledger else "data.undo_table", **told))
        repeats = data.repeats_by_file(page.store, batch_id=row["batch_id"])
        if not repeats.empty:
            files = t("downloads.separator").join(map(escape, repeats["file"]))
            st.info(t("data.undo_repeats", rows=int(repeats["rows"].sum()), files=files))
        office = ask_office(page, key="undo_office")
        if st.button(
            t("data.undo_confirm"),
            type="primary",
            icon=":material/undo:",
            key="undo_confirm",
            disabled=not office,
        ):
            try:
                done = take_back(
                    find_store(), row["batch_id"], district=page.district, office=office
                )
            except WenmingError as error:
                show_error(error, t)
                return
            st.session_state[_TOLD] = _tell_undone(t, row["file"], done)
            st.rerun()

    ask()


def _tell_undone(t: Translator, file: str, done: TakenBack) -> str:
    told = {"file": escape(file), "version": done.version}
    if done.returned.empty:
        return t("data.undone", **told)
    files = t("downloads.separator").join(map(escape, done.returned["file"]))
    return t("data.undone_returned", rows=int(done.returned["returned"].sum()), files=files, **told)


def _offer_batches(page: Page, frame: pd.DataFrame, title: str) -> None:
    t = page.t
    table = frame.assign(
        imported=[tell_moment(moment) for moment in frame["imported_at"]],
        table=[_name_kind(kind, t) for kind in frame["kind"]],
    )
    columns = [
        Column("batch_id", t("activities.field_batch")),
        Column("file", t("activities.field_file")),
        Column("table", t("data.what")),
        Column("office", t("data.office")),
        Column("imported", t("activities.field_imported_at")),
        Column("version", t("methods.version"), "count"),
        Column("undone_in", t("data.undone_by"), "count"),
        Column("rows_read", t("methods.rows_read"), "count"),
        *(Column(outcome.value, t(f"outcomes.{outcome}"), "count") for outcome in Outcome),
    ]
    show_downloads(page, table, "batches", title=title, columns=columns, filtered=False)


def _show_versions(page: Page) -> None:
    t = page.t
    frame = load_reference(page.store, data.versions_by_number)
    newest = frame.iloc[0]
    told = {"version": newest["version"], "added": t.number(newest["added"])}
    finding = t("data.versions", removed=t.number(newest["removed"]), **told)
    st.subheader(finding, anchor=False)
    st.caption(t("data.versions_caption"))
    show_unlisted(page)
    table = load_history(page, data.versions_by_number)
    table["office"] = table["office"].where(table["office"] != "", None)
    columns = [
        Column("version", t("methods.version"), "count"),
        Column("created", t("methods.created")),
        Column("office", t("data.office")),
        Column("action", t("methods.action")),
        Column("note", t("methods.version_note")),
        Column("added", t("data.added"), "count"),
        Column("removed", t("data.removed"), "count"),
        Column("activities", t("methods.activities"), "count"),
    ]
    show_table(page, table, columns, alt=finding)
    show_downloads(page, table, "versions", title=finding, columns=columns, filtered=False)
    _show_changes(page, frame)


def _show_changes(page: Page, versions: pd.DataFrame) -> None:
    """What one version added and removed, street by street."""
    t = page.t
    number = st.selectbox(
        t("data.changes_of"),
        [int(version) for version in versions["version"]],
        format_func=lambda version: t("data.version", version=version),
        key="changes_of",
        width=280,
    )
    frame = data.changes_by_street(page.store, number=number)
    if frame.empty:
        st.info(t("data.no_changes", version=number), icon=":material/info:")
        return
    names = page.names(reference.streets)
    table = frame.assign(
        street=[names.get(street, t("data.no_street")) for street in frame["street_id"]]
    )
    told = {"added": t.number(frame["added"].sum()), "removed": t.number(frame["removed"].sum())}
    finding = t("data.changes", version=number, streets=len(frame), **told)
    st.markdown(f"**{finding}**")
    columns = [
        Column("street", t("frame.street")),
        Column("added", t("data.added"), "count"),
        Column("removed", t("data.removed"), "count"),
    ]
    show_table(page, table, columns, alt=finding)
    show_downloads(page, table, "changes", title=finding, columns=columns, filtered=False)

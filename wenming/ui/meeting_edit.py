"""Changing the meeting's lists on the page: a form a record, a workbook for many, the history."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from wenming.i18n import Translator
from wenming.meetings import read_records
from wenming.reports import meeting as reports
from wenming.reports import reference
from wenming.schema import BY_HAND, TABLES, Column, Table
from wenming.schema.entry import clean_row, find_faults_of_entry, number_new
from wenming.schema.rules import Fault, Row, fill_in
from wenming.schema.words import name_column, name_option, name_table
from wenming.store.records import RecordChange
from wenming.ui.clock import tell_moment
from wenming.ui.faults import guard
from wenming.ui.frame import Page, load_reference
from wenming.ui.offices import Who, ask_who, offer_units
from wenming.ui.saving import forget_said, name_round, publish, show_said
from wenming.ui.text import escape

_NEW, _NONE, _SEEN = "", "", "_record_seen"
_LENGTH = 40  # characters of a record's title
EDITOR = "records"
"""The editor as a place where something is said."""


def show_editor(page: Page) -> None:
    """The editor behind a switch: which list, which record, its form, workbook and history."""
    t = page.t
    if not st.toggle(t("meeting.edit"), key="edit_records", on_change=guard(forget_said)):
        return
    show_said(EDITOR)
    with st.container(border=True):
        chosen_table = st.segmented_control(
            t("meeting.list"),
            list(BY_HAND),
            format_func=lambda name: name_table(name, t),
            default="tasks",
            key="edit_table",
            required=True,
            label_visibility="collapsed",
            on_change=guard(forget_said),
        )
        table = BY_HAND[str(chosen_table)]
        rows = load_reference(page.store, read_records, table=table.name)
        titles = rows[table.title].fillna(t("meeting.none"))
        names = {key: f"{key} {title}" for key, title in zip(rows[table.key], titles, strict=True)}
        chosen = st.selectbox(
            t("meeting.record"),
            [_NEW, *reversed(names)],
            format_func=lambda key: names.get(key, t("meeting.new_record")),
            key=f"edit_record_{table.name}",
            on_change=guard(forget_said),
        )
        _show_form(page, table, rows, str(chosen or _NEW))
        if chosen:
            _show_history(page, table.name, str(chosen))
        _show_book(page, table.name)


def _show_book(page: Page, table: str) -> None:
    """The list as a workbook to take away, and the way of every other file to bring it back."""
    # Reading and writing workbooks takes its time to import: only who edits waits for it.
    from wenming.ui.hand_in import show_hand_in_of
    from wenming.ui.table_choice import offer_templates

    st.markdown(f"**{page.t('meeting.book')}**")
    st.caption(page.t("meeting.book_how"))
    offer_templates(page, table)
    show_hand_in_of(page, table)


def list_known(page: Page) -> dict[str, dict[str, str]]:
    """What a record may name, by table: ids with their names."""
    streets = page.names(reference.streets)
    meetings = load_reference(page.store, reports.meetings_by_meeting)
    problems = load_reference(page.store, read_records, table="problems")
    visits = load_reference(page.store, read_records, table="field_visits")
    return {
        "streets": streets,
        "meetings": dict(zip(meetings["meeting_id"], meetings[page.t.column()], strict=True)),
        "problems": dict(zip(problems["problem_id"], problems["description"], strict=True)),
        "field_visits": {
            key: f"{day} {streets.get(street, street)}"
            for key, day, street in zip(
                visits["visit_id"], visits["visited_on"], visits["street_id"], strict=True
            )
        },
    }


def _list_filling(page: Page, column: Column) -> dict[str, Row]:
    """The records that a column may name, by id, where choosing one fills other columns."""
    if not column.fills or column.of is None:
        return {}
    key, rows = TABLES[column.of].key, load_reference(page.store, read_records, table=column.of)
    return {
        str(row[key]): {str(name): cell for name, cell in row.items()}
        for row in rows.to_dict("records")
    }


def _show_form(page: Page, table: Table, rows: pd.DataFrame, chosen: str) -> None:
    t, known = page.t, list_known(page)
    stem = f"{table.name}_{chosen}"
    turn = name_round(stem)
    seen = _remember_seen(table, rows, chosen, turn)
    columns = table.columns[1:]
    values = {
        column.name: _show_field(page, table, column, seen, known, turn)
        for column in columns
        if column.fills
    }
    with st.form(f"form_{stem}{turn}", border=False):
        with st.grid(3, min_column_width=240):
            values |= {
                column.name: _show_field(page, table, column, seen, known, turn)
                for column in columns
                if not column.fills
            }
        offered = offer_units(page, values, key=f"{stem}{turn}")
        who = replace(ask_who(page, key="edit_who"), unit_offered=offered)
        with st.container(horizontal=True):
            saved = st.form_submit_button(
                t("meeting.save"), type="primary", key=f"save_field_{stem}{turn}"
            )
            removed = bool(chosen) and st.form_submit_button(
                t("meeting.remove"), key=f"remove_field_{stem}{turn}"
            )
    if removed:
        change = RecordChange(table.name, chosen, None, made_from=seen)
        told = t("meeting.told_removed", what=_tell_record(page, table, chosen, seen or {}))
        publish(page, [change], who, form=EDITOR, told=told, turns=stem)
    elif saved:
        _save(page, table, chosen or number_new(table, rows[table.key])(), values, seen, who)


def _save(
    page: Page,
    table: Table,
    key: str,
    values: dict[str, Any],
    seen: dict[str, str | None] | None,
    who: Who,
) -> None:
    """Store what was filled in, or say of each field what is wrong with it."""
    row = clean_row(table, values)
    filled = {
        column.name: record
        for column in table.columns
        if (record := _list_filling(page, column).get(row.get(column.name) or "")) is not None
    }
    row = fill_in(table, row, filled)
    faults = find_faults_of_entry(table, row, list_known(page), filled)
    forget_said()
    for fault in faults:
        st.error(tell_fault(table, fault, page.t), icon=":material/error:")
    if not faults:
        after = {table.key: key, **row}
        said = page.t("meeting.told", what=_tell_record(page, table, key, after))
        stem = f"{table.name}_{key if seen else _NEW}"
        change = RecordChange(table.name, key, after, made_from=seen)
        publish(page, [change], who, form=EDITOR, told=said, turns=stem)


def tell_fault(table: Table, fault: Fault, t: Translator) -> str:
    """What is wrong with what was filled in, as its reader is to put it right."""
    names = [name_column(table.name, column, t) for column in fault.columns]
    told = {"field": names[0], "other": names[-1], **fault.told}
    return t(f"meeting.fault_{fault.kind}", **told)


def _remember_seen(
    table: Table, rows: pd.DataFrame, chosen: str, turn: str
) -> dict[str, str | None] | None:
    """The record as it stood when its form was first drawn; None for a new one.

    A change is compared with it: what others saved while the form was filled in is not lost.
    """
    if not chosen:
        return None
    drawn = (table.name, chosen, turn)
    if st.session_state.get(_SEEN, (None,))[0] != drawn:
        found = rows[rows[table.key] == chosen].iloc[0]
        st.session_state[_SEEN] = drawn, found.to_dict()
    return dict(st.session_state[_SEEN][1])


def _tell_record(page: Page, table: Table, key: str, row: Mapping[str, str | None]) -> str:
    """A record as a sentence names it: what it is, its id, how it begins."""
    title = row.get(table.title) or page.t("meeting.none")
    if table.name == "field_visits":
        street = page.names(reference.streets).get(str(row["street_id"]), page.t("meeting.none"))
        title = f"{row['visited_on']} {street}"
    short = title if len(title) <= _LENGTH else f"{title[:_LENGTH]}…"
    return page.t(f"meeting.told_{table.name}", id=key, title=short)


def _show_field(
    page: Page,
    table: Table,
    column: Column,
    seen: Row | None,
    known: Mapping[str, Mapping[str, str]],
    turn: str,
) -> Any:
    """Draw a field with what is kept of it."""
    t = page.t
    label = name_column(table.name, column.name, t)
    label += t("meeting.required") if column.required else ""
    value = (seen or {}).get(column.name)
    stem = f"field_{table.name}_{(seen or {}).get(table.key) or _NEW}"
    key = f"{stem}_{column.name}{turn}"
    if column.kind == "day":
        day = None if value is None else date.fromisoformat(value)
        return st.date_input(label, value=day, key=key, format="YYYY-MM-DD")
    if column.kind in {"choice", "ref"}:
        names = known[column.of] if column.of else {
            option: name_option(table.name, column.name, option, t) for option in column.options
        }  # fmt: skip
        options = [*names] if column.required else [_NONE, *names]
        options += [] if value is None or value in options else [value]
        # Which record a needed one belongs to is chosen on purpose.
        may_begin = not column.required or column.kind == "choice"
        index = options.index(value) if value is not None else 0 if may_begin else None
        records = _list_filling(page, column)

        def fill() -> None:
            forget_said()
            for name in column.fills:
                if found := records.get(st.session_state[key], {}).get(name):
                    st.session_state[f"{stem}_{name}{turn}"] = found

        return st.selectbox(
            label,
            options,
            index=index,
            format_func=lambda option: names.get(option, option or t("meeting.none")),
            key=key,
            placeholder=t("meeting.choose"),
            help=t("meeting.fills_street") if column.fills else None,
            on_change=guard(fill) if column.fills else None,
        )
    text = value or ""
    if column.kind == "list":
        text = text.replace("|", t("briefing.comma"))
    if column.is_long:
        return st.text_area(label, value=text, key=key, height=68)
    return st.text_input(label, value=text, key=key)


def _show_history(page: Page, table: str, record: str) -> None:
    """What was changed of a record, when and by whom, the newest first."""
    t = page.t
    changes = load_reference(page.store, reports.changes_by_record)
    own = changes[(changes["record_table"] == table) & (changes["record_id"] == record)]
    if own.empty:
        st.caption(t("meeting.no_history"))
        return
    st.markdown(f"**{t('meeting.history')}**")
    for change in own.itertuples():
        before = json.loads(str(change.before)) if isinstance(change.before, str) else {}
        after = json.loads(str(change.after)) if isinstance(change.after, str) else {}
        parts = [
            t(
                "meeting.changed_field",
                field=_name_column(page, table, column),
                before=escape(str(before.get(column) or t("meeting.none"))),
                after=escape(str(after.get(column) or t("meeting.none"))),
            )
            for column in {**before, **after}
            if before.get(column) != after.get(column)
        ]
        told = t("meeting.removed_record") if not after else t("briefing.semicolon").join(parts)
        moment = tell_moment(pd.Timestamp(str(change.changed_at)))
        st.caption(f"{escape(moment)} · {escape(str(change.changed_by))} · {told}")


def _name_column(page: Page, table: str, column: str) -> str:
    """What a column is called; as it stands where this release has no such column."""
    known = column in TABLES[table].names
    return name_column(table, column, page.t) if known else column

"""Changing the meeting's lists on the page: a form a record, a workbook for many, the history."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from wenming.errors import WenmingError
from wenming.records import (
    FORMS,
    Field,
    Form,
    Row,
    clean_row,
    fill_in,
    find_faults,
    list_differences,
    name_option,
    number_new,
)
from wenming.reports import meeting as reports
from wenming.reports import reference
from wenming.store.records import RecordChange
from wenming.ui.clock import tell_moment
from wenming.ui.faults import guard, guard_file, show_error
from wenming.ui.frame import Page, load_reference
from wenming.ui.offices import Who, ask_who, offer_units
from wenming.ui.saving import forget_said, name_round, publish, show_said
from wenming.ui.text import escape
from wenming.ui.uploads import ask_files

_REPORTS = {
    "tasks": reports.records_by_task,
    "problems": reports.records_by_problem,
    "field_visits": reports.records_by_visit,
    "meetings": reports.records_by_meeting,
}
_TITLES = {
    "tasks": "measure",
    "problems": "description",
    "field_visits": "unit",
    "meetings": "name",
}
_NEW, _NONE, _SEEN = "", "", "_record_seen"
_LENGTH = 40  # characters of a record's title
EDITOR = "records"
"""The editor as a place where something is said."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_editor(page: Page) -> None:
    """The editor behind a switch: which list, which record, its form, workbook and history."""
    t = page.t
    if not st.toggle(t("meeting.edit"), key="edit_records", on_change=guard(forget_said)):
        return
    show_said(EDITOR)
    with st.container(border=True):
        table = st.segmented_control(
            t("meeting.list"),
            list(FORMS),
            format_func=lambda key: t(f"meeting.edit_{key}"),
            default="tasks",
            key="edit_table",
            required=True,
            label_visibility="collapsed",
            on_change=guard(forget_said),
        )
        form = FORMS[str(table)]
        rows = load_reference(page.store, _REPORTS[form.table])
        titles = rows[_TITLES[form.table]].fillna("—")
        names = {key: f"{key} {title}" for key, title in zip(rows[form.key], titles, strict=True)}
        chosen = st.selectbox(
            t("meeting.record"),
            [_NEW, *reversed(names)],
            format_func=lambda key: names.get(key, t("meeting.new_record")),
            key=f"edit_record_{form.table}",
            on_change=guard(forget_said),
        )
        _show_form(page, form, rows, str(chosen or _NEW))
        if chosen:
            _show_history(page, form.table, str(chosen))
        _show_book(page, form, rows)


def list_known(page: Page) -> dict[str, dict[str, str]]:
    """What a record may name: ids with their names."""
    visits = load_reference(page.store, reports.records_by_visit)
    problems = load_reference(page.store, reports.records_by_problem)
    meetings = load_reference(page.store, reports.meetings_by_meeting)
    days = visits["visited_on"].dt.strftime("%Y-%m-%d")
    streets = page.names(reference.streets)
    return {
        "streets": streets,
        "meetings": dict(zip(meetings["meeting_id"], meetings[page.t.column()], strict=True)),
        "problems": dict(zip(problems["problem_id"], problems["description"], strict=True)),
        "visits": {
            key: f"{day} {streets.get(street, street)}"
            for key, day, street in zip(visits["visit_id"], days, visits["street_id"], strict=True)
        },
    }


def list_visited(page: Page) -> dict[str, str]:
    """The street of each visit, by the visit's id."""
    visits = load_reference(page.store, reports.records_by_visit)
    return dict(zip(visits["visit_id"], visits["street_id"], strict=True))


def _show_form(page: Page, form: Form, rows: pd.DataFrame, chosen: str) -> None:
    t = page.t
    known, visited = list_known(page), list_visited(page)
    stem = f"{form.table}_{chosen}"
    turn = name_round(stem)
    seen = _remember_seen(form, rows, chosen, turn)
    values = {
        field.name: _show_field(page, form, field, seen, known, turn, visited)
        for field in form.fields
        if field.fills
    }
    with st.form(f"form_{stem}{turn}", border=False):
        with st.grid(3, min_column_width=240):
            values |= {
                field.name: _show_field(page, form, field, seen, known, turn)
                for field in form.fields
                if not field.fills
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
        change = RecordChange(form.table, chosen, None, made_from=seen)
        told = t("meeting.told_removed", what=_tell_record(page, form, chosen, seen or {}))
        publish(page, [change], who, form=EDITOR, told=told, turns=stem)
    elif saved:
        _save(page, form, chosen or number_new(form, rows[form.key])(), values, seen, who)


def _save(
    page: Page, form: Form, key: str, values: dict[str, Any], seen: Row | None, who: Who
) -> None:
    """Store what was filled in, or say of each field what is wrong with it."""
    visited = list_visited(page)
    row = fill_in(form, clean_row(form, values), visited)
    faults = find_faults(form, row, list_known(page), page.t, visited)
    forget_said()
    for fault in faults:
        st.error(fault.message, icon=":material/error:")
    if not faults:
        after = {form.key: key, **row}
        told = page.t("meeting.told", what=_tell_record(page, form, key, after))
        stem = f"{form.table}_{key if seen else _NEW}"
        change = RecordChange(form.table, key, after, made_from=seen)
        publish(page, [change], who, form=EDITOR, told=told, turns=stem)


def _remember_seen(form: Form, rows: pd.DataFrame, chosen: str, turn: str) -> Row | None:
    """The record as it stood when its form was first drawn; None for a new one.

    A change is compared with it: what others saved while the form was filled in is not lost.
    """
    if not chosen:
        return None
    drawn = (form.table, chosen, turn)
    if st.session_state.get(_SEEN, (None,))[0] != drawn:
        found = rows[rows[form.key] == chosen].iloc[0]
        st.session_state[_SEEN] = drawn, {str(k): _spell_cell(cell) for k, cell in found.items()}
    return dict(st.session_state[_SEEN][1])


def _spell_cell(cell: object) -> str | None:
    if pd.isna(cell):  # type: ignore[call-overload]  # a scalar
        return None
    return f"{cell:%Y-%m-%d}" if isinstance(cell, pd.Timestamp) else str(cell)


def _tell_record(page: Page, form: Form, key: str, row: Mapping[str, str | None]) -> str:
    """A record as a sentence names it: what it is, its id, how it begins."""
    title = row.get(_TITLES[form.table]) or page.t("meeting.none")
    if form.table == "field_visits":
        street = page.names(reference.streets).get(str(row["street_id"]), page.t("meeting.none"))
        title = f"{row['visited_on']} {street}"
    short = title if len(title) <= _LENGTH else f"{title[:_LENGTH]}…"
    return page.t(f"meeting.told_{form.table}", id=key, title=short)


def _show_field(
    page: Page,
    form: Form,
    field: Field,
    seen: Row | None,
    known: dict[str, dict[str, str]],
    turn: str,
    visited: Mapping[str, str] | None = None,
) -> Any:
    """Draw a field with what is kept of it; `visited`: what choosing here fills in elsewhere."""
    t = page.t
    label = t(f"meeting.{field.name}") + (t("meeting.required") if field.required else "")
    value = (seen or {}).get(field.name)
    stem = f"field_{form.table}_{(seen or {}).get(form.key) or _NEW}"
    key = f"{stem}_{field.name}{turn}"
    if field.kind == "day":
        day = None if value is None else date.fromisoformat(value)
        return st.date_input(label, value=day, key=key, format="YYYY-MM-DD")
    if field.kind == "choice":
        names = known[field.names] if field.names else {
            option: name_option(form, field.name, option, t) for option in field.options
        }  # fmt: skip
        options = [*names] if field.required else [_NONE, *names]
        options += [] if value is None or value in options else [value]
        index = options.index(value) if value is not None else (0 if _is_plain(field) else None)

        def fill() -> None:
            forget_said()
            if street := (visited or {}).get(st.session_state[key]):
                st.session_state[f"{stem}_{field.fills}{turn}"] = street

        return st.selectbox(
            label,
            options,
            index=index,
            format_func=lambda option: names.get(option, option or t("meeting.none")),
            key=key,
            placeholder=t("meeting.choose"),
            help=t("meeting.fills_street") if field.fills else None,
            on_change=guard(fill) if field.fills else None,
        )
    text = value or ""
    if field.kind == "units":
        text = text.replace("|", t("briefing.comma"))
    if field.kind == "text":
        return st.text_area(label, value=text, key=key, height=68)
    return st.text_input(label, value=text, key=key)


def _is_plain(field: Field) -> bool:
    """Whether a choice may begin with its first option: none, or a fixed one."""
    return not field.required or bool(field.options)


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
                field=_name_column(page, column),
                before=escape(before.get(column, t("meeting.none"))),
                after=escape(after.get(column, t("meeting.none"))),
            )
            for column in list_differences(before, after)
        ]
        told = t("meeting.removed_record") if not after else t("briefing.semicolon").join(parts)
        moment = tell_moment(pd.Timestamp(str(change.changed_at)))
        st.caption(f"{escape(moment)} · {escape(str(change.changed_by))} · {told}")


def _name_column(page: Page, column: str) -> str:
    key = next((form.key for form in FORMS.values() if form.key == column), None)
    fields = {field.name for form in FORMS.values() for field in form.fields}
    if column in fields:
        return page.t(f"meeting.{column}")
    return page.t("meeting.id") if key else column


def _show_book(page: Page, form: Form, rows: pd.DataFrame) -> None:
    """The list as a workbook to take away, and one to bring back."""
    # Reading and writing workbooks takes its time to import: only who edits waits for it.
    from wenming.records_book import build_book, check_book, read_book_apart

    t = page.t
    st.markdown(f"**{t('meeting.book')}**")
    st.caption(t("meeting.book_how"))
    st.download_button(
        t("meeting.book_download"),
        data=guard_file(lambda: build_book(form, rows, t), form.table),
        file_name=f"{page.district.id}-{form.table}-v{page.store.version}.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        key=f"book_{form.table}",
        on_click="ignore",
    )
    book = f"book_{form.table}"
    turn = name_round(book)
    label, key = t("meeting.book_upload"), f"upload_{form.table}{turn}"
    visited = list_visited(page)
    try:
        most = page.district.ledger.max_hand_in_bytes
        uploads = ask_files(t, label, most=most, type="xlsx", key=key)
        if not uploads:
            return
        read = [
            (key, fill_in(form, row, visited))
            for key, row in read_book_apart(
                form, uploads[0].path.read_bytes(), page.district, name=uploads[0].name
            )
        ]
    except WenmingError as error:
        show_error(error, t)
        return
    known = {name: list(ids) for name, ids in list_known(page).items()}
    faults = check_book(form, read, known, t, visited)
    for fault in faults[:20]:
        st.error(t("meeting.book_fault", row=fault.row, problem=fault.message))
    if faults:
        return
    changes = find_changes(form, rows, read)
    st.write(t("meeting.book_changes", count=t.number(len(changes))))
    who = ask_who(page, key="book_who")
    label, key = t("meeting.book_publish"), f"book_publish{turn}"
    if changes and st.button(label, type="primary", key=key):
        told = t("meeting.told_book", count=t.number(len(changes)))
        publish(page, changes, who, form=EDITOR, told=told, turns=book)


def find_changes(
    form: Form, rows: pd.DataFrame, read: list[tuple[str | None, dict[str, str | None]]]
) -> list[RecordChange]:
    """The rows of a workbook that are new or differ from what is kept."""
    kept = {
        str(row[form.key]): clean_row(form, {str(name): cell for name, cell in row.items()})
        for row in rows.to_dict("records")
    }
    give = number_new(form, [*kept, *(key for key, _ in read if key)])
    changes = []
    for key, row in read:
        if key is None or kept.get(key) != row:
            name = key or give()
            changes.append(RecordChange(form.table, name, {form.key: name, **row}))
    return changes

"""Changing the meeting's lists on the page: a form a record, a workbook for many, the history."""

import json
from typing import Any

import pandas as pd
import streamlit as st

from wenming.config import find_places
from wenming.errors import WenmingError
from wenming.records import (
    FORMS,
    Field,
    Form,
    clean_row,
    find_faults,
    list_differences,
    name_option,
    number_new,
)
from wenming.reports import meeting as reports
from wenming.reports import reference
from wenming.store import Store
from wenming.store.records import RecordChange, change_records
from wenming.ui.clock import tell_moment
from wenming.ui.faults import guard_file, show_error
from wenming.ui.frame import Page, load_reference
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
_NEW, _NONE, _SAID = "", "", "_meeting_said"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_editor(page: Page) -> None:
    """The editor behind a switch: which list, which record, its form, workbook and history."""
    t = page.t
    if said := st.session_state.pop(_SAID, None):
        st.toast(said, icon=":material/check:")
    if not st.toggle(t("meeting.edit"), key="edit_records"):
        return
    with st.container(border=True):
        table = st.segmented_control(
            t("meeting.list"),
            list(FORMS),
            format_func=lambda key: t(f"meeting.edit_{key}"),
            default="tasks",
            key="edit_table",
            required=True,
            label_visibility="collapsed",
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


def _show_form(page: Page, form: Form, rows: pd.DataFrame, chosen: str) -> None:
    t = page.t
    known = list_known(page)
    found = rows[rows[form.key] == chosen]
    before = {} if found.empty else {str(k): v for k, v in found.iloc[0].to_dict().items()}
    stem = f"field_{form.table}_{chosen}"
    with st.form(f"form_{form.table}_{chosen}", border=False):
        with st.grid(3, min_column_width=240):
            values = {
                field.name: _show_field(page, form, field, before.get(field.name), known)
                for field in form.fields
            }
        who = st.text_input(t("meeting.who"), key="edit_who", help=t("meeting.who_help"))
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("meeting.save"), type="primary", key=f"save_{stem}")
            removed = bool(chosen) and st.form_submit_button(
                t("meeting.remove"), key=f"remove_{stem}"
            )
    if removed:
        publish(page, [RecordChange(form.table, chosen, None)], who)
    elif saved:
        row = clean_row(form, values)
        faults = find_faults(form, row, known, t)
        for fault in faults:
            st.error(fault.message, icon=":material/error:")
        if not faults:
            key = chosen or number_new(form, rows[form.key])()
            publish(page, [RecordChange(form.table, key, {form.key: key, **row})], who)


def _show_field(
    page: Page, form: Form, field: Field, value: Any, known: dict[str, dict[str, str]]
) -> Any:
    t = page.t
    label = t(f"meeting.{field.name}") + (t("meeting.required") if field.required else "")
    record = st.session_state.get(f"edit_record_{form.table}") or _NEW
    key = f"field_{form.table}_{record}_{field.name}"
    empty = value is None or pd.isna(value)
    if field.kind == "day":
        day = None if empty else value.date()
        return st.date_input(label, value=day, key=key, format="YYYY-MM-DD")
    if field.kind == "choice":
        names = known[field.names] if field.names else {
            option: name_option(form, field.name, option, t) for option in field.options
        }  # fmt: skip
        options = [*names] if field.required else [_NONE, *names]
        options += [] if empty or value in options else [value]
        index = options.index(value) if not empty else (0 if _is_plain(field) else None)
        return st.selectbox(
            label,
            options,
            index=index,
            format_func=lambda option: names.get(option, option or t("meeting.none")),
            key=key,
            placeholder=t("meeting.choose"),
        )
    text = "" if empty else str(value)
    if field.kind == "units":
        text = text.replace("|", t("briefing.comma"))
    if field.kind == "text":
        return st.text_area(label, value=text, key=key, height=68)
    return st.text_input(label, value=text, key=key)


def _is_plain(field: Field) -> bool:
    """Whether a choice may begin with its first option: none, or a fixed one."""
    return not field.required or bool(field.options)


def publish(page: Page, changes: list[RecordChange], who: str) -> None:
    """Store the changes as a new version and show it; what cannot be stored is one sentence."""
    t = page.t
    try:
        version = change_records(
            Store(find_places().store), changes, who=who, expected=page.store.version
        )
    except WenmingError as error:
        show_error(error, t)
        return
    st.session_state[_SAID] = t("meeting.saved", version=version)
    st.rerun()


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
    label, key = t("meeting.book_upload"), f"upload_{form.table}"
    upload = ask_files(t, label, type="xlsx", key=key)
    if upload is None:
        return
    try:
        read = read_book_apart(form, upload.getvalue(), page.district, name=upload.name)
    except WenmingError as error:
        show_error(error, t)
        return
    known = {name: list(ids) for name, ids in list_known(page).items()}
    faults = check_book(form, read, known, t)
    for fault in faults[:20]:
        st.error(t("meeting.book_fault", row=fault.row, problem=fault.message))
    if faults:
        return
    changes = find_changes(form, rows, read)
    st.write(t("meeting.book_changes", count=t.number(len(changes))))
    who = st.text_input(t("meeting.who"), key="book_who")
    if changes and st.button(t("meeting.book_publish"), type="primary", key="book_publish"):
        publish(page, changes, who)


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

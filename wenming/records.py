"""What may be written into the meeting's tables: fields, their kinds, and what is wrong with a row.

Pure rules for the page's forms and for workbooks that come back; nothing here is stored.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from wenming.i18n import Translator

Kind = Literal["line", "text", "day", "choice", "units"]
Row = dict[str, str | None]

LONGEST = 500
SEPARATOR = "|"
_COMMAS = "、，,；;|"


@dataclass(frozen=True)
class Field:
    """A column that can be written: its kind; `options` for a choice, fixed or by `names`.

    What is chosen here is taken over by the field that `fills` names, where that is empty.
    """

    name: str
    kind: Kind = "line"
    required: bool = False
    options: tuple[str, ...] = ()
    names: str | None = None
    fills: str | None = None


@dataclass(frozen=True)
class Form:
    """A table that can be written: its key column, the prefix of new keys, its fields."""

    table: str
    key: str
    prefix: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> list[str]:
        return [self.key, *(field.name for field in self.fields)]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field, as a message; `row` counts a workbook's rows from its second."""

    field: str
    message: str
    row: int | None = None


FORMS = {
    form.table: form
    for form in (
        Form(
            "tasks",
            "task_id",
            "T",
            (
                Field("measure", "text", required=True),
                Field("lead_unit", required=True),
                Field("supporting_units", "units"),
                Field("responsible_office"),
                Field("due_on", "day"),
                Field("status", "choice", True, ("open", "doing", "done", "closed")),
                Field("closed_on", "day"),
                Field("evidence", "text"),
                Field("line_of_work", "choice", False,
                      ("worthies", "culture_projects", "resources_down")),
                Field("meeting_id", "choice", True, names="meetings"),
                Field("problem_id", "choice", names="problems"),
            ),
        ),
        Form(
            "problems",
            "problem_id",
            "P",
            (
                Field("description", "text", required=True),
                Field("street_id", "choice", names="streets"),
                Field("raised_on", "day", required=True),
                Field("visit_id", "choice", names="visits", fills="street_id"),
                Field("status", "choice", True, ("open", "closed")),
                Field("closed_on", "day"),
            ),
        ),
        Form(
            "field_visits",
            "visit_id",
            "V",
            (
                Field("visited_on", "day", required=True),
                Field("street_id", "choice", True, names="streets"),
                Field("unit"),
                Field("highlights", "text"),
                Field("problems", "text"),
                Field("difficulties", "text"),
            ),
        ),
        Form(
            "meetings",
            "meeting_id",
            "M",
            (
                Field("name", required=True),
                Field("name_en"),
                Field("held_on", "day", required=True),
                Field("kind", "choice", True, ("joint", "progress")),
                Field("note", "text"),
            ),
        ),
    )
}  # fmt: skip


def name_option(form: Form, field: str, option: str, t: Translator) -> str:
    """A fixed choice as people call it; problems have other words for their state than tasks."""
    if field != "status":
        return t.named(f"meeting.{field}_", option)
    kind = "problem" if form.table == "problems" else "state"
    return t.named(f"meeting.{kind}_", option)


def find_faults(
    form: Form,
    row: Mapping[str, str | None],
    known: Mapping[str, Iterable[str]],
    t: Translator,
    visited: Mapping[str, str] | None = None,
) -> list[Fault]:
    """What keeps a row from being stored.

    `known` holds the ids there are by `names`, `visited` the street of each visit.
    """
    faults = []
    for field in form.fields:
        value = row.get(field.name)
        name = t(f"meeting.{field.name}")
        if not value:
            if field.required:
                faults.append(Fault(field.name, t("meeting.fault_missing", field=name)))
            continue
        if len(value) > LONGEST:
            faults.append(Fault(field.name, t("meeting.fault_long", field=name, most=LONGEST)))
        elif field.kind == "day" and _read_day(value) is None:
            faults.append(Fault(field.name, t("meeting.fault_day", field=name, value=value)))
        elif field.kind == "choice" and value not in (
            field.options if field.names is None else known[field.names]
        ):
            faults.append(Fault(field.name, t("meeting.fault_choice", field=name, value=value)))
    return faults or _find_contradictions(row, t, visited or {})


def fill_in(form: Form, row: Row, visited: Mapping[str, str]) -> Row:
    """The row with what follows from its other fields: a problem's street from its visit's."""
    found = {
        field.fills: visited.get(row[field.name] or "") for field in form.fields if field.fills
    }
    return {name: value or found.get(name) for name, value in row.items()}


def _find_contradictions(
    row: Mapping[str, str | None], t: Translator, visited: Mapping[str, str]
) -> list[Fault]:
    """Closed without a day, a day without being closed, closed before it was raised; a street that
    its visit was not to."""
    closed, day = row.get("status") == "closed", row.get("closed_on")
    if closed and not day:
        return [Fault("closed_on", t("meeting.fault_closed_when"))]
    if day and not closed:
        return [Fault("status", t("meeting.fault_not_closed"))]
    raised = row.get("raised_on")
    if day and raised and day < raised:
        return [Fault("closed_on", t("meeting.fault_closed_before"))]
    street = visited.get(row.get("visit_id") or "")
    if street and row.get("street_id") not in (None, street):
        return [Fault("street_id", t("meeting.fault_street"))]
    return []


def clean_row(form: Form, row: Mapping[str, object]) -> Row:
    """A row's cells as they are stored: one line each, days as 2021-06-30, units joined by |."""
    return {field.name: _clean(field, row.get(field.name)) for field in form.fields}


def _clean(field: Field, value: object) -> str | None:
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return None
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    text = str(value).strip()
    if field.kind == "day":
        day = _read_day(text)
        return text if day is None else day.isoformat()
    if field.kind == "units":
        for comma in _COMMAS:
            text = text.replace(comma, SEPARATOR)
        return (
            SEPARATOR.join(unit.strip() for unit in text.split(SEPARATOR) if unit.strip()) or None
        )
    return " ".join(text.split()) or None


def _read_day(text: str) -> date | None:
    """A day as 2021-06-30, 2021/6/30 or 2021.6.30; None for anything else."""
    parts = text.removesuffix(" 00:00:00").replace("/", "-").replace(".", "-").split("-")
    try:
        year, month, day = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None


def number_new(form: Form, known: Iterable[str]) -> Callable[[], str]:
    """Gives a key that no row has yet, each time another: T-001, T-002."""
    taken = set(known)

    def give() -> str:
        number = 1
        while f"{form.prefix}-{number:03}" in taken:
            number += 1
        key = f"{form.prefix}-{number:03}"
        taken.add(key)
        return key

    return give


def list_differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The columns in which two rows differ, in the order of the rows."""
    return [key for key in {**before, **after} if before.get(key) != after.get(key)]

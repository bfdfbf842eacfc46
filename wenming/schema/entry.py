"""Rows written by hand: their cells as they are stored, and the ids of new ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime

from wenming.schema.rules import Fault, Row, find_cell_fault, find_faults
from wenming.schema.table import Column, Table

LONGEST = 500
"""Characters that a text of a row written by hand may have."""
_COMMAS = "、，,；;|"


def clean_row(table: Table, row: Mapping[str, object]) -> dict[str, str | None]:
    """A row's cells as they are stored, but for its id: one line each, days as 2021-06-30, the
    parts of a list joined by |. A text that is no day stays as it is."""
    return {column.name: _clean(column, row.get(column.name)) for column in table.columns[1:]}


def _clean(column: Column, value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    text = " ".join(str(value).split())
    if column.kind == "day":
        return _spell_day(text) or text or None
    if column.kind == "list":
        for comma in _COMMAS:
            text = text.replace(comma, "|")
        return "|".join(part.strip() for part in text.split("|") if part.strip()) or None
    return text or None


def _spell_day(text: str) -> str | None:
    """2021/6/30 and 2021.6.30 as 2021-06-30; None for anything else."""
    try:
        return f"{datetime.strptime(text.replace('/', '-').replace('.', '-'), '%Y-%m-%d'):%Y-%m-%d}"
    except ValueError:
        return None


def find_faults_of_entry(
    table: Table,
    row: Row,
    known: Mapping[str, Collection[str]],
    filled: Mapping[str, Row] | None = None,
) -> list[Fault]:
    """What keeps a row written by hand from being stored.

    `known` holds the ids there are by table, `filled` what `find_faults` takes by it. Where a cell
    is wrong, what the row says as a whole is not looked at.
    """
    faults = []
    for column in table.columns[1:]:
        text = row.get(column.name) or ""
        if len(text) > LONGEST:
            faults.append(Fault("long", (column.name,), {"most": LONGEST}))
        elif text and (fault := find_cell_fault(column, text, _list_ids(column, known))):
            faults.append(fault)
    faults += [fault for fault in find_faults(table, row) if fault.kind == "missing"]
    return faults or find_faults(table, row, filled=filled)


def _list_ids(column: Column, known: Mapping[str, Collection[str]]) -> Collection[str] | None:
    """The ids that a column may hold; None where it holds none."""
    if column.kind == "choice":
        return column.options
    return known[column.of or ""] if column.kind == "ref" else None


def number_new(table: Table, known: Iterable[str]) -> Callable[[], str]:
    """Gives an id that no row has yet, each time another: T-001, T-002."""
    taken = set(known)

    def give() -> str:
        number = 1
        while (key := f"{table.prefix}-{number:03}") in taken:
            number += 1
        taken.add(key)
        return key

    return give

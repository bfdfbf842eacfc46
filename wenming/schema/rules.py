"""What keeps a row from being stored: rules that hold wherever a row comes from.

A row is its cells as they are stored, texts by column: days as 2021-06-30, ids for choices. The
folder's tables, files that are handed in and the forms of a page ask the same rules, and tell what
they find in sentences of their own: the message of a fault ends in its `kind`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from wenming.schema.table import Column, Table

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: its kind, the columns it is about, and what was found there."""

    kind: str
    columns: tuple[str, ...]
    told: Mapping[str, object] = field(default_factory=dict)


def find_cell_fault(
    column: Column, text: str, options: Collection[str] | None = None
) -> Fault | None:
    """What is wrong with the text of a filled cell; `options` are the ids it may name, if listed.

    A number that cannot be read is none of these rules' business: typing a table tells it.
    """
    told = {"value": text}
    if options is not None and not column.is_open and text not in options:
        return Fault("choice", (column.name,), {**told, "options": ", ".join(options) or "—"})
    if column.kind == "day" and read_day(text) is None:
        return Fault("day", (column.name,), told)
    value = read_number(text) if column.kind in {"count", "number", "degrees"} else None
    if value is None:
        return None
    low, high = column.limits
    if high is None and low is not None and value < low:
        return Fault("negative", (column.name,), told)
    if high is not None and low is not None and not low <= value <= high:
        return Fault("limit", (column.name,), {**told, "low": low, "high": high})
    return None


def find_faults(
    table: Table,
    row: Row,
    *,
    given: Collection[str] | None = None,
    filled: Mapping[str, Row] | None = None,
) -> list[Fault]:
    """What in a row is missing, or cannot be true together.

    Of a row that is known already only the columns `given` anew are looked at. `filled` has what
    the records that the row names have where columns are filled from them, by column.
    """
    faults = [
        Fault("missing", (column.name,))
        for column in table.columns
        if column.required and not row.get(column.name) and _is_given(given, column.name)
    ]
    for columns in table.order:
        faults += _find_disorder(columns, row, given)
    if table.closing is not None and _is_given(given, table.closing.column, table.closing.on):
        state, day = row.get(table.closing.column), row.get(table.closing.on)
        if state == table.closing.is_ and not day:
            faults.append(Fault("closed_when", (table.closing.on,)))
        elif day and state and state != table.closing.is_:
            faults.append(Fault("not_closed", (table.closing.column,)))
    for name, record in (filled or {}).items():
        for column in table.column(name).fills:
            own, there = row.get(column), record.get(column)
            if table.column(column).kind == "ref" and own and there and own != there:
                faults.append(Fault(f"other_{column.removesuffix('_id')}", (name, column)))
    return faults


def fill_in(table: Table, row: Row, filled: Mapping[str, Row]) -> dict[str, str | None]:
    """The row with what follows from the records it names, where it says nothing itself."""
    complete = dict(row)
    for name, record in filled.items():
        for column in table.column(name).fills:
            complete[column] = complete.get(column) or record.get(column)
    return complete


def _find_disorder(
    columns: Sequence[str], row: Row, given: Collection[str] | None
) -> Iterator[Fault]:
    """Each column that has a value beside the next one that has: a step may have been left out."""
    steps = [(name, value) for name in columns if (value := row.get(name))]
    for (first, before), (second, after) in pairwise(steps):
        if not _is_given(given, first, second):
            continue
        low, high = read_number(before), read_number(after)
        if low > high if low is not None and high is not None else before > after:
            yield Fault("order", (first, second), {"before": before, "after": after})


def _is_given(given: Collection[str] | None, *columns: str) -> bool:
    return given is None or not set(given).isdisjoint(columns)


def read_number(text: str) -> float | None:
    """A number as it is stored; None for what is none."""
    try:
        return float(text)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """A day as it is stored, 2021-06-30; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

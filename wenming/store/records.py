"""Changing the meeting's tables by hand: each change is a new version, with who and when.

A table is small enough to be written whole: its rows become text, are changed, and are typed again
as they were typed when the district's folder was read.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import EllipsisType

import duckdb
import pandas as pd

from wenming.errors import WenmingError
from wenming.privacy import mask_typed_cell
from wenming.schema import BY_HAND, OWN_TABLES, Column, Table
from wenming.store.actions import Action
from wenming.store.check import verify
from wenming.store.tables import type_rows
from wenming.store.versions import Store

Values = dict[str, str | None]

RECORDS = BY_HAND | {name: OWN_TABLES[name] for name in ("papers", "paper_edits")}
"""Tables that can be changed by hand: the meeting's, and what a meeting remembers, the version its
paper was made from and the words staff wrote."""
_LOG = OWN_TABLES["record_changes"]


@dataclass(frozen=True)
class RecordChange:
    """One row of a table: its values after the change; None takes the row away.

    `made_from` holds the row's values as whoever changed it saw them, None where there was no such
    row; left out, whatever stands there is written over.
    """

    table: str
    record_id: str
    values: Values | None
    made_from: Values | EllipsisType | None = ...


def change_records(
    store: Store, changes: Sequence[RecordChange], *, who: str, expected: int | None = None
) -> int:
    """Publish a version with the rows changed; returns its number.

    A change that was made already is not made again: where nothing is left to change, no version
    is published and the current one's number is returned. Raises WenmingError when `who` is empty,
    a value does not fit its column, a row names another that is not there, or a row is no longer
    as its change was made from, or as it was in version `expected`.
    """
    if not who.strip():
        raise WenmingError("meeting.who_missing")

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        log = []
        for table in dict.fromkeys(each.table for each in changes):
            own = [each for each in changes if each.table == table]
            log += _replace_rows(connection, table, own, who.strip())
        if not log:
            raise _UnchangedError
        kept = connection.table("record_changes").df()
        added = pd.DataFrame(log, columns=_LOG.names)
        _write(connection, _LOG, pd.concat([_as_text(kept), added], ignore_index=True))
        verify(connection)

    note = ", ".join(dict.fromkeys(each.record_id for each in changes))[:200]
    with store.turn():
        if expected is not None:
            _require_unchanged(store, changes, expected)
        try:
            return store.publish(change, action=Action.EDIT, note=note, office=who.strip())
        except _UnchangedError:
            return store.require_current()


class _UnchangedError(Exception):
    """Every change stands in the store already."""


def _require_unchanged(store: Store, changes: Sequence[RecordChange], expected: int) -> None:
    """Raises WenmingError where somebody changed one of the rows since version `expected`.

    What others published besides does not send anybody back: an office that edits would never
    be done while others import.
    """
    current = store.require_current()
    if current == expected:
        return
    with store.read(expected) as old, store.read(current) as new:
        for table in dict.fromkeys(each.table for each in changes):
            key = RECORDS[table].key
            ids = [each.record_id for each in changes if each.table == table]
            rows = (_as_text(version.table(table).df()) for version in (old, new))
            before, after = (
                frame[frame[key].isin(ids)].sort_values(key, ignore_index=True) for frame in rows
            )
            if not before.equals(after):
                raise WenmingError("errors.store_moved", store=store.folder, version=current)


def _replace_rows(
    connection: duckdb.DuckDBPyConnection, table: str, changes: list[RecordChange], who: str
) -> list[tuple[str | None, ...]]:
    """Write a table anew with its changes; returns a line of the log for each."""
    columns = RECORDS[table].names
    rows = _as_text(connection.table(table).df())[[*columns]]
    by_id: dict[str, Values] = {
        str(row[columns[0]]): {column: row[column] for column in columns}
        for row in rows.to_dict("records")
    }
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
    log: list[tuple[str | None, ...]] = []
    for each in changes:
        before = by_id.get(each.record_id)
        after = None
        if each.values is not None:
            after = {
                column.name: _mask(column, each.values.get(column.name))
                for column in RECORDS[table].columns
            }
            after[columns[0]] = each.record_id
        if _spell(before) == _spell(after):
            continue
        _require_unmoved(each, before)
        by_id.pop(each.record_id, None)
        if after is not None:
            by_id[each.record_id] = after
        log.append((table, each.record_id, now, who, _spell(before), _spell(after)))
    _write(connection, RECORDS[table], pd.DataFrame(list(by_id.values()), columns=[*columns]))
    return log


def _require_unmoved(change: RecordChange, now: Values | None) -> None:
    """Raise when somebody else changed a row after whoever changes it now has seen it."""
    seen = change.made_from
    if isinstance(seen, EllipsisType):
        return
    told = None if now is None else {column: now[column] for column in seen or {} if column in now}
    if (seen is None) != (now is None) or _spell(told) != _spell(seen):
        raise WenmingError("meeting.changed_meanwhile", record=change.record_id)


def _mask(column: Column, value: str | None) -> str | None:
    """A value as it is kept: without what is private, also where a name stands alone."""
    if not value:
        return None
    return value if column.kind in {"key", "ref"} else mask_typed_cell(value)


def _spell(row: Values | None) -> str | None:
    """A row as JSON, what is empty left out; None for no row."""
    if row is None:
        return None
    told = {column: value for column, value in row.items() if value and not pd.isna(value)}
    return json.dumps(told, ensure_ascii=False)


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Cells as the district's CSV files write them; days as 2021-06-30, none as missing."""
    text = frame.copy()
    for column in text.columns:
        if pd.api.types.is_datetime64_any_dtype(text[column]):
            moments = text[column].dt.strftime("%Y-%m-%d %H:%M:%S")
            text[column] = moments.str.removesuffix(" 00:00:00")
    return text.astype("string")


def _write(connection: duckdb.DuckDBPyConnection, table: Table, rows: pd.DataFrame) -> None:
    connection.execute("drop table " + table.name)
    try:
        type_rows(connection.from_df(rows.astype("string")), table).create(table.name)
    except duckdb.ConversionException as error:
        problem = str(error).splitlines()[0]
        raise WenmingError("meeting.value_wrong", problem=problem) from None

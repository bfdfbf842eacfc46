"""Tables changed by a batch: rows put in, replaced and taken away, each kept as it was before."""

import json

import duckdb
import pandas as pd

from wenming.errors import WenmingError
from wenming.schema import TABLES
from wenming.store.sql import load_sql
from wenming.store.tables import find_unmet, type_rows


def put_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: pd.DataFrame,
    *,
    batch_id: str,
    replace: bool,
) -> None:
    """Put a batch's rows, all as text, into a table: those of known ids are replaced, with
    `replace` everything is. What changed is written to `row_changes`."""
    key = TABLES[table].key
    connection.table(table).create("raw.before")
    typed = _type_rows(connection, table, rows)
    before = connection.table("raw.before")
    kept = before.limit(0) if replace else _leave_out(before, typed, key)
    _write(connection, table, kept.union(typed))
    values = {"table": table, "key": key, "batch_id": batch_id}
    connection.execute(load_sql("staging", "row_changes"), values)
    connection.execute("drop table raw.before")
    connection.execute("drop table raw.typed")


def take_back_rows(connection: duckdb.DuckDBPyConnection, table: str, *, batch_id: str) -> None:
    """Put back what a batch replaced and take away what it added.

    Raises WenmingError when a later change stands on one of its rows.
    """
    key = TABLES[table].key
    values = {"table": table, "key": key, "batch_id": batch_id}
    later = connection.execute(load_sql("staging", "undo_conflicts"), values).fetchall()
    if later:
        told = {"count": len(later), "example": later[0][0]}
        raise WenmingError("errors.batch_changed_since", **told)
    changes = connection.execute(
        load_sql("staging", "undo_rows"), {"batch_id": batch_id}
    ).fetchall()
    restored = [
        {name: _spell(value) for name, value in json.loads(before).items()}
        for _, before in changes
        if before is not None
    ]
    connection.table(table).create("raw.before")
    typed = _type_rows(connection, table, pd.DataFrame(restored, columns=[*TABLES[table].names]))
    ids = pd.DataFrame({key: [record for record, _ in changes]}, dtype="string")
    gone = connection.from_df(ids)
    kept = _leave_out(connection.table("raw.before"), gone, key)
    _write(connection, table, kept.union(typed))
    added = {record for record, before in changes if before is None}
    for reference, record, missing in find_unmet(connection):
        if missing in added:
            told = {"record": record, "reference": reference, "id": missing}
            raise WenmingError("errors.batch_in_use", **told)
    connection.execute(load_sql("staging", "undo_row_changes"), {"batch_id": batch_id})


def _type_rows(
    connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame
) -> duckdb.DuckDBPyRelation:
    """The rows typed as the district's folder is; they stand in `raw.typed`."""
    type_rows(connection.from_df(rows.astype("string")), TABLES[table]).create("raw.typed")
    return connection.table("raw.typed")


def _leave_out(
    rows: duckdb.DuckDBPyRelation, others: duckdb.DuckDBPyRelation, key: str
) -> duckdb.DuckDBPyRelation:
    return rows.set_alias("kept").join(others.set_alias("gone"), key, how="anti")


def _write(
    connection: duckdb.DuckDBPyConnection, table: str, rows: duckdb.DuckDBPyRelation
) -> None:
    rows.create("raw.after")
    connection.execute("drop table " + table)
    connection.table("raw.after").create(table)
    connection.execute("drop table raw.after")


def _spell(value: object) -> str | None:
    """A value of a row's JSON as the district's CSV files write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)

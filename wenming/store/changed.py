"""Tables changed by a batch: rows put in, replaced and taken away, each kept as it was before."""

import json
from collections.abc import Mapping

import duckdb
import pandas as pd

from wenming.errors import WenmingError
from wenming.store.sql import load_sql
from wenming.store.tables import TABLES

BOUNDARIES = "boundaries"
_KEYS: Mapping[str, str] = {table.name: table.key for table in TABLES} | {BOUNDARIES: "street_id"}
_COLUMNS: Mapping[str, tuple[str, ...]] = {table.name: table.columns for table in TABLES} | {
    BOUNDARIES: ("street_id", "geometry", "is_schematic")
}


def create_change_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """The log of rows that batches changed, and the streets' areas that were handed in: both empty
    where a store has none yet."""
    connection.execute(
        "create table if not exists row_changes (batch_id varchar, record_table varchar,"
        " record_id varchar, before varchar, after varchar)"
    )
    connection.execute(
        "create table if not exists boundaries (street_id varchar, geometry varchar,"
        " is_schematic boolean)"
    )


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
    key = _KEYS[table]
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
    key = _KEYS[table]
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
    typed = _type_rows(connection, table, pd.DataFrame(restored, columns=[*_COLUMNS[table]]))
    ids = pd.DataFrame({key: [record for record, _ in changes]}, dtype="string")
    gone = connection.from_df(ids)
    kept = _leave_out(connection.table("raw.before"), gone, key)
    _write(connection, table, kept.union(typed))
    orphans = connection.execute(
        load_sql("staging", "undo_orphans"), {"batch_id": batch_id}
    ).fetchall()
    if orphans:
        reference, record, missing = orphans[0]
        raise WenmingError("errors.batch_in_use", record=record, reference=reference, id=missing)
    connection.execute(load_sql("staging", "undo_row_changes"), {"batch_id": batch_id})


def _type_rows(
    connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame
) -> duckdb.DuckDBPyRelation:
    """The rows typed as the district's folder is; they stand in `raw.typed`."""
    connection.from_df(rows.astype("string")).create(f"raw.{table}")
    connection.sql(load_sql("staging", table)).create("raw.typed")
    connection.execute(f"drop table raw.{table}")
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

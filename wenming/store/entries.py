"""Publishing a version with rows of another table than the activities, each file a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from wenming.store.actions import Action
from wenming.store.build import build_marts
from wenming.store.changed import put_rows
from wenming.store.check import verify
from wenming.store.imported import ImportedFile, name_batch, record_file, remember_columns
from wenming.store.versions import Store


@dataclass(frozen=True, kw_only=True)
class TableBatch(ImportedFile):
    """One imported file with rows of the table `kind`, and what became of every row.

    With `replace` nothing else stays in the table.
    """

    rows: pd.DataFrame
    """The rows that are taken: the table's columns."""
    source_rows: pd.DataFrame
    """Every row read: the columns of `source_rows` without the batch; `record_id` is the record
    that it became."""
    replace: bool = False


def append_tables(
    store: Store,
    batches: Sequence[TableBatch],
    *,
    columns: Mapping[str, str] | None = None,
    expected: int | None = None,
) -> int:
    """Publish a version with the batches' rows put into their tables; returns its number.

    `columns` are headings whose fields a person chose: remembered for the batches' offices.
    Raises WenmingError `errors.store_moved` when another version than `expected` is current.
    """

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("create schema raw")
        for batch in batches:
            _append(connection, batch)
        connection.execute("drop schema raw cascade")
        tables = dict.fromkeys(batch.kind for batch in batches)
        remember_columns(connection, offices, tables, columns or {})
        build_marts(connection)
        verify(connection)

    offices = dict.fromkeys(batch.office for batch in batches if batch.office)
    note = ", ".join(batch.file for batch in batches)
    return store.publish(
        change, action=Action.IMPORT, note=note, office=", ".join(offices), expected=expected
    )


def _append(connection: duckdb.DuckDBPyConnection, batch: TableBatch) -> None:
    batch_id = name_batch(connection)
    put_rows(connection, batch.kind, batch.rows, batch_id=batch_id, replace=batch.replace)
    source = batch.source_rows.assign(batch_id=batch_id)
    columns = connection.table("source_rows").columns
    connection.from_df(source[columns]).insert_into("source_rows")
    outcomes = batch.source_rows["outcome"].value_counts()
    counts = {str(name): int(count) for name, count in outcomes.items()}
    record_file(connection, batch_id, batch, counts)

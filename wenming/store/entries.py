"""Publishing a version with rows of another table than the activities, each file a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from wenming.store.build import build_marts, record_batch, remember_columns
from wenming.store.changed import create_change_tables, put_rows
from wenming.store.check import verify
from wenming.store.versions import Store


@dataclass(frozen=True)
class TableBatch:
    """One imported file with rows of the table `kind`, and what became of every row.

    With `replace` nothing else stays in the table.
    """

    file: str
    kind: str
    sha256: str
    as_of: date | None
    crs: str
    encoding: str | None
    hidden_sheets: tuple[str, ...]
    rows: pd.DataFrame
    """The rows that are taken: the table's columns."""
    source_rows: pd.DataFrame
    """Every row read: the columns of `source_rows` without the batch; `record_id` is the record
    that it became."""
    office: str = ""
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
        create_change_tables(connection)
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
        change, action="import", note=note, office=", ".join(offices), expected=expected
    )


def _append(connection: duckdb.DuckDBPyConnection, batch: TableBatch) -> None:
    batch_id = f"b{len(connection.table('batches')) + 1:05}"
    put_rows(connection, batch.kind, batch.rows, batch_id=batch_id, replace=batch.replace)
    source = batch.source_rows.assign(batch_id=batch_id)
    columns = connection.table("source_rows").columns
    connection.from_df(source[columns]).insert_into("source_rows")
    outcomes = batch.source_rows["outcome"].value_counts()
    record_batch(
        connection,
        batch_id=batch_id,
        kind=batch.kind,
        file=batch.file,
        office=batch.office or None,
        sha256=batch.sha256,
        as_of=batch.as_of,
        crs=batch.crs,
        encoding=batch.encoding,
        hidden_sheets=list(batch.hidden_sheets),
        rows_read=len(batch.source_rows),
        **{str(name): int(count) for name, count in outcomes.items()},
    )

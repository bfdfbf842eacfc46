"""Publishing a version with the activities of ledgers, each file a batch."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from wenming.store.actions import Action
from wenming.store.build import build_marts
from wenming.store.check import verify
from wenming.store.imported import ImportedFile, name_batch, record_file, remember_columns
from wenming.store.sql import load_sql
from wenming.store.versions import Store


@dataclass(frozen=True, kw_only=True)
class Batch(ImportedFile):
    """One imported ledger, and what became of its rows."""

    counts: Mapping[str, int]
    """How many rows were read, by outcome."""
    pieces: Iterable[pa.Table | pd.DataFrame]
    """Every row read, many at a time and once only: the columns of `source_rows` without batch and
    record, reasons and repairs as JSON of message keys and what fills them, so that a page can
    tell them in its own language; and those of `activities.csv` without its id, for rows that have
    an `activity_number`, counted from 1. Of a duplicate, `own_outcome`, `own_reasons` and
    `own_repairs` are what it would be otherwise."""


def append_batches(
    store: Store,
    batches: Iterable[Batch],
    *,
    columns: Mapping[str, str] | None = None,
    expected: int | None = None,
) -> int:
    """Publish a version with the batches' rows added to the current one; returns its number.

    `columns` are headings whose fields a person chose: remembered for the batches' offices.
    """
    batches = tuple(batches)
    offices = dict.fromkeys(batch.office for batch in batches if batch.office)

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        batches_before = len(connection.table("batches"))
        for batch in batches:
            _append(connection, batch, batches_before)
        remember_columns(connection, offices, ["activities"], columns or {})
        build_marts(connection)
        verify(connection)

    note = ", ".join(batch.file for batch in batches)
    return store.publish(
        change, action=Action.IMPORT, note=note, office=", ".join(offices), expected=expected
    )


def _append(connection: duckdb.DuckDBPyConnection, batch: Batch, batches_before: int) -> None:
    """Add one batch: its activities, every row it was read from, and its counts.

    What repeats a file that was handed in with it names that by its number among them.
    """
    batch_id = name_batch(connection)
    given = {"batch_id": batch_id}
    numbered = {**given, "batches_before": batches_before}
    connection.begin()  # in one go: small commits would each be written twice
    # The statements read the rows by this variable's name: registered with the connection, all
    # pieces would stay in memory until the commit.
    for ledger_rows in _prepare_ahead(batch.pieces):  # noqa: B007 - used by its name in the SQL
        connection.execute(load_sql("staging", "ledger_activities"), given)
        connection.execute(load_sql("staging", "ledger_source_rows"), numbered)
        connection.execute(load_sql("staging", "ledger_waiting_repeats"), numbered)
    connection.commit()
    record_file(connection, batch_id, batch, batch.counts)


def _prepare_ahead(pieces: Iterable[pa.Table | pd.DataFrame]) -> Iterator[pa.Table | pd.DataFrame]:
    """The pieces, the next of which is prepared while DuckDB takes one."""
    remaining = iter(pieces)
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(next, remaining, None)
        while (piece := coming.result()) is not None:
            coming = pool.submit(next, remaining, None)
            yield piece

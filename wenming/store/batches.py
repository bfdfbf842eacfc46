"""Taking a batch back: a new version without its rows, while everything else stays.

Rows of other batches that were skipped as repeating its rows wait in `waiting_repeats`. They are
compared anew with what is there now, and kept where they repeat nothing any more.
"""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from wenming.errors import WenmingError
from wenming.store.actions import Action
from wenming.store.build import build_marts
from wenming.store.changed import take_back_rows
from wenming.store.check import verify
from wenming.store.snapshot import Snapshot
from wenming.store.sql import load_sql
from wenming.store.versions import Store

_UNDONE = (
    "undo_activities", "undo_source_rows", "undo_settlements", "undo_waiting_repeats", "undo_batch",
)  # fmt: skip
_RETURNED = (
    "return_activities", "return_source_rows", "return_batches", "return_waiting_repeats",
    "return_settled_repeats",
)  # fmt: skip
_COMPARED = {
    "activity_id": "string", "of_batch": "string", "of_file": "string", "of_sheet": "string",
    "of_row": "int32", "is_duplicate": "bool", "told": "string",
}  # fmt: skip
Compare = Callable[[Snapshot, pa.Table], pd.DataFrame]
"""Says which of the rows of `lost_repeats.sql` still repeat something, if only in part: their
`activity_id`, the place of what they repeat (`of_batch`, `of_file`, `of_sheet`, `of_row`), whether
they do so altogether (`is_duplicate`), and what is to be `told`, JSON without brackets. What
repeats nothing is not among them. The snapshot is of what is there without the batch."""


@dataclass(frozen=True)
class TakenBack:
    """The version without a batch, and how many rows of which other files are back by that."""

    version: int
    returned: pd.DataFrame


def remove_batch(store: Store, batch_id: str, *, compare: Compare, office: str = "") -> TakenBack:
    """Publish a version without what a batch brought, and with what had waited as its repeat.

    The batch's line stays, marked with the version that took it back. What a batch of another
    table replaced is put back. Raises WenmingError when there is no such batch, it is a table of
    the district's folder, it was taken back before, or something later stands on its rows.
    """
    with store.read(store.require_current()) as connection:
        file, _ = _find_batch(connection, batch_id)

    returned = pd.DataFrame()

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        nonlocal returned
        _, kind = _find_batch(connection, batch_id)  # somebody may have taken it back meanwhile
        if kind != "ledger":
            connection.execute("create schema raw")
            take_back_rows(connection, kind, batch_id=batch_id)
            connection.execute("drop schema raw cascade")
        for name in _UNDONE:
            connection.execute(load_sql("staging", name), {"batch_id": batch_id})
        returned = _bring_back(connection, compare)
        build_marts(connection)
        verify(connection)

    version = store.publish(change, action=Action.UNDO, note=file, office=office)
    return TakenBack(version, returned)


def _bring_back(connection: duckdb.DuckDBPyConnection, compare: Compare) -> pd.DataFrame:
    """Keep the repeats of rows that are gone, where they repeat nothing else; how many of each
    file those are."""
    lost = connection.sql(load_sql("staging", "lost_repeats")).to_arrow_table()
    snapshot = Snapshot(version=0, cutoff=None, _connection=connection)
    compared = compare(snapshot, lost) if len(lost) else pd.DataFrame(columns=[*_COMPARED])
    connection.from_df(compared.astype(_COMPARED)).create("compared")
    connection.execute(load_sql("staging", "lost_repeats_compared"))
    returned = connection.execute(load_sql("staging", "returned_by_file")).df()
    for name in _RETURNED:
        connection.execute(load_sql("staging", name))
    connection.execute("drop table compared")
    connection.execute("drop table lost_repeats")
    return returned


def _find_batch(connection: duckdb.DuckDBPyConnection, batch_id: str) -> tuple[str, str]:
    """File and kind of a batch that can be taken back; raises WenmingError for any other."""
    sql = load_sql("staging", "batch_to_undo")
    batch = connection.execute(sql, {"batch_id": batch_id}).fetchone()
    if batch is None:
        raise WenmingError("errors.no_batch", batch=batch_id)
    file, kind, undone_in = batch
    if kind == "district":
        raise WenmingError("errors.batch_of_district", batch=batch_id)
    if undone_in is not None:
        raise WenmingError("errors.batch_undone", file=file, version=undone_in)
    return str(file), str(kind)

"""Taking a batch back: a new version without its rows, while everything else stays."""

import duckdb

from wenming.errors import WenmingError
from wenming.store.build import build_marts
from wenming.store.changed import take_back_rows
from wenming.store.check import verify
from wenming.store.sql import load_sql
from wenming.store.versions import Store, open_file


def remove_batch(store: Store, batch_id: str, *, office: str = "") -> int:
    """Publish a version without what a batch brought; returns its number.

    The batch's line stays, marked with the version that took it back. What a batch of another
    table replaced is put back. Raises WenmingError when there is no such batch, it is a table of
    the district's folder, it was taken back before, or something later stands on its rows.
    """
    with open_file(store.path(store.require_current()), read_only=True) as connection:
        file, _ = _find_batch(connection, batch_id)

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        _, kind = _find_batch(connection, batch_id)  # somebody may have taken it back meanwhile
        if kind != "ledger":
            connection.execute("create schema raw")
            take_back_rows(connection, kind, batch_id=batch_id)
            connection.execute("drop schema raw cascade")
        for name in ("undo_activities", "undo_source_rows", "undo_settlements", "undo_batch"):
            connection.execute(load_sql("staging", name), {"batch_id": batch_id})
        build_marts(connection)
        verify(connection)

    return store.publish(change, action="undo", note=file, office=office)


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

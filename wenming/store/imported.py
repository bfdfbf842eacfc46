"""Files whose rows a version takes: the line of `batches` each has, and what is learned of it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import duckdb

from wenming.privacy import mask_typed, mask_typed_title
from wenming.store.sql import load_sql


@dataclass(frozen=True, kw_only=True)
class ImportedFile:
    """Where a batch's rows came from, and by whom. `kind` is `ledger` or the table's name."""

    file: str
    kind: str
    sha256: str
    as_of: date | None
    crs: str
    encoding: str | None
    hidden_sheets: tuple[str, ...]
    office: str = ""
    """Who handed it in: an office; empty where nobody said."""


def name_batch(connection: duckdb.DuckDBPyConnection) -> str:
    """The id of the next batch."""
    return f"b{len(connection.table('batches')) + 1:05}"


def record_file(
    connection: duckdb.DuckDBPyConnection,
    batch_id: str,
    file: ImportedFile,
    counts: Mapping[str, int],
) -> None:
    """The line of `batches` of a file whose rows were read, so many of each outcome."""
    record_batch(
        connection,
        batch_id=batch_id,
        kind=file.kind,
        file=mask_typed_title(file.file),
        office=file.office or None,
        sha256=file.sha256,
        as_of=file.as_of,
        crs=file.crs,
        encoding=file.encoding,
        hidden_sheets=list(map(mask_typed_title, file.hidden_sheets)),
        rows_read=sum(counts.values()),
        **counts,
    )


def remember_columns(
    connection: duckdb.DuckDBPyConnection,
    offices: Iterable[str],
    tables: Iterable[str],
    columns: Mapping[str, str],
) -> None:
    """Keep what headings were chosen to mean, for the offices' next files of these tables."""
    for office, table, (heading, name) in product(offices, tables, columns.items()):
        told = mask_typed(heading)
        values = {"office": office, "table": table, "heading": told, "field": name}
        connection.execute(load_sql("staging", "learned_column"), values)


def record_batch(connection: duckdb.DuckDBPyConnection, **values: object) -> None:
    """One line of `batches`; counts not given are 0, other things not given are null."""
    building = connection.execute("select max(version) from store_version").fetchone()
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    counts = dict.fromkeys(("accepted", "repaired", "review", "rejected", "skipped"), 0)
    version = building[0] if building else None
    record = {"imported_at": now, "version": version, **counts, **values}
    columns = connection.table("batches").columns
    connection.execute(
        load_sql("staging", "batch"), {column: record.get(column) for column in columns}
    )


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, by which a batch says which bytes it was."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

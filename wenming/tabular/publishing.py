"""From files of a table to a published version, as `wenming.ingest.publishing` for ledgers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from wenming.config import District
from wenming.errors import WenmingError
from wenming.ingest.apart import HandedIn, read_apart
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.intake import load_registry
from wenming.ingest.ledger import OnRows
from wenming.ingest.publishing import Judgement, find_columns
from wenming.ingest.reading import Reading
from wenming.ingest.results import TAKEN, LedgerReport, RowResult
from wenming.reports import reference
from wenming.schema import HANDED_IN, Table
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.entries import TableBatch, append_tables
from wenming.tabular.identity import Earlier
from wenming.tabular.kept import build_source_rows
from wenming.tabular.labels import hold
from wenming.tabular.reader import TableReader


@dataclass(frozen=True)
class TableJudgement(Judgement):
    """What becomes of every row of files of one table.

    `added` rows are new and `changed` ones known; with `replace`, all rows that are `stored` go.
    """

    table: str
    replace: bool
    stored: int
    added: int
    changed: int


def judge_table(
    files: Sequence[HandedIn],
    *,
    table: str,
    store: Store,
    district: District,
    reading: Reading,
    replace: bool = False,
    on_file: Callable[[HandedIn], None] = lambda file: None,
    on_rows: OnRows = lambda rows, share: None,
) -> TableJudgement:
    """Say what would become of every row of the files; nothing is written.

    Headings mean what the reading says, or else what its office chose for an earlier file.
    Raises WenmingError for a table that there is none of, or whose rows cannot all be replaced
    because others name them.
    """
    if replace and not find_table(table).replaceable:
        raise WenmingError("tables.refused.replace", table=table)
    snapshot = open_snapshot(store)
    remembered = find_columns(reference.learned_columns(snapshot), reading.office, table)
    reports, hashes = read_apart(
        _build_reader,
        files,
        on_file=on_file,
        on_rows=on_rows,
        table=table,
        store=store,
        version=snapshot.version,
        district=district,
        as_of=reading.as_of,
        crs=reading.crs,
        replace=replace,
        columns={**remembered, **reading.columns},
    )
    return make_judgement(find_table(table), snapshot, reading, reports, hashes, replace=replace)


def _build_reader(
    *,
    table: str,
    store: Store,
    version: int,
    district: District,
    as_of: date,
    crs: str,
    replace: bool,
    columns: Mapping[str, str],
    earlier: Earlier | None,
) -> TableReader:
    snapshot = open_snapshot(store, version)
    return TableReader(
        find_table(table),
        district=district,
        registry=load_registry(snapshot, district),
        held=hold(snapshot),
        as_of=as_of,
        crs=CoordinateSystem(crs),
        replace=replace,
        columns=columns,
        earlier=earlier,
    )


def find_table(name: str) -> Table:
    """The table of a name; raises WenmingError for one that cannot be handed in."""
    if name not in HANDED_IN:
        raise WenmingError("tables.refused.unknown", table=name, known=", ".join(HANDED_IN))
    return HANDED_IN[name]


def make_judgement(
    table: Table,
    snapshot: Snapshot,
    reading: Reading,
    reports: tuple[LedgerReport, ...],
    hashes: tuple[str, ...],
    *,
    replace: bool,
) -> TableJudgement:
    """The judgement of reports on a table, with how many rows are new."""
    stored = set(snapshot.read_table(table.name)[table.key])
    taken = [row.values[table.key] for report in reports for row in _taken(report)]
    known = 0 if replace else sum(key in stored for key in taken)
    return TableJudgement(
        snapshot.version,
        reading,
        reports,
        hashes,
        table=table.name,
        replace=replace,
        stored=len(stored),
        added=len(taken) - known,
        changed=known,
    )


def publish_table(store: Store, judgement: TableJudgement) -> int:
    """Publish the rows that are taken on top of the version they were judged against.

    Raises WenmingError `errors.store_moved` when another version is current by now.
    """
    reading, table = judgement.reading, HANDED_IN[judgement.table]
    batches = [
        TableBatch(
            file=report.file,
            kind=judgement.table,
            sha256=sha256,
            as_of=reading.as_of,
            crs=reading.crs,
            encoding=report.encoding,
            hidden_sheets=tuple(report.hidden_sheets),
            office=reading.office,
            rows=_build_rows(table, report),
            source_rows=_build_source_rows(table, report),
            # The files of one table stand together: the first clears it, the others add to it.
            replace=judgement.replace and number == 0,
        )
        for number, (sha256, report) in enumerate(
            (sha256, report)
            for sha256, report in zip(judgement.hashes, judgement.reports, strict=True)
            if report.refused is None
        )
    ]
    return append_tables(store, batches, columns=reading.columns, expected=judgement.version)


def _taken(report: LedgerReport) -> list[RowResult]:
    return [row for row in report.rows if row.outcome in TAKEN]


def _build_rows(table: Table, report: LedgerReport) -> pd.DataFrame:
    return pd.DataFrame(
        [row.values for row in _taken(report)], columns=list(table.names), dtype=object
    )


def _build_source_rows(table: Table, report: LedgerReport) -> pd.DataFrame:
    """Every row that was read, those taken with the id of their record."""
    ids = [row.values[table.key] if row.outcome in TAKEN else None for row in report.rows]
    return build_source_rows(report).assign(record_id=pd.Series(ids, dtype=object))

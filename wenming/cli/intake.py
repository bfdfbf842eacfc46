"""`wenming import`: read ledgers, tell what became of every row, publish."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from wenming.config import District
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.ingest.intake import build_batches, read_ledgers
from wenming.ingest.report import build_report, tell
from wenming.ingest.results import KEPT, LedgerReport, Outcome, RowResult
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.build import append_batches

_TRIES = 5


def import_ledgers(
    files: Sequence[Path],
    *,
    store: Store,
    district: District,
    as_of: date,
    crs: str,
    dry_run: bool,
    console: Console,
    t: Translator,
) -> tuple[list[LedgerReport], int | None]:
    """Read the files and publish what is to be kept; returns the reports and the new version.

    No version is published with `dry_run`, or when there is nothing to keep. When somebody else
    publishes meanwhile, the files are compared anew with what is there then.
    """
    for _ in range(_TRIES - 1):
        snapshot = open_snapshot(store)
        reports = _read(files, snapshot, district, as_of, crs, console, t)
        kept = any(row.outcome in KEPT for report in reports for row in report.rows)
        if dry_run or not kept:
            return reports, None
        batches = build_batches(zip(files, reports, strict=True), as_of=as_of, crs=crs)
        try:
            return reports, append_batches(store, batches, expected=snapshot.version)
        except WenmingError as error:
            if error.key != "errors.store_moved":
                raise
    raise WenmingError("errors.store_moved", store=store.folder, version=store.current())


def _read(
    files: Sequence[Path],
    snapshot: Snapshot,
    district: District,
    as_of: date,
    crs: str,
    console: Console,
    t: Translator,
) -> list[LedgerReport]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("")
        rows = 0

        def count(row: RowResult) -> None:
            nonlocal rows
            rows += 1
            if rows % 500 == 0:
                progress.update(task, description=t("cli.reading", rows=t.number(rows)))

        return read_ledgers(
            files, store=snapshot, district=district, as_of=as_of, crs=crs, on_row=count
        )


def write_reports(path: Path, reports: Sequence[LedgerReport], t: Translator) -> None:
    """Write what became of every row of every file as JSON, for people and other programs."""
    text = json.dumps([build_report(report, t) for report in reports], ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def print_reports(reports: Sequence[LedgerReport], console: Console, t: Translator) -> None:
    """One line of counts a file, then what should be known of it."""
    table = Table()
    table.add_column(t("cli.heading_file"))
    for outcome in Outcome:
        table.add_column(t(f"cli.outcome_{outcome}"), justify="right")
    table.add_column(t("cli.heading_rows"), justify="right")
    read = [report for report in reports if report.refused is None]
    for report in read:
        counts = [t.number(report.counts[outcome]) for outcome in Outcome]
        table.add_row(escape(report.file), *counts, t.number(len(report.rows)))
    if read:
        console.print(table)
    for report in reports:
        for message in [report.refused] if report.refused else report.notes:
            console.print(escape(f"{report.file}: {tell(message, t)}"), soft_wrap=True)

"""`wenming import`: read ledgers, tell what became of every row, publish."""

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from wenming.config import District
from wenming.config.ledger import FIELDS
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.ingest.apart import HandedIn
from wenming.ingest.ledger import OnRows
from wenming.ingest.listing import name_field
from wenming.ingest.publishing import Judgement, judge, publish, publish_or_judge_again
from wenming.ingest.reading import Reading
from wenming.ingest.report import build_report, tell
from wenming.ingest.results import LedgerReport, Outcome, TableShape
from wenming.schema import BOUNDARIES
from wenming.schema.words import name_table
from wenming.store import Store
from wenming.tabular.boundaries import judge_boundaries, publish_boundaries
from wenming.tabular.publishing import TableJudgement, judge_table, publish_table
from wenming.whole_files import write_whole


def import_files(
    files: Sequence[Path],
    *,
    table: str | None,
    replace: bool = False,
    schematic: bool = False,
    store: Store,
    district: District,
    reading: Reading,
    dry_run: bool,
    console: Console,
    t: Translator,
) -> tuple[tuple[LedgerReport, ...], int | None]:
    """Read ledgers, or files of another `table`, and publish what is to be kept; returns the
    reports and the new version.

    Of another table it is said how many rows are new, change or go. No version is published with
    `dry_run`, or when there is nothing to keep. When somebody else publishes meanwhile, the files
    are compared anew with what is there then.
    """
    handed_in = [HandedIn(path.name, path) for path in files]
    given: dict[str, Any] = {"store": store, "district": district, "reading": reading}

    def judge_files() -> Judgement:
        with _show_progress(console, t) as (on_file, on_rows):
            if table == BOUNDARIES:
                return judge_boundaries(handed_in, schematic=schematic, **given)
            heard = given | {"on_file": on_file, "on_rows": on_rows}
            if table is None:
                return judge(handed_in, **heard)
            return judge_table(handed_in, table=table, replace=replace, **heard)

    judgement = judge_files()
    if isinstance(judgement, TableJudgement):
        told = {"table": name_table(judgement.table, t), "added": t.number(judgement.added)}
        told |= {"changed": t.number(judgement.changed), "stored": t.number(judgement.stored)}
        console.print(t("cli.table_replaced" if replace else "cli.table_changed", **told))
    if dry_run or not judgement.keeps_anything:
        return judgement.reports, None
    publish_them: Callable[[Store, Any], int] = {
        None: publish, BOUNDARIES: publish_boundaries,
    }.get(table, publish_table)  # fmt: skip
    done = publish_or_judge_again(store, judgement, judge_files, unseen=True, publish=publish_them)
    return done.judgement.reports, done.version


@contextmanager
def _show_progress(
    console: Console, t: Translator
) -> Iterator[tuple[Callable[[HandedIn], None], OnRows]]:
    """Tell on the terminal which file is read, how many of its rows were, and of a text file how
    much of it that is."""
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)
        name = ""

        def begin(file: HandedIn) -> None:
            nonlocal name
            name = file.name
            show(0, 0)

        def show(rows: int, share: float) -> None:
            told = t("cli.reading", rows=t.number(rows))
            progress.update(
                task,
                description=f"{escape(name)}: {told}",
                completed=share,
                total=1 if share else None,
            )

        yield begin, show


def write_reports(path: Path, reports: Sequence[LedgerReport], t: Translator) -> None:
    """Write what became of every row of every file as JSON, for people and other programs."""
    text = json.dumps([build_report(report, t) for report in reports], ensure_ascii=False, indent=1)
    write_whole({path: f"{text}\n".encode()})


def print_reports(
    reports: Sequence[LedgerReport], console: Console, t: Translator, table: str | None = None
) -> None:
    """One line of counts a file, then what should be known of it."""
    counted = Table()
    counted.add_column(t("cli.heading_file"))
    for outcome in Outcome:
        counted.add_column(t(f"cli.outcome_{outcome}"), justify="right")
    counted.add_column(t("cli.heading_rows"), justify="right")
    read = [report for report in reports if report.refused is None]
    for report in read:
        counts = [t.number(report.counts[outcome]) for outcome in Outcome]
        counted.add_row(escape(report.file), *counts, t.number(len(report.rows)))
    if read:
        console.print(counted)
    for report in read:
        for shape in report.tables:
            _print_columns(report.file, shape, table, console, t)
    for report in reports:
        for message in [report.refused] if report.refused else report.notes:
            console.print(escape(f"{report.file}: {tell(message, t)}"), soft_wrap=True)


def _print_columns(
    file: str, shape: TableShape, table: str | None, console: Console, t: Translator
) -> None:
    """What each column was taken for, and why; of a ledger, or of another `table`."""
    place = t("ledger.at_sheet", sheet=shape.sheet) if shape.sheet else ""
    told = Table(title=escape(f"{file}{place}"), title_justify="left")
    for heading in ("heading_column", "heading_taken_for", "heading_why"):
        told.add_column(t(f"cli.{heading}"))
    for column in shape.columns:
        field = name_field(column.field, t, table) if column.field else "—"
        why = t(f"ledger.column.{column.why}") if column.why else ""
        told.add_row(escape(column.heading), field, why)
    console.print(told)


def read_columns(path: Path) -> dict[str, str]:
    """What headings are to be taken for, of a TOML file of lines `"heading" = "field"`; an empty
    field leaves the column out. Raises WenmingError for a file or a field that there is none of."""
    try:
        chosen = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WenmingError("cli.columns_unreadable", file=path, problem=error) from None
    for heading, field in chosen.items():
        if not isinstance(field, str) or (field and field not in FIELDS):
            known = ", ".join(FIELDS)
            raise WenmingError("cli.columns_field", heading=heading, field=field, known=known)
    return chosen

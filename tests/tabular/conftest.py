"""Tables handed in as small files: `hand_in(store, "sites", rows)` says what becomes of them."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import RIVERTON, SAMPLE
from wenming.config import load_district
from wenming.i18n import Translator
from wenming.ingest.intake import HandedIn
from wenming.ingest.reading import Reading
from wenming.ingest.report import tell
from wenming.ingest.results import LedgerReport, RowResult
from wenming.store import Store, open_snapshot
from wenming.tabular.publishing import TableJudgement, judge_table, publish_table

TODAY = date(2021, 7, 7)
Rows = Sequence[Sequence[object]]


def make_book(rows: Rows, sheet: str = "表") -> bytes:
    """A workbook of one sheet; what begins with = is text."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    for cells in book.active.iter_rows():
        for cell in cells:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def store(tmp_path: Path, riverton_store: Store) -> Store:
    """A store of the small district, to publish into."""
    return Store(shutil.copytree(riverton_store.folder, tmp_path / "riverton"))


@pytest.fixture
def jinping(tmp_path: Path, sample_store: Store) -> Store:
    """A store of the sample district, to publish into."""
    return Store(shutil.copytree(sample_store.folder, tmp_path / "jinping"))


HandIn = Callable[..., TableJudgement]


@pytest.fixture
def hand_in(tmp_path: Path) -> HandIn:
    """Judge rows (or a file's bytes) of a table, and publish what is taken if asked to."""
    numbers = iter(range(1000))

    def judge(
        store: Store,
        table: str,
        rows: Rows | bytes,
        *,
        name: str | None = None,
        replace: bool = False,
        crs: str = "wgs84",
        publish: bool = False,
        columns: Mapping[str, str] | None = None,
        office: str = "Mill Street",
    ) -> TableJudgement:
        content = rows if isinstance(rows, bytes) else make_book(rows)
        name = name or f"{table}{next(numbers)}.xlsx"
        path = tmp_path / name
        path.write_bytes(content)
        is_sample = "jinping" in store.folder.name
        judgement = judge_table(
            [HandedIn(name, path)],
            table=table,
            store=store,
            district=load_district(SAMPLE if is_sample else RIVERTON),
            reading=Reading(TODAY, crs, office, columns or {}),
            replace=replace,
        )
        if publish:
            publish_table(store, judgement)
        return judgement

    return judge


def read_rows(judgement: TableJudgement) -> list[RowResult]:
    """The rows of the one file, but for those that are no record."""
    (report,) = judgement.reports
    assert report.refused is None, tell_refusal(report)
    return [row for row in report.rows if row.skip_kind in (None, "duplicate")]


def read_row(judgement: TableJudgement) -> RowResult:
    (row,) = read_rows(judgement)
    return row


def tell_refusal(report: LedgerReport) -> str:
    return tell(report.refused, Translator("en")) if report.refused else ""


def tell_reasons(row: RowResult, language: str = "en") -> str:
    t = Translator(language)
    return " ".join(tell(message, t) for message in (*row.reasons, *row.remarks))


def find_stored(store: Store, table: str, key: str) -> dict[str, str | None]:
    """A record as it is stored now."""
    frame = open_snapshot(store).read_table(table)
    found = frame[frame[frame.columns[0]] == key].to_dict("records")
    return {str(name): value for name, value in found[0].items()} if found else {}

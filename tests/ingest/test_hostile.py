"""Small files that would keep a processor or fill memory for long, were they read as they ask."""

import re
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from wenming.config.ledger import LedgerSettings
from wenming.ingest.counts import CountReader
from wenming.ingest.dates import DateReader
from wenming.ingest.hours import HourReader
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.lengths import LONGEST_CELL
from wenming.ingest.lines import LineReader
from wenming.ingest.registry import Registry
from wenming.ingest.results import LedgerReport, Outcome

Write = Callable[..., Path]
HEADING = ["活动名称", "活动时间", "所属实践站", "参与人数", "备注"]
ROW = ["读书会", datetime(2021, 6, 1), "东塘站", 3, None]
# Longer than any pattern may take long for, and what most patterns begin with.
LONG = [
    sign * 32_000
    for sign in (
        "约",
        "~",
        "1",
        "一",
        "(",
        "（",
        "因",
        "合计,",
        ":",
        "字 ",
        "鮀",
        "、",
        "6月",
        "-",
    )
] + [
    "(" + "因" * 31_000 + "取消",
    "鮀" * 32_000 + "(",
    "1" + " " * 32_000 + "x",
    "合计" + "," * 32_000 + "x",
]


def change_sheet(path: Path, change: Callable[[str], str]) -> Path:
    """The workbook with the XML of its first sheet changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for each, part in parts.items():
            package.writestr(each, part)
    return path


def add_rows(xml: str) -> Callable[[str], str]:
    return lambda sheet: sheet.replace("</sheetData>", f"{xml}</sheetData>")


def refusal(report: LedgerReport) -> str | None:
    return report.refused.key.removeprefix("ledger.refused.") if report.refused else None


def within(seconds: float, read: Callable[[], LedgerReport]) -> LedgerReport:
    began = time.process_time()
    report = read()
    assert time.process_time() - began < seconds
    return report


def test_a_cell_in_the_last_column_of_every_row(reader: LedgerReader, write: Write) -> None:
    far = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(3, 1003))
    path = change_sheet(write({"台账": [HEADING, ROW]}), add_rows(far))
    report = within(3, lambda: reader.read(path))
    assert [row.outcome for row in report.rows[:2]] == [Outcome.SKIPPED, Outcome.ACCEPTED]
    assert len(report.rows) == 1002


def test_a_cell_in_the_last_row(reader: LedgerReader, write: Write) -> None:
    last = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>尾</t></is></c></row>'
    path = change_sheet(write({"台账": [HEADING, ROW]}), add_rows(last))
    report = within(1, lambda: reader.read(path))
    assert [row.row for row in report.rows] == [1, 2, 1048576]


def test_rows_that_are_formatted_only_are_passed_over(reader: LedgerReader, write: Write) -> None:
    blank = "".join(
        f'<row r="{n}"><c r="A{n}" s="0"/><c r="E{n}" s="0"/></row>' for n in range(3, 10_003)
    )
    path = change_sheet(write({"台账": [HEADING, ROW]}), add_rows(blank))
    assert len(within(3, lambda: reader.read(path)).rows) == 2


@pytest.mark.parametrize(
    ("number", "reason"),
    [("2000000000", "too_many_rows"), ("9" * 400, "damaged"), ("x", "damaged")],
)
def test_a_row_that_excel_does_not_have(
    reader: LedgerReader, write: Write, number: str, reason: str
) -> None:
    row = f'<row r="{number}"><c r="A1"><v>1</v></c></row>'
    path = change_sheet(write({"台账": [HEADING, ROW]}), add_rows(row))
    assert refusal(within(1, lambda: reader.read(path))) == reason


@pytest.mark.parametrize("place", ["XFE3", "ZZZZ3", "3", "A99999999999"])
def test_a_cell_that_excel_does_not_have(reader: LedgerReader, write: Write, place: str) -> None:
    row = f'<row r="3"><c r="{place}"><v>1</v></c></row>'
    path = change_sheet(write({"台账": [HEADING, ROW]}), add_rows(row))
    assert refusal(reader.read(path)) == "damaged"


def test_cells_that_are_never_closed(reader: LedgerReader, write: Write) -> None:
    path = change_sheet(write({"台账": [HEADING, ROW]}), add_rows('<c r="A1" ' * 100_000))
    assert refusal(within(3, lambda: reader.read(path))) == "damaged"


def test_a_style_that_there_is_none_of(reader: LedgerReader, write: Write) -> None:
    path = write({"台账": [HEADING, ROW]})
    path = change_sheet(path, lambda sheet: re.sub(r' s="\d+"', ' s="4000"', sheet))
    report = reader.read(path)
    assert report.refused is None
    assert len(report.rows) == 2


def test_a_workbook_of_many_sheets(reader: LedgerReader, write: Write) -> None:
    path = write(
        {f"{n}": [HEADING, ["读书会", f"2021-06-{n % 28 + 1}", "东塘站", n]] for n in range(100)}
    )
    report = within(5, lambda: reader.read(path))
    assert len(report.rows) == 200


def test_a_cell_longer_than_excel_has(reader: LedgerReader, write: Write) -> None:
    text = "字" * (LONGEST_CELL + 1)
    cell = f'<row r="3"><c r="B3" t="inlineStr"><is><t>{text}</t></is></c></row>'
    report = reader.read(change_sheet(write({"台账": [HEADING, ROW]}), add_rows(cell)))
    assert refusal(report) == "long_cell"
    assert report.refused is not None
    assert report.refused.params["cell"] == "B3"


@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:3]}…{text[-2:]}")
def test_a_long_text_in_every_column(reader: LedgerReader, write_text: Write, text: str) -> None:
    """Whatever a cell is read as, and in a heading or below it."""
    cell = '"' + text + '"'
    rows = [",".join(cell if n == at else f"x{n}" for n in range(5)) for at in range(5)]
    path = write_text("\n".join([",".join(HEADING), "读书会,2021-06-01,东塘站,3,", *rows, cell]))
    report = within(4, lambda: reader.read(path))
    assert len(report.rows) == 8


@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:3]}…{text[-2:]}")
def test_patterns_take_no_longer_for_long_texts(
    registry: Registry, settings: LedgerSettings, text: str
) -> None:
    lines = LineReader(settings, registry.cleaner)
    began = time.process_time()
    assert DateReader(settings).read(text).start is None
    assert CountReader(settings).read(text).value is None
    assert HourReader(settings).read(text).value is None
    assert registry.match_site(text).id is None
    for ask in (
        lines.is_subtotal, lines.is_bare_subtotal, lines.is_signature, lines.is_note,
        lines.is_page, lines.says_cancelled, lines.is_marked_cancelled, lines.years_in,
        lines.period_in, lines.month_in, registry.cleaner.clean, registry.cleaner.fold,
    ):  # fmt: skip
        ask(text)
    assert time.process_time() - began < 2


def test_a_year_of_four_hundred_signs(reader: LedgerReader, write: Write) -> None:
    heading = ["年份", "月份", "日", "活动名称", "所属实践站", "参与人数"]
    report = reader.read(
        write({"台账": [heading, ["一" * 400, "六", "一", "读书会", "东塘站", 3]]})
    )
    assert report.refused is None
    assert report.rows[1].outcome is Outcome.REVIEW


@pytest.mark.parametrize("written", ["9" * 39, "1e309", "-1e300", "9" * 5000])
def test_a_number_beyond_all_counts(reader: LedgerReader, write: Write, written: str) -> None:
    row = (
        '<row r="3"><c r="A3" t="str"><v>义诊</v></c><c r="B3" t="str"><v>2021-06-02</v></c>'
        f'<c r="C3" t="str"><v>东塘站</v></c><c r="D3"><v>{written}</v></c></row>'
    )
    report = reader.read(change_sheet(write({"台账": [HEADING, ROW]}), add_rows(row)))
    assert refusal(report) == "damaged" if written == "1e309" else True
    if report.refused is None:
        assert report.rows[2].outcome is Outcome.REVIEW


def test_entities_within_entities_are_not_followed(reader: LedgerReader, write: Write) -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE x [<!ENTITY e0 "字">{names}]>'

    def change(sheet: str) -> str:
        row = '<row r="3"><c r="A3" t="str"><v>&e11;</v></c></row>'
        return head + add_rows(row)(sheet.partition("?>")[2] or sheet)

    path = change_sheet(write({"台账": [HEADING, ROW]}), change)
    within(2, lambda: reader.read(path))


def test_many_columns_of_a_text_do_not_widen_all_rows(
    reader: LedgerReader, settings: LedgerSettings, registry: Registry, write_text: Write
) -> None:
    short = settings.model_copy(update={"long_text_bytes": 1})
    long = LedgerReader(registry=registry, settings=short, as_of=datetime(2021, 7, 7).date())
    lines = [",".join(HEADING), *["读书会,2021-06-01,东塘站,3,"] * 3000, "," * 16_000 + "1"]
    path = write_text("\n".join(lines))
    assert len(within(6, lambda: long.read(path)).rows) == 3002

"""Files for other programs: whole, readable by Excel, and never run as formulas."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from wenming.exports import Column, Table, build_csv, build_xlsx, neutralise
from wenming.signs import drop_in_all, drop_unwritable

COLUMNS = (
    Column("title", "活动名称"),
    Column("held_on", "日期", "day"),
    Column("attendance", "参与人次（人次）", "count"),
    Column("share", "占比（%）", "share"),
    Column("change", "变化（场/千人）", "rate"),
)


def make_table(**columns: list[object]) -> Table:
    frame = pd.DataFrame(
        {
            "title": ["=1+2"],
            "held_on": [pd.Timestamp(2021, 6, 1)],
            "attendance": [40],
            "share": [0.25],
            "change": [-1.5],
            **columns,
        }
    )
    return Table((("标题", "主题活动"), ("统计期", "=2021")), COLUMNS, frame)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(table: Table) -> list[list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(build_xlsx(table, notes_sheet="说明", data_sheet="数据")))
    assert book.sheetnames == ["说明", "数据"]
    assert book.active is book["数据"]
    return [list(sheet.values) for sheet in book]


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠\t\r\n", "  =", " @", "\x08\t", " \x01="])
def test_text_that_could_be_a_formula_gets_an_apostrophe(start: str) -> None:
    assert neutralise(f"{start}cmd") == f"'{start}cmd"


def test_signs_that_no_document_may_hold_are_left_out() -> None:
    signs = [*map(chr, range(0x20)), "\ud800", "\udfff", "\ufffe", "\uffff"]

    kept = drop_unwritable("a" + "".join(signs) + "b😀鮀\ufffd")

    assert kept == "a\t\n\rb😀鮀\ufffd"
    etree.fromstring(f"<a>{kept}</a>")
    assert drop_in_all({"a": ["x\ufffe", {"b": "\x01y"}, 1]}) == {"a": ["x", {"b": "y"}, 1]}


@pytest.mark.parametrize("text", ["", "1+1=2", "端午节", "2021-06-01", "'already"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutralise(text) == text


def test_csv_begins_with_the_mark_by_which_excel_knows_utf8() -> None:
    assert build_csv(make_table()).startswith(b"\xef\xbb\xbf")


def test_csv_holds_notes_then_headings_with_units_then_rows() -> None:
    notes, period, empty, headings, row = read_csv(build_csv(make_table()))
    assert notes == ["标题", "主题活动"]
    assert period == ["统计期", "'=2021"]
    assert empty == []
    assert headings == [column.heading for column in COLUMNS]
    assert row == ["'=1+2", "2021-06-01", "40", "0.25", "-1.5"]


def test_workbook_keeps_numbers_and_days_as_such() -> None:
    notes, data = read_xlsx(make_table())
    assert notes[1] == ("统计期", "'=2021")
    title, held_on, attendance, share, change = data[1]
    assert title == "'=1+2"
    assert held_on.date() == date(2021, 6, 1)  # type: ignore[attr-defined]
    assert (attendance, share, change) == (40, 0.25, -1.5)


def test_nothing_reported_is_an_empty_cell_and_never_0() -> None:
    table = make_table(attendance=[pd.NA], share=[float("nan")], held_on=[pd.NaT], title=[None])
    assert read_csv(build_csv(table))[-1] == ["", "", "", "", "-1.5"]
    assert read_xlsx(table)[1][1] == (None, None, None, None, -1.5)


def test_zero_is_written_as_zero() -> None:
    table = make_table(attendance=[0])
    assert read_csv(build_csv(table))[-1][2] == "0"
    assert read_xlsx(table)[1][1][2] == 0


def test_a_table_without_rows_is_still_a_file() -> None:
    table = make_table()
    empty = Table(table.notes, table.columns, table.frame.head(0))
    assert len(read_csv(build_csv(empty))) == 4
    assert len(read_xlsx(empty)[1]) == 1


# A workbook takes its time on a busy machine.
@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
@example(["\x08="])
def test_no_text_of_a_ledger_becomes_a_formula_or_gets_lost(titles: list[str]) -> None:
    size = len(titles)
    frame = pd.concat([make_table().frame] * size).assign(title=titles)
    table = Table((), COLUMNS, frame)
    rows = read_csv(build_csv(table))[2:]
    assert [row[0].removeprefix("'") for row in rows] == [t.removeprefix("'") for t in titles]
    book = load_workbook(BytesIO(build_xlsx(table, notes_sheet="n", data_sheet="d")))
    cells = [row[0] for row in book["d"].iter_rows(min_row=2)]
    assert len(cells) == size
    assert all(cell.data_type in {"s", "n", "inlineStr"} for cell in cells)
    for row in [*rows, *([str(cell.value or "")] for cell in cells)]:
        assert not row[0].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_cells_have_their_grounds_and_further_tables_their_sheets() -> None:
    table = make_table()
    colours = pd.DataFrame({column.key: [None] for column in COLUMNS}, dtype=object)
    colours["title"] = "#ffeecc"
    painted = Table(table.notes, table.columns, table.frame, colours)

    content = build_xlsx(painted, notes_sheet="说明", data_sheet="甲", further=[("乙", table)])

    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["说明", "甲", "乙"]
    title, day = book["甲"]["A2"], book["甲"]["B2"]
    assert (title.fill.fgColor.rgb[-6:], title.value) == ("ffeecc", "'=1+2")
    assert day.fill.fill_type is None
    assert book["乙"]["A2"].fill.fill_type is None

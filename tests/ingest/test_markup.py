"""What other programs call a workbook, and what a sheet does not show."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from wenming.ingest.ledger import LedgerReader
from wenming.ingest.results import LedgerReport

TABLE = [["活动名称", "活动时间", "实践站", "参与人数"], ["读书会", "2021-06-01", "东塘站", "31"]]
Read = Callable[[Path], LedgerReport]


@pytest.fixture
def read(reader: LedgerReader) -> Read:
    return reader.read


def values(report: LedgerReport) -> list[tuple[Any, ...]]:
    assert report.refused is None, report.refused
    return [
        (row.values["title"], row.values["started_on"], row.values["attendance"])
        for row in report.rows
        if row.values
    ]


EXPECTED = [("读书会", date(2021, 6, 1), 31)]


@pytest.mark.parametrize(("name", "encoding"), [("a.xls", "gb18030"), ("b.html", "utf-8")])
def test_a_web_page_with_a_table(read: Read, tmp_path: Path, name: str, encoding: str) -> None:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    page = f"<html><meta charset={encoding}><table>{lines}</table><script>alert(1)</script></html>"
    (tmp_path / name).write_bytes(page.encode(encoding))
    assert values(read(tmp_path / name)) == EXPECTED


def test_cells_of_a_web_page_may_span_others(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        "<table><tr><td colspan=4>2021年6月台账</td></tr>"
        "<tr><td>实践站</td><td>活动名称</td><td>日期</td><td>参与人数</td></tr>"
        "<tr><td rowspan=2>东塘站</td><td>读书会</td><td>6月1日</td><td>31</td></tr>"
        "<tr><td>义诊</td><td>6月2日</td><td>40</td></tr></table>",
        encoding="utf-8",
    )
    report = read(path)
    assert [row.values["site_id"] for row in report.rows if row.values] == ["S11", "S11"]
    assert values(report)[1] == ("义诊", date(2021, 6, 2), 40)


def test_xml_of_2003(read: Read, tmp_path: Path) -> None:
    def cell(kind: str, text: str, more: str = "") -> str:
        return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'

    heading = "".join(cell("String", text) for text in TABLE[0])
    row = cell("String", "读书会") + cell("DateTime", "2021-06-01T00:00:00.000")
    row += cell("Number", "31", ' ss:Index="4"')
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path = tmp_path / "a.xls"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="东塘站"><Table><Row>{heading}</Row>'
        f'<Row ss:Index="5">{row}</Row></Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    report = read(path)
    assert values(report) == EXPECTED
    assert [row.row for row in report.rows] == [1, 5]
    assert report.rows[1].values["site_id"] == "S11"  # named by the sheet alone


def test_an_open_document(read: Read, tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )

    typed = (
        '<table:table-cell office:value-type="date" office:date-value="2021-06-01"/>',
        '<table:table-cell office:value-type="float" office:value="31"/>',
    )
    lines = ["".join(map(cell, TABLE[0])), cell("读书会") + typed[0] + cell("东塘站") + typed[1]]
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    empty = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/>'
    empty += "</table:table-row>"
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<office:document-content{spaces}><table:table table:name="台账">{rows}{empty}'
            "</table:table></office:document-content>",
        )
    assert values(read(path)) == EXPECTED


def test_text_that_a_program_named_a_workbook(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("\n".join("\t".join(row) for row in TABLE), encoding="gb18030")
    assert values(read(path)) == EXPECTED


def test_a_format_of_one_program_alone_is_refused(read: Read, tmp_path: Path) -> None:
    (tmp_path / "a.et").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    refused = read(tmp_path / "a.et").refused
    assert refused is not None
    assert refused.key == "ledger.refused.of_wps"


def make_book(path: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [*TABLE[:1], ["读书会", datetime(2021, 6, 1), "东塘站", 31],
                ["义诊", datetime(2021, 6, 2), "东塘站", 40]]:  # fmt: skip
        sheet.append(row)
    change(sheet)
    book.save(path)
    return path


def test_a_strict_workbook(read: Read, tmp_path: Path) -> None:
    usual = make_book(tmp_path / "usual.xlsx", lambda sheet: sheet.delete_rows(3))
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
            b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        ),
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    path = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(usual) as package, zipfile.ZipFile(path, "w") as strict:
        for name in package.namelist():
            text = package.read(name)
            for old, new in names.items():
                text = text.replace(old, new)
            strict.writestr(name, text)
    assert values(read(path)) == EXPECTED


def test_rows_and_columns_that_are_not_shown_are_told(read: Read, tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.insert_cols(4)
        for row, text in enumerate(["参与人数", 310, 400], 1):
            sheet.cell(row, 4, text)
        sheet.column_dimensions["D"].hidden = True
        sheet.row_dimensions[3].hidden = True

    report = read(make_book(tmp_path / "a.xlsx", hide))
    assert [told[2] for told in values(report)] == [31, 40]  # the column that is shown
    keys = [note.key for note in report.notes]
    assert {"ledger.note.hidden_rows", "ledger.note.hidden_columns"} <= set(keys)


def test_a_row_struck_out_waits(read: Read, tmp_path: Path) -> None:
    def strike(sheet: Any) -> None:
        for cell in sheet[3]:
            cell.font = Font(strike=True)

    report = read(make_book(tmp_path / "a.xlsx", strike))
    assert [row.outcome.value for row in report.rows] == ["skipped", "accepted", "review"]


def test_times_in_formats_of_the_east_asian_edition(read: Read, tmp_path: Path) -> None:
    def add_time(sheet: Any) -> None:
        for row, value in enumerate(["开始时间", 0.375, 0.5], 1):
            sheet.cell(row, 5, value)
        for row in (2, 3):
            sheet.cell(row, 5).number_format = "mm-dd-yy"

    usual = make_book(tmp_path / "usual.xlsx", add_time)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(usual) as package, zipfile.ZipFile(path, "w") as changed:
        for name in package.namelist():
            text = package.read(name)
            if name.endswith("styles.xml"):
                text = text.replace(b'numFmtId="14"', b'numFmtId="32"')
            changed.writestr(name, text)
    report = read(path)
    assert [row.values["start_time"] for row in report.rows if row.values] == [time(9), time(12)]


def test_a_raised_figure_points_to_a_note(read: Read, tmp_path: Path) -> None:
    cells = [*TABLE[1][:3], "31<sup>1</sup>"]
    lines = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in (TABLE[0], cells))
    (tmp_path / "a.html").write_text(f"<table>{lines}</table>", encoding="utf-8")
    assert values(read(tmp_path / "a.html")) == EXPECTED

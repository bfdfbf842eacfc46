"""Tables as files for other programs: CSV and XLSX that no spreadsheet takes for formulas."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any, Literal

import pandas as pd

from wenming.signs import drop_unwritable

Kind = Literal["text", "number_text", "count", "rate", "share", "day"]
Cell = str | int | float | date | None

# A cell that begins with one of these may be run as a formula; the full-width forms by a
# spreadsheet set to Chinese or Japanese.
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
# What may stand before it: spaces, and signs that a workbook cannot hold and that are dropped.
_BEFORE = " " + "".join(chr(code) for code in range(32) if chr(code) not in "\t\r\n")
_FORMATS = {"count": "#,##0", "rate": "#,##0.0", "share": "0.0%", "day": "yyyy-mm-dd"}
_WIDTHS = {"text": 28, "number_text": 14, "count": 12, "rate": 12, "share": 12, "day": 12}


@dataclass(frozen=True)
class Column:
    """A column of a table for people: its heading with unit, and how its values are written.

    Kinds: text; number_text, words about a number (“about 60”), on the right; count and rate,
    numbers with none and one decimal; share, of 1, written as per cent; day, a date.
    """

    key: str
    heading: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """What goes into a file: the frame's columns, and lines of label and text that explain it.

    `colours` has a row for each of the frame's and columns of the same names: a cell's ground in a
    workbook as `#rrggbb`, or None.
    """

    notes: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    colours: pd.DataFrame | None = None


def build_csv(table: Table) -> bytes:
    """UTF-8 with a byte-order mark, by which Excel knows it: notes, an empty line, the table."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(map(neutralise, note) for note in table.notes)
    writer.writerow([])
    writer.writerow(neutralise(column.heading) for column in table.columns)
    for row in _read_rows(table):
        writer.writerow("" if cell is None else cell for cell in row)
    return text.getvalue().encode("utf-8-sig")


def build_xlsx(
    table: Table,
    *,
    notes_sheet: str,
    data_sheet: str,
    further: Sequence[tuple[str, Table]] = (),
) -> bytes:
    """A workbook whose first sheet holds the notes and second the table; it opens on the table.

    `further` are tables on sheets of their own after it, by name; their notes are left out.
    """
    # Here and not above: a page that offers the download need not wait for this import.
    from openpyxl import Workbook
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    notes = book.create_sheet(notes_sheet)
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 18, 90
    for label, text in table.notes:
        cell = WriteOnlyCell(notes, clean_cell(neutralise(label)))
        cell.font = Font(bold=True)
        notes.append([cell, clean_cell(neutralise(text))])
    for name, each in ((data_sheet, table), *further):
        _write_sheet(book.create_sheet(name), each)
    book.active = 1
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_sheet(data: Any, table: Table) -> None:
    """Write a table into an empty sheet, its headings frozen and filtered."""
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    data.freeze_panes = "A2"
    for index, column in enumerate(table.columns, start=1):
        data.column_dimensions[get_column_letter(index)].width = _WIDTHS[column.kind]
    data.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.frame) + 1}"
    headings = []
    for column in table.columns:
        cell = WriteOnlyCell(data, clean_cell(neutralise(column.heading)))
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        headings.append(cell)
    data.append(headings)
    formats = [_FORMATS.get(column.kind) for column in table.columns]
    fills = {
        colour: PatternFill("solid", fgColor=colour.removeprefix("#"))
        for colour in _list_colours(table)
    }
    for row, colours in zip(_read_rows(table), _read_colours(table), strict=True):
        cells: list[object] = []
        for value, number_format, colour in zip(row, formats, colours, strict=True):
            if colour is None and (value is None or number_format is None):
                cells.append(clean_cell(value))
                continue
            cell = WriteOnlyCell(data, clean_cell(value))
            if number_format is not None:
                cell.number_format = number_format
            if colour is not None:
                cell.fill = fills[colour]
            cells.append(cell)
        data.append(cells)


def clean_cell(cell: Cell) -> Cell:
    """The cell without the characters that a workbook cannot hold; no formula is left by that."""
    return neutralise(drop_unwritable(cell)) if isinstance(cell, str) else cell


def _list_colours(table: Table) -> set[str]:
    return {colour for colours in _read_colours(table) for colour in colours if colour is not None}


def _read_colours(table: Table) -> Iterator[list[str | None]]:
    """The ground of each cell of the table's columns, row by row."""
    if table.colours is None:
        for _ in range(len(table.frame)):
            yield [None] * len(table.columns)
        return
    for row in table.colours[[column.key for column in table.columns]].itertuples(index=False):
        yield [colour if isinstance(colour, str) else None for colour in row]


def neutralise(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{text}" if text.lstrip(_BEFORE).startswith(_FORMULA_STARTS) else text


def _read_rows(table: Table) -> Iterator[list[Cell]]:
    kinds = [column.kind for column in table.columns]
    frame = table.frame[[column.key for column in table.columns]]
    for row in frame.itertuples(index=False, name=None):
        yield [_plain(value, kind) for value, kind in zip(row, kinds, strict=True)]


def _plain(value: object, kind: Kind) -> Cell:
    """A cell as a plain value of its kind; nothing reported is None, never 0."""
    if pd.isna(value):  # type: ignore[call-overload]  # cells are scalars
        return None
    if kind in {"text", "number_text"}:
        return neutralise(str(value))
    if kind == "day":
        return value.date() if isinstance(value, datetime) else date.fromisoformat(str(value))
    number = float(value)  # type: ignore[arg-type]  # columns of the other kinds hold numbers
    return int(number) if number.is_integer() and kind == "count" else number

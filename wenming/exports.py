"""Tables as files for other programs: CSV and XLSX that no spreadsheet takes for formulas."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Literal

import pandas as pd

Kind = Literal["text", "number_text", "count", "rate", "share", "day"]
Cell = str | int | float | date | None

# A cell that begins with one of these may be run as a formula; the full-width forms by a
# spreadsheet set to Chinese or Japanese.
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
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
    """What goes into a file: the frame's columns, and lines of label and text that explain it."""

    notes: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    frame: pd.DataFrame


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


def build_xlsx(table: Table, *, notes_sheet: str, data_sheet: str) -> bytes:
    """A workbook whose first sheet holds the notes and second the table; it opens on the table."""
    # Here and not above: a page that offers the download need not wait for this import.
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    def clean(cell: Cell) -> Cell:
        return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell

    book = Workbook(write_only=True)
    notes = book.create_sheet(notes_sheet)
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 18, 90
    for label, text in table.notes:
        cell = WriteOnlyCell(notes, clean(neutralise(label)))
        cell.font = Font(bold=True)
        notes.append([cell, clean(neutralise(text))])

    data = book.create_sheet(data_sheet)
    data.freeze_panes = "A2"
    for index, column in enumerate(table.columns, start=1):
        data.column_dimensions[get_column_letter(index)].width = _WIDTHS[column.kind]
    data.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.frame) + 1}"
    headings = []
    for column in table.columns:
        cell = WriteOnlyCell(data, clean(neutralise(column.heading)))
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        headings.append(cell)
    data.append(headings)
    formats = [_FORMATS.get(column.kind) for column in table.columns]
    for row in _read_rows(table):
        cells: list[object] = []
        for value, number_format in zip(row, formats, strict=True):
            if value is None or number_format is None:
                cells.append(clean(value))
                continue
            cell = WriteOnlyCell(data, value)
            cell.number_format = number_format
            cells.append(cell)
        data.append(cells)
    book.active = 1
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def neutralise(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


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

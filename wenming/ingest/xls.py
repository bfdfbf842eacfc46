"""Workbooks of Excel 97 to 2003: their sheets and cells. Nothing in them is run or followed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlrd

from wenming.errors import WenmingError
from wenming.ingest.merged import fill_merged
from wenming.ingest.sheets import Book, Row, Sheet


def open_xls(path: Path) -> Book:
    """Open a workbook of Excel 97 to 2003.

    Raises WenmingError (`ledger.refused.encrypted`); of a damaged one, whatever xlrd raises.
    """
    content = path.read_bytes()
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            logfile=_Silent(),
            on_demand=True,
            ragged_rows=True,  # one cell far to the right would widen every row
        )
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).casefold() or "password" in str(error).casefold():
            raise WenmingError("ledger.refused.encrypted", file=path.name) from error
        raise
    return Book(
        sheets=_list_sheets(book),
        epoch_1904=book.datemode == 1,
        has_macros="_VBA_PROJECT".encode("utf-16-le") in content,
    )


class _Silent:
    """Takes what xlrd would print about a file."""

    def write(self, text: str) -> int:
        return len(text)


def _list_sheets(book: xlrd.Book) -> Iterator[Sheet]:
    for index, name in enumerate(book.sheet_names()):
        sheet = book.sheet_by_index(index)
        merged = [(top, left, low - 1, right - 1) for top, low, left, right in sheet.merged_cells]
        hidden = {i for i, column in sheet.colinfo_map.items() if column.hidden}
        rows = fill_merged(_list_rows(book, sheet), merged)
        yield Sheet(name, rows, sheet.visibility != 0, hidden_columns=hidden)
        book.unload_sheet(index)


def _list_rows(book: xlrd.Book, sheet: Any) -> Iterator[Row]:
    for number in range(sheet.nrows):
        shape = sheet.rowinfo_map.get(number)
        row = Row(number + 1, [], is_hidden=bool(shape is not None and shape.hidden))
        for index, cell in enumerate(sheet.row(number)):
            row.values.append(_read_value(cell, book.datemode))
            if cell.ctype == xlrd.XL_CELL_NUMBER:
                shown = _find_format(book, cell.xf_index)
                if shown != "General":
                    row.formats[index] = shown
            if cell.ctype != xlrd.XL_CELL_EMPTY and _is_struck(book, cell.xf_index):
                row.struck = (*row.struck, index)
        yield row


def _is_struck(book: xlrd.Book, style: int | None) -> bool:
    if style is None or not 0 <= style < len(book.xf_list):
        return False
    font = book.xf_list[style].font_index
    return 0 <= font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _find_format(book: xlrd.Book, style: int) -> str:
    """How a style shows a number; General where a damaged workbook has no such style."""
    if not 0 <= style < len(book.xf_list):
        return "General"
    shown = book.format_map.get(book.xf_list[style].format_key)
    return "General" if shown is None else shown.format_str


def _read_value(cell: Any, datemode: int) -> Any:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        if 0 <= cell.value < 1:
            return (datetime.min + timedelta(days=cell.value)).time()
        try:
            moment: datetime = xlrd.xldate.xldate_as_datetime(cell.value, datemode)
            rounded = moment + timedelta(microseconds=500_000)
        except (xlrd.xldate.XLDateError, ValueError, OverflowError):
            return cell.value
        return rounded.replace(microsecond=0)
    if cell.ctype == xlrd.XL_CELL_NUMBER and float(cell.value).is_integer():
        return int(cell.value)
    return cell.value

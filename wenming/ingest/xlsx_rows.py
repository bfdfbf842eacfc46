"""The rows of a sheet of an Office Open XML workbook, read one by one with what they hold.

openpyxl's own reader fills up what a sheet leaves out, cell by cell and row by row: one cell at
the far end, or a row numbered two thousand million, would keep it busy for hours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.workbook import Workbook

from wenming.errors import WenmingError
from wenming.ingest.lengths import LONGEST_CELL
from wenming.ingest.sheets import Row

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # as Excel itself has
# The formats that Excel's East Asian editions have under these numbers, and no file spells out.
_EAST_ASIAN = {
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?\d{1,7}")
_LONGEST_NUMBER = 40  # characters; a double has no more digits that mean anything
_EXACT = 10**15  # up to here a double holds every whole number


@dataclass(frozen=True)
class Cells:
    """What is needed to read the cells of a workbook: its texts, styles and date system."""

    file: str
    book: Workbook
    texts: list[str]
    formats: tuple[str, ...]
    dates: frozenset[int]
    struck: frozenset[int]

    @classmethod
    def of(cls, file: str, book: Workbook, texts: list[str]) -> Cells:
        """The cells of a workbook opened."""
        own = book._number_formats
        styles = book._cell_styles
        ids = [style.numFmtId for style in styles]
        formats = (
            _EAST_ASIAN.get(number) or BUILTIN_FORMATS.get(number, "General")
            if number < 164
            else (own[number - 164] if number - 164 < len(own) else "General")
            for number in ids
        )
        dates = {place for place, number in enumerate(ids) if number in _EAST_ASIAN}
        fonts = [place for place, font in enumerate(book._fonts) if font.strike]
        struck = {place for place, style in enumerate(styles) if style.fontId in fonts}
        return cls(file, book, texts, tuple(formats), dates | book._date_formats, frozenset(struck))


def read_rows(source: IO[bytes], cells: Cells, hidden_columns: set[int]) -> Iterator[Row]:
    """The rows that a sheet's part has cells in, as it orders them; before the first, the columns
    that the sheet does not show are put into `hidden_columns`.

    Raises WenmingError where a row or a cell is none of Excel's; of damaged XML, what lxml does.
    """
    number = 0
    tags = ("{*}row", "{*}col")
    for _, element in etree.iterparse(source, tag=tags, resolve_entities=False):
        if element.tag.endswith("}col"):
            if _is_true(element.get("hidden")):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                hidden_columns |= set(range(first - 1, min(last, MOST_COLUMNS)))
            continue
        written = element.get("r")
        number = number + 1 if written is None else _read_number_of_row(written, cells.file)
        row = _read_row(number, element, cells)
        is_hidden = _is_true(element.get("hidden"))
        _forget(element)
        if row is not None:
            row.is_hidden = is_hidden
            yield row


def _is_true(written: str | None) -> bool:
    return written in ("1", "true")


def _read_number_of_row(written: str, file: str) -> int:
    try:
        number = float(written) if len(written) <= _LONGEST_NUMBER else 0.0
    except ValueError:
        number = 0.0
    if not number.is_integer() or number < 1:
        raise WenmingError("ledger.refused.damaged", file=file)
    if number > MOST_ROWS:
        raise WenmingError("ledger.refused.too_many_rows", file=file, most=MOST_ROWS)
    return int(number)


def _forget(element: Any) -> None:
    """Let go of a row that was read, and of those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _read_row(number: int, element: Any, cells: Cells) -> Row | None:
    found: list[tuple[int, Any, str]] = []
    struck: list[int] = []
    column = -1
    for cell in element:
        if not isinstance(cell.tag, str) or not cell.tag.endswith("}c"):
            continue
        column = _find_column(cell.get("r"), column, cells.file)
        value, shown_as = _read_cell(cell, cells)
        if value is not None:
            found.append((column, value, shown_as))
            if cells.struck and _style_of(cell) in cells.struck:
                struck.append(column)
    if not found:
        return None
    row = Row(number, [None] * (max(index for index, _, _ in found) + 1))
    for index, value, shown_as in found:
        row.values[index] = value
        if shown_as != "General" and isinstance(value, (int, float)):
            row.formats[index] = shown_as
    row.struck = tuple(struck)
    row.note_used(sorted({index for index, _, _ in found}))
    return row


def _find_column(place: str | None, before: int, file: str) -> int:
    """The column of a cell, from 0; the next one where the cell does not say."""
    if place is None:
        return before + 1
    found = _PLACE.fullmatch(place)
    if found is None:
        raise WenmingError("ledger.refused.damaged", file=file)
    index = 0
    for letter in found[1]:
        index = index * 26 + ord(letter) - 64
    if index > MOST_COLUMNS:
        raise WenmingError("ledger.refused.damaged", file=file)
    return index - 1


def _read_cell(cell: Any, cells: Cells) -> tuple[Any, str]:
    """A cell's value, and the format it is shown in."""
    kind, style = cell.get("t", "n"), cell.get("s", "0")
    shown_as, written = "General", None
    for child in cell:
        if not isinstance(child.tag, str):
            continue
        name = child.tag.rpartition("}")[2]
        if name == "v" and kind != "inlineStr":
            written = child.text
        elif name == "is" and kind == "inlineStr":
            return _check_text(_join_runs(child), cell, cells), shown_as
    if not written:
        return None, shown_as
    try:
        number = int(style)
        if 0 <= number < len(cells.formats):
            shown_as = cells.formats[number]
        return _read_value(kind, written, number, cells, cell), shown_as
    except (ValueError, IndexError):  # a text of another number, a number that is none
        raise WenmingError("ledger.refused.damaged", file=cells.file) from None


def _style_of(cell: Any) -> int:
    written = cell.get("s", "0")
    return int(written) if written.isdecimal() else 0


def _read_value(kind: str, written: str, style: int, cells: Cells, cell: Any) -> Any:
    if kind == "n":
        value = _read_number(written)
        return _read_date(value, style, cells.book) if style in cells.dates else value
    if kind == "s":
        return _check_text(cells.texts[int(written)], cell, cells)
    if kind == "b":
        return bool(int(written))
    if kind == "d":
        return from_ISO8601(written)
    return _check_text(written, cell, cells)


def _read_number(written: str) -> int | float | str:
    """A number as Excel has it, a double; what is none by its length is left as it stands."""
    if len(written) > _LONGEST_NUMBER:
        return written
    if written.lstrip("-").isdecimal() and abs(int(written)) < _EXACT:
        return int(written)
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(written)
    return number


def _read_date(value: int | float | str, style: int, book: Workbook) -> Any:
    is_length = style in book._timedelta_formats
    try:
        return from_excel(value, book.epoch, timedelta=is_length)
    except (OverflowError, ValueError, TypeError):
        return "#VALUE!"  # as Excel shows it


def _join_runs(element: Any) -> str | None:
    """The text of a cell, whatever its parts look like; not how it is read aloud."""
    parts = []
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [text.text or "" for text in child.iterfind("{*}t")]
    return "".join(parts) or None


def _check_text(text: str | None, cell: Any, cells: Cells) -> str | None:
    if text is not None and len(text) > LONGEST_CELL:
        place = cell.get("r") or "—"
        told = {"file": cells.file, "cell": place, "most": LONGEST_CELL}
        raise WenmingError("ledger.refused.long_cell", **told)
    return text

"""Excel workbooks, new and old: cells, merged ranges, hidden sheets, macros and links.

Nothing in a workbook is run or followed: formulas count by the value stored with them.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import xlrd
from openpyxl.utils.cell import range_boundaries
from openpyxl.xml.functions import fromstring

from wenming.config.ledger import LedgerSettings
from wenming.errors import WenmingError
from wenming.ingest.sheets import Book, Row, Sheet

# What openpyxl does not keep of a workbook (drop-down lists, themes) is of no use here.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    SyntaxError,
    AssertionError,
    struct.error,
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    NotImplementedError,
)  # what the two readers raise on damaged files
_UNPACKED_FLOOR = 64 * 1024**2  # below this a high ratio is only a tidy sheet
_TEXTS_FLOOR = 8 * 1024**2  # texts stand there once each, and are all held in memory
_CHUNK, _OVERLAP = (
    1 << 20,
    1 << 14,
)  # bytes of a sheet looked through at once, and kept for the next
_LEFT_OUT = re.compile(
    rb'<(?:\w+:)?mergeCell ref="(?P<area>[A-Z]+\d+:[A-Z]+\d+)"'
    rb'|<(?:\w+:)?c r="(?P<cell>[A-Z]+\d+)"[^>]*>'
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v(?:\s*/>|></(?:\w+:)?v>))?"
    rb"</(?:\w+:)?c>"
)
Merged = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


def open_xlsx(path: Path, settings: LedgerSettings) -> Book:
    """Open an Office Open XML workbook (.xlsx, .xlsm).

    Raises WenmingError (`ledger.refused.…`) where it is too large unpacked, or damaged.
    """
    content = io.BytesIO(path.read_bytes())  # openpyxl would go by the suffix of a path
    try:
        with zipfile.ZipFile(content) as package:
            _check_unpacked(path, package, settings)
            names = set(package.namelist())
            parts = _read_parts(package)
            links = _read_links(package)
        book = openpyxl.load_workbook(content, read_only=True, data_only=True, keep_links=False)
    except _BROKEN as error:
        raise WenmingError("ledger.refused.damaged", file=path.name) from error
    return Book(
        sheets=_xlsx_sheets(path, book, parts),
        epoch_1904=book.epoch.year == 1904,
        has_macros=any(name.endswith("vbaProject.bin") for name in names),
        external_links=links,
    )


def _check_unpacked(path: Path, package: zipfile.ZipFile, settings: LedgerSettings) -> None:
    parts = package.infolist()
    unpacked = sum(info.file_size for info in parts)
    packed = max(path.stat().st_size, 1)
    if (
        unpacked > settings.max_unpacked_bytes
        or (unpacked > _UNPACKED_FLOOR and unpacked / packed > settings.max_unpacked_ratio)
        or any(_swells(part, settings) for part in parts)
    ):
        raise WenmingError(
            "ledger.refused.unpacks_too_large", file=path.name, megabytes=unpacked // 1024**2
        )


def _swells(part: zipfile.ZipInfo, settings: LedgerSettings) -> bool:
    """Whether one part unpacks enormously, whatever pads the file around it."""
    texts = part.filename.casefold().endswith("sharedstrings.xml")
    floor = _TEXTS_FLOOR if texts else _UNPACKED_FLOOR
    ratio = part.file_size / max(part.compress_size, 1)
    return part.file_size > floor and ratio > settings.max_unpacked_ratio


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (type, target) of a part of the package."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.namelist():
        return {}
    return {
        item.get("Id", ""): (item.get("Type", ""), item.get("Target", ""))
        for item in fromstring(package.read(rels))
    }


def _workbook_part(package: zipfile.ZipFile) -> str:
    for kind, target in _relations(package, "").values():
        if kind.endswith("/officeDocument"):
            return target.lstrip("/")
    raise KeyError("officeDocument")


def _read_links(package: zipfile.ZipFile) -> tuple[str, ...]:
    """Files and addresses that the workbook points to outside itself."""
    targets = [
        target
        for name in package.namelist()
        if name.startswith("xl/externalLinks/") and name.endswith(".xml")
        for _, target in _relations(package, name).values()
    ]
    return tuple(posixpath.basename(target.replace("\\", "/")) for target in targets)


@dataclass(frozen=True, slots=True)
class _Part:
    """What openpyxl's streaming reader leaves out of a sheet."""

    merged: list[Merged] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)  # formulas stored without a value


def _read_parts(package: zipfile.ZipFile) -> dict[str, _Part]:
    """Merged ranges and formulas without a value, by sheet name."""
    workbook = _workbook_part(package)
    relations = _relations(package, workbook)
    parts: dict[str, _Part] = {}
    for sheet in fromstring(package.read(workbook)).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = relations.get(key, ("", ""))[1]
        name = posixpath.normpath(posixpath.join("/", posixpath.dirname(workbook), target))[1:]
        if name in package.namelist():
            parts[sheet.get("name", "")] = _read_part(package, name)
    return parts


def _read_part(package: zipfile.ZipFile, name: str) -> _Part:
    """Look for both in the sheet's text: to parse it all for them takes as long as reading it."""
    part, text = _Part(), b""
    with package.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            text += chunk
            done = 0
            for found in _LEFT_OUT.finditer(text):
                done = found.end()
                if found["area"]:
                    left, top, right, bottom = range_boundaries(found["area"].decode())
                    part.merged.append((top - 1, left - 1, bottom - 1, right - 1))
                else:
                    part.uncalculated.append(found["cell"].decode())
            text = text[max(done, len(text) - _OVERLAP) :]
    return part


def _xlsx_sheets(path: Path, book: openpyxl.Workbook, parts: dict[str, _Part]) -> Iterator[Sheet]:
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            part = parts.get(sheet.title, _Part())
            yield Sheet(
                sheet.title,
                _fill_merged(_xlsx_rows(path, sheet), part.merged),
                is_hidden=sheet.sheet_state != "visible",
                uncalculated=tuple(part.uncalculated),
            )
    finally:
        book.close()


def _xlsx_rows(path: Path, sheet: Any) -> Iterator[Row]:
    number = 0
    rows = sheet.iter_rows()
    while True:
        try:
            cells = next(rows, None)
        except _BROKEN as error:
            raise WenmingError("ledger.refused.damaged", file=path.name) from error
        if cells is None:
            return
        number += 1
        row = Row(number, [cell.value for cell in cells])
        for index, cell in enumerate(cells):
            if isinstance(cell.value, (int, float)) and cell.number_format != "General":
                row.formats[index] = cell.number_format
        yield row


def open_xls(path: Path) -> Book:
    """Open a workbook of Excel 97 to 2003.

    Raises WenmingError (`ledger.refused.encrypted`, `ledger.refused.damaged`).
    """
    content = path.read_bytes()
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=_Silent(), on_demand=True
        )
    except xlrd.XLRDError as error:
        locked = "encrypt" in str(error).casefold() or "password" in str(error).casefold()
        key = "ledger.refused.encrypted" if locked else "ledger.refused.damaged"
        raise WenmingError(key, file=path.name) from error
    except _BROKEN as error:
        raise WenmingError("ledger.refused.damaged", file=path.name) from error
    return Book(
        sheets=_xls_sheets(path, book),
        epoch_1904=book.datemode == 1,
        has_macros="_VBA_PROJECT".encode("utf-16-le") in content,
    )


class _Silent:
    """Takes what xlrd would print about a file."""

    def write(self, text: str) -> int:
        return len(text)


def _xls_sheets(path: Path, book: xlrd.Book) -> Iterator[Sheet]:
    for index, name in enumerate(book.sheet_names()):
        try:
            sheet = book.sheet_by_index(index)
        except _BROKEN as error:
            raise WenmingError("ledger.refused.damaged", file=path.name) from error
        merged = [(top, left, low - 1, right - 1) for top, low, left, right in sheet.merged_cells]
        yield Sheet(name, _fill_merged(_xls_rows(book, sheet), merged), sheet.visibility != 0)
        book.unload_sheet(index)


def _xls_rows(book: xlrd.Book, sheet: Any) -> Iterator[Row]:
    for number in range(sheet.nrows):
        row = Row(number + 1, [])
        for index, cell in enumerate(sheet.row(number)):
            row.values.append(_xls_value(cell, book.datemode))
            if cell.ctype == xlrd.XL_CELL_NUMBER:
                key = book.xf_list[cell.xf_index].format_key
                shown = book.format_map[key].format_str
                if shown != "General":
                    row.formats[index] = shown
        yield row


def _xls_value(cell: Any, datemode: int) -> Any:
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
        except (xlrd.xldate.XLDateError, ValueError, OverflowError):
            return cell.value
        rounded = moment + timedelta(microseconds=500_000)
        return rounded.replace(microsecond=0)
    if cell.ctype == xlrd.XL_CELL_NUMBER and cell.value == int(cell.value):
        return int(cell.value)
    return cell.value


def _fill_merged(rows: Iterable[Row], merged: list[Merged]) -> Iterator[Row]:
    """Note where merged ranges begin, and carry their value down inside them, never beyond."""
    begins: dict[int, list[Merged]] = defaultdict(list)
    for area in merged:
        begins[area[0]].append(area)
    open_areas: dict[int, tuple[int, int, Any, str | None]] = {}
    for row in rows:
        index = row.number - 1
        open_areas = {c: area for c, area in open_areas.items() if area[0] >= index}
        for column, (_, top, value, shown) in open_areas.items():
            row.values.extend([None] * (column + 1 - len(row.values)))
            row.values[column] = value
            row.filled[column] = top
            if shown:
                row.formats[column] = shown
        for top, left, bottom, right in begins.get(index, ()):
            row.spans[left] = (bottom - top + 1, right - left + 1)
            if bottom > top:
                open_areas[left] = (bottom, row.number, row.value(left), row.formats.get(left))
        yield row

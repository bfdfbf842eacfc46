"""What other programs call a workbook: tables of a web page, XML of 2003, OpenDocument sheets.

Many office systems write one of these and name it .xls. Nothing in them is run, followed or
fetched.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from lxml import etree, html

from wenming.errors import WenmingError
from wenming.ingest.delimited import find_encoding
from wenming.ingest.merged import Merged, fill_merged
from wenming.ingest.sheets import Book, Row, Sheet

_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_HEAD = 4096
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def is_markup(head: bytes) -> bool:
    """Whether a file begins as XML or a web page does."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def open_markup(path: Path) -> Book:
    """Open a web page with tables, or a workbook as XML of 2003; of a damaged one, whatever lxml
    raises."""
    with path.open("rb") as file:
        if _SPREADSHEET in file.read(_HEAD):
            return Book(sheets=_list_xml_sheets(path))
    encoding, name = find_encoding(path)
    parser = html.HTMLParser(encoding=encoding, no_network=True, huge_tree=False)
    tree = html.parse(str(path), parser)
    tables = [each for each in tree.iter("table") if each.find(".//table") is None]
    sheets = (_read_table(f"{number}", table) for number, table in enumerate(tables, 1))
    return Book(sheets=sheets, typed=False, encoding=name)


def is_open_document(path: Path) -> bool:
    """Whether a package is an OpenDocument spreadsheet."""
    with zipfile.ZipFile(path) as package:
        return (
            "mimetype" in package.namelist()
            and package.getinfo("mimetype").file_size < _HEAD
            and package.read("mimetype").strip() == _OPEN_DOCUMENT
        )


def open_open_document(path: Path, most_bytes: int) -> Book:
    """Open an OpenDocument spreadsheet (.ods). Raises WenmingError where it unpacks to more than
    so many bytes; of a damaged one, whatever its readers raise."""
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("content.xml").file_size
        if size > most_bytes:
            told = {"file": path.name, "megabytes": size // 1024**2}
            raise WenmingError("ledger.refused.unpacks_too_large", **told)
    return Book(sheets=_list_open_sheets(path))


def _read_table(name: str, table: Any) -> Sheet:
    merged: list[Merged] = []
    taken: set[tuple[int, int]] = set()  # cells that a merged one above or before covers
    rows = []
    for number, line in enumerate(table.iter("tr")):
        row, column = Row(number + 1, []), 0
        for cell in line.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            wide, deep = _span(cell.get("colspan")), _span(cell.get("rowspan"))
            _put(row, column, _read_text(cell))
            if wide > 1 or deep > 1:
                merged.append((number, column, number + deep - 1, column + wide - 1))
                taken |= {(number + down, column + i) for down in range(deep) for i in range(wide)}
            column += wide
        rows.append(row)
    return Sheet(name, fill_merged(iter(rows), merged))


def _span(written: str | None) -> int:
    return min(max(int(written), 1), 1000) if written and written.isdecimal() else 1


def _put(row: Row, column: int, value: Any) -> None:
    if value is not None and column < _MOST_COLUMNS:
        row.values.extend([None] * (column + 1 - len(row.values)))
        row.values[column] = value


def _list_xml_sheets(path: Path) -> Iterator[Sheet]:
    with path.open("rb") as file:
        for _, sheet in etree.iterparse(file, tag="{*}Worksheet", resolve_entities=False):
            name = _attribute(sheet, "Name") or ""
            merged: list[Merged] = []
            rows = list(_read_xml_rows(sheet, merged))
            sheet.clear()
            yield Sheet(name, fill_merged(iter(rows), merged))


def _read_xml_rows(sheet: Any, merged: list[Merged]) -> Iterator[Row]:
    number = 0
    for line in sheet.iter("{*}Row"):
        number = _place(line, number)
        row, column = Row(number, [], is_hidden=_attribute(line, "Hidden") == "1"), 0
        for cell in line.iterchildren("{*}Cell"):
            column = _place(cell, column)
            data = cell.find("{*}Data")
            if data is not None:
                _put(
                    row, column - 1, _read_typed(_attribute(data, "Type"), "".join(data.itertext()))
                )
            wide, deep = (
                _span(_attribute(cell, name)) if _attribute(cell, name) not in (None, "0") else 0
                for name in ("MergeAcross", "MergeDown")
            )
            if wide or deep:
                merged.append((number - 1, column - 1, number - 1 + deep, column - 1 + wide))
            column += wide
        yield row


def _place(element: Any, before: int) -> int:
    """The number of a row or cell, from 1: the next one, or what it says itself."""
    written = _attribute(element, "Index")
    number = int(written) if written else before + 1
    if not before < number <= _MOST_ROWS:
        raise ValueError(written)
    return number


def _read_typed(kind: str | None, written: str) -> Any:
    if not written:
        return None
    if kind in ("Number", "float", "currency", "percentage"):
        number = float(written)
        return int(number) if number.is_integer() else number
    if kind in ("DateTime", "date"):
        return datetime.fromisoformat(written.removesuffix("Z"))
    if kind in ("Boolean", "boolean"):
        return written.casefold() in ("1", "true")
    return written


def _attribute(element: Any, name: str) -> str | None:
    """An attribute by its name alone, whatever space of names it stands in."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def _list_open_sheets(path: Path) -> Iterator[Sheet]:
    with zipfile.ZipFile(path) as package, package.open("content.xml") as content:
        yield from _read_open_sheets(content)


def _read_open_sheets(content: IO[bytes]) -> Iterator[Sheet]:
    for _, table in etree.iterparse(content, tag="{*}table", resolve_entities=False):
        if not table.tag.startswith("{urn:oasis:names:tc:opendocument:xmlns:table"):
            continue
        merged: list[Merged] = []
        rows = list(_read_open_rows(table, merged))
        name = _attribute(table, "name") or ""
        table.clear()
        yield Sheet(name, fill_merged(iter(rows), merged))


def _read_open_rows(table: Any, merged: list[Merged]) -> Iterator[Row]:
    number = 1
    for line in table.iter("{*}table-row"):
        row = Row(number, [], is_hidden=_attribute(line, "visibility") in ("collapse", "filter"))
        column = 0
        for cell in line.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            times = int(_attribute(cell, "number-columns-repeated") or 1)
            value = _read_open_cell(cell)
            for index in range(times if value is not None else 0):
                _put(row, column + index, value)
            wide, deep = (
                _span(_attribute(cell, f"number-{name}-spanned")) for name in ("columns", "rows")
            )
            if wide > 1 or deep > 1:
                merged.append((number - 1, column, number + deep - 2, column + wide - 1))
            column += times
        repeated = int(_attribute(line, "number-rows-repeated") or 1)
        if row.values:
            for again in range(min(repeated, _MOST_ROWS)):
                yield Row(number + again, [*row.values], is_hidden=row.is_hidden)
        number += repeated


def _read_open_cell(cell: Any) -> Any:
    kind = _attribute(cell, "value-type")
    if kind in ("float", "currency", "percentage"):
        return _read_typed(kind, _attribute(cell, "value") or "")
    if kind == "date":
        return _read_typed(kind, _attribute(cell, "date-value") or "")
    lines = ["".join(line.itertext()) for line in cell.iterchildren("{*}p")]
    return "\n".join(lines) or None


def _read_text(cell: Any) -> str | None:
    """What stands in a cell of a web page; raised figures stay raised, as they point to a note."""
    for raised in cell.iter("sup"):
        raised.text = (raised.text or "").translate(_RAISED)
    return " ".join("".join(cell.itertext()).split()) or None

"""Writes just enough of the old Excel format (BIFF8) for tests: no kept library writes it now."""

import struct
from collections.abc import Mapping, Sequence
from datetime import date

Area = tuple[int, int, int, int]  # first row, last row, first column, last column, from 0
GENERAL, DATE, TWO_PLACES = 1, 2, 3  # cell formats, by their place in the file
_FORMATS = {DATE: (164, "yyyy-mm-dd"), TWO_PLACES: (165, "0.00")}


def build_xls(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    merged: Mapping[str, Sequence[Area]] | None = None,
    hidden: Sequence[str] = (),
) -> bytes:
    """A workbook of texts, numbers and dates; a pair is a number and its cell format."""
    bodies = [_sheet(rows, (merged or {}).get(name, ())) for name, rows in sheets.items()]
    globals_length = len(_globals(list(sheets), [0] * len(sheets), hidden))
    starts, at = [], globals_length
    for body in bodies:
        starts.append(at)
        at += len(body)
    return _globals(list(sheets), starts, hidden) + b"".join(bodies)


def _globals(names: list[str], starts: list[int], hidden: Sequence[str]) -> bytes:
    records = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1997, 0, 0))]
    records.append(_record(0x0042, struct.pack("<H", 1200)))
    records.append(_record(0x0022, struct.pack("<H", 0)))
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial"
    records += [_record(0x0031, font)] * 5
    records += [
        _record(0x041E, struct.pack("<H", key) + _text(shown)) for key, shown in _FORMATS.values()
    ]
    for cell_format in (0, GENERAL, DATE, TWO_PLACES):
        key = _FORMATS.get(cell_format, (0, ""))[0]
        kind = 0xFFF5 if cell_format == 0 else 0x0001
        records.append(
            _record(0x00E0, struct.pack("<HHHBBBBIiH", 0, key, kind, 0x20, 0, 0, 0, 0, 0, 0))
        )
    for name, start in zip(names, starts, strict=True):
        title = name.encode("utf-16-le")
        head = struct.pack("<IBBBB", start, name in hidden, 0, len(name), 1)
        records.append(_record(0x0085, head + title))
    return b"".join(records) + _record(0x000A, b"")


def _sheet(rows: Sequence[Sequence[object]], merged: Sequence[Area]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    records = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 1997, 0, 0))]
    records.append(_record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            records.append(_cell(number, column, value))
    if merged:
        areas = b"".join(struct.pack("<HHHH", *area) for area in merged)
        records.append(_record(0x00E5, struct.pack("<H", len(merged)) + areas))
    return b"".join(records) + _record(0x000A, b"")


def _cell(row: int, column: int, value: object) -> bytes:
    if value is None:
        return b""
    if isinstance(value, date):
        value = ((value - date(1899, 12, 30)).days, DATE)
    number, cell_format = value if isinstance(value, tuple) else (value, GENERAL)
    head = struct.pack("<HHH", row, column, cell_format)
    if isinstance(number, str):
        return _record(0x0204, head + _text(number))
    return _record(0x0203, head + struct.pack("<d", number))


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content

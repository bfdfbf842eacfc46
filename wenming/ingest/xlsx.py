"""Office Open XML workbooks (.xlsx, .xlsm): their package, sheets, merged ranges, macros and links.

Nothing in a workbook is run or followed: formulas count by the value stored with them.
"""

from __future__ import annotations

import posixpath
import re
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.xml.functions import fromstring

from wenming.config.ledger import LedgerSettings
from wenming.errors import WenmingError
from wenming.ingest.merged import Merged, fill_merged
from wenming.ingest.sheets import Book, Sheet
from wenming.ingest.xlsx_rows import Cells, read_rows

# What openpyxl does not keep of a workbook (drop-down lists, themes) is of no use here.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_NAMES = {
    _STRICT: b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": (
        b"http://schemas.openxmlformats.org/drawingml/2006/main"
    ),
}
_UNPACKED_FLOOR = 64 * 1024**2  # below this a high ratio is only a tidy sheet
_TEXTS_FLOOR = 8 * 1024**2  # texts stand there once each, and are all held in memory
_CHUNK, _OVERLAP = (
    1 << 20,
    1 << 14,
)  # bytes of a sheet looked through at once, and kept for the next
# Attributes hold no `<`: where a tag is not closed, the next one ends the search for its end.
_LEFT_OUT = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell ref="(?P<area>[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"'
    rb'|<(?:\w{1,20}:)?c r="(?P<cell>[A-Z]{1,3}\d{1,7})"[^<>]*>'
    rb"<(?:\w{1,20}:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w{1,20}:)?f>)"
    rb"(?:<(?:\w{1,20}:)?v(?:\s*/>|></(?:\w{1,20}:)?v>))?"
    rb"</(?:\w{1,20}:)?c>"
)


def open_xlsx(path: Path, settings: LedgerSettings) -> Book:
    """Open an Office Open XML workbook (.xlsx, .xlsm).

    Raises WenmingError (`ledger.refused.…`) where it is too large unpacked; of a damaged one,
    whatever its readers raise.
    """
    with zipfile.ZipFile(path) as package:
        _check_unpacked(path, package, settings)
        names = set(package.namelist())
        is_strict = _STRICT in package.read(_workbook_part(package, names))
    file: IO[bytes] = path.open("rb")  # openpyxl would go by the suffix of a path
    if is_strict:
        file = _loosen(file)
    with zipfile.ZipFile(file) as package:
        parts = _read_parts(package, names)
        links = _read_links(package, names)
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return Book(
        sheets=_list_sheets(path.name, reader, parts),
        epoch_1904=reader.wb.epoch.year == 1904,
        has_macros=any(name.endswith("vbaProject.bin") for name in names),
        external_links=links,
    )


def _loosen(file: IO[bytes]) -> IO[bytes]:
    """A strict workbook with the names of the usual one, which openpyxl knows alone; not to be
    kept: the file has no name."""
    loose: IO[bytes] = tempfile.TemporaryFile(prefix="wenming-")  # noqa: SIM115 - read by the caller
    with (
        file,
        zipfile.ZipFile(file) as package,
        zipfile.ZipFile(loose, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as renamed,
    ):
        for part in package.infolist():
            text = package.read(part)
            for strict, usual in _NAMES.items():
                text = text.replace(strict, usual)
            renamed.writestr(part.filename, text)
    loose.seek(0)
    return loose


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


def _relations(package: zipfile.ZipFile, names: set[str], part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (type, target) of a part of the package."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in names:
        return {}
    return {
        item.get("Id", ""): (item.get("Type", ""), item.get("Target", ""))
        for item in fromstring(package.read(rels))
    }


def _workbook_part(package: zipfile.ZipFile, names: set[str]) -> str:
    for kind, target in _relations(package, names, "").values():
        if kind.endswith("/officeDocument"):
            return target.lstrip("/")
    raise WenmingError("ledger.refused.damaged", file=Path(package.filename or "").name)


def _read_links(package: zipfile.ZipFile, names: set[str]) -> tuple[str, ...]:
    """Files and addresses that the workbook points to outside itself."""
    targets = [
        target
        for name in sorted(names)
        if name.startswith("xl/externalLinks/") and name.endswith(".xml")
        for _, target in _relations(package, names, name).values()
    ]
    return tuple(posixpath.basename(target.replace("\\", "/")) for target in targets)


@dataclass(frozen=True, slots=True)
class _Part:
    """What openpyxl's streaming reader leaves out of a sheet."""

    merged: list[Merged] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)  # formulas stored without a value


def _read_parts(package: zipfile.ZipFile, names: set[str]) -> dict[str, _Part]:
    """Merged ranges and formulas without a value, by sheet name."""
    workbook = _workbook_part(package, names)
    relations = _relations(package, names, workbook)
    parts: dict[str, _Part] = {}
    for sheet in fromstring(package.read(workbook)).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = relations.get(key, ("", ""))[1]
        name = posixpath.normpath(posixpath.join("/", posixpath.dirname(workbook), target))[1:]
        if name in names:
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


def _list_sheets(file: str, reader: ExcelReader, parts: dict[str, _Part]) -> Iterator[Sheet]:
    cells = Cells.of(file, reader.wb, reader.shared_strings)
    with reader.archive as package:
        for sheet, relation in reader.parser.find_sheets():
            if relation.target not in reader.valid_files or "chartsheet" in relation.Type:
                continue
            part = parts.get(sheet.name, _Part())
            with package.open(relation.target) as source:
                hidden: set[int] = set()
                yield Sheet(
                    sheet.name,
                    fill_merged(read_rows(source, cells, hidden), part.merged),
                    is_hidden=sheet.state != "visible",
                    uncalculated=tuple(part.uncalculated),
                    hidden_columns=hidden,
                )

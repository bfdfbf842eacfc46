"""Comma- and tab-separated ledgers: their encoding, their delimiter, their records."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from wenming.errors import WenmingError
from wenming.ingest.sheets import Book, Row, Sheet

_CHUNK = 1 << 20
_DELIMITERS = ",\t;|"
_MAX_FIELD = 1 << 20


def open_delimited(path: Path) -> Book:
    """Open a text ledger. Records are streamed and numbered from 1, blank ones counted.

    Raises WenmingError (`ledger.refused.not_text`).
    """
    encoding, name = find_encoding(path)
    delimiter = _find_delimiter(path, encoding)
    return Book(
        sheets=iter([Sheet("", _read_records(path, encoding, delimiter))]),
        typed=False,
        encoding=name,
    )


def find_encoding(path: Path) -> tuple[str, str]:
    """Python's name of a text file's encoding, and the name for people."""
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(codecs.BOM_UTF8):
        if _decodes(path, "utf-8-sig"):
            return "utf-8-sig", "UTF-8 with BOM"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if _decodes(path, "utf-16"):
            return "utf-16", "UTF-16"
    elif _decodes(path, "utf-8"):
        return "utf-8", "UTF-8"
    elif _decodes(path, "gb18030"):
        return "gb18030", "GB18030"
    raise WenmingError("ledger.refused.not_text", file=path.name)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if "\x00" in decoder.decode(chunk):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _find_delimiter(path: Path, encoding: str) -> str:
    if path.suffix.casefold() == ".tsv":
        return "\t"
    with path.open(encoding=encoding, newline="") as file:
        head = [line for line, _ in zip(file, range(50), strict=False)]
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))


def _read_records(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_MAX_FIELD)
    with path.open(encoding=encoding, newline="") as file:
        records = csv.reader(file, delimiter=delimiter)
        number = 0
        while True:
            try:
                record = next(records)
            except StopIteration:
                return
            except csv.Error as error:
                raise WenmingError(
                    "ledger.refused.broken_record", file=path.name, row=number + 1
                ) from error
            number += 1
            yield Row(number, list(record))

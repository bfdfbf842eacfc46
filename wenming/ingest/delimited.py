"""Comma- and tab-separated ledgers: their encoding, their delimiter, their records."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from wenming.config.ledger import LedgerSettings
from wenming.errors import WenmingError
from wenming.ingest.sheets import Book, Row, Sheet

_CHUNK = 1 << 20
_DELIMITERS = ",\t;|"
_MAX_FIELD = 1 << 20
_MAX_LINE = 1 << 23  # characters: a longer line is no record


def open_delimited(path: Path, settings: LedgerSettings) -> Book:
    """Open a text ledger. Records are streamed and numbered from 1, blank ones counted.

    Raises WenmingError (`ledger.refused.not_text`).
    """
    encoding, name = find_encoding(path)
    delimiter = _find_delimiter(path, encoding)
    size = path.stat().st_size
    file = path.open("rb")
    return Book(
        sheets=iter([Sheet("", _read_records(path, file, encoding, delimiter))]),
        typed=False,
        encoding=name,
        is_long=size >= settings.long_text_bytes,
        share=lambda: 1.0 if file.closed else file.tell() / size,
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
    """Whether the whole file is text in this encoding: hundreds of megabytes a second, where
    reading rows would come upon the first wrong byte only after minutes."""
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
        head = list(islice(_read_lines(path, file), 50))
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))


def _read_lines(path: Path, file: io.TextIOBase) -> Iterator[str]:
    """The lines of a file. A file without line breaks would be one line of all memory."""
    number = 0
    while line := file.readline(_MAX_LINE):
        number += 1
        if len(line) == _MAX_LINE:
            raise WenmingError("ledger.refused.broken_record", file=path.name, row=number)
        yield line


def _read_records(
    path: Path, raw: io.BufferedReader, encoding: str, delimiter: str
) -> Iterator[Row]:
    csv.field_size_limit(_MAX_FIELD)
    with io.TextIOWrapper(raw, encoding=encoding, newline="") as file:
        number = 0
        try:
            for record in csv.reader(_read_lines(path, file), delimiter=delimiter):
                number += 1
                yield Row.of_text(number, record)
        except csv.Error as error:
            raise WenmingError(
                "ledger.refused.broken_record", file=path.name, row=number + 1
            ) from error

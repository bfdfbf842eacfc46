"""Comma- and tab-separated ledgers: their encoding, their delimiter, their records."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from wenming.config.ledger import LedgerSettings
from wenming.errors import WenmingError
from wenming.ingest.sheets import Book, Row, Sheet

_CHUNK = 1 << 20
_DELIMITERS = ",\t;|"
_PROTECTING = re.compile(r"\t(?=[,;|\r\n]|$)")  # a tab that keeps a spreadsheet from a number
_NAMED_DELIMITER = re.compile(r"\ufeff?sep=(.)\s*$")  # as some spreadsheets begin a file
_MAX_FIELD = 1 << 20
_MAX_LINE = 1 << 23  # characters: a longer line is no record


def open_delimited(path: Path, settings: LedgerSettings) -> Book:
    """Open a text ledger. Records are streamed and numbered from 1, blank ones counted.

    Raises WenmingError (`ledger.refused.not_text`).
    """
    encoding, name = find_encoding(path)
    style = _find_style(path, encoding)
    size = path.stat().st_size
    file = path.open("rb")
    mended: list[int] = []
    return Book(
        sheets=iter([Sheet("", _read_records(path, file, encoding, style, mended))]),
        mended=mended,
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


@dataclass(frozen=True)
class _Style:
    """How a file writes its records: the sign between cells, how many of them a line of its table
    has, and whether programs protected cells by a tab at their end."""

    delimiter: str
    signs: int
    has_tabs: bool


def _find_style(path: Path, encoding: str) -> _Style:
    with path.open(encoding=encoding, newline="") as file:
        head = list(islice(_read_lines(path, file), 50))
    plain = [_PROTECTING.sub("", line) for line in head]
    named = _NAMED_DELIMITER.match(head[0]) if head else None
    if named is not None:
        delimiter = named[1]
    elif path.suffix.casefold() == ".tsv":
        delimiter, plain = "\t", head
    else:
        delimiter = max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in plain))
    counts = Counter(line.count(delimiter) for line in plain)
    return _Style(delimiter, counts.most_common(1)[0][0] if counts else 0, plain != head)


def _read_lines(path: Path, file: io.TextIOBase) -> Iterator[str]:
    """The lines of a file. A file without line breaks would be one line of all memory."""
    number = 0
    while line := file.readline(_MAX_LINE):
        number += 1
        if len(line) == _MAX_LINE:
            raise WenmingError("ledger.refused.broken_record", file=path.name, row=number)
        yield line


def _read_records(
    path: Path, raw: io.BufferedReader, encoding: str, style: _Style, mended: list[int]
) -> Iterator[Row]:
    """The records of a file, numbered. Where an unpaired quote made one of several lines that are
    records themselves, they are read line by line, and put down as `mended`."""
    csv.field_size_limit(_MAX_FIELD)
    with io.TextIOWrapper(raw, encoding=encoding, newline="") as file:
        number = 0
        read: list[str] = []  # the lines of the record under way

        def listen(lines: Iterator[str]) -> Iterator[str]:
            for line in lines:
                read.append(line)
                yield line

        lines = listen(_read_lines(path, file))
        records = csv.reader(lines, delimiter=style.delimiter)
        while True:
            try:
                record = next(records, None)
            except csv.Error as error:
                if not _are_records(read, style):
                    raise WenmingError(
                        "ledger.refused.broken_record", file=path.name, row=number + 1
                    ) from error
                record, records = [], csv.reader(lines, delimiter=style.delimiter)
            if record is None:
                return
            found = [record]
            if len(read) > 1 and _are_records(read, style):
                found = [_read_alone(line, style) for line in read]
                mended += range(number + 1, number + 1 + len(found))
            read.clear()
            for each in found:
                number += 1
                yield Row.of_text(number, _unprotect(each) if style.has_tabs else each)


def _are_records(lines: Sequence[str], style: _Style) -> bool:
    """Whether each of some lines has as many signs as a line of the table."""
    return style.signs > 0 and all(line.count(style.delimiter) == style.signs for line in lines)


def _read_alone(line: str, style: _Style) -> list[str]:
    """A line as a record by itself; a quote that is not paired is no quote."""
    if line.count('"') % 2:
        line = line.replace('"', "")
    return next(csv.reader([line], delimiter=style.delimiter), [])


def _unprotect(cells: list[str]) -> list[str]:
    return [cell.removesuffix("\t") for cell in cells]

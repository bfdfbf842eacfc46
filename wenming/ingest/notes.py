"""What is to be said of a file or a sheet as a whole, beside its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenming.ingest.results import Message
from wenming.ingest.sheets import Book, Sheet

_SHOWN_CELLS = 8


def note_book(book: Book) -> Iterator[Message]:
    """The encoding of a text file; macros and links of a workbook, which are left alone."""
    if book.encoding:
        yield Message("ledger.note.encoding", {"encoding": book.encoding})
    if book.has_macros:
        yield Message("ledger.note.macros")
    if book.external_links:
        yield Message("ledger.note.external_links", {"links": list(book.external_links)})


def note_hidden(sheets: Iterable[str]) -> Iterator[Message]:
    """The sheets that a reader of the file does not see, and that are read all the same."""
    if names := list(sheets):
        yield Message("ledger.note.hidden_sheets", {"sheets": names})


def note_side_by_side(sheet: Sheet) -> Iterator[Message]:
    """Several tables on a sheet, side by side, each read by itself."""
    yield Message("ledger.note.side_by_side", {"sheet": sheet.name})


def note_uncalculated(sheet: Sheet) -> Iterator[Message]:
    """Cells whose formula was stored without a value."""
    if sheet.uncalculated:
        cells = list(sheet.uncalculated[:_SHOWN_CELLS])
        told = {"sheet": sheet.name, "count": len(sheet.uncalculated), "cells": cells}
        yield Message("ledger.note.uncalculated", told)


def note_private(sheet: str, headings: Iterable[str]) -> Iterator[Message]:
    """Columns that are never stored."""
    if names := list(dict.fromkeys(headings)):
        yield Message("ledger.note.private_columns", {"sheet": sheet, "columns": names})

"""What is to be said of a file or a sheet as a whole, beside its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wenming.ingest.headings import UNREAD, Heading
from wenming.ingest.results import Message
from wenming.ingest.sheets import Book, Sheet, name_column

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


def note_mended(rows: Sequence[int]) -> Iterator[Message]:
    """Rows of a text file that an unpaired quote had run together, read line by line."""
    if rows:
        yield Message("ledger.note.mended", {"first": rows[0], "last": rows[-1]})


def note_unseen(sheet: Sheet, hidden_rows: Sequence[int]) -> Iterator[Message]:
    """Rows and columns that a reader of the sheet does not see, and that are read all the same."""
    if hidden_rows:
        told = {"sheet": sheet.name, "count": len(hidden_rows)}
        yield Message("ledger.note.hidden_rows", told | {"rows": list(hidden_rows[:_SHOWN_CELLS])})
    if sheet.hidden_columns:
        columns = [name_column(index) for index in sorted(sheet.hidden_columns)[:_SHOWN_CELLS]]
        yield Message("ledger.note.hidden_columns", {"sheet": sheet.name, "columns": columns})


def note_side_by_side(sheet: Sheet) -> Iterator[Message]:
    """Several tables on a sheet, side by side, each read by itself."""
    yield Message("ledger.note.side_by_side", {"sheet": sheet.name})


def note_kinds(sheet: Sheet, *, has_plan: bool, has_persons: bool) -> Iterator[Message]:
    """A table of what is to come, or with a row for each person: neither counts as it is."""
    if has_plan:
        yield Message("ledger.note.plan", {"sheet": sheet.name})
    if has_persons:
        yield Message("ledger.note.persons", {"sheet": sheet.name})


def note_columns(sheet: str, headings: Iterable[Heading]) -> Iterator[Message]:
    """Columns of which nobody knows which is the field, such as are added, and such as say
    themselves that they are not what happened."""
    for heading in headings:
        for name in sorted(heading.asked | heading.added):
            columns = [heading.texts[index] for index in heading.columns[name]]
            told = {"sheet": sheet, "field": Message(f"ledger.field.{name}"), "columns": columns}
            kind = "columns_asked" if name in heading.asked else "columns_added"
            yield Message(f"ledger.note.{kind}", told)
        if left := [heading.texts[index] for index in heading.columns.get(UNREAD, ())]:
            yield Message("ledger.note.columns_left", {"sheet": sheet, "columns": left})


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

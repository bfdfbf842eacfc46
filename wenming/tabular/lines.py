"""The rows of a file told apart: headings, title lines, totals and notes, and the table's rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wenming.ingest.lines import LineReader
from wenming.ingest.results import Message, SkipKind
from wenming.ingest.sheets import Row, Sheet
from wenming.schema import Table
from wenming.tabular.headings import SERIAL, Heading, HeadingFinder


@dataclass(frozen=True, slots=True)
class Line:
    """A row with the heading above it; why it is none of the table's, if it is none."""

    sheet: str
    row: Row
    heading: Heading | None = None
    skip: SkipKind | None = None
    reason: Message | None = None


@dataclass(frozen=True)
class LineSorter:
    """Tells the rows of a table's files apart."""

    table: Table
    finder: HeadingFinder
    words: LineReader

    def sort(self, sheet: Sheet) -> Iterator[Line]:
        """Every row of a sheet with something in it, once and in order."""
        heading: Heading | None = None
        before: list[Row] = []
        for row in sheet.rows:
            if not row.own():
                continue
            found = self.finder.find(row)
            if found is not None:
                for each in before:
                    yield Line(sheet.name, each, skip=SkipKind.TITLE_LINE)
                before.clear()
                heading = found
                yield Line(sheet.name, row, heading, SkipKind.HEADING)
            elif heading is None:
                before.append(row)
            else:
                yield Line(sheet.name, row, heading, self._find_skip(row, heading))
        for each in before:
            reason = Message("tables.skip.no_table")
            yield Line(sheet.name, each, skip=SkipKind.NOTE, reason=reason)

    def _find_skip(self, row: Row, heading: Heading) -> SkipKind | None:
        """Why a row under a heading is none of the table's; None if it is one."""
        own = row.own()
        texts = [row.values[index] for index in own if isinstance(row.values[index], str)]
        serial = row.value(heading.columns.get(SERIAL, heading.columns.get(self.table.key, -1)))
        if isinstance(serial, str) and self.words.is_example(serial):
            return SkipKind.NOTE
        needed = [heading.columns.get(each.name) for each in self.table.columns if each.required]
        if all(index in own for index in needed):
            name = row.value(heading.columns.get("name", -1))
            is_sum = isinstance(name, str) and self.words.is_bare_subtotal(name)
            return SkipKind.SUBTOTAL if is_sum else None
        if any(map(self.words.is_subtotal, texts)):
            return SkipKind.SUBTOTAL
        first = texts[0] if texts else ""
        is_note = self.words.is_note(first) or (len(own) == 1 and self.words.is_page(first))
        if is_note or self.words.is_signature(first):
            return SkipKind.NOTE
        read = [heading.field_of(index) for index in own]
        if all(name in (None, SERIAL) for name in read):
            return SkipKind.NOTE
        return None

"""What of a table's columns and cells is of persons, beside what its headings say themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wenming.ingest.sheets import is_blank
from wenming.ingest.text import MASK, Cleaner
from wenming.privacy.headings import is_private_column
from wenming.privacy.names import is_named_by
from wenming.schema import Table
from wenming.tabular.headings import Heading
from wenming.tabular.lines import Line

_SAMPLE = 200  # rows looked at to tell a column by what stands in it


def mask_raw(line: Line, index: int, before: str, text: str, table: Table, cleaner: Cleaner) -> str:
    """The text of a cell as a row keeps it; `before` stands in the cell before."""
    if line.skip is not None and is_named_by(before, text):
        return MASK
    name = line.heading.field_of(index) if line.heading and line.skip is None else None
    is_thing = name in table.names and table.column(name).names_things
    return cleaner.mask(text) if is_thing else cleaner.mask_cell(text)


def hide_persons(lines: Sequence[Line]) -> list[Line]:
    """The lines of a sheet under headings whose unread columns of persons are private."""
    headings: dict[int, Heading] = {}
    for line in lines:
        heading = line.heading
        if heading is not None and id(heading) not in headings:
            rows = [each.row for each in lines if each.heading is heading and each.skip is None]
            found = set()
            for index, text in heading.texts.items():
                if heading.field_of(index) is None:
                    values = (row.value(index) for row in rows[:_SAMPLE])
                    cells = [each for each in values if isinstance(each, str)]
                    if is_private_column(text, [each for each in cells if not is_blank(each)]):
                        found.add(index)
            headings[id(heading)] = replace(heading, private=heading.private | found)
    return [
        line if line.heading is None else replace(line, heading=headings[id(line.heading)])
        for line in lines
    ]

"""Columns of a table whose headings are not known, told by the records that their cells name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wenming.ingest.sheets import Row, is_blank
from wenming.schema import Table
from wenming.tabular.headings import Heading
from wenming.tabular.names import Names

_SAMPLE = 40  # rows looked at
_SHARE = 0.8  # of the cells have to name a record of one table


def complete_heading(
    heading: Heading, rows: Sequence[Row], table: Table, names: Names
) -> tuple[Heading, dict[int, str]]:
    """The heading with such columns, and the field of each of them.

    A column is taken for a reference that the table has and no other column gives, where nearly
    all its cells name a record of the other table.
    """
    found: dict[int, str] = {}
    free = [
        column
        for column in table.columns
        if column.kind == "ref" and column.of != table.name and column.name not in heading.columns
    ]
    for index in heading.texts:
        if heading.field_of(index) is not None or heading.texts[index] in heading.unclear:
            continue
        cells = [row.value(index) for row in rows[:_SAMPLE] if not is_blank(row.value(index))]
        texts = [cell for cell in cells if isinstance(cell, str)]
        if not texts or len(texts) < len(cells):
            continue
        for column in free:
            named = sum(names.find(column, text).id is not None for text in texts)
            if named >= _SHARE * len(texts) and column.name not in found.values():
                found[index] = column.name
                break
    if not found:
        return heading, found
    columns = {**heading.columns, **{name: index for index, name in found.items()}}
    scales = {**heading.scales, **dict.fromkeys(found.values(), 1.0)}
    return replace(heading, columns=columns, scales=scales), found


def list_unread(heading: Heading, row: Row) -> list[str]:
    """What stands in a row's columns that were not understood."""
    own = set(row.own())
    unread = (index for index in heading.texts if heading.field_of(index) is None)
    return [str(row.value(index)) for index in unread if index in own]

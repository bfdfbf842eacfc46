"""Tables that stand side by side on one sheet, parted so that each is read by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from wenming.ingest.headings import Heading, HeadingFinder
from wenming.ingest.sheets import Row, Sheet, is_blank, name_column

_AHEAD = 40  # rows looked through for the first heading
_DATED = frozenset({"start", "day"})


def part_tables(sheet: Sheet, finder: HeadingFinder) -> Iterator[Sheet]:
    """The sheet as it is, or each of its tables side by side as a sheet of its own, named by its
    columns (台账!E:G) but for the first."""
    ahead = list(islice(sheet.rows, _AHEAD))
    rows = chain(ahead, sheet.rows)
    heading = _find_heading(ahead, finder)
    starts = _find_starts(heading) if heading is not None else [0]
    if heading is None or len(starts) == 1:
        yield replace(sheet, rows=rows)
        return
    kept = list(rows)
    width = max(len(row.values) for row in kept)
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        name = f"{sheet.name}!{name_column(start)}:{name_column(end - 1)}" if start else sheet.name
        part = (_cut(row, start, end, heading.rows[0]) for row in kept)
        yield Sheet(name, part, sheet.is_hidden, () if start else sheet.uncalculated)


def _find_heading(rows: list[Row], finder: HeadingFinder) -> Heading | None:
    told = [row for row in rows if not row.is_empty()]
    found = (finder.find(row, told[place + 1 : place + 3]) for place, row in enumerate(told))
    return next(filter(None, found), None)


def _find_starts(heading: Heading) -> list[int]:
    """The columns in which tables begin: where the first heading stands again, or after a column
    without one, and a title and a day on both sides."""
    order = sorted(heading.texts)
    starts = order[:1]
    for index in order[1:]:
        again = heading.texts[index] == heading.texts[starts[0]]
        after_gap = index - 1 not in heading.texts
        sides = (range(starts[-1], index), range(index, order[-1] + 1))
        if (again or after_gap) and all(_is_table(heading, side) for side in sides):
            starts.append(index)
    return [0, *starts[1:]]


def _is_table(heading: Heading, columns: range) -> bool:
    fields = {heading.field_of(index) for index in columns}
    return "title" in fields and bool(fields & _DATED)


def _cut(row: Row, start: int, end: int, heading_row: int) -> Row:
    """A row's cells in some columns; a line merged over several tables is said of each."""
    values = [value if start <= i < end else None for i, value in enumerate(row.values)]
    if row.number < heading_row and start:
        for left, size in row.spans.items():
            if left < start < left + size[1] and is_blank(row.value(start)):
                values += [None] * (start + 1 - len(values))
                values[start] = row.values[left]
    return Row(
        row.number,
        values,
        {i: above for i, above in row.filled.items() if start <= i < end},
        {i: size for i, size in row.spans.items() if start <= i < end},
        {i: shown for i, shown in row.formats.items() if start <= i < end},
    )

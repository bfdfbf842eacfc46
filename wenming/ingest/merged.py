"""Merged ranges of a sheet, whichever format it has: their value holds for all rows inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from wenming.ingest.sheets import Row

Merged = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


def fill_merged(rows: Iterable[Row], merged: Iterable[Merged]) -> Iterator[Row]:
    """Note where merged ranges begin, and carry their value down inside them, never beyond."""
    begins: dict[int, list[Merged]] = defaultdict(list)
    for area in merged:
        begins[area[0]].append(area)
    open_areas: dict[int, tuple[int, int, Any, str | None]] = {}
    for row in rows:
        index = row.number - 1
        open_areas = {c: area for c, area in open_areas.items() if area[0] >= index}
        for column, (_, top, value, shown) in open_areas.items():
            row.values.extend([None] * (column + 1 - len(row.values)))
            row.values[column] = value
            row.filled[column] = top
            if shown:
                row.formats[column] = shown
        for top, left, bottom, right in begins.get(index, ()):
            row.spans[left] = (bottom - top + 1, right - left + 1)
            if bottom > top:
                open_areas[left] = (bottom, row.number, row.value(left), row.formats.get(left))
        yield row

"""Columns whose headings say nothing known, or hardly, told by what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from wenming.ingest.dates import Around
from wenming.ingest.headings import LOOSE, UNREAD, Heading, Meaning, list_columns
from wenming.ingest.rivals import settle_rivals
from wenming.ingest.sheets import Row, is_blank
from wenming.ingest.view import Readers
from wenming.privacy.headings import is_private_column

_SHARE = 0.6  # of the cells in a column that have to be of a kind
_LEAST = 2
_LEAST_PERSONS = 3
_GUESSED = 900  # rank: any named column goes before
_ANY_YEAR = Around(2000, 1)  # a leap year: every day there is exists in it


def complete_heading(heading: Heading, rows: Sequence[Row], readers: Readers) -> Heading:
    """The heading with columns found by content: dates and sites where none is named, persons."""
    if not {"start", "day", "month"} & set(heading.columns):
        heading = _find_column(heading, rows, "start", lambda value: is_day(value, readers))
    if "site" not in heading.columns:
        heading = _find_column(heading, rows, "site", lambda value: _is_site(value, readers))
    return _hide_persons(settle_rivals(heading, rows, readers), rows)


def _hide_persons(heading: Heading, rows: Sequence[Row]) -> Heading:
    """The heading with columns of persons as such, where it named them as nothing else."""
    found = {
        index: Meaning("contact", _GUESSED)
        for index, text in heading.texts.items()
        if heading.field_of(index) in (None, UNREAD)
        and is_private_column(text, _list_texts(rows, index))
    }
    if not found:
        return heading
    meanings = {**heading.meanings, **found}
    return replace(heading, columns=list_columns(meanings), meanings=meanings)


def _list_texts(rows: Sequence[Row], index: int) -> list[str]:
    cells = (row.value(index) for row in rows)
    return [cell.strip() for cell in cells if isinstance(cell, str) and not is_blank(cell)]


def lists_persons(heading: Heading, rows: Sequence[Row]) -> bool:
    """Whether a table has a row for each person: names in a column, each another, while title and
    day stay the same from row to row."""
    at = [heading.columns[name][0] for name in ("title", "start") if name in heading.columns]
    if len(at) < 2 or len(rows) < _LEAST_PERSONS:
        return False
    told = [tuple(str(row.value(index)) for index in at) for row in rows]
    if len(set(told)) * 2 > len(told):
        return False
    for index in heading.private_columns():
        names = [row.value(index) for row in rows if not is_blank(row.value(index))]
        if len(names) * 2 > len(rows) and len(set(names)) > _SHARE * len(names):
            return True
    return False


def is_day(value: Any, readers: Readers) -> bool:
    """Whether a cell says a day: a date, or text that reads as one in some year."""
    if isinstance(value, str):
        value = readers.registry.cleaner.read_plain(value)
    elif not hasattr(value, "year"):
        return False
    return readers.dates.read(value, around=_ANY_YEAR).start is not None


def is_filled(row: Row, heading: Heading, readers: Readers) -> bool:
    """Whether a row has a day, a place and a count of its own, as no sum has: Dim Sum."""
    own = {
        index
        for index in row.own()
        if not isinstance(row.values[index], str)
        or not readers.lines.is_subtotal(row.values[index])
    }
    wanted = (("start", "day"), ("site", "place"), ("attendance", "volunteers"))
    return all(
        any(own.intersection(heading.columns.get(name, ())) for name in names) for names in wanted
    )


def _is_site(value: Any, readers: Readers) -> bool:
    return isinstance(value, str) and readers.registry.match_site(value.strip()).id is not None


def _find_column(
    heading: Heading, rows: Sequence[Row], name: str, fits: Callable[[Any], bool]
) -> Heading:
    for index in heading.texts:
        meaning = heading.meanings.get(index)
        if meaning is not None and not _is_spare_title(heading, index, meaning):
            continue
        cells = [row.value(index) for row in rows if not is_blank(row.value(index))]
        if len(cells) >= _LEAST and sum(map(fits, cells)) >= _SHARE * len(cells):
            titles = [other for other in heading.columns.get("title", ()) if other != index]
            columns = {**heading.columns, "title": titles} if titles else heading.columns
            return replace(
                heading,
                columns={**columns, name: [index]},
                meanings={**heading.meanings, index: Meaning(name, _GUESSED)},
            )
    return heading


def _is_spare_title(heading: Heading, index: int, meaning: Meaning) -> bool:
    """Whether a column is a title only as its heading ends like one (分站名称), beside a surer."""
    if meaning.field != "title" or meaning.rank < LOOSE:
        return False
    return heading.columns["title"][0] != index

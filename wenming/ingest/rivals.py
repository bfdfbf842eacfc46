"""Columns that could be one field, told apart by their headings and by what stands in them.

A total among them is read; parts that exclude each other are added; else the file asks. A column
of counts that holds no number is no such column, whatever its heading says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wenming.ingest.headings import CHOSEN, COMPOSED, UNREAD, Heading, Meaning, list_columns
from wenming.ingest.phrases import Phrase
from wenming.ingest.sheets import Row, is_blank
from wenming.ingest.view import Readers

_FIELDS = ("volunteers", "service_hours", "attendance")
_SAME = 1e-6
_LEAST = 2  # cells that tell what a column holds; one may be a slip


def settle_rivals(heading: Heading, rows: Sequence[Row], readers: Readers) -> Heading:
    """The heading with one column, or such as are to be added or asked about, for each count.

    `rows` are some that stand under it.
    """
    sample = _Sample(rows, readers)
    heading = _take_bare_counts(heading, sample)
    for name in (*_FIELDS, "sessions"):
        heading = _drop_without_numbers(heading, name, sample)
    heading = _drop_serial_sessions(heading, sample)
    for name in _FIELDS:
        heading = _take_total(heading, name, sample)
        heading = _settle(heading, name, sample)
    return heading


@dataclass(frozen=True)
class _Sample:
    """Some rows under a heading, and what is counted in them."""

    rows: Sequence[Row]
    readers: Readers

    def number(self, row: Row, index: int, name: str, meaning: Meaning) -> float | None:
        """What a cell counts; None where it is empty or no number."""
        value = row.value(index)
        if isinstance(value, str):
            value = self.readers.registry.cleaner.read_plain(value)
        if name == "service_hours":
            return self.readers.hours.read(value, minutes=meaning.minutes).value
        count = self.readers.counts.read(value, scale=meaning.scale)
        return count.volunteers if count.value is None else count.value

    def numbers(self, index: int, name: str, meaning: Meaning) -> list[float | None]:
        return [self.number(row, index, name, meaning) for row in self.rows]

    def is_text(self, index: int) -> bool:
        """Whether a column has several things in it and never a figure."""
        cells = [row.value(index) for row in self.rows if not is_blank(row.value(index))]
        is_none = self.readers.registry.cleaner.is_none
        told = [cell for cell in cells if not (isinstance(cell, str) and is_none(cell))]
        read = self.readers.counts.read
        return len(told) >= _LEAST and all(
            isinstance(cell, str)
            and not any(sign.isdigit() for sign in cell)
            and read(cell).problem == "count_unreadable"
            for cell in told
        )


def _take_bare_counts(heading: Heading, sample: _Sample) -> Heading:
    """Columns headed by nothing but a kind of people, such as 男 and 女, and full of numbers."""
    for index, phrase in heading.phrases.items():
        is_people = phrase.measure is None and phrase.subject != "staff" and phrase.groups
        if not is_people or index in heading.meanings or phrase.why_not:
            continue
        cells = [value for value in _cells(sample, index) if _is_told(value)]
        found = Meaning(phrase.subject or "attendance", COMPOSED, phrase=phrase)
        numbers = sample.numbers(index, found.field, found)
        if cells and sum(number is not None for number in numbers) == len(cells):
            heading = _read_as(heading, index, found, ())
    return heading


def _drop_without_numbers(heading: Heading, name: str, sample: _Sample) -> Heading:
    for index in heading.columns.get(name, ()):
        if heading.meanings[index].rank != CHOSEN and sample.is_text(index):
            heading = _leave(heading, index, "no_number")
    return heading


def _drop_serial_sessions(heading: Heading, sample: _Sample) -> Heading:
    """A column of sessions that goes 1, 2, 3 numbers them and does not count them."""
    for index in heading.columns.get("sessions", ()):
        numbers = sample.numbers(index, "sessions", heading.meanings[index])
        told = [number for number in numbers if number is not None]
        if len(told) > 2 and all(b - a == 1 for a, b in pairwise(told)):
            heading = _leave(heading, index, "serial")
    return heading


def _take_total(heading: Heading, name: str, sample: _Sample) -> Heading:
    """A total beside the parts of a field that its heading does not name, such as 合计."""
    parts = heading.columns.get(name, [])
    if len(parts) < 2:
        return heading
    measure = "hours" if name == "service_hours" else "persons"
    for index, phrase in heading.phrases.items():
        meaning = heading.meanings.get(index, Meaning(name, COMPOSED))
        is_free = meaning.rank >= COMPOSED and phrase.subject is None
        fits = phrase.is_total and phrase.measure in (None, measure) and is_free
        if fits and index not in parts and _adds_up(index, parts, name, heading, sample):
            found = Meaning(
                name, COMPOSED, meaning.per_head, meaning.minutes, meaning.scale, phrase
            )
            return _read_as(heading, index, found, parts)
    return heading


def _settle(heading: Heading, name: str, sample: _Sample) -> Heading:
    """One column of a field, the parts of it, or those of which nobody knows."""
    rivals = list(heading.columns.get(name, ()))
    chosen = [index for index in rivals if heading.meanings[index].rank == CHOSEN]
    visible = [index for index in rivals if index not in heading.hidden]
    if chosen:
        heading, rivals = _keep(heading, name, chosen, "other_chosen")
    elif visible and len(visible) < len(rivals):
        heading, rivals = _keep(heading, name, visible, "hidden")
    filled = [index for index in rivals if any(map(_is_told, _cells(sample, index)))]
    if filled and len(filled) < len(rivals):
        heading, rivals = _keep(heading, name, filled, "empty")
    came = [
        index for index in rivals if not _is_all_there_are(index, rivals, name, heading, sample)
    ]
    if came and len(came) < len(rivals):
        heading, rivals = _keep(heading, name, came, "one_value")
    phrases = {index: heading.meanings[index].phrase for index in rivals}
    whole = [index for index in rivals if not phrases[index].is_subset]
    if whole and len(whole) < len(rivals):
        heading, rivals = _keep(heading, name, whole, "part")
    if len(rivals) < 2:
        return heading
    best = _find_one(rivals, phrases, name, heading, sample)
    if best is not None:
        return _keep(heading, name, [best], "part")[0]
    if _exclude_each_other([phrases[index] for index in rivals]):
        return replace(heading, added=heading.added | {name})
    if _are_equal(rivals, name, heading, sample):
        return _keep(heading, name, rivals[:1], "same")[0]
    return replace(heading, asked=heading.asked | {name})


def _find_one(
    rivals: Sequence[int],
    phrases: Mapping[int, Phrase],
    name: str,
    heading: Heading,
    sample: _Sample,
) -> int | None:
    """The one of several columns that is the field: what the others add up to, what alone says
    that it happened, or what is named without any kind of people and never less than the rest."""
    for index in rivals:
        parts = [other for other in rivals if other != index]
        if len(parts) > 1 and _adds_up(index, parts, name, heading, sample):
            return index
    for told in (
        [index for index in rivals if phrases[index].is_total],
        [index for index in rivals if phrases[index].is_held and phrases[index].is_general],
    ):
        if len(told) == 1:
            return told[0]
    general = [index for index in rivals if phrases[index].is_general]
    if len(general) == 1 and _is_most(general[0], rivals, name, heading, sample):
        return general[0]
    return None


def _exclude_each_other(phrases: Sequence[Phrase]) -> bool:
    """Whether the columns are kinds of one set, each another: men and women."""
    sets = [dict(phrase.groups) for phrase in phrases]
    for name in sets[0]:
        kinds = [kinds.get(name) for kinds in sets]
        others = {frozenset(set(kinds) - {name}) for kinds in sets}
        if None not in kinds and len(set(kinds)) == len(kinds) and len(others) == 1:
            return True
    return False


def _adds_up(
    total: int, parts: Sequence[int], name: str, heading: Heading, sample: _Sample
) -> bool:
    """Whether a column is the sum of others wherever it says anything."""
    matches = 0
    for row in sample.rows:
        meanings = heading.meanings
        whole = sample.number(row, total, name, meanings.get(total, Meaning(name, COMPOSED)))
        told = [sample.number(row, index, name, meanings[index]) for index in parts]
        known = [number for number in told if number is not None]
        if whole is None or not known:
            continue
        if abs(whole - sum(known)) > _SAME:
            return False
        matches += 1
    return matches > 0


def _is_all_there_are(
    index: int, rivals: Sequence[int], name: str, heading: Heading, sample: _Sample
) -> bool:
    """Whether a column says the same in every row, several of them, and more than all others
    together: how many there are at all, such as a school's pupils, and not how many came."""
    columns = {each: sample.numbers(each, name, heading.meanings[each]) for each in rivals}
    told = [number for number in columns.pop(index) if number is not None]
    if len(told) <= _LEAST or len(set(told)) > 1 or not columns:
        return False
    most = max(sum(number or 0 for number in row) for row in zip(*columns.values(), strict=True))
    return told[0] > most > 0


def _is_most(
    index: int, rivals: Sequence[int], name: str, heading: Heading, sample: _Sample
) -> bool:
    """Whether a column is never less than another."""
    own = sample.numbers(index, name, heading.meanings[index])
    return all(
        mine is not None and (theirs is None or theirs <= mine)
        for other in rivals
        if other != index
        for mine, theirs in zip(
            own, sample.numbers(other, name, heading.meanings[other]), strict=True
        )
        if mine is not None or theirs is not None
    )


def _are_equal(rivals: Sequence[int], name: str, heading: Heading, sample: _Sample) -> bool:
    """Whether all columns say the same in every row looked at."""
    told = [sample.numbers(index, name, heading.meanings[index]) for index in rivals]
    return all(numbers == told[0] for numbers in told[1:])


def _cells(sample: _Sample, index: int) -> list[object]:
    return [row.value(index) for row in sample.rows]


def _is_told(value: object) -> bool:
    return not is_blank(value)


def _keep(heading: Heading, name: str, kept: Sequence[int], why: str) -> tuple[Heading, list[int]]:
    """The heading with only some columns of a field, the others left for a reason."""
    for index in heading.columns[name]:
        if index not in kept:
            heading = _leave(heading, index, why)
    return heading, list(kept)


def _leave(heading: Heading, index: int, why: str) -> Heading:
    """The heading with a column that is not read, and why."""
    meaning = heading.meanings[index]
    return _read_as(heading, index, replace(meaning, field=UNREAD, why=why), ())


def _read_as(heading: Heading, index: int, meaning: Meaning, parts: Sequence[int]) -> Heading:
    """The heading with a column of another meaning, and the `parts` it is the sum of left."""
    meanings = {**heading.meanings, index: meaning}
    for part in parts:
        meanings[part] = replace(meanings[part], field=UNREAD, why="part")
    return replace(heading, meanings=meanings, columns=list_columns(meanings))

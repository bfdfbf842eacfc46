"""Repeats: rows of the same site, date and title in a file, in a batch and in the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import Any, Protocol

from rapidfuzz import fuzz

from wenming.ingest.results import Message, Outcome, Place, RowResult, SkipKind

Number = int | float | None


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a row that was kept. `title` is folded for comparing."""

    title: str
    start_time: time | None
    attendance: Number
    volunteers: Number
    service_hours: Number
    place: Place

    @classmethod
    def from_values(cls, values: Mapping[str, Any], title: str, place: Place) -> Held:
        """What is known of a row with these values."""
        return cls(
            title,
            values["start_time"],
            values["attendance"],
            values["volunteers"],
            values["service_hours"],
            place,
        )


class Existing(Protocol):
    """The store, as far as intake asks it."""

    def held_at(self, site_id: str, day: date) -> Sequence[Held]:
        """Rows kept (taken, or waiting for review) at a site on a day, in the order taken.

        `title` may come as stored; intake folds it.
        """

    def held_at_site(self, site_id: str) -> Mapping[date, Sequence[Held]]:
        """The same for all days at a site."""

    def held_as_written(self, raw: Mapping[str, str]) -> Place | None:
        """A row that had to wait for review, settled by now or not, that was written just so."""


class NothingHeld:
    """A store without rows."""

    def held_as_written(self, raw: Mapping[str, str]) -> Place | None:
        """Nothing."""
        return None

    def held_at_site(self, site_id: str) -> Mapping[date, Sequence[Held]]:
        """Nothing."""
        return {}

    def held_at(self, site_id: str, day: date) -> Sequence[Held]:
        """Nothing."""
        return ()


class HeldInMemory(NothingHeld):
    """Rows held in memory, for tests and for files small enough to list."""

    def __init__(self, rows: Iterable[tuple[str, date, Held]] = ()) -> None:
        self._rows: dict[str, dict[date, list[Held]]] = defaultdict(dict)
        for site_id, day, held in rows:
            self.add(site_id, day, held)

    def add(self, site_id: str, day: date, held: Held) -> None:
        """Keep one row more."""
        self._rows[site_id].setdefault(day, []).append(held)

    def held_at_site(self, site_id: str) -> Mapping[date, Sequence[Held]]:
        """Rows kept at a site, by day."""
        return self._rows.get(site_id, {})

    def held_at(self, site_id: str, day: date) -> Sequence[Held]:
        """Rows kept at a site on a day."""
        return self.held_at_site(site_id).get(day, ())


class Unclear:
    """The first rows of each title whose site or day was written the same, though not
    understood: of files before, and of the one under way."""

    def __init__(self) -> None:
        self._before: dict[tuple[str, str, str], Held] = {}
        self._here: dict[tuple[str, str, str], Held] = {}

    def begin_file(self) -> None:
        """Forget the file under way."""
        self._here = {}

    def end_file(self) -> None:
        """Keep the file under way."""
        self._before = {**self._here, **self._before}

    def find_like(
        self, held: Held, *, site_key: str, date_key: str, day: date | None
    ) -> list[Held]:
        """The row before this one that was written like it."""
        if not date_key:
            return []
        key = (site_key, day.isoformat() if day else date_key, held.title)
        earlier = self._before.get(key) or self._here.setdefault(key, held)
        return [] if earlier is held else [earlier]


@dataclass
class Earlier:
    """What the files of a batch that were read so far hold, for those to come."""

    files: list[Existing] = field(default_factory=list)
    unclear: Unclear = field(default_factory=Unclear)


class Likeness(StrEnum):
    """How a row repeats another."""

    DUPLICATE = "duplicate"
    OTHER_COUNTS = "other_counts"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row that repeats `of`; `percent` is how alike the titles are."""

    likeness: Likeness
    of: Held
    percent: float = 100.0


def find_repeat(row: Held, others: Iterable[Held], near_percent: float) -> Repeat | None:
    """How a row repeats rows of the same site and date.

    The same title at a different start time is another session. The same title and time with
    other counts, and titles at least `near_percent` alike (rapidfuzz's plain ratio), are for a
    person to settle.
    """
    other_counts: Repeat | None = None
    near: Repeat | None = None
    for other in others:
        if row.start_time and other.start_time and row.start_time != other.start_time:
            continue
        if row.title == other.title:
            if not _differ(row, other):
                return Repeat(Likeness.DUPLICATE, other)
            other_counts = other_counts or Repeat(Likeness.OTHER_COUNTS, other)
            continue
        percent = fuzz.ratio(row.title, other.title, score_cutoff=near_percent)
        if percent >= near_percent and percent > 0 and near is None:
            near = Repeat(Likeness.NEAR, other, percent)
    return other_counts or near


def note_repeat(result: RowResult, likeness: Likeness, of: Place, percent: float) -> None:
    """Skip a row that repeats another altogether; leave to a person one that may repeat it."""
    where = {"file": of.file, "sheet": of.sheet, "row": of.row}
    if likeness is Likeness.DUPLICATE:
        result.otherwise = replace(result)
        result.outcome, result.skip_kind = Outcome.SKIPPED, SkipKind.DUPLICATE
        result.duplicate_of = of
        result.reasons = [Message("ledger.skip.duplicate", where)]
        result.values, result.repairs = {}, []
        return
    result.outcome = Outcome.REVIEW
    params = {**where, "percent": round(percent)}
    result.reasons.append(Message(f"ledger.review.repeat_{likeness.value}", params))


def _differ(row: Held, other: Held) -> bool:
    pairs = (
        (row.attendance, other.attendance),
        (row.volunteers, other.volunteers),
        (row.service_hours, other.service_hours),
    )
    return any(a is not None and b is not None and abs(a - b) > 0.01 for a, b in pairs)

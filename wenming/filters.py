"""The one set of filters that every page, report and document shares."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

DAY = timedelta(days=1)
_EARLIEST = date(1990, 1, 1)  # no work of this kind is older
_YEARS_BEFORE, _YEARS_AFTER = 2, 5
Ids = tuple[str, ...] | None
"""Chosen ids; None means all, also those that come later."""


@dataclass(frozen=True)
class Filters:
    """A period, both days included, and the streets, levels and themes to count; None is all."""

    since: date
    until: date
    streets: Ids = None
    levels: Ids = None
    themes: Ids = None

    @property
    def whole_since(self) -> date:
        """First day of the first whole month in the period."""
        return self.since if self.since.day == 1 else _month_after(self.since)

    @property
    def whole_until(self) -> date:
        """The day after the last whole month in the period; not later than needed."""
        after = self.until + DAY
        return after.replace(day=1)

    @property
    def whole(self) -> Self | None:
        """The whole months of the period, over which rates by month are taken; None without any."""
        if self.whole_since >= self.whole_until:
            return None
        return replace(self, since=self.whole_since, until=self.whole_until - DAY)

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def is_whole_months(self) -> bool:
        return self.since.day == 1 and (self.until + DAY).day == 1

    @property
    def is_whole_district(self) -> bool:
        """Whether nothing but a period is chosen."""
        return not (self.streets or self.levels or self.themes)

    @property
    def target_year(self) -> int | None:
        """The year whose targets these filters are measured against; None for a part of the
        district, as targets are the whole district's."""
        return self.until.year if self.is_whole_district else None

    def end_at(self, cutoff: date | None) -> Self:
        """The same, ending at the cut-off: of later days nothing is known.

        One that begins after the cut-off ends before it begins, and holds nothing.
        """
        if cutoff is None or self.until <= cutoff:
            return self
        return replace(self, until=cutoff)

    def start_at(self, known_since: date | None) -> Self:
        """The same, beginning with the first day of which anything is known."""
        if known_since is None or self.since >= known_since:
            return self
        return replace(self, since=known_since)

    def previous(self) -> Self:
        """The period of the same length just before (环比); whole months stay whole months."""
        if not self.is_whole_months:
            return replace(
                self, since=self.since - timedelta(days=self.days), until=self.since - DAY
            )
        after = self.until + DAY
        months = (after.year - self.since.year) * 12 + after.month - self.since.month
        return replace(self, since=shift_months(self.since, -months), until=self.since - DAY)

    def year_before(self) -> Self | None:
        """The same days a year earlier (同比); a whole month's end stays its month's end.

        A 29 February that the year before lacks is left out; None where nothing else is asked for.
        """
        since = _shift_year(self.since) or date(self.since.year - 1, 3, 1)
        if self.is_whole_months:
            until = shift_months(self.until + DAY, -12) - DAY
        else:
            until = _shift_year(self.until) or date(self.until.year - 1, 2, 28)
        return replace(self, since=since, until=until) if since <= until else None


def _month_after(day: date) -> date:
    return shift_months(day.replace(day=1), 1)


def shift_months(first: date, months: int) -> date:
    """Move the first of a month by whole months."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _shift_year(day: date) -> date | None:
    """The same day a year earlier; None for a 29 February, which that year lacks."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None


@dataclass(frozen=True)
class Unknown:
    """A part of a link that was not understood: which filter, and what stood there."""

    name: str
    value: str


_LISTS = {"street": "streets", "level": "levels", "theme": "themes"}
QUERY_KEYS = ("from", "to", *_LISTS)


def find_window(default: Filters) -> tuple[date, date]:
    """The first and the last day that can be asked for, about a store whose default period is so.

    A day outside is a slip of the hand, for which months of centuries would be counted.
    """
    first = default.since.replace(year=default.since.year - _YEARS_BEFORE, month=1, day=1)
    return min(_EARLIEST, first), date(default.until.year + _YEARS_AFTER, 12, 31)


def read_query(
    query: Mapping[str, Sequence[str]], default: Filters, known: Mapping[str, Collection[str]]
) -> tuple[Filters, list[Unknown]]:
    """The filters that a link's query asks for, and the parts that make no sense.

    `known` holds the ids there are, by `street`, `level` and `theme`. What is absent or not
    understood stays as in `default`; a period that ends before it begins is not understood, nor
    is a day outside `find_window`.
    """
    unknown: list[Unknown] = []
    first, last = find_window(default)

    def day(name: str, fallback: date) -> date:
        text = next(iter(query.get(name, ())), None)
        if text is None:
            return fallback
        try:
            asked = date.fromisoformat(text)
        except ValueError:
            asked = None
        if asked is None or not first <= asked <= last:
            unknown.append(Unknown(name, text))
            return fallback
        return asked

    since, until = day("from", default.since), day("to", default.until)
    if since > until:
        unknown.append(Unknown("to", until.isoformat()))
        since, until = default.since, default.until
    chosen: dict[str, Ids] = {}
    for name, field in _LISTS.items():
        asked = query.get(name, ())
        unknown.extend(Unknown(name, value) for value in asked if value not in known[name])
        chosen[field] = tuple(value for value in asked if value in known[name]) or None
    return Filters(since, until, **chosen), unknown


def write_query(filters: Filters, default: Filters) -> dict[str, list[str]]:
    """The query of a link to these filters; what equals `default` is left out."""
    query: dict[str, list[str]] = {}
    if (filters.since, filters.until) != (default.since, default.until):
        query |= {"from": [filters.since.isoformat()], "to": [filters.until.isoformat()]}
    for name, field in _LISTS.items():
        if ids := getattr(filters, field):
            query[name] = list(ids)
    return query

"""The grammar of days: one day or a span, as far as it is written, filled up from around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, time
from functools import lru_cache

MIXED = "mixed"  # the order of a column that writes some dates one way and some the other
EITHER = "either"  # the order of a day that could be read both ways
SPAN = "~"  # stands for every word and sign between the ends of a span, but for the hyphen


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a cell and helps to read it: the nearest year and month.

    `period` is the first and last (year, month) of a table that runs over New Year; `order` how
    the column that the cell stands in writes day and month, None where that is not known.
    """

    year: int | None = None
    month: int | None = None
    period: tuple[tuple[int, int], tuple[int, int]] | None = None
    order: str | None = None

    def year_of(self, month: int | None) -> int | None:
        """The year that a month without one falls in."""
        if self.year is not None or self.period is None or month is None:
            return self.year
        first, last = self.period
        years = [y for y in range(first[0], last[0] + 1) if first <= (y, month) <= last]
        return years[0] if len(years) == 1 else None


@dataclass(frozen=True, slots=True)
class When:
    """A date cell understood.

    `problem` names why the cell is for a person to settle (`date_month_only`, `date_no_year`,
    `date_impossible`, `date_list`, `date_unreadable`). `exact` says that nothing had to be
    repaired: a real date, or ISO text where a file knows no types. `kind` names the repair.
    """

    start: date | None = None
    end: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    problem: str | None = None
    exact: bool = False
    kind: str = "date_style"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@lru_cache(maxsize=65536)
def read_days(text: str, order: str, around: Around) -> When:
    """Read a day (2021.6.1) or a span (6月1日~3日) without spaces. `order` is ymd, mdy or dmy."""
    single = read_day(text, order)
    if single is not None:
        return _single(single, around)
    for cut in (found.start() for found in re.finditer(SPAN if SPAN in text else "-", text)):
        first, last = read_day(text[:cut], order), read_day(text[cut + 1 :], order)
        if first is not None and last is not None:
            return _span(first, last, around)
    return When(problem="date_unreadable")


def _single(day: Day, around: Around) -> When:
    if day.day is None:
        return When(problem="date_month_only" if day.month else "date_unreadable")
    return _dated(_filled(day, around))


def _span(first: Day, last: Day, around: Around) -> When:
    if first.day is None or last.day is None:
        return When(problem="date_month_only")
    if first.year is None and last.year is not None and first.month and last.month:
        first = replace(first, year=last.year - (first.month - last.month >= _OVER_NEW_YEAR))
    first = _filled(first, around)
    if last.month is None:
        last = replace(last, month=first.month)
    if last.year is None and first.year is not None and first.month and last.month:
        last = replace(last, year=first.year + (first.month - last.month >= _OVER_NEW_YEAR))
    start, end = _dated(first), _dated(last)
    problem = start.problem or end.problem
    if problem:
        return When(problem=problem)
    return When(start=start.start, end=end.start, kind="date_span")


def _filled(day: Day, around: Around) -> Day:
    month = day.month if day.month is not None else around.month
    year = day.year if day.year is not None else around.year_of(month)
    return replace(day, month=month, year=year)


def _dated(day: Day) -> When:
    if day.month is None:
        return When(problem="date_no_month")
    if day.year is None:
        possible = _exists(2000, day.month, day.day or 0)
        return When(problem="date_no_year" if possible else "date_impossible")
    if not _exists(day.year, day.month, day.day or 0):
        return When(problem="date_impossible")
    return When(start=date(day.year, day.month, day.day or 1))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_OVER_NEW_YEAR = 6  # months: 30 December to 2 January runs on, 10 June to 5 June does not
_FIRST_SHORT_YEAR = 15  # 12.1.3 is no date of 2012
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:年(\d{1,2})[月./-](\d{1,2})日?|([./-])(\d{1,2})\4(\d{1,2})日?)"
)
_SHORT_YEAR = re.compile(r"(\d{2})(?:年(\d{1,2})月(\d{1,2})日?|([./-])(\d{1,2})\4(\d{1,2}))")
_COMPACT = re.compile(r"(20\d\d|19\d\d)(\d\d)(\d\d)日?")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")  # 6.20-22 is a span
_YEAR_IN_FULL = re.compile(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})[月./-](\d{1,2})日?")
_YEAR_MONTH = re.compile(r"(\d{4})(?:[年./-](\d{1,2})月?份?|年)?")
_MONTH = re.compile(r"(\d{1,2})月份?")
_DAY = re.compile(r"(\d{1,2})日?")


def read_day(text: str, order: str) -> Day | None:
    """One day as written, without filling up what is missing; None if it is no day."""
    if found := _YEAR_FIRST.fullmatch(text):
        return Day(int(found[1]), int(found[2] or found[5]), int(found[3] or found[6]))
    if found := _COMPACT.fullmatch(text):
        return Day(int(found[1]), int(found[2]), int(found[3]))
    if order in ("mdy", "dmy") and (found := _YEAR_LAST.fullmatch(text)):
        is_day_first = order == "dmy" or found[2] == "."  # 27.06.2019 is day-first everywhere
        day, month = (found[1], found[3]) if is_day_first else (found[3], found[1])
        return Day(_full_year(found[4]), int(month), int(day))
    if (found := _SHORT_YEAR.fullmatch(text)) and int(found[1]) >= _FIRST_SHORT_YEAR:
        return Day(2000 + int(found[1]), int(found[2] or found[5]), int(found[3] or found[6]))
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
        if first > 12 >= second:
            return Day(year, second, first)
        return Day(year, first, second) if second > 12 or first == second else None
    if found := _MONTH_DAY.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        return (
            Day(None, second, first)
            if order == "dmy" and "月" not in text
            else Day(None, first, second)
        )
    if found := _YEAR_MONTH.fullmatch(text):
        return Day(int(found[1]), int(found[2]) if found[2] else None, None)
    if found := _MONTH.fullmatch(text):
        return Day(None, int(found[1]), None)
    if found := _DAY.fullmatch(text):
        return Day(None, None, int(found[1]))
    return None


def tell_orders(text: str) -> Counter[str]:
    """The orders of day and month that the dates in a text prove, written with slashes or hyphens
    and the year in full: `dmy` or `mdy`, `EITHER` for one that could be both."""
    told: Counter[str] = Counter()
    for found in _YEAR_IN_FULL.finditer(text):
        first, second = int(found[1]), int(found[3])
        if first > 12 or second > 12:
            told["dmy" if second <= 12 else "mdy"] += 0 < min(first, second) <= 12
        else:
            told[EITHER] += first != second
    return +told


def choose_order(told: Counter[str], usual: str) -> str | None:
    """How a column writes day and month, of what its dates prove: the one order they prove; of
    both the district's `usual` one, unless more prove the other; None where none is proven."""
    proven = [order for order in ("dmy", "mdy") if told[order]]
    if len(proven) < 2:
        return proven[0] if proven else None
    return usual if told[usual] * 2 >= told["dmy"] + told["mdy"] else MIXED


def _full_year(written: str) -> int:
    year = int(written)
    return year if year > 99 else 2000 + year

"""When a row's activity was held: its date columns put together, and what cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from wenming.ingest.dates import Around, When
from wenming.ingest.view import RowView, show


def read_moment(view: RowView) -> None:
    """Fill `started_on`, `ended_on`, `start_time` and `end_time` of the draft."""
    around = _around(view)
    when, written = _read_start(view, around)
    view.draft.date_key = written
    if when.problem is None:
        when, written_end = _read_end(view, when, around)
        written = f"{written} – {written_end}" if written_end else written
    if when.start is None and when.problem is None and written:
        when = When(problem="date_unreadable")
    values = view.draft.values
    values["started_on"], values["ended_on"] = when.start, when.end
    values["start_time"], values["end_time"] = when.start_time, when.end_time
    if when.problem:
        values["ended_on"] = values["end_time"] = None
        view.doubt(when.problem, written=written)
    elif when.start is not None:
        for name in ("start", "end"):
            for index in view.columns(name)[:1]:
                view.note_filled(name, index)
        if not when.exact:
            view.repair("started_on", written, _show_when(when), when.kind)
        _check(view, when.start, when.end, written)
        _hold_against_title(view, when.start, written)


def _around(view: RowView) -> Around:
    """The nearest year and month: the row's own columns, then what stands around the table."""
    around, lines = view.setting.around, view.readers.lines
    year, month = view.cell("year"), view.cell("month")
    if isinstance(month, (datetime, date)):
        return Around(month.year, month.month)
    if year is not None:
        written = show(year)
        years = lines.years_in(written) or lines.years_in(f"{written}年")
        around = replace(around, year=years[0]) if years else around
    if month is not None:
        written = show(month)
        years = lines.years_in(written)
        number = lines.month_in(written) or lines.month_in(f"{written}月")
        around = replace(
            around, year=years[0] if years else around.year, month=number or around.month
        )
    return around


def _read_start(view: RowView, around: Around) -> tuple[When, str]:
    """The start, from its own columns (one may hold the day, one the hour) or those of month
    and day."""
    found, written = When(), ""
    for index in view.columns("start"):
        value = view.row.value(index)
        if view.is_none(value):
            continue
        shown_as = view.row.formats.get(index, "General")
        when = view.readers.dates.read(view.plain(value), shown_as, around)
        if index in view.row.unsure:
            when = When(problem="date_lost_zero")
        joined = _join(found, when)
        if joined is not None:
            found, written = joined, f"{written} {show(value)}".strip()
        elif None not in (found.start, when.start) and found.start != when.start:
            return When(problem="dates_differ"), f"{written}, {show(value)}"
    day, month = view.cell("day"), view.cell("month")
    if found.start is None and found.problem in (None, "date_no_month") and (day or month):
        parts = [view.cell("year"), month, day]
        written = " ".join([show(part) for part in parts if part is not None] + [written]).strip()
        if day is not None:
            when = view.readers.dates.read(view.plain(day), "General", around)
            found = _join(replace(found, problem=None), when) or when
        elif found == When():
            found = When(problem="date_month_only")
    return found, written


def _join(found: When, more: When) -> When | None:
    """What two columns say together; None where the second adds nothing."""
    if found == When():
        return more
    if found.start is None and found.problem is None and (more.start or more.problem):
        return replace(
            more,
            start_time=more.start_time or found.start_time,
            end_time=more.end_time or found.end_time,
            exact=more.exact and found.exact,
        )
    if found.start is not None and found.start_time is None and more.start is None:
        if more.start_time is None:
            return None
        return replace(
            found,
            start_time=more.start_time,
            end_time=more.end_time,
            exact=more.exact and found.exact,
        )
    return None


def _read_end(view: RowView, when: When, around: Around) -> tuple[When, str]:
    """The start with what the end's column adds."""
    columns = [i for i in view.columns("end") if not view.is_none(view.row.value(i))]
    if not columns:
        return when, ""
    for index in columns:
        value = view.row.value(index)
        if when.start is not None:
            around = Around(when.start.year, when.start.month)
        shown_as = view.row.formats.get(index, "General")
        end = view.readers.dates.read(view.plain(value), shown_as, around)
        if end.problem:
            return replace(when, problem="date_end_unreadable"), show(value)
        day = end.end or end.start
        if day is not None and when.start is not None and not _gives_year(value):
            over_new_year = when.start.month - day.month >= 6
            day = day.replace(year=day.year + 1) if over_new_year else day
        when = replace(
            when,
            end=day or when.end,
            end_time=_same_half(when.start_time, end.end_time or end.start_time) or when.end_time,
            exact=when.exact and end.exact,
        )
    return when, " ".join(show(view.row.value(i)) for i in columns)


def _same_half(start: time | None, end: time | None) -> time | None:
    """The end of a session that began in the afternoon: 4 o'clock after 14:00 is 16:00."""
    if start is None or end is None or not end.hour < 12 <= start.hour:
        return end
    later = end.replace(hour=end.hour + 12)
    return later if later > start else end


def _gives_year(value: Any) -> bool:
    return not isinstance(value, str) or bool(re.search(r"\d{4}|^\d\d[年./-]\d+[月./-]\d", value))


def _check(view: RowView, start: date, end: date | None, written: str) -> None:
    """Days and spans that cannot be, or hardly."""
    values, settings, as_of = view.draft.values, view.readers.settings, view.readers.as_of
    if start > as_of or (end is not None and end > as_of):
        view.doubt("date_in_future", written=written, as_of=as_of.isoformat())
    elif start < settings.earliest:
        view.doubt("date_too_early", written=written, earliest=settings.earliest.isoformat())
    if end is not None and end < start:
        view.doubt("end_before_start", written=written)
        values["ended_on"] = values["end_time"] = None
    elif end is not None and (end - start).days + 1 > settings.max_series_days:
        view.doubt("series_too_long", written=written, days=(end - start).days + 1)
    elif (end is None or end == start) and values["start_time"] and values["end_time"]:
        length = _between(values["start_time"], values["end_time"])
        if length < timedelta():
            view.doubt("end_before_start", written=written)
            values["end_time"] = None
        elif length > timedelta(hours=settings.max_session_hours):
            view.doubt("session_too_long", written=written)


def _hold_against_title(view: RowView, start: date, written: str) -> None:
    """A day of another month or year than the title line or the sheet says: the month beside it
    is said, anything else is to be looked at, as is a year that only the title gives."""
    said = view.setting.said
    if said.period is not None or (said.year is None and said.month is None):
        return
    year = said.year if said.year is not None else start.year
    month = said.month if said.month is not None else start.month
    apart = abs((start.year - year) * 12 + start.month - month)
    if said.month is None:
        edge = {start.month} <= {1, 12} and abs(start.year - year) == 1
        apart = 0 if start.year == year else 1 if edge else 12
    elif said.year is None:
        apart = min(apart, 12 - apart)
    if apart == 1:
        view.remark("other_month", written=written)
    elif apart:
        view.doubt("date_other_month", written=written)


def _between(start: time, end: time) -> timedelta:
    day = date(2000, 1, 1)
    return datetime.combine(day, end) - datetime.combine(day, start)


def _show_when(when: When) -> str:
    first = " ".join(str(part) for part in (when.start, when.start_time) if part is not None)
    last = " ".join(str(part) for part in (when.end, when.end_time) if part is not None)
    return f"{first} – {last}" if last else first

"""How many came, how many volunteered, and for how long."""

from __future__ import annotations

from wenming.ingest.counts import Count
from wenming.ingest.results import Message
from wenming.ingest.view import RowView, show


def read_people(view: RowView) -> None:
    """Fill `attendance`, `attendance_is_estimate` and `volunteers` of the draft."""
    values = view.draft.values
    attending = _read_count(view, "attendance")
    volunteers = _read_count(view, "volunteers")
    values["attendance"] = attending.value
    values["attendance_is_estimate"] = attending.is_estimate
    values["volunteers"] = volunteers.volunteers if volunteers.value is None else volunteers.value
    named = attending.volunteers
    if named is None or named == values["volunteers"]:
        return
    written = show(view.cell("attendance"))
    if values["volunteers"] is None:
        values["volunteers"] = named
        view.repair("volunteers", written, named, "named_numbers")
    else:
        view.doubt("count_contradiction", written=written)


def _read_count(view: RowView, name: str) -> Count:
    counts = [_read_cell(view, name, index) for index in _list_read(view, name)]
    if not counts:
        return Count()
    told = [count for count in counts if count.value is not None]
    if len(told) < 2:
        return told[0] if told else counts[0]
    if name in view.heading.added:
        total = sum(count.value or 0 for count in told)
        return Count(total, is_estimate=any(count.is_estimate for count in told))
    return told[0]


def _list_read(view: RowView, name: str) -> list[int]:
    """The columns of a count that are to be read in this row; where nobody knows which of several
    is the one and they differ, the row is to be looked at."""
    columns = view.columns(name)
    if name in view.heading.added:
        return columns
    if name in view.heading.asked and len(columns) > 1:
        shown = [show(view.row.value(index)) for index in columns]
        if len(set(shown)) > 1:
            headings = [view.heading.texts[index] for index in columns]
            told = [f"{text} {cell}" for text, cell in zip(headings, shown, strict=True)]
            view.doubt("columns_differ", field=Message(f"ledger.field.{name}"), columns=told)
            return []
    if name in view.heading.asked:
        return columns[:1]
    first = view.heading.columns.get(name, [])[:1]
    return [index for index in first if index in columns]


def _read_cell(view: RowView, name: str, index: int) -> Count:
    value = view.row.value(index)
    meaning = view.heading.meanings[index]
    if _is_shared(view, index):
        view.doubt("count_merged", field=name, written=show(value))
        return Count()
    if view.is_private(name, value):  # a telephone in the column beside its own is no count
        view.doubt("count_unreadable", field=name, written=show(value))
        return Count()
    if meaning.phrase.unknown_unit and not view.is_none(value):
        view.doubt(
            "unit_unknown",
            field=Message(f"ledger.field.{name}"),
            unit=meaning.phrase.unknown_unit,
        )
        return Count()
    count = view.readers.counts.read(view.plain(value), scale=meaning.scale)
    if count.problem:
        view.doubt(count.problem, field=name, written=show(value))
    elif count.kind:
        view.repair(name, value, count.value, count.kind)
    return count


def _is_shared(view: RowView, index: int) -> bool:
    """A figure in a cell merged over several rows counts for all of them together."""
    return index in view.row.filled or view.row.spans.get(index, (1, 1))[0] > 1


def read_hours(view: RowView) -> None:
    """Fill `service_hours` of the draft: the total of all volunteers."""
    told = [_read_hours(view, index) for index in _list_read(view, "service_hours")]
    known = [hours for hours in told if hours is not None]
    view.draft.values["service_hours"] = round(sum(known), 4) if known else None


def _read_hours(view: RowView, index: int) -> float | None:
    values, name = view.draft.values, "service_hours"
    value, meaning = view.row.value(index), view.heading.meanings[index]
    if _is_shared(view, index):
        view.doubt("count_merged", field=name, written=show(value))
        return None
    if meaning.phrase.unknown_unit and not view.is_none(value):
        view.doubt(
            "unit_unknown",
            field=Message(f"ledger.field.{name}"),
            unit=meaning.phrase.unknown_unit,
        )
        return None
    hours = view.readers.hours.read(view.plain(value), minutes=meaning.minutes)
    if hours.problem:
        view.doubt(hours.problem, field=name, written=show(value))
    elif hours.value is None:
        view.repair(name, value, "", hours.kind or "none_mark")
    elif not (hours.per_head or meaning.per_head):
        if hours.kind:
            view.repair(name, value, hours.value, hours.kind)
        return hours.value
    elif values["volunteers"] is None:
        view.repair(name, value, "", "hours_without_volunteers")
    else:
        total: float = round(hours.value * values["volunteers"], 4)
        view.repair(name, value, total, "hours_per_head")
        return total
    return None


def read_sessions(view: RowView) -> None:
    """A row that stands for several sessions is to be looked at: it counts as one."""
    for index in view.columns("sessions")[:1]:
        count = view.readers.counts.read(view.plain(view.row.value(index))).value
        if count is not None and count > 1:
            view.doubt("several_sessions", count=count)

"""How many came, how many volunteered, and for how long."""

from __future__ import annotations

from wenming.ingest.counts import Count
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
    value = view.cell(name)
    if value is None:
        return Count()
    if _is_shared(view, name):
        view.doubt("count_merged", field=name, written=show(value))
        return Count()
    if view.is_private(name, value):  # a telephone in the column beside its own is no count
        view.doubt("count_unreadable", field=name, written=show(value))
        return Count()
    scale = view.heading.meanings[view.heading.columns[name][0]].scale
    count = view.readers.counts.read(view.plain(value), scale=scale)
    if count.problem:
        view.doubt(count.problem, field=name, written=show(value))
    elif count.kind:
        view.repair(name, value, count.value, count.kind)
    return count


def _is_shared(view: RowView, name: str) -> bool:
    """A figure in a cell merged over several rows counts for all of them together."""
    index = view.heading.columns[name][0]
    return index in view.row.filled or view.row.spans.get(index, (1, 1))[0] > 1


def read_hours(view: RowView) -> None:
    """Fill `service_hours` of the draft: the total of all volunteers."""
    values, name = view.draft.values, "service_hours"
    values[name] = None
    value = view.cell(name)
    if value is None:
        return
    if _is_shared(view, name):
        view.doubt("count_merged", field=name, written=show(value))
        return
    meaning = view.heading.meanings[view.heading.columns[name][0]]
    hours = view.readers.hours.read(view.plain(value), minutes=meaning.minutes)
    if hours.problem:
        view.doubt(hours.problem, field=name, written=show(value))
    elif hours.value is None:
        view.repair(name, value, "", hours.kind or "none_mark")
    elif not (hours.per_head or meaning.per_head):
        values[name] = hours.value
        if hours.kind:
            view.repair(name, value, hours.value, hours.kind)
    elif values["volunteers"] is None:
        view.repair(name, value, "", "hours_without_volunteers")
    else:
        values[name] = round(hours.value * values["volunteers"], 4)
        view.repair(name, value, values[name], "hours_per_head")

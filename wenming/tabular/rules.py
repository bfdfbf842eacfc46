"""What a record lacks, and what in it cannot be true together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from wenming.forms import Form, find_column_key
from wenming.ingest.results import Message

Values = Mapping[str, str | None]


def find_missing(
    form: Form, record: Values, given: Collection[str] | None, unread: Collection[str] = ()
) -> list[Message]:
    """The needed columns that a record has nothing in; of a known one, those that were `given`.

    Of what is `unread`, its own problem is told."""
    return [
        Message("tables.review.missing", {"column": _name(form, field.name)})
        for field in form.fields
        if field.required
        and record.get(field.name) is None
        and field.name not in unread
        and (given is None or field.name in given)
    ]


def find_contradictions(form: Form, record: Values, given: Collection[str]) -> list[Message]:
    """Days and numbers in the wrong order, and closed without a day, where a row says so."""
    problems = []
    steps = [pair for columns in form.order for pair in _pair_up(columns, record)]
    for (first, before), (second, after) in steps:
        if not {first, second} & set(given):
            continue
        is_number = form.field(first).kind == "count"
        if int(before) > int(after) if is_number else before > after:
            columns = {"first": _name(form, first), "second": _name(form, second)}
            problems.append(
                Message("tables.review.order", {**columns, "before": before, "after": after})
            )
    if "closed" in form_options(form, "status") and {"status", "closed_on"} & set(given):
        closed, day = record.get("status") == "closed", record.get("closed_on")
        if closed and day is None:
            problems.append(Message("tables.review.closed_when"))
        elif day is not None and not closed and record.get("status") is not None:
            problems.append(Message("tables.review.not_closed"))
    return problems


def _pair_up(
    columns: Sequence[str], record: Values
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Each column that has a value beside the next one that has: a step may have been left out."""
    filled = [(name, value) for name in columns if (value := record.get(name)) is not None]
    return pairwise(filled)


def form_options(form: Form, column: str) -> tuple[str, ...]:
    """The fixed choices of a column; none where there is no such column."""
    return form.field(column).options if column in form.columns else ()


def _name(form: Form, column: str) -> Message:
    return Message(find_column_key(form.table, column))

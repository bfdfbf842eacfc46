"""Reports of the joint meeting: visits, problems, tasks, meetings, rows that wait for review."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from wenming.filters import Filters
from wenming.schema import BY_HAND
from wenming.store import Snapshot

SOON_DAYS = 30
"""A task is due soon when its day is no further off than this."""


def meetings_by_meeting(store: Snapshot) -> pd.DataFrame:
    """The meetings with the number of tasks each gave out, the newest first."""
    return store.run("meeting__meetings_by_meeting")


def visits_by_visit(store: Snapshot, filters: Filters, *, as_of: date) -> pd.DataFrame:
    """Field visits up to the day and the problems that came of each."""
    return store.run("meeting__visits_by_visit", filters, as_of=as_of)


def problems_by_problem(store: Snapshot, filters: Filters, *, as_of: date) -> pd.DataFrame:
    """Problems raised up to the day, as they stood on it."""
    return store.run("meeting__problems_by_problem", filters, as_of=as_of)


def tasks_by_task(
    store: Snapshot, filters: Filters, *, as_of: date, soon: int = SOON_DAYS
) -> pd.DataFrame:
    """Every task as it stood on the day: overdue, due within `soon` days, or settled."""
    return store.run("meeting__tasks_by_task", filters, as_of=as_of, soon=soon)


def waiting_by_activity(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities of the period that wait for review and do not count yet."""
    return store.run("meeting__waiting_by_activity", filters)


def changes_by_record(store: Snapshot, *, tables: Sequence[str] = tuple(BY_HAND)) -> pd.DataFrame:
    """Every change by hand, and those that files made of records of `tables`; the newest first,
    with the row before and after."""
    return store.run("meeting__changes_by_record", tables=list(tables))


def papers_by_paper(store: Snapshot) -> pd.DataFrame:
    """The papers that were settled, with the version each was made from."""
    return store.run("meeting__papers_by_paper")


def edits_by_block(store: Snapshot) -> pd.DataFrame:
    """The paragraphs of papers that staff wrote."""
    return store.run("meeting__edits_by_block")

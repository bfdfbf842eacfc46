"""The same answers from pandas: the whole log in a frame, each report a few lines on it.

Each function takes the log, a call's filters and its values, and returns columns of the report of
the same name, in its order. What reads more than the log is not here.
"""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd

from tests.bench.calls import Call
from wenming.filters import Filters
from wenming.store import Store

_CATEGORIES = ("site_id", "street_id", "level", "theme_id", "task_id", "title")
_LOG = """
    select
        activity_id, title, started_on, month, site_id, street_id, level, theme_id, task_id,
        mode = 'online' as online, attendance, attendance_is_estimate, service_hours
    from store.counted_activities
    order by started_on desc, activity_id desc
"""
_ACTIVITY = ["activity_id", "started_on", "title", "theme_id", "attendance"]


def load_log(store: Store) -> pd.DataFrame:
    """The activities that count, newest first, with what their sites and themes say of them.

    Ids and titles are categories, as somebody who cares for speed would have them.
    """
    path = store.path(store.require_current())
    with duckdb.connect() as connection:
        connection.execute("attach $path as store (read_only)", {"path": str(path)})
        log = connection.execute(_LOG).df()
    return log.astype(dict.fromkeys(_CATEGORIES, "category"))


def can_answer(call: Call) -> bool:
    return call.report in _ANSWERS


def answer(call: Call, log: pd.DataFrame) -> pd.DataFrame:
    """What the call's report gives, from the log alone."""
    assert call.filters is not None
    return _ANSWERS[call.report](_choose(log, call.filters), **dict(call.values))


def _choose(log: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    chosen = log["started_on"].between(pd.Timestamp(filters.since), pd.Timestamp(filters.until))
    for column, ids in (
        ("street_id", filters.streets),
        ("level", filters.levels),
        ("theme_id", filters.themes),
    ):
        if ids is not None:
            chosen &= log[column].isin(ids)
    return log[chosen]


def _headline(log: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "activities": [len(log)],
            "attendance": [log["attendance"].sum(min_count=1)],
            "attendance_reported": [log["attendance"].count()],
            "attendance_estimated": [log.loc[log["attendance_is_estimate"], "attendance"].sum()],
            "service_hours": [log["service_hours"].sum(min_count=1)],
            "hours_reported": [log["service_hours"].count()],
            "tasks_covered": [log["task_id"].nunique()],
        }
    )


def _sum_by(*columns: str, **sums: str) -> Callable[..., pd.DataFrame]:
    """A report that sums by the columns: the sums are named `result=column`."""

    def answer(log: pd.DataFrame) -> pd.DataFrame:
        groups = log.groupby(list(columns), observed=True, dropna=False)
        held = {"activities": groups.size()}
        for name, column in sums.items():
            held[name] = groups[column].sum(min_count=1)
        return pd.DataFrame(held).reset_index()

    return answer


def _count_by_day(log: pd.DataFrame) -> pd.DataFrame:
    return _sum_by("started_on", attendance="attendance")(log).rename(columns={"started_on": "day"})


def _list(log: pd.DataFrame, rows: int, skip: int = 0) -> pd.DataFrame:
    return log[_ACTIVITY].iloc[skip : skip + rows].reset_index(drop=True)


_ANSWERS: dict[str, Callable[..., Any]] = {
    "overview__headline": _headline,
    "overview__trend_by_month_theme": _sum_by(
        "month", "theme_id", online="online", attendance="attendance", service_hours="service_hours"
    ),
    "overview__matrix_by_street_task": _sum_by("street_id", "task_id", attendance="attendance"),
    "overview__newest_by_activity": _list,
    "activities__counts_by_day": _count_by_day,
    "activities__counts_by_month_street_theme": _sum_by(
        "month", "street_id", "theme_id", online="online", attendance="attendance"
    ),
    "activities__list_by_activity": _list,
    "coverage__points_by_activity": _list,
    "coverage__points_by_site_theme": _sum_by(
        "site_id", "street_id", "theme_id", attendance="attendance"
    ),
}

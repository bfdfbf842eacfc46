"""Reports of the overview: headline figures, trend, matrix, silent sites, newest activities."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def headline(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """The headline figures of the period, one row; call it again for another period."""
    return store.run("overview__headline", filters)


def sites_by_month(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Open and active sites by month; their sums give the share of active sites."""
    return store.run("overview__sites_by_month", filters)


def coverage_by_month(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Communities, and those with an open station, at each month's end."""
    return store.run("overview__coverage_by_month", filters)


def trend_by_month_theme(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities, attendance and hours by month and theme."""
    return store.run("overview__trend_by_month_theme", filters)


def matrix_by_street_task(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities and attendance by street and task."""
    return store.run("overview__matrix_by_street_task", filters)


def silent_by_site(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Open sites silent for a full month or more at the period's end, and those never heard of."""
    return store.run("overview__silent_by_site", filters)


def silent_by_month(store: Snapshot, filters: Filters, *, silent_months: int = 1) -> pd.DataFrame:
    """Open, silent and never-reporting sites at each month's end."""
    return store.run("overview__silent_by_month", filters, silent_months=silent_months)


def newest_by_activity(store: Snapshot, filters: Filters, *, rows: int = 10) -> pd.DataFrame:
    """The newest activities of the period, at most `rows` of them."""
    return store.run("overview__newest_by_activity", filters, rows=rows)

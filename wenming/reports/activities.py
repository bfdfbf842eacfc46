"""Reports of the activities page: theme × street × month, the calendar, the list, one activity."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def counts_by_month_street_theme(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities and attendance by month, street and theme."""
    return store.run("activities__counts_by_month_street_theme", filters)


def counts_by_day(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities and attendance by day, of days that have any."""
    return store.run("activities__counts_by_day", filters)


def list_by_activity(
    store: Snapshot, filters: Filters, *, rows: int = 20, skip: int = 0
) -> pd.DataFrame:
    """The newest activities of the period, `rows` of them after the first `skip`."""
    return store.run("activities__list_by_activity", filters, rows=rows, skip=skip)


def search_by_activity(
    store: Snapshot, filters: Filters, *, search: str, rows: int = 20, skip: int = 0
) -> pd.DataFrame:
    """Activities whose title, place or site holds every word of `search`, the newest first."""
    return store.run("activities__search_by_activity", filters, search=search, rows=rows, skip=skip)


def export_by_activity(
    store: Snapshot, filters: Filters, *, search: str = "", rows: int = 1000
) -> pd.DataFrame:
    """Activities with the ledger rows they came from, the newest first, at most `rows`."""
    return store.run("activities__export_by_activity", filters, search=search, rows=rows)


def one_by_activity(store: Snapshot, *, activity_id: str) -> pd.DataFrame:
    """One activity of any outcome with its ledger row; no row where there is none."""
    return store.run("activities__one_by_activity", activity_id=activity_id)

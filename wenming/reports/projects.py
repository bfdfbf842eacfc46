"""Reports of the projects page: the fund's projects and payments, exemplars and their events."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def fund_by_project(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Projects funded by the period's end: granted, spent, visits, months, people's verdicts."""
    return store.run("projects__fund_by_project", filters)


def payments_by_project_month(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Payments by project and month, from the first to the period's end."""
    return store.run("projects__payments_by_project_month", filters)


def exemplars_by_year_street_honour(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Honours by year, street, honour, level and kind, up to the period's end, with the talks."""
    return store.run("projects__exemplars_by_year_street_honour", filters)


def events_by_month_kind(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """The period's sharing sessions and other events about exemplars, by month and kind."""
    return store.run("projects__events_by_month_kind", filters)

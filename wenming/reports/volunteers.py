"""Reports of the volunteers page: teams and their effort, orders step by step, services."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def teams_by_team(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """The teams of the chosen streets and those that served there, with what they held."""
    return store.run("volunteers__teams_by_team", filters)


def effort_by_month(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities, volunteers' turns and hours by month, whether or not a team is named."""
    return store.run("volunteers__effort_by_month", filters)


def orders_by_street_service(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Orders requested in the period by street and service: how far each has come."""
    return store.run("volunteers__orders_by_street_service", filters)


def waits_by_step(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Median and 90th percentile of the days that each step of an order took."""
    return store.run("volunteers__waits_by_step", filters)


def refusals_by_reason(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Refused orders by reason, the most frequent first."""
    return store.run("volunteers__refusals_by_reason", filters)


def open_by_status_age(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Open orders by the step they wait for and their age at the period's end, or the data's."""
    return store.run("volunteers__open_by_status_age", filters)


def services_by_month_weekday(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities of the regular services by month and weekday."""
    return store.run("volunteers__services_by_month_weekday", filters)


def supply_by_street_service(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities of the regular services by street."""
    return store.run("volunteers__supply_by_street_service", filters)

"""Reports of the exchange page: town teams in the country, who serves where, services there."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def settings_by_month(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities by month, home of the team, and town, country or school."""
    return store.run("exchange__settings_by_month", filters)


def flows_by_street_pair(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities by the team's street and the street served."""
    return store.run("exchange__flows_by_street_pair", filters)


def country_by_street_theme(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """What town teams held in the country, by street, theme, and school or not."""
    return store.run("exchange__country_by_street_theme", filters)


def services_by_setting(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """The regular services' activities in town and country, at schools or not."""
    return store.run("exchange__services_by_setting", filters)

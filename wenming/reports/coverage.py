"""Reports of the coverage map: streets and sites what they held, and activities' places."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def measures_by_street(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """What each street held in the period, and its sites and communities at the period's end."""
    return store.run("coverage__measures_by_street", filters)


def states_by_site(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Every site opened by the period's end: where it is, its standing, its last activity."""
    return store.run("coverage__states_by_site", filters)


def points_by_activity(store: Snapshot, filters: Filters, *, rows: int = 5000) -> pd.DataFrame:
    """The activities of the period with their places, at most `rows` of them."""
    return store.run("coverage__points_by_activity", filters, rows=rows)


def points_by_site_theme(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """The activities of the period counted by site and theme, with the sites' places."""
    return store.run("coverage__points_by_site_theme", filters)

"""Reports of the reach page: where residents are, and the sites that could reach them."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def residents_by_point(store: Snapshot) -> pd.DataFrame:
    """Where residents are counted: population points, and communities without any."""
    return store.run("reach__residents_by_point")


def states_by_site(store: Snapshot, filters: Filters, *, months: int = 3) -> pd.DataFrame:
    """Every site opened by the period's end, whether it is open, and whether it is active.

    Sites of all streets, whichever are chosen: residents walk to the next street's.
    """
    return store.run("reach__states_by_site", filters, months=months)


def needs_by_area(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Every community, or street without any: its sites' silence, missing tasks, open orders."""
    return store.run("reach__needs_by_area", filters)


def teams_by_site(store: Snapshot) -> pd.DataFrame:
    """The teams that have a site."""
    return store.run("reach__teams_by_site")

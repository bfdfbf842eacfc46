"""Reports of the sites page: states and duties of all, one level of the tree, one site's card."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def states_by_site(store: Snapshot, filters: Filters, *, unit: str = "") -> pd.DataFrame:
    """Every site opened by the period's end, with standing, last activity and the five haves.

    Only of responsible units whose names hold `unit`; of all where it is empty.
    """
    return store.run("sites__states_by_site", filters, unit=unit)


def duties_by_month_level(
    store: Snapshot, filters: Filters, *, unit: str = "", due_day: int = 5
) -> pd.DataFrame:
    """Sites by whole month and level: how many met the minimum, reported, reported in time."""
    return store.run("sites__duties_by_month_level", filters, unit=unit, due_day=due_day)


def branches_by_site(
    store: Snapshot,
    filters: Filters,
    *,
    parent_id: str = "",
    unit: str = "",
    silent_months: int = 1,
    rows: int = 20,
    skip: int = 0,
) -> pd.DataFrame:
    """The sites right below another, each with the counts of its whole branch."""
    return store.run(
        "sites__branches_by_site",
        filters,
        parent_id=parent_id,
        unit=unit,
        silent_months=silent_months,
        rows=rows,
        skip=skip,
    )


def path_by_site(store: Snapshot, *, site_id: str) -> pd.DataFrame:
    """The sites from the top of the tree down to one; no row where there is no such site."""
    return store.run("sites__path_by_site", site_id=site_id)


def one_by_site(store: Snapshot, filters: Filters, *, site_id: str) -> pd.DataFrame:
    """One site with its facts at the period's end; no row where there is no such site."""
    return store.run("sites__one_by_site", filters, site_id=site_id)


def history_by_month(store: Snapshot, *, site_id: str) -> pd.DataFrame:
    """What a site held in each month that it held anything."""
    return store.run("sites__history_by_month", site_id=site_id)


def teams_by_team(store: Snapshot, *, site_id: str) -> pd.DataFrame:
    """The volunteer teams based at a site."""
    return store.run("sites__teams_by_team", site_id=site_id)


def projects_by_project(store: Snapshot, *, site_id: str) -> pd.DataFrame:
    """The flagship projects at a site, the newest first."""
    return store.run("sites__projects_by_project", site_id=site_id)


def newest_by_activity(store: Snapshot, *, site_id: str, rows: int = 5) -> pd.DataFrame:
    """A site's newest activities, at most `rows` of them."""
    return store.run("sites__newest_by_activity", site_id=site_id, rows=rows)


def orders_by_order(store: Snapshot, *, site_id: str, rows: int = 20) -> pd.DataFrame:
    """A site's open orders, the oldest first, at most `rows` of them."""
    return store.run("sites__orders_by_order", site_id=site_id, rows=rows)


def exemplars_by_exemplar(store: Snapshot, *, site_id: str, rows: int = 5) -> pd.DataFrame:
    """Exemplars of a site's street, the newest first, at most `rows` of them."""
    return store.run("sites__exemplars_by_exemplar", site_id=site_id, rows=rows)


def nearby_by_site(
    store: Snapshot, filters: Filters, *, site_id: str, rows: int = 30
) -> pd.DataFrame:
    """A site and those around it that are open, the nearest first, with distances in metres."""
    return store.run("sites__nearby_by_site", filters, site_id=site_id, rows=rows)

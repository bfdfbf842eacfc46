"""Reports that are computed from others: on the pages, in the paper and by `wenming report`."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from wenming.config import District
from wenming.filters import Filters
from wenming.geo.fairness import compute_gini, compute_lorenz
from wenming.geo.reach import add_up, choose_sites, compute_reach, place
from wenming.geo.streets import find_walking
from wenming.needs import list_needs
from wenming.reports import coverage, reach, reference
from wenming.store import Snapshot

Computed = Callable[[Snapshot, District, Filters], pd.DataFrame]


def list_reached(store: Snapshot, district: District, filters: Filters) -> pd.DataFrame:
    """Residents of each street, and those within the walk of an open and of an active site.

    Columns: street_id (missing for points of no street), residents, near_open, near_active, and
    modelled (residents whose place and number are not from a count).
    Streets narrow whose residents are counted, never which sites they may walk to.
    """
    limits = district.thresholds
    months = limits.active_reach_months
    states = reach.states_by_site(store, replace(filters, streets=None), months=months)
    places = place(reach.residents_by_point(store), states)
    walking, _ = find_walking(district)
    tables: dict[str, pd.Series] = {}
    for column, basis in (("near_open", "open"), ("near_active", "recent")):
        counts = choose_sites(places.sites, basis).to_numpy(dtype=bool)
        points = compute_reach(places, walking, counts=counts, limit=limits.walk_limit_m)
        sums = add_up(points, "street_id").set_index("street_id")
        tables |= {"residents": sums["residents"], column: sums["reached"]}
        tables["modelled"] = sums["modelled"]
    table = pd.DataFrame(tables).reset_index()
    if filters.streets is not None:
        table = table[table["street_id"].isin(filters.streets)].reset_index(drop=True)
    return table


def list_evenness(store: Snapshot, district: District, filters: Filters) -> pd.DataFrame:
    """Each street's part in how evenly activities are spread over residents.

    Columns: street_id, residents, activities, rate (activities per resident), residents_share and
    activities_share (of all, up to and with the street, those with least first), and gini, the
    coefficient of all streets in every row. Streets without residents on record are left out.
    """
    residents = reference.streets(store)[["street_id", "residents"]]
    held = coverage.measures_by_street(store, filters)[["street_id", "activities"]]
    curve = compute_lorenz(residents.merge(held, on="street_id"))
    return curve.assign(gini=compute_gini(curve))


COMPUTED: dict[str, Computed] = {
    "needs__support_by_area": list_needs,
    "reach__evenness_by_street": list_evenness,
    "reach__residents_by_street": list_reached,
}
"""By name, as `wenming.reports.find_reports` names those that are asked in SQL."""

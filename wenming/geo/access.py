"""How easily residents come to activities: the two-step floating catchment area, by PySAL."""

import numpy as np
import pandas as pd

from wenming.geo.grid import merge_places
from wenming.geo.metres import to_metres
from wenming.geo.walking import Walking

_PLACES = 10_000
"""More places than that are added up on a grid first: the catchment is measured pair by pair."""


def weigh(metres: float, limit: float) -> float:
    """Gaussian decay with distance: 1 at the door, 0 from the limit on (Dai 2010)."""
    if metres > limit:
        return 0.0
    edge = np.exp(-0.5)
    return float((np.exp(-0.5 * (metres / limit) ** 2) - edge) / (1 - edge))


def compute_access(
    points: pd.DataFrame, sites: pd.DataFrame, walking: Walking, *, months: float, limit: float
) -> pd.DataFrame:
    """For places of residents the activities a month within the walk, for 10,000 residents each.

    Step one divides each site's activities a month among the residents within `limit`, weighed by
    `weigh`; step two adds up for each place what its sites offer, weighed again. `points` are
    placed residents with street_id, `sites` open sites with activities in a period of `months`.
    Gives street_id, lat, lon, residents and access; 0 where no site is in reach.
    """
    from access.fca import two_stage_fca

    merged = [
        merge_places(group, weight="residents", sums=[], most=_share(len(group), len(points)))
        .assign(street_id=street)
        for street, group in points.groupby("street_id", dropna=False)
    ]  # fmt: skip
    columns = ["street_id", "lat", "lon", "residents"]
    places = pd.concat([*merged, pd.DataFrame(columns=columns)], ignore_index=True)[columns]
    pairs = walking.find_pairs(
        to_metres(places["lon"], places["lat"]), to_metres(sites["lon"], sites["lat"]), limit
    )
    near = pd.DataFrame({"origin": pairs.origin, "dest": pairs.target, "cost": pairs.metres})
    # A pair at the very limit weighs nothing; a site that only has such would divide by nothing.
    near = near[near["cost"] < limit]
    places["access"] = 0.0
    if len(near):
        found = two_stage_fca(
            pd.DataFrame({"residents": places["residents"].astype(float)}),
            pd.DataFrame({"supply": sites["activities"].to_numpy(dtype=float) / months}),
            cost_df=near,
            max_cost=limit,
            demand_index=True,
            demand_name="residents",
            supply_index=True,
            supply_name="supply",
            weight_fn=lambda metres: weigh(metres, limit),
        )
        places.loc[found.index, "access"] = found.to_numpy() * 10_000
    return places


def average_access(places: pd.DataFrame) -> pd.DataFrame:
    """Each street's residents, the access of the average one, and those without any.

    Takes what `compute_access` gives; columns street_id, residents, access and without.
    """
    residents = places["residents"].astype(float)
    sums = (
        pd.DataFrame(
            {
                "street_id": places["street_id"],
                "residents": residents,
                "access": residents * places["access"],
                "without": residents.where(places["access"] == 0, 0.0),
            }
        )
        .groupby("street_id", dropna=False)
        .sum()
        .reset_index()
    )
    return sums.assign(access=(sums["access"] / sums["residents"]).where(sums["residents"] > 0))


def _share(part: int, whole: int) -> int:
    """How many of the places a street may keep, for all of them to be few enough."""
    return part if whole <= _PLACES else max(1, part * _PLACES // whole)

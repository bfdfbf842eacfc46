"""Who lives within a walk of a site: by point, and added up by community, street and district."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wenming.geo.metres import Places as Metres
from wenming.geo.metres import to_metres
from wenming.geo.walking import Walking

BASES = ("recent", "held", "open")
"""Sites that count: open ones active in the last months; active in the period; all open ones."""


@dataclass(frozen=True)
class Places:
    """Residents' places and sites, also in metres; rows without a place are left out."""

    points: pd.DataFrame
    points_at: Metres
    sites: pd.DataFrame
    sites_at: Metres
    residents_unplaced: int
    sites_unplaced: int


def place(points: pd.DataFrame, sites: pd.DataFrame) -> Places:
    """Put `reach__residents_by_point` and `reach__states_by_site` where they are."""
    placed_points = keep_placed(points)
    placed_sites = keep_placed(sites)
    return Places(
        points=placed_points,
        points_at=to_metres(placed_points["lon"], placed_points["lat"]),
        sites=placed_sites,
        sites_at=to_metres(placed_sites["lon"], placed_sites["lat"]),
        residents_unplaced=int(points["residents"].sum() - placed_points["residents"].sum()),
        sites_unplaced=len(sites) - len(placed_sites),
    )


def keep_placed(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have coordinates on the globe, numbered anew."""
    on_globe = frame["lon"].between(-180, 180) & frame["lat"].between(-90, 90)
    return frame[on_globe].reset_index(drop=True)


def choose_sites(sites: pd.DataFrame, basis: str) -> pd.Series:
    """Which sites count on a basis of BASES, as a mask over `reach__states_by_site`."""
    is_open = ~sites["is_closed"].astype(bool)
    if basis == "held":
        return is_open & (sites["activities"] > 0)
    if basis == "recent":
        return is_open & sites["is_recent"].astype(bool)
    return is_open


def compute_reach(
    places: Places, walking: Walking, *, counts: NDArray[np.bool_], limit: float
) -> pd.DataFrame:
    """Every placed point with its walk to the nearest site that counts (a mask over the sites).

    Adds site_id (nearest; missing where no site counts), walk_m (metres on foot; inf for none),
    is_reached (walk_m at most `limit`), and of its residents those `reached` and `modelled`.
    """
    walk, nearest = walking.find_nearest(places.points_at, places.sites_at[counts])
    ids = places.sites.loc[counts, "site_id"].to_numpy(dtype=object)
    known = nearest >= 0
    site = np.full(len(nearest), None, dtype=object)
    site[known] = ids[nearest[known]]
    residents = places.points["residents"].astype("int64")
    return places.points.assign(
        site_id=site,
        walk_m=walk,
        is_reached=walk <= limit,
        reached=residents.where(walk <= limit, 0),
        modelled=residents.where(places.points["basis"] == "modelled", 0),
    )


def add_up(reach: pd.DataFrame, by: str | list[str]) -> pd.DataFrame:
    """Residents, those reached and those not, by a column of `compute_reach`; share is 0–1.

    `modelled` counts residents whose place is not from a count. A group without residents does
    not come up; residents of no group come under a missing key. What was added up by several
    columns can be added up again by one of them.
    """
    counts = ["residents", "reached", "modelled"]
    sums = reach.groupby(by, dropna=False, sort=True)[counts].sum().reset_index()
    sums["unreached"] = sums["residents"] - sums["reached"]
    sums["share"] = divide(sums["reached"], sums["residents"])
    return sums


def add_up_all(reach: pd.DataFrame) -> pd.Series:
    """The same for all residents, one row; the share of nobody is missing."""
    sums = add_up(reach.assign(everybody=0), "everybody")
    if sums.empty:
        return pd.Series(
            {"residents": 0, "reached": 0, "modelled": 0, "unreached": 0, "share": np.nan}
        )
    return sums.drop(columns="everybody").iloc[0]


def compute_levels(
    places: Places, walking: Walking, *, levels: list[str], counts: NDArray[np.bool_], limit: float
) -> pd.DataFrame:
    """For each level of site alone: `sites` that count, and `reached`, `residents`, `share`.

    Levels overlap: a resident may be near to sites of several.
    """
    rows = []
    residents = places.points["residents"].to_numpy()
    for level in levels:
        of_level = counts & (places.sites["level"] == level).to_numpy(dtype=bool)
        walk, _ = walking.find_nearest(places.points_at, places.sites_at[of_level])
        rows.append((level, int(of_level.sum()), int(residents[walk <= limit].sum())))
    table = pd.DataFrame(rows, columns=["level", "sites", "reached"])
    table["residents"] = int(residents.sum())
    table["share"] = divide(table["reached"], table["residents"])
    return table


def divide(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Shares of 1; 0 of 0 is missing."""
    return (part / whole).where(whole > 0)

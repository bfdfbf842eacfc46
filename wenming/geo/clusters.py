"""Whether areas that are alike lie together: Moran's I and local clusters, by PySAL `esda`.

Moran (1950) for the whole, Anselin (1995) for each area; what is chance is counted by shuffling.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wenming.geo.metres import to_metres
from wenming.geo.reach import add_up, keep_placed

SMALLEST = 30
"""Of fewer areas nothing is said: chance alone makes patterns of few."""

NEIGHBOURS = 6
"""Nearest areas that count as neighbours: about as many as border on an area of a map."""

CHANCE = 0.01
"""An area is called a cluster where shuffling gives as much no more often than that."""

_SHUFFLES = 9999
_SEED = 20_210_630
_KINDS = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}


@dataclass(frozen=True)
class Clusters:
    """Moran's I of `count` areas, and how often of all `shuffles` it came to as much by chance.

    `areas` are those given with `around` (mean value of the neighbours) and `kind`: high_high and
    low_low lie among their like, high_low and low_high among others; missing for no cluster.
    """

    moran: float
    count: int
    as_much: int
    shuffles: int
    areas: pd.DataFrame

    @property
    def p(self) -> float:
        """How likely so much likeness of neighbours, or more, is by chance."""
        return (self.as_much + 1) / (self.shuffles + 1)


def add_up_areas(points: pd.DataFrame) -> pd.DataFrame:
    """Communities as `wenming.geo.reach.add_up` gives them, each at the middle of its residents.

    `points` are from `compute_reach`; those of no community are left out.
    """
    known = points[points["community_id"].notna()]
    sums = add_up(known, ["street_id", "community_id"])
    weighed = known[["lon", "lat"]].mul(known["residents"], axis=0)
    middles = weighed.groupby(known["community_id"]).sum()
    at = sums["community_id"]
    return sums.assign(
        lon=at.map(middles["lon"]) / sums["residents"],
        lat=at.map(middles["lat"]) / sums["residents"],
    )


def find_clusters(
    areas: pd.DataFrame, *, neighbours: int = NEIGHBOURS, smallest: int = SMALLEST
) -> Clusters | None:
    """Clusters of `value` over areas with lon and lat; those without a place or value do not count.

    The same for the same areas. None for fewer than `smallest`, or where all values are the same.
    """
    known = keep_placed(areas[areas["value"].notna()])
    values = known["value"].to_numpy(dtype=float)
    if len(known) < max(smallest, neighbours + 1) or np.ptp(values) == 0:
        return None
    # Here and not above: it brings scikit-learn, which takes a second to load.
    from esda import Moran, Moran_Local
    from libpysal.weights import W

    near = _find_neighbours(to_metres(known["lon"], known["lat"]), neighbours)
    weights = W({area: row.tolist() for area, row in enumerate(near)}, silence_warnings=True)
    weights.transform = "r"
    whole = Moran(values, weights, permutations=0)
    # Where all neighbours are alike it divides nothing by nothing, for a score not used here.
    with np.errstate(invalid="ignore", divide="ignore"):
        local = Moran_Local(values, weights, permutations=_SHUFFLES, seed=_SEED, n_jobs=1)
    chance = _measure_chance(local.Is, local.rlisas)
    kinds = pd.Series(local.q, index=known.index).map(_KINDS).where(chance <= CHANCE, None)
    return Clusters(
        moran=float(whole.I),
        count=len(known),
        as_much=_count_as_much(values, near),
        shuffles=_SHUFFLES,
        areas=known.assign(around=values[near].mean(axis=1), kind=kinds),
    )


def _find_neighbours(places: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Rows of the `count` nearest others of each place, a row a place."""
    from scipy.spatial import cKDTree

    _, nearest = cKDTree(places).query(places, count + 1)
    # A place itself is not always the first found: others may stand where it does.
    rows = [[other for other in row if other != place][:count] for place, row in enumerate(nearest)]
    return np.array(rows, dtype=np.int64)


def _measure_chance(
    found: NDArray[np.float64], shuffled: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How likely each area's statistic is by chance, on either side of what shuffles gave.

    By itself, because esda counts a shuffle that gives the same as if it gave less: among areas
    that are mostly 0 a zero beside zeros, which is no news, would be the rarest of all.
    """
    same = 1e-9 * np.abs(found).max()
    above = (shuffled >= found[:, None] - same).sum(axis=1)
    below = (shuffled <= found[:, None] + same).sum(axis=1)
    rarer = (np.minimum(above, below) + 1) / (shuffled.shape[1] + 1)
    chance: NDArray[np.float64] = np.minimum(1.0, 2 * rarer)
    return chance


def _count_as_much(values: NDArray[np.float64], near: NDArray[np.int64]) -> int:
    """In how many shuffles of the values neighbours are as alike as they are, or more.

    By itself, because esda shuffles by NumPy's one generator, which all visitors share.
    """
    dice = np.random.default_rng(_SEED)
    offsets = values - values.mean()
    found = (offsets * offsets[near].mean(axis=1)).sum()
    as_much = 0
    for _ in range(_SHUFFLES):
        shuffled = dice.permutation(offsets)
        likeness = (shuffled * shuffled[near].mean(axis=1)).sum()
        as_much += bool(likeness >= found - 1e-12 * abs(found))
    return as_much

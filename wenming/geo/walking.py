"""How far it is on foot from one place to another, in a straight line made longer by a factor.

What measures, the caller need not know: `wenming.geo.streets` walks along streets in the same way.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wenming.geo.metres import Places

Indices = NDArray[np.int64]
Metres = NDArray[np.float64]
_SLICE = 20_000
_MANY = 10_000_000
"""From so many comparisons on a tree is worth loading."""


@dataclass(frozen=True)
class Pairs:
    """Places within reach of each other: row of the origin, row of the target, metres on foot."""

    origin: Indices
    target: Indices
    metres: Metres


class Walking(Protocol):
    """A way to measure distances on foot between places in metres."""

    @property
    def key(self) -> str:
        """What tells this way to measure from any other."""
        ...

    @property
    def is_estimate(self) -> bool:
        """Whether distances are straight lines made longer, not walked along streets."""
        ...

    def find_nearest(self, origins: Places, targets: Places) -> tuple[Metres, Indices]:
        """From each origin the metres to its nearest target, and which; inf and -1 for none."""
        ...

    def find_pairs(self, origins: Places, targets: Places, limit: float) -> Pairs:
        """All pairs at most `limit` metres apart on foot."""
        ...


@dataclass(frozen=True)
class StraightLines:
    """Straight lines times `detour`: what walking takes on average where streets are not known."""

    detour: float
    is_estimate: bool = True

    @property
    def key(self) -> str:
        return f"straight-{self.detour}"

    def find_nearest(self, origins: Places, targets: Places) -> tuple[Metres, Indices]:
        """As `Walking` says."""
        if len(targets) == 0:
            return np.full(len(origins), np.inf), np.full(len(origins), -1, dtype=np.int64)
        if len(origins) * len(targets) > _MANY:
            from scipy.spatial import cKDTree

            straight, nearest = cKDTree(targets).query(origins)
            return straight * self.detour, nearest.astype(np.int64)
        straight, nearest = _compare_all(origins, targets)
        return straight * self.detour, nearest

    def find_pairs(self, origins: Places, targets: Places, limit: float) -> Pairs:
        """As `Walking` says."""
        if len(targets) == 0 or len(origins) == 0:
            return make_no_pairs()
        from scipy.spatial import cKDTree

        # A small tree made fast: it is asked once, and by few origins.
        tree = cKDTree(targets, balanced_tree=False, compact_nodes=False)
        found = tree.query_ball_point(origins, limit / self.detour, return_sorted=False)
        origin = np.repeat(np.arange(len(origins)), [len(near) for near in found])
        target = np.concatenate([np.asarray(near, dtype=np.int64) for near in found])
        straight = np.linalg.norm(origins[origin] - targets[target], axis=1)
        return Pairs(origin, target, straight * self.detour)


def _compare_all(origins: Places, targets: Places) -> tuple[Metres, Indices]:
    """Metres to the nearest target, and which, by all against all in slices.

    For some hundred sites as fast as a tree, and without scipy, which takes longer to load than
    the overview may wait.
    """
    straight, nearest = np.empty(len(origins)), np.empty(len(origins), dtype=np.int64)
    middle = targets.mean(axis=0)
    to = targets - middle
    squares = (to**2).sum(axis=1)
    for start in range(0, len(origins), _SLICE):
        rows = slice(start, start + _SLICE)
        at = origins[rows] - middle
        nearest[rows] = np.argmin(squares - 2 * (at @ to.T), axis=1)
        straight[rows] = np.linalg.norm(at - to[nearest[rows]], axis=1)
    return straight, nearest


def make_no_pairs() -> Pairs:
    """What is found where there is nothing to find."""
    return Pairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))

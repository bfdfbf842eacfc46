"""Where to go next: the places that bring most of the unreached residents within a walk.

The maximal covering location problem of Church and ReVelle (1974), solved exactly by HiGHS. Sites
that count stay; only residents whom none of them reaches are left to be won.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wenming.geo.walking import Pairs

_SECONDS = 4.0
"""For one number of places; what is not proven best by then says how far it may be from it."""


@dataclass(frozen=True)
class Problem:
    """What is to be covered: groups of residents whom the same candidates reach.

    `weights` holds residents by group; `covers` a row a candidate and a column a group.
    """

    weights: NDArray[np.int64]
    covers: NDArray[np.bool_]

    @property
    def most(self) -> int:
        """Residents whom all candidates together reach."""
        return int(self.weights[self.covers.any(axis=0)].sum())


@dataclass(frozen=True)
class Choice:
    """The chosen candidates, those who add most first, and the residents each adds.

    `bound` is the most that any choice of as many could reach: equal to `gain` when proven best.
    """

    candidates: tuple[int, ...]
    added: tuple[int, ...]
    bound: int

    @property
    def gain(self) -> int:
        return sum(self.added)

    @property
    def is_proven(self) -> bool:
        return self.bound <= self.gain

    @property
    def gap(self) -> float:
        """How much more at most another choice could reach, as a share of this one's gain."""
        return (self.bound - self.gain) / self.gain if self.gain else 0.0


def build_problem(residents: Sequence[int] | pd.Series, pairs: Pairs, candidates: int) -> Problem:
    """From residents by point and the pairs of candidate (origin) and point (target) in reach.

    Points that the same candidates reach become one group; points none reaches drop out.
    """
    weights = np.asarray(residents, dtype=np.int64)
    order = np.lexsort((pairs.origin, pairs.target))
    target, origin = pairs.target[order], pairs.origin[order]
    points, starts = np.unique(target, return_index=True)
    groups: dict[bytes, int] = {}
    sums: list[int] = []
    members: list[NDArray[np.int64]] = []
    for point, reached_by in zip(points, np.split(origin, starts)[1:], strict=True):
        key = reached_by.tobytes()
        if key not in groups:
            groups[key] = len(sums)
            sums.append(0)
            members.append(reached_by)
        sums[groups[key]] += int(weights[point])
    covers = np.zeros((candidates, len(sums)), dtype=bool)
    for group, reached_by in enumerate(members):
        covers[reached_by, group] = True
    return Problem(np.array(sums, dtype=np.int64), covers)


def choose_places(problem: Problem, count: int) -> Choice:
    """The `count` candidates that together reach most residents; fewer where all are reached."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, hstack, identity

    useful = _drop_dominated(problem)
    covers, groups = problem.covers[useful], len(problem.weights)
    if count < 1 or not groups:
        return Choice((), (), 0)
    if count >= len(useful):
        return _spell(problem, useful, problem.most)
    # x: is a candidate chosen; y: is a group reached, only as far as a chosen candidate reaches it.
    linked = hstack([csr_array(-covers.T.astype(float)), identity(groups)])
    chosen = np.concatenate([np.ones(len(useful)), np.zeros(groups)])
    solved = milp(
        -np.concatenate([np.zeros(len(useful)), problem.weights]),
        integrality=chosen,
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(linked, ub=0),
            LinearConstraint(chosen[None, :], ub=count),
        ],
        options={"time_limit": _SECONDS, "mip_rel_gap": 0},
    )
    if solved.x is None:
        greedy = _choose_greedily(problem, useful, count)
        return _spell(problem, greedy, min(problem.most, _bound(solved)))
    picked = [useful[i] for i in np.flatnonzero(solved.x[: len(useful)] > 0.5)]
    return _spell(problem, picked, min(problem.most, _bound(solved)))


def count_for(problem: Problem, residents: int) -> int | None:
    """The fewest places that reach at least so many of the problem's residents; None: no number."""
    if residents <= 0:
        return 0
    if problem.most < residents:
        return None
    low, high = 1, len(problem.covers)
    while low < high:
        middle = (low + high) // 2
        if choose_places(problem, middle).gain >= residents:
            high = middle
        else:
            low = middle + 1
    return low


def _drop_dominated(problem: Problem) -> list[int]:
    """Candidates that no other one outdoes: what they reach, nobody else reaches wholly."""
    covers = problem.covers
    sizes = covers.sum(axis=1)
    kept: list[int] = []
    for candidate in np.argsort(-sizes, kind="stable"):
        if not sizes[candidate]:
            break
        if not kept or not (covers[kept] >= covers[candidate]).all(axis=1).any():
            kept.append(int(candidate))
    return sorted(kept)


def _choose_greedily(problem: Problem, candidates: Sequence[int], count: int) -> list[int]:
    left = problem.weights.copy()
    chosen: list[int] = []
    while len(chosen) < count and left.any():
        best = max(candidates, key=lambda candidate: int(left[problem.covers[candidate]].sum()))
        chosen.append(best)
        left[problem.covers[best]] = 0
    return chosen


def _spell(problem: Problem, chosen: Sequence[int], bound: int) -> Choice:
    """The chosen in the order of what each adds to those before it; who adds nothing drops out."""
    order = _choose_greedily(problem, chosen, len(chosen)) if chosen else []
    left = problem.weights.copy()
    added = []
    for candidate in order:
        added.append(int(left[problem.covers[candidate]].sum()))
        left[problem.covers[candidate]] = 0
    return Choice(tuple(order), tuple(added), max(bound, sum(added)))


def _bound(solved: object) -> int:
    dual = getattr(solved, "mip_dual_bound", None)
    if dual is None:
        return np.iinfo(np.int64).max
    # The objective is whole residents: what lies less than one above is the same number.
    return int(np.floor(-dual + 1e-6))

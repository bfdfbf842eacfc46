"""Where to go next: the places that bring most of the unreached residents within a walk.

The maximal covering location problem of Church and ReVelle (1974), solved exactly by HiGHS. Sites
that count stay; only residents whom none of them reaches are left to be won.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wenming.geo.walking import Pairs

_SECONDS = 12.0
"""For all numbers of places together; what is not proven best by then says how far it may be."""
_SECONDS_ONE = 4.0
_SECONDS_LEAST = 0.5


@dataclass(frozen=True)
class Core:
    """The part of a problem that decides: candidates that no other one outdoes (rows of the
    problem), and the groups that these tell apart."""

    candidates: NDArray[np.int64]
    weights: NDArray[np.int64]
    covers: NDArray[np.bool_]


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

    @cached_property
    def core(self) -> Core:
        kept = np.array(_drop_dominated(self.covers), dtype=np.int64)
        covers = self.covers[kept]
        _, first, group = np.unique(
            np.packbits(covers, axis=0), axis=1, return_index=True, return_inverse=True
        )
        weights = np.zeros(len(first), dtype=np.int64)
        np.add.at(weights, group, self.weights)
        return Core(kept, weights, covers[:, first])


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


@dataclass(frozen=True)
class Fewest:
    """How many places a target takes: `count` are enough, fewer than `least` are not."""

    count: int
    least: int

    @property
    def is_proven(self) -> bool:
        return self.least >= self.count


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


def choose_all(problem: Problem, most: int) -> tuple[Choice, ...]:
    """The best choice of 1, 2, 3 … places up to `most`, or until all are reached."""
    choices: list[Choice] = []
    until = time.monotonic() + _SECONDS
    for count in range(1, min(most, len(problem.covers)) + 1):
        left = min(_SECONDS_ONE, max(_SECONDS_LEAST, until - time.monotonic()))
        choice = choose_places(problem, count, seconds=left)
        if choices and not choice.is_proven:
            # The best of one more place gains at most as much again as each of these on average.
            most_of_one_more = choices[-1].bound * count // (count - 1)
            choice = Choice(choice.candidates, choice.added, min(choice.bound, most_of_one_more))
        choices.append(choice)
        if choice.gain >= problem.most:
            break
    return tuple(choices)


def choose_places(problem: Problem, count: int, *, seconds: float = _SECONDS_ONE) -> Choice:
    """The `count` candidates that together reach most residents; fewer where all are reached."""
    from scipy.optimize import LinearConstraint

    core = problem.core
    places = len(core.candidates)
    if count < 1 or not places:
        return Choice((), (), 0)
    if count >= places:
        return _spell(problem, range(places), problem.most)
    if count == 1:
        gains = core.covers @ core.weights
        return _spell(problem, [int(gains.argmax())], int(gains.max()))
    is_place = np.append(np.ones(places), np.zeros(len(core.weights)))
    gained = np.append(np.zeros(places), core.weights.astype(float))
    picked, bound = _solve(core, -gained, LinearConstraint(is_place[None, :], ub=count), seconds)
    # The objective is whole residents: what lies less than one above is the same number.
    best = problem.most if bound is None else min(problem.most, int(np.floor(-bound + 1e-6)))
    greedy = _choose_greedily(core.weights, core.covers, range(places), count)
    if picked is None or _count_reached(core, greedy) > _count_reached(core, picked):
        picked = greedy
    return _spell(problem, picked, best)


def find_fewest(problem: Problem, residents: int, known: Sequence[Choice] = ()) -> Fewest | None:
    """The fewest places that reach at least so many of the problem's residents; None: no number.

    `known` are the best choices of 1, 2, 3 … places: where they go far enough nothing is solved.
    """
    from scipy.optimize import LinearConstraint

    if residents <= 0:
        return Fewest(0, 0)
    if problem.most < residents:
        return None
    least = next(
        (count for count, choice in enumerate(known, 1) if choice.bound >= residents),
        len(known) + 1,
    )
    for count, choice in enumerate(known, 1):
        if choice.gain >= residents:
            return Fewest(count, least)
    core = problem.core
    places = len(core.candidates)
    is_place = np.append(np.ones(places), np.zeros(len(core.weights)))
    gained = np.append(np.zeros(places), core.weights.astype(float))
    # Half a resident below the target: whole numbers of them are then at the target or above.
    enough = LinearConstraint(gained[None, :], lb=residents - 0.5)
    picked, bound = _solve(core, is_place, enough, _SECONDS_ONE)
    greedy = _choose_greedily(core.weights, core.covers, range(places), places, residents)
    if picked is None or len(greedy) < len(picked):
        picked = greedy
    return Fewest(len(picked), least if bound is None else max(least, int(np.ceil(bound - 1e-6))))


def _solve(
    core: Core, objective: NDArray[np.float64], limit: Any, seconds: float
) -> tuple[list[int] | None, float | None]:
    """The candidates of the core that make the objective least, and the bound proven for it.

    x: is a candidate chosen; y: is a group reached, only as far as a chosen candidate reaches it.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, hstack, identity

    places, groups = core.covers.shape
    linked = hstack([csr_array(-core.covers.T.astype(float)), identity(groups)])
    solved = milp(
        objective,
        integrality=np.append(np.ones(places), np.zeros(groups)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(linked, ub=0), limit],
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    bound = getattr(solved, "mip_dual_bound", None)
    if bound is not None and not np.isfinite(bound):
        bound = None
    if solved.x is None:
        return None, bound
    return [int(row) for row in np.flatnonzero(solved.x[:places] > 0.5)], bound


def _drop_dominated(covers: NDArray[np.bool_]) -> list[int]:
    """Candidates that no other one outdoes: what they reach, nobody else reaches wholly."""
    sizes = covers.sum(axis=1)
    kept: list[int] = []
    for candidate in np.argsort(-sizes, kind="stable"):
        if not sizes[candidate]:
            break
        if not kept or not (covers[kept] >= covers[candidate]).all(axis=1).any():
            kept.append(int(candidate))
    return sorted(kept)


def _choose_greedily(
    weights: NDArray[np.int64],
    covers: NDArray[np.bool_],
    candidates: Sequence[int],
    count: int,
    residents: int | None = None,
) -> list[int]:
    """At most `count` of the candidates, each the one that adds most to those before it.

    Ends where nobody is left to be won, or where so many `residents` are reached.
    """
    left = weights.copy()
    rows = np.array(list(candidates), dtype=np.int64)
    chosen: list[int] = []
    while len(chosen) < count and left.any():
        if residents is not None and int(weights.sum() - left.sum()) >= residents:
            break
        best = int(rows[int((covers[rows] @ left).argmax())])
        chosen.append(best)
        left[covers[best]] = 0
    return chosen


def _count_reached(core: Core, chosen: Sequence[int]) -> int:
    return int(core.weights[core.covers[list(chosen)].any(axis=0)].sum())


def _spell(problem: Problem, chosen: Sequence[int], bound: int) -> Choice:
    """Those chosen of the core in the order of what each adds; who adds nothing drops out."""
    rows = problem.core.candidates[list(chosen)].tolist()
    weights, covers = problem.weights, problem.covers
    left = np.where(covers[rows].any(axis=0), weights, 0)
    added = []
    order = _choose_greedily(left, covers, rows, len(rows))
    for candidate in order:
        added.append(int(left[covers[candidate]].sum()))
        left[covers[candidate]] = 0
    return Choice(tuple(order), tuple(added), max(bound, sum(added)))

"""Where to go next: small problems by brute force, and what the answer says of itself."""

from itertools import combinations

import numpy as np
import pytest

from tests.geo.conftest import make_points, make_sites
from wenming.geo.candidates import list_candidates
from wenming.geo.metres import to_metres
from wenming.geo.siting import (
    Choice,
    Fewest,
    Problem,
    build_problem,
    choose_all,
    choose_places,
    find_fewest,
)
from wenming.geo.walking import Pairs, StraightLines, make_no_pairs


def make_problem(seed: int, candidates: int = 9, points: int = 25) -> tuple[Problem, np.ndarray]:
    """A random problem, and the same as residents by candidate and point."""
    dice = np.random.default_rng(seed)
    near = dice.random((candidates, points)) < 0.2
    residents = dice.integers(1, 100, points)
    origin, target = near.nonzero()
    pairs = Pairs(origin, target, np.zeros(len(origin)))
    return build_problem(residents, pairs, candidates), near * residents


def try_all(near: np.ndarray, count: int) -> int:
    """The most residents any choice of `count` candidates reaches."""
    chosen = combinations(range(len(near)), min(count, len(near)))
    return max(int(near[list(rows)].max(axis=0).sum()) for rows in chosen)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("count", [1, 2, 3, 5, 9, 12])
def test_the_choice_equals_brute_force(seed: int, count: int) -> None:
    problem, near = make_problem(seed)

    choice = choose_places(problem, count)

    assert choice.gain == choice.bound == try_all(near, count)
    assert choice.is_proven
    assert len(choice.candidates) <= count
    assert near[list(choice.candidates)].max(axis=0).sum() == choice.gain


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share", [0.3, 0.8, 1.0])
def test_the_fewest_for_a_target_equal_brute_force(seed: int, share: float) -> None:
    problem, near = make_problem(seed)
    wanted = int(problem.most * share)

    fewest = next(count for count in range(1, 10) if try_all(near, count) >= wanted)
    assert find_fewest(problem, wanted) == Fewest(fewest, fewest)
    assert find_fewest(problem, wanted, choose_all(problem, 2)) == Fewest(fewest, fewest)
    assert find_fewest(problem, wanted, choose_all(problem, 9)) == Fewest(fewest, fewest)


def test_a_target_beyond_all_candidates_has_no_number() -> None:
    problem, _ = make_problem(1)

    assert find_fewest(problem, problem.most + 1) is None
    assert find_fewest(problem, 0) == Fewest(0, 0)


def test_greedy_would_be_wrong_where_the_solver_is_right() -> None:
    """The place that reaches most alone is no part of the best two."""
    near = np.array([[0, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], dtype=bool)
    origin, target = near.nonzero()
    problem = build_problem([10] * 6, Pairs(origin, target, np.zeros(len(origin))), 3)

    choice = choose_places(problem, 2)

    assert set(choice.candidates) == {1, 2}
    assert choice.added == (30, 30)


@pytest.mark.parametrize("seed", range(4))
def test_all_numbers_of_places_equal_brute_force(seed: int) -> None:
    problem, near = make_problem(seed)

    choices = choose_all(problem, 20)

    assert [choice.gain for choice in choices] == [
        try_all(near, count) for count in range(1, len(choices) + 1)
    ]
    assert all(choice.is_proven for choice in choices)
    assert choices[-1].gain == problem.most  # and then it ends


def test_without_time_to_prove_the_gap_is_honest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said to be possible at most is no less than what brute force finds."""
    monkeypatch.setattr("wenming.geo.siting._SECONDS", 0.0)
    monkeypatch.setattr("wenming.geo.siting._SECONDS_LEAST", 0.0)
    monkeypatch.setattr("wenming.geo.siting._SECONDS_ONE", 0.0)
    for seed in range(4):
        problem, near = make_problem(seed)
        choices = choose_all(problem, 8)
        for count, choice in enumerate(choices, 1):
            assert choice.gain <= try_all(near, count) <= choice.bound
        wanted = int(problem.most * 0.8)
        found = find_fewest(problem, wanted)
        fewest = next(count for count in range(1, 10) if try_all(near, count) >= wanted)
        assert found is not None
        assert found.least <= fewest <= found.count


def test_a_number_of_places_that_is_not_proven_is_told_as_a_span() -> None:
    """Of one place 60 are proven; of two at most 100 could be reached, and 90 are."""
    known = (
        Choice((0,), (60,), 60),
        Choice((0, 1), (60, 30), 100),
        Choice((0, 1, 2), (60, 30, 9), 120),
    )
    problem = Problem(np.array([60, 30, 9, 1]), np.eye(4, dtype=bool))

    assert find_fewest(problem, 95, known) == Fewest(3, 2)
    assert find_fewest(problem, 60, known) == Fewest(1, 1)


def test_what_each_adds_counts_nobody_twice() -> None:
    points = make_points((0, 0, 100), (900, 0, 50), (1800, 0, 10))
    at = to_metres(points["lon"], points["lat"])
    pairs = StraightLines(1.0).find_pairs(at, at, 1000)
    problem = build_problem(points["residents"], pairs, 3)

    assert choose_places(problem, 1) == Choice((1,), (160,), 160)
    assert choose_places(problem, 3).gain == 160


def test_without_anybody_to_win_nothing_is_chosen() -> None:
    problem = build_problem([5, 5], make_no_pairs(), 3)

    assert choose_places(problem, 2) == Choice((), (), 0)
    assert problem.most == 0


def test_a_choice_that_is_not_proven_says_how_far_it_may_be() -> None:
    choice = Choice((0, 1), (60, 40), 110)

    assert (choice.gain, choice.is_proven, choice.gap) == (100, False, 0.1)


def test_candidates_are_residents_places_and_silent_sites() -> None:
    left = make_points((0, 0, 10), (3000, 0, 20))
    found = list_candidates(left, make_sites((2900, 0)), most=10)

    assert found["site_id"].isna().to_list() == [True, True, False]
    assert found["community_id"].to_list() == ["c0", "c1", "c1"]


def test_many_points_become_few_candidates_that_miss_nobody() -> None:
    dice = np.random.default_rng(5)
    left = make_points(*((x, y, 7) for x, y in dice.uniform(0, 5000, (900, 2))))

    found = list_candidates(left, make_sites(), most=100)

    pairs = StraightLines(1.3).find_pairs(
        to_metres(found["lon"], found["lat"]), to_metres(left["lon"], left["lat"]), 1000
    )
    assert len(found) <= 100
    assert set(pairs.target) == set(range(900))


def test_pairs_are_those_within_the_walk_also_where_places_coincide() -> None:
    points = make_points((0, 0, 1), (0, 0, 1), (790, 0, 1), (810, 0, 1))
    at = to_metres(points["lon"], points["lat"])

    found = StraightLines(1.25).find_pairs(at[:1], at, 1000)

    by_target = dict(zip(found.target.tolist(), found.metres.tolist(), strict=True))
    assert by_target == pytest.approx({0: 0, 1: 0, 2: 987.5}, abs=0.1)

"""Access by the two-step floating catchment, and fairness: both against sums done by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from tests.geo.conftest import make_points, make_sites
from wenming.geo.access import average_access, compute_access, weigh
from wenming.geo.fairness import compute_gini, compute_lorenz
from wenming.geo.walking import StraightLines


def test_nearer_counts_more_and_the_limit_counts_nothing() -> None:
    edge = math.exp(-0.5)

    assert weigh(0, 1000) == 1
    assert weigh(500, 1000) == pytest.approx((math.exp(-0.125) - edge) / (1 - edge))
    assert weigh(1000, 1000) == weigh(1001, 1000) == 0


def test_access_equals_a_sum_by_hand() -> None:
    """Two sites and three places on a line; the third lies out of everybody's reach.

    place    0 (100 residents)   500 (300 residents)   9000 (50 residents)
    site A at 0: 6 activities in 2 months; site B at 1000: 4 activities in 2 months
    """
    points = make_points((0, 0, 100), (500, 0, 300), (9000, 0, 50))
    sites = make_sites((0, 0), (1000, 0), activities=[6, 4])
    half = (math.exp(-0.125) - math.exp(-0.5)) / (1 - math.exp(-0.5))

    found = compute_access(points, sites, StraightLines(1.0), months=2, limit=1000)

    for_a = 3 / (100 * 1 + 300 * half)
    for_b = 2 / (300 * half)  # the first place is 1,000 m away: it weighs nothing
    expected = [for_a * 1, for_a * half + for_b * half, 0]
    by_place = found.sort_values("lon")["access"]
    assert by_place.to_list() == pytest.approx([10_000 * rate for rate in expected], rel=1e-4)


def test_everything_that_is_offered_is_shared_out() -> None:
    """Residents times access add up to what the sites within reach offer."""
    dice = np.random.default_rng(2)
    points = make_points(*((x, y, 50) for x, y in dice.uniform(0, 3000, (60, 2))))
    sites = make_sites(*dice.uniform(500, 2500, (8, 2)), activities=list(range(8)))

    found = compute_access(points, sites, StraightLines(1.3), months=1, limit=1000)

    assert (found["access"] / 10_000 * found["residents"]).sum() == pytest.approx(28)


def test_a_street_stands_for_its_average_resident() -> None:
    places = pd.DataFrame(
        {"street_id": ["a", "a", "b"], "residents": [10, 30, 5], "access": [4.0, 0.0, 2.0]}
    )

    found = average_access(places).set_index("street_id")

    assert found["access"].to_dict() == {"a": 1.0, "b": 2.0}
    assert found["without"].to_dict() == {"a": 30, "b": 0}


@pytest.mark.parametrize("sites", [make_sites(), make_sites((90_000, 0))], ids=["none", "far"])
def test_without_a_site_in_reach_there_is_no_access(sites: pd.DataFrame) -> None:
    points = make_points((0, 0, 100), (500, 0, 300))

    found = compute_access(points, sites, StraightLines(1.3), months=6, limit=1000)

    assert found["access"].to_list() == [0, 0]


def test_many_places_are_added_up_first_and_nobody_is_lost() -> None:
    dice = np.random.default_rng(3)
    places = dice.uniform(0, 3000, (20_000, 2))
    points = make_points(*((x, y, 3) for x, y in places))
    sites = make_sites((1500, 1500), activities=[10])

    found = compute_access(points, sites, StraightLines(1.3), months=1, limit=1000)

    assert len(found) <= 10_000
    assert found["residents"].sum() == 60_000
    assert (found["access"] / 10_000 * found["residents"]).sum() == pytest.approx(10)


def test_lorenz_and_gini_equal_sums_by_hand() -> None:
    """Half the residents have a quarter of the activities: the area is 1/8, twice that 1/4."""
    groups = pd.DataFrame(
        {
            "street_id": ["rich", "poor", "empty"],
            "residents": [50, 50, 0],
            "activities": [30, 10, 5],
        }
    )

    curve = compute_lorenz(groups)

    assert curve["street_id"].to_list() == ["poor", "rich"]
    assert curve["residents_share"].to_list() == [0.5, 1.0]
    assert curve["activities_share"].to_list() == [0.25, 1.0]
    assert compute_gini(curve) == pytest.approx(0.25)


def test_gini_equals_its_other_formula() -> None:
    """Half the mean difference between any two residents' rates, over the mean rate."""
    dice = np.random.default_rng(4)
    groups = pd.DataFrame(
        {"residents": dice.integers(1, 60, 9), "activities": dice.integers(0, 40, 9)}
    )
    rates = np.repeat(groups["activities"] / groups["residents"], groups["residents"]).to_numpy()
    differences = np.abs(rates[:, None] - rates[None, :]).mean()

    found = compute_gini(compute_lorenz(groups))
    assert found == pytest.approx(differences / (2 * rates.mean()))


@pytest.mark.parametrize(
    ("residents", "activities", "gini"),
    [([10, 30], [1, 3], 0.0), ([10, 10], [0, 0], None), ([0], [4], None), ([], [], None)],
    ids=["alike", "nothing held", "nobody", "no group"],
)
def test_gini_at_its_ends(residents: list[int], activities: list[int], gini: float | None) -> None:
    groups = pd.DataFrame({"residents": residents, "activities": activities}, dtype=float)

    assert compute_gini(compute_lorenz(groups)) == (None if gini is None else pytest.approx(gini))

"""Rules about orders, on counts written by hand."""

import pandas as pd
import pytest

from wenming.orders import FEWEST_RATINGS, compute_satisfaction, cross_demand, list_steps

WAITS = pd.DataFrame(
    [("dispatched", 8, 1, 3), ("completed", 2, 6, 9), ("total", 2, 8, 12)],
    columns=["step", "orders", "median", "p90"],
)


def test_each_step_stands_on_the_one_before() -> None:
    counts = {"requested": 10, "dispatched": 8, "accepted": 4, "completed": 2, "rated": 0}

    steps = {step.key: step for step in list_steps(counts, WAITS)}

    assert steps["requested"].share is None
    assert steps["dispatched"].share == 0.8
    assert steps["accepted"].share == 0.5
    assert steps["rated"].share == 0
    assert (steps["dispatched"].median, steps["dispatched"].p90) == (1, 3)
    assert (steps["accepted"].median, steps["rated"].p90) == (None, None)


def test_nothing_of_nothing_is_no_share() -> None:
    counts = dict.fromkeys(("requested", "dispatched", "accepted", "completed", "rated"), 0)

    assert [step.share for step in list_steps(counts, WAITS.head(0))] == [None] * 5


@pytest.mark.parametrize(
    ("satisfied", "ratings", "share"),
    [(0, 0, None), (29, FEWEST_RATINGS - 1, None), (15, FEWEST_RATINGS, 0.5)],
)
def test_few_ratings_make_no_rate(satisfied: int, ratings: int, share: float | None) -> None:
    assert compute_satisfaction(satisfied, ratings) == share


def test_demand_stands_beside_supply_where_there_is_only_one_of_them() -> None:
    orders = pd.DataFrame(
        [("s1", "clinic", 5, 3, 1, 1, 0)],
        columns=[
            "street_id", "service_id", "requested", "completed", "waiting", "refused", "cancelled",
        ],
    )  # fmt: skip
    supply = pd.DataFrame([("s2", "clinic", 4)], columns=["street_id", "service_id", "activities"])

    both = cross_demand(orders, supply).set_index("street_id")

    assert both.loc["s1", ["requested", "lost", "activities"]].tolist() == [5, 1, 0]
    assert both.loc["s2", ["requested", "waiting", "activities"]].tolist() == [0, 0, 4]

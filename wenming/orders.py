"""Rules about orders: the funnel of their steps, rates with what they stand on, satisfaction."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

STEPS = ("requested", "dispatched", "accepted", "completed", "rated")
"""The steps of an order, in their order."""

FEWEST_RATINGS = 30
"""With fewer ratings a share of them says little about anybody, and is not shown."""


@dataclass(frozen=True)
class Step:
    """A step of the loop: how many orders made it, of how many that made the one before.

    `median` and `p90` are the days it took from there; None for the first step and for none.
    """

    key: str
    orders: int
    before: int | None
    median: int | None = None
    p90: int | None = None

    @property
    def share(self) -> float | None:
        """Orders that made it, of those that made the step before; None for 0 of 0."""
        return self.orders / self.before if self.before else None


def list_steps(counts: Mapping[str, int], waits: pd.DataFrame) -> list[Step]:
    """The funnel's steps from counts by step and the frame of `volunteers__waits_by_step`."""
    by_step = waits.set_index("step")
    steps = []
    for number, key in enumerate(STEPS):
        known = number > 0 and key in by_step.index
        steps.append(
            Step(
                key,
                counts[key],
                counts[STEPS[number - 1]] if number else None,
                int(by_step.loc[key, "median"]) if known else None,  # type: ignore[arg-type]
                int(by_step.loc[key, "p90"]) if known else None,  # type: ignore[arg-type]
            )
        )
    return steps


def compute_satisfaction(satisfied: int, ratings: int) -> float | None:
    """Ratings of 4 and 5 as a share of all; None where there are too few to say."""
    return satisfied / ratings if ratings >= FEWEST_RATINGS else None


def cross_demand(orders: pd.DataFrame, supply: pd.DataFrame) -> pd.DataFrame:
    """Demand beside supply by street and service.

    `orders` is the frame of `volunteers__orders_by_street_service`, `supply` that of
    `volunteers__supply_by_street_service`. Columns: street_id, service_id, requested, completed,
    waiting, lost (refused or cancelled) and activities; 0 where there were none.
    """
    demand = orders.assign(lost=orders["refused"] + orders["cancelled"])
    columns = ["street_id", "service_id", "requested", "completed", "waiting", "lost"]
    both = demand[columns].merge(supply, on=["street_id", "service_id"], how="outer")
    numbers = [*columns[2:], "activities"]
    return both.assign(**{column: both[column].fillna(0).astype(int) for column in numbers})

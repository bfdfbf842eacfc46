"""Residents' orders: requested, dispatched, accepted, completed, rated, or ended on the way."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from generator.calendar import LAST_DAY
from generator.dice import make_dice
from generator.sites import Site
from generator.table import Record
from generator.teams import Team

ORDERS = 1184
_FIRST_DAY = date(2019, 9, 2)  # when the mini-programme began to take orders: assumed
_SERVICES = {
    "after_school": (16, "teaching"),
    "free_training": (14, "teaching"),
    "benefit_street": (18, "care"),
    "free_clinic": (20, "medical"),
    "charity_sale": (4, "care"),
    "three_to_country": (5, "science"),
    "public_lecture": (10, "law"),
    "tutoring": (8, "teaching"),
    "shared_reading": (7, "teaching"),
}
_REFUSALS = (
    "队伍当日已有安排",
    "不在服务范围",
    "物资不足，建议改期",
    "人员不足，转街道统筹",
    "场地未落实",
)
_RATINGS = (5, 4, 3, 2, 1)
_RATING_WEIGHTS = (61, 27, 8, 3, 1)
_WITHOUT_ORDERS = 14  # communities whose residents have ordered nothing


def _draw_request_day(dice: Random) -> date:
    """More orders as time goes on, fewer at weekends and hardly any in early 2020."""
    length = (LAST_DAY - _FIRST_DAY).days
    while True:
        day = _FIRST_DAY + timedelta(days=int(length * dice.random() ** 0.72))
        is_quiet = date(2020, 1, 22) <= day <= date(2020, 4, 10)
        if dice.random() < (0.06 if is_quiet else 0.45 if day.weekday() >= 5 else 1.0):
            return day


def _draw_wait(dice: Random, median_days: float) -> timedelta:
    return timedelta(days=round(median_days * dice.lognormvariate(0, 0.7)))


def _draw_course(dice: Random, requested: date) -> dict[str, Any]:
    """The dates of an order's steps as far as it had come by the last day."""
    steps = {
        "dispatched": (1.0, 0.985),
        "accepted": (1.2, 0.90),
        "completed": (6.0, 0.955),
        "rated": (2.5, 0.74),
    }
    course: dict[str, Any] = {f"{step}_on": None for step in steps}
    course |= {"status": "requested", "rating": None, "refusal_reason": None}
    day = requested
    for step, (median, share) in steps.items():
        day += _draw_wait(dice, median)
        if day > LAST_DAY:
            return course
        if dice.random() >= share:
            return course | _end_early(dice, step)
        course |= {f"{step}_on": day, "status": step}
    rating = dice.choices(_RATINGS, weights=_RATING_WEIGHTS)[0]
    return course | {"rating": rating}


def _end_early(dice: Random, step: str) -> dict[str, Any]:
    """What becomes of an order that does not reach `step`: most stay where they are."""
    if step == "accepted" and dice.random() < 0.62:
        return {"status": "refused", "refusal_reason": dice.choice(_REFUSALS)}
    if step in ("accepted", "completed") and dice.random() < 0.5:
        return {"status": "cancelled"}
    return {}


def build_orders(
    residents: Mapping[str, int], sites: Sequence[Site], teams: Sequence[Team]
) -> list[Record]:
    dice = make_dice("service_orders")
    stations = {s["community_id"]: s for s in sites if s["kind"] == "community_station"}
    local = {t["site_id"]: t["team_id"] for t in teams if t["street_id"]}
    quiet = set(dice.sample(sorted(residents), _WITHOUT_ORDERS))
    communities = [i for i in residents if i not in quiet]
    weights = [residents[i] * dice.lognormvariate(0, 0.6) for i in communities]
    services = list(_SERVICES)
    service_weights = [weight for weight, _ in _SERVICES.values()]
    rows: list[dict[str, Any]] = []
    while len(rows) < ORDERS:
        requested = _draw_request_day(dice)
        community_id = dice.choices(communities, weights=weights)[0]
        site = stations[community_id]
        if site["opened_on"] > requested:
            continue
        service = dice.choices(services, weights=service_weights)[0]
        course = _draw_course(dice, requested)
        street_team = local[site["parent_id"]]
        own_team = local.get(site["site_id"], street_team)
        specialist = f"JP-T-{_SERVICES[service][1]}"
        team = dice.choices((own_team, street_team, specialist), weights=(5, 3, 4))[0]
        rows.append(
            {
                "community_id": community_id,
                "site_id": site["site_id"],
                "service_id": service,
                "requested_on": requested,
                **course,
                "team_id": team if course["dispatched_on"] else None,
            }
        )
    rows.sort(key=lambda row: (row["requested_on"], row["community_id"], row["service_id"]))
    return [{"order_id": f"JP-O-{n:05d}", **row} for n, row in enumerate(rows, start=1)]

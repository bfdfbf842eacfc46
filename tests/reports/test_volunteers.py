"""The volunteers page's reports against the CSV files of the sample counted by pandas."""

import tomllib
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from tests.conftest import SAMPLE
from wenming.filters import Filters
from wenming.reports import volunteers
from wenming.store import Snapshot

HALF = Filters(date(2021, 1, 1), date(2021, 6, 30))
ODD = Filters(date(2020, 3, 10), date(2020, 9, 17))
STREET = Filters(date(2021, 1, 1), date(2021, 6, 30), streets=("440511018", "440511016"))
LATER = Filters(date(2021, 1, 1), date(2021, 12, 31))
PERIODS = [HALF, ODD, STREET, Filters(date(2021, 6, 5), date(2021, 6, 20))]
STEPS = ["requested_on", "dispatched_on", "accepted_on", "completed_on", "rated_on"]


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    """The orders of the sample, with the street of each one's community."""
    frame = pd.read_csv(
        SAMPLE / "service_orders.csv", dtype={"community_id": str}, parse_dates=STEPS
    )
    communities = pd.read_csv(SAMPLE / "communities.csv", dtype=str).set_index("community_id")
    return frame.assign(street_id=frame["community_id"].map(communities["street_id"]))


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    """The activity log, with the street and level of each one's site."""
    frame = pd.read_csv(
        SAMPLE / "activities.csv", dtype={"street_id": str}, parse_dates=["started_on"]
    )
    sites = pd.read_csv(SAMPLE / "sites.csv", dtype={"street_id": str}).set_index("site_id")
    return frame.assign(
        street_id=frame["site_id"].map(sites["street_id"]).fillna(frame["street_id"]),
        level=frame["site_id"].map(sites["level"]),
        month=frame["started_on"].dt.to_period("M").dt.to_timestamp(),
    )


def choose(frame: pd.DataFrame, day: str, filters: Filters) -> pd.DataFrame:
    chosen = frame[frame[day].between(str(filters.since), str(filters.until))]
    return chosen if filters.streets is None else chosen[chosen["street_id"].isin(filters.streets)]


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_orders_by_street_and_service_equal_a_recount(
    sample: Snapshot, orders: pd.DataFrame, filters: Filters
) -> None:
    chosen = choose(orders, "requested_on", filters)
    expected = (
        chosen.assign(
            refused=chosen["status"] == "refused",
            cancelled=chosen["status"] == "cancelled",
            waiting=chosen["status"].isin(["requested", "dispatched", "accepted"]),
            satisfied=chosen["rating"] >= 4,
        )
        .groupby(["street_id", "service_id"])
        .agg(
            requested=("order_id", "size"),
            **{step.removesuffix("_on"): (step, "count") for step in STEPS[1:]},
            refused=("refused", "sum"),
            cancelled=("cancelled", "sum"),
            waiting=("waiting", "sum"),
            ratings=("rating", "count"),
            satisfied=("satisfied", "sum"),
        )
        .reset_index()
    )
    found = volunteers.orders_by_street_service(sample, filters)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_days_of_each_step_equal_a_recount(
    sample: Snapshot, orders: pd.DataFrame, filters: Filters
) -> None:
    chosen = choose(orders, "requested_on", filters)
    waits = {
        after.removesuffix("_on"): (chosen[after] - chosen[before]).dt.days.dropna()
        for before, after in pairwise(STEPS)
    }
    waits["total"] = (chosen["completed_on"] - chosen["requested_on"]).dt.days.dropna()

    found = volunteers.waits_by_step(sample, filters)

    assert list(found["step"]) == [step for step, days in waits.items() if len(days)]
    for row in found.itertuples():
        days = waits[row.step].to_numpy()
        assert row.orders == len(days)
        assert row.median == np.quantile(days, 0.5, method="inverted_cdf")
        assert row.p90 == np.quantile(days, 0.9, method="inverted_cdf")


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_refusals_equal_a_recount(sample: Snapshot, orders: pd.DataFrame, filters: Filters) -> None:
    refused = choose(orders, "requested_on", filters).query("status == 'refused'")
    found = volunteers.refusals_by_reason(sample, filters)

    expected = refused["refusal_reason"].value_counts().to_dict()
    assert dict(zip(found["reason"], found["orders"], strict=True)) == expected


@pytest.mark.parametrize("filters", [HALF, STREET, ODD, LATER], ids=str)
def test_open_orders_by_age_equal_a_recount(
    sample: Snapshot, orders: pd.DataFrame, filters: Filters
) -> None:
    """Ages are told to the period's end, and to the newest data where that is earlier."""
    as_of = min(filters.until, date(2021, 6, 30))
    waiting = orders[orders["status"].isin(["requested", "dispatched", "accepted"])]
    waiting = waiting[waiting["requested_on"] <= str(as_of)]
    if filters.streets:
        waiting = waiting[waiting["street_id"].isin(filters.streets)]
    days = (pd.Timestamp(as_of) - waiting["requested_on"]).dt.days
    since = pd.cut(days, [-1, 7, 14, 30, 90, 100_000], labels=[0, 8, 15, 31, 91]).astype(int)
    expected = waiting.groupby([since, waiting["status"]]).size().to_dict()

    found = volunteers.open_by_status_age(sample, filters)

    keys = zip(found["age_from"], found["status"], strict=True)
    assert dict(zip(keys, found["orders"], strict=True)) == expected


@pytest.mark.parametrize("filters", [HALF, ODD], ids=str)
def test_teams_equal_a_recount(sample: Snapshot, log: pd.DataFrame, filters: Filters) -> None:
    teams = pd.read_csv(SAMPLE / "teams.csv", parse_dates=["founded_on"])
    teams = teams[~(teams["founded_on"] > str(filters.until))]
    held = choose(log, "started_on", filters).groupby("team_id")

    found = volunteers.teams_by_team(sample, filters).set_index("team_id")

    assert set(found.index) == set(teams["team_id"])
    counts = held.size()
    assert found["activities"].to_dict() == {team: counts.get(team, 0) for team in teams["team_id"]}
    hours = held["service_hours"].sum(min_count=1).dropna()
    assert found["service_hours"].dropna().to_dict() == pytest.approx(hours.to_dict())
    turns = held["volunteers"].sum(min_count=1).dropna()
    assert found["volunteers"].dropna().astype(int).to_dict() == turns.astype(int).to_dict()
    last = held["started_on"].max()
    assert found["last_on"].dropna().to_dict() == last.to_dict()


def test_there_are_one_corps_eight_specialist_and_83_convenience_teams(sample: Snapshot) -> None:
    kinds = volunteers.teams_by_team(sample, HALF)["kind"].value_counts().to_dict()
    assert kinds == {"corps": 1, "specialist": 8, "convenience": 83}


def test_with_streets_chosen_teams_based_or_serving_there_are_listed(
    sample: Snapshot, log: pd.DataFrame
) -> None:
    teams = pd.read_csv(SAMPLE / "teams.csv", dtype={"street_id": str})
    based = set(teams.loc[teams["street_id"].isin(STREET.streets or ()), "team_id"])
    serving = set(choose(log, "started_on", STREET)["team_id"].dropna())

    found = volunteers.teams_by_team(sample, STREET)

    assert set(found["team_id"]) == based | serving
    assert serving - based


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_effort_equals_a_recount(sample: Snapshot, log: pd.DataFrame, filters: Filters) -> None:
    expected = (
        choose(log, "started_on", filters)
        .groupby("month")
        .agg(
            activities=("activity_id", "size"),
            volunteers=("volunteers", "sum"),
            service_hours=("service_hours", "sum"),
            hours_reported=("service_hours", "count"),
        )
        .reset_index()
    )
    found = volunteers.effort_by_month(sample, filters)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_services_equal_a_recount_of_titles(
    sample: Snapshot, log: pd.DataFrame, filters: Filters
) -> None:
    settings = tomllib.loads((SAMPLE / "district.toml").read_text(encoding="utf-8"))
    chosen = choose(log, "started_on", filters)
    by_day: dict[tuple[str, pd.Timestamp, int], int] = {}
    by_street: dict[tuple[str, str], int] = {}
    for service in settings["services"]:
        named = chosen[chosen["title"].str.contains("|".join(service["keywords"]))]
        for row in named.itertuples():
            key = (service["id"], row.month, row.started_on.isoweekday())
            by_day[key] = by_day.get(key, 0) + 1
            place = (row.street_id, service["id"])
            by_street[place] = by_street.get(place, 0) + 1

    rhythm = volunteers.services_by_month_weekday(sample, filters)
    supply = volunteers.supply_by_street_service(sample, filters)

    keys = zip(rhythm["service_id"], rhythm["month"], rhythm["weekday"], strict=True)
    assert dict(zip(keys, rhythm["activities"], strict=True)) == by_day
    places = zip(supply["street_id"], supply["service_id"], strict=True)
    assert dict(zip(places, supply["activities"], strict=True)) == by_street


def test_a_district_without_orders_has_none(riverton: Snapshot) -> None:
    assert volunteers.orders_by_street_service(riverton, HALF).empty
    assert volunteers.waits_by_step(riverton, HALF).empty
    assert volunteers.open_by_status_age(riverton, HALF).empty

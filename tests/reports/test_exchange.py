"""The exchange page's reports against a recount from the CSV files in pandas."""

import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import RIVERTON, SAMPLE, make_store
from wenming.filters import Filters
from wenming.reports import exchange
from wenming.store import Snapshot, open_snapshot

PERIODS = [
    Filters(date(2021, 1, 1), date(2021, 6, 30)),
    Filters(date(2020, 2, 10), date(2020, 11, 17)),
    Filters(date(2019, 1, 1), date(2021, 6, 30), streets=("440511015", "440511018")),
    Filters(date(2021, 6, 5), date(2021, 6, 20), levels=("station",)),
    Filters(date(2019, 1, 1), date(2021, 6, 30), themes=("science", "arts")),
]


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    """The log with the team's street, and town or country of team and site."""
    ids = {"street_id": str, "community_id": str}
    rural = pd.read_csv(SAMPLE / "communities.csv", dtype=ids).set_index("community_id")["is_rural"]
    sites = pd.read_csv(SAMPLE / "sites.csv", dtype=ids).set_index("site_id")
    assert sites["community_id"].notna().all()  # the sample needs no rule for whole streets
    teams = pd.read_csv(SAMPLE / "teams.csv", dtype=ids).set_index("team_id")
    sites["is_rural"] = sites["community_id"].map(rural)
    frame = pd.read_csv(SAMPLE / "activities.csv", dtype=ids)
    at, of = frame["site_id"], frame["team_id"]
    return frame.assign(
        day=pd.to_datetime(frame["started_on"]),
        street_id=at.map(sites["street_id"]).fillna(frame["street_id"]),
        level=at.map(sites["level"]),
        is_rural=at.map(sites["is_rural"]),
        is_school=at.map(sites["kind"]).isin(["school", "childrens_palace"]),
        home=of.map(teams["street_id"]),
        home_is_rural=of.map(teams["site_id"]).map(sites["is_rural"]),
    )


def choose(log: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    chosen = log[log["day"].between(str(filters.since), str(filters.until))]
    for column, ids in (
        ("street_id", filters.streets),
        ("level", filters.levels),
        ("theme_id", filters.themes),
    ):
        chosen = chosen if ids is None else chosen[chosen[column].isin(ids)]
    return chosen


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_town_and_country_equal_a_recount(
    sample: Snapshot, log: pd.DataFrame, filters: Filters
) -> None:
    chosen = choose(log, filters)
    found = exchange.settings_by_month(sample, filters)

    assert found["activities"].sum() == len(chosen)
    keys = ["home_is_rural", "is_rural", "is_school"]
    expected = chosen.fillna({"home_is_rural": "none"}).groupby(keys).size().to_dict()
    told = found.astype({"home_is_rural": object}).fillna({"home_is_rural": "none"})
    assert told.groupby(keys)["activities"].sum().to_dict() == expected
    assert found["attendance"].sum() == chosen["attendance"].sum()


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_flows_equal_a_recount(sample: Snapshot, log: pd.DataFrame, filters: Filters) -> None:
    chosen = choose(log, filters).dropna(subset=["team_id"]).fillna({"home": "district"})
    found = exchange.flows_by_street_pair(sample, filters).fillna({"home_street_id": "district"})

    pairs = found.set_index(["home_street_id", "street_id"])["activities"].to_dict()
    assert pairs == chosen.groupby(["home", "street_id"]).size().to_dict()


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_town_teams_in_the_country_equal_a_recount(
    sample: Snapshot, log: pd.DataFrame, filters: Filters
) -> None:
    chosen = choose(log, filters)
    chosen = chosen[(chosen["home_is_rural"] == False) & chosen["is_rural"]]  # noqa: E712
    found = exchange.country_by_street_theme(sample, filters)

    keys = ["street_id", "theme_id", "is_school"]
    assert found.set_index(keys)["activities"].to_dict() == chosen.groupby(keys).size().to_dict()


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_services_equal_a_recount(sample: Snapshot, log: pd.DataFrame, filters: Filters) -> None:
    chosen = choose(log, filters)
    district = tomllib.loads((SAMPLE / "district.toml").read_text(encoding="utf-8"))
    found = exchange.services_by_setting(sample, filters)

    expected = {}
    for service in district["services"]:
        words = "|".join(service["keywords"])
        held = chosen[chosen["title"].str.contains(words)]
        for key, count in held.groupby(["is_rural", "is_school"]).size().items():
            expected[(service["id"], *key)] = count
    keys = ["service_id", "is_rural", "is_school"]
    assert found.set_index(keys)["activities"].to_dict() == expected


def test_a_site_of_a_whole_street_lies_where_most_residents_do(tmp_path: Path) -> None:
    """Mill Street's two communities have 600 residents each, Abbey Street has one of 400."""
    district = tmp_path / "district"
    district.mkdir()
    for path in RIVERTON.iterdir():
        (district / path.name).write_bytes(path.read_bytes())
    communities = pd.read_csv(district / "communities.csv", dtype=str)
    communities.loc[communities["community_id"] == "s1c1", "is_rural"] = "true"
    communities.loc[communities["street_id"] == "s2", "is_rural"] = "true"
    communities.loc[communities["community_id"] == "s1c1", "population"] = "599"
    communities.to_csv(district / "communities.csv", index=False)
    snapshot = open_snapshot(make_store(tmp_path / "store", district))

    rows = snapshot._connection.cursor().execute(
        "select site_id, is_rural from site_settings where site_id in ('s1-house', 's2-house')"
    )
    assert dict(rows.fetchall()) == {"s1-house": False, "s2-house": True}


def test_a_district_without_services_or_schools_has_none(riverton: Snapshot) -> None:
    assert exchange.services_by_setting(riverton, PERIODS[0]).empty
    assert not exchange.settings_by_month(riverton, PERIODS[0])["is_school"].any()

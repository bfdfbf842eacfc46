"""Ids are unique, point at rows that exist, and names lead to one site."""

from collections import Counter
from typing import Any

import pandas as pd
import pytest

from tests.sample.conftest import Table

KEYS = {
    "streets": "street_id",
    "communities": "community_id",
    "sites": "site_id",
    "teams": "team_id",
    "activities": "activity_id",
    "service_orders": "order_id",
    "online_posts": "post_id",
    "exemplars": "exemplar_id",
    "projects": "project_id",
    "fund_entries": "entry_id",
    "surveys": "survey_id",
    "field_visits": "visit_id",
    "meetings": "meeting_id",
    "problems": "problem_id",
    "tasks": "task_id",
    "population_points": "point_id",
}
OWNERS = {
    key: name
    for name, key in KEYS.items()
    if key
    in (
        *("street_id", "community_id", "site_id", "team_id", "project_id"),
        *("visit_id", "meeting_id", "problem_id", "activity_id"),
    )
}


@pytest.mark.parametrize("name", KEYS)
def test_ids_are_unique_and_present(table: Table, name: str) -> None:
    ids = table(name)[KEYS[name]]
    assert ids.notna().all()
    assert ids.is_unique


@pytest.mark.parametrize("name", [*KEYS, "irregular_rows"])
def test_ids_point_at_rows_that_exist(table: Table, name: str) -> None:
    frame = table(name)
    for key in set(frame.columns) & set(OWNERS):
        assert set(frame[key].dropna()) <= set(table(OWNERS[key])[key]), key


@pytest.mark.parametrize("name", ["sites", "teams"])
def test_parents_exist_and_one_row_has_none(table: Table, name: str) -> None:
    frame = table(name)
    assert set(frame["parent_id"].dropna()) <= set(frame[KEYS[name]])
    assert frame["parent_id"].isna().sum() == 1


def test_what_the_settings_name_is_named_there(table: Table, district: dict[str, Any]) -> None:
    ids = {kind: {item["id"] for item in district[kind]} for kind in ("themes", "services")}
    ids |= {kind: {item["id"] for item in district[kind]} for kind in ("levels", "site_kinds")}
    ids["sections"] = {item["id"] for item in district["sections"]}
    assert set(table("activities")["theme_id"]) == ids["themes"]
    assert set(table("service_orders")["service_id"]) == ids["services"]
    assert set(table("online_posts")["section_id"]) == ids["sections"]
    assert set(table("sites")["level"]) == ids["levels"]
    assert set(table("sites")["kind"]) == ids["site_kinds"]


def test_an_activity_lies_in_its_sites_street_and_time(table: Table) -> None:
    sites = table("sites").set_index("site_id")
    held = table("activities").join(sites, on="site_id", suffixes=("", "_of_site"))
    assert (held["street_id"] == held["street_id_of_site"]).all()
    assert (held["started_on"] >= held["opened_on"]).all()
    assert (held["closed_on"].isna() | (held["started_on"] <= held["closed_on"])).all()
    assert (held["ended_on"].isna() | (held["ended_on"] > held["started_on"])).all()


def list_names(sites: pd.DataFrame) -> Counter[str]:
    return Counter([*sites["name"], *sites["aliases"].str.split("|").explode()])


def test_every_name_of_a_site_is_its_own_but_those_of_jinfeng(table: Table) -> None:
    shared = {name for name, count in list_names(table("sites")).items() if count > 1}
    assert {name for name in shared if not name.startswith("金凤")} == set()
    assert {"金凤站", "金凤社区", "金凤社区实践站", "金凤社区新时代文明实践站"} <= shared


def test_ledgers_names_for_a_site_are_among_its_aliases(table: Table) -> None:
    aliases = table("sites").set_index("name")["aliases"].str.split("|").map(set)
    assert aliases["金平区新时代文明实践中心"] >= {
        *("区实践中心", "区新时代文明实践中心", "金平区实践中心")
    }
    assert aliases["鮀江街道新时代文明实践所"] >= {
        *("鮀江所", "鮀江街道实践所", "鮀江街道文明实践所")
    }
    assert aliases["鮀江街道蓬洲东社区新时代文明实践站"] >= {
        *("蓬洲东站", "蓬洲东社区实践站", "蓬洲东社区", "蓬洲东社区新时代文明实践站")
    }


def test_a_street_is_found_by_the_names_of_those_merged_into_it(table: Table) -> None:
    aliases = table("streets").set_index("name")["aliases"].str.split("|").map(set)
    assert aliases["小公园街道"] >= {"同益街道", "海安街道", "新福街道", "永祥街道"}
    assert aliases["光华街道"] >= {"乌桥街道", "乌桥"}
    assert aliases["金东街道"] >= {"金厦街道", "东墩街道"}
    assert aliases["鮀莲街道"] >= {"鮀莲", "𬶍莲街道"}
    assert max(Counter(table("streets")["aliases"].str.split("|").explode()).values()) == 1


def test_teams_of_other_streets_help_in_the_country(table: Table) -> None:
    """城乡互动: town teams go to rural communities."""
    communities = table("communities").set_index("community_id")["is_rural"]
    sites = table("sites").set_index("site_id")
    teams = table("teams").query("street_id == street_id").set_index("team_id")
    held = table("activities").dropna(subset=["team_id"])
    is_rural = held["site_id"].map(sites["community_id"]).map(communities)
    home = held["team_id"].map(teams["site_id"]).map(sites["community_id"]).map(communities)
    assert (home.eq(False) & is_rural).sum() >= 25

"""The sample looks like a district's log: seasons, the epidemic, breadth, gaps and habits."""

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from tests.sample.conftest import Table


@pytest.fixture
def held(table: Table) -> pd.DataFrame:
    frame = table("activities")
    frame["month"] = frame["started_on"].dt.to_period("M")
    return frame


@pytest.fixture
def monthly(held: pd.DataFrame) -> "pd.Series[int]":
    return held.groupby("month").size()


def test_activities_run_from_2019_to_the_middle_of_2021(held: pd.DataFrame) -> None:
    assert held["month"].nunique() == 30
    assert held["started_on"].max() <= pd.Timestamp("2021-06-30")


def test_gatherings_stop_early_in_2020_and_go_online(
    held: pd.DataFrame, monthly: "pd.Series[int]"
) -> None:
    assert max(monthly["2020-02"], monthly["2020-03"]) < 0.4 * monthly["2020-01"]
    share = held["mode"].eq("online").groupby(held["month"]).mean()
    assert share["2020-02"] > 0.6
    assert share["2020-04"] > 5 * share["2019-04"]
    assert share["2020-11"] < 0.15


def test_each_year_holds_more_than_the_last(monthly: "pd.Series[int]") -> None:
    firsts = [monthly[f"{year}-01" : f"{year}-06"].sum() for year in (2019, 2020, 2021)]
    assert firsts[2] > 2 * firsts[0] > 2 * firsts[1]
    assert monthly["2020-07":"2020-12"].sum() > monthly["2019-07":"2019-12"].sum()


def test_party_history_is_the_theme_of_2021(held: pd.DataFrame) -> None:
    years = held.query("theme_id == 'party_history'").groupby(held["started_on"].dt.year).size()
    assert years[2021] > 0.12 * (held["started_on"].dt.year == 2021).sum()
    assert years.drop(2021).sum() < 10


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("春节|新春", "2021-01-25", "2021-02-12"),
        ("元宵", "2019-02-13", "2019-02-21"),
        ("清明", "2021-03-25", "2021-04-06"),
        ("端午", "2021-06-04", "2021-06-15"),
        ("七夕", "2019-08-01", "2019-08-09"),
        ("中秋", "2020-09-21", "2020-10-02"),
        ("重阳", "2020-10-17", "2020-10-26"),
        ("学雷锋|雷锋", "2021-03-01", "2021-03-10"),
        ("国庆", "2020-09-20", "2020-10-08"),
    ],
)
def test_festivals_fall_on_their_days(held: pd.DataFrame, word: str, first: str, last: str) -> None:
    named = held[held["title"].str.contains(word)]
    around = named["started_on"].between(first, last)
    assert around.sum() >= 2
    season = named["started_on"].dt.year == pd.Timestamp(last).year
    assert around[season].mean() > 0.8


def test_after_school_classes_keep_to_school_terms(held: pd.DataFrame) -> None:
    classes = held[held["title"].str.startswith("四点半课堂")]
    assert len(classes) > 30
    assert not classes["started_on"].dt.month.isin([8]).any()
    assert (classes["started_on"].dt.day_of_week < 5).mean() > 0.9
    assert set(classes["start_time"].dropna()) == {"16:30"}


def test_weekends_are_busier_than_weekdays(held: pd.DataFrame) -> None:
    days = held["started_on"].dt.day_of_week.value_counts()
    assert days[5] > 1.3 * days[:5].mean()


def test_every_service_theme_and_base_kind_is_there(
    table: Table, held: pd.DataFrame, district: dict[str, Any]
) -> None:
    for service in district["services"]:
        named = held["title"].str.contains("|".join(service["keywords"]))
        assert named.sum() >= 20, service["id"]
    assert held["theme_id"].value_counts().min() >= 30
    bases = table("sites").query("level == 'base'")
    assert 20 <= len(bases) <= 40
    assert set(bases["kind"]) >= {
        *("school", "scenic_spot", "patriotic_base", "culture_centre", "childrens_palace"),
        "museum",
    }
    assert bases["name"].str.contains("民俗文化中心").any()


def test_patriotic_education_is_not_taken_for_tutoring(
    held: pd.DataFrame, district: dict[str, Any]
) -> None:
    """爱国主义教育 holds the letters of 义教."""
    tutoring = next(s for s in district["services"] if s["id"] == "tutoring")
    named = held["title"].str.contains("|".join(tutoring["keywords"]))
    assert "red_heritage" not in set(held.loc[named, "theme_id"])


def test_what_a_ledger_calls_a_theme_leads_back_to_it(
    held: pd.DataFrame, district: dict[str, Any]
) -> None:
    known = {
        text: theme["id"]
        for theme in district["themes"]
        for text in (theme["name"]["zh"], *theme.get("aliases", []))
    }
    assert (held["theme_raw"].map(known).fillna("other") == held["theme_id"]).all()
    assert not set(held["theme_raw"]) <= set(known)  # one is unknown, as in life


def test_counts_are_missing_and_estimated_here_and_there(held: pd.DataFrame) -> None:
    missing = held[["attendance", "volunteers", "service_hours"]].isna().mean()
    assert missing.between(0.02, 0.15).all()
    assert 0.08 < held["attendance_is_estimate"].mean() < 0.2
    assert not held.loc[held["attendance"].isna(), "attendance_is_estimate"].any()


def test_people_like_round_numbers(held: pd.DataFrame) -> None:
    counted = held["attendance"].dropna()
    assert 0.45 < (counted[counted >= 20] % 5 == 0).mean() < 0.85


def test_some_sites_are_busy_some_silent_and_some_never_reported(
    table: Table, held: pd.DataFrame
) -> None:
    sites = table("sites").query("closed_on != closed_on")
    last = sites["site_id"].map(held.groupby("site_id")["started_on"].max())
    stations = sites["level"] == "station"
    assert last[stations].isna().sum() >= 5
    assert last.lt(pd.Timestamp("2021-04-01")).sum() >= 15
    assert last.ge(pd.Timestamp("2021-06-01")).sum() >= 100
    counts = held["site_id"].value_counts()
    assert counts.max() > 8 * counts.median()


def test_orders_are_at_every_step_and_in_order(table: Table) -> None:
    orders = table("service_orders")
    assert set(orders["status"]) == {
        *("requested", "dispatched", "accepted", "completed", "rated", "refused", "cancelled")
    }
    steps = ["requested_on", "dispatched_on", "accepted_on", "completed_on", "rated_on"]
    for earlier, later in pairwise(steps):
        known = orders.dropna(subset=[later])
        assert (known[later] >= known[earlier]).all()
    assert orders["rating"].notna().eq(orders["status"] == "rated").all()
    assert orders["refusal_reason"].notna().eq(orders["status"] == "refused").all()
    assert orders[steps].max().max() <= pd.Timestamp("2021-06-30")


def test_the_relay_series_ran_while_people_stayed_at_home(table: Table) -> None:
    posts = table("online_posts").query("section_id == 'warm_relay'")
    assert len(posts) > 50
    assert posts["published_on"].between("2020-02-01", "2020-06-30").all()


def test_grants_are_not_overspent_and_one_is_untouched(table: Table) -> None:
    projects = table("projects").set_index("project_id")
    spent = table("fund_entries").groupby("project_id")["amount"].sum()
    assert (spent <= projects["granted"].reindex(spent.index)).all()
    assert len(set(projects.index) - set(spent.index)) == 1
    assert set(projects["domain"]) >= {
        *("party_history", "traditional_culture", "science", "public_service")
    }
    assert set(projects["fund"]) == {"practice", "role_models"}


def test_surveys_ask_for_all_rates_and_some_samples_are_small(table: Table) -> None:
    surveys = table("surveys")
    assert set(surveys["measure"]) == {*("awareness", "support", "participation", "satisfaction")}
    assert (surveys["yes"] <= surveys["asked"]).all()
    assert (surveys["asked"] < 30).any()


def test_the_meeting_follows_the_visits_and_the_last_one_left_tasks(table: Table) -> None:
    visits = table("field_visits").merge(table("streets")[["street_id", "name"]], on="street_id")
    meetings, tasks = table("meetings"), table("tasks").merge(table("meetings"), on="meeting_id")
    joint = meetings.query("kind == 'joint'")["held_on"].max()
    just_before = visits[visits["visited_on"].between("2021-07-01", joint)]
    assert set(just_before["name"]) == {"鮀江街道", "光华街道"}
    earlier = tasks[tasks["held_on"] < joint]
    unfinished = ~earlier["status"].isin(["closed", "done"])
    assert (earlier["status"] == "closed").sum() >= 5
    assert (unfinished & (earlier["due_on"] < joint)).sum() >= 3
    assert tasks["line_of_work"].nunique() == 3
    assert tasks["closed_on"].notna().eq(tasks["status"] == "closed").all()

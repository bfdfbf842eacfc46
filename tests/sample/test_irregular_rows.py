"""Each labelled row really is irregular, and the ordinary rows are not."""

from difflib import SequenceMatcher

import pandas as pd
import pytest

from tests.sample.conftest import FOLDER, Table

KINDS = {
    *("near_duplicate", "repeated_profile", "same_day_burst", "month_end_burst"),
    *("hours_over_duration", "volunteers_over_roster", "session_over_12h"),
    *("team_in_two_places", "count_outlier", "not_an_activity", "late_bulk_entry"),
}


@pytest.fixture
def held(table: Table) -> pd.DataFrame:
    """Activities with their label (`kind`, else empty) and the hours of a session."""
    labels = table("irregular_rows").set_index("activity_id")
    frame = table("activities").set_index("activity_id")
    frame["kind"] = labels["kind"].reindex(frame.index).fillna("")
    frame["label"] = labels["note"].reindex(frame.index)
    start, end = (pd.to_timedelta(frame[c] + ":00") for c in ("start_time", "end_time"))
    frame["hours"] = (end - start).dt.total_seconds() / 3600
    days = (frame["ended_on"] - frame["started_on"]).dt.days.fillna(0) + 1
    frame["volunteer_hours"] = frame["volunteers"] * frame["hours"] * days
    return frame


def of(held: pd.DataFrame, kind: str) -> pd.DataFrame:
    return held[held["kind"] == kind]


def test_a_few_dozen_rows_are_labelled_some_of_each_kind(table: Table) -> None:
    labels = table("irregular_rows")
    assert 30 <= len(labels) <= 60
    assert set(labels["kind"]) == KINDS
    assert labels["activity_id"].is_unique


def test_labels_stand_in_no_other_table() -> None:
    for path in FOLDER.glob("*.csv"):
        if path.name != "irregular_rows.csv":
            text = path.read_text(encoding="utf-8")
            assert not any(kind in text for kind in KINDS), path.name


def test_near_duplicates_repeat_a_row_of_the_same_or_another_site(held: pd.DataFrame) -> None:
    repeats = of(held, "near_duplicate")
    originals = held.loc[repeats["label"].str.extract(r"（(.+)）")[0]]
    counts = ["attendance", "volunteers", "service_hours"]
    assert (repeats[counts].to_numpy() == originals[counts].to_numpy()).all()
    for again, first in zip(repeats["title"], originals["title"], strict=True):
        assert again != first
        assert SequenceMatcher(None, again, first).ratio() > 0.8
    same_site = repeats["site_id"].to_numpy() == originals["site_id"].to_numpy()
    assert 0 < same_site.sum() < len(repeats)


def test_a_whole_profile_comes_again_at_one_site(held: pd.DataFrame) -> None:
    rows = of(held, "repeated_profile")
    assert len(rows) >= 5
    columns = ["site_id", "attendance", "volunteers", "service_hours"]
    assert len(rows[columns].drop_duplicates()) == 1


def test_bursts_crowd_one_site_into_a_day_or_a_months_end(held: pd.DataFrame) -> None:
    day, end = of(held, "same_day_burst"), of(held, "month_end_burst")
    assert len(day) >= 5
    assert len(day[["site_id", "started_on"]].drop_duplicates()) == 1
    assert len(end) >= 4
    assert end["site_id"].nunique() == 1
    assert (end["started_on"].dt.days_in_month - end["started_on"].dt.day <= 1).all()
    rest = held[held["kind"] == ""]
    assert rest.groupby(["site_id", "started_on"]).size().max() <= 4


def test_hours_that_volunteers_and_time_cannot_give(held: pd.DataFrame) -> None:
    is_over = held["service_hours"] > held["volunteer_hours"] + 0.01
    assert is_over[held["kind"] == "hours_over_duration"].all()
    assert not is_over[held["kind"] == ""].any()


def test_volunteers_beyond_the_roster(held: pd.DataFrame, table: Table) -> None:
    roster = held["team_id"].map(table("teams").set_index("team_id")["registered_volunteers"])
    is_over = held["volunteers"] > roster
    assert is_over[held["kind"] == "volunteers_over_roster"].all()
    assert not is_over[held["kind"] == ""].any()


def test_sessions_longer_than_twelve_hours(held: pd.DataFrame) -> None:
    assert (of(held, "session_over_12h")["hours"] > 12).all()
    assert held.loc[held["kind"] == "", "hours"].max() <= 6


def test_a_team_in_two_places_at_once(held: pd.DataFrame) -> None:
    rows = of(held, "team_in_two_places")
    when = ["team_id", "started_on", "start_time"]
    assert (rows.groupby(when)["site_id"].nunique() == 2).all()
    rest = held[held["kind"] == ""].dropna(subset=["team_id"])
    assert not rest.duplicated(["team_id", "started_on"]).any()


def test_counts_far_from_the_sites_own_history(held: pd.DataFrame) -> None:
    rows = of(held, "count_outlier")
    usual = held[held["kind"] == ""].groupby("site_id")["attendance"].median()
    assert (rows["attendance"] > 10 * rows["site_id"].map(usual)).all()


def test_meetings_duty_and_meals(held: pd.DataFrame) -> None:
    words = "例会|部署会|培训会|值班|工作餐"
    assert of(held, "not_an_activity")["title"].str.contains(words).all()
    assert not held.loc[held["kind"] == "", "title"].str.contains(words).any()


def test_rows_entered_together_months_later(held: pd.DataFrame) -> None:
    rows = of(held, "late_bulk_entry")
    assert rows["note"].nunique() == 1
    entered = pd.to_datetime(rows["note"].str.removesuffix("补录"), format="%Y.%m.%d")
    assert ((entered - rows["started_on"]).dt.days > 60).all()
    assert not held.loc[held["kind"] == "", "note"].fillna("").str.contains("补录").any()

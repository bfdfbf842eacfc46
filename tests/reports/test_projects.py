"""The fund's and the exemplars' reports against a recount from the CSV files in pandas."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import SAMPLE, make_store
from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.reports import projects
from wenming.store import Snapshot

PERIODS = [
    Filters(date(2021, 1, 1), date(2021, 6, 30)),
    Filters(date(2020, 2, 10), date(2020, 11, 17)),
    Filters(date(2019, 1, 1), date(2021, 6, 30), streets=("440511018", "440511016")),
    Filters(date(2021, 6, 5), date(2021, 6, 20), levels=("base",)),
]


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE / f"{name}.csv", dtype={"street_id": str})


@pytest.fixture(scope="module")
def fund() -> pd.DataFrame:
    levels = read("sites").set_index("site_id")["level"]
    frame = read("projects").assign(level=lambda table: table["site_id"].map(levels))
    for column in ("started_on", "ended_on"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def choose(fund: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    chosen = fund[fund["started_on"] <= str(filters.until)]
    if filters.streets:
        chosen = chosen[chosen["street_id"].isin(filters.streets)]
    return chosen if not filters.levels else chosen[chosen["level"].isin(filters.levels)]


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_the_fund_equals_a_recount(sample: Snapshot, fund: pd.DataFrame, filters: Filters) -> None:
    until = pd.Timestamp(filters.until)
    paid = read("fund_entries").assign(day=lambda table: pd.to_datetime(table["spent_on"]))
    paid = paid[paid["day"] <= until]
    found = projects.fund_by_project(sample, filters).set_index("project_id")

    chosen = choose(fund, filters)
    assert list(found.index) == sorted(chosen["project_id"])
    for project in chosen.itertuples():
        mine, row = paid[paid["project_id"] == project.project_id], found.loc[project.project_id]
        assert row["granted"] == project.granted
        assert row["spent"] == pytest.approx(mine["amount"].sum())
        inside = mine[mine["day"] >= str(filters.since)]
        assert row["spent_in_period"] == pytest.approx(inside["amount"].sum())
        assert (row["payments"], row["visits_reported"]) == (len(mine), mine["visits"].count())
        reported = mine.dropna(subset=["visits"])
        assert row["spent_with_visits"] == pytest.approx(reported["amount"].sum())
        if len(reported):
            assert row["visits"] == reported["visits"].sum()
        else:
            assert pd.isna(row["visits"])
        last = min(until, project.ended_on) if pd.notna(project.ended_on) else until
        months = pd.period_range(project.started_on, last, freq="M")
        active = set(mine["day"].dt.to_period("M")) & set(months)
        assert (row["months_funded"], row["months_active"]) == (len(months), len(active))
        gap = longest = 0
        for month in months:
            gap = 0 if month in active else gap + 1
            longest = max(longest, gap)
        assert row["longest_gap"] == longest


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_payments_by_month_equal_a_recount(
    sample: Snapshot, fund: pd.DataFrame, filters: Filters
) -> None:
    paid = read("fund_entries").assign(day=lambda table: pd.to_datetime(table["spent_on"]))
    paid = paid[
        (paid["day"] <= str(filters.until))
        & paid["project_id"].isin(choose(fund, filters)["project_id"])
    ]
    expected = paid.groupby(["project_id", paid["day"].dt.to_period("M")])["amount"].sum()

    found = projects.payments_by_project_month(sample, filters)

    keys = zip(found["project_id"], found["month"].dt.to_period("M"), strict=True)
    assert dict(zip(keys, found["amount"], strict=True)) == pytest.approx(expected.to_dict())


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_honours_and_talks_equal_a_recount(sample: Snapshot, filters: Filters) -> None:
    honours = read("exemplars")
    honours = honours[honours["honoured_on"] <= str(filters.until)]
    if filters.streets:
        honours = honours[honours["street_id"].isin(filters.streets)]
    found = projects.exemplars_by_year_street_honour(sample, filters)

    assert found["honours"].sum() == len(honours)
    assert found["in_period"].sum() == (honours["honoured_on"] >= str(filters.since)).sum()
    assert found["talks"].sum() == honours["talks"].sum()
    assert found["audience"].sum() == honours["audience"].sum()
    assert found["audience_reported"].sum() == honours["audience"].count()
    by_level = found.groupby(["year", "honour_level"])["honours"].sum().to_dict()
    years = honours["honoured_on"].str[:4].astype(int)
    assert by_level == honours.groupby([years, "honour_level"]).size().to_dict()


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_events_about_exemplars_equal_a_recount(sample: Snapshot, filters: Filters) -> None:
    words = {
        "good_people_sharing": "好人分享会",
        "family_stories": "文明家庭|最美家庭",
        "role_model_exchange": "道德模范",
    }
    sites = read("sites").set_index("site_id")
    log = read("activities")
    log["street_id"] = log["site_id"].map(sites["street_id"]).fillna(log["street_id"])
    log = log[log["started_on"].between(str(filters.since), str(filters.until))]
    if filters.streets:
        log = log[log["street_id"].isin(filters.streets)]
    if filters.levels:
        log = log[log["site_id"].map(sites["level"]).isin(filters.levels)]
    found = projects.events_by_month_kind(sample, filters).groupby("event_id")

    held = {event: log[log["title"].str.contains(word)] for event, word in words.items()}
    expected = {event: len(rows) for event, rows in held.items() if len(rows)}
    assert found["activities"].sum().to_dict() == expected
    assert found["attendance"].sum().to_dict() == {
        event: rows["attendance"].sum() for event, rows in held.items() if len(rows)
    }


def test_a_district_without_projects_has_no_rows(riverton: Snapshot) -> None:
    filters = PERIODS[0]
    assert projects.fund_by_project(riverton, filters).empty
    assert projects.payments_by_project_month(riverton, filters).empty
    assert projects.exemplars_by_year_street_honour(riverton, filters).empty
    assert projects.events_by_month_kind(riverton, filters).empty


def test_a_payment_of_no_project_is_refused(tmp_path: Path) -> None:
    """It would be spent and stand nowhere."""
    district = tmp_path / "district"
    district.mkdir()
    for path in (Path(__file__).parents[1] / "districts" / "riverton").iterdir():
        (district / path.name).write_bytes(path.read_bytes())
    with (district / "fund_entries.csv").open("a", encoding="utf-8") as file:
        file.write("x1,nowhere,2021-01-05,10,paint,\n")

    with pytest.raises(WenmingError, match="table_reference"):
        make_store(tmp_path / "store", district)

"""Figures of the sample against a recount from its CSV files in pandas, apart from any SQL."""

from datetime import date

import pandas as pd
import pytest

from tests.conftest import SAMPLE
from wenming.filters import Filters
from wenming.reports import overview
from wenming.store import Snapshot

PERIODS = [
    ("2021-01-01", "2021-06-30"),
    ("2019-01-01", "2021-06-30"),
    ("2020-02-10", "2020-11-17"),
    ("2021-06-05", "2021-06-20"),
]


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    """The activity log with its site's level, its task and its month."""
    frame = pd.read_csv(SAMPLE / "activities.csv", dtype={"street_id": str})
    frame["started_on"] = pd.to_datetime(frame["started_on"])
    sites = pd.read_csv(SAMPLE / "sites.csv", dtype={"street_id": str, "community_id": str})
    frame = frame.merge(
        sites[["site_id", "level", "street_id"]].rename(columns={"street_id": "at"}), on="site_id"
    )
    frame["street_id"] = frame["at"].fillna(frame["street_id"])
    frame["month"] = frame["started_on"].dt.to_period("M")
    return frame


def choose(since: str, until: str, **chosen: tuple[str, ...]) -> Filters:
    return Filters(date.fromisoformat(since), date.fromisoformat(until), **chosen)


@pytest.mark.parametrize(("since", "until"), PERIODS)
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"streets": ("440511016", "440511007")},
        {"levels": ("station",)},
        {"themes": ("festivals", "science")},
        {"streets": ("440511018",), "levels": ("institute",), "themes": ("party_history",)},
    ],
    ids=str,
)
def test_the_headline_equals_a_recount(
    sample: Snapshot, log: pd.DataFrame, since: str, until: str, chosen: dict[str, tuple[str, ...]]
) -> None:
    inside = log[log["started_on"].between(since, until)]
    for field, column in (("streets", "street_id"), ("levels", "level"), ("themes", "theme_id")):
        if field in chosen:
            inside = inside[inside[column].isin(chosen[field])]

    found = overview.headline(sample, choose(since, until, **chosen)).iloc[0]

    assert found["activities"] == len(inside)
    assert found["attendance_reported"] == inside["attendance"].count()
    if inside["attendance"].count():
        assert found["attendance"] == inside["attendance"].sum()
        estimated = inside.loc[inside["attendance_is_estimate"] == True, "attendance"]  # noqa: E712
        assert found["attendance_estimated"] == estimated.sum()
    if inside["service_hours"].count():
        assert found["service_hours"] == pytest.approx(inside["service_hours"].sum())


def test_the_trend_equals_a_recount(sample: Snapshot, log: pd.DataFrame) -> None:
    found = overview.trend_by_month_theme(sample, choose("2019-01-01", "2021-06-30"))

    expected = log.groupby(["month", "theme_id"]).size()
    keys = zip(found["month"].dt.to_period("M"), found["theme_id"], strict=True)
    assert dict(zip(keys, found["activities"], strict=True)) == expected.to_dict()


def test_active_sites_equal_a_recount(sample: Snapshot, log: pd.DataFrame) -> None:
    sites = pd.read_csv(SAMPLE / "sites.csv", parse_dates=["opened_on", "closed_on"])
    sites = sites[sites["level"] != "base"]
    found = overview.sites_by_month(sample, choose("2020-01-01", "2021-06-30"))

    for row in found.itertuples():
        end = row.month + pd.offsets.MonthEnd(0)
        is_open = (sites["opened_on"] <= end) & ~(sites["closed_on"] <= end)
        held = log.loc[log["month"] == row.month.to_period("M"), "site_id"]
        assert row.open_sites == is_open.sum()
        assert row.active_sites == sites.loc[is_open, "site_id"].isin(held).sum()


def test_silent_sites_equal_a_recount(sample: Snapshot, log: pd.DataFrame) -> None:
    sites = pd.read_csv(SAMPLE / "sites.csv", parse_dates=["opened_on", "closed_on"])
    sites = sites[(sites["level"] != "base") & ~(sites["closed_on"] <= "2021-06-30")]
    sites = sites[sites["opened_on"] <= "2021-06-30"]
    last = log.groupby("site_id")["month"].max()
    months = (
        sites["site_id"]
        .map(last)
        .map(lambda month: None if pd.isna(month) else (pd.Period("2021-06") - month).n)
    )
    expected = dict(zip(sites["site_id"], months, strict=True))

    found = overview.silent_by_site(sample, choose("2021-01-01", "2021-06-30"))

    silent = {site: n for site, n in expected.items() if n is None or pd.isna(n) or n >= 1}
    assert set(found["site_id"]) == set(silent)
    for row in found.itertuples():
        if pd.isna(row.months_silent):
            assert pd.isna(silent[row.site_id])
        else:
            assert row.months_silent == silent[row.site_id]


def test_silence_by_month_equals_a_recount(sample: Snapshot, log: pd.DataFrame) -> None:
    sites = pd.read_csv(SAMPLE / "sites.csv", parse_dates=["opened_on", "closed_on"])
    sites = sites[sites["level"] != "base"]

    found = overview.silent_by_month(sample, choose("2020-07-01", "2021-06-30"), silent_months=2)

    assert len(found) == 12
    for row in found.itertuples():
        month = row.month.to_period("M")
        is_open = (sites["opened_on"] <= month.end_time) & ~(sites["closed_on"] <= month.end_time)
        last = log[log["month"] <= month].groupby("site_id")["month"].max()
        months = [month - held for held in sites.loc[is_open, "site_id"].map(last).dropna()]
        assert row.open_sites == is_open.sum()
        assert row.never_sites == is_open.sum() - len(months)
        assert row.silent_sites == sum(since.n >= 2 for since in months)


def test_the_matrix_equals_a_recount(sample: Snapshot, log: pd.DataFrame) -> None:
    found = overview.matrix_by_street_task(sample, choose("2021-01-01", "2021-06-30"))

    inside = log[log["started_on"] >= "2021-01-01"]
    assert found.groupby("street_id")["activities"].sum().to_dict() == (
        inside.groupby("street_id").size().to_dict()
    )

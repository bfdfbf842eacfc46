"""The activities page's reports, against the CSV of the second district counted by pandas."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import RIVERTON, make_store
from wenming.filters import Filters
from wenming.paging import narrow_to_page
from wenming.reports import activities
from wenming.store import Snapshot, open_snapshot
from wenming.store.ledgers import Batch, append_batches

ALL = Filters(date(2020, 1, 1), date(2021, 6, 30))
JUNE = Filters(date(2021, 6, 1), date(2021, 6, 30))
EDGES = Filters(date(2020, 3, 10), date(2020, 5, 20))


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    frame = pd.read_csv(RIVERTON / "activities.csv", parse_dates=["started_on"])
    levels = pd.read_csv(RIVERTON / "sites.csv").set_index("site_id")["level"]
    return frame.assign(level=frame["site_id"].map(levels))


def choose(log: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    chosen = log[log["started_on"].between(str(filters.since), str(filters.until))]
    for column, ids in (
        ("street_id", filters.streets),
        ("level", filters.levels),
        ("theme_id", filters.themes),
    ):
        chosen = chosen if ids is None else chosen[chosen[column].isin(ids)]
    return chosen


def newest_first(log: pd.DataFrame) -> list[str]:
    return list(log.sort_values(["started_on", "activity_id"], ascending=False)["activity_id"])


NARROWED = [
    ALL,
    JUNE,
    EDGES,
    Filters(ALL.since, ALL.until, streets=("s1", "s3")),
    Filters(ALL.since, ALL.until, levels=("centre",), themes=("river",)),
]


@pytest.mark.parametrize("filters", NARROWED, ids=str)
def test_counts_by_month_street_and_theme_equal_a_recount(
    riverton: Snapshot, log: pd.DataFrame, filters: Filters
) -> None:
    chosen = choose(log, filters)
    expected = (
        chosen.assign(month=chosen["started_on"].dt.to_period("M").dt.to_timestamp())
        .groupby(["month", "street_id", "theme_id"])
        .agg(
            activities=("activity_id", "size"),
            online=("mode", lambda modes: (modes == "online").sum()),
            attendance=("attendance", lambda counts: counts.sum(min_count=1)),
        )
        .reset_index()
    )
    counted = activities.counts_by_month_street_theme(riverton, filters)
    pd.testing.assert_frame_equal(counted, expected, check_dtype=False)


def test_june_2021_held_two_activities_on_books_and_two_on_the_river(riverton: Snapshot) -> None:
    """Counted by hand: a084 to a087."""
    counted = activities.counts_by_month_street_theme(riverton, JUNE)
    assert counted[["street_id", "theme_id", "activities", "attendance"]].to_dict("list") == {
        "street_id": ["s1", "s2", "s2"],
        "theme_id": ["books", "books", "river"],
        "activities": [1, 1, 2],
        "attendance": [60, 60, 85],
    }


@pytest.mark.parametrize("filters", NARROWED, ids=str)
def test_counts_by_day_equal_a_recount(
    riverton: Snapshot, log: pd.DataFrame, filters: Filters
) -> None:
    expected = (
        choose(log, filters)
        .groupby("started_on")
        .agg(
            activities=("activity_id", "size"),
            attendance=("attendance", lambda counts: counts.sum(min_count=1)),
        )
        .reset_index(names="day")
    )
    counted = activities.counts_by_day(riverton, filters)
    pd.testing.assert_frame_equal(counted, expected, check_dtype=False)


@pytest.mark.parametrize("filters", NARROWED, ids=str)
def test_pages_of_the_list_hold_every_activity_once_and_the_newest_first(
    riverton: Snapshot, log: pd.DataFrame, filters: Filters
) -> None:
    """Both read straight through, and by days as the page does."""
    expected = newest_first(choose(log, filters))
    counts = activities.counts_by_day(riverton, filters)
    days = [
        (day.date(), int(count))
        for day, count in zip(counts["day"], counts["activities"], strict=True)
    ]
    straight: list[str] = []
    by_days: list[str] = []
    for skip in range(0, len(expected) + 7, 7):
        page = activities.list_by_activity(riverton, filters, rows=7, skip=skip)
        straight += list(page["activity_id"])
        narrowed, there = narrow_to_page(days, filters, rows=7, skip=skip)
        page = activities.list_by_activity(riverton, narrowed, rows=7, skip=there)
        by_days += list(page["activity_id"])
    assert straight == expected
    assert by_days == expected


def test_an_unreported_number_stays_missing_in_the_list(riverton: Snapshot) -> None:
    january = Filters(date(2021, 1, 26), date(2021, 1, 26))
    row = activities.list_by_activity(riverton, january).iloc[0]
    assert row["activity_id"] == "a063"
    assert pd.isna(row["attendance"])


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("story HOUR", lambda log: log["title"].str.contains("Story hour")),
        ("hour 84", lambda log: log["activity_id"] == "a084"),
        ("cloisters", lambda log: log["site_id"] == "s2c2-room"),
        ("river mill", lambda log: log["title"].str.contains("River") & (log["street_id"] == "s1")),
        ("<script>", lambda log: log["activity_id"] == "a006"),
        ("=1+2", lambda log: log["activity_id"] == "a007"),
        ("%", lambda log: log["activity_id"] == ""),
        ("_", lambda log: log["activity_id"] == ""),
        ("\\", lambda log: log["activity_id"] == ""),
        ("'); drop table activities; --", lambda log: log["activity_id"] == ""),
    ],
)
def test_a_search_finds_plain_words(
    riverton: Snapshot, log: pd.DataFrame, search: str, expected: object
) -> None:
    assert callable(expected)
    hits = newest_first(log[expected(log)])
    found = activities.search_by_activity(riverton, ALL, search=search, rows=100)
    assert list(found["activity_id"]) == hits
    assert set(found["found"]) <= {len(hits)}
    exported = activities.export_by_activity(riverton, ALL, search=search)
    assert list(exported["activity_id"]) == hits


def test_a_search_has_pages_and_keeps_to_the_filters(riverton: Snapshot) -> None:
    first = activities.search_by_activity(riverton, ALL, search="clean-up", rows=5)
    second = activities.search_by_activity(riverton, ALL, search="clean-up", rows=5, skip=5)
    assert len(first) == len(second) == 5
    assert not set(first["activity_id"]) & set(second["activity_id"])
    assert first["found"].iloc[0] == 31
    june = activities.search_by_activity(riverton, JUNE, search="clean-up")
    assert list(june["activity_id"]) == ["a087", "a086"]


def test_the_file_names_the_row_each_activity_came_from(
    riverton: Snapshot, log: pd.DataFrame
) -> None:
    exported = activities.export_by_activity(riverton, ALL)
    assert list(exported["activity_id"]) == newest_first(log)
    lines = (RIVERTON / "activities.csv").read_text(encoding="utf-8").splitlines()
    for row in exported.itertuples():
        assert lines[int(row.row_number) - 1].startswith(str(row.activity_id))
    assert set(exported["file"]) == {"activities.csv"}


def test_the_file_holds_at_most_the_newest_rows(riverton: Snapshot) -> None:
    assert len(activities.export_by_activity(riverton, ALL, rows=3)) == 3


def test_one_activity_has_its_fields_and_its_row_as_text(riverton: Snapshot) -> None:
    row = activities.one_by_activity(riverton, activity_id="a006").iloc[0]
    assert row["title"] == "<script>alert('x')</script> & <b>bold</b>"
    assert (row["site_name"], row["street_id"], row["row_number"]) == ("Lower Mill Room", "s1", 7)
    assert '"attendance":"40"' in row["raw"]
    assert row["outcome"] == "accepted"


@pytest.mark.parametrize("activity_id", ["a999", "", "a006'", "%"])
def test_an_unknown_activity_is_no_row(riverton: Snapshot, activity_id: str) -> None:
    assert activities.one_by_activity(riverton, activity_id=activity_id).empty


def test_a_row_of_a_ledger_is_found_with_its_repairs(tmp_path: Path) -> None:
    """Two batches may have rows of the same number: each activity gets its own."""
    store = make_store(tmp_path)
    append_batches(store, [make_batch("june.xlsx", "Sheet1"), make_batch("july.csv", "")])
    snapshot = open_snapshot(store)
    mine = Filters(date(2021, 7, 1), date(2021, 7, 31))
    for listed in activities.list_by_activity(snapshot, mine)["activity_id"]:
        row = activities.one_by_activity(snapshot, activity_id=listed)
        assert len(row) == 1
        assert row.iloc[0]["outcome"] == "repaired"
        assert row.iloc[0]["file"] in row.iloc[0]["raw"]
        assert "date_style" in row.iloc[0]["repairs"]


def make_batch(file: str, sheet: str) -> Batch:
    row = {
        "sheet": sheet,
        "row_number": 2,
        "outcome": "repaired",
        "skip_kind": None,
        "duplicate_batch": None,
        "duplicate_file": None,
        "duplicate_sheet": None,
        "duplicate_row": None,
        "reasons": "[]",
        "repairs": '[{"field": "started_on", "before": "2021.7.2", "after": "2021-07-02",'
        ' "kind": "date_style", "counts": true}]',
        "candidates": "[]",
        "raw": f'{{"Title": "Walk of {file}"}}',
        "activity_number": 1,
        "own_outcome": None,
        "own_reasons": None,
        "own_repairs": None,
    }
    columns = pd.read_csv(RIVERTON / "activities.csv", nrows=0, dtype=str).columns[1:]
    values = dict.fromkeys(columns) | {
        "title": f"Walk of {file}",
        "started_on": "2021-07-02",
        "site_id": "hall",
        "street_id": "s2",
        "theme_id": "river",
        "attendance": 12,
        "attendance_is_estimate": True,
        "mode": "offline",
    }
    return Batch(
        file=file,
        kind="ledger",
        sha256="0" * 64,
        as_of=date(2021, 7, 7),
        crs="wgs84",
        encoding=None,
        hidden_sheets=(),
        counts={"repaired": 1},
        pieces=[pd.DataFrame([row | values])],
    )

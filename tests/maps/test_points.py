"""Activities as compact columns: nothing is lost, nothing is repeated."""

from datetime import date
from typing import Any

import pandas as pd

from wenming.maps.points import build_counted, build_each, count_placed

THEMES = ["books", "river"]
NAMES = {"hall": "Riverton Hall", "room": "Upper Mill Room"}

EACH = pd.DataFrame(
    {
        "activity_id": ["RV-0042", "RV-0041", "RV-0007", "RV-0005"],
        "started_on": pd.to_datetime([date(2021, 6, 4), date(2021, 6, 1)] + [date(2021, 6, 2)] * 2),
        "title": ["Story hour", "Story hour", "<b>Clean-up</b>", None],
        "site_id": ["hall", "hall", None, "room"],
        "theme_id": ["books", "books", "river", None],
        "lon": [-0.1, -0.1, -0.0612345678, None],
        "lat": [51.5, 51.5, 51.51, None],
        "attendance": pd.array([25, None, 0, 60], dtype="Int64"),
        "attendance_is_estimate": [False, None, False, True],
    }
)


def read(columns: dict[str, Any], row: int) -> dict[str, Any]:
    """An activity as the browser puts it together again."""
    place = columns["place"][row]
    at = columns["places"][place] if place >= 0 else None
    day = pd.Timestamp(columns["first"], unit="ms") + pd.Timedelta(days=columns["day"][row])
    return {
        "id": columns["prefix"] + columns["id"][row],
        "title": columns["titles"][columns["title"][row]],
        "day": day.date(),
        "site": columns["names"][at[2]] if at and at[2] >= 0 else None,
        "at": at[:2] if at else None,
        "attendance": columns["attendance"][row],
        "estimated": row in columns["estimated"],
    }


def test_every_activity_can_be_read_back() -> None:
    columns = build_each(EACH, NAMES, THEMES)

    assert read(columns, 0) == {
        "id": "RV-0042",
        "title": "Story hour",
        "day": date(2021, 6, 4),
        "site": "Riverton Hall",
        "at": [51.5, -0.1],
        "attendance": 25,
        "estimated": False,
    }
    assert read(columns, 2)["title"] == "<b>Clean-up</b>"
    assert [read(columns, row)["id"] for row in range(4)] == EACH["activity_id"].tolist()
    assert [read(columns, row)["day"].day for row in range(4)] == [4, 1, 2, 2]


def test_not_reported_is_not_zero() -> None:
    columns = build_each(EACH, NAMES, THEMES)

    assert columns["attendance"] == [25, -1, 0, 60]
    assert columns["estimated"] == [3]


def test_an_activity_without_a_place_is_counted_but_stands_nowhere() -> None:
    columns = build_each(EACH, NAMES, THEMES)

    assert columns["place"][3] == -1
    assert count_placed(EACH) == 3


def test_a_place_without_a_site_has_none_and_a_theme_unknown_comes_last() -> None:
    columns = build_each(EACH, NAMES, THEMES)

    assert read(columns, 2)["site"] is None
    assert read(columns, 2)["at"] == [51.51, -0.06123]  # to about a metre
    assert columns["theme"] == [0, 0, 1, 2]


def test_what_repeats_is_written_once() -> None:
    columns = build_each(EACH, NAMES, THEMES)

    assert columns["titles"] == ["Story hour", "<b>Clean-up</b>", ""]
    assert len(columns["places"]) == 2
    assert columns["prefix"] == "RV-00"


def test_no_activities_are_empty_columns() -> None:
    columns = build_each(EACH.iloc[:0], NAMES, THEMES)

    assert columns["id"] == columns["day"] == columns["place"] == columns["places"] == []


def test_one_activity_is_its_own_prefix() -> None:
    columns = build_each(EACH.iloc[:1], NAMES, THEMES)

    assert read(columns, 0)["id"] == "RV-0042"


COUNTED = pd.DataFrame(
    {
        "site_id": ["hall", "hall", "lost"],
        "theme_id": ["books", "river", "books"],
        "activities": [120, 3, 8],
        "lon": [-0.1, -0.1, None],
        "lat": [51.5, 51.5, None],
    }
)


def test_counted_points_share_their_sites_place() -> None:
    columns = build_counted(COUNTED, NAMES, THEMES)

    assert columns["count"] == [120, 3, 8]
    assert columns["place"] == [0, 0, -1]
    assert columns["places"] == [[51.5, -0.1, 0]]
    assert columns["names"] == ["Riverton Hall"]
    assert count_placed(COUNTED) == 123

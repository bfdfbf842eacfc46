"""What shades a street: figures from its row, added up without averaging rates."""

from datetime import date

import pandas as pd
import pytest

from wenming.figures import load_figures
from wenming.i18n import Translator
from wenming.maps.measures import MEASURES, compute_streets, compute_total

MEASURED = pd.DataFrame(
    {
        "street_id": ["mill", "abbey", None],
        "activities": [30, 0, 5],
        "attendance": [600, None, 40],
        "attendance_reported": [20, 0, 4],
        "attendance_estimated": [60, 0, 0],
        "service_hours": [45.5, None, None],
        "sites": [4, 2, 1],
        "sites_closed": [1, 0, 0],
        "open_site_months": [12, 6, 0],
        "active_site_months": [9, 0, 0],
        "communities": [3, 2, 0],
        "covered": [3, 1, 0],
        "last_on": [date(2021, 6, 3), None, date(2021, 6, 9)],
    }
).astype({"attendance": "Int64", "service_hours": "Float64"})

SITES = pd.DataFrame(
    {
        "street_id": ["mill", "mill", "mill", "abbey", "abbey", None],
        "state": ["active", "silent_1", "closed", "silent_3", "never", "unbound"],
    }
)
RESIDENTS = pd.Series({"mill": 1500, "abbey": 500})


@pytest.fixture
def streets() -> pd.DataFrame:
    return compute_streets(MEASURED, SITES, RESIDENTS).set_index("street_id")


def test_each_measure_is_a_figure_of_the_catalogue() -> None:
    assert set(MEASURES) <= set(load_figures())


def test_rates_stand_on_their_own_denominators(streets: pd.DataFrame) -> None:
    mill = streets.loc["mill"]

    assert mill["activities_held"] == 30
    assert mill["per_thousand"] == 20  # 30 activities for 1,500 residents
    assert mill["active_sites"] == 0.75
    assert mill["site_coverage"] == 1


def test_a_street_that_held_nothing_has_zero_but_no_attendance(streets: pd.DataFrame) -> None:
    abbey = streets.loc["abbey"]

    assert abbey["activities_held"] == 0
    assert abbey["per_thousand"] == 0
    assert pd.isna(abbey["attendance"])


def test_sites_never_heard_of_stand_apart_from_the_silent(streets: pd.DataFrame) -> None:
    assert streets["silent_sites"].tolist() == [1, 1, 0]
    assert streets["sites_never"].tolist() == [0, 1, 0]


def test_what_lies_in_no_street_has_no_rate_per_resident(streets: pd.DataFrame) -> None:
    outside = streets[streets.index.isna()].iloc[0]

    assert outside["activities_held"] == 5
    assert pd.isna(outside["per_thousand"])
    assert pd.isna(outside["active_sites"])  # 0 of 0 is no share


def test_a_total_adds_counts_and_divides_the_sums(streets: pd.DataFrame) -> None:
    total = compute_total(streets.reset_index())

    assert total["activities_held"] == 35
    assert total["attendance"] == 640
    assert total["service_hours"] == 45.5
    assert total["residents"] == 2000
    assert total["per_thousand"] == 17.5
    assert total["active_sites"] == 0.5  # 9 of 18, not the mean of 75 % and 0 %
    assert total["site_coverage"] == 0.8
    assert total["last_on"] == date(2021, 6, 9)


def test_published_residents_come_before_the_sum_of_the_streets(streets: pd.DataFrame) -> None:
    assert compute_total(streets.reset_index(), 3500)["per_thousand"] == 10


def test_one_street_without_residents_leaves_the_total_without_a_rate() -> None:
    streets = compute_streets(MEASURED, SITES, pd.Series({"mill": 1500}))
    total = compute_total(streets)

    assert pd.isna(total["residents"])
    assert pd.isna(total["per_thousand"])
    assert total["activities_held"] == 35


def test_a_total_of_no_reports_is_missing_and_not_zero(streets: pd.DataFrame) -> None:
    total = compute_total(streets.loc[["abbey"]].reset_index())

    assert pd.isna(total["attendance"])
    assert pd.isna(total["service_hours"])
    assert total["activities_held"] == 0


@pytest.mark.parametrize(
    ("figure", "value", "text"),
    [
        ("activities_held", 1234.0, "1,234"),
        ("per_thousand", 1.0541, "1.05"),
        ("active_sites", 0.4423, "44.2%"),
        ("attendance", None, "—"),
        ("site_coverage", pd.NA, "—"),
    ],
)
def test_a_value_is_told_as_its_kind_is_written(
    figure: str, value: float | None, text: str
) -> None:
    assert MEASURES[figure].tell(value, Translator("zh")) == text

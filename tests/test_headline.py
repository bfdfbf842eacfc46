"""The headline cards: what they compare, and how change, target and absence are told."""

from datetime import date

import pandas as pd
import pytest

from tests.conftest import RIVERTON
from wenming.changes import Change
from wenming.config import Thresholds, load_district
from wenming.filters import Filters
from wenming.headline import (
    Card,
    choose_periods,
    count_states,
    rate_card,
    sign_change,
    tell_uncompared,
    total_card,
)
from wenming.i18n import Translator

T = Translator("en")
DISTRICT = load_district(RIVERTON)
BEGUN = date(2019, 1, 1)
PERIODS = choose_periods(Filters(date(2021, 1, 1), date(2021, 6, 30)), BEGUN)


def total(now: float | None, *, to_date: float | None = 25) -> Card:
    return total_card(
        "activities_held",
        now=now,
        previous=20,
        year_before=10,
        to_date=to_date,
        course=[1, 2, 3],
        extra=None,
        periods=PERIODS,
        district=DISTRICT,
        year=2021,
        t=T,
    )


def rate(now: tuple[int, int], before: tuple[int, int]) -> Card:
    return rate_card(
        "active_sites",
        now=now,
        previous=before,
        year_before=before,
        course=[],
        base="overview.site_months",
        periods=PERIODS,
        district=DISTRICT,
        year=2021,
        t=T,
    )


def test_the_course_is_the_last_twelve_months_and_the_target_the_year_to_date() -> None:
    periods = choose_periods(Filters(date(2021, 4, 1), date(2021, 6, 30), streets=("s1",)), BEGUN)

    assert (periods.to_date.since, periods.to_date.until) == (date(2021, 1, 1), date(2021, 6, 30))
    assert (periods.course.since, periods.course.until) == (date(2020, 7, 1), date(2021, 6, 30))
    assert periods.course.streets == periods.to_date.streets == ("s1",)


def test_a_total_tells_change_and_progress_to_target() -> None:
    card = total(25)

    assert (card.value, card.change) == ("25", "+150.0%")
    assert card.notes == ("up 25.0% on last period", "25% of 2021 target 100")


def test_nothing_reported_is_said_and_has_no_change() -> None:
    card = total(None, to_date=None)

    assert (card.value, card.change) == ("not reported", None)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (Change(110, 100), "+10.0%"),
        (Change(90, 100), "-10.0%"),
        (Change(100, 100), 0),
        (Change(0, 0), 0),
        (Change(5, 0), None),
        (Change(None, 5), None),
        (Change(100_001, 100_000), 0),
    ],
)
def test_a_cards_change_has_its_sign_and_equal_is_a_plain_zero(
    change: Change, shown: str | int | None
) -> None:
    assert sign_change(change, T) == shown


def test_a_rate_tells_its_parts_and_points() -> None:
    card = rate((30, 60), (20, 50))

    assert (card.value, card.change) == ("50.0%", "+10 pt")
    assert card.notes[0] == "30 of 60 site-months"


def test_a_rate_of_nothing_is_a_dash() -> None:
    card = rate((0, 0), (20, 50))

    assert (card.value, card.change) == ("—", None)


def test_sites_are_graded_by_the_districts_own_thresholds() -> None:
    frame = pd.DataFrame(
        {
            "months_silent": pd.array([1, 2, 3, 7, None], dtype="Int32"),
            "last_on": pd.to_datetime(
                ["2021-05-01", "2021-04-01", "2021-03-01", "2020-11-01", None]
            ),
        }
    )

    assert count_states(frame, Thresholds()) == {
        "silent": 4,
        "silent_3": 2,
        "silent_2": 1,
        "silent_1": 1,
        "never": 1,
    }
    later = Thresholds(silent_yellow_months=2, silent_orange_months=3, silent_red_months=6)
    assert count_states(frame, later) == {
        "silent": 3,
        "silent_3": 1,
        "silent_2": 1,
        "silent_1": 1,
        "never": 1,
    }


@pytest.mark.parametrize(
    ("since", "until", "previous", "year_before"),
    [
        ("2021-01-01", "2021-07-07", ("2020-06-27", "2020-12-31"), ("2020-01-01", "2020-07-07")),
        ("2019-03-01", "2019-03-31", ("2019-02-01", "2019-02-28"), None),
        ("2019-01-01", "2019-12-31", None, None),
        ("2020-01-01", "2020-12-31", ("2019-01-01", "2019-12-31"), ("2019-01-01", "2019-12-31")),
        ("2020-02-29", "2020-02-29", ("2020-02-28", "2020-02-28"), None),
    ],
)
def test_a_period_is_compared_with_what_is_known_whole(
    since: str, until: str, previous: tuple[str, str] | None, year_before: tuple[str, str] | None
) -> None:
    periods = choose_periods(Filters(date.fromisoformat(since), date.fromisoformat(until)), BEGUN)

    for base, expected in ((periods.previous, previous), (periods.year_before, year_before)):
        found = base and (base.since.isoformat(), base.until.isoformat())
        assert found == expected


def test_rates_compare_the_same_whole_months_on_both_sides() -> None:
    months = choose_periods(Filters(date(2021, 1, 10), date(2021, 2, 28)), BEGUN).months

    assert months is not None
    assert months.chosen == Filters(date(2021, 2, 1), date(2021, 2, 28))
    assert months.year_before == Filters(date(2020, 2, 1), date(2020, 2, 29))
    assert months.previous == Filters(date(2021, 1, 1), date(2021, 1, 31))
    assert choose_periods(Filters(date(2021, 6, 5), date(2021, 6, 20)), BEGUN).months is None


def test_what_is_not_compared_is_a_dash_and_its_reason_is_one_sentence() -> None:
    first_year = choose_periods(Filters(date(2019, 1, 1), date(2019, 12, 31)), BEGUN)
    card = total_card(
        "attendance",
        now=25,
        previous=None,
        year_before=None,
        to_date=None,
        course=[],
        extra=None,
        periods=first_year,
        district=DISTRICT,
        year=2019,
        t=T,
    )

    assert card.change is None
    assert card.notes == ("— on last year", "— on last period")
    assert tell_uncompared(first_year, T) == [
        "Not compared with last year, last period (—): the log begins in Jan 2019."
    ]
    leap_day = choose_periods(Filters(date(2020, 2, 29), date(2020, 2, 29)), BEGUN)
    assert tell_uncompared(leap_day, Translator("zh")) == ["2019年没有2月29日，不作同比（—）。"]
    assert tell_uncompared(PERIODS, T) == []

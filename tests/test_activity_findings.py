"""The sentences over the activities page's charts, made by rule from their data."""

import pandas as pd
import pytest

from wenming.findings import tell_days, tell_gaps, tell_growth
from wenming.i18n import Translator

EN, ZH = Translator("en"), Translator("zh")
STREETS = {"s1": "Mill", "s2": "Abbey", "s3": "Quay"}
THEMES = {"books": "Books", "river": "River"}


def counts(**by_street: int) -> pd.DataFrame:
    rows = [(street, "books", count) for street, count in by_street.items()]
    return pd.DataFrame(rows, columns=["street_id", "theme_id", "activities"])


def growth(now: pd.DataFrame, before: pd.DataFrame | None, t: Translator = EN) -> str:
    return tell_growth(now, before, streets=STREETS, themes=THEMES, t=t)


def test_growth_names_the_street_that_added_most() -> None:
    told = growth(counts(s1=10, s2=7), counts(s1=9, s2=3))
    assert told == "17 activities, up 41.7% on last year; Abbey grew most (+4)"


def test_growth_is_told_in_chinese() -> None:
    told = growth(counts(s1=10, s2=7), counts(s1=9, s2=3), ZH)
    assert told == "共17场，同比增长41.7%，Abbey增加最多（+4场）"


def test_a_fall_names_the_street_that_lost_most() -> None:
    told = growth(counts(s1=5, s2=1), counts(s1=6, s2=4))
    assert told == "6 activities, down 40.0% on last year; Abbey fell most (-3)"


def test_a_street_new_this_year_counts_from_nothing() -> None:
    assert growth(counts(s1=3, s3=2), counts(s1=3)).endswith("Quay grew most (+2)")


def test_no_street_is_named_when_two_share_the_place() -> None:
    assert growth(counts(s1=4, s2=4), counts(s1=2, s2=2)) == "8 activities, up 100.0% on last year"


def test_no_street_is_named_when_only_one_is_chosen() -> None:
    assert growth(counts(s1=4), counts(s1=2)) == "4 activities, up 100.0% on last year"


def test_no_change_is_said_without_a_street() -> None:
    assert growth(counts(s1=3, s2=1), counts(s1=1, s2=3)) == "4 activities, unchanged on last year"


@pytest.mark.parametrize("before", [None, counts(), counts(s1=0)], ids=["none", "empty", "zero"])
def test_without_a_year_before_the_leading_theme_is_told(before: pd.DataFrame | None) -> None:
    """Up from nothing is no growth rate."""
    assert growth(counts(s1=4), before) == "4 activities; Books leads with 100%"


def gaps(now: pd.DataFrame) -> str:
    return tell_gaps(now, streets=STREETS, themes=THEMES, t=EN)


def test_the_theme_missing_in_most_streets_is_named() -> None:
    assert gaps(counts(s1=1, s2=1)) == "“River” has no activity in 3 streets"


def test_no_gap_is_said_too() -> None:
    everywhere = pd.DataFrame(
        [(street, theme, 1) for street in STREETS for theme in THEMES],
        columns=["street_id", "theme_id", "activities"],
    )
    assert gaps(everywhere) == "Every theme was held in every street"


def test_of_one_street_nothing_is_said_about_all() -> None:
    street = {"s1": "Mill"}
    full = pd.DataFrame(
        [("s1", theme, 1) for theme in THEMES], columns=["street_id", "theme_id", "activities"]
    )
    told = [tell_gaps(each, streets=street, themes=THEMES, t=EN) for each in (full, full.iloc[1:])]
    assert told == [
        "Every theme was held in Mill",
        "1 theme has no activity in Mill, such as “Books”",
    ]


def test_the_districts_own_activities_fill_no_streets_gap() -> None:
    own = pd.DataFrame(
        [(None, theme, 5) for theme in THEMES], columns=["street_id", "theme_id", "activities"]
    )
    assert gaps(own) == "“Books” has no activity in 3 streets"


def days(**by_day: int) -> pd.DataFrame:
    return pd.DataFrame({"day": pd.to_datetime([f"2021-06-{day[1:]}" for day in by_day])}).assign(
        activities=list(by_day.values())
    )


def test_the_busiest_day_and_the_weekend_share_are_told() -> None:
    """2021-06-05 was a Saturday."""
    told = tell_days(days(d04=1, d05=3), EN)
    assert told == "75% at weekends; the busiest day was 5 Jun 2021 with 3"


def test_days_that_share_the_first_place_are_counted() -> None:
    told = tell_days(days(d04=2, d05=2, d06=1), ZH)
    assert told == "周末占60%，最多的一天2场（2021年6月5日等2天）"

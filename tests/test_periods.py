"""The periods on offer follow from the last day that has data."""

from datetime import date

import pytest

from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.periods import (
    default_period,
    list_months,
    list_partial,
    list_periods,
    tell_days,
    tell_judged,
    tell_unknown_days,
)


def test_the_year_so_far_comes_first_and_ends_with_the_cut_off() -> None:
    first = default_period(list_periods(date(2021, 7, 7)))

    assert (first.filters.since, first.filters.until) == (date(2021, 1, 1), date(2021, 7, 7))
    assert first.label(Translator("zh")) == "2021年以来"
    assert first.label(Translator("en")) == "2021 so far"


def test_a_month_or_quarter_that_is_not_over_says_up_to_when_it_is_known() -> None:
    named = {period.id: period for period in list_periods(date(2021, 7, 7))}
    zh, en = Translator("zh"), Translator("en")

    assert named["quarter"].filters == Filters(date(2021, 7, 1), date(2021, 7, 7))
    assert named["quarter"].label(zh) == "2021年第3季度（至7月7日）"
    assert named["month"].label(en) == "Jul 2021 (to 7 Jul)"
    assert named["all"].filters.until == date(2021, 7, 7)


def test_every_period_that_is_over_is_made_of_whole_months() -> None:
    periods = list_periods(date(2020, 12, 31))

    assert all(period.filters.is_whole_months for period in periods)
    assert all(period.is_over for period in periods)
    assert {period.id for period in periods} == {
        "year",
        "quarter",
        "month",
        "y2019",
        "y2018",
        "all",
    }


def test_the_months_of_a_period_are_those_it_touches() -> None:
    filters = Filters(date(2021, 4, 10), date(2021, 6, 5))

    assert list_months(filters) == [date(2021, month, 1) for month in (4, 5, 6)]


@pytest.mark.parametrize(
    ("since", "until", "parts"),
    [
        ("2021-01-01", "2021-06-30", []),
        ("2021-01-01", "2021-07-07", ["7月1日至7月7日"]),
        ("2021-04-10", "2021-06-05", ["4月10日至4月30日", "6月1日至6月5日"]),
        ("2020-02-29", "2020-02-29", ["2月29日"]),
    ],
)
def test_the_edges_that_are_no_whole_month_are_named(
    since: str, until: str, parts: list[str]
) -> None:
    filters = Filters(date.fromisoformat(since), date.fromisoformat(until))

    assert [tell_days(part, Translator("zh")) for part in list_partial(filters)] == parts


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2021-01-01", "2021-06-30", ""),
        ("2021-01-01", "2021-07-07", "按2021年1月至6月的整月计"),
        ("2021-06-05", "2021-06-20", "统计期内没有整月，不计"),
        ("2018-06-01", "2019-02-28", "按2019年1月至2月的整月计"),
    ],
)
def test_which_months_a_rate_was_taken_over_is_said(since: str, until: str, told: str) -> None:
    filters = Filters(date.fromisoformat(since), date.fromisoformat(until))

    assert tell_judged(filters, date(2019, 1, 1), Translator("zh")) == told


def test_a_period_beyond_the_cut_off_is_told() -> None:
    asked = Filters(date(2021, 6, 1), date(2021, 7, 31))
    t = Translator("en")

    assert tell_unknown_days(asked, asked, t) == ""
    told = tell_unknown_days(asked, asked.end_at(date(2021, 7, 7)), t)
    assert "ends on 7 Jul 2021" in told
    assert "31 Jul 2021" in told
    late = Filters(date(2021, 8, 1), date(2021, 8, 31))
    assert "1 Jun 2021 – 7 Jul 2021 is shown" in tell_unknown_days(
        late, Filters(date(2021, 6, 1), date(2021, 7, 7)), t
    )

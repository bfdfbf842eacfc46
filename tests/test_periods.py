"""The periods on offer follow from the last day that has data."""

from datetime import date

from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.periods import default_period, list_months, list_periods


def test_the_year_so_far_comes_first_and_ends_with_the_cutoffs_month() -> None:
    periods = list_periods(date(2021, 5, 18))

    first = default_period(periods)

    assert (first.filters.since, first.filters.until) == (date(2021, 1, 1), date(2021, 5, 31))
    assert first.label(Translator("zh")) == "2021年以来"
    assert first.label(Translator("en")) == "2021 so far"


def test_every_offered_period_is_made_of_whole_months() -> None:
    periods = list_periods(date(2020, 12, 31))

    assert all(period.filters.is_whole_months for period in periods)
    assert {period.id for period in periods} == {
        "year",
        "quarter",
        "month",
        "y2019",
        "y2018",
        "all",
    }


def test_months_after_the_cut_off_have_no_place() -> None:
    filters = Filters(date(2021, 4, 10), date(2021, 12, 31))

    assert list_months(filters, date(2021, 6, 30)) == [date(2021, month, 1) for month in (4, 5, 6)]
    assert list_months(filters, None)[-1] == date(2021, 12, 1)


def test_a_period_wholly_after_the_cut_off_is_the_cut_offs_month() -> None:
    assert list_months(Filters(date(2022, 1, 1), date(2022, 3, 31)), date(2021, 6, 30)) == [
        date(2021, 6, 1)
    ]

"""The filters that all pages share: periods of comparison, and links that carry them."""

from datetime import date

import pytest

from wenming.filters import Filters, Unknown, read_query, write_query

KNOWN = {"street": {"s1", "s2"}, "level": {"station"}, "theme": {"books"}}
DEFAULT = Filters(date(2021, 1, 1), date(2021, 6, 30))


def period(since: str, until: str) -> Filters:
    return Filters(date.fromisoformat(since), date.fromisoformat(until))


@pytest.mark.parametrize(
    ("chosen", "before"),
    [
        (period("2021-01-01", "2021-06-30"), period("2020-07-01", "2020-12-31")),
        (period("2021-03-01", "2021-03-31"), period("2021-02-01", "2021-02-28")),
        (period("2021-03-10", "2021-03-19"), period("2021-02-28", "2021-03-09")),
        (period("2021-01-01", "2021-12-31"), period("2020-01-01", "2020-12-31")),
    ],
)
def test_the_previous_period_is_as_long_and_whole_months_stay_whole(
    chosen: Filters, before: Filters
) -> None:
    assert chosen.previous() == before


@pytest.mark.parametrize(
    ("chosen", "before"),
    [
        (period("2021-01-01", "2021-06-30"), period("2020-01-01", "2020-06-30")),
        (period("2021-02-01", "2021-02-28"), period("2020-02-01", "2020-02-29")),
        (period("2020-02-01", "2020-02-29"), period("2019-02-01", "2019-02-28")),
        (period("2020-02-10", "2020-02-29"), period("2019-02-10", "2019-02-28")),
        (period("2020-02-29", "2020-03-15"), period("2019-03-01", "2019-03-15")),
        (period("2020-01-01", "2020-07-07"), period("2019-01-01", "2019-07-07")),
        (period("2021-01-01", "2021-07-07"), period("2020-01-01", "2020-07-07")),
    ],
)
def test_a_year_before_a_month_still_ends_with_its_month(chosen: Filters, before: Filters) -> None:
    assert chosen.year_before() == before


def test_a_leap_day_alone_has_no_year_before() -> None:
    assert period("2020-02-29", "2020-02-29").year_before() is None


@pytest.mark.parametrize(
    ("chosen", "known"),
    [
        (period("2021-01-01", "2021-06-30"), period("2021-01-01", "2021-06-30")),
        (period("2021-01-01", "2021-07-31"), period("2021-01-01", "2021-07-07")),
    ],
)
def test_a_period_ends_at_the_cut_off(chosen: Filters, known: Filters) -> None:
    assert chosen.end_at(date(2021, 7, 7)) == known
    assert chosen.end_at(None) == chosen


@pytest.mark.parametrize(
    ("chosen", "whole"),
    [
        (period("2021-01-01", "2021-07-07"), period("2021-01-01", "2021-06-30")),
        (period("2021-04-10", "2021-06-05"), period("2021-05-01", "2021-05-31")),
        (period("2021-06-05", "2021-06-20"), None),
        (period("2020-02-29", "2020-02-29"), None),
        (period("2020-02-01", "2020-02-29"), period("2020-02-01", "2020-02-29")),
    ],
)
def test_rates_are_taken_over_the_whole_months(chosen: Filters, whole: Filters | None) -> None:
    assert chosen.whole == whole


@pytest.mark.parametrize(
    ("chosen", "first", "after"),
    [
        (period("2021-01-01", "2021-06-30"), "2021-01-01", "2021-07-01"),
        (period("2021-01-02", "2021-06-29"), "2021-02-01", "2021-06-01"),
        (period("2020-12-31", "2021-01-31"), "2021-01-01", "2021-02-01"),
    ],
)
def test_whole_months_lie_inside_the_period(chosen: Filters, first: str, after: str) -> None:
    assert chosen.whole_since == date.fromisoformat(first)
    assert chosen.whole_until == date.fromisoformat(after)


def test_a_link_says_only_what_differs_and_is_read_back_the_same() -> None:
    filters = Filters(date(2020, 1, 1), date(2020, 12, 31), streets=("s1", "s2"), themes=("books",))

    query = write_query(filters, DEFAULT)

    assert query == {
        "from": ["2020-01-01"],
        "to": ["2020-12-31"],
        "street": ["s1", "s2"],
        "theme": ["books"],
    }
    assert read_query(query, DEFAULT, KNOWN) == (filters, [])
    assert write_query(DEFAULT, DEFAULT) == {}


@pytest.mark.parametrize(
    ("query", "expected", "unknown"),
    [
        ({"from": ["2021-02-30"]}, DEFAULT, [Unknown("from", "2021-02-30")]),
        ({"to": ["yesterday"]}, DEFAULT, [Unknown("to", "yesterday")]),
        ({"from": ["2021-05-01"], "to": ["2021-01-01"]}, DEFAULT, [Unknown("to", "2021-01-01")]),
        ({"from": ["0001-01-01"]}, DEFAULT, [Unknown("from", "0001-01-01")]),
        ({"from": ["1021-05-01"]}, DEFAULT, [Unknown("from", "1021-05-01")]),
        ({"to": ["9999-12-31"]}, DEFAULT, [Unknown("to", "9999-12-31")]),
        (
            {"from": ["1900-01-01"], "to": ["2100-01-01"]},
            DEFAULT,
            [Unknown("from", "1900-01-01"), Unknown("to", "2100-01-01")],
        ),
        ({"street": ["atlantis"]}, DEFAULT, [Unknown("street", "atlantis")]),
        (
            {"street": ["s1", "<script>"]},
            Filters(DEFAULT.since, DEFAULT.until, streets=("s1",)),
            [Unknown("street", "<script>")],
        ),
    ],
)
def test_what_a_link_gets_wrong_is_left_out_and_named(
    query: dict[str, list[str]], expected: Filters, unknown: list[Unknown]
) -> None:
    assert read_query(query, DEFAULT, KNOWN) == (expected, unknown)

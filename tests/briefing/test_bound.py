"""A bound figure is what its rule makes of its rows, and reads as people write it."""

from datetime import date

import pandas as pd
import pytest

from wenming.briefing.bound import Ledger, Rows, compute
from wenming.i18n import Translator


@pytest.fixture
def ledger() -> Ledger:
    frame = pd.DataFrame(
        {
            "street_id": ["s1", "s1", "s2"],
            "activities": [1200, 34, 6],
            "attendance": [10.0, None, None],
            "held_on": pd.to_datetime(["2021-06-30", "2021-07-01", None]),
        }
    )
    ledger = Ledger(Translator("zh"))
    ledger.add_rows(Rows("rows", "overview__headline", None, (), frame))
    return ledger


@pytest.mark.parametrize(
    ("rule", "column", "value"),
    [
        ("sum", "activities", 1240),
        ("total", "activities", 1240),
        ("count", None, 3),
        ("distinct", "street_id", 2),
        ("first", "street_id", "s1"),
        ("last", "activities", 6),
        ("min", "activities", 6),
        ("max", "activities", 1200),
        ("first", "held_on", "2021-06-30"),
    ],
)
def test_a_rule_computes_over_a_column(
    ledger: Ledger, rule: str, column: str | None, value: object
) -> None:
    assert compute(rule, ledger.rows["rows"].frame, column) == value  # type: ignore[arg-type]


def test_papers_write_large_numbers_without_marks_in_chinese(ledger: Ledger) -> None:
    assert ledger.bind("all", "sum", "rows", "activities").text == "1240"
    ledger.t = Translator("en")
    assert ledger.bind("all_en", "sum", "rows", "activities").text == "1,240"


def test_nothing_reported_is_said_and_never_zero(ledger: Ledger) -> None:
    where = (("street_id", "s2"),)

    bound = ledger.bind("attendance", "sum", "rows", "attendance", where=where)

    assert (bound.value, bound.text) == (None, "未报")


def test_none_of_what_is_counted_is_zero(ledger: Ledger) -> None:
    where = (("street_id", "s9"),)
    held = ledger.bind("s9", "total", "rows", "activities", where=where)
    now = ledger.bind("s1", "total", "rows", "activities", where=(("street_id", "s1"),))

    assert (held.value, held.text) == (0, "0")
    assert ledger.bind_difference("more", now, held).text == "1234"
    assert ledger.bind_share("share", held, now).text == "0.0%"


def test_a_figure_asked_for_twice_is_the_same(ledger: Ledger) -> None:
    ledger.bind("a", "count", "rows")
    ledger.bind("a", "count", "rows")

    assert list(ledger.figures) == ["a"]


@pytest.mark.parametrize(
    ("now", "before", "clause"),
    [
        (12, 10, "同比增长20.0%"),
        (8, 10, "同比下降20.0%"),
        (10, 10, "与上年同期持平"),
        (10, 0, "上年同期为零"),
        (0, 10, "上年同期为10"),
        (0, 0, "上年同期也为零"),
        (10, None, "上年同期未报"),
        (None, 10, "本期未报"),
    ],
)
def test_a_change_is_a_clause_and_from_or_to_zero_it_is_words(
    ledger: Ledger, now: int | None, before: int | None, clause: str
) -> None:
    ends = []
    for name, value in (("now", now), ("before", before)):
        frame = pd.DataFrame({"n": pd.Series([value], dtype="Float64")})
        ledger.add_rows(Rows(name, "overview__headline", None, (), frame))
        ends.append(ledger.bind(name, "sum", name, "n"))

    assert ledger.bind_change("change", *ends, "year").text == clause


def test_a_share_of_nothing_is_a_dash(ledger: Ledger) -> None:
    none = ledger.bind("none", "count", "rows", where=(("street_id", "s9"),))

    assert ledger.bind_share("share", none, none).text == "—"
    assert ledger.bind_rate("rate", none, none).text == "—"


def test_a_cell_reads_as_its_language_writes_days(ledger: Ledger) -> None:
    assert ledger.bind_cell("rows", ("street_id", "s1"), "held_on").text == "2021年6月30日"
    assert ledger.bind_cell("rows", ("street_id", "s9"), "held_on").text == "—"


def test_only_names_with_a_digit_are_bound(ledger: Ledger) -> None:
    assert ledger.name("鮀江街道", "streets") == "鮀江街道"
    named = ledger.name("第3社区", "streets")
    assert not isinstance(named, str) and named.text == "第3社区"


def test_two_names_with_a_digit_are_two_names(ledger: Ledger) -> None:
    """The second was once told by the first's, as both had one id."""
    named = [ledger.name(name, "streets") for name in ("第3街道", "第5街道")]

    assert [each if isinstance(each, str) else each.text for each in named] == [
        "第3街道",
        "第5街道",
    ]


@pytest.mark.parametrize(
    ("share", "text"),
    [(1.0, "100.0%"), (0.0, "0.0%"), (0.9999, "99.99%"), (0.0002, "0.02%"), (0.5, "50.0%"),
     (1.00001, "100.001%"), (12.5, "1250.0%"), (None, "—")],
)  # fmt: skip
def test_a_share_short_of_all_is_not_written_as_all(
    ledger: Ledger, share: float | None, text: str
) -> None:
    assert ledger.write_share(share) == text


def test_an_id_is_never_longer_than_a_document_can_keep(ledger: Ledger) -> None:
    first = ledger.bind_given("x" * 80 + "1", "1", "filter")
    second = ledger.bind_given("x" * 80 + "2", "2", "filter")

    assert len(first.id) == len(second.id) == 64
    assert first.id != second.id


def test_a_day_is_a_day_whatever_holds_it() -> None:
    frame = pd.DataFrame({"day": [date(2021, 6, 30)]})
    assert compute("first", frame, "day") == "2021-06-30"

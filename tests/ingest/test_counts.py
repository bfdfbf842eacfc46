"""Cells that count people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.config.ledger import LedgerSettings
from wenming.ingest.counts import Count, CountReader


@pytest.fixture(scope="module")
def counts(settings: LedgerSettings) -> CountReader:
    return CountReader(settings)


@pytest.mark.parametrize(
    ("written", "value", "is_estimate"),
    [
        ("50", 50, False),
        ("50人", 50, False),
        ("50 人次", 50, False),
        ("50名", 50, False),
        ("共50人", 50, False),
        ("1,200", 1200, False),
        ("45①", 45, False),
        ("60²", 60, False),
        ("38*", 38, False),
        ("１２０", 120, False),
        ("1.2万", 12000, False),
        ("0.35万", 3500, False),
        ("1千", 1000, False),
        ("五十人", 50, False),
        ("一百二十", 120, False),
        ("两百", 200, False),
        ("一千二", 1200, False),
        ("约50人", 50, True),
        ("50余人", 50, True),
        ("50多人", 50, True),
        ("50+", 50, True),
        ("近50", 50, True),
        ("50人左右", 50, True),
        ("50人以上", 50, True),
        ("二十来人", 20, True),
        ("百余人", 100, True),
        ("上百人", 100, True),
        ("两百多人", 200, True),
        ("三千余人次", 3000, True),
        ("约2.5万人次", 25000, True),
        ("参加群众50余人", 50, True),
        ("党员群众50余人", 50, True),
        ("≥50人", 50, True),
    ],
)
def test_one_number(counts: CountReader, written: str, value: int, is_estimate: bool) -> None:
    count = counts.read(written)
    assert (count.value, count.is_estimate, count.problem) == (value, is_estimate, None)


@pytest.mark.parametrize(
    ("written", "attendance", "volunteers"),
    [
        ("志愿者20人，群众50人", 50, 20),
        ("群众约80人，志愿者12人", 80, 12),
        ("50人（其中志愿者20人）", 50, 20),
        ("50人，其中志愿者20人", 50, 20),
        ("20名志愿者、50名群众", 50, 20),
        ("群众50人/志愿者20人", 50, 20),
        ("志愿者20人", None, 20),
    ],
)
def test_numbers_with_names(
    counts: CountReader, written: str, attendance: int | None, volunteers: int
) -> None:
    count = counts.read(written)
    assert (count.value, count.volunteers, count.problem) == (attendance, volunteers, None)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("50/20", "count_two_numbers"),
        ("50、20", "count_two_numbers"),
        ("50 20", "count_two_numbers"),
        ("40-50人", "count_range"),
        ("40至50人", "count_range"),
        ("几十人", "count_vague"),
        ("十几人", "count_vague"),
        ("数十人", "count_vague"),
        ("30户", "count_not_people"),
        ("-5", "count_negative"),
        (-5, "count_negative"),
        (50.5, "count_fraction"),
        ("很热闹", "count_unreadable"),
        (True, "count_unreadable"),
    ],
)
def test_what_a_person_must_settle(counts: CountReader, written: object, problem: str) -> None:
    assert counts.read(written).problem == problem


@pytest.mark.parametrize("written", ["无", "/", "-", "—", "——", "／", "暂无"])
def test_none_is_never_nought(counts: CountReader, written: str) -> None:
    assert counts.read(written) == Count(kind="none_mark")


def test_nothing_to_repair_in_a_number(counts: CountReader, settings: LedgerSettings) -> None:
    assert counts.read(0) == Count(0)
    assert counts.read(None) == Count()
    assert counts.read("80").kind == "number_text"
    assert CountReader(settings, typed=False).read("80") == Count(80)


@given(st.integers(0, 99999), st.sampled_from(["{}", "{}人", "{}人次", "{:,}", " {} "]))
def test_every_number(settings: LedgerSettings, number: int, style: str) -> None:
    assert CountReader(settings).read(style.format(number)).value == number


@given(st.text(max_size=30))
def test_whatever_stands_there_is_a_count_nothing_or_for_a_person(
    settings: LedgerSettings, written: str
) -> None:
    count = CountReader(settings).read(written)
    assert count.problem is None or count.value is None
    assert count.value is None or count.value >= 0

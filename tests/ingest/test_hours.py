"""Cells that hold a length of time."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.config.ledger import LedgerSettings
from wenming.ingest.hours import HourReader, Hours


@pytest.fixture(scope="module")
def hours(settings: LedgerSettings) -> HourReader:
    return HourReader(settings)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("30小时", 30),
        ("30小时。", 30),
        ("1,200", 1200),
        ("7.5²", 7.5),
        ("2.5小时", 2.5),
        ("2.5h", 2.5),
        ("１２", 12),
        ("1小时30分", 1.5),
        ("1个半小时", 1.5),
        ("一个半小时", 1.5),
        ("半小时", 0.5),
        ("两个小时", 2),
        ("90分钟", 1.5),
        ("约30小时", 30),
        ("2:30", 2.5),
        (time(2, 30), 2.5),
        (timedelta(hours=30), 30),
        (37.5, 37.5),
    ],
)
def test_lengths(hours: HourReader, written: object, value: float) -> None:
    read = hours.read(written)
    assert (read.value, read.per_head, read.problem) == (value, False, None)


@pytest.mark.parametrize("written", ["每人2小时", "人均2小时", "2小时/人"])
def test_hours_of_one_volunteer(hours: HourReader, written: str) -> None:
    assert hours.read(written) == Hours(2, per_head=True, kind="hours_style")


def test_a_heading_may_count_minutes(hours: HourReader) -> None:
    assert hours.read(90, minutes=True) == Hours(1.5, kind="minutes")


@pytest.mark.parametrize(
    ("written", "problem"),
    [("3天", "hours_unreadable"), ("2-3小时", "hours_unreadable"), ("-2", "hours_negative")],
)
def test_what_a_person_must_settle(hours: HourReader, written: str, problem: str) -> None:
    assert hours.read(written).problem == problem


def test_none_is_never_nought(hours: HourReader) -> None:
    assert hours.read("无") == Hours(kind="none_mark")
    assert hours.read(0) == Hours(0)


@given(st.text(max_size=20) | st.floats(allow_nan=True) | st.integers())
def test_whatever_stands_there_is_hours_nothing_or_for_a_person(
    settings: LedgerSettings, written: object
) -> None:
    read = HourReader(settings).read(written)
    assert read.problem is None or read.value is None
    assert read.value is None or read.value >= 0


@pytest.mark.parametrize("written", ["5,25", "6,0", "10,0"])
def test_a_comma_before_decimals_is_not_passed_over(hours: HourReader, written: str) -> None:
    assert hours.read(written).problem == "hours_unreadable"

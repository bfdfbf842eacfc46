"""Date cells: every style that ledgers use, what it becomes, and what a person must settle."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.config.ledger import LedgerSettings
from wenming.ingest.dates import Around, DateReader, When
from wenming.ingest.days import choose_order, tell_orders

IN_2021 = Around(2021)


@pytest.fixture(scope="module")
def dates(settings: LedgerSettings) -> DateReader:
    return DateReader(settings)


@pytest.mark.parametrize(
    "written",
    [
        "2021.6.1",
        "2021/6/1",
        "2021-6-1",
        "2021-06-01",
        "2021年6月1日",
        "2021 年 6 月 1 日",
        "２０２１．６．１",
        "20210601",
        "44348",
        "21.6.1",
        "21年6月1日",
        "2021年6月1号",
        "6月1日",
        "6月1号",
        "6.1",
        "6/1",
        "06-01",
        "2021年6月1日（周二）",
        "2021.6.1 星期二",
        "二〇二一年六月一日",
        "二零二一年六月一日",
        "六月一日",
    ],
)
def test_one_day_in_many_styles(dates: DateReader, written: str) -> None:
    when = dates.read(written, around=IN_2021)
    assert (when.start, when.end, when.problem) == (date(2021, 6, 1), None, None)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2021.6.1-6.3", date(2021, 6, 1), date(2021, 6, 3)),
        ("2021.6.1-3", date(2021, 6, 1), date(2021, 6, 3)),
        ("6月1日至3日", date(2021, 6, 1), date(2021, 6, 3)),
        ("6.20-22", date(2021, 6, 20), date(2021, 6, 22)),
        ("6.6-10", date(2021, 6, 6), date(2021, 6, 10)),
        ("6/1-12", date(2021, 6, 1), date(2021, 6, 12)),
        ("6月1-3日", date(2021, 6, 1), date(2021, 6, 3)),
        ("6.30～7.2", date(2021, 6, 30), date(2021, 7, 2)),
        ("2021-06-01至2021-06-03", date(2021, 6, 1), date(2021, 6, 3)),
        ("2021-6-1-6-3", date(2021, 6, 1), date(2021, 6, 3)),
        ("2021年6月1日—2021年6月3日", date(2021, 6, 1), date(2021, 6, 3)),
        ("20210601-20210603", date(2021, 6, 1), date(2021, 6, 3)),
        ("12月30日至1月2日", date(2021, 12, 30), date(2022, 1, 2)),
        ("2020.12.30-2021.1.2", date(2020, 12, 30), date(2021, 1, 2)),
        ("12.1-3", date(2021, 12, 1), date(2021, 12, 3)),
    ],
)
def test_spans(dates: DateReader, written: str, start: date, end: date) -> None:
    when = dates.read(written, around=IN_2021)
    assert (when.start, when.end, when.problem) == (start, end, None)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("6月1日上午", time(9), None),
        ("6月1日下午", time(14, 30), None),
        ("6月1日晚上", time(19, 30), None),
        ("6月1日中午", time(12), None),
        ("2021.6.1 9:00-11:30", time(9), time(11, 30)),
        ("2021年6月1日9：00—11：30", time(9), time(11, 30)),
        ("6月1日下午3点至5点", time(15), time(17)),
        ("6月1日晚上7点半", time(19, 30), None),
        ("6月1日14时30分", time(14, 30), None),
        ("6月1日下午2：30分", time(14, 30), None),
        ("6月1日全天", None, None),
        ("2021-06-01 09:00:00", time(9), None),
    ],
)
def test_parts_of_a_day(
    dates: DateReader, written: str, start: time | None, end: time | None
) -> None:
    when = dates.read(written, around=IN_2021)
    assert (when.start, when.start_time, when.end_time) == (date(2021, 6, 1), start, end)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2021.6", "date_month_only"),
        ("2021年6月", "date_month_only"),
        ("6月", "date_month_only"),
        ("2021.6-7", "date_month_only"),
        ("2021.2.30", "date_impossible"),
        ("2月30日", "date_impossible"),
        ("6月1日、3日", "date_list"),
        ("6.1,6.3,6.5", "date_list"),
        ("6月1日和6月3日", "date_list"),
        ("6月中旬", "date_unreadable"),
        ("每周六", "date_unreadable"),
        ("待定", "date_unreadable"),
        ("12.1.3", "date_unreadable"),
        ("15日", "date_no_month"),
    ],
)
def test_what_a_person_must_settle(dates: DateReader, written: str, problem: str) -> None:
    when = dates.read(written, around=IN_2021)
    assert (when.start, when.problem) == (None, problem)


def test_no_year_anywhere_is_for_a_person(dates: DateReader) -> None:
    assert dates.read("6月1日").problem == "date_no_year"
    assert dates.read("2月30日").problem == "date_impossible"


@pytest.mark.parametrize(
    ("number", "shown_as", "day"),
    [
        (44348, "General", date(2021, 6, 1)),
        (20210601, "General", date(2021, 6, 1)),
        (6.1, "General", date(2021, 6, 1)),
        (6.1, "0.00", date(2021, 6, 10)),
        (6.15, "General", date(2021, 6, 15)),
    ],
)
def test_numbers(dates: DateReader, number: float, shown_as: str, day: date) -> None:
    assert dates.read(number, shown_as, IN_2021).start == day


def test_serial_numbers_of_the_1904_system(settings: LedgerSettings) -> None:
    old_mac = DateReader(settings, epoch_1904=True)
    assert old_mac.read(44348 - 1462).start == date(2021, 6, 1)


def test_a_bare_day_is_joined_to_the_month_around(dates: DateReader) -> None:
    assert dates.read("15日", around=Around(2021, 6)).start == date(2021, 6, 15)
    assert dates.read(15, around=Around(2021, 6)).start == date(2021, 6, 15)


def test_only_real_dates_are_exact(dates: DateReader, settings: LedgerSettings) -> None:
    assert dates.read(datetime(2021, 6, 1, 9, 30)) == When(
        start=date(2021, 6, 1), start_time=time(9, 30), exact=True
    )
    assert not dates.read("2021-06-01").exact
    assert DateReader(settings, typed=False).read("2021-06-01").exact


@pytest.mark.parametrize(
    ("order", "written", "day"),
    [
        ("mdy", "6/1/2021", date(2021, 6, 1)),
        ("mdy", "6/1/21", date(2021, 6, 1)),
        ("mdy", "6/1", date(2021, 6, 1)),
        ("dmy", "1/6/2021", date(2021, 6, 1)),
        ("ymd", "13/6/2021", date(2021, 6, 13)),
        ("ymd", "6/13/2021", date(2021, 6, 13)),
    ],
)
def test_all_number_dates_follow_the_district(
    settings: LedgerSettings, order: str, written: str, day: date
) -> None:
    reader = DateReader(settings.model_copy(update={"date_order": order}))
    assert reader.read(written, around=IN_2021).start == day


def test_a_day_that_could_be_two_is_for_a_person(dates: DateReader) -> None:
    assert dates.read("6/1/2021").problem == "date_unreadable"


@given(
    day=st.dates(date(2018, 7, 1), date(2029, 12, 31)),
    style=st.sampled_from(["{y}.{m}.{d}", "{y}/{m}/{d}", "{y}-{m}-{d}", "{y}年{m}月{d}日"]),
)
def test_every_day_in_every_style(settings: LedgerSettings, day: date, style: str) -> None:
    written = style.format(y=day.year, m=day.month, d=day.day)
    assert DateReader(settings).read(written).start == day


@given(
    first=st.dates(date(2018, 7, 1), date(2029, 11, 30)),
    days=st.integers(1, 30),
    style=st.sampled_from(["{y}.{m}.{d}-{n}.{e}", "{y}年{m}月{d}日至{n}月{e}日"]),
)
def test_every_span(settings: LedgerSettings, first: date, days: int, style: str) -> None:
    last = date.fromordinal(first.toordinal() + days)
    written = style.format(y=first.year, m=first.month, d=first.day, n=last.month, e=last.day)
    when = DateReader(settings).read(written)
    assert (when.start, when.end) == (first, last)


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_whatever_stands_there_is_understood_or_for_a_person(
    settings: LedgerSettings, value: object
) -> None:
    when = DateReader(settings).read(value)
    assert when.problem is None or when.start is None


@pytest.mark.parametrize(
    ("texts", "usual", "order"),
    [
        (["27/06/2019", "07/08/2019"], "mdy", "dmy"),  # one way only is possible
        (["6/1/2021", "6/12/2021 - 6/13/2021", "13/6/2021"], "mdy", "mdy"),  # one is a slip
        (["27/06/2019", "28/06/2019", "29/06/2019", "06/30/2019"], "mdy", "mixed"),
        (["07/08/2019", "27.06.2019", "2019-06-27"], "mdy", None),  # nothing is proven
    ],
)
def test_a_column_tells_its_own_order_of_day_and_month(
    texts: list[str], usual: str, order: str | None
) -> None:
    assert choose_order(sum(map(tell_orders, texts), Counter()), usual) == order

"""Rows that repeat others: in the file, in another file of the batch, in the store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.config.ledger import LedgerSettings
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.registry import Registry
from wenming.ingest.repeats import Held, HeldInMemory, Likeness, find_repeat
from wenming.ingest.results import LedgerReport, Place

Write = Callable[..., Path]
HEADING = "活动名称,活动时间,所属实践站,参与人数\n"
PLACE = Place("old.xlsx", "6月", 3)
HELD = Held("读书会", None, 30, None, None, PLACE)


def outcomes(report: LedgerReport) -> list[str]:
    return [row.outcome.value for row in report.rows[1:]]


@pytest.mark.parametrize(
    ("again", "outcome"),
    [
        ("读书会,2021-06-01,东塘站,30", "skipped"),
        ("讀書會,2021年6月1日,东塘社区,30人", "skipped"),
        ("读 书 会,2021.6.1,东塘,", "skipped"),
        ("读书会,2021-06-01,东塘站,35", "review"),
        ("读书会,2021-06-02,东塘站,30", "accepted"),
        ("读书会,2021-06-01,柳洲北站,30", "accepted"),
        ("义诊,2021-06-01,东塘站,30", "accepted"),
    ],
)
def test_the_same_site_date_and_title(
    reader: LedgerReader, write_text: Write, again: str, outcome: str
) -> None:
    path = write_text(f"{HEADING}读书会,2021-06-01,东塘站,30\n{again}\n")
    report = reader.read(path)
    assert outcomes(report) == ["accepted", outcome]
    if outcome == "skipped":
        assert report.rows[2].duplicate_of == Place("ledger.csv", "", 2)


def test_another_start_time_is_another_session(reader: LedgerReader, write_text: Write) -> None:
    lines = ["读书会,2021-06-01 09:00,东塘站,30", "读书会,2021-06-01 14:30,东塘站,30"]
    assert outcomes(reader.read(write_text(HEADING + "\n".join(lines)))) == ["accepted"] * 2


def test_titles_alike_leave_the_later_row_to_a_person(
    reader: LedgerReader, write_text: Write
) -> None:
    lines = ["组织青少年开展暑期安全知识讲座,2021-06-01,东塘站,30"]
    lines += ["组织青少年开展暑假安全知识讲座,2021-06-01,东塘站,30"]
    report = reader.read(write_text(HEADING + "\n".join(lines)))
    assert outcomes(report) == ["accepted", "review"]
    assert report.rows[2].reasons[0].params["percent"] == 93


@pytest.mark.parametrize("row", ["义诊,2021.2.30,东塘站,5", "歌会,2021-06-02,图书室,5"])
def test_a_repeat_of_a_row_under_review_is_its_duplicate(
    reader: LedgerReader, write_text: Write, row: str
) -> None:
    assert outcomes(reader.read(write_text(f"{HEADING}{row}\n{row}\n"))) == ["review", "skipped"]


def test_a_cancelled_row_is_no_reason_to_skip_the_one_that_was_held(
    reader: LedgerReader, write_text: Write
) -> None:
    row = "读书会,2021-06-01,东塘站,"
    text = f"活动名称,活动时间,站点,备注\n{row}因雨取消\n{row}\n"
    assert outcomes(reader.read(write_text(text))) == ["rejected", "accepted"]


def test_files_of_one_batch_are_compared(reader: LedgerReader, write_text: Write) -> None:
    row = f"{HEADING}读书会,2021-06-01,东塘站,30\n义诊,2021.2.30,东塘站,5\n"
    reader.read(write_text(row, name="a.csv"))
    report = reader.read(write_text(row, name="b.csv"))
    assert outcomes(report) == ["skipped", "skipped"]
    assert [r.duplicate_of for r in report.rows[1:]] == [
        Place("a.csv", "", 2),
        Place("a.csv", "", 3),
    ]


def test_rows_of_a_refused_file_count_for_nothing(reader: LedgerReader, write_text: Write) -> None:
    row = "读书会,2021-06-01,东塘站,30\n"
    broken = HEADING + row + '"' + "x" * 2_000_000
    assert reader.read(write_text(broken, name="a.csv")).refused is not None
    assert outcomes(reader.read(write_text(HEADING + row, name="b.csv"))) == ["accepted"]


def test_rows_are_compared_with_the_store(
    registry: Registry, settings: LedgerSettings, write_text: Write
) -> None:
    stored = replace(HELD, title="讀書 會", place=PLACE)
    existing = HeldInMemory([("S11", date(2021, 6, 1), stored)])
    reader = LedgerReader(
        registry=registry, settings=settings, as_of=date(2021, 7, 7), existing=existing
    )
    report = reader.read(write_text(f"{HEADING}读书会,2021-06-01,东塘站,30\n"))
    assert report.rows[1].duplicate_of == PLACE


@pytest.mark.parametrize(
    ("row", "likeness"),
    [
        (HELD, Likeness.DUPLICATE),
        (replace(HELD, attendance=None), Likeness.DUPLICATE),
        (replace(HELD, attendance=31), Likeness.OTHER_COUNTS),
        (replace(HELD, start_time=time(9)), Likeness.DUPLICATE),
        (replace(HELD, title="读书节"), None),
    ],
)
def test_kinds_of_repeat(row: Held, likeness: Likeness | None) -> None:
    repeat = find_repeat(row, [HELD], 90)
    assert (repeat.likeness if repeat else None) == likeness


def test_an_exact_repeat_further_on_wins_over_a_near_one() -> None:
    near = replace(HELD, title="读书会读书会读书会读书会")
    exact = replace(HELD, title="读书会读书会读书会读书节")
    repeat = find_repeat(exact, [near, exact], 90)
    assert repeat is not None
    assert repeat.likeness is Likeness.DUPLICATE


@given(st.text(min_size=1, max_size=20))
def test_every_row_repeats_itself(title: str) -> None:
    row = replace(HELD, title=title)
    repeat = find_repeat(row, [row], 90)
    assert repeat is not None
    assert repeat.likeness is Likeness.DUPLICATE

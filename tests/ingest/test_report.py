"""What is told of a file: the neutral JSON report, and the tables for the store."""

import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from wenming.i18n import LANGUAGES, Translator
from wenming.ingest.frames import build_pieces
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.report import build_report, read_messages, tell
from wenming.ingest.results import LedgerReport, Message

TEXT = """活动名称,活动时间,所属实践站,参与人数
读书会,2021-06-01 09:30,东塘站,30
读书会,2021.6.1 9:30,东塘站,30
义诊,2021.6.2,图书室,约50人
合计,,,80
"""


@pytest.fixture
def ledger(reader: LedgerReader, write_text: Callable[..., Path]) -> LedgerReport:
    return reader.read(write_text(TEXT))


def test_the_neutral_report(ledger: LedgerReport) -> None:
    told = json.loads(json.dumps(build_report(ledger, Translator("zh"))))
    assert (told["file"], told["refused"]) == ("ledger.csv", None)
    assert told["counts"] == {
        "accepted": 1,
        "repaired": 0,
        "review": 1,
        "rejected": 0,
        "skipped": 3,
    }
    taken, repeat, review, total = told["rows"][1:]
    assert taken["values"]["started_on"] == "2021-06-01"
    assert taken["values"]["start_time"] == "09:30"
    assert taken["values"]["site_name"] == "鮀滨街道东塘社区新时代文明实践站"
    assert taken["values"]["street"] == "鮀滨街道"
    assert taken["values"]["attendance_is_estimate"] is False
    assert repeat["duplicate_of"] == {"file": "ledger.csv", "sheet": "", "row": 2}
    assert (repeat["skip_kind"], repeat["values"]) == ("duplicate", None)
    assert review["reason"] == "“图书室”不能对应到唯一的阵地。可选：—。"
    assert review["repairs"][1] == {
        "field": "attendance",
        "before": "约50人",
        "after": "50",
        "kind": "estimate",
        "how": "约数，记为估计",
        "counts": True,
    }
    assert total["skip_kind"] == "subtotal"


def test_every_sentence_is_there_in_english(ledger: LedgerReport) -> None:
    told = build_report(ledger, Translator("en"))
    assert told["rows"][3]["reason"] == "“图书室” does not name one site. To choose from: —."


def test_the_store_gets_every_row_and_the_values_of_those_to_keep(ledger: LedgerReport) -> None:
    (piece,) = build_pieces(ledger)
    rows = piece.to_pylist()
    assert [row["row_number"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["activity_number"] for row in rows] == [None, 1, 2, 3, None]
    first = rows[1]
    assert (first["outcome"], first["sheet"]) == ("accepted", "")
    assert (first["started_on"], first["start_time"]) == (date(2021, 6, 1), time(9, 30))
    assert (first["attendance"], first["volunteers"]) == (30, None)
    assert first["attendance_is_estimate"] is False
    assert rows[2]["duplicate_row"] == 2
    assert (rows[2]["outcome"], rows[2]["own_outcome"], rows[1]["own_outcome"]) == (
        "skipped", "repaired", None,
    )  # fmt: skip
    assert json.loads(rows[3]["reasons"])[0]["key"] == "ledger.review.unknown_site"
    assert json.loads(rows[3]["raw"]) == {
        "活动名称": "义诊",
        "活动时间": "2021.6.2",
        "所属实践站": "图书室",
        "参与人数": "约50人",
    }


@pytest.mark.parametrize(
    ("sheet", "zh", "en"),
    [
        (
            "6月",
            "与 甲.xlsx（工作表“6月”） 第 3 行重复：",
            "Repeats row 3 of 甲.xlsx (sheet “6月”)",
        ),
        ("", "与 甲.xlsx 第 3 行重复：", "Repeats row 3 of 甲.xlsx: "),
    ],
)
def test_a_sheet_is_named_where_there_is_one(sheet: str, zh: str, en: str) -> None:
    message = Message("ledger.skip.duplicate", {"file": "甲.xlsx", "sheet": sheet, "row": 3})
    assert tell(message, Translator("zh")).startswith(zh)
    assert tell(message, Translator("en")).startswith(en)


@pytest.mark.parametrize(
    "kept",
    [
        {"key": "ledger.review.of_long_ago", "params": {}},
        {"key": "ledger.refused.missing", "params": {"name": "of a place that was"}},
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_that_another_release_recorded_is_told_by_its_key(
    kept: dict[str, object], language: str
) -> None:
    (message,) = read_messages(json.dumps([kept]))

    assert str(kept["key"]) in tell(message, Translator(language))

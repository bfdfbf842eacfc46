"""Telephone numbers and private persons' names: in no value, no report, no raw text."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from wenming.config.ledger import LedgerSettings
from wenming.i18n import Translator
from wenming.ingest.frames import build_pieces
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.report import build_report
from wenming.ingest.results import Outcome
from wenming.ingest.text import Cleaner

Write = Callable[..., Path]
ROWS = [
    ["填报单位：东塘站  联系人：王小明 13800000001"],
    ["活动名称", "活动时间", "站点", "联系人", "联系电话", "备注", "志愿者名单"],
    ["游园（报名13800000002）", "2021.6.1", "东塘站", "王小明", "13800000003", "负责人：王小明"],
    ["读书会", "2021.2.30 13800000004", "图书室13800000005", "王小明", 13800000006, None, "王小明"],
    ["读书会", "2021.2.30 13800000004", "图书室13800000005", "王小明", 13800000006, None, "王小明"],
    ["小计", None, None, "王小明", None, "0754-88880000", None],
    ["填表人：王小明", None, None, "审核：王小明", "2021年7月1日", None, None],
]  # fmt: skip


def test_nothing_private_leaves_intake(reader: LedgerReader, write: Write) -> None:
    report = reader.read(write({"台账": ROWS}))
    told = json.dumps(build_report(report, Translator("zh")), ensure_ascii=False)
    told += "".join(piece.to_pandas().to_csv() for piece in build_pieces(report))
    assert "王小明" not in told
    assert "1380000000" not in told
    assert "88880000" not in told


def test_dropped_columns_are_named(reader: LedgerReader, write: Write) -> None:
    notes = {note.key: note.params for note in reader.read(write({"台账": ROWS})).notes}
    assert notes["ledger.note.private_columns"] == {
        "sheet": "台账",
        "columns": ["联系人", "联系电话", "志愿者名单"],
    }


def test_what_is_masked_counts_as_repaired(reader: LedgerReader, write: Write) -> None:
    row = reader.read(write({"台账": ROWS})).rows[2]
    assert row.values["title"] == "游园（报名***）"
    assert ("title", "masked") in [(repair.field, repair.kind) for repair in row.repairs]


@pytest.mark.parametrize(
    "written",
    [
        "预约１３８００００００６６",
        "预约138—0000—0066",
        "预约138\u30000000\u30000066",
        "预约138\u200b00000066",
        "报名电话：8888 0066",
        "报名电话88880066",
        "座机8888-0066",
    ],
)
def test_numbers_in_other_widths_and_spacings(
    reader: LedgerReader, write: Write, written: str
) -> None:
    rows = [
        ["活动名称", "活动时间", "站点", "备注", "家数"],
        [written, "2021.6.1", "东塘站", written, written],
    ]
    report = reader.read(write({"台账": rows}))
    told = json.dumps(build_report(report, Translator("zh")), ensure_ascii=False)
    told += "".join(piece.to_pandas().to_csv() for piece in build_pieces(report))
    assert "***" in told
    assert not re.search("0066|００６６", told)


@pytest.mark.parametrize(
    "title", ["12345热线进社区", "热线12345宣传", "学习20210620专题", "2021—2022年度表彰会"]
)
def test_other_figures_stay(reader: LedgerReader, write: Write, title: str) -> None:
    rows = [["活动名称", "活动时间", "站点"], [title, "2021.6.1", "东塘站"]]
    assert reader.read(write({"台账": rows})).rows[1].values["title"] == title


def test_a_districts_own_short_numbers_are_masked_as_well(settings: LedgerSettings) -> None:
    own = (*settings.private_patterns, r"(?<!\d)6\d{5}(?!\d)")
    cleaner = Cleaner(settings.model_copy(update={"private_patterns": own}))
    assert [cleaner.mask(text) for text in ("661234", "短号661234", "1661234", "35001")] == [
        "***", "短号***", "1661234", "35001",
    ]  # fmt: skip


ORGANISED = [
    ["活动名称", "活动时间", "站点", "老师", "带队", "讲课专家", "受访户主", "摄影", "备注"],
    ["读书会", "2021.6.1", "东塘站", "王小明", "李红", "陈大文", "赵敏", "林一平", "热闹"],
    ["歌会", "2021.6.2", "东塘站", "张丽", "王小明", "李红", "陈大文", "赵敏", "张丽"],
]


def test_columns_of_persons_are_told_by_heading_and_cells(
    reader: LedgerReader, write: Write
) -> None:
    report = reader.read(write({"台账": ORGANISED}))
    notes = {note.key: note.params for note in report.notes}
    assert notes["ledger.note.private_columns"]["columns"] == ORGANISED[0][3:8]
    assert [row.raw.get("备注") for row in report.rows[1:]] == ["热闹", "***"]


def test_a_column_of_other_things_is_kept_though_its_heading_could_be_of_persons(
    reader: LedgerReader, write: Write
) -> None:
    rows = [
        ["活动名称", "活动时间", "站点", "主讲", "摄影", "负责部门"],
        ["读书会", "2021.6.1", "东塘站", "市委党校", "有", "宣传股"],
        ["歌会", "2021.6.2", "东塘站", "青年讲师团", "无", "文化站"],
    ]
    raw = reader.read(write({"台账": rows})).rows[1].raw
    assert (raw["主讲"], raw["摄影"], raw["负责部门"]) == ("市委党校", "有", "宣传股")


@pytest.mark.parametrize("cell", ["13800138000", 13800138000, "王小明、李红"])
def test_what_is_private_in_a_counts_cell_is_no_count(
    reader: LedgerReader, write: Write, cell: object
) -> None:
    rows = [["活动名称", "活动时间", "站点", "参与人数"], ["读书会", "2021.6.1", "东塘站", cell]]
    row = reader.read(write({"台账": rows})).rows[1]
    assert row.outcome is Outcome.REVIEW
    assert row.values["attendance"] is None
    assert row.raw["参与人数"] == "***"
    assert row.reasons[0].params["written"] == "***"

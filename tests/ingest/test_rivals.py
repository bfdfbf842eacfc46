"""Columns that could be one field, and rows that say that nothing was held."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from wenming.ingest.ledger import LedgerReader
from wenming.ingest.results import LedgerReport, Outcome

Write = Callable[..., Path]
FIRST = ["健康讲座", datetime(2021, 6, 1), "东塘站"]
SECOND = ["剪纸课", datetime(2021, 6, 2), "柳洲北站"]
BASE = ["活动名称", "活动时间", "实践站"]


@pytest.fixture
def read(reader: LedgerReader, write: Write) -> Callable[..., LedgerReport]:
    """Read two activities with more columns beside name, day and site."""

    def read_them(headings: list[str], first: list[Any], second: list[Any]) -> LedgerReport:
        rows = [[*BASE, *headings], [*FIRST, *first], [*SECOND, *second]]
        return reader.read(write({"台账": rows}))

    return read_them


def values(report: LedgerReport, name: str) -> list[Any]:
    return [row.values.get(name) for row in report.rows if row.outcome is not Outcome.SKIPPED]


def outcomes(report: LedgerReport) -> list[str]:
    return [row.outcome.value for row in report.rows if row.outcome is not Outcome.SKIPPED]


def whys(report: LedgerReport) -> dict[str, str]:
    return {column.heading: column.why for column in report.tables[0].columns}


@pytest.mark.parametrize(
    ("headings", "first", "second", "field", "expected"),
    [
        (["男性参与人数", "女性参与人数"], [12, 18], [5, 25], "attendance", [30, 30]),
        (["男", "女"], [12, 18], [5, None], "attendance", [30, 5]),
        (["儿童人数", "成人人数", "老人人数"], [1, 2, 3], [4, 5, 6], "attendance", [6, 15]),
        (["男", "女", "合计"], [12, 18, 30], [5, 25, 30], "attendance", [30, 30]),
        (["参与人数", "其中党员人数"], [40, 6], [30, 2], "attendance", [40, 30]),
        (["参与人数", "青年人数"], [40, 6], [30, 2], "attendance", [40, 30]),
        (["参与人数", "实到人数"], [50, 42], [30, 28], "attendance", [42, 28]),
        (["应到人数", "实到人数"], [50, 42], [30, 28], "attendance", [42, 28]),
        (["党员志愿者人数", "青年志愿者人数", "志愿者合计"], [4, 12, 16], [3, 9, 12],
         "volunteers", [16, 12]),
        (["本次时长", "累计时长"], [10, 120], [12, 132], "service_hours", [10, 12]),
    ],
)  # fmt: skip
def test_total_parts_and_what_happened(
    read: Callable[..., LedgerReport],
    headings: list[str],
    first: list[Any],
    second: list[Any],
    field: str,
    expected: list[Any],
) -> None:
    report = read(headings, first, second)
    assert values(report, field) == expected
    assert set(outcomes(report)) <= {"accepted", "repaired"}


def test_where_nobody_knows_the_file_asks(read: Callable[..., LedgerReport]) -> None:
    report = read(["党员志愿者人数", "青年志愿者人数"], [4, 12], [3, 3])
    assert outcomes(report) == ["review", "accepted"]  # where they agree there is no question
    assert report.rows[1].reasons[0].key == "ledger.review.columns_differ"
    assert [note.key for note in report.notes] == ["ledger.note.columns_asked"]
    assert whys(report)["党员志愿者人数"] == "asked"


def test_a_person_says_which_column_it_is(reader: LedgerReader, write: Write) -> None:
    rows = [[*BASE, "报名人数", "到场人数"], [*FIRST, 50, 42]]
    chosen = LedgerReader(
        registry=reader._registry,
        settings=reader._settings,
        as_of=date(2021, 7, 7),
        columns={"报名人数": "attendance"},
    )
    report = chosen.read(write({"台账": rows}))
    assert values(report, "attendance") == [50]
    assert whys(report) == dict.fromkeys(BASE, "name") | {
        "报名人数": "chosen",
        "到场人数": "other_chosen",
    }


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("附近住户", "小区邻里", None), ("张小明、李小红", "王大力", "contact")],
)
def test_words_and_names_are_no_counts(
    read: Callable[..., LedgerReport], first: str, second: str, field: str | None
) -> None:
    report = read(["参与人员", "志愿者人数"], [first, 3], [second, 4])
    assert values(report, "attendance") == [None, None]
    assert outcomes(report) == ["accepted", "accepted"]
    assert report.tables[0].columns[3].field == field


def test_a_unit_that_is_not_known_waits(read: Callable[..., LedgerReport]) -> None:
    report = read(["服务时长（天）"], [2], [None])
    assert outcomes(report) == ["review", "accepted"]


def test_a_row_of_several_sessions_waits(read: Callable[..., LedgerReport]) -> None:
    report = read(["场次", "参与人数"], [7, 140], [1, 20])
    assert outcomes(report) == ["review", "accepted"]


def test_heads_over_three_rows_are_put_together(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["活动情况", None, None, "志愿服务统计", None, None, None],
        ["活动名称", "日期", "站点", "大学生", None, "社会人士", None],
        [None, None, None, "人数", "小时", "人数", "小时"],
        ["读书会", datetime(2021, 6, 1), "东塘站", 2, 4, 1, 3],
    ]
    merged = ["A1:C1", "D1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"]
    report = reader.read(write({"台账": rows}, merged={"台账": merged}))
    assert values(report, "volunteers") == [3]
    assert values(report, "service_hours") == [7]
    assert values(report, "attendance") == [None]


@pytest.mark.parametrize(
    ("heading", "cell", "count", "outcome"),
    [
        ("是否开展", "是", 30, "accepted"),
        ("是否开展", "否", None, "rejected"),
        ("活动状态", "已结束", 30, "accepted"),
        ("活动状态", "审核不通过", 0, "rejected"),
        ("活动状态", "已取消", 30, "review"),  # it says no, and yet people came
        ("完成情况", "已完成，未发现问题", 30, "accepted"),
        ("备注", "因雨推迟至6月1日举行", 30, "accepted"),
        ("备注", "取消抽奖环节，其余照常", 30, "review"),
        ("备注", "因雨取消", None, "rejected"),
    ],
)
def test_what_was_not_held(
    read: Callable[..., LedgerReport], heading: str, cell: str, count: int | None, outcome: str
) -> None:
    assert outcomes(read(["参与人数", heading], [count, cell], [20, None])) == [outcome, "accepted"]


def test_a_plan_beside_what_was_done(reader: LedgerReader, write: Write) -> None:
    done = [[*BASE, "参与人数"], [*FIRST, 30]]
    plan = [["7月活动计划表"], ["活动名称", "计划时间", "实践站", "预计人数"], [*SECOND, 50]]
    report = reader.read(write({"6月": done, "7月计划": plan}))
    assert outcomes(report) == ["accepted", "rejected"]
    assert "ledger.note.plan" in [note.key for note in report.notes]


def test_a_row_for_each_person_is_told(reader: LedgerReader, write: Write) -> None:
    rows = [["姓名", *BASE, "服务时长"]]
    rows += [[f"某{number}", *FIRST, 2] for number in range(5)]
    report = reader.read(write({"台账": rows}))
    assert outcomes(report) == ["review"] * 5
    assert "ledger.note.persons" in [note.key for note in report.notes]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([6.8, 6.9, 6.1, 6.11], [date(2021, 6, 8), date(2021, 6, 9), None, date(2021, 6, 11)]),
        ([6.1, 6.2, 6.3], [date(2021, 6, 1), date(2021, 6, 2), date(2021, 6, 3)]),
    ],
)
def test_a_lost_zero_is_seen_between_its_neighbours(
    reader: LedgerReader, write: Write, cells: list[float], expected: list[date | None]
) -> None:
    lines = [[f"文明劝导第{n}天", cell, "东塘站"] for n, cell in enumerate(cells)]
    report = reader.read(write({"台账": [["2021年6月台账"], BASE, *lines]}))
    assert values(report, "started_on") == expected


@pytest.mark.parametrize(
    ("cell", "day", "at"),
    [
        (datetime(2021, 5, 31, 23, 59, 17), date(2021, 6, 1), None),
        ("2021-05-31T16:00:00.000Z", date(2021, 6, 1), None),
        ("2021-06-02T08:30:00+08:00", date(2021, 6, 2), time(8, 30)),
        ("Tue Jun 01 2021 00:00:00 GMT+0800 (中国标准时间)", date(2021, 6, 1), None),
    ],
)
def test_moments_of_programs(
    reader: LedgerReader, write: Write, cell: Any, day: date, at: time | None
) -> None:
    report = reader.read(write({"台账": [BASE, ["读书会", cell, "东塘站"]]}))
    assert (values(report, "started_on"), values(report, "start_time")) == ([day], [at])
    assert outcomes(report) == ["repaired"]


def test_days_are_held_against_the_title(reader: LedgerReader, write: Write) -> None:
    days = ["1月3日", "12月30日-1月2日", datetime(2020, 11, 30), datetime(2012, 12, 1)]
    lines = [[f"读书会之{n}", day, "东塘站"] for n, day in enumerate(days)]
    report = reader.read(write({"台账": [["2020年12月活动台账"], BASE, *lines]}))
    assert outcomes(report) == ["review", "repaired", "accepted", "review"]
    assert report.rows[4].remarks[0].key == "ledger.remark.other_month"


def test_how_many_there_are_at_all_is_not_how_many_came(reader: LedgerReader, write: Write) -> None:
    rows = [[*BASE, "学生到场数", "教师到场数", "在校生总数"]]
    rows += [[f"讲座{n}", datetime(2021, 6, n), "东塘站", 30 + n, 2, 2846] for n in range(1, 5)]
    report = reader.read(write({"台账": rows}))

    assert [row.values["attendance"] for row in report.rows[1:]].count(2846) == 0
    assert whys(report)["在校生总数"] == "one_value"


def test_two_days_in_two_columns_are_asked_about(read: Callable[..., LedgerReport]) -> None:
    report = read(["开展日期"], [datetime(2021, 6, 1)], [datetime(2021, 6, 9)])

    assert outcomes(report) == ["accepted", "review"]
    assert [reason.key for reason in report.rows[2].reasons] == ["ledger.review.dates_differ"]

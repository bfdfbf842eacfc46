"""Small ledgers as offices keep them, each row beside what becomes of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wenming.ingest.ledger import LedgerReader
from wenming.ingest.results import RowResult

Write = Callable[..., Path]
Example = list[tuple[str, list[Any]]]  # what becomes of the row, then its cells

QUARTER: Example = [
    ("title line", ["鮀滨街道新时代文明实践活动台账（2021年第二季度）"]),
    ("title line", ["填报单位：鮀滨街道办        填报日期：2021年7月1日"]),
    ("heading", ["序号", "实践所（站）", "活动主题", "开展时间", "参加人数", "志愿者", "备注"]),
    (
        "accepted I1",
        [1, "鮀滨街道新时代文明实践所", "剪纸课", datetime(2021, 4, 16), 104, 30, None],
    ),
    ("accepted I1", [2, None, "面点培训班", datetime(2021, 4, 20), 82, 10, None]),
    ("accepted S11", [3, "东塘站", "读书会", datetime(2021, 4, 25), 63, 6, None]),
    ("review", [4, None, "读书会", datetime(2021, 4, 26), 63, 6, None]),
    ("note", [5]),
    ("note", ["制表人：张某", None, None, "审核人：李某"]),
]

MONTH: Example = [
    ("title line", ["鮀滨、青山片区2021年3月活动台账"]),
    ("heading", ["序号", "日期", "活动内容", "阵地", "类型", "参加人数"]),
    ("repaired 2021-03-02 09:00", [1, "3月2日上午", "文明劝导", "东塘社区", "移风易俗", 42]),
    ("repaired 2021-03-13", [2, "3.13", "读书会", "东塘社区实践站", "阅读", 56]),
    ("repaired 2021-03-17 – 2021-03-19", [3, "3月17日至19日", "一条街", "鮀滨所", "便民", 20]),
    ("repaired 2021-03-26 – 2021-03-27", [4, "3.26-3.27", "义诊", "青山社区", "义诊", 49]),
    ("review", [5, "3月", "义诊", "青山社区", "义诊", 49]),
    ("review", [6, "3月30日", "义诊", "青山", "义诊", 49]),
    ("review", [7, "3月32日", "义诊", "青山社区", "义诊", 49]),
]

COUNTS: Example = [
    ("heading", ["项目名称", "时间", "所属单位", "惠及群众", "参与\n志愿者", "志愿时长"]),
    ("repaired 31", ["甲", datetime(2021, 1, 1), "东塘站", "三十一人", 5, 10]),
    ("repaired 40 about", ["乙", datetime(2021, 1, 2), "东塘站", "40多人", 5, "10小时"]),
    ("repaired 12000", ["丙", datetime(2021, 1, 3), "东塘站", "1.2万人次", 5, 10]),
    ("repaired None", ["丁", datetime(2021, 1, 4), "东塘站", "无", 5, 10]),
    ("repaired None", ["戊", datetime(2021, 1, 5), "东塘站", "—", 5, 10]),
    ("accepted None", ["己", datetime(2021, 1, 6), "东塘站", None, 5, 10]),
    ("accepted 0", ["庚", datetime(2021, 1, 7), "东塘站", 0, 5, 10]),
    ("repaired 50", ["辛", datetime(2021, 1, 8), "东塘站", "志愿者20人，群众50人", None, 10]),
    ("review", ["壬", datetime(2021, 1, 9), "东塘站", "50/20", 5, 10]),
    ("review", ["癸", datetime(2021, 1, 10), "东塘站", "40-50人", 5, 10]),
]

TRADITIONAL: Example = [
    ("heading", ["活動主題", "活動時間", "所屬實(shí)踐(jiàn)站", "形式"]),
    ("repaired", ["端午包糉(zòng)子", "2021年6月12日", "東塘社區(qū)", "線下"]),
    ("repaired", ["英语角(hello)", "2021-06-13", "東塘站", "线上"]),
    ("repaired", ["賽龍舟", datetime(2021, 6, 14), "𬶍濱街道新時代文明實踐所", "线下"]),
]


def tell(row: RowResult, expected: str) -> str:
    """What became of a row, in as many words as the example uses."""
    words = [row.skip_kind.value if row.skip_kind else row.outcome.value]
    values = row.values
    if not values or expected == words[0]:
        return words[0]
    when = " ".join(str(values[key])[:10] for key in ("started_on", "ended_on") if values[key])
    when = when.replace(" ", " – ")
    at = f" {values['start_time']:%H:%M}" if values["start_time"] else ""
    about = " about" if values["attendance_is_estimate"] else ""
    known = (str(values["site_id"]), f"{when}{at}", f"{values['attendance']}{about}")
    rest = expected.removeprefix(words[0]).strip()
    return f"{words[0]} {rest}" if rest in known else f"{words[0]} {known}"


@pytest.mark.parametrize(
    ("example", "merged"),
    [
        (QUARTER, ["A1:G1", "A2:G2", "B4:B5"]),
        (MONTH, ["A1:F1"]),
        (COUNTS, []),
        (TRADITIONAL, []),
    ],
)
def test_each_row_becomes_what_stands_beside_it(
    reader: LedgerReader, write: Write, example: Example, merged: list[str]
) -> None:
    path = write({"台账": [cells for _, cells in example]}, merged={"台账": merged})
    rows = reader.read(path).rows
    expected = [words for words, _ in example]
    assert [tell(row, words) for row, words in zip(rows, expected, strict=True)] == expected

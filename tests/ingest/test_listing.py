"""What became of rows, for people: cells before and after, rows as taken."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from wenming.i18n import Translator
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.listing import RowList, list_cells, list_values
from wenming.ingest.results import LedgerReport

TEXT = """活动名称,活动时间,所属实践站,参与人数
读书会,2021-06-01,鮀滨街道东塘社区新时代文明实践站,30
义诊,2021.6.2,东塘站,约50人
合计,,,80
"""


@pytest.fixture
def report(reader: LedgerReader, write_text: Callable[..., Path]) -> LedgerReport:
    return reader.read(write_text(TEXT))


def test_each_cell_has_its_line_and_no_row_is_left_out(report: LedgerReport) -> None:
    frame = list_cells(RowList([report]), Translator("zh"))

    assert sorted(set(frame["row"])) == [1, 2, 3, 4]
    repaired = frame[frame["row"] == 3]
    told = repaired[["field", "before", "after", "how", "counts"]].to_numpy().tolist()
    assert ["参与人次", "约50人", "50", "约数，记为估计", True] in told
    assert ["开始日期", "2021.6.2", "2021-06-02", "统一日期写法", True] in told
    official = "鮀滨街道东塘社区新时代文明实践站"
    assert ["阵地", "东塘站", official, "对应到正式名称", False] in told
    (skipped,) = frame[frame["row"] == 4].to_dict("records")
    assert (skipped["outcome"], skipped["title"], skipped["reason"]) == (
        "跳过",
        "合计 80",
        "小计或合计。",
    )
    assert skipped["field"] is None


def test_each_row_is_told_as_it_was_taken(report: LedgerReport) -> None:
    frame = list_values(RowList([report]), Translator("en")).set_index("row")

    assert frame.loc[3, "attendance"] == 50
    assert frame.loc[3, "attendance_is_estimate"] == "estimate"
    assert frame.loc[3, "started_on"] == "2021-06-02"
    assert "attendance" in frame.loc[3, "repaired"]
    assert frame.loc[3, "understood"] == ("site_name",)
    assert pd.isna(frame.loc[4, "title"])
    assert frame.loc[2, "outcome"] == "accepted"

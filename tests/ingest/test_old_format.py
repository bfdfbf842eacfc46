"""Workbooks of Excel 97 to 2003."""

from datetime import date
from pathlib import Path

from wenming.ingest.ledger import LedgerReader
from wenming.ingest.results import Outcome

from .biff import TWO_PLACES, build_xls

HEADING = ["序号", "活动名称", "活动时间", "主办单位", "参与人数", "电话"]


def test_an_old_workbook(reader: LedgerReader, tmp_path: Path) -> None:
    sheets = {
        "2021年": [
            ["青山街道活动记录"],
            HEADING,
            [1, "读书会", date(2021, 6, 1), "鮀滨街道东塘社区新时代文明实践站", 30, 13800000001.0],
            [2, "义诊", 44349, None, "20人", None],
            [3, "讲座", (6.1, TWO_PLACES), "柳洲北站", 5, None],
            [4],
            [None, "合计", None, None, 55.0],
        ],
        "旧": [HEADING, [1, "歌会", "2020年5月1日", "东塘站", 8]],
    }
    merged = {"2021年": [(0, 0, 0, 5), (2, 3, 3, 3)]}
    path = tmp_path / "ledger.xls"
    path.write_bytes(build_xls(sheets, merged=merged, hidden=["旧"]))
    report = reader.read(path)

    assert report.refused is None
    assert report.hidden_sheets == ["旧"]
    told = [row.skip_kind.value if row.skip_kind else row.outcome.value for row in report.rows]
    assert told == [
        "title line", "heading", "accepted", "repaired", "repaired", "note", "subtotal",
        "heading", "repaired",
    ]  # fmt: skip
    kept = [row.values for row in report.rows if row.outcome is not Outcome.SKIPPED]
    assert [values["started_on"] for values in kept] == [
        date(2021, 6, 1), date(2021, 6, 2), date(2021, 6, 10), date(2020, 5, 1),
    ]  # fmt: skip
    assert [values["site_id"] for values in kept] == ["S11", "S11", "S12", "S11"]
    assert [values["attendance"] for values in kept] == [30, 20, 5, 8]


def test_macros_in_an_old_workbook_are_named(reader: LedgerReader, tmp_path: Path) -> None:
    path = tmp_path / "ledger.xls"
    stream = build_xls({"台账": [HEADING]})
    path.write_bytes(stream + "_VBA_PROJECT_CUR".encode("utf-16-le"))
    assert "ledger.note.macros" in [note.key for note in reader.read(path).notes]

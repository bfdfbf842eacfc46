"""A long text file is read in blocks, and every row comes out as it does one by one."""

import gc
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming.config.ledger import LedgerSettings
from wenming.errors import WenmingError
from wenming.ingest import delimited, ledger
from wenming.ingest.files import open_book
from wenming.ingest.frames import build_pieces
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.listing import RowList
from wenming.ingest.registry import Registry
from wenming.ingest.repeats import Existing, Held, HeldInMemory
from wenming.ingest.results import LedgerReport, ListedRows, Outcome, Place
from wenming.ingest.spool import Spool

from .conftest import AS_OF

HEADING = (
    "序号,活动名称,活动时间,结束时间,站点,街道,经度,纬度,参与人数,志愿者,服务时长,类别,志愿服务队,"
    "形式,联系人,备注,印象"
)
# What may stand in each column, plain and otherwise.
CELLS: list[list[str]] = [
    ["1", "2", "例", "小计", "", "合计"],
    ["读书会", "讀書會", "读 书 会", "读书会第1期", "组织青少年开展暑期安全知识讲座",
     "组织青少年开展暑假安全知识讲座", "义诊（取消）", "合计", "", "無", "很" * 201,
     "电话13800000002的读书会", "活动名称"],
    ["2021-06-01", "2021.6.1", "2021年6月1日上午", "6月1日", "2021.6.1 9:00-11:30", "2021.2.30",
     "2021.6", "因雨取消", "", "2021-06-02", "2021.6.1-6.3", "2030-01-01", "说不清", "44348"],
    ["", "", "2021-06-01", "6.2", "2021-05-01", "11:30", "无"],
    ["东塘站", "东塘社区", "S11", "同名", "图书室", "", "鮀滨所", "青山街道新时代文明实践所", "无"],
    ["", "鮀滨街道", "旧港", "青山", "不存在街道"],
    ["", "116.65", "23.35", "116.9", "无", "东经", "东经116.65"],
    ["", "23.35", "116.65", "0"],
    ["30", "约30人", "31", "五十余人", "无", "", "50/20", "40-50人",
     "志愿者20人，群众50人", "-3", "1.5"],
    ["5", "", "6人", "三"],
    ["2", "2小时", "人均2小时", "", "90分钟", "无", "很久"],
    ["我们的节日", "传统节日", "没听说过的", "", "别的"],
    ["青年队", "", "没听说过的队", "另一队"],
    ["线上", "", "线下", "延期", "線上"],
    ["王小明", ""],
    ["", "因雨取消", "电话0754-88880000", "备\n注", "电话１３８００００００６６"],
    ["", "取消", "（延期）", "随便"],
]  # fmt: skip
OTHERS = [
    "", ",,,", "合计,,,,,,,,80", HEADING, "制表人：某某", "2021年第二季度台账",
    "鮀滨街道2020年活动台账",
    "序号,活动内容,日期,阵地,参加人数", "1,歌会,2021-06-03,东塘站,12", "一行,很短",
    "注：以上为估计数",
]  # fmt: skip


def write_line(cells: tuple[str, ...]) -> str:
    return ",".join(f'"{cell}"' for cell in cells)


LINES = st.one_of(
    st.tuples(*map(st.sampled_from, CELLS)).map(write_line),
    # Rows of little choice, for repeats; rows of any text at all; and lines that are no activity.
    st.tuples(*(st.sampled_from(cells[:3]) for cells in CELLS)).map(write_line),
    st.lists(st.text(st.characters(exclude_characters='"\0', codec="utf-8")), max_size=18).map(
        lambda cells: write_line(tuple(cells))
    ),
    st.sampled_from(OTHERS),
)
STORED = HeldInMemory(
    [
        (
            "S11",
            date(2021, 6, 1),
            Held("讀書會", time(9), 30, None, None, Place("旧.xlsx", "6月", 3)),
        ),
        ("S11", date(2021, 6, 2), Held("义 诊", None, 8, None, None, Place("旧.xlsx", "6月", 4))),
    ]
)


def read_both(
    registry: Registry, words: LedgerSettings, *paths: Path, existing: Existing = STORED
) -> list[tuple[LedgerReport, LedgerReport]]:
    """The files of one batch, read row by row and as long ones."""
    reports = []
    for limit in (1 << 40, 0):
        reader = LedgerReader(
            registry=registry,
            settings=words.model_copy(update={"long_text_bytes": limit}),
            as_of=AS_OF,
            existing=existing,
        )
        reports.append([reader.read(path) for path in paths])
    return list(zip(*reports, strict=True))


def check_same(plain: LedgerReport, long: LedgerReport) -> None:
    assert plain.refused == long.refused
    assert list(long.rows) == list(plain.rows)
    assert [list(row.values) for row in long.rows] == [list(row.values) for row in plain.rows]
    assert (long.counts, long.tables, long.notes) == (plain.counts, plain.tables, plain.notes)
    assert list(build_table(long)) == list(build_table(plain))


def build_table(report: LedgerReport) -> list[dict[str, object]]:
    return [row for piece in build_pieces(report) for row in piece.to_pylist()]


@settings(deadline=None, max_examples=40)
@given(st.lists(LINES, max_size=30), st.lists(LINES, max_size=8))
def test_every_row_comes_out_the_same(
    registry: Registry, words: LedgerSettings, first: list[str], second: list[str]
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(ledger, "_BLOCK", 7)
        paths = []
        for name, lines in (("2021年甲.csv", first), ("乙.csv", second)):
            path = Path(folder) / name
            path.write_text("\n".join([HEADING, *lines]), encoding="utf-8")
            paths.append(path)
        for plain, long in read_both(registry, words, *paths):
            assert isinstance(plain.rows, ListedRows)
            check_same(plain, long)


@pytest.fixture(scope="session")
def words(settings: LedgerSettings) -> LedgerSettings:
    return settings


def test_a_workbook_is_compared_with_a_long_file_before_it(
    registry: Registry,
    words: LedgerSettings,
    write: Callable[..., Path],
    write_text: Callable[..., Path],
) -> None:
    text = write_text("活动名称,活动时间,站点\n读书会,2021-06-02,东塘站\n义诊,2021.2.30,东塘站\n")
    rows = [["读书会", date(2021, 6, 2), "东塘站"], ["义诊", "2021.2.30", "东塘站"]]
    book = write({"六月": [["活动名称", "活动时间", "站点"], *rows]})
    (_, long), (_, after) = read_both(registry, words, text, book)
    assert isinstance(long.rows, Spool)
    places = [row.duplicate_of for row in after.rows[1:]]
    assert places == [Place("ledger.csv", "", 2), Place("ledger.csv", "", 3)]


def test_rows_of_an_outcome_are_fetched_where_they_stand(
    registry: Registry, words: LedgerSettings, write_text: Callable[..., Path]
) -> None:
    days = [f"活动{n},2021-{1 + n % 6:02}-{1 + n % 28:02},东塘站\n" for n in range(20_000)]
    days[15_000] = "活动,说不清,东塘站\n"
    ((plain, long),) = read_both(
        registry, words, write_text("活动名称,活动时间,站点\n" + "".join(days))
    )
    waiting = [Outcome.REVIEW]
    assert RowList([long], waiting).fetch(0, 9) == RowList([plain], waiting).fetch(0, 9)
    assert long.rows[15_001] == plain.rows[15_001]
    numbers = [row.row for _, row in RowList([long]).fetch(8_190, 8_195)]
    assert numbers == [8_191, 8_192, 8_193, 8_194, 8_195]


def test_a_long_file_without_a_heading_is_refused_like_a_short_one(
    registry: Registry, words: LedgerSettings, write_text: Callable[..., Path]
) -> None:
    ((plain, long),) = read_both(registry, words, write_text("甲,乙\n" * 5000))
    assert plain.refused == long.refused
    assert long.refused is not None
    assert len(long.rows) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("end", [b"\xff\xff,\n", b"\x00,\n", b"\x81"])
def test_what_is_no_text_far_down_refuses_the_file_before_a_row_is_read(
    settings: LedgerSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
    end: bytes,
) -> None:
    monkeypatch.setattr(delimited, "_CHUNK", 1 << 10)
    path = tmp_path / "a.csv"
    lines = "活动名称,活动时间,站点\n" + "读书会,2021-06-01,东塘站\n" * 20_000
    path.write_bytes(lines.encode(encoding) + end)
    with pytest.raises(WenmingError, match="not_text"):
        open_book(path, settings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_sign_may_stand_across_two_pieces_of_the_file(
    settings: LedgerSettings,
    write_text: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
    size: int,
) -> None:
    monkeypatch.setattr(delimited, "_CHUNK", size)
    path = write_text("活动名称,活动时间\n𬶍浦读书会,2021-06-01\n", encoding=encoding)
    (sheet,) = open_book(path, settings).sheets
    assert [row.values for row in sheet.rows][1] == ["𬶍浦读书会", "2021-06-01"]


def test_garbage_is_searched_for_while_a_long_file_is_read_and_as_usual_after(
    registry: Registry, words: LedgerSettings, write_text: Callable[..., Path]
) -> None:
    path = write_text("活动名称,活动时间\n读书会,2021-06-01\n")
    usual, told = gc.get_threshold(), []
    reader = LedgerReader(
        registry=registry, settings=words.model_copy(update={"long_text_bytes": 0}), as_of=AS_OF
    )
    reader.read(path, on_rows=lambda rows, share: told.append((gc.isenabled(), gc.get_threshold())))
    assert gc.get_threshold() == usual
    assert all(searches and threshold > usual for searches, threshold in told)
    assert told


def test_progress_tells_rows_and_share(
    registry: Registry, words: LedgerSettings, write_text: Callable[..., Path]
) -> None:
    told: list[tuple[int, float]] = []
    reader = LedgerReader(
        registry=registry,
        settings=words.model_copy(update={"long_text_bytes": 0}),
        as_of=AS_OF,
    )
    path = write_text("活动名称,活动时间,站点\n" + "读书会,2021-06-01,东塘站\n" * 90_000)
    reader.read(path, on_rows=lambda rows, share: told.append((rows, share)))
    assert [rows for rows, _ in told] == sorted({rows for rows, _ in told})
    assert len(told) >= 3
    assert told[-1] == (90_001, 1.0)
    assert 0 < told[0][1] < told[1][1] < 1.0

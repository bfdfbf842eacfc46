"""Ledgers written at random in every style at once: each value comes back, and no row is lost."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wenming.config.ledger import LedgerSettings
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.registry import Registry
from wenming.ingest.results import TAKEN, Outcome

from .conftest import AS_OF

SITES = {
    "S11": ["东塘站", "东塘社区", "鮀滨街道东塘社区新时代文明实践站", "東塘社區(qū)", "东 塘 站"],
    "S12": ["柳洲北", "柳州北社区", "柳洲北居委会", "鮀濱街道柳洲北社區新時代文明實踐站"],
    "I1": ["鮀滨所", "𬶍滨街道", "临江区鮀滨街道新时代文明实践所", "旧港街道"],
}
TITLES = {
    "端午包粽子": ["端午包粽子", "端午包糉子", "端(duān)午包粽子", " 端午 包粽子", "端午\n包粽子"],
    "学党史读书会": ["学党史读书会", "學黨史讀書會", "学党(dǎng)史读书会"],
    "义诊进社区": ["义诊进社区", "義診進社區", "义诊进社区\u200b"],
}
DAYS = ["{y}.{m}.{d}", "{y}/{m}/{d}", "{y}年{m}月{d}日", "{m}月{d}日", "{m}.{d}", "{y}{m:02}{d:02}"]
DAYS += ["{m}月{d}号上午", "{y}-{m}-{d}（周一）", "{y}.{m}.{d} 9:00-11:30"]
COUNTS = ["{}", "{}人", "{}人次", "约{}人", "{}余人", "約{}人", " {} "]


@dataclass(frozen=True)
class Written:
    """A row as it is meant and as it is written."""

    title: str
    day: date
    site: str
    count: int
    cells: tuple[Any, ...]


@st.composite
def rows(draw: st.DrawFn) -> Written:
    title = draw(st.sampled_from(sorted(TITLES)))
    site = draw(st.sampled_from(sorted(SITES)))
    day = draw(st.dates(date(2021, 1, 1), AS_OF))
    count = draw(st.integers(1, 3000))
    style = draw(st.sampled_from(DAYS))
    cells = (
        draw(st.sampled_from(TITLES[title])),
        draw(st.just(day) | st.just(style.format(y=day.year, m=day.month, d=day.day))),
        draw(st.sampled_from(SITES[site])),
        draw(st.just(count) | st.sampled_from(COUNTS).map(lambda style: style.format(count))),
    )
    return Written(title, day, site, count, cells)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


FRESH = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FRESH
@given(
    written=st.lists(rows(), max_size=12, unique_by=lambda r: (r.title, r.day, r.site)),
    blank_rows=st.integers(0, 2),
    blank_columns=st.integers(0, 2),
    total=st.booleans(),
)
def test_values_come_back(
    registry: Registry,
    settings: LedgerSettings,
    folder: Path,
    written: list[Written],
    blank_rows: int,
    blank_columns: int,
    total: bool,
) -> None:
    lines: list[list[Any]] = [["2021年活动台账"], *[[]] * blank_rows]
    lines += [["活动名称", "活动时间", "实践站", "参加人数"], *(list(row.cells) for row in written)]
    lines += [["合  计", None, None, sum(row.count for row in written)]] if total else []
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append([*[None] * blank_columns, *line])
    book.save(folder / "messy.xlsx")
    reader = LedgerReader(registry=registry, settings=settings, as_of=AS_OF)
    report = reader.read(folder / "messy.xlsx")

    assert sum(report.counts.values()) == sum(1 for line in lines if line)
    kept = [row for row in report.rows if row.values]
    assert [
        (r.values["title"], r.values["started_on"], r.values["site_id"], r.values["attendance"])
        for r in kept
    ] == [(w.title, w.day, w.site, w.count) for w in written]
    assert all(row.outcome in TAKEN for row in kept)
    again = reader.read(folder / "messy.xlsx")
    assert again.counts[Outcome.SKIPPED] == len(report.rows)


@FRESH
@given(
    st.lists(
        st.lists(
            st.none()
            | st.text(max_size=8)
            | st.integers(-10, 50000)
            | st.sampled_from(
                ["活动名称", "时间", "实践站", "人数", "合计", "2021.6.1", "东塘站", "无"]
            ),
            max_size=6,
        ),
        max_size=15,
    )
)
def test_no_row_is_lost_and_none_is_told_twice(
    registry: Registry, settings: LedgerSettings, folder: Path, lines: list[list[Any]]
) -> None:
    book = openpyxl.Workbook()
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            if isinstance(value, str):
                value = "".join(sign for sign in value if sign.isprintable()).lstrip("=")
            book.active.cell(number, column).value = value
    book.save(folder / "noise.xlsx")
    reader = LedgerReader(registry=registry, settings=settings, as_of=AS_OF)
    report = reader.read(folder / "noise.xlsx")
    if report.refused is not None:
        assert report.rows == []
        return
    told = [row.row for row in report.rows]
    assert told == sorted(set(told))
    filled = {
        cells[0].row
        for cells in book.active.iter_rows()
        if any(cell.value is not None and str(cell.value).strip() for cell in cells)
    }
    assert filled == set(told)
    assert sum(report.counts.values()) == len(told)

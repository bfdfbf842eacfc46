"""Rules that look at more than one cell: what a row is repaired, kept or rejected for."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from shapely.geometry import box

from wenming.config.ledger import LedgerSettings
from wenming.ingest.coordinates import CoordinateSystem, wgs84_to_gcj02
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.registry import Registry
from wenming.ingest.results import Outcome, RowResult, SkipKind

Write = Callable[..., Path]
TIDY = {
    "活动名称": "读书会",
    "活动时间": datetime(2021, 6, 1),
    "所属实践站": "鮀滨街道东塘社区新时代文明实践站",
}


def read_row(reader: LedgerReader, write: Write, **cells: Any) -> RowResult:
    """One row, tidy but for the cells given."""
    row = {**TIDY, **cells}
    return reader.read(write({"台账": [list(row), list(row.values())]})).rows[1]


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({}, "accepted"),
        ({"所属实践站": "东塘站"}, "accepted"),
        ({"活动名称": "“学党史 办实事”读书会"}, "accepted"),
        ({"参与人数": 0}, "accepted"),
        ({"参与人数": None}, "accepted"),
        ({"参与人数": "无"}, "repaired"),
        ({"参与人数": "50"}, "repaired"),
        ({"备注": "/"}, "repaired"),
        ({"活动时间": "2021-06-01"}, "repaired"),
        ({"活动时间": 44348}, "repaired"),
        ({"所属实践站": "東塘站"}, "repaired"),
        ({"活动名称": "读书会 "}, "repaired"),
        ({"活动时间": "待定"}, "review"),
        ({"活动时间": None}, "review"),
        ({"活动名称": None}, "review"),
        ({"活动时间": datetime(2021, 7, 8)}, "review"),
        ({"活动时间": datetime(2018, 6, 30)}, "review"),
        ({"活动时间": datetime(2018, 7, 1)}, "accepted"),
        ({"所属实践站": "图书室"}, "review"),
        ({"所属街道": "青山街道"}, "review"),
        ({"所属街道": "鮀滨街道"}, "accepted"),
        ({"活动名称": None, "活动时间": None, "参与人数": 3}, "rejected"),
        ({"备注": "因雨取消"}, "rejected"),
        ({"备注": "未取消"}, "accepted"),
        ({"备注": "因台风改期"}, "rejected"),
        ({"备注": "未能开展"}, "rejected"),
        ({"活动名称": "读书会（已取消）"}, "rejected"),
        ({"活动名称": "【延期】读书会"}, "rejected"),
        ({"活动名称": "读书会（延期至6月10日）"}, "rejected"),
        ({"活动名称": "取消不文明行为倡议"}, "accepted"),
        ({"活动时间": "取消"}, "rejected"),
        ({"状态": "因疫情取消"}, "rejected"),
    ],
)
def test_outcomes(reader: LedgerReader, write: Write, cells: dict[str, Any], outcome: str) -> None:
    assert read_row(reader, write, **cells).outcome.value == outcome


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (datetime(2021, 5, 1), datetime(2021, 5, 31), None),
        (datetime(2021, 5, 1), datetime(2021, 6, 1), "series_too_long"),
        (datetime(2021, 5, 2), datetime(2021, 5, 1), "end_before_start"),
        (datetime(2021, 7, 1), datetime(2021, 7, 9), "date_in_future"),
        ("2021.6.1 8:00-20:00", None, None),
        ("2021.6.1 8:00-20:30", None, "session_too_long"),
        ("2021.6.1 9:00-8:00", None, "end_before_start"),
        (datetime(2021, 6, 1, 9), "11:30", None),
        (datetime(2021, 6, 1), "不知道", "date_end_unreadable"),
    ],
)
def test_starts_and_ends(
    reader: LedgerReader, write: Write, start: object, end: object, reason: str | None
) -> None:
    row = read_row(reader, write, **{"活动时间": start, "结束时间": end})
    assert [r.key.removeprefix("ledger.review.") for r in row.reasons] == (
        [reason] if reason else []
    )


def test_a_span_over_new_year_ends_in_the_next(reader: LedgerReader, write: Write) -> None:
    row = read_row(reader, write, **{"活动时间": "2020年12月30日", "结束时间": "1月2日"})
    assert (row.values["started_on"], row.values["ended_on"]) == (
        date(2020, 12, 30),
        date(2021, 1, 2),
    )


def test_volunteers_named_in_the_attendance(reader: LedgerReader, write: Write) -> None:
    row = read_row(reader, write, 参与人数="50人（其中志愿者20人）", 志愿者=None)
    assert (row.values["attendance"], row.values["volunteers"]) == (50, 20)
    row = read_row(reader, write, 参与人数="志愿者20人，群众50人", 志愿者=21)
    assert row.reasons[0].key == "ledger.review.count_contradiction"


@pytest.mark.parametrize(
    ("heading", "hours", "volunteers", "total"),
    [
        ("服务时长", 10, 5, 10),
        ("人均服务时长", 2, 5, 10),
        ("服务时长（人均）", 2, 5, 10),
        ("服务时长（分钟）", 90, 5, 1.5),
        ("服务时长", "每人2小时", 5, 10),
        ("人均服务时长", 2, None, None),
    ],
)
def test_hours_are_the_total_of_all_volunteers(
    reader: LedgerReader,
    write: Write,
    heading: str,
    hours: object,
    volunteers: int | None,
    total: float | None,
) -> None:
    row = read_row(reader, write, **{"志愿者人数": volunteers, heading: hours})
    assert row.values["service_hours"] == total
    if total is None:
        assert row.repairs[0].kind == "hours_without_volunteers"


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("线上", "online"),
        ("微信群直播", "online"),
        ("线下", "offline"),
        ("线上+线下", "offline"),
        (None, "offline"),
    ],
)
def test_mode(reader: LedgerReader, write: Write, said: str | None, mode: str) -> None:
    assert read_row(reader, write, 形式=said).values["mode"] == mode


def test_themes_and_teams_not_known_are_kept_as_text_and_told_once(
    reader: LedgerReader, write: Write
) -> None:
    rows = [[*TIDY, "主题", "志愿服务队"]]
    rows += [
        ["甲", *list(TIDY.values())[1:], "太空", "飞行队"],
        ["乙", *list(TIDY.values())[1:], "太空", "青年队"],
    ]
    report = reader.read(write({"台账": rows}))
    told = [[remark.key for remark in row.remarks] for row in report.rows[1:]]
    assert told == [["ledger.remark.unknown_theme", "ledger.remark.unknown_team"], []]
    assert report.rows[1].values["theme_raw"] == "太空"
    assert (report.rows[2].values["team_id"], report.rows[2].values["team_raw"]) == ("T1", "青年队")


@pytest.mark.parametrize(
    ("lon", "lat", "outcome", "kept"),
    [
        (116.65, 23.35, "accepted", True),
        ("116.65°", "23.35", "repaired", True),
        ("东经116.65", "北纬23.35", "repaired", True),
        (23.35, 116.65, "repaired", True),
        (117.65, 23.35, "review", False),
        (116.65, None, "review", False),
        (116.65, "不详", "review", False),
        (0, 0, "review", False),
        ("无", "无", "repaired", False),
        (None, None, "accepted", False),
    ],
)
def test_coordinates(
    reader: LedgerReader, write: Write, lon: object, lat: object, outcome: str, kept: bool
) -> None:
    row = read_row(reader, write, 经度=lon, 纬度=lat)
    assert row.outcome.value == outcome
    point = (row.values["lon"], row.values["lat"])
    assert point == ((116.65, 23.35) if kept else (None, None))


def test_coordinates_of_another_system(
    registry: Registry, settings: LedgerSettings, write: Write
) -> None:
    reader = LedgerReader(
        registry=registry, settings=settings, as_of=date(2021, 7, 7), crs=CoordinateSystem.GCJ02
    )
    lon, lat = wgs84_to_gcj02(116.65, 23.35)
    row = read_row(reader, write, 坐标=f"{lon:.6f},{lat:.6f}")
    assert row.outcome is Outcome.ACCEPTED
    assert (row.values["lon"], row.values["lat"]) == pytest.approx((116.65, 23.35), abs=2e-6)


@pytest.mark.parametrize(("schematic", "outcome"), [(True, "accepted"), (False, "review")])
def test_only_a_real_boundary_holds_a_row(
    registry: Registry, settings: LedgerSettings, write: Write, schematic: bool, outcome: str
) -> None:
    strict = Registry(
        sites=registry.sites,
        streets=registry.streets,
        communities=registry.communities,
        teams={},
        themes={},
        settings=settings,
        street_areas={"2": box(116.6, 23.3, 116.7, 23.4)},
        areas_are_schematic=schematic,
    )
    reader = LedgerReader(registry=strict, settings=settings, as_of=date(2021, 7, 7))
    row = read_row(reader, write, 经度=116.65, 纬度=23.35)
    assert row.outcome.value == outcome
    assert bool(row.remarks) == schematic


def test_a_long_title_is_kept_and_told(reader: LedgerReader, write: Write) -> None:
    row = read_row(reader, write, 活动名称="长" * 201)
    assert (row.outcome, len(row.values["title"])) == (Outcome.ACCEPTED, 201)
    assert row.remarks[0].key == "ledger.remark.long_title"


def test_formulas_count_by_the_value_stored_with_them(reader: LedgerReader, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "formulas.xlsx", {"date_1904": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, [*TIDY, "参与人数"])
    sheet.write_row(1, 0, ["读书会", None, TIDY["所属实践站"]])
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_formula(1, 1, "=DATE(2021,6,1)", day, 44348 - 1462)
    sheet.write_formula(1, 3, "=30+20", None, 50)
    book.close()
    row = reader.read(tmp_path / "formulas.xlsx").rows[1]
    assert row.outcome is Outcome.ACCEPTED
    assert (row.values["started_on"], row.values["attendance"]) == (date(2021, 6, 1), 50)


def test_an_american_ledger(registry: Registry, write_text: Write) -> None:
    settings = LedgerSettings.model_validate({"base": "en", "date_order": "mdy"})
    borough = Registry.from_frames(
        sites=[
            {"site_id": "h", "name": "Harbor Center", "level": "centre", "aliases": "The Harbor"}
        ],
        streets=[],
        settings=settings,
    )
    reader = LedgerReader(registry=borough, settings=settings, as_of=date(2021, 7, 7))
    text = (
        "Harbor activities 2021\n"
        "Event,Date,Host site,Attendees,Volunteer hours,Phone\n"
        "Story hour,6/1/2021 2:00 PM - 4:00 PM,the harbor,about 50,2 hours,555-010-1234\n"
        'Clean-up,"Saturday, June 5",Harbor Center,1200,n/a,\n'
        "Total,,,1250,2,\n"
    )
    report = reader.read(write_text(text))
    assert [row.outcome.value for row in report.rows] == [
        "skipped", "skipped", "repaired", "repaired", "skipped",
    ]  # fmt: skip
    first, second = report.rows[2].values, report.rows[3].values
    assert (first["started_on"], first["attendance"]) == (date(2021, 6, 1), 50)
    assert (second["started_on"], second["service_hours"]) == (date(2021, 6, 5), None)


def test_formulas_without_a_stored_value_are_named(reader: LedgerReader, write: Write) -> None:
    rows = [[*TIDY, "参与人数"], [*TIDY.values(), "=30+20"]]
    report = reader.read(write({"台账": rows}))
    assert report.rows[1].values["attendance"] is None
    assert report.notes[0].key == "ledger.note.uncalculated"
    assert report.notes[0].params == {"sheet": "台账", "count": 1, "cells": ["D2"]}


def test_a_row_of_a_text_whose_day_is_not_understood_waits(
    reader: LedgerReader, tmp_path: Path
) -> None:
    """In a text file the serial number is text too, and looks like a page's."""
    path = tmp_path / "台账.csv"
    path.write_text(
        "序号,活动名称,活动时间,实践站\n3,义诊,5/6/2021,东塘社区新时代文明实践站\n4,,,\n第1页,,,\n",
        encoding="utf-8",
    )

    rows = reader.read(path).rows

    assert [row.outcome.value for row in rows] == ["skipped", "review", "skipped", "skipped"]
    assert rows[1].values["title"] == "义诊"


SUMS = (
    "Play Possum", "Possum", "Dim Sum", "Chess: the sum", "The Sum", "Sum", "Grand Total",
    "Body Total", "Museum",
)  # fmt: skip


@pytest.fixture
def english(registry: Registry) -> LedgerReader:
    settings = LedgerSettings.model_validate({"base": "en", "date_order": "mdy"})
    park = Registry.from_frames(
        sites=[{"site_id": "p", "name": "West Park", "aliases": ""}], streets=[], settings=settings
    )
    return LedgerReader(registry=park, settings=settings, as_of=date(2021, 7, 7))


def test_a_row_with_day_place_and_count_is_no_sum(english: LedgerReader, write_text: Write) -> None:
    rows = "".join(f"{title},6/{n}/2021,West Park,15\n" for n, title in enumerate(SUMS, 1))
    report = english.read(write_text(f"Event,Date,Host site,Attendees\n{rows}"))
    assert [row.values.get("title") for row in report.rows[1:]] == list(SUMS)


def test_a_row_that_lacks_them_is_a_sum_where_it_has_the_whole_word(
    english: LedgerReader, write_text: Write
) -> None:
    rows = "".join(f"{title},,,15\n" for title in SUMS)
    text = f"Event,Date,Host site,Attendees\nStory hour,6/1/2021,West Park,3\n{rows}"
    report = english.read(write_text(text))
    told = dict(zip(SUMS, (row.skip_kind for row in report.rows[2:]), strict=True))
    assert told["Sum"] is told["Grand Total"] is SkipKind.SUBTOTAL
    assert told["Possum"] is told["Museum"] is told["Play Possum"] is None


@pytest.mark.parametrize("site", [None, "东塘站"])
def test_a_sum_of_a_site_is_a_sum(reader: LedgerReader, write: Write, site: str | None) -> None:
    heading = ["活动名称", "活动时间", "所属实践站", "参与人数"]
    rows = [["读书会", "2021-06-01", "东塘站", 3], ["6月小计", "2021年6月", site, 3]]
    report = reader.read(write({"台账": [heading, *rows]}))
    assert report.rows[-1].skip_kind is SkipKind.SUBTOTAL

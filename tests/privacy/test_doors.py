"""Whatever door it comes by, nothing private is kept: a store and all it gives are searched.

Ledgers (short and long), a table, a boundary file, what is typed, names of files and sheets and
headings are full of planted names and numbers. Then every text of every table of the store, every
report, list and paper is searched for them, for numbers also with what separates digits left out.
"""

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from shapely.geometry import box

from tests.conftest import SAMPLE
from wenming.briefing.pack import make_pack
from wenming.briefing.sources import Request
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.ingest.intake import HandedIn
from wenming.ingest.listing import list_cells, list_values
from wenming.ingest.publishing import Judgement, judge, publish
from wenming.ingest.reading import Reading
from wenming.ingest.report import build_report
from wenming.reports import data, reference
from wenming.store import Store, open_snapshot
from wenming.store.records import RecordChange, change_records
from wenming.store.settling import Decision, settle
from wenming.store.versions import open_file
from wenming.tabular.boundaries import judge_boundaries, publish_boundaries
from wenming.tabular.publishing import judge_table, publish_table

TODAY = date(2021, 7, 7)
SITE = "鮀江街道新时代文明实践所"
# Family names and given names that nothing in the sample has.
NAMES = [
    "欧阳菲菲", "庄晓燕", "詹国梁", "翟美玲", "郝建军", "龚雪琴", "覃志远", "阎丽娟", "侯玉芬",
    "樊铁柱", "Zelda Quimby", "Horace Brockle",
]  # fmt: skip
NUMBERS = [
    "138.0013.8101", "1380 013 8102", "138/0013/8103", "138_0013_8104", "008613800138105",
    "(0754)88880106", "13800138107", "440500199001010108", "440500900101109", "6222021234567890128",
    "13800138110", "13800138111", "13800138112", "13800138113", "13800138114", "13800138115",
]  # fmt: skip
OTHERS = [
    "zelda@example.com",
    "wx_zelda_01",
    "E12345678",
    "一三八零零一三八一一六",
    "金砂路99号302房",
]
HEADING = [
    "活动名称", "活动时间", "站点", "参与人数", "志愿者", "主讲", "受访户主", "家庭住址", "备注",
    "电话13800138110", "摄影", "随行",
]  # fmt: skip
HOME, SPOKEN = "金砂路99号302房", "一三八零零一三八一一六"
ROWS = [
    ["义诊（联系人欧阳菲菲138.0013.8101）", "2021-06-01", SITE, 30, 5, "庄晓燕", "詹国梁", HOME,
     "经办:翟美玲、郝建军 1380 013 8102", "13800138111", "庄晓燕", "詹国梁"],
    ["健康讲座", "2021-06-02", SITE, "龚雪琴、覃志远", "侯玉芬", "庄晓燕", "阎丽娟", HOME,
     "微信wx_zelda_01，138/0013/8103", "无", "樊铁柱", "侯玉芬"],
    ["读书会 zelda@example.com", "2021-06-03", "侯玉芬家中(0754)88880106", 20, 3, "覃志远",
     "侯玉芬", HOME, "138_0013_8104，008613800138105", "覃志远", "覃志远", "庄晓燕"],
    ["Speaker: Zelda Quimby", "2021-06-04 13800138112", SITE, 20, "樊铁柱", "樊铁柱",
     "龚雪琴", HOME, f"{SPOKEN}，证440500199001010108，老证440500900101109，"
     "卡6222021234567890128，护照E12345678", "", "郝建军", "翟美玲"],
    ["电影放映（Contact: Horace Brockle）", 44352, SITE, "13800138111", 2, "侯玉芬", "阎丽娟", HOME,
     "由郝建军主持", "", "庄晓燕", "覃志远"],
    ["填表人", "樊铁柱", None, None, None, "审核：侯玉芬"],
]  # fmt: skip


def make_book(rows: list[list[Any]], sheet: str) -> bytes:
    book = Workbook()
    book.active.title = sheet
    book.active.append(["2021年台账 联系人：阎丽娟 13800138113"])
    for row in rows:
        book.active.append(row)
    hidden = book.create_sheet("樊铁柱13800138114")
    hidden.sheet_state = "hidden"
    for row in rows[:2]:
        hidden.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def list_reports(judgement: Judgement) -> Iterator[str]:
    t = Translator("zh")
    for report in judgement.reports:
        yield json.dumps(build_report(report, t), ensure_ascii=False)
        yield json.dumps([[c.heading for c in shape.columns] for shape in report.tables])
        yield str(report.notes)


def list_store(store: Store) -> Iterator[str]:
    """Every text of every table of the newest version, which has all that the others have."""
    with open_file(store.path(store.require_current()), read_only=True) as connection:
        for (name,) in connection.sql("select table_name from duckdb_tables()").fetchall():
            frame = connection.table(name).df()
            for column in frame.select_dtypes(exclude="number"):
                yield from frame[column].dropna().astype(str).unique()


def read_parts(content: bytes) -> Iterator[str]:
    """The texts of an office document."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".json", ".csv", ".txt", ".html")):
                yield archive.read(part).decode("utf-8", "replace")


def find_planted(texts: Iterator[str]) -> set[str]:
    found = set()
    for text in texts:
        found |= {each for each in (*NAMES, *NUMBERS, *OTHERS) if each in text}
        if any(sign.isdigit() for sign in text):
            digits = "".join(filter(str.isdigit, text))
            for each in NUMBERS:
                plain = "".join(filter(str.isdigit, each))
                found |= {each} if plain[-11:] in digits else set()
    return found


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What reports said on the way."""
    return []


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, sample_store: Store, told: list[str]) -> Store:
    """The sample with everything of this module brought in by every door."""
    folder = tmp_path_factory.mktemp("doors")
    store = Store(shutil.copytree(sample_store.folder, folder / "store"))
    district = load_district(SAMPLE)
    given: dict[str, Any] = {"store": store, "district": district}
    reading = Reading(
        as_of=TODAY, crs="wgs84", office="鮀江街道", columns={"电话13800138110": "note"}
    )

    def hand_in(name: str, content: bytes) -> list[HandedIn]:
        path = folder / f"file{Path(name).suffix}"
        path.write_bytes(content)
        return [HandedIn(name, path)]

    book = make_book([HEADING, *ROWS], "詹国梁")
    name = "鮀江台账-庄晓燕-13800138107.xlsx"
    judgement = judge(hand_in(name, book), **given, reading=reading)
    told += list_reports(judgement)
    rows = [(report.file, row) for report in judgement.reports for row in report.rows]
    told += [each(rows, Translator("zh")).to_csv() for each in (list_cells, list_values)]
    publish(store, judgement)

    long = district.ledger.model_copy(update={"long_text_bytes": 1})
    lines = [[str(cell or "").replace(",", "，") for cell in row] for row in [HEADING, *ROWS]]
    text = "\n".join(",".join(row) for row in lines).encode()
    files = hand_in("13800138115 台账（郝建军）.csv", text)
    by_block = {"store": store, "district": district.model_copy(update={"ledger": long})}
    judgement = judge(files, **by_block, reading=reading)
    told += list_reports(judgement)
    publish(store, judgement)

    tasks = [
        ["meeting_id", "status", "任务", "牵头单位", "责任科室", "联系人", "随行人员", "完成时限",
         "备注13800138110"],
        ["M-2020-07", "open", "修缮站点，联系人詹国梁138.0013.8101", "区文明办", "翟美玲", "庄晓燕",
         "郝建军", "2021-08-01", "龚雪琴"],
        ["M-2020-07", "open", "增设设备", "区文明办", "宣传股", "庄晓燕", "郝建军", "2021-08-01",
         "1380 013 8102"],
    ]  # fmt: skip
    table = judge_table(
        hand_in("任务-侯玉芬.xlsx", make_book(tasks, "覃志远")),
        table="tasks",
        reading=reading,
        **given,
    )
    told += list_reports(table)
    publish_table(store, table)

    street = reference.streets(open_snapshot(store))["name"].iloc[0]
    properties = {
        "name": street, "户主": "樊铁柱", "电话13800138110": "138/0013/8103",
        "note": "联系人阎丽娟zelda@example.com", "庄晓燕138.0013.8101": "1",
    }  # fmt: skip
    shape = box(116.6, 23.3, 116.7, 23.4).__geo_interface__
    feature = {"type": "Feature", "properties": properties, "geometry": shape}
    collection = {"type": "FeatureCollection", "features": [feature]}
    areas = judge_boundaries(
        hand_in("边界（庄晓燕13800138107）.geojson", json.dumps(collection).encode()),
        reading=reading,
        **given,
    )
    told += list_reports(areas)
    publish_boundaries(store, areas)

    waiting = data.queue_by_activity(open_snapshot(store)).iloc[0]
    decision = Decision(
        waiting["activity_id"],
        accepted=True,
        title="读书会（联系人：詹国梁 138_0013_8104）",
        site_id=reference.sites(open_snapshot(store))["site_id"].iloc[0],
        started_on=date(2021, 6, 3),
    )
    settle(
        store,
        [decision],
        office="区文明办",
        aliases={"侯玉芬家中(0754)88880106": decision.site_id or ""},
    )
    note = {"visit_id": "V-1", "visited_on": "2021-07-01", "street_id": None, "unit": "庄晓燕"}
    note |= {
        "highlights": "联系人龚雪琴，138.0013.8101",
        "problems": "受访户主：覃志远，440500199001010108",
    }
    change_records(store, [RecordChange("field_visits", "V-1", note)], who="区文明办")
    return store


def test_nothing_private_is_in_the_store(store: Store) -> None:
    assert find_planted(list_store(store)) == set()


def test_nothing_private_is_in_reports_and_lists(store: Store, told: list[str]) -> None:
    assert find_planted(iter(told)) == set()
    assert any("***" in each for each in told)


def test_what_is_public_is_still_there(store: Store) -> None:
    texts = set(list_store(store))
    assert {"健康讲座", "增设设备", "宣传股", "区文明办"} <= texts


def test_nothing_private_is_in_a_pack(store: Store) -> None:
    request = Request(Filters(date(2021, 6, 1), date(2021, 6, 30)))
    pack = make_pack(
        open_snapshot(store), request, district=load_district(SAMPLE), t=Translator("zh")
    )
    for name, content in pack.files.items():
        assert find_planted(read_parts(content)) == set(), name


@pytest.mark.parametrize("office", ["庄晓燕", "文明办 13800138107", "联系人詹国梁"])
def test_a_person_is_no_office(office: str) -> None:
    with pytest.raises(WenmingError) as refused:
        Reading(as_of=TODAY, crs="wgs84", office=office)
    assert refused.value.key == "data.office_private"


@pytest.mark.parametrize("who", ["庄晓燕", "李四", "13800138107"])
def test_a_person_changes_nothing(store: Store, who: str) -> None:
    change = RecordChange("field_visits", "V-1", None)
    before = store.current()
    with pytest.raises(WenmingError) as refused:
        change_records(store, [change], who=who)
    assert (refused.value.key, store.current()) == ("data.office_private", before)

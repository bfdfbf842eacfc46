"""Where things stand in a file: headings, title lines, merged cells, several tables and sheets."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from wenming.ingest.ledger import LedgerReader
from wenming.ingest.results import LedgerReport, Outcome, SkipKind

Write = Callable[..., Path]
HEADING = ["活动名称", "活动时间", "所属实践站", "参与人数"]
ROW = ["读书会", datetime(2021, 6, 1), "鮀滨街道东塘社区新时代文明实践站", 30]


def kinds(report: LedgerReport) -> list[str]:
    """Each row's outcome, or why it was skipped."""
    return [row.skip_kind.value if row.skip_kind else row.outcome.value for row in report.rows]


def taken(report: LedgerReport) -> list[dict[str, object]]:
    return [row.values for row in report.rows if row.values]


def fields(report: LedgerReport) -> list[str | None]:
    return [column.field for column in report.tables[0].columns]


def test_a_tidy_ledger_is_accepted(reader: LedgerReader, write: Write) -> None:
    report = reader.read(write({"台账": [HEADING, ROW]}))
    assert kinds(report) == ["heading", "accepted"]
    assert (
        taken(report)[0] | {"title": "读书会", "started_on": date(2021, 6, 1)} == taken(report)[0]
    )
    assert report.counts == {
        Outcome.ACCEPTED: 1,
        Outcome.REPAIRED: 0,
        Outcome.REVIEW: 0,
        Outcome.REJECTED: 0,
        Outcome.SKIPPED: 1,
    }


@pytest.mark.parametrize(
    ("headings", "understood"),
    [
        ("序号|活 动 名 称|时间|站点|受益人次", "serial|title|start|site|attendance"),
        (
            "*活动主题（必填）|开展时间（年/月/日）|实践所（站）|参加人数（人）",
            "title|start|site|attendance",
        ),
        ("活動名稱|活動時間|實(shí)踐(jiàn)站|惠及羣眾", "title|start|site|attendance"),
        ("时间|地点|主题|主办单位", "start|place|title|site"),
        ("活动主题|主题|日期|阵地", "title|theme|start|site"),
        ("活动名称|日期|志愿者出勤人数|现场群众人数", "title|start|volunteers|attendance"),
        ("活动名称|日期|阵地|照片|填报时间", "title|start|site||"),
        ("主题活动名称|时段|站所名称|微信号", "title|start|site|phone"),
        ("活动名称/主题|日期|阵地|志愿者出勤数|志愿服务分队", "title|start|site|volunteers|team"),
        (
            "所（站）名称|活动具体名称|日期|到会者（人）|备注事项",
            "site|title|start|attendance|note",
        ),
        ("活动名称|日期|阵地|到场群众|志愿服务参与人数", "title|start|site|attendance|volunteers"),
        ("活动开展内容|日期|阵地|备注栏", "title|start|site|note"),
        ("活动名称|开展日期|镇（街道）名称|社区/村|群众数", "title|start|street|site|attendance"),
        ("活动名称|日期|志愿服务时间（小时）|志愿者总数", "title|start|service_hours|volunteers"),
    ],
)
def test_headings_in_offices_own_words(
    reader: LedgerReader, write: Write, headings: str, understood: str
) -> None:
    report = reader.read(write({"台账": [headings.split("|")]}))
    assert fields(report) == [field or None for field in understood.split("|")]


def test_a_person_may_say_what_a_column_is(registry, settings, write: Write) -> None:
    chosen = LedgerReader(
        registry=registry,
        settings=settings,
        as_of=date(2021, 7, 7),
        columns={"来了多少": "attendance", "类型": ""},
    )
    path = write({"台账": [["活动名称", "日期", "来了多少", "类型"]]})
    assert fields(chosen.read(path)) == ["title", "start", "attendance", None]


def test_headings_over_two_rows(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["2021年台账"],
        ["活动名称", "活动时间", None, "站点", "人数", None, "服务时长", None],
        [None, "开始", "结束", None, "志愿者", "群众", "人均", "总计"],
        ["读书会", "6月1日", "6月3日", "东塘站", 5, 30, 2, None],
    ]
    merged = {"台账": ["B2:C2", "E2:F2", "G2:H2", "A2:A3", "D2:D3"]}
    report = reader.read(write({"台账": rows}, merged=merged))
    assert kinds(report) == ["title line", "heading", "heading", "repaired"]
    values = taken(report)[0]
    assert (values["started_on"], values["ended_on"]) == (date(2021, 6, 1), date(2021, 6, 3))
    assert (values["volunteers"], values["attendance"], values["service_hours"]) == (5, 30, 10)


def test_a_surer_lower_heading_goes_before_one_known_by_its_unit(
    reader: LedgerReader, write: Write
) -> None:
    rows = [
        ["活动名称", "日期", "站点", "参与情况（人）", None],
        [None, None, None, "退役军人", "居民群众"],
        ["读书会", "2021.6.1", "东塘站", None, 30],
    ]
    report = reader.read(write({"台账": rows}, merged={"台账": ["D1:E1"]}))
    assert taken(report)[0]["attendance"] == 30


def test_headings_over_two_rows_without_merged_cells(
    reader: LedgerReader, write_text: Write
) -> None:
    text = "活动名称,时间,站点,人数,,备注\n,,,志愿者,群众,\n读书会,2021-06-01,东塘站,5,30,\n"
    report = reader.read(write_text(text))
    assert kinds(report) == ["heading", "heading", "accepted"]
    assert (taken(report)[0]["volunteers"], taken(report)[0]["attendance"]) == (5, 30)


def test_month_and_day_in_columns_of_their_own(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["2021年台账"],
        ["时间", None, "活动名称", "站点"],
        ["月", "日", None, None],
        [6, 1, "读书会", "东塘站"],
        ["六月", "3日", "义诊", "东塘站"],
    ]
    report = reader.read(write({"台账": rows}, merged={"台账": ["A2:B2", "C2:C3", "D2:D3"]}))
    assert [v["started_on"] for v in taken(report)] == [date(2021, 6, 1), date(2021, 6, 3)]


def test_a_bare_day_is_joined_to_its_month_column(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["月份", "日期", "活动名称", "站点"],
        ["6月", "15日", "读书会", "东塘站"],
        [None, 20, "义诊", "东塘站"],
    ]
    report = reader.read(write({"2021年": rows}, merged={"2021年": ["A2:A3"]}))
    assert [v["started_on"] for v in taken(report)] == [date(2021, 6, 15), date(2021, 6, 20)]


def test_day_and_hours_in_columns_of_their_own(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["日期", "开始时间", "结束时间", "活动名称", "站点"],
        [datetime(2021, 6, 1), time(9), time(11, 30), "读书会", "东塘站"],
        ["2021.6.2", "下午2点", "4点半", "义诊", "东塘站"],
    ]
    first, second = taken(reader.read(write({"台账": rows})))
    assert (first["start_time"], first["end_time"]) == (time(9), time(11, 30))
    assert (second["start_time"], second["end_time"]) == (time(14), time(16, 30))


def test_a_merged_site_is_filled_down_inside_its_range_only(
    reader: LedgerReader, write: Write
) -> None:
    rows = [HEADING, ROW, ["义诊", *ROW[1:2], None, 20], ["讲座", *ROW[1:2], None, 10]]
    report = reader.read(write({"台账": rows}, merged={"台账": ["C2:C3"]}))
    assert kinds(report) == ["heading", "accepted", "accepted", "review"]
    assert [repair.kind for repair in report.rows[2].repairs] == ["merged"]
    assert report.rows[3].reasons[0].key == "ledger.review.no_site_at_all"


def test_a_figure_merged_over_several_rows_is_nobodys(reader: LedgerReader, write: Write) -> None:
    rows = [HEADING, ROW, ["义诊", *ROW[1:3], None]]
    report = reader.read(write({"台账": rows}, merged={"台账": ["D2:D3"]}))
    assert [row.reasons[0].key for row in report.rows[1:]] == ["ledger.review.count_merged"] * 2
    assert [values["attendance"] for values in taken(report)] == [None, None]


def test_several_tables_on_a_sheet_each_with_its_year(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["2020年活动"],
        ["活动名称", "活动时间", "阵地"],
        ["读书会", "12月30日", "东塘站"],
        [],
        ["2021年活动"],
        ["单位：人"],
        ["名称", "日期", "地点", "站点", "人数"],
        ["义诊", "1月3日", "广场", "东塘站", "30人"],
    ]
    report = reader.read(write({"台账": rows}))
    assert kinds(report) == [
        "title line", "heading", "repaired", "title line", "title line", "heading", "repaired",
    ]  # fmt: skip
    assert [v["started_on"] for v in taken(report)] == [date(2020, 12, 30), date(2021, 1, 3)]


def test_tables_side_by_side_each_with_its_title_line(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["2021年东塘站台账", None, None, None, "2020年柳洲北站台账"],
        ["活动名称", "日期", "参与人数", None, "活动名称", "日期", "参与人数"],
        ["读书会", "6月1日", 30, None, "义诊", "5月2日", 20],
        [None, None, None, None, "讲座", "5月3日", 25],
    ]
    report = reader.read(write({"台账": rows}))
    assert [(row.sheet, row.row) for row in report.rows if row.values] == [
        ("台账", 3), ("台账!E:G", 3), ("台账!E:G", 4),
    ]  # fmt: skip
    assert [(row["title"], row["started_on"], row["site_id"]) for row in taken(report)] == [
        ("读书会", date(2021, 6, 1), "S11"),
        ("义诊", date(2020, 5, 2), "S12"),
        ("讲座", date(2020, 5, 3), "S12"),
    ]
    assert "ledger.note.side_by_side" in [note.key for note in report.notes]


def test_a_line_over_tables_side_by_side_is_said_of_each(
    reader: LedgerReader, write: Write
) -> None:
    half = ["序号", "活动名称", "日期", "站点"]
    rows = [
        ["2021年上半年台账", *[None] * 7],
        half * 2,
        [1, "读书会", "6.1", "东塘站", 2, "义诊", "6.2", "东塘站"],
    ]
    report = reader.read(write({"台账": rows}, merged={"台账": ["A1:H1"]}))
    assert [row["started_on"] for row in taken(report)] == [date(2021, 6, 1), date(2021, 6, 2)]


def test_a_blank_column_alone_parts_no_table(reader: LedgerReader, write: Write) -> None:
    heading = ["活动名称", "日期", None, "站点", "活动内容"]
    rows = [heading, ["读书会", "2021.6.1", None, "东塘站", "读书"]]
    report = reader.read(write({"台账": rows}))
    assert [(row.sheet, row.row) for row in report.rows] == [("台账", 1), ("台账", 2)]


def test_a_heading_repeated_on_each_printed_page(reader: LedgerReader, write: Write) -> None:
    rows = [["2021年台账"], HEADING, ["读书会", "6月1日", "东塘站", 30], HEADING]
    rows += [["义诊", "6月2日", "东塘站", 20]]
    report = reader.read(write({"台账": rows}))
    assert kinds(report) == ["title line", "heading", "repaired", "heading", "repaired"]
    assert taken(report)[1]["started_on"] == date(2021, 6, 2)
    assert len(report.tables) == 1


@pytest.mark.parametrize("day", ["2021.5.31上午10点", "5月底", "待定"])
def test_a_row_of_full_names_is_no_heading(reader: LedgerReader, write: Write, day: str) -> None:
    rows = [
        ["活动名称", "日期", "街道", "阵地", "志愿服务队", "参与人数"],
        ["民法典宣讲活动", day, "鮀滨街道", "鮀滨街道东塘社区", "青年志愿服务队", "18名"],
        ["读书会", "2021.6.1", "鮀滨街道", "东塘站", "青年志愿服务队", "30人"],
    ]
    report = reader.read(write({"台账": rows}))
    assert kinds(report)[1] in ("repaired", "review")
    assert taken(report)[-1]["attendance"] == 30


def test_a_line_across_the_table_speaks_for_the_rows_under_it(
    reader: LedgerReader, write: Write
) -> None:
    rows = [
        ["序号", "活动名称", "日期", "阵地"],
        ["2021年3月"],
        [1, "读书会", "2日", "东塘站"],
        ["四月份"],
        [2, "义诊", "5日", "东塘站"],
    ]
    report = reader.read(write({"台账": rows}, merged={"台账": ["A2:D2", "A4:D4"]}))
    assert kinds(report)[1:] == ["title line", "repaired", "title line", "repaired"]
    assert [v["started_on"] for v in taken(report)] == [date(2021, 3, 2), date(2021, 4, 5)]


@pytest.mark.parametrize(
    ("sheet", "title", "file"),
    [
        ("台账", "2021年上半年活动台账", "a.xlsx"),
        ("2021年", "活动台账", "a.xlsx"),
        ("台账", "二〇二一年活动台账", "a.xlsx"),
        ("台账", "活动台账", "2021年台账.xlsx"),
        ("2019年", "2021年活动台账", "2018.xlsx"),
        ("2021年", "填报日期：2020年7月1日", "a.xlsx"),
        ("台账", "2020年9月至2021年6月活动台账", "a.xlsx"),
    ],
)
def test_the_year_comes_from_the_nearest_place(
    reader: LedgerReader, write: Write, sheet: str, title: str, file: str
) -> None:
    rows = [[title], HEADING, ["读书会", "6月1日", "东塘站", 3]]
    assert taken(reader.read(write({sheet: rows}, name=file)))[0]["started_on"] == date(2021, 6, 1)


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("Sheet1", "鮀滨街道东塘社区新时代文明实践站2021年活动台账"),
        ("Sheet1", "填报单位：东塘站"),
        ("东塘社区", "2021年活动台账"),
        ("东塘", "2021年活动台账"),
    ],
)
def test_a_site_named_only_above_holds_for_the_rows_under_it(
    reader: LedgerReader, write: Write, sheet: str, title: str
) -> None:
    rows = [[title], ["活动名称", "日期", "人数"], ["读书会", datetime(2021, 6, 1), 3]]
    report = reader.read(write({sheet: rows}))
    assert kinds(report)[-1] == "accepted"
    assert taken(report)[0]["site_id"] == "S11"


def test_a_street_alone_offers_its_institute(reader: LedgerReader, write: Write) -> None:
    rows = [["活动名称", "日期", "街道", "阵地"], ["读书会", "2021.6.1", "鮀滨街道", None]]
    row = reader.read(write({"台账": rows})).rows[1]
    assert (row.outcome, row.candidates, row.values["street_id"]) == (Outcome.REVIEW, ("I1",), "1")


def test_what_is_no_activity_is_skipped_with_its_kind(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["单位：人次"],
        ["序号", "活动名称", "活动时间", "站点", "人数"],
        [1, "累计志愿服务时长统计宣传", "2021.6.1", "东塘站", 3],
        [2],
        [None, "小 计", None, None, 3],
        ["总计：1场，3人次"],
        ["备注：不含线上"],
        ["类别选项：我们的节日、移风易俗"],
        ["填表人：张三", None, None, "审核：李四", "2021年7月1日"],
        ["第1页 共1页"],
    ]
    assert kinds(reader.read(write({"台账": rows}))) == [
        "title line", "heading", "repaired", "note", "subtotal", "subtotal", "note", "note",
        "note", "note",
    ]  # fmt: skip


def test_a_title_that_only_begins_like_a_subtotal_is_an_activity(
    reader: LedgerReader, write: Write
) -> None:
    rows = [HEADING, ["“合计一下”金点子征集", None, "东塘站", 3]]
    report = reader.read(write({"台账": rows}))
    assert kinds(report)[1] == "review"
    assert report.rows[1].reasons[0].key == "ledger.review.no_date"


def test_a_row_that_begins_with_a_figure_is_no_page_number(
    reader: LedgerReader, write_text: Write
) -> None:
    lines = [
        "志愿时长,活动名称,活动时间,站点",
        "12,读书会,2021年6月,东塘站",
        "3,义诊,待定,东塘站",
        "- 1 -,,,",
    ]
    report = reader.read(write_text("\n".join(lines)))
    assert kinds(report) == ["heading", "review", "review", "note"]


def test_hidden_sheets_are_read_and_named(reader: LedgerReader, write: Write) -> None:
    report = reader.read(write({"台账": [HEADING], "旧": [HEADING, ROW]}, hidden=["旧"]))
    assert report.hidden_sheets == ["旧"]
    assert report.counts[Outcome.ACCEPTED] == 1


def test_a_sheet_that_goes_on_without_heading(reader: LedgerReader, write: Write) -> None:
    more = [
        ["义诊", datetime(2021, 2, 1), "东塘站", 3],
        ["讲座", datetime(2021, 2, 2), "东塘站", 3],
    ]
    report = reader.read(write({"一组": [HEADING, ROW], "二组": more, "选项": [["我们的节日"]]}))
    assert kinds(report) == ["heading", "accepted", "accepted", "accepted", "note"]
    assert "ledger.note.continued_heading" in [note.key for note in report.notes]


def test_rows_are_numbered_as_excel_shows_them(reader: LedgerReader, write: Write) -> None:
    report = reader.read(
        write({"台账": [[], [None, "2021年"], [], [None, *HEADING], [], [None, *ROW]]})
    )
    assert [row.row for row in report.rows] == [2, 4, 6]


def test_records_of_text_files_are_numbered_blank_ones_counted(
    reader: LedgerReader, write_text: Write
) -> None:
    report = reader.read(write_text('活动名称,活动时间,站点\n\n,,\n"读书\n会",2021-06-01,东塘站\n'))
    assert [(row.sheet, row.row) for row in report.rows] == [("", 1), ("", 4)]
    assert taken(report)[0]["title"] == "读书会"


@pytest.mark.parametrize(
    ("encoding", "name", "told"),
    [
        ("utf-8", "a.csv", "UTF-8"),
        ("utf-8-sig", "a.csv", "UTF-8 with BOM"),
        ("gb18030", "a.csv", "GB18030"),
        ("utf-16", "a.csv", "UTF-16"),
        ("utf-8", "a.tsv", "UTF-8"),
    ],
)
def test_encodings_are_found_and_told(
    reader: LedgerReader, write_text: Write, encoding: str, name: str, told: str
) -> None:
    sign = "\t" if name.endswith("tsv") else ","
    lines = [["活动名称", "活动时间", "站点"], ["𬶍滨赛龙舟", "2021-06-01", "东塘站"]]
    text = "".join(sign.join(line) + "\n" for line in lines)
    report = reader.read(write_text(text, encoding=encoding, name=name))
    assert report.encoding == told
    assert taken(report)[0]["title"] == "鮀滨赛龙舟"


def test_nothing_is_numbered_twice_or_left_out(reader: LedgerReader, write: Write) -> None:
    report = reader.read(write({"一": [HEADING, ROW, [], ["合计"]], "二": [HEADING, ROW]}))
    assert [(row.sheet, row.row) for row in report.rows] == [
        ("一", 1), ("一", 2), ("一", 4), ("二", 1), ("二", 2),
    ]  # fmt: skip
    assert report.rows[-1].skip_kind is SkipKind.DUPLICATE


def test_a_column_of_dates_or_sites_is_told_by_its_content(
    reader: LedgerReader, write: Write
) -> None:
    rows = [
        ["活动名称", "何日", "何处承办", "参加人数", "志愿者人数"],
        ["读书会", "2021.6.1", "东塘站", 30, 5],
        ["义诊", "2021.6.2", "柳洲北站", 20, 5],
    ]
    report = reader.read(write({"台账": rows}))
    assert fields(report) == ["title", "start", "site", "attendance", "volunteers"]
    assert kinds(report) == ["heading", "repaired", "repaired"]


def test_sites_under_a_heading_that_only_ends_like_a_title(
    reader: LedgerReader, write: Write
) -> None:
    rows = [
        ["分站名称", "活动名称", "日期", "参加人数"],
        ["东塘站", "读书会", "2021.6.1", 30],
        ["柳洲北站", "义诊", "2021.6.2", 20],
    ]
    report = reader.read(write({"台账": rows}))
    assert fields(report) == ["site", "title", "start", "attendance"]
    assert kinds(report) == ["heading", "repaired", "repaired"]


def test_minutes_under_a_heading_that_abbreviates_them(reader: LedgerReader, write: Write) -> None:
    rows = [["活动名称", "日期", "站点", "志愿时长（分）"], [*ROW[:3], 90]]
    assert taken(reader.read(write({"台账": rows})))[0]["service_hours"] == 1.5


def test_a_row_that_shows_how_to_fill_in_the_form(reader: LedgerReader, write: Write) -> None:
    rows = [
        ["序号", "活动名称", "活动时间", "站点"],
        ["示例", "读书会", "2021.6.1", "东塘站"],
        ["必填", "必填", "如2021.6.1", "必填"],
        [1, "义诊", "2021.6.2", "东塘站"],
    ]
    assert kinds(reader.read(write({"台账": rows}))) == ["heading", "note", "note", "repaired"]

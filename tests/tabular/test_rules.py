"""Rule by rule: what becomes of a row, and of each cell, of small tables."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.tabular.conftest import (
    HandIn,
    find_stored,
    make_book,
    read_row,
    read_rows,
    tell_reasons,
    tell_refusal,
)
from wenming.i18n import Translator
from wenming.ingest.report import tell
from wenming.ingest.results import Outcome, SkipKind
from wenming.store import Store

HOUSE = ("Name", "Level", "Street")


def test_a_row_with_a_known_id_updates_and_leaves_blank_cells_alone(
    store: Store, hand_in: HandIn
) -> None:
    row = read_row(
        hand_in(store, "sites", (("Site id", *HOUSE), ("s1-house", "Mill House", None, None)))
    )

    assert row.outcome is Outcome.ACCEPTED
    assert (row.values["level"], row.values["street_id"]) == ("institute", "s1")
    change = row.repairs[-1]
    assert (change.field, change.before, change.after, change.kind, change.counts) == (
        "name", "Mill Street House", "Mill House", "changed", False,
    )  # fmt: skip


def test_a_mark_for_none_empties_a_stored_cell(store: Store, hand_in: HandIn) -> None:
    row = read_row(
        hand_in(
            store,
            "sites",
            (("Site id", "Name", "Pilot"), ("s1-house", "Mill Street House", "none")),
        )
    )

    assert row.outcome is Outcome.REPAIRED
    assert row.values["pilot"] is None


def test_a_needed_cell_cannot_be_emptied(store: Store, hand_in: HandIn) -> None:
    row = read_row(hand_in(store, "sites", (("Site id", "Name"), ("s1-house", "none"))))

    assert row.outcome is Outcome.REVIEW
    assert tell_reasons(row) == "“Name” is missing."


def test_a_name_finds_its_record_and_keeps_it(store: Store, hand_in: HandIn) -> None:
    rows = (("Name", "Level", "Aliases"), ("Mill Street House", "House", "The Mill; Old Mill"))
    row = read_row(hand_in(store, "sites", rows))

    assert row.outcome is Outcome.ACCEPTED
    assert (row.values["site_id"], row.values["aliases"]) == ("s1-house", "The Mill|Old Mill")


def test_an_alias_finds_its_record_and_does_not_rename_it(store: Store, hand_in: HandIn) -> None:
    row = read_row(
        hand_in(
            store, "sites", (("Name", "Level", "Opened on"), ("The Hall", "Hall", date(2019, 1, 1)))
        )
    )

    assert row.values["site_id"] == "hall"
    assert row.values["name"] == "Riverton Hall"


def test_a_name_that_is_nearly_known_waits(jinping: Store, hand_in: HandIn) -> None:
    slip = (("名称", "层级", "所属街道"), ("石泡台街道新时代文明实践所", "实践所", "石炮台"))
    row = read_row(hand_in(jinping, "sites", slip))

    assert row.outcome is Outcome.REVIEW
    assert "JP-I-001" in tell_reasons(row, "zh")


def test_what_is_new_gets_an_id(store: Store, hand_in: HandIn) -> None:
    judgement = hand_in(
        store, "sites", (HOUSE, ("Quay Room", "Room", "Quay Street"), ("Attic", "Room", "s1"))
    )

    assert [row.outcome for row in read_rows(judgement)] == [Outcome.ACCEPTED] * 2
    ids = [row.values["site_id"] for row in read_rows(judgement)]
    assert len(set(ids)) == 2
    assert all(key.startswith("S-") for key in ids)


def test_the_same_row_twice_is_a_repeat_and_another_of_its_id_waits(
    store: Store, hand_in: HandIn
) -> None:
    headings = ("Site id", *HOUSE)
    rows = (
        headings,
        ("new", "Quay Room", "Room", "Quay Street"),
        ("new", "Quay Room", "Room", "Quay Street"),
        ("new", "Quay Attic", "Room", "Quay Street"),
    )
    first, again, other = read_rows(hand_in(store, "sites", rows))

    assert first.outcome is Outcome.ACCEPTED
    assert (again.outcome, again.skip_kind) == (Outcome.SKIPPED, SkipKind.DUPLICATE)
    assert again.duplicate_of is not None and again.duplicate_of.row == 2
    assert other.outcome is Outcome.REVIEW


def test_a_row_may_name_another_of_its_file_unless_that_one_waits(
    store: Store, hand_in: HandIn
) -> None:
    rows = (
        (*HOUSE, "Parent site"),
        ("Quay Room", "Room", "Quay Street", "Quay House"),
        ("Quay House", "House", "Quay Street", "Riverton Hall"),
        ("Lost Room", "Room", "Quay Street", "Lost House"),
        ("Lost House", "House", "No Street", "Riverton Hall"),
    )
    room, house, lost, wrong = read_rows(hand_in(store, "sites", rows))

    assert (room.outcome, house.outcome) == (Outcome.ACCEPTED, Outcome.ACCEPTED)
    assert room.values["parent_id"] == house.values["site_id"]
    assert wrong.outcome is Outcome.REVIEW
    assert lost.outcome is Outcome.REVIEW
    assert "not taken" in tell_reasons(lost)


def test_sites_above_each_other_wait(store: Store, hand_in: HandIn) -> None:
    rows = (
        ("Site id", *HOUSE, "Parent site"),
        ("a", "Quay Room", "Room", "Quay Street", "b"),
        ("b", "Quay House", "House", "Quay Street", "a"),
    )
    assert Outcome.ACCEPTED not in {row.outcome for row in read_rows(hand_in(store, "sites", rows))}


def test_an_id_that_is_new_for_a_name_that_is_known_waits(store: Store, hand_in: HandIn) -> None:
    row = read_row(
        hand_in(store, "sites", (("Site id", *HOUSE), ("x1", "Mill Street House", "House", "s1")))
    )

    assert row.outcome is Outcome.REVIEW
    assert "s1-house" in tell_reasons(row)


@pytest.mark.parametrize(
    ("written", "stored", "kind"),
    [
        (60000, "60000", None),
        ("60,000", "60000", "number_text"),
        ("6万元", "60000", "unit"),
        ("六万", "60000", "unit"),
        (-500.5, "-500.5", None),
    ],
)
def test_a_sum_of_money(
    jinping: Store, hand_in: HandIn, written: object, stored: str, kind: str | None
) -> None:
    rows = (("项目", "支出日期", "金额"), ("JP-F-01", date(2021, 5, 1), written))
    row = read_row(hand_in(jinping, "fund_entries", rows))

    assert row.values["amount"] == stored
    assert [each.kind for each in row.repairs if each.counts] == ([kind] if kind else [])
    assert row.outcome is (Outcome.REPAIRED if kind else Outcome.ACCEPTED)


def test_the_unit_of_a_heading_counts_and_an_unknown_one_is_not_guessed(
    jinping: Store, hand_in: HandIn
) -> None:
    def fund(heading: str) -> tuple[tuple[object, ...], ...]:
        return (("项目", "支出日期", heading), ("JP-F-01", date(2021, 5, 1), 1.5))

    assert (
        read_row(hand_in(jinping, "fund_entries", fund("金额（万元）"))).values["amount"] == "15000"
    )

    judgement = hand_in(jinping, "fund_entries", fund("金额（斤）"))
    (report,) = judgement.reports
    assert read_row(judgement).outcome is Outcome.REVIEW
    assert report.notes[0].key == "tables.note.unclear_unit"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2021年6月", "month"),
        ("6月30日", "year"),
        ("2021-02-30", "no such day"),
        ("2021.6.1至6.3", "more than one day"),
        (date(2022, 1, 1), "after today"),
        ("上周", "cannot be read"),
    ],
)
def test_a_day_that_is_none(jinping: Store, hand_in: HandIn, written: object, reason: str) -> None:
    rows = (("项目", "支出日期", "金额"), ("JP-F-01", written, 100))
    row = read_row(hand_in(jinping, "fund_entries", rows))

    assert row.outcome is Outcome.REVIEW
    assert reason in tell_reasons(row)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("约30人", None),
        ("三十", None),
        (-3, "is negative"),
        (2.5, "no whole number"),
        ("20-30人", "is a range"),
        ("若干", "cannot be read as a number"),
    ],
)
def test_a_number_of_people(
    jinping: Store, hand_in: HandIn, written: object, reason: str | None
) -> None:
    rows = (("队伍名称", "队伍类别", "注册志愿者"), ("新队", "便民志愿服务队", written))
    row = read_row(hand_in(jinping, "teams", rows))

    if reason is None:
        assert row.outcome is Outcome.REPAIRED
        assert row.values["registered_volunteers"] == "30"
    else:
        assert row.outcome is Outcome.REVIEW
        assert reason in tell_reasons(row)


def test_a_number_of_a_merged_cell_is_nobodys(jinping: Store, hand_in: HandIn) -> None:
    book = Workbook()
    for row in (("队伍名称", "队伍类别", "注册人数"), ("甲队", "总队", 30), ("乙队", "总队", None)):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    file = BytesIO()
    book.save(file)

    rows = read_rows(hand_in(jinping, "teams", file.getvalue()))

    assert [row.outcome for row in rows] == [Outcome.REVIEW] * 2
    assert "merged" in tell_reasons(rows[1])


@pytest.mark.parametrize(
    ("table", "rows", "reason"),
    [
        (
            "surveys",
            (("Surveyed on", "Measure", "Asked", "Yes"), (date(2021, 1, 5), "support", 10, 11)),
            "may not be after or above",
        ),
        (
            "sites",
            (
                (*HOUSE, "Opened on", "Closed on"),
                ("Q", "Room", "s3", date(2021, 2, 1), date(2021, 1, 1)),
            ),
            "may not be after or above",
        ),
        (
            "problems",
            (("Problem", "Raised on", "Status"), ("Leak", date(2021, 1, 5), "closed")),
            "no day is given",
        ),
        (
            "problems",
            (
                ("Problem", "Raised on", "Status", "Closed on"),
                ("Leak", date(2021, 1, 5), "open", date(2021, 2, 1)),
            ),
            "the state is not closed",
        ),
        (
            "service_orders",
            (("Requested on", "Status", "Rating"), (date(2021, 1, 5), "rated", 6)),
            "has to be from 1 to 5",
        ),
        (
            "teams",
            (("Name", "Kind of team"), ("Rowers", "choir")),
            "is none of what “Kind of team” may hold",
        ),
        (
            "sites",
            ((*HOUSE, "Has a place"), ("Q", "Room", "s3", "perhaps")),
            "neither yes nor no",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_waits_with_its_reason(
    store: Store, hand_in: HandIn, table: str, rows: tuple[tuple[object, ...], ...], reason: str
) -> None:
    row = read_row(hand_in(store, table, rows))

    assert row.outcome is Outcome.REVIEW
    assert reason in tell_reasons(row)


def test_coordinates_exchanged_are_put_right_and_those_elsewhere_wait(
    jinping: Store, hand_in: HandIn
) -> None:
    headings = ("名称", "层级", "街道", "经度", "纬度")
    rows = (
        headings,
        ("甲站", "实践站", "金砂街道", 23.3698, 116.6911),
        ("乙站", "实践站", "金砂街道", 113.2, 23.1),
        ("丙站", "实践站", "金砂街道", 116.6911, None),
    )
    exchanged, elsewhere, half = read_rows(hand_in(jinping, "sites", rows))

    assert (exchanged.values["lon"], exchanged.values["lat"]) == ("116.6911", "23.3698")
    assert exchanged.outcome is Outcome.REPAIRED
    assert elsewhere.outcome is half.outcome is Outcome.REVIEW


def test_other_systems_are_converted(jinping: Store, hand_in: HandIn) -> None:
    rows = (("名称", "层级", "街道", "坐标"), ("甲站", "实践站", "金砂街道", "116.6911,23.3698"))
    row = read_row(hand_in(jinping, "sites", rows, crs="gcj02"))

    assert row.outcome is Outcome.ACCEPTED
    assert row.values["lon"] != "116.6911"
    assert float(row.values["lon"]) == pytest.approx(116.6861, abs=0.002)


def test_a_site_takes_the_street_of_its_community(jinping: Store, hand_in: HandIn) -> None:
    rows = (("名称", "层级", "社区"), ("甲站", "实践站", "新湖社区"))
    row = read_row(hand_in(jinping, "sites", rows))

    assert row.outcome is Outcome.ACCEPTED
    assert row.values["street_id"] == "440511001"


def test_headings_stand_anywhere_and_in_any_words(jinping: Store, hand_in: HandIn) -> None:
    rows = (
        ("金平区志愿服务队伍一览表", None, None, None),
        ("填报单位：区文明办", None, None, None),
        ("序号", "服务队名称", "类型", "成立时间"),
        (1, "新队", "便民志愿服务队", date(2020, 5, 1)),
        ("合计", None, "1支", None),
        ("填表人：", None, None, None),
    )
    judgement = hand_in(jinping, "teams", rows)
    (report,) = judgement.reports

    assert [row.skip_kind for row in report.rows] == [
        SkipKind.TITLE_LINE, SkipKind.TITLE_LINE, SkipKind.HEADING, None,
        SkipKind.SUBTOTAL, SkipKind.NOTE,
    ]  # fmt: skip
    assert report.rows[3].values["founded_on"] == "2020-05-01"
    assert sum(judgement.counts.values()) == len(rows)


def test_persons_and_numbers_are_dropped_and_told(jinping: Store, hand_in: HandIn) -> None:
    rows = (
        ("授予日期", "荣誉", "荣誉级别", "典型类别", "姓名", "联系电话", "代称"),
        (date(2021, 1, 5), "汕头好人", "市级", "个人", "张三", "13800138000", "第9号 13800138000"),
    )
    judgement = hand_in(jinping, "exemplars", rows)
    (report,) = judgement.reports
    row = read_row(judgement)

    assert report.notes[0].params["columns"] == ["姓名", "联系电话"]
    assert "张三" not in str(row) and "13800138000" not in str(row)
    assert row.values["label"] == "第9号 ***"


def test_a_text_that_looks_like_a_formula_comes_back_as_it_was(
    store: Store, hand_in: HandIn
) -> None:
    rows = (("Name", "Kind of team"), ("'=HYPERLINK(1)", "corps"))
    hand_in(store, "teams", rows, publish=True)

    assert find_stored(store, "teams", "TM-003")["name"] == "=HYPERLINK(1)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(("name", "comma"), [("队伍.csv", ","), ("队伍.tsv", "\t")])
def test_text_files_are_read_too(
    jinping: Store, hand_in: HandIn, encoding: str, name: str, comma: str
) -> None:
    lines = (("名称", "队伍类别", "成立日期"), ("新队", "总队", "2020-05-01"))
    content = "\r\n".join(comma.join(line) for line in lines).encode(encoding)
    row = read_row(hand_in(jinping, "teams", content, name=name))

    assert row.outcome is Outcome.ACCEPTED
    assert row.values["founded_on"] == "2020-05-01"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.xlsx", b"", "is empty"),
        ("改名.xlsx", "名称,层级\n".encode(), "not an Excel workbook"),
        ("别的.csv", "甲,乙\n1,2\n".encode(), "has no heading of this table"),
        ("文档.docx", b"PK", "not of a type that can be taken in"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    store: Store, hand_in: HandIn, name: str, content: bytes, sentence: str
) -> None:
    judgement = hand_in(store, "sites", content, name=name)
    (report,) = judgement.reports

    assert report.rows == []
    assert sentence in tell_refusal(report)


def test_a_row_without_anything_needed_is_no_record(store: Store, hand_in: HandIn) -> None:
    rows = ((*HOUSE, "Responsible unit"), (None, None, "s1", "Council"))

    assert read_row(hand_in(store, "sites", rows)).outcome is Outcome.REJECTED


def test_orders_without_ids_are_new_unless_just_the_same_is_stored(
    jinping: Store, hand_in: HandIn
) -> None:
    headings = ("社区", "服务", "点单日期", "状态")
    rows = (headings, ("新湖社区", "义教辅导", date(2021, 6, 1), "已点单"))
    hand_in(jinping, "service_orders", rows, publish=True)

    again = read_row(hand_in(jinping, "service_orders", rows))
    assert again.skip_kind is SkipKind.DUPLICATE


def test_a_heading_is_taken_for_what_an_office_chose(store: Store, hand_in: HandIn) -> None:
    def rows(name: str) -> tuple[tuple[str, ...], ...]:
        return ("What we call it", "Level", "Street", "Name"), (name, "Hall", "Mill Street", "old")

    assert read_row(hand_in(store, "sites", rows("Ferry Hall"))).values["name"] == "old"

    chosen = {"What we call it": "name"}
    judgement = hand_in(store, "sites", rows("Ferry Hall"), columns=chosen, publish=True)
    assert read_row(judgement).values["name"] == "Ferry Hall"
    (shape,) = judgement.reports[0].tables
    assert [column.field for column in shape.columns] == ["name", "level", "street_id", None]

    assert read_row(hand_in(store, "sites", rows("Quay Hall"))).values["name"] == "Quay Hall"
    other = hand_in(store, "sites", rows("Quay Hall"), office="Quay Street")
    assert read_row(other).values["name"] == "old"
    teams = hand_in(store, "teams", (("What we call it", "Team", "Kind"), ("a", "b", "town")))
    assert teams.reports[0].tables[0].columns[0].field is None


def test_what_may_name_a_person_stays_out_whatever_was_chosen(
    store: Store, hand_in: HandIn
) -> None:
    rows = (("Name", "Level", "Street", "Phone"), ("Ferry Hall", "Hall", "Mill Street", "555-1"))
    row = read_row(hand_in(store, "sites", rows, columns={"Phone": "aliases"}))
    assert row.values.get("aliases") is None
    assert "Phone" not in row.raw


def test_a_total_below_streets_is_no_street(jinping: Store, store: Store, hand_in: HandIn) -> None:
    """A street needs nothing but its name, which 合计 is none of."""
    chinese = hand_in(jinping, "streets", (("名称", "人口（人）"), ("合 计", 900), ("总计街", 5)))
    english = hand_in(store, "projects", (("Name", "Granted (pounds)"), ("Total:", 900)))

    (report,) = chinese.reports
    assert [row.skip_kind for row in report.rows][1:] == ["subtotal", None]
    (report,) = english.reports
    assert report.rows[1].skip_kind == "subtotal"


def test_what_is_not_known_is_said_once(store: Store, hand_in: HandIn) -> None:
    rows = (("Name", "Street", "Rural"), ("New estate", "Atlantis", "no"), ("Old", None, "no"))
    unknown, empty = read_rows(hand_in(store, "communities", rows))

    assert tell_reasons(unknown) == "“Atlantis” in “Street” is not known: there is no such record."
    assert tell_reasons(empty) == "“Street” is missing."


def test_several_things_are_told_apart_as_the_language_does(store: Store, hand_in: HandIn) -> None:
    rows = (("Name", "Granted (stone)", "Contact"), ("A", 1, "b"))
    book = load_workbook(BytesIO(make_book(rows)))
    book.active["D1"], book.active["D2"], book.active["E2"] = "Judged by", "=A1", "=B1"
    file = BytesIO()
    book.save(file)
    (report,) = hand_in(store, "projects", file.getvalue()).reports

    told = [
        [tell(note, Translator(language)) for note in report.notes] for language in ("zh", "en")
    ]
    assert any("D2、E2" in note for note in told[0])
    assert any("D2, E2" in note for note in told[1])
    assert "、" not in "".join(told[1])


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("12,500 pounds", "12500"),
        ("8k", "8000"),
        ("1,200 USD", "1200"),
        ("$ 3.5 million", "3500000"),
    ],
)
def test_sums_of_a_city_elsewhere(store: Store, hand_in: HandIn, written: str, stored: str) -> None:
    row = read_row(hand_in(store, "projects", (("Name", "Granted (pounds)"), ("A", written))))

    assert (row.outcome, row.values["granted"]) == (Outcome.REPAIRED, stored)


def test_a_number_may_have_the_unit_of_its_heading(store: Store, hand_in: HandIn) -> None:
    heading = ("Service", "Requested on", "Rating (points)", "Status")
    order = ("Free clinic", "6/1/2021", "4 points", "rated")
    row = read_row(hand_in(store, "service_orders", (heading, order)))

    assert row.values["rating"] == "4"


def test_a_step_before_one_that_is_not_the_next_waits(store: Store, hand_in: HandIn) -> None:
    heading = ("Service", "Requested on", "Completed on", "Status")
    order = ("Free clinic", "6/5/2021", "6/1/2021", "completed")
    row = read_row(hand_in(store, "service_orders", (heading, order)))

    assert row.outcome is Outcome.REVIEW
    assert "“Requested on” (2021-06-05) may not be after" in tell_reasons(row)


def test_a_tick_is_a_yes(store: Store, hand_in: HandIn) -> None:
    row = read_row(
        hand_in(store, "sites", (("Site id", "Name", "Has a team"), ("s1-house", "none", "✓")))
    )

    assert row.values["has_team"] == "true"


def test_a_row_of_a_text_that_lacks_something_waits(store: Store, hand_in: HandIn) -> None:
    """In a text file the serial number is text too, and looks like a page's."""
    text = b"No,Name,Level,Street\n3,Ferry Hall,,Mill Street\n4,,,\n"
    judgement = hand_in(store, "sites", text, name="sites.csv")

    (report,) = judgement.reports
    assert [row.outcome.value for row in report.rows] == ["skipped", "review", "skipped"]
    assert tell_reasons(report.rows[1]) == "“Level” is missing."

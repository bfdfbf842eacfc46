"""What may be stored of a row that is written by hand."""

from datetime import date

import pytest

from wenming.i18n import Translator
from wenming.schema import TABLES, Table
from wenming.schema.entry import clean_row, find_faults_of_entry, number_new
from wenming.schema.rules import fill_in
from wenming.ui.meeting_edit import tell_fault

TASKS, PROBLEMS = TABLES["tasks"], TABLES["problems"]
T = Translator("zh")
KNOWN = {"meetings": ["M-1"], "problems": ["P-1"], "streets": ["s1", "s2"], "field_visits": ["V-1"]}
GOOD = {
    "measure": "派送服务",
    "lead_unit": "区文明办",
    "status": "doing",
    "meeting_id": "M-1",
    "due_on": "2021-06-30",
}


def messages(
    row: dict[str, str | None], table: Table = TASKS, visit: dict[str, str] | None = None
) -> list[str]:
    filled = {} if visit is None else {"visit_id": visit}
    faults = find_faults_of_entry(table, row, KNOWN, filled)
    return [tell_fault(table, fault, T) for fault in faults]


def test_a_whole_row_has_no_fault() -> None:
    assert messages(GOOD) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"measure": None}, "请填写“任务内容”。"),
        ({"due_on": "下月底"}, "“完成时限”的“下月底”不是日期，请写成2021-06-30。"),
        ({"meeting_id": "M-9"}, "“会议”没有“M-9”这一项，请重新选择。"),
        ({"status": "finished"}, "“状态”没有“finished”这一项，请重新选择。"),
        ({"evidence": "长" * 501}, "“佐证”超过500字，请缩短。"),
        ({"status": "closed"}, "状态为已销号（已解决）的，请填写销号日期。"),
        ({"closed_on": "2021-06-01"}, "填了销号日期，状态应为已销号（已解决）。"),
    ],
)
def test_each_fault_is_one_sentence(change: dict[str, str | None], message: str) -> None:
    assert messages({**GOOD, **change}) == [message]


def test_a_problem_is_not_closed_before_it_was_raised() -> None:
    row = {
        "description": "x", "raised_on": "2021-06-01", "status": "closed",
        "closed_on": "2021-05-01",
    }  # fmt: skip
    assert messages(row, PROBLEMS) == ["“提出日期”（2021-06-01）不能晚于“销号日期”（2021-05-01）。"]


PROBLEM = {
    "description": "x", "raised_on": "2021-06-01", "status": "open", "visit_id": "V-1",
    "street_id": None,
}  # fmt: skip


def test_a_problem_takes_its_visits_street() -> None:
    visit = {"visit_id": {"street_id": "s1"}}
    assert fill_in(PROBLEMS, PROBLEM, visit)["street_id"] == "s1"
    assert fill_in(PROBLEMS, {**PROBLEM, "street_id": "s2"}, visit)["street_id"] == "s2"
    assert fill_in(PROBLEMS, {**PROBLEM, "visit_id": None}, {})["street_id"] is None


def test_a_problem_elsewhere_than_its_visit_is_refused() -> None:
    row = {**PROBLEM, "street_id": "s2"}
    assert messages(row, PROBLEMS, {"street_id": "s1"}) == [
        "“街道”与“实地调研”的街道不一致，请改正其中一项。"
    ]
    assert messages({**row, "street_id": "s1"}, PROBLEMS, {"street_id": "s1"}) == []


def test_cells_are_stored_in_one_way() -> None:
    row = clean_row(
        TASKS,
        {"measure": " 两\n行 ", "supporting_units": "区教育局、团区委,妇联", "due_on": "2021/6/3"},
    )

    assert row["measure"] == "两 行"
    assert row["supporting_units"] == "区教育局|团区委|妇联"
    assert row["due_on"] == "2021-06-03"
    assert clean_row(TASKS, {"due_on": date(2021, 6, 3)})["due_on"] == "2021-06-03"
    assert row["evidence"] is None


def test_new_rows_get_ids_that_nobody_has() -> None:
    give = number_new(TASKS, ["T-001", "JP-K-01"])
    assert [give(), give()] == ["T-002", "T-003"]

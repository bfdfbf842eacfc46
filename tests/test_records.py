"""What may be stored of a task, and a workbook that goes out and comes back."""

from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from tests.conftest import RIVERTON
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.records import (
    FORMS,
    clean_row,
    fill_in,
    find_faults,
    list_differences,
    number_new,
)  # fmt: skip
from wenming.records_book import build_book, check_book, read_book
from wenming.reports import meeting
from wenming.store import Snapshot
from wenming.translation import build_readers, build_translator
from wenming.ui.meeting_edit import find_changes

TASKS, PROBLEMS = FORMS["tasks"], FORMS["problems"]
T = Translator("zh")
KNOWN = {"meetings": ["M-1"], "problems": ["P-1"], "streets": ["s1"], "visits": ["V-1"]}
GOOD = {
    "measure": "派送服务",
    "lead_unit": "区文明办",
    "status": "doing",
    "meeting_id": "M-1",
    "due_on": "2021-06-30",
}


def messages(row: dict[str, str | None]) -> list[str]:
    return [fault.message for fault in find_faults(TASKS, row, KNOWN, T)]


def test_a_whole_row_has_no_fault() -> None:
    assert messages(GOOD) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"measure": None}, "请填写“任务”。"),
        ({"due_on": "下月底"}, "“完成时限”的“下月底”不是日期，请写成2021-06-30。"),
        ({"meeting_id": "M-9"}, "“交办会议”没有“M-9”这一项，请重新选择。"),
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
    (fault,) = find_faults(FORMS["problems"], row, KNOWN, T)
    assert fault.message == "销号日期早于提出日期。"


PROBLEM = {
    "description": "x", "raised_on": "2021-06-01", "status": "open", "visit_id": "V-1",
    "street_id": None,
}  # fmt: skip


def test_a_problem_takes_its_visits_street() -> None:
    assert fill_in(PROBLEMS, PROBLEM, {"V-1": "s1"})["street_id"] == "s1"
    assert fill_in(PROBLEMS, {**PROBLEM, "street_id": "s2"}, {"V-1": "s1"})["street_id"] == "s2"
    assert fill_in(PROBLEMS, {**PROBLEM, "visit_id": None}, {"V-1": "s1"})["street_id"] is None


def test_a_problem_elsewhere_than_its_visit_is_refused() -> None:
    known = {**KNOWN, "streets": ["s1", "s2"]}
    row = {**PROBLEM, "street_id": "s2"}
    (fault,) = find_faults(PROBLEMS, row, known, T, {"V-1": "s1"})
    assert fault.message == "“街道”与所选调研的街道不一致，请改正其中一项。"
    assert not find_faults(PROBLEMS, {**row, "street_id": "s1"}, known, T, {"V-1": "s1"})


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


def test_differences_are_the_columns_that_changed() -> None:
    assert list_differences({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"}) == ["b", "c"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_comes_back_as_it_went_out(sample: Snapshot, language: str) -> None:
    rows = meeting.records_by_task(sample)

    read = read_book(TASKS, build_book(TASKS, rows, Translator(language)))

    assert [key for key, _ in read] == rows["task_id"].tolist()
    assert find_changes(TASKS, rows, read) == []


def test_a_workbook_in_the_districts_own_words_comes_back(sample: Snapshot) -> None:
    district = load_district(RIVERTON)
    rows = meeting.records_by_problem(sample)
    content = build_book(PROBLEMS, rows, build_translator(district, "en"))
    headings = [cell.value for cell in load_workbook(BytesIO(content))["Data"][1]]
    assert "Borough" in headings

    read = read_book(PROBLEMS, content, build_readers(district))

    assert find_changes(PROBLEMS, rows, read) == []


def test_changed_and_new_rows_of_a_workbook_are_found(sample: Snapshot) -> None:
    rows = meeting.records_by_task(sample)
    book = load_workbook(BytesIO(build_book(TASKS, rows, T)))
    sheet = book["数据"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("状态") + 1).value = "推进中"
    sheet.cell(2, headings.index("销号日期") + 1).value = None
    sheet.append([None, "新任务", "区文明办", None, None, "2021-09-30", "未启动"])
    sheet.cell(sheet.max_row, headings.index("交办会议") + 1).value = "M-2021-07"
    file = BytesIO()
    book.save(file)

    read = read_book(TASKS, file.getvalue())
    known = {**KNOWN, "meetings": sorted(set(rows["meeting_id"])),
             "problems": rows["problem_id"].dropna().tolist()}  # fmt: skip

    assert check_book(TASKS, read, known, T) == []
    changed, new = find_changes(TASKS, rows, read)
    assert (changed.record_id, changed.values["status"]) == (rows["task_id"].iloc[0], "doing")
    assert (new.record_id, new.values["measure"], new.values["status"]) == (
        "T-001",
        "新任务",
        "open",
    )


def test_faults_of_a_workbook_name_their_row() -> None:
    rows = [("A", {**GOOD}), ("A", {**GOOD, "measure": None})]
    faults = check_book(TASKS, rows, KNOWN, T)  # type: ignore[arg-type]
    assert [(fault.row, fault.field) for fault in faults] == [(3, "measure"), (3, "task_id")]


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"", "meeting.book_unreadable"), (b"PK\x03\x04 no", "meeting.book_unreadable")],
)
def test_what_is_no_workbook_is_refused(content: bytes, key: str) -> None:
    with pytest.raises(WenmingError) as error:
        read_book(TASKS, content)
    assert error.value.key == key


def test_another_workbook_is_refused() -> None:
    book = Workbook()
    book.active.append(["甲", "乙"])
    file = BytesIO()
    book.save(file)
    with pytest.raises(WenmingError) as error:
        read_book(TASKS, file.getvalue())
    assert error.value.key == "meeting.book_headings"


def test_a_workbook_too_long_for_a_meeting_is_refused() -> None:
    rows = pd.DataFrame([{**GOOD, "task_id": f"T-{n}"} for n in range(2001)], columns=TASKS.columns)
    with pytest.raises(WenmingError) as error:
        read_book(TASKS, build_book(TASKS, rows, T))
    assert error.value.key == "meeting.book_long"

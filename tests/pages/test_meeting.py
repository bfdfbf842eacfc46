"""The joint-meeting page: tasks at a glance, problems, visits, and the pack to take away."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
from docx import Document
from streamlit.testing.v1 import AppTest

from tests.conftest import SAMPLE, make_store
from tests.pages.conftest import RunPage
from wenming.meetings import read_records
from wenming.store import Store, open_snapshot

HAN = re.compile(r"[\u4e00-\u9fff]")


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def find_table(page: AppTest, column: str) -> pd.DataFrame:
    return next(frame.value for frame in page.dataframe if column in frame.value.columns)


def test_the_newest_joint_meeting_is_shown_as_of_its_day(run_page: RunPage) -> None:
    page = run_page("meeting")

    assert not page.exception
    assert page.selectbox(key="meeting").value == "M-2021-07"
    assert metrics(page) == {
        "任务销号率": "50.0%",
        "逾期任务（项）": "5",
        "即将到期任务（项）": "2",
        "未解决问题（个）": "11",
        "实地调研（次）": "8",
    }
    first = page.dataframe[0].value.iloc[0]
    assert (first["pressure"], first["measure"]) == ("逾期98天", "建立乡村少年宫师资库")


def test_an_earlier_meeting_shows_the_lists_as_they_stood(run_page: RunPage) -> None:
    page = run_page("meeting", meeting="M-2021-01")

    assert page.selectbox(key="meeting").value == "M-2021-01"
    assert "P-10" not in set(find_table(page, "problem_id")["problem_id"])  # raised in April


def test_the_pack_is_made_for_the_page_and_can_be_taken_away(run_page: RunPage) -> None:
    page = run_page("meeting")

    page.button(key="make_pack").click().run()

    assert not page.exception
    assert "个数字可溯源" in page.success[0].value
    files = page.session_state["_meeting_pack"][1]
    assert set(files) == {"briefing.docx", "slides.pptx", "annex.xlsx"}
    said = [p.text for p in Document(BytesIO(files["briefing.docx"])).paragraphs]
    assert "一、工作进展" in said


def test_another_period_asks_for_another_pack(run_page: RunPage) -> None:
    page = run_page("meeting")
    page.button(key="make_pack").click().run()

    page.segmented_control(key="pack_language").set_value("en").run()

    assert not page.success


def test_english_is_whole(run_page: RunPage) -> None:
    page = run_page("meeting", lang="en")

    said = [
        *(metric.label for metric in page.metric),
        *(caption.value for caption in page.caption),
        *(heading.value for heading in page.subheader),
        *page.dataframe[0].value["pressure"],
        *page.dataframe[0].value["line"],
    ]
    assert len(said) > 20
    assert not [text for text in said if HAN.search(text)]


def test_one_street_has_a_sheet(run_page: RunPage) -> None:
    page = run_page("meeting", street="440511016")

    assert any("单个街道的情况简报" in caption.value for caption in page.caption)
    page.button(key="make_pack").click().run()
    assert page.success


def test_an_empty_period_still_has_lists_and_a_pack(run_page: RunPage) -> None:
    page = run_page("meeting", **{"from": "2018-01-01", "to": "2018-01-31"})

    page.button(key="make_pack").click().run()

    assert not page.exception
    assert page.success


def test_a_district_without_meetings_says_so(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("meeting", lang="en")

    assert not page.exception
    assert page.subheader[0].value == "No meeting has given out tasks"
    assert metrics(page)["Tasks closed in time"] == "—"
    page.button(key="make_pack").click().run()
    assert page.success


def test_a_task_is_changed_on_the_page_with_who_and_when(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path, SAMPLE)
    page = run_page("meeting", store=store)
    page.toggle(key="edit_records").set_value(True).run()
    page.selectbox(key="edit_record_tasks").set_value("JP-K-06").run()

    page.text_area(key="field_tasks_JP-K-06_measure").set_value("逐站派送并跟踪")
    page.text_input(key="edit_who").set_value("区文明办")
    page.button(key="save_field_tasks_JP-K-06").click().run()

    assert not page.exception
    assert store.current() == 2
    measures = page.dataframe[0].value.set_index("task_id")["measure"]
    assert measures["JP-K-06"] == "逐站派送并跟踪"
    history = [caption.value for caption in page.caption if "区文明办" in caption.value]
    assert any("逐站派送并跟踪" in text for text in history)


def test_a_fault_is_told_and_nothing_is_stored(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path, SAMPLE)
    page = run_page("meeting", store=store)
    page.toggle(key="edit_records").set_value(True).run()

    page.text_input(key="edit_who").set_value("区文明办")
    page.button(key="save_field_tasks_").click().run()

    assert [error.value for error in page.error] == [
        "请填写“会议”。", "请填写“任务内容”。", "请填写“牵头单位”。",
    ]  # fmt: skip
    assert store.current() == 1


def open_editor(run_page: RunPage, store: Store, table: str) -> AppTest:
    page = run_page("meeting", store=store)
    page.toggle(key="edit_records").set_value(True).run()
    return page.segmented_control(key="edit_table").set_value(table).run()


def test_a_saved_form_is_empty_and_says_what_was_saved(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path, SAMPLE)
    page = open_editor(run_page, store, "problems")
    page.text_input(key="edit_who").set_value("区文明办")
    page.text_area(key="field_problems__description").set_value("溪东<b>没有</b>活动")
    page.date_input(key="field_problems__raised_on").set_value(date(2021, 7, 1))
    page.button(key="save_field_problems_").click().run()

    assert "已存为第2版。" in page.success[0].value
    assert "溪东\\<b>没有" in page.success[0].value  # to the letter, and no markup
    keys = {area.key: area.value for area in page.text_area}
    # Another form: a press on the old one's button, sent before this one was drawn, means nothing.
    assert keys["field_problems__description-1"] == ""
    assert "save_field_problems_" not in {button.key for button in page.button}

    page.run()  # as when the page looks for a new version
    assert page.success
    page.selectbox(key="edit_record_problems").set_value("P-01").run()
    assert not page.success


def test_a_visit_fills_in_its_street(run_page: RunPage, tmp_path: Path) -> None:
    page = open_editor(run_page, make_store(tmp_path, SAMPLE), "problems")
    visits = pd.read_csv(SAMPLE / "field_visits.csv").set_index("visit_id")["street_id"]

    page.selectbox(key="field_problems__visit_id").set_value(visits.index[3]).run()

    assert page.selectbox(key="field_problems__street_id").value == str(visits.iloc[3])


def test_an_office_in_short_is_offered_by_its_name_first(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path, SAMPLE)
    page = open_editor(run_page, store, "tasks")
    page.selectbox(key="edit_record_tasks").set_value("JP-K-06").run()
    page.text_input(key="edit_who").set_value("鮀江")
    page.text_area(key="field_tasks_JP-K-06_measure").set_value("逐站派送")
    page.button(key="save_field_tasks_JP-K-06").click().run()

    offered = page.segmented_control(key="edit_who_meant_鮀江")
    assert (offered.value, offered.options[0]) == ("鮀江街道", "鮀江街道")
    assert "鮀江街道" in page.info[0].value
    assert store.current() == 1
    page.button(key="save_field_tasks_JP-K-06").click().run()

    assert store.describe(2).office == "鮀江街道"


def test_a_unit_in_short_is_offered_by_a_known_ones_name_and_saved_as_that(
    run_page: RunPage, tmp_path: Path
) -> None:
    """Known are streets, and units of sites and tasks; what was chosen to stand as typed does."""
    store = make_store(tmp_path, SAMPLE)
    page = open_editor(run_page, store, "tasks")
    page.selectbox(key="edit_record_tasks").set_value("JP-K-06").run()
    page.text_input(key="edit_who").set_value("区文明办")
    page.text_input(key="field_tasks_JP-K-06_lead_unit").set_value("鮀江")
    page.text_input(key="field_tasks_JP-K-06_supporting_units").set_value("教育局、科协、新单位")
    page.button(key="save_field_tasks_JP-K-06").click().run()

    assert store.current() == 1
    assert "再按一次即保存" in page.info[0].value
    offered = {each.label: each for each in page.segmented_control if "指的是" in each.label}
    assert [*offered] == ["“鮀江”指的是", "“教育局”指的是", "“科协”指的是"]
    assert offered["“鮀江”指的是"].options[0] == offered["“鮀江”指的是"].value == "鮀江街道"
    offered["“科协”指的是"].set_value("科协")
    page.button(key="save_field_tasks_JP-K-06").click().run()

    assert not page.exception and not page.error
    tasks = read_records(open_snapshot(store), table="tasks")
    kept = tasks.set_index("task_id").loc["JP-K-06"]
    assert (kept["lead_unit"], kept["supporting_units"]) == ("鮀江街道", "区教育局|科协|新单位")


def open_preview(run_page: RunPage, store: Store) -> AppTest:
    page = run_page("meeting", store=store)
    return page.toggle(key="preview_paper").set_value(True).run()


def test_words_are_changed_in_the_preview_and_keep_their_numbers(
    run_page: RunPage, tmp_path: Path
) -> None:
    store = make_store(tmp_path, SAMPLE)
    page = open_preview(run_page, store)
    page.selectbox(key="words_block_zh").set_value("progress.totals").run()

    page.text_area(key="words_text_zh_progress.totals").set_value("上半年办活动819场次。")
    page.text_input(key="words_who").set_value("区文明办")
    page.button(key="save_words").click().run()

    assert not page.exception
    assert store.current() == 2
    assert any(
        ":orange-background[:blue[819]]" in text.value and "上半年办活动" in text.value
        for text in page.markdown
    )


def test_a_settled_meeting_keeps_its_version_on_the_page(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path, SAMPLE)
    page = run_page("meeting", store=store)
    page.text_input(key="settle_who").set_value("区文明办")
    page.button(key="settle_paper").click().run()

    assert not page.exception
    assert store.current() == 2
    assert any("按数据第1版" in caption.value for caption in page.caption)
    page.button(key="make_pack").click().run()
    assert page.session_state["_meeting_pack"][0][0] == 1


def test_the_name_of_who_changes_is_needed(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path, SAMPLE)
    page = run_page("meeting", store=store)
    page.button(key="settle_paper").click().run()

    assert "请填写修改人" in page.error[0].value
    assert store.current() == 1


def test_targets_are_measured_from_the_last_meeting_on(run_page: RunPage) -> None:
    """All of them, what fell short first."""
    page = run_page("meeting", **{"from": "2021-01-01", "to": "2021-06-30"})
    log = pd.read_csv(SAMPLE / "activities.csv", parse_dates=["started_on"])["started_on"]

    table = find_table(page, "standing").set_index("figure")
    assert [*table["standing"]] == [
        "未达目标", "未达目标", "低于时间进度", "达到目标", "不低于时间进度", "不低于时间进度",
    ]  # fmt: skip
    assert [*table.index][:2] == ["活跃阵地率", "满意率"]
    held = table.loc["活动场次"]
    assert held["target"] == "1600"
    then = log.between("2021-01-01", "2021-04-15").sum()
    now = log.between("2021-01-01", "2021-06-30").sum()
    assert (held["then"], held["now"]) == (f"{then}（24.6%）", f"{now}（51.2%）")
    assert "6项年度目标中有3项" in " ".join(heading.value for heading in page.subheader)


def test_one_street_is_not_held_against_the_districts_targets(run_page: RunPage) -> None:
    page = run_page("meeting", street="440511016")

    assert not [frame for frame in page.dataframe if "standing" in frame.value.columns]


def test_a_pack_asks_for_what_neither_meeting_nor_district_says(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("meeting")
    page.number_input(key="pack_issue").set_value(7)
    page.text_input(key="pack_report_to").set_value("The council")
    page.button(key="make_pack").click().run()

    assert not page.exception
    letter = page.session_state["_meeting_pack"][0][1].letter
    assert (letter.issue, letter.day, letter.report_to) == (7, None, "The council")
    content = page.session_state["_meeting_pack"][1]["briefing.docx"]
    said = "".join(Document(BytesIO(content)).element.xpath("//w:t/text()"))
    assert "No. 7" in said and "The council" in said


def test_a_pack_of_a_meeting_asks_for_nothing(run_page: RunPage) -> None:
    page = run_page("meeting")

    assert not [field for field in page.number_input if field.key == "pack_issue"]

"""Words of staff take the place of a rule's, can be told from them, and keep numbers bound."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from docx import Document

from tests.briefing.conftest import HALF_YEAR, MEETING
from tests.conftest import SAMPLE, make_store
from wenming.briefing.compose import compose_paper
from wenming.briefing.memory import (
    add_wording,
    edit_block,
    find_settled,
    name_paper,
    restore_block,
    settle,
)
from wenming.briefing.pack import Pack, make_pack
from wenming.briefing.paper import Paper, Paragraph
from wenming.briefing.sources import Material, Request, load_material
from wenming.briefing.text import Line, find_unbound, read
from wenming.briefing.wording import read_words, store_words
from wenming.config import load_district
from wenming.i18n import Translator
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.records import RecordChange, change_records

REQUEST = Request(HALF_YEAR, MEETING)
DISTRICT = load_district(SAMPLE)
T = Translator("zh")


def find_line(paper: Paper, key: str) -> Line:
    return next(b.line for b in paper.blocks if isinstance(b, Paragraph) and b.key == key)


def reword(store: Snapshot, **wording: str | None) -> tuple[Material, Paper]:
    request = replace(REQUEST, wording=tuple(wording.items()))
    material = load_material(store, request, district=DISTRICT, t=T)
    return material, compose_paper(material)


def test_numbers_that_were_in_a_paragraph_stay_bound(half_year: tuple[Material, Paper]) -> None:
    material, paper = half_year
    line = find_line(paper, "progress.totals")

    stored = store_words("上半年共办活动819场次，惠及63441人次。", line, material.ledger)

    assert stored == "上半年共办活动[[activities_held.now]]场次，惠及[[attendance.now]]人次。"
    told = read_words(stored, "progress.totals", material.ledger)
    assert read(told) == "上半年共办活动819场次，惠及63441人次。"
    assert all(run.edited for run in told)
    assert {run.bound for run in told if run.bound} == {"activities_held.now", "attendance.now"}


def test_a_number_is_bound_only_where_it_stands_whole(half_year: tuple[Material, Paper]) -> None:
    material, paper = half_year
    line = find_line(paper, "progress.totals")

    stored = store_words("编号18190与819%、1.819", line, material.ledger)

    assert "activities_held.now" not in stored


def test_a_number_of_nobodys_is_bound_to_the_change(sample: Snapshot) -> None:
    material, paper = reword(sample, **{"issues.overdue": "请在10日内办结，共3项。"})
    line = find_line(paper, "issues.overdue")

    assert find_unbound(line) == []
    typed = [material.ledger.figures[run.bound] for run in line if run.bound]
    assert [(bound.text, bound.rule, bound.source) for bound in typed] == [
        ("10", "given", "paper_edits"),
        ("3", "given", "paper_edits"),
    ]


def test_a_paragraph_can_be_left_out(sample: Snapshot) -> None:
    _, paper = reword(sample, **{"issues.overdue": None})

    assert "issues.overdue" not in {b.key for b in paper.blocks}


def test_words_follow_the_data_they_name(sample: Snapshot) -> None:
    """The same stored words on another period show that period's number."""
    other = replace(HALF_YEAR, until=HALF_YEAR.until.replace(month=3, day=31))
    wording = (("progress.totals", "活动[[activities_held.now]]场次"),)
    material = load_material(sample, Request(other, None, wording), district=DISTRICT, t=T)
    paper = compose_paper(material)

    shown = material.ledger.figures["activities_held.now"].text
    assert shown != "819"
    assert read(find_line(paper, "progress.totals")) == f"活动{shown}场次"


def test_a_figure_that_is_no_more_is_a_dash(half_year: tuple[Material, Paper]) -> None:
    assert read(read_words("共[[gone.now]]项", "x", half_year[0].ledger)) == "共—项"


def test_the_annex_tells_edited_words_from_generated(sample: Snapshot, tmp_path: Path) -> None:
    request = replace(REQUEST, wording=(("progress.totals", "活动[[activities_held.now]]场次。"),))
    make_pack(sample, request, district=DISTRICT, t=T).write(tmp_path)

    text = pd.read_excel(tmp_path / "annex.xlsx", sheet_name="text").set_index("段落")
    assert text.loc["progress.totals", "来源"] == "人工修改"
    assert text.loc["balance", "来源"] == "按规则生成"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path, SAMPLE)


def make(store: Store) -> Pack:
    """The pack as the command line makes it: what was settled, with the words kept since."""
    current = open_snapshot(store)
    settled = find_settled(current, name_paper(REQUEST))
    version = settled.version if settled else current.version
    request = replace(REQUEST, filters=settled.filters) if settled else REQUEST
    request = add_wording(current, request, "zh")
    return make_pack(open_snapshot(store, version), request, district=DISTRICT, t=T)


def test_a_settled_paper_is_the_same_whatever_came_after(store: Store) -> None:
    change_records(store, [settle(REQUEST, 1)], who="区文明办")
    before = make(store)

    change_records(store, [RecordChange("tasks", "JP-K-06", None)], who="区文明办")

    assert open_snapshot(store).version == 3
    assert make(store).files == before.files
    other = make_pack(open_snapshot(store), REQUEST, district=DISTRICT, t=T)
    assert other.files != before.files


def test_words_are_kept_with_the_meeting_and_can_be_taken_back(store: Store) -> None:
    plain = make(store)
    change_records(store, [settle(REQUEST, 1)], who="区文明办")
    edit = edit_block(REQUEST, "zh", "issues.overdue", "逾期任务[[tasks.overdue]]项，请抓紧。")
    change_records(store, [edit], who="区文明办")

    edited = make(store)

    said = Document(BytesIO(edited.files["briefing.docx"])).element.xpath("//w:t/text()")
    assert "，请抓紧。" in "".join(said)
    change_records(store, [restore_block(REQUEST, "zh", "issues.overdue")], who="区文明办")
    assert make(store).files == plain.files


def test_each_street_and_language_has_words_of_its_own(store: Store) -> None:
    change_records(store, [edit_block(REQUEST, "zh", "balance", "全区文字")], who="区文明办")
    current = open_snapshot(store)
    street = replace(REQUEST, filters=replace(HALF_YEAR, streets=("440511016",)))

    assert add_wording(current, REQUEST, "zh").wording == (("balance", "全区文字"),)
    assert add_wording(current, REQUEST, "en").wording == ()
    assert add_wording(current, street, "zh").wording == ()
    assert name_paper(Request(HALF_YEAR)) is None

"""The whole way on the joint-meeting page: from a field visit to the next meeting's open tasks."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Start, Visit, wait_until_idle
from tests.conftest import SAMPLE, make_store
from wenming.i18n import Translator
from wenming.store import Store

WHO = "区文明办"
T = Translator("zh")


def open_editor(page: Page, table: str, record: str | None = None) -> None:
    """Open the form of a list for a record, or for a new one."""
    switch = page.get_by_role("switch", name=T("meeting.edit"))
    if not switch.is_checked():
        page.get_by_text(T("meeting.edit"), exact=True).click()
    page.locator(".st-key-edit_table").get_by_text(T(f"tables.{table}"), exact=True).click()
    expect(page.locator(f".st-key-edit_record_{table}")).to_be_visible()
    wait_until_idle(page)
    if record is not None:
        chooser = page.get_by_label(T("meeting.record"))
        pick(page, chooser, record)
        wait_until_idle(page)


def find_field(page: Page, table: str, field: str, record: str) -> Locator:
    """A field of a record's form, however often the form was saved before."""
    stem = f"st-key-field_{table}_{record}_{field}"
    return page.locator(f".{stem}, [class*='{stem}-']")


def fill(page: Page, table: str, field: str, text: str, record: str = "") -> None:
    place = find_field(page, table, field, record)
    place.locator("textarea, input").first.fill(text)
    place.locator("textarea, input").first.press("Tab")


def choose(page: Page, table: str, field: str, option: str, record: str = "") -> None:
    place = find_field(page, table, field, record)
    pick(page, place.locator("input").first, option)


def pick(page: Page, chooser: Locator, option: str) -> None:
    """Choose from a list: opened first, for what is typed before it is open may be lost."""
    chooser.click()
    chooser.fill(option)
    page.get_by_role("option", name=option).first.click()


def save(page: Page, store: Store, version: int, table: str, record: str = "") -> None:
    """Save the form and wait until the page shows the version that holds it."""
    fill_who(page, "edit_who")
    page.locator(f"[class*=st-key-save_field_{table}_{record}]").get_by_role("button").click()
    expect(page.get_by_text(T("meeting.saved", version=version))).to_be_visible(timeout=60_000)
    wait_until_idle(page)
    assert store.current() == version


def fill_who(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} input").fill(WHO)


def make_pack(page: Page, folder: Path) -> str:
    """Have the pack made and downloaded; the text of its paper."""
    page.locator(".st-key-make_pack").get_by_role("button").click()
    expect(page.get_by_text("个数字可溯源")).to_be_visible(timeout=120_000)
    wait_until_idle(page)
    with page.expect_download() as download:
        page.locator(".st-key-pack_all").get_by_role("button").click()
    download.value.save_as(folder / "pack.zip")
    with ZipFile(folder / "pack.zip") as packed:
        packed.extract("briefing.docx", folder)
    document = Document(str(folder / "briefing.docx"))
    return "".join(document.element.xpath("//w:t/text()"))


def choose_meeting(page: Page, name: str) -> None:
    chooser = page.locator(".st-key-meeting input")
    pick(page, chooser, name)
    expect(chooser).to_have_value(name)
    wait_until_idle(page)


def test_from_a_visit_to_the_next_meeting(visit: Visit, start: Start, tmp_path: Path) -> None:
    running = start(make_store(tmp_path / "store", SAMPLE))
    page = visit(f"{running.url}/meeting?from=2021-01-01&to=2021-06-30")

    # A visit finds a problem; a meeting gives out a task that answers it.
    open_editor(page, "field_visits")
    fill(page, "field_visits", "visited_on", "2021-06-28")
    choose(page, "field_visits", "street_id", "鮀江街道")
    fill(page, "field_visits", "problems", "溪东<b>社区</b>没有活动")
    save(page, running.store, 2, "field_visits")

    open_editor(page, "problems")
    fill(page, "problems", "description", "溪东社区阵地未开展活动")
    choose(page, "problems", "street_id", "鮀江街道")
    fill(page, "problems", "raised_on", "2021-07-10")
    choose(page, "problems", "visit_id", "2021-06-28")
    save(page, running.store, 3, "problems")

    open_editor(page, "meetings")
    fill(page, "meetings", "name", "第三季度联席会议")
    fill(page, "meetings", "held_on", "2021-07-20")
    save(page, running.store, 4, "meetings")
    choose_meeting(page, "第三季度联席会议")

    # What the needs-support list proposes becomes the meeting's own tasks, and one is added.
    page.get_by_text(T("meeting.preview"), exact=True).click()
    page.locator(".st-key-take_over").get_by_role("button").click()
    fill_who(page, "take_over_who")
    page.locator(".st-key-take_over_tasks").get_by_role("button").click()
    expect(page.get_by_text(T("meeting.saved", version=5))).to_be_visible(timeout=60_000)
    wait_until_idle(page)
    expect(page.locator(".st-key-take_over")).to_have_count(0)

    open_editor(page, "tasks")
    fill(page, "tasks", "measure", "为溪东社区配备志愿者")
    fill(page, "tasks", "lead_unit", "鮀江街道办事处")
    fill(page, "tasks", "due_on", "2021-09-30")
    choose(page, "tasks", "meeting_id", "第三季度联席会议")
    choose(page, "tasks", "problem_id", "溪东社区阵地未开展活动")
    save(page, running.store, 6, "tasks")

    said = make_pack(page, tmp_path)
    assert "“溪东社区阵地未开展活动”" in said
    assert "本次会议交办任务11项" in said
    assert "为溪东社区配备志愿者" in said

    # Staff put a sentence into other words; made again the paper has them, its numbers bound.
    chooser = page.get_by_label(T("meeting.paragraph"))
    pick(page, chooser, "逾期未办结")
    # While the page is drawn anew the paragraph before stands there, too.
    words = page.get_by_role("textbox", name=T("meeting.words")).last
    expect(words).to_have_value(re.compile("逾期未办结的任务"), timeout=60_000)
    wait_until_idle(page)
    told = words.input_value()
    words.fill(told.replace("落实力度有待进一步加强", "请各牵头单位抓紧办结"))
    fill_who(page, "words_who")
    page.get_by_role("button", name=T("meeting.save_words")).click()
    expect(page.get_by_text(T("meeting.saved", version=7))).to_be_visible(timeout=60_000)
    wait_until_idle(page)
    assert "请各牵头单位抓紧办结" in make_pack(page, tmp_path)

    # The task is closed, and the next meeting starts from those that are still open.
    task = "T-011"
    open_editor(page, "tasks", task)
    choose(page, "tasks", "status", T("meeting.state_closed"), task)
    fill(page, "tasks", "closed_on", "2021-07-25", task)
    save(page, running.store, 8, "tasks", task)

    open_editor(page, "meetings")
    fill(page, "meetings", "name", "第四季度联席会议")
    fill(page, "meetings", "held_on", "2021-10-20")
    save(page, running.store, 9, "meetings")
    choose_meeting(page, "第四季度联席会议")
    said = make_pack(page, tmp_path)
    assert "第三季度联席会议交办及此前尚未办结的任务" in said
    assert "为溪东社区配备志愿者" in said
    assert "逾期20天" in said


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_the_editor_and_preview_fit_a_phone(
    visit: Visit, start: Start, tmp_path: Path, locale: str
) -> None:
    running = start(make_store(tmp_path / "store", SAMPLE))
    page = visit(f"{running.url}/meeting", locale=locale, size=PHONE)
    t = Translator(locale[:2])
    for label in ("meeting.edit", "meeting.preview"):
        page.get_by_text(t(label), exact=True).click()
        wait_until_idle(page)
    expect(page.locator(".st-key-words_block_" + locale[:2])).to_be_visible()

    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wider

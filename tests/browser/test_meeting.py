"""The joint-meeting page in a browser: lists stand, the pack is made and downloaded."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Dashboard, Start, Visit, wait_until_idle
from tests.browser.test_data import choose_office, hand_in
from tests.conftest import SAMPLE, make_store
from wenming.config import load_district
from wenming.i18n import Translator
from wenming.store import open_snapshot
from wenming.templates import build_template


def test_the_pack_is_made_and_downloaded(
    visit: Visit, dashboard: Dashboard, tmp_path: Path
) -> None:
    page = visit(f"{dashboard.url}/meeting")
    expect(page.locator("[class*=st-key-card_]")).to_have_count(5)
    expect(page.get_by_test_id("stDataFrame")).to_have_count(4)

    page.get_by_role("button", name="生成会议材料").click()
    expect(page.get_by_text("个数字可溯源")).to_be_visible(timeout=90_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="全部（.zip）").click()

    assert download.value.suggested_filename == "jinping-M-2021-07.zip"
    download.value.save_as(tmp_path / "pack.zip")
    with ZipFile(tmp_path / "pack.zip") as packed:
        assert set(packed.namelist()) == {"briefing.docx", "slides.pptx", "annex.xlsx"}
        document = Document(BytesIO(packed.read("briefing.docx")))
    assert "一、工作进展" in [paragraph.text for paragraph in document.paragraphs]


def test_a_link_opens_its_meeting(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/meeting?meeting=M-2020-07", locale="en-GB")

    chosen = page.locator(".st-key-meeting input")
    expect(chosen).to_have_value("Joint meeting, second quarter of 2020")
    expect(page).to_have_url(f"{dashboard.url}/meeting?meeting=M-2020-07")


def test_a_task_is_changed_and_its_history_shown(
    visit: Visit, start: Start, tmp_path: Path
) -> None:
    running = start(make_store(tmp_path / "store", SAMPLE))
    page = visit(f"{running.url}/meeting")
    page.get_by_text("修改清单").click()
    page.get_by_label("选择要修改的一条，或新增").fill("JP-K-06")
    page.get_by_role("option", name="JP-K-06").click()
    measure = page.locator(".st-key-field_tasks_JP-K-06_measure textarea")
    expect(measure).to_have_value("对静默实践站逐站派送服务")

    measure.fill("逐站派送并跟踪")
    page.locator(".st-key-edit_who input").fill("区文明办")
    page.get_by_role("button", name="保存为新版本").click()

    expect(page.get_by_text("对静默实践站逐站派送服务 → 逐站派送并跟踪")).to_be_visible()
    assert running.store.current() == 2


def test_a_second_press_saves_once(visit: Visit, start: Start, tmp_path: Path) -> None:
    running = start(make_store(tmp_path / "store", SAMPLE))
    page = visit(f"{running.url}/meeting")
    page.get_by_text("修改清单").click()
    page.locator(".st-key-edit_table").get_by_text("会议", exact=True).click()
    page.locator(".st-key-edit_who input").fill("区文明办")
    page.locator(".st-key-field_meetings__name input").fill("第三季度联席会议")
    page.locator(".st-key-field_meetings__held_on input").fill("2021-07-20")
    page.locator(".st-key-field_meetings__held_on input").press("Tab")

    page.get_by_role("button", name="保存为新版本").dblclick()

    expect(page.get_by_text("会议M-001“第三季度联席会议”已存为第2版。")).to_be_visible()
    expect(page.locator("[class*=st-key-field_meetings__name] input").first).to_have_value("")
    wait_until_idle(page)
    # Also one that is pressed again once the page stands is another form's, and empty.
    page.get_by_role("button", name="保存为新版本").click()
    expect(page.get_by_text("请填写“名称”。")).to_be_visible()
    assert running.store.published() == (1, 2)


def test_a_workbook_changes_tasks_and_their_history_says_who(
    visit: Visit, start: Start, tmp_path: Path
) -> None:
    running = start(make_store(tmp_path / "store", SAMPLE))
    template = build_template(
        "tasks", load_district(SAMPLE), t=Translator("zh"), filled=True,
        store=open_snapshot(running.store),
    )  # fmt: skip
    book = load_workbook(BytesIO(template))
    cells = {cell.value: cell for row in book.worksheets[0].iter_rows() for cell in row}
    cells["对静默实践站逐站派送服务"].value = "逐站派送并跟踪"
    file = BytesIO()
    book.save(file)
    page = visit(f"{running.url}/meeting")
    page.get_by_text("修改清单").click()

    hand_in(page, "任务清单.xlsx", file.getvalue())
    choose_office(page, "hand_in_office", "金平区")
    page.get_by_role("button", name="发布", exact=True).click()

    expect(page.get_by_text("已发布第 2 版：任务清单新增 0 条，更新 1 条")).to_be_visible()
    assert running.store.current() == 2
    page.get_by_label("选择要修改的一条，或新增").fill("JP-K-06")
    page.get_by_role("option", name="JP-K-06").click()
    expect(page.get_by_text("对静默实践站逐站派送服务 → 逐站派送并跟踪")).to_be_visible()
    expect(page.get_by_text("· 金平区 ·")).to_be_visible()

"""The data page in a browser: from upload to publish to undo, in both languages."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Dashboard, Start, Visit, wait_until_idle
from tests.conftest import SAMPLE, make_store
from tests.ledgers import DUMPLINGS, HISTORY, NO_DATE, NO_SITE, make_ledger

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEGABYTE = 1024**2


@pytest.fixture
def own_dashboard(start: Start, tmp_path: Path) -> Dashboard:
    """A dashboard on a store of the test's own, to publish into."""
    return start(make_store(tmp_path / "store", SAMPLE))


def hand_in(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": XLSX, "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


def choose_office(page: Page, key: str, office: str) -> None:
    page.locator(f".st-key-{key} input").fill(office)
    page.get_by_role("option", name=office, exact=True).click()


def read_headline(page: Page, url: str) -> str:
    """The first figure of the overview: activities held."""
    page.goto(url)
    wait_until_idle(page)
    card = page.get_by_test_id("stMetricValue").first
    expect(card).to_be_visible()
    return card.inner_text()


def test_upload_publish_and_undo_in_chinese(own_dashboard: Dashboard, visit: Visit) -> None:
    page = visit(own_dashboard.url)
    before = read_headline(page, own_dashboard.url)

    page.goto(f"{own_dashboard.url}/data")
    hand_in(page, "六月台账.xlsx", make_ledger(DUMPLINGS, HISTORY, NO_DATE))
    expect(page.get_by_text("1 个文件共 4 行，其中 2 行可以计入")).to_be_visible()
    publish = page.get_by_role("button", name="发布", exact=True)
    expect(publish).to_be_disabled()
    choose_office(page, "hand_in_office", "鮀江街道")
    expect(publish).to_be_enabled()
    publish.click()
    expect(
        page.get_by_text("已发布第 2 版：2 行计入，1 行待核实；现共 2,438 场活动")
    ).to_be_visible()
    assert read_headline(page, own_dashboard.url) != before

    page.goto(f"{own_dashboard.url}/data?part=history")
    expect(page.get_by_text("1 批数据在用，0 批已撤销")).to_be_visible()
    page.get_by_role("button", name="撤销这一批").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("计入的 2 行")).to_be_visible()
    choose_office(page, "undo_office", "金平区")
    dialog.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_text("已撤销 六月台账.xlsx，当前为第 3 版。")).to_be_visible()
    expect(page.get_by_text("第 2 版撤销")).to_have_count(0)
    expect(page.get_by_text("第 3 版撤销")).to_be_visible()
    assert read_headline(page, own_dashboard.url) == before


def test_upload_and_publish_in_english_with_the_report_as_a_workbook(
    own_dashboard: Dashboard, visit: Visit
) -> None:
    page = visit(f"{own_dashboard.url}/data", locale="en-GB")
    formula = ("=HYPERLINK(1)", "2021.6.15", "蓬洲东社区", "约30人")
    hand_in(page, "june.xlsx", make_ledger(DUMPLINGS, formula))
    expect(page.get_by_text("2 of 3 rows would count (files: 1)")).to_be_visible()

    choose_office(page, "hand_in_office", "Tuojiang")
    wait_until_idle(page)
    expect(page.locator("[data-testid=stDataFrame] canvas").first).to_be_visible()
    offer = page.get_by_role("button", name="Download")
    expect(offer).to_have_count(1)  # a rerun shows the last run's beside its own until it ends
    offer.scroll_into_view_if_needed()
    offer.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel file").click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    cells = book[book.sheetnames[1]]
    headings = [cell.value for cell in cells[1]]
    written = headings.index("As written")
    grounds = {
        row[written].value: row[written].fill.fill_type for row in cells.iter_rows(min_row=2)
    }
    assert grounds["约50人"] == "solid"
    texts = [cell.value for row in cells.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [text for text in texts if text.startswith("=")]
    assert "Rows" in book.sheetnames

    page.keyboard.press("Escape")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published version 2")).to_be_visible()


def test_a_file_over_the_limit_is_refused_at_once(
    visit: Visit, dashboard: Dashboard, tmp_path: Path
) -> None:
    page = visit(f"{dashboard.url}/data")
    file = tmp_path / "大.csv"
    file.write_bytes(b"0" * (51 * MEGABYTE))
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator('[aria-invalid="true"]')).to_be_visible()
    field = page.get_by_test_id("stFileUploader")
    expect(field).to_have_css("content", re.compile("超过 50 MB"), pseudo="after")
    assert dashboard.store.published() == (1,)


def test_the_page_fits_a_phone(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/data", size=PHONE)
    hand_in(page, "六月.xlsx", make_ledger(DUMPLINGS, HISTORY))
    expect(page.get_by_text("1 个文件共 3 行，其中 2 行可以计入")).to_be_visible()
    wait_until_idle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_queue_is_settled_in_english(own_dashboard: Dashboard, visit: Visit) -> None:
    page = visit(f"{own_dashboard.url}/data", locale="en-GB")
    hand_in(page, "june.xlsx", make_ledger(NO_SITE))
    choose_office(page, "hand_in_office", "Tuojiang")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published version 2: 0 rows count, 1 await review")).to_be_visible()

    page.goto(f"{own_dashboard.url}/data?part=queue")
    expect(page.get_by_text("1 row awaits review, for 1 reason")).to_be_visible()
    choose_office(page, "queue_office", "Tuojiang")
    accept = page.get_by_role("button", name="Accept (1 row)")
    expect(accept).to_be_disabled()
    page.locator("[class*=st-key-queue_site_] input").click()
    page.get_by_role("option").first.click()
    expect(accept).to_be_enabled()
    accept.click()
    expect(page.get_by_text("1 row settled; version 3 is current.")).to_be_visible()
    expect(page.get_by_text("Nothing awaits review.")).to_be_visible()

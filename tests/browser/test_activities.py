"""The activities page in a browser: charts drawn, rows opened, files downloaded."""

import csv
from io import StringIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Dashboard, Visit, click_row, wait_until_idle


def wait_until_drawn(page: Page) -> None:
    """Charts take their place last and move what stands below them."""
    expect(page.locator(".js-plotly-plot .heatmaplayer image")).to_have_count(3)


def choose_row(page: Page, number: int) -> None:
    click_row(page.get_by_test_id("stDataFrame").last, number)
    page.wait_for_url("**activity=*")


def test_three_charts_a_calendar_and_a_list_stand(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/activities")

    wait_until_drawn(page)
    expect(page.get_by_test_id("stPaginationPageActive")).to_have_text("1")
    expect(page.get_by_role("figure", name="同比")).to_be_visible()


def test_pages_and_search_stay_in_the_link(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/activities", locale="en-GB")

    page.get_by_role("button", name="Page 2", exact=True).click()
    expect(page).to_have_url(f"{dashboard.url}/activities?page=2")
    search = page.get_by_placeholder("Search titles, places and sites")
    search.fill("义诊")
    search.press("Enter")
    expect(page.get_by_text("activities found in")).to_be_visible()
    expect(page).to_have_url(f"{dashboard.url}/activities?q=%E4%B9%89%E8%AF%8A")
    page.reload()
    expect(page.get_by_placeholder("Search titles, places and sites")).to_have_value("义诊")
    expect(page.get_by_text("activities found in")).to_be_visible()


def test_a_row_opens_its_activity_and_closes_again(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/activities", locale="en-GB")
    wait_until_drawn(page)

    for _ in range(2):  # choosing the same row again opens it again
        choose_row(page, 2)
        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_text("Source in the ledger")).to_be_visible()
        expect(drawer.get_by_text("activities.csv")).to_be_visible()
        assert "activity=JP-A-" in page.url
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        expect(page).to_have_url(f"{dashboard.url}/activities")
        wait_until_idle(page)


def test_titles_with_markup_are_text(visit: Visit, riverton_dashboard: Dashboard) -> None:
    page = visit(f"{riverton_dashboard.url}/activities?activity=a006", locale="en-GB")

    title = "<script>alert('x')</script> & <b>bold</b>"
    expect(page.get_by_role("dialog").get_by_text(title).first).to_be_visible()


def test_files_hold_what_the_list_shows(visit: Visit, dashboard: Dashboard, tmp_path: Path) -> None:
    page = visit(f"{dashboard.url}/activities?q=%E4%B9%89%E8%AF%8A", locale="en-GB")
    wait_until_drawn(page)

    page.get_by_role("button", name="Download").last.click()
    with page.expect_download() as csv_file:
        page.get_by_role("button", name="CSV file").last.click()
    with page.expect_download() as xlsx_file:
        page.get_by_role("button", name="Excel file").last.click()
    csv_file.value.save_as(tmp_path / "list.csv")
    xlsx_file.value.save_as(tmp_path / "list.xlsx")

    text = (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    start = rows.index([])
    notes, table = dict(rows[:start]), rows[start + 1 :]
    assert notes["Search"] == "义诊"
    assert notes["Mark"] == "Sample data"
    assert notes["Data version"].startswith("Data version 1")
    assert all("义诊" in row[table[0].index("Title")] for row in table[1:])
    book = load_workbook(tmp_path / "list.xlsx")
    assert book.sheetnames == ["Notes", "Data"]
    assert book["Data"].max_row == len(table)


def test_a_phone_shows_the_charts_one_below_the_other(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/activities", size=PHONE)

    wait_until_drawn(page)
    boxes = [chart.bounding_box() for chart in page.locator(".js-plotly-plot").all()[:2]]
    upper, lower = boxes
    assert upper is not None
    assert lower is not None
    assert lower["y"] > upper["y"] + upper["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

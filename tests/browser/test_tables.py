"""Other tables on the data page in a browser: template, upload, publish, and taking back."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Dashboard, Start, Visit, wait_until_idle
from tests.conftest import RIVERTON
from tests.tabular.conftest import find_stored
from wenming.store import Store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def own_dashboard(start: Start, tmp_path: Path, riverton_store: Store) -> Dashboard:
    """A dashboard on a store of the test's own, to publish into."""
    store = Store(shutil.copytree(riverton_store.folder, tmp_path / "store"))
    return start(store, RIVERTON)


def choose(page: Page, key: str, option: str) -> None:
    page.locator(f".st-key-{key} input").click()
    page.get_by_role("option", name=option, exact=True).click()
    wait_until_idle(page)


def test_what_is_stored_goes_out_is_changed_and_comes_back(
    own_dashboard: Dashboard, visit: Visit, tmp_path: Path
) -> None:
    page = visit(f"{own_dashboard.url}/data", locale="en-GB")
    choose(page, "hand_in_table", "Volunteer teams")
    page.get_by_role("button", name="Template").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="What is stored, to change and hand back").click()
    path = tmp_path / "teams.xlsx"
    download.value.save_as(path)
    page.keyboard.press("Escape")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert [sheet["B2"].value, sheet["B3"].value] == ["Riverton Volunteers", "Readers"]
    sheet["B3"] = "Readers and Writers"
    book.save(path)

    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("Volunteer teams: 0 to add, 1 to change")).to_be_visible()
    choose(page, "hand_in_office", "Mill Street")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published version 2: Volunteer teams, 0 added")).to_be_visible()
    assert find_stored(own_dashboard.store, "teams", "readers")["name"] == "Readers and Writers"

    page.goto(f"{own_dashboard.url}/data?part=history")
    page.get_by_role("button", name="Take back").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("1 records")).to_be_visible()
    choose(page, "undo_office", "Mill Street")
    dialog.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("teams.xlsx was taken back; version 3 is current.")).to_be_visible()
    assert find_stored(own_dashboard.store, "teams", "readers")["name"] == "Readers"


def test_the_choice_of_tables_fits_a_phone(visit: Visit, riverton_dashboard: Dashboard) -> None:
    page = visit(f"{riverton_dashboard.url}/data", size=PHONE)
    choose(page, "hand_in_table", "人口点")
    expect(page.get_by_text("整表替换")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

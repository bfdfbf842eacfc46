"""A choice is never lost: a list stays open while its page moves, and hears a press at any time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from sys import executable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Dashboard, Visit, find_port, wait_until_healthy

STREETS = "街道"

# What Streamlit does by itself, in twenty lines: a list closes when the page moves by one pixel,
# and for 300 ms after a long list was scrolled a press on it goes nowhere.
ALONE = """
import streamlit as st

st.multiselect("many", [f"option {n:02}" for n in range(30)])
st.selectbox("few", [f"option {n:02}" for n in range(20)])
for n in range(60):
    st.write(n)
"""


@contextmanager
def serve_alone(browser: Browser, folder: Path) -> Iterator[Page]:
    """Streamlit's two lists on a page without anything of ours."""
    (folder / "alone.py").write_text(ALONE, encoding="utf-8")
    port = find_port()
    command = [executable, "-m", "streamlit", "run", "alone.py", "--server.port", str(port)]
    options = ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    address = ["--server.address", "127.0.0.1", "--browser.serverAddress", "localhost"]
    with Popen([*command, *options, *address], cwd=folder) as server:
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", server)
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}")
            yield page
            page.close()
        finally:
            server.terminate()


def open_list(page: Page, name: str) -> None:
    page.get_by_role("combobox", name=name).click()
    expect(page.get_by_role("option").nth(1)).to_be_visible()


def move_page(page: Page) -> None:
    """Move the page as a chart that is drawn above does, and wait until all have heard of it."""
    page.evaluate(
        """() => new Promise(heard => {
            const main = document.querySelector("[data-testid=stMain]");
            main.firstElementChild.style.paddingBottom = "2000px";
            requestAnimationFrame(() => {
                main.scrollTop += 1;
                requestAnimationFrame(() => requestAnimationFrame(heard));
            });
        })"""
    )


def press_after_scrolling(page: Page, option: str) -> bool:
    """Scroll a list to an option, and say whether a press on it would meet it in that moment."""
    chosen = page.get_by_role("option", name=option, exact=True)
    return bool(
        chosen.evaluate(
            """option => new Promise(tell => {
                const list = option.closest("[role=listbox]");
                const top = () => option.getBoundingClientRect().top;
                list.scrollTop += top() - list.getBoundingClientRect().top - 40;
                requestAnimationFrame(() => requestAnimationFrame(() => {
                    const x = option.getBoundingClientRect().left + 20;
                    tell(option.contains(document.elementFromPoint(x, top() + 10)));
                }));
            })"""
        )
    )


def test_streamlit_alone_loses_a_choice(browser: Browser, tmp_path: Path) -> None:
    """When this fails, Streamlit mended it: `lists.js` and its rule in `page.css` can go."""
    with serve_alone(browser, tmp_path) as page:
        for name in ("many", "few"):
            open_list(page, name)
            move_page(page)
            expect(page.get_by_role("option")).to_have_count(0)
        open_list(page, "many")
        assert not press_after_scrolling(page, "option 09")


@pytest.fixture
def overview(dashboard: Dashboard, visit: Visit) -> Page:
    return visit(dashboard.url)


def test_a_list_stays_open_while_the_page_moves(overview: Page) -> None:
    open_list(overview, STREETS)
    move_page(overview)

    overview.get_by_role("option", name="石炮台街道", exact=True).click()

    expect(overview.locator("[data-tag]", has_text="石炮台街道")).to_be_visible()


def test_a_list_moves_with_its_field(overview: Page) -> None:
    open_list(overview, STREETS)
    field = overview.get_by_role("combobox", name=STREETS)
    gap = """() => {
        const list = document.querySelector("[role=listbox]").getBoundingClientRect();
        const bar = document.querySelector(".st-key-filter_street").getBoundingClientRect();
        return Math.abs(list.top - bar.bottom);
    }"""
    before = overview.evaluate(gap)

    move_page(overview)
    overview.evaluate("document.querySelector('[data-testid=stMain]').scrollTop += 60")

    overview.wait_for_function(f"Math.abs(({gap})() - {before}) < 3")
    expect(field).to_have_attribute("aria-expanded", "true")


def test_a_press_right_after_scrolling_a_list_counts(overview: Page) -> None:
    open_list(overview, STREETS)

    assert press_after_scrolling(overview, "鮀江街道")
    overview.get_by_role("option", name="鮀江街道", exact=True).click()

    expect(overview.locator("[data-tag]", has_text="鮀江街道")).to_be_visible()


def test_a_list_without_search_stays_open_too(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(f"{dashboard.url}/meeting")
    open_list(page, "会议")
    move_page(page)

    page.get_by_role("option").nth(1).click()

    page.wait_for_url("**meeting=*")

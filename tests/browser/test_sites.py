"""The sites page in a browser: the tree drilled, a card opened, the list paged."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, Visit, click_row


def wait_until_drawn(page: Page) -> None:
    """Charts take their place last and move what stands below them."""
    expect(page.locator(".js-plotly-plot .heatmaplayer image")).to_have_count(3)


def choose_branch(page: Page, number: int, address: str) -> None:
    click_row(page.get_by_test_id("stDataFrame").first, number)
    page.wait_for_url(address)


def test_the_tree_leads_from_the_centre_to_a_card_and_back(
    visit: Visit, dashboard: Dashboard
) -> None:
    page = visit(f"{dashboard.url}/sites", locale="en-GB")
    wait_until_drawn(page)

    choose_branch(page, 1, "**at=JP-I-001*")
    expect(page.locator("strong", has_text="Shipaotai Institute")).to_be_visible()
    choose_branch(page, 1, "**site=JP-*")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Place and surroundings")).to_be_visible()
    expect(drawer.get_by_text("Street Party secretary")).to_be_visible()
    drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_have_count(0)
    page.get_by_role("button", name="Jinping District Centre").click()
    expect(page).to_have_url(f"{dashboard.url}/sites?at=JP-C")


def test_a_responsible_unit_stays_in_the_link(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/sites", locale="en-GB")
    unit = page.get_by_placeholder("Filter by responsible unit")

    unit.fill("鮀江街道办事处")
    unit.press("Enter")
    expect(page).to_have_url(
        f"{dashboard.url}/sites?unit=%E9%AE%80%E6%B1%9F%E8%A1%97%E9%81%93%E5%8A%9E%E4%BA%8B%E5%A4%84"
    )
    expect(page.get_by_text("117 active")).to_have_count(0)
    page.reload()
    expect(page.get_by_placeholder("Filter by responsible unit")).to_have_value("鮀江街道办事处")


def test_the_list_turns_its_pages(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/sites", locale="en-GB")
    wait_until_drawn(page)

    page.get_by_role("button", name="Page 2", exact=True).click()
    expect(page.get_by_test_id("stPaginationPageActive")).to_have_text("2")
    page.get_by_role("radio", name="closed (1)").click()
    expect(page.get_by_text("Sites: 1;")).to_be_visible()

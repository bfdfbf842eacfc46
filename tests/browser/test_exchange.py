"""The exchange page in a browser: the matrix, arrows on the map, a click on a street."""

import re

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import Dashboard, Visit


def find_map(page: Page) -> FrameLocator:
    """The map's frame once it has drawn what the page handed over."""
    frame = page.frame_locator("iframe[title*=folium]")
    expect(frame.locator("body[data-complete=true]")).to_be_attached()
    return frame


def test_charts_and_arrows_stand(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/exchange")

    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.locator(".js-plotly-plot .heatmaplayer image")).to_have_count(1)
    drawn = find_map(page)
    expect(drawn.locator("path.street")).to_have_count(12)
    expect(drawn.locator("path.flow").first).to_be_attached()


def test_arrows_are_a_layer_to_turn_off(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/exchange", locale="en-GB")
    drawn = find_map(page)
    expect(drawn.locator("path.flow").first).to_be_attached()

    drawn.get_by_label("Flows").uncheck()

    expect(drawn.locator("path.flow")).to_have_count(0)


def test_a_click_on_a_street_chooses_it(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/exchange", locale="en-GB")
    drawn = find_map(page)

    drawn.get_by_label("Flows").uncheck()
    drawn.locator("path.street").first.click()

    expect(page).to_have_url(re.compile(r"street=\d+"))


def test_a_district_without_services_is_told_so(
    visit: Visit, riverton_dashboard: Dashboard
) -> None:
    page = visit(f"{riverton_dashboard.url}/exchange", locale="en-GB")

    expect(page.get_by_text("No rural activity names its team")).to_be_visible()
    find_map(page)

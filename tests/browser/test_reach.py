"""The reach page in a browser: circles of residents, a click on a street, both languages."""

import re

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import PHONE, Dashboard, Visit, wait_until_idle, width_of


def find_map(page: Page) -> FrameLocator:
    """The map's frame once it has drawn what the page handed over."""
    frame = page.frame_locator("iframe[title*=folium]")
    expect(frame.locator("body[data-complete=true]")).to_be_attached()
    return frame


def test_every_place_of_residents_stands_on_the_map(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/reach")
    drawn = find_map(page)

    expect(drawn.locator("path.resident")).to_have_count(1705)
    expect(drawn.locator("path.resident.unreached").first).to_be_attached()
    expect(drawn.locator("path.street")).to_have_count(12)
    expect(drawn.locator(".leaflet-marker-icon.site")).to_have_count(228)


def test_choosing_other_sites_changes_the_map_without_a_new_one(
    visit: Visit, dashboard: Dashboard
) -> None:
    page = visit(f"{dashboard.url}/reach")
    drawn = find_map(page)
    expect(drawn.locator("path.resident.unreached").first).to_be_attached()
    drawn.locator("body").evaluate("body => { body.dataset.kept = 'yes' }")

    page.get_by_role("radio", name="开放阵地").click()
    wait_until_idle(page)

    expect(page).to_have_url(re.compile("basis=open"))
    expect(drawn.locator("path.resident.unreached")).to_have_count(0)
    expect(drawn.locator("path.resident")).to_have_count(1705)
    expect(drawn.locator("body[data-kept=yes]")).to_be_attached()


def test_catchments_and_clusters_are_layers_to_turn_on(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/reach", locale="en-GB")
    drawn = find_map(page)
    expect(drawn.locator("path.catchment")).to_have_count(0)

    drawn.get_by_label("Catchments").check()

    expect(drawn.locator("path.catchment")).to_have_count(170)
    expect(drawn.get_by_label("Clusters")).to_have_count(0)

    page.get_by_text("Look for clusters").click()
    wait_until_idle(page)

    expect(drawn.locator(".cluster.high_high")).to_have_count(3)
    expect(drawn.locator(".legend")).to_contain_text("not reached, nor its neighbours")
    expect(drawn.locator("path.catchment")).to_have_count(170)
    drawn.get_by_label("Clusters").uncheck()
    expect(drawn.locator(".cluster")).to_have_count(0)


def test_a_click_on_a_street_chooses_it(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/reach", locale="en-GB")
    drawn = find_map(page)

    drawn.get_by_label("Residents").uncheck()
    drawn.get_by_label("Sites").uncheck()
    drawn.locator("path.street").first.click()

    expect(page).to_have_url(re.compile(r"street=\d+"))
    expect(page.get_by_text("of 59,397")).to_be_visible()


def test_a_phone_shows_who_needs_support_and_why(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/reach?part=needs", locale="en-GB", size=PHONE)

    cards = page.locator(".st-key-needs_cards")
    expect(cards.get_by_text(re.compile(r"^\d · "))).to_contain_text(["1 · ", "2 · ", "3 · "])
    expect(cards.get_by_text("Here because")).to_have_count(3)
    assert width_of(page) <= PHONE[0]


def test_proposed_places_stand_on_the_map(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/reach?part=next&places=7", locale="en-GB")
    drawn = find_map(page)

    expect(drawn.locator(".proposed-number")).to_have_count(7)
    expect(drawn.locator("path.proposed-walk")).to_have_count(7)
    expect(page.locator(".js-plotly-plot .bars path")).to_have_count(15)


def test_moving_the_month_back_takes_sites_off_the_same_map(
    visit: Visit, dashboard: Dashboard
) -> None:
    page = visit(f"{dashboard.url}/reach?part=growth")
    drawn = find_map(page)
    expect(drawn.locator("path.resident.unreached")).to_have_count(0)
    drawn.locator("body").evaluate("body => { body.dataset.kept = 'yes' }")

    slider = page.get_by_role("slider")
    slider.press("Home")

    expect(page.get_by_text("2018年11月底：")).to_be_visible()
    expect(drawn.locator("path.resident.unreached").first).to_be_attached()
    expect(drawn.locator("body[data-kept=yes]")).to_be_attached()


def test_access_shades_the_map_beside_the_lorenz_curve(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/reach?part=fairness", locale="en-GB")
    drawn = find_map(page)

    expect(drawn.get_by_text("Mean access (a month per 10,000)")).to_be_visible()
    expect(page.locator(".js-plotly-plot .scatterlayer .trace")).to_have_count(2)


def test_a_circle_says_who_lives_there(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/reach?street=440511009", locale="en-GB")
    drawn = find_map(page)

    drawn.get_by_label("Sites").uncheck()
    drawn.locator("path.resident").last.hover(force=True)

    expect(drawn.locator(".leaflet-tooltip")).to_have_text(
        re.compile(r"^[\d,]+ living here, 0 of them not reached$")
    )

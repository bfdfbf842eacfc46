"""The online page in a browser: four charts, a choice that stays in the link, a phone."""

from playwright.sync_api import expect

from tests.browser.conftest import Dashboard, Visit


def test_charts_and_cards_stand(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/online")

    expect(page.locator("[class*=st-key-card_]")).to_have_count(7)
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    # Three surveys of four rates, each with its interval.
    expect(page.locator(".js-plotly-plot path.yerror")).to_have_count(12)


def test_the_chosen_measure_stays_in_the_link(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/online", locale="en-GB")

    page.get_by_role("radio", name="Online views").click()
    expect(page).to_have_url(f"{dashboard.url}/online?online=views")
    expect(page.get_by_text("Online views by month and section")).to_be_visible()


def test_a_district_without_a_platform_is_told_so(
    visit: Visit, riverton_dashboard: Dashboard
) -> None:
    page = visit(f"{riverton_dashboard.url}/online", locale="en-GB")

    expect(page.get_by_text("No post matches in")).to_be_visible()
    expect(page.get_by_text("No survey up to")).to_be_visible()

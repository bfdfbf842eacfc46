"""What the browser loads: Plotly's script, the heaviest of all, only where a chart is."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, Visit


def list_plotly_scripts(page: Page) -> list[str]:
    addresses = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return [address for address in addresses if "plotly" in address.casefold()]


def test_plotly_is_loaded_once_and_only_where_a_chart_is(
    visit: Visit, dashboard: Dashboard
) -> None:
    without = visit(f"{dashboard.url}/methods")
    expect(without.get_by_test_id("stDataFrame").first).to_be_visible()
    assert not list_plotly_scripts(without)

    charts = visit(dashboard.url)
    expect(charts.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(charts.locator(".js-plotly-plot")).to_have_count(2)
    (script,) = list_plotly_scripts(charts)
    assert script.endswith("/plotly-cartesian.js")

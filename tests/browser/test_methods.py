"""The methods page in a browser."""

from playwright.sync_api import expect

from tests.browser.conftest import Dashboard, Visit
from wenming.figures import load_figures


def test_every_figure_has_its_card_and_a_search_narrows_them(
    visit: Visit, dashboard: Dashboard
) -> None:
    page = visit(f"{dashboard.url}/methods", locale="en-GB")
    cards = page.locator("[class*=st-key-figure_]")
    expect(cards).to_have_count(len(load_figures()))

    search = page.get_by_placeholder("Search figures, definitions and formulas")
    search.fill("visits, not people")
    search.press("Enter")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("Attendance")


def test_the_page_needs_no_chart_library(visit: Visit, dashboard: Dashboard) -> None:
    """Plotly's script is the largest that the product has: only charts load it."""
    page = visit(f"{dashboard.url}/methods")
    expect(page.get_by_text("公布数：")).to_be_visible()
    scripts = page.evaluate(
        "performance.getEntriesByType('resource').map(entry => entry.name).join(' ')"
    )
    assert "Plotly" not in scripts
    assert "plotly" not in scripts

"""The overview's warning of a published figure in a browser: it leads to where both stand."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Dashboard, Visit, serve
from tests.conftest import RIVERTON, make_store


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The second district, had it published more activities than it held."""
    folder = tmp_path_factory.mktemp("differing")
    district = folder / "district"
    shutil.copytree(RIVERTON, district)
    figures = district / "published_figures.csv"
    text = figures.read_text(encoding="utf-8")
    assert ",87,exact," in text
    figures.write_text(text.replace(",87,exact,", ",95,at least,"), encoding="utf-8")
    with serve(make_store(folder / "store", district), district) as running:
        yield running


def test_the_warning_leads_to_methods_under_the_same_filters(
    visit: Visit, differing: Dashboard
) -> None:
    page = visit(f"{differing.url}/?street=s1", locale="en-GB")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)

    warning = page.locator(".st-key-published_warning")
    expect(warning).to_contain_text("themed activities, published as at least 95, counted 87")
    warning.get_by_role("link", name="See Methods").click()

    expect(page.locator("h1")).to_have_text("Methods")
    expect(page.get_by_text("0 of 1 agree, 1 differ")).to_be_visible()
    expect(page).to_have_url(f"{differing.url}/methods?street=s1")
    expect(page.locator(".st-key-filter_street")).to_contain_text("Mill Street")


def test_the_warning_fits_a_phone(visit: Visit, differing: Dashboard) -> None:
    page = visit(differing.url, size=PHONE)

    expect(page.locator(".st-key-published_warning")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

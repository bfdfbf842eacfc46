"""In a browser, too, text of a ledger or a district is text: no link, icon, markup or formula."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, Start, Visit
from tests.conftest import make_store
from tests.hostile import TEXT, make_hostile

SHOWN = TEXT.strip()
JOINER = "\u2060"  # of no width: it keeps apart what the browser would make a link of


@pytest.fixture
def hostile(tmp_path: Path, start: Start) -> Dashboard:
    district = make_hostile(tmp_path / "district")
    return start(make_store(tmp_path / "store", district), district)


def read_all(page: Page, places: str) -> str:
    found = page.locator(places).all_text_contents()
    return "\n".join(found).replace(JOINER, "")


def test_a_hostile_district_is_shown_to_the_letter(hostile: Dashboard, visit: Visit) -> None:
    page = visit(hostile.url)
    expect(page.locator(".chart text").first).to_be_attached()

    assert SHOWN in read_all(page, "h3")
    assert SHOWN in read_all(page, "[data-testid=stCaptionContainer]")
    assert SHOWN in read_all(page, ".chart text")
    expect(page.locator("a[href*='.example']")).to_have_count(0)
    expect(page.locator("a[href^='mailto']")).to_have_count(0)
    assert "home" not in page.locator("[data-testid=stIconMaterial]").all_text_contents()

    # With names so long no pointer finds a bar: the chart is asked for the hover of its last one.
    last = "[{curveNumber: 0, pointNumber: place.data[0].x.length - 1}]"
    page.locator(".chart").first.evaluate(f"place => Plotly.Fx.hover(place, {last})")
    expect(page.locator(".chart .hoverlayer .hovertext").first).to_contain_text("{%坏")

    page = visit(f"{hostile.url}/coverage")
    frame = page.frame_locator("iframe[title^='streamlit_folium']")
    expect(frame.locator("path.leaflet-interactive").first).to_be_attached()
    assert SHOWN in read_all(page, "h3")

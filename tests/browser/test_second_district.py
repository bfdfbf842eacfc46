"""The second district in a browser: every page in its language and words, its boroughs drawn."""

import re

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Dashboard, Visit
from tests.browser.on_map import map_of
from tests.conftest import RIVERTON
from wenming.i18n import load_messages
from wenming.ui.routes import PAGES

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SWITCH = "中文"  # the other language's name for itself
DRAWN = {"coverage": ".leaflet-interactive.street", "reach": ".leaflet-container"}


def read_seen(page: Page) -> str:
    """The text of the page and of the maps in it."""
    return "\n".join(frame.locator("body").inner_text() for frame in page.frames)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english_shows_no_chinese(
    riverton_dashboard: Dashboard, visit: Visit, name: str
) -> None:
    address = "" if name == "overview" else name

    page = visit(f"{riverton_dashboard.url}/{address}", locale="en-GB")
    expect(page.locator("h1").first).to_have_text(load_messages()[f"{name}.title"]["en"])
    expect(page.get_by_role("radio", name=SWITCH)).to_be_visible()
    if name in DRAWN:
        expect(map_of(page).locator(DRAWN[name]).first).to_be_visible()

    seen = read_seen(page)
    assert "Riverton Borough" in seen
    assert not HAN.search(seen.replace(SWITCH, ""))


@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["wide", "phone"])
def test_the_coverage_map_draws_its_boroughs(
    riverton_dashboard: Dashboard, visit: Visit, size: tuple[int, int]
) -> None:
    streets = pd.read_csv(RIVERTON / "streets.csv")

    page = visit(f"{riverton_dashboard.url}/coverage", locale="en-GB", size=size)

    drawn = map_of(page)
    expect(drawn.locator("path.street")).to_have_count(len(streets))
    expect(drawn.locator(".street-label")).to_have_text(list(streets["name_en"]))
    expect(page.get_by_text("3 of 3 boroughs held activities")).to_be_visible()

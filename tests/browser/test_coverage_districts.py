"""The coverage map of other districts: on tiles, with too many activities, with markup in names."""

import math
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, Start, Visit, serve
from tests.browser.on_map import count_activities, inside, map_of, open_activities, press
from tests.conftest import RIVERTON, SAMPLE, make_store
from wenming.ingest.coordinates import wgs84_to_gcj02
from wenming.store import Store

PLACE_ON_TILES = """name => {
    const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
    const site = document.querySelector(`.site [aria-label="${name}"]`);
    const [x, y] = middle(site.getBoundingClientRect());
    const tile = document.querySelector("img.leaflet-tile-loaded");
    const box = tile.getBoundingClientRect();
    const [zoom, column, row] = tile.src.split("?")[1].split("/").map(Number);
    return [zoom, column * 256 + x - box.left, row * 256 + y - box.top];
}"""


TILED = """
[map]
center = [23.37, 116.69]
zoom = 14
tiles_crs = "{crs}"
[[map.tiles]]
url = "/app/static/images/layers.png?{{z}}/{{x}}/{{y}}"
"""


@pytest.fixture(params=["wgs84", "gcj02"])
def tiled(
    request: pytest.FixtureRequest, start: Start, sample_store: Store, tmp_path: Path
) -> tuple[str, Dashboard]:
    """The sample on tiles of its own host, and what they are drawn in."""
    district = Path(shutil.copytree(SAMPLE, tmp_path / "district"))
    settings = district / "district.toml"
    text = settings.read_text(encoding="utf-8")
    assert "\n[map]\n" in text
    tiles = TILED.format(crs=request.param)
    settings.write_text(text.replace("\n[map]\n", tiles), encoding="utf-8")
    return request.param, start(sample_store, district)


def test_sites_stand_where_the_tiles_have_them(tiled: tuple[str, Dashboard], visit: Visit) -> None:
    crs, running = tiled
    centre = pd.read_csv(SAMPLE / "sites.csv").set_index("site_id").loc["JP-C"]
    page = visit(f"{running.url}/coverage")

    expect(map_of(page).locator("img.leaflet-tile-loaded").first).to_be_visible()
    zoom, x, y = inside(page).evaluate(PLACE_ON_TILES, centre["name"])

    lon, lat = centre["lon"], centre["lat"]
    if crs == "gcj02":
        lon, lat = wgs84_to_gcj02(lon, lat)
    world = 256 * 2**zoom
    north = math.asinh(math.tan(math.radians(lat))) / math.pi
    assert zoom == 14
    assert x == pytest.approx((lon + 180) / 360 * world, abs=1.5)
    assert y == pytest.approx((1 - north) / 2 * world, abs=1.5)


COPIES = 60


@pytest.fixture
def busy(start: Start, tmp_path: Path) -> Dashboard:
    """The second district with more activities than stand on a map one by one."""
    district = Path(shutil.copytree(RIVERTON, tmp_path / "district"))
    log = pd.read_csv(district / "activities.csv", dtype=str)
    copies = [log.assign(activity_id=log["activity_id"] + f"-{copy}") for copy in range(COPIES)]
    pd.concat(copies).to_csv(district / "activities.csv", index=False)
    return start(make_store(tmp_path / "store", district), district)


def test_too_many_activities_are_counted_by_site_and_theme(busy: Dashboard, visit: Visit) -> None:
    page = visit(f"{busy.url}/coverage?from=2020-01-01&to=2021-06-30", locale="en-GB")
    drawn = map_of(page)
    log = pd.read_csv(RIVERTON / "activities.csv")
    at_hall = log.loc[log["site_id"] == "hall", "theme_id"].value_counts() * COPIES

    expect(page.get_by_text("More than 5,000 activities")).to_be_visible()
    assert count_activities(drawn) == len(log) * COPIES

    drawn.locator(".layer-switch input[name=activities]").uncheck()
    drawn.get_by_role("button", name="Riverton Hall").click()
    expect(drawn.locator(".site-facts")).to_contain_text(f"{at_hall.sum():,}")
    drawn.locator(".layer-switch input[name=activities]").check()
    lists = ".leaflet-popup .activity-list"
    while not drawn.locator(lists).count():
        press(page, drawn.locator(".activities").first, lists)
    expect(drawn.locator(f"{lists} li").first).to_have_text(re.compile(r"^\w+: [\d,]+$"))


SCRIPT = "<script>window.top.ran = 1</script>"
IMAGE = "<img src=x onerror=window.top.ran=1>"


@pytest.fixture(scope="module")
def marked_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The second district with titles, sites, streets and units that are markup."""
    folder = tmp_path_factory.mktemp("marked-up")
    district = Path(shutil.copytree(RIVERTON, folder / "district"))
    streets = pd.read_csv(district / "streets.csv", dtype=str)
    streets.loc[0, ["name", "name_en"]] = f"{SCRIPT} Street"
    streets.loc[1, ["name", "name_en"]] = f"{IMAGE} Street"
    streets.to_csv(district / "streets.csv", index=False)
    sites = pd.read_csv(district / "sites.csv", dtype=str)
    sites.loc[0, ["name", "name_en"]] = f"{IMAGE} Hall"
    sites.loc[0, "responsible_unit"] = f"{SCRIPT} Office"
    sites.loc[1, ["name", "name_en"]] = f"{SCRIPT} House"
    sites.to_csv(district / "sites.csv", index=False)
    log = pd.read_csv(district / "activities.csv", dtype=str)
    log["title"] = [f"{SCRIPT if row % 2 else IMAGE} {row}" for row in range(len(log))]
    log.to_csv(district / "activities.csv", index=False)
    with serve(make_store(folder / "store", district), district) as running:
        yield running


def expect_nothing_ran(page: Page) -> None:
    assert page.evaluate("window.ran") is None
    for frame in page.frames:
        assert frame.locator("img[src=x]").count() == 0


def test_markup_in_names_and_titles_is_text(marked_up: Dashboard, visit: Visit) -> None:
    page = visit(f"{marked_up.url}/coverage?from=2020-01-01&to=2021-06-30&street=s1")
    drawn = map_of(page)

    expect(page.locator("h3").nth(1)).to_have_text(f"{SCRIPT} Street")
    labels = drawn.locator(".street-label")
    expect(labels).to_have_text([f"{SCRIPT} Street", f"{IMAGE} Street", "Quay Street"])

    drawn.locator(".layer-switch input[name=activities]").uncheck()
    drawn.get_by_role("button", name=f"{IMAGE} Hall").click()
    popup = drawn.locator(".leaflet-popup .site-facts")
    expect(popup.locator("h4")).to_have_text(f"{IMAGE} Hall")
    expect(popup).to_contain_text(f"{SCRIPT} Office")
    expect(popup).to_contain_text(f"{IMAGE} Street")
    drawn.get_by_role("button", name=f"{SCRIPT} House").hover()
    expect(drawn.get_by_role("tooltip", name=f"{SCRIPT} House")).to_be_visible()

    drawn.locator(".layer-switch input[name=sites]").uncheck()
    drawn.locator(".layer-switch input[name=activities]").check()
    expect(open_activities(page).first).to_be_visible()
    expect(drawn.locator(".leaflet-popup")).to_contain_text("window.top.ran")
    expect_nothing_ran(page)

"""The coverage map in a browser: all is drawn, facts open, nothing moves that nobody moved."""

import re
from collections import Counter

import pandas as pd
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Dashboard, Visit, wait_until_idle
from tests.browser.on_map import (
    FRAME,
    count_activities,
    inside,
    map_of,
    open_activities,
    press,
    wait_for_popup,
)
from tests.browser.test_frame import choose
from tests.conftest import SAMPLE

HAN = re.compile(r"[\u4e00-\u9fff]")
ALL = "from=2019-01-01&to=2021-06-30"


def facts(page: Page) -> Locator:
    return page.get_by_test_id("stMetricValue")


def test_every_street_site_and_activity_is_on_the_map(visit: Visit, dashboard: Dashboard) -> None:
    drawn = map_of(visit(f"{dashboard.url}/coverage?{ALL}"))

    sites = pd.read_csv(SAMPLE / "sites.csv")
    log = pd.read_csv(SAMPLE / "activities.csv")
    expect(drawn.locator("path.street")).to_have_count(12)
    expect(drawn.locator(".site .site-symbol")).to_have_count(int(sites["lon"].count()))
    assert count_activities(drawn) == len(log)


def test_levels_are_told_apart_by_shape(visit: Visit, dashboard: Dashboard) -> None:
    drawn = map_of(visit(f"{dashboard.url}/coverage?{ALL}"))

    shapes = drawn.locator(".site .site-symbol").evaluate_all(
        "symbols => symbols.map((symbol) => symbol.querySelector('path').getAttribute('d'))"
    )
    levels = pd.read_csv(SAMPLE / "sites.csv")["level"]
    assert sorted(Counter(shapes).values()) == sorted(Counter(levels).values())
    legend = drawn.locator(".legend details").nth(1).locator("path:first-child")
    assert set(shapes) == set(legend.evaluate_all("all => all.map((p) => p.getAttribute('d'))"))


def test_layers_can_be_switched_and_the_heat_is_one(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/coverage", locale="en-GB")
    drawn = map_of(page)
    expect(drawn.locator("canvas.leaflet-heatmap-layer")).to_have_count(0)

    drawn.get_by_label("Activity heat").check()
    heat = drawn.locator("canvas.leaflet-heatmap-layer")
    expect(heat).to_be_visible()
    painted = """canvas => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value, index) => index % 4 === 3 && value > 0);
    }"""
    page.wait_for_function(
        "([frame, painted]) => eval(painted)(frame.contentDocument.querySelector('canvas'))",
        arg=[page.locator(FRAME).element_handle(), painted],
    )
    drawn.get_by_label("Activity heat").uncheck()
    expect(heat).to_have_count(0)
    drawn.get_by_label("Activities by theme").uncheck()
    expect(drawn.locator(".activities, .activity")).to_have_count(0)
    drawn.get_by_label("Sites", exact=True).uncheck()
    expect(drawn.locator(".site")).to_have_count(0)
    drawn.get_by_label("Street shades").uncheck()
    expect(drawn.locator("path.street")).to_have_count(0)


def test_legend_scale_and_marks_say_what_the_map_shows(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/coverage?measure=per_thousand", locale="en-GB")
    drawn = map_of(page)

    expect(drawn.locator(".legend summary")).to_have_text(
        [
            "Activities per 1,000 residents",
            "Levels of site",
            "Standing and state",
            "Themes of activities",
        ]
    )
    expect(drawn.locator(".legend .swatch").first).to_be_visible()
    expect(drawn.locator(".leaflet-control-scale-line")).to_have_text(re.compile(r"\d+ k?m"))
    expect(drawn.locator(".marks span")).to_have_text(
        ["Schematic boundaries", "Sample data", re.compile("2021"), re.compile("Data version 1")]
    )


def test_the_legend_stands_beside_the_district(visit: Visit, riverton_dashboard: Dashboard) -> None:
    drawn = map_of(visit(f"{riverton_dashboard.url}/coverage"))

    expect(drawn.locator(".legend .swatch").first).to_be_visible()
    legend = drawn.locator(".legend").bounding_box()
    streets = [street.bounding_box() for street in drawn.locator("path.street").all()]
    assert legend is not None
    assert all(box and box["x"] >= legend["x"] + legend["width"] for box in streets)


def test_english_is_whole_on_the_map(visit: Visit, dashboard: Dashboard) -> None:
    drawn = map_of(visit(f"{dashboard.url}/coverage", locale="en-GB"))

    panels = drawn.locator(".panel, .street-label").all_inner_texts()
    assert len(panels) == 3 + 12
    assert not [text for text in panels if HAN.search(text)]


def test_a_site_shows_its_facts(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/coverage", locale="en-GB")
    drawn = map_of(page)
    drawn.get_by_label("Activities by theme").uncheck()

    drawn.get_by_role("button", name="Jinping District Centre").click()

    popup = drawn.locator(".leaflet-popup .site-facts")
    expect(popup.locator("h4")).to_have_text("Jinping District Centre")
    expect(popup.locator("dt")).to_contain_text(
        ["Level", "Street", "State", "Last activity", "Activities in the period"]
    )
    expect(popup).to_contain_text("Jinsha")
    expect(popup).to_contain_text("11 Jun 2021")


def test_a_cluster_opens_until_an_activity_can_be_read(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/coverage?{ALL}&street=440511018&theme=science", locale="en-GB")
    drawn = map_of(page)
    drawn.get_by_label("Sites", exact=True).uncheck()
    link = open_activities(page).first
    wait_for_popup(page, beside=".legend")
    title = link.inner_text()
    link.click()

    page.wait_for_url("**/activities?*activity=*")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_be_visible()
    if title != "Open the activity":
        expect(drawer).to_contain_text(title)
    assert "street=440511018" in page.url


def test_the_keyboard_opens_sites_and_activities(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/coverage?{ALL}&street=440511018", locale="en-GB")
    drawn = map_of(page)

    drawn.get_by_role("button", name="Jinping District Centre").press("Enter")
    expect(drawn.locator(".site-facts h4")).to_have_text("Jinping District Centre")
    zoom = inside(page).evaluate("window.map.getZoom()")
    drawn.locator(".activities").first.press("Enter")
    inside(page).wait_for_function("zoom => window.map.getZoom() > zoom", arg=zoom)


def mark(page: Page) -> None:
    """Zoom in and leave a mark on the map's frame, which a new frame would not carry."""
    for _ in range(2):
        press(page, map_of(page).get_by_role("button", name="Zoom in"), "#none")
    page.locator(FRAME).evaluate("frame => { frame.marked = true; }")
    inside(page).evaluate("window.marked = true")


def view(page: Page) -> object:
    return inside(page).evaluate(
        "[window.map.getZoom(), window.map.getCenter().lat, window.map.getCenter().lng]"
    )


def is_marked(page: Page) -> bool:
    same_frame = page.locator(FRAME).evaluate("frame => frame.marked === true")
    return bool(same_frame and inside(page).evaluate("window.marked === true"))


def test_a_change_of_measure_or_filter_leaves_the_map_where_it_was(
    visit: Visit, dashboard: Dashboard
) -> None:
    page = visit(f"{dashboard.url}/coverage?{ALL}", locale="en-GB")
    drawn = map_of(page)
    everything = count_activities(drawn)
    mark(page)
    before = view(page)

    page.get_by_role("radio", name="Silent sites").click()
    expect(drawn.locator(".legend summary").first).to_have_text("Silent sites")
    assert is_marked(page)
    assert view(page) == before

    held = facts(page).first.inner_text()
    choose(page, "Theme", "Our festivals")
    expect(facts(page).first).not_to_have_text(held)
    expect(drawn.locator(".activities .badge").first).to_be_visible()
    assert is_marked(page)
    assert view(page) == before
    assert count_activities(drawn) < everything

    choose(page, "Street", "Jinsha")
    expect(drawn.locator(".street-label .chosen")).to_have_text("Jinsha")
    assert is_marked(page)
    assert view(page) == before


FREE_SPOT = """() => {
    for (const path of document.querySelectorAll("path.street")) {
        const box = path.getBoundingClientRect();
        for (let y = box.top + 5; y < box.bottom; y += 7) {
            for (let x = box.left + 5; x < box.right; x += 7) {
                if (document.elementFromPoint(x, y) === path) return [x, y];
            }
        }
    }
    return null;
}"""


def test_a_click_on_a_street_filters_the_page_once(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/coverage", locale="en-GB")
    drawn = map_of(page)
    mark(page)
    page.evaluate(
        """() => {
            window.told = 0;
            window.addEventListener("message", ({ data }) => {
                if (data.type !== "streamlit:setComponentValue") return;
                if (data.value?.street) window.told++;
            });
        }"""
    )
    inside(page).evaluate(
        """() => {
            window.drawn = 0;
            window.addEventListener("message", ({ data }) => {
                if (data.type === "streamlit:render") window.drawn++;
            });
        }"""
    )

    x, y = inside(page).evaluate(FREE_SPOT)
    ground = drawn.locator("html")
    ground.hover(position={"x": x, "y": y})
    street = drawn.locator(".leaflet-tooltip strong").inner_text()
    ground.click(position={"x": x, "y": y})

    expect(page.locator("h3").nth(1)).to_have_text(street)
    expect(page).to_have_url(re.compile(r"\?street=\d+$"))
    expect(drawn.locator(".street-label .chosen")).to_have_text(street)
    wait_until_idle(page)
    # Another change shows that the page came to rest before it: nothing was told in between.
    page.get_by_role("radio", name="Silent sites").click()
    expect(drawn.locator(".legend summary").first).to_have_text("Silent sites")
    expect(page.locator("h3").nth(1)).to_have_text(street)
    assert page.evaluate("window.told") == 1
    assert inside(page).evaluate("window.drawn") <= 6
    assert is_marked(page)

    ground.click(position={"x": x, "y": y})  # the same street again takes the choice back
    expect(page.locator("h3").nth(1)).to_have_text("All of Jinping District")


def test_a_phone_shows_the_whole_map_with_its_panels_folded(
    visit: Visit, dashboard: Dashboard
) -> None:
    page = visit(f"{dashboard.url}/coverage", size=PHONE)
    drawn = map_of(page)

    expect(drawn.locator(".panel details[open]")).to_have_count(0)
    expect(drawn.locator("path.street")).to_have_count(12)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert inside(page).evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    open_activities(page)
    wait_for_popup(page)
    box = page.locator(FRAME).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]

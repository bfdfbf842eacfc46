"""What tests do on a map: find it, ask its window, press on it."""

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from tests.browser.conftest import wait_until_idle

FRAME = "iframe[title*=folium]"


def map_of(page: Page) -> FrameLocator:
    """The map, once it has drawn what the page handed over."""
    drawn = page.frame_locator(FRAME)
    expect(drawn.locator("body[data-complete=true]")).to_be_visible()
    return drawn


def inside(page: Page) -> Frame:
    """The map's own window, to ask it what no element says."""
    map_of(page)
    handle = page.locator(FRAME).element_handle()
    frame = handle.content_frame()
    assert frame is not None
    return frame


def count_activities(drawn: FrameLocator) -> int:
    """The activities that badges and single markers on the map stand for."""
    badges = drawn.locator(".activities .badge").evaluate_all(
        "badges => badges.map((badge) => Number(badge.dataset.count))"
    )
    expect(drawn.locator(".activity:not(:has(.point))")).to_have_count(0)
    return sum(badges) + drawn.locator(".activity .point").count()


def press(page: Page, target: Locator, until: str) -> None:
    """Click on the map, once it and the page keep still, and wait until it came nearer or `until`
    shows."""
    wait_until_idle(page)
    frame = inside(page)
    frame.wait_for_function("!document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')")
    zoom = frame.evaluate("window.map.getZoom()")
    target.click()
    frame.wait_for_function(
        "([zoom, until]) => map.getZoom() > zoom || document.querySelector(until)",
        arg=[zoom, until],
    )


def open_activities(page: Page) -> Locator:
    """Click the first badge until it lists what it holds, and return the links to it."""
    drawn = map_of(page)
    lists = ".leaflet-popup :is(.activity-list, .activity-facts)"
    while not drawn.locator(lists).count():
        press(page, drawn.locator(".activities, .activity").first, lists)
    return drawn.locator(f"{lists} a")


def wait_for_popup(page: Page, *, beside: str = "") -> None:
    """Wait until the map has moved the popup whole into view, right of the `beside` panel."""
    inside(page).wait_for_function(
        """beside => {
            const popup = document.querySelector(".leaflet-popup").getBoundingClientRect();
            const panel = beside && document.querySelector(beside).getBoundingClientRect();
            return popup.left >= (panel ? panel.right : 0) && popup.right <= window.innerWidth;
        }""",
        arg=beside,
    )

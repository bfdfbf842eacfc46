"""On paper: nothing is cut, nothing to press is printed, and a saved chart says what it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, Visit
from wenming.ui.routes import PAGES

PAPER = (700, 990)  # pixels of an A4 page within its margins
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && box.height && box.right > innerWidth + 1
        && getComputedStyle(element).visibility !== "hidden"
        && !element.closest("svg, iframe");
}).map(element => element.outerHTML.slice(0, 120))"""
SCROLLED = """() => [...document.querySelectorAll("[data-testid=stMain] *")].filter(element =>
    element.offsetWidth && !element.closest("svg, input, textarea, [aria-hidden=true]")
    && !["visible", "clip"].includes(getComputedStyle(element).overflowX)
    && element.scrollWidth > element.clientWidth + 1
).map(element => element.outerHTML.slice(0, 120))"""
PRESSED = [
    "stHeader", "stPopover", "stButton", "stDownloadButton", "stCheckbox", "stPageLink",
    "stElementToolbar", "stToast",
]  # fmt: skip


def put_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_on_paper(dashboard: Dashboard, visit: Visit, name: str) -> None:
    page = visit(f"{dashboard.url}/{'' if name == 'overview' else name}", locale="en-GB")
    put_on_paper(page)

    page.wait_for_function(f"({TOO_WIDE})().length === 0 && ({SCROLLED})().length === 0")
    pressed = page.locator(", ".join(f"[data-testid={name}]" for name in PRESSED))
    expect(pressed.filter(visible=True)).to_have_count(0)
    expect(page.locator(".st-key-filter_bar")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("Jinping District · Data version 1").first).to_be_visible()
    expect(page.locator(".st-key-print_head")).to_contain_text("1 Jan 2021")


def test_the_last_bar_and_every_column_stand_on_paper(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(f"{dashboard.url}/?street=440511016")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    put_on_paper(page)

    june = page.locator(".chart").first.locator(".xtick text", has_text="6月").bounding_box()
    assert june is not None and june["x"] + june["width"] < PAPER[0]
    assert june["width"] > 8  # the chart is refitted, not made tiny
    expect(page.locator(".st-key-print_head")).to_contain_text("鮀江街道")
    printed = page.locator(".printed table").first
    expect(printed.locator("th").last).to_be_visible()
    assert printed.locator("tbody tr").count() > 2

    page.emulate_media(media="screen")
    expect(page.locator(".printed table")).to_have_count(0)  # no table stands twice on the screen


# What is saved, as a vector picture whose texts can be read and measured.
KEEP_PICTURE = """() => {
    window.Plotly.downloadImage = async (figure, options) => {
        const address = await window.Plotly.toImage(figure, { ...options, format: "svg" });
        const place = document.createElement("div");
        place.innerHTML = decodeURIComponent(address.split(",").slice(1).join(","));
        document.body.replaceChildren(place);
    };
}"""


@pytest.mark.parametrize(
    ("locale", "size", "texts"),
    [
        ("zh-CN", (1440, 900), ["最多，占", "每月活动场次", "单位：场", "数据第 1 版", "样本数据"]),
        ("en-GB", (390, 844), ["leads with", "stacked by theme", "Unit: activities",
                               "Data version 1", "Sample data"]),
    ],
)  # fmt: skip
def test_a_saved_chart_carries_its_title_and_footer(
    dashboard: Dashboard, visit: Visit, locale: str, size: tuple[int, int], texts: list[str]
) -> None:
    page = visit(dashboard.url, locale=locale, size=size)
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_be_visible()
    page.evaluate(KEEP_PICTURE)
    chart.hover()
    chart.locator(".modebar-btn").first.click()

    page.wait_for_function("document.body.children.length === 1")
    said = page.locator("svg").first.text_content() or ""
    assert [text for text in texts if text not in said] == []
    cut = page.evaluate(
        """() => {
            const svg = document.querySelector("svg").getBoundingClientRect();
            return [...document.querySelectorAll("svg text")].filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < svg.left || box.right > svg.right || box.bottom > svg.bottom;
            }).map(text => text.textContent);
        }"""
    )
    assert cut == []

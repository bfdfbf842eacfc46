"""What every page shares, in a real browser: link, reload, page change, language, new versions."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Dashboard, Start, Visit, wait_until_idle, width_of
from tests.conftest import RIVERTON, make_store
from tests.store.test_versions import drop_newest
from wenming.ui.routes import PAGES


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, label: str, *options: str) -> None:
    """Choose options of a multiselect as a person does."""
    field = page.get_by_role("combobox", name=label)
    for option in options:
        field.click()
        page.get_by_role("option", name=option, exact=True).click()
        chosen = page.locator(".react-aria-ComboBox [data-tag]", has_text=option)
        expect(chosen).to_be_visible()
    page.keyboard.press("Escape")
    wait_until_idle(page)


# The figure, once its digits have stopped rolling.
_RESTING = """() => {
    const now = document.querySelector("[data-testid=stMetricValue]")?.innerText.trim();
    const rests = now === window.cardBefore && now;
    window.cardBefore = now;
    return rests;
}"""


def first_card(page: Page) -> str:
    """The first headline figure, once it rests."""
    return str(page.wait_for_function(_RESTING, polling=300).json_value())


def test_a_choice_is_in_the_link_and_survives_reload_and_page_change(
    dashboard: Dashboard, visit: Visit
) -> None:
    page = visit(dashboard.url)
    everything = first_card(page)

    choose(page, "街道", "鮀江街道")
    expect(page.get_by_test_id("stMetricValue").first).not_to_have_text(everything)
    assert query_of(page) == {"street": ["440511016"]}
    narrowed = first_card(page)

    page.reload()
    wait_until_idle(page)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(narrowed)

    page.get_by_role("link", name="统计口径").click()
    expect(page.locator("h1")).to_have_text("统计口径")
    page.get_by_role("link", name="总览").click()
    expect(page.locator("h1")).to_have_text("总览")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(narrowed)
    assert query_of(page) == {"street": ["440511016"]}


def test_a_shared_link_shows_the_same_in_another_language(
    dashboard: Dashboard, visit: Visit
) -> None:
    link = f"{dashboard.url}/?from=2020-01-01&to=2020-12-31&street=440511016&theme=festivals"

    chinese = visit(link)
    english = visit(link, locale="en-GB")

    assert first_card(chinese) == first_card(english)
    expect(english.get_by_text("Tuojiang", exact=True).first).to_be_visible()
    expect(chinese.get_by_text("2020年", exact=True).first).to_be_visible()
    assert query_of(english) == query_of(chinese)


def test_a_bad_date_in_the_link_is_one_sentence(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(f"{dashboard.url}/?from=2021-02-30")

    expect(page.get_by_test_id("stAlert")).to_contain_text("2021-02-30")
    assert int(first_card(page)) > 0


def test_the_language_follows_the_browser_and_can_be_switched(
    dashboard: Dashboard, visit: Visit
) -> None:
    page = visit(dashboard.url, locale="en-US")
    expect(page.locator("h1")).to_have_text("Overview")

    page.get_by_role("radio", name="中文").click()
    expect(page.locator("h1")).to_have_text("总览")
    assert query_of(page) == {"lang": ["zh"]}

    page.get_by_role("link", name="统计口径").click()
    expect(page.locator("h1")).to_have_text("统计口径")


def test_going_back_undoes_a_choice(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(f"{dashboard.url}/?street=440511016")
    narrowed = first_card(page)

    choose(page, "主题", "我们的节日")
    expect(page.get_by_test_id("stMetricValue").first).not_to_have_text(narrowed)
    page.go_back()

    expect(page.get_by_test_id("stMetricValue").first).to_have_text(narrowed)
    assert query_of(page) == {"street": ["440511016"]}


# What draws last and would push a page wide: how many charts and maps stand on it.
DRAWN = {
    "overview": (".js-plotly-plot", 2),
    "activities": (".js-plotly-plot .heatmaplayer image", 3),
    "sites": (".js-plotly-plot .heatmaplayer image", 3),
    "volunteers": (".js-plotly-plot", 8),
    "exchange": (".js-plotly-plot", 2),
    "projects": (".js-plotly-plot", 4),
    "online": (".js-plotly-plot", 4),
    "coverage": ("iframe[title*=folium]", 1),
    "reach": ("iframe[title*=folium]", 1),
}


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_nothing_is_wider_than_the_screen(
    dashboard: Dashboard, visit: Visit, name: str
) -> None:
    """In English, whose words are longer; `test_account` sees to the Chinese pages."""
    address = "" if name == "overview" else name
    page = visit(f"{dashboard.url}/{address}", locale="en-GB", size=PHONE)

    if name in DRAWN:
        selector, count = DRAWN[name]
        expect(page.locator(selector)).to_have_count(count)
    assert width_of(page) <= PHONE[0]


@pytest.fixture
def own_dashboard(start: Start, tmp_path: Path) -> Dashboard:
    """A dashboard on a store that a test may publish to."""
    return start(make_store(tmp_path), RIVERTON)


def shown_version(page: Page) -> Locator:
    return page.get_by_test_id("stCaptionContainer").first


def test_a_new_version_shows_by_itself_and_undo_takes_it_away(
    own_dashboard: Dashboard, visit: Visit
) -> None:
    page = visit(own_dashboard.url, locale="en-GB")
    expect(shown_version(page)).to_contain_text("Data version 1 ")

    own_dashboard.store.publish(drop_newest, action="import")
    expect(shown_version(page)).to_contain_text("Data version 2 ")

    own_dashboard.store.undo()
    expect(shown_version(page)).to_contain_text("Data version 1 ")


def test_a_deep_link_opened_first_on_a_cold_server_is_whole(
    own_dashboard: Dashboard, visit: Visit
) -> None:
    page = visit(f"{own_dashboard.url}/methods", locale="en-GB")

    expect(page.locator("h1")).to_have_text("Methods")
    expect(page.get_by_role("link", name="Overview")).to_be_visible()
    expect(page.get_by_role("link", name="dashboard")).to_have_count(0)


def test_the_overview_is_found_by_its_name_too(dashboard: Dashboard, visit: Visit) -> None:
    page = visit(f"{dashboard.url}/overview?street=440511016&street=440511015&lang=en")

    expect(page.locator("h1")).to_have_text("Overview")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert urlsplit(page.url).path == "/"
    assert query_of(page) == {"street": ["440511016", "440511015"], "lang": ["en"]}


def test_a_first_click_on_a_cold_server_counts(own_dashboard: Dashboard, visit: Visit) -> None:
    """Its widgets must be those of the next run, or the click is lost."""
    page = visit(f"{own_dashboard.url}/coverage?theme=health", locale="en-GB")

    page.get_by_role("radio", name="Attendance").click()

    expect(page).to_have_url(f"{own_dashboard.url}/coverage?theme=health&measure=attendance")


def test_what_is_shown_goes_along_in_a_link_to_another_language(
    dashboard: Dashboard, visit: Visit
) -> None:
    chinese = visit(f"{dashboard.url}/coverage")
    chinese.get_by_role("radio", name="人次").click()
    expect(chinese).to_have_url(f"{dashboard.url}/coverage?measure=attendance")

    english = visit(chinese.url, locale="en-GB")

    expect(english.get_by_role("radio", name="Attendance")).to_be_checked()

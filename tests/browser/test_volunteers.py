"""The volunteers page in a browser: charts drawn, a choice kept in the link, a file downloaded."""

import csv
from io import StringIO
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, Visit


def wait_until_drawn(page: Page) -> None:
    """The loop, open orders, effort, specialists, two of services, demand, refusals."""
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(8)


def test_the_loop_and_the_teams_stand(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/volunteers", locale="en-GB")

    wait_until_drawn(page)
    expect(page.get_by_text("368 of 471 orders were completed")).to_be_visible()
    expect(page.get_by_text("76 of 92 teams held activities")).to_be_visible()


def test_choices_stay_in_the_link(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/volunteers", locale="en-GB")
    wait_until_drawn(page)

    page.get_by_role("radio", name="Supply: activities").click()
    expect(page).to_have_url(f"{dashboard.url}/volunteers?demand=activities")
    page.get_by_role("radio", name="Specialist teams").click()
    expect(page).to_have_url(f"{dashboard.url}/volunteers?demand=activities&kind=specialist")
    page.reload()
    expect(page.get_by_role("radio", name="Specialist teams")).to_be_checked()


def test_the_loop_is_a_file(visit: Visit, dashboard: Dashboard, tmp_path: Path) -> None:
    page = visit(f"{dashboard.url}/volunteers", locale="en-GB")
    wait_until_drawn(page)

    page.get_by_test_id("stPopover").first.get_by_role("button").click()
    with page.expect_download() as file:
        page.get_by_role("button", name="CSV file").first.click()
    file.value.save_as(tmp_path / "loop.csv")

    text = (tmp_path / "loop.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    table = rows[rows.index([]) + 1 :]
    assert table[0] == [
        "Step",
        "Orders",
        "Of the step before",
        "Median (days)",
        "90th percentile (days)",
    ]
    assert [row[1] for row in table[1:]] == ["471", "458", "406", "368", "258"]

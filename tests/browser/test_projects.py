"""The projects page in a browser: charts drawn, tables opened, files downloaded."""

import csv
from io import StringIO
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Dashboard, Visit


def test_charts_cards_and_tables_stand(visit: Visit, dashboard: Dashboard) -> None:
    page = visit(f"{dashboard.url}/projects")

    expect(page.locator("[class*=st-key-card_]")).to_have_count(6)
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    expect(page.locator(".js-plotly-plot .heatmaplayer image")).to_have_count(1)
    expect(page.get_by_test_id("stDataFrame")).to_have_count(3)


def test_the_file_of_projects_says_how_far_it_reaches(
    visit: Visit, dashboard: Dashboard, tmp_path: Path
) -> None:
    page = visit(f"{dashboard.url}/projects", locale="en-GB")
    expect(page.locator(".js-plotly-plot")).to_have_count(4)

    page.locator(".st-key-download_projects").get_by_role("button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV file").click()
    download.value.save_as(tmp_path / "projects.csv")

    rows = list(csv.reader(StringIO((tmp_path / "projects.csv").read_text("utf-8-sig"))))
    start = rows.index([])
    notes, table = dict(rows[:start]), rows[start + 1 :]
    assert notes["Reach"] == "Up to 30 Jun 2021"
    assert len(table) == 25
    granted = table[0].index("Granted (yuan)")
    assert sum(float(row[granted]) for row in table[1:]) == 1_107_000


def test_a_district_without_projects_is_told_so(
    visit: Visit, riverton_dashboard: Dashboard
) -> None:
    page = visit(f"{riverton_dashboard.url}/projects", locale="en-GB")

    expect(page.get_by_text("No project up to")).to_be_visible()
    expect(page.get_by_text("No honour up to")).to_be_visible()

"""The exchange page: town teams in the country, the matrix, services, in both languages."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.conftest import SAMPLE, make_store
from tests.pages.conftest import RunPage

HAN = re.compile(r"[\u4e00-\u9fff]")


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def headings(page: AppTest) -> list[str]:
    return [heading.value for heading in page.subheader]


def test_cards_say_what_town_teams_hold_in_the_country(run_page: RunPage) -> None:
    page = run_page("exchange", **{"from": "2019-01-01", "to": "2021-06-30"})

    assert not page.exception
    assert metrics(page)["城区队伍下乡（场）"] == "223"
    assert any("外街道或区级队伍服务" in heading for heading in headings(page))
    captions = " ".join(caption.value for caption in page.caption)
    assert "农村442场写明队伍，129场未写" in captions


def test_services_stand_in_town_and_country(run_page: RunPage) -> None:
    page = run_page("exchange", **{"from": "2019-01-01", "to": "2021-06-30"})
    table = page.dataframe[0].value.set_index("name")

    assert len(table) == 9
    assert table.loc["三下乡", "share"] == 100
    assert table.loc["三下乡", "town"] == 0


def test_the_matrix_as_a_table_names_both_streets(run_page: RunPage) -> None:
    page = run_page("exchange")
    page.toggle(key="table_flows").set_value(True).run()

    table = page.dataframe[1].value
    assert table["home"].iloc[0] == "区级队伍"
    assert set(table["street"]) > {"鮀江街道", "小公园街道"}


def test_english_is_whole(run_page: RunPage) -> None:
    page = run_page("exchange", lang="en")

    said = [
        *metrics(page),
        *headings(page),
        *(caption.value for caption in page.caption),
        *page.dataframe[0].value.to_numpy().ravel(),
    ]
    assert not [text for text in said if HAN.search(str(text))]


def test_an_empty_period_says_what_to_do(run_page: RunPage) -> None:
    page = run_page("exchange", **{"from": "2018-01-01", "to": "2018-01-31"})

    assert not page.exception
    assert "没有符合筛选条件的活动" in page.info[0].value


def test_a_district_without_country_or_services_says_so(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("exchange", lang="en")

    assert not page.exception
    assert metrics(page)["Rural activities by town teams"] == "0"
    assert "No rural activity names its team" in headings(page)
    assert "No activity in" in page.info[0].value


def test_a_district_without_records_breaks_nothing(run_page: RunPage, tmp_path: Path) -> None:
    page = run_page("exchange", store=make_store(tmp_path, SAMPLE, registry_only=True))

    assert not page.exception

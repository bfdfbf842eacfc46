"""The volunteers page: what it says, in both languages, and what it says without orders."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import SAMPLE, make_store
from tests.pages.conftest import RunPage

HAN = re.compile(r"[\u4e00-\u9fff]")


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def headings(page: AppTest) -> list[str]:
    return [heading.value for heading in page.subheader]


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption)


def test_cards_say_who_serves_and_how_far_orders_come(run_page: RunPage) -> None:
    page = run_page("volunteers")

    assert not page.exception
    assert metrics(page) == {
        "队伍活跃率": "82.6%",
        "志愿者人次": "8,155",
        "志愿时长（小时）": "15,136",
        "订单完成率": "90.6%",
        "满意率": "83.7%",
        "未完结订单": "82",
    }
    assert "368/406单已接单" in captions(page)
    assert "258条评价" in captions(page)


def test_the_loop_tells_the_days_of_each_step(run_page: RunPage) -> None:
    page = run_page("volunteers")

    assert headings(page)[0] == ("471单中368单已完成，从点单到完成一半不超过9天，九成不超过16天")
    assert "完成：距上一步中位数6天，九成不超过13天（368单）" in captions(page)
    page.toggle(key="table_order-loop").set_value(True).run()
    table = page.dataframe[0].value
    assert list(table["orders"]) == [471, 458, 406, 368, 258]


def test_teams_are_summed_by_kind_and_listed_a_page_at_a_time(run_page: RunPage) -> None:
    page = run_page("volunteers")

    kinds, listed = page.dataframe[0].value, page.dataframe[1].value
    assert list(kinds["teams"]) == [1, 8, 83]
    assert len(listed) == 20
    specialists = run_page("volunteers", kind="specialist")
    assert len(specialists.dataframe[1].value) == 8


@pytest.mark.parametrize("measure", ["activities", "waiting", "lost"])
def test_demand_can_show_supply_and_what_is_left(run_page: RunPage, measure: str) -> None:
    page = run_page("volunteers", demand=measure)

    assert not page.exception
    assert page.segmented_control(key="choice_demand").value == measure


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_language_is_whole(run_page: RunPage, language: str) -> None:
    page = run_page("volunteers", lang=language)
    said = [
        *(metric.label for metric in page.metric),
        *(caption.value for caption in page.caption),
        *headings(page),
        *(title.value for title in page.title),
        *(toggle.label for toggle in page.toggle),
    ]
    assert not page.exception
    assert all(bool(HAN.search(text)) == (language == "zh") for text in said)


def test_few_ratings_are_not_made_into_a_rate(run_page: RunPage) -> None:
    page = run_page("volunteers", **{"from": "2019-09-01", "to": "2019-09-30"})

    assert not page.exception
    assert metrics(page)["满意率"] == "—"
    assert any("不足以计算满意率" in text for text in headings(page))


def test_a_street_narrows_orders_and_teams(run_page: RunPage) -> None:
    page = run_page("volunteers", street="440511017")

    assert not page.exception
    assert int(metrics(page)["未完结订单"]) < 82
    assert not headings(page)[0].startswith("471单")


def test_everything_can_be_downloaded(run_page: RunPage) -> None:
    labels = [button.label for button in run_page("volunteers").get("download_button")]
    assert labels == ["CSV 文件", "Excel 文件（.xlsx）"] * 10


def test_an_empty_period_is_told_and_nothing_breaks(run_page: RunPage) -> None:
    page = run_page("volunteers", **{"from": "2018-01-01", "to": "2018-01-31"})

    assert not page.exception
    assert metrics(page)["志愿者人次"] == "未报"
    assert metrics(page)["订单完成率"] == "—"
    assert any("没有居民点单" in info.value for info in page.info)


def test_the_second_district_has_teams_but_no_orders(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("volunteers", lang="en")

    assert not page.exception
    assert metrics(page)["Open orders"] == "0"
    assert any("No order was requested" in info.value for info in page.info)
    assert any("has set none" in info.value for info in page.info)


def test_a_district_without_records_says_so(run_page: RunPage, tmp_path: Path) -> None:
    page = run_page("volunteers", store=make_store(tmp_path, SAMPLE, registry_only=True))

    assert not page.exception
    assert metrics(page)["队伍活跃率"] == "0.0%"

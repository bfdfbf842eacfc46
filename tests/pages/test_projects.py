"""The projects page: what the fund bought and who was honoured, in both languages."""

import re
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.conftest import SAMPLE, make_store
from tests.pages.conftest import RunPage

HAN = re.compile(r"[\u4e00-\u9fff]")


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def headings(page: AppTest) -> list[str]:
    return [heading.value for heading in page.subheader]


def test_cards_say_what_was_granted_spent_and_reached(run_page: RunPage) -> None:
    page = run_page("projects")

    assert not page.exception
    assert metrics(page) == {
        "资助金额（元）": "1,107,000",
        "已支出（元）": "828,490",
        "资金使用率": "74.8%",
        "人次成本（元）": "17.6",
        "典型荣誉（项）": "97",
        "典型宣讲（场）": "219",
    }
    captions = " ".join(caption.value for caption in page.caption)
    assert "结余278,510元" in captions
    assert "99/118笔支出报了人次" in captions


def test_each_project_shows_who_judged_it(run_page: RunPage) -> None:
    page = run_page("projects")
    table = page.dataframe[0].value.set_index("name")

    assert len(table) == 24
    caravan = table.loc["科普大篷车"]
    assert caravan["is_distinctive"] == "是·评审"
    assert caravan["is_regular"] == "否·数据（评审是）"
    assert caravan["is_broad"] == "是·数据"
    assert pd.isna(table.loc["桑浦山自然观察", "visits"])
    assert "24个项目中6个符合全部四项标准；8处数据与评审意见不一致，待核实" in headings(page)
    assert any("本地设定" in caption.value for caption in page.caption)


def test_events_about_exemplars_stand_in_the_districts_order(run_page: RunPage) -> None:
    table = run_page("projects").dataframe[2].value

    assert table["name"].tolist() == ["好人分享会", "文明家庭、最美家庭分享", "道德模范交流、走访"]
    assert table["activities"].tolist() == [4, 2, 3]


def test_tables_behind_the_switches_hold_what_the_charts_show(run_page: RunPage) -> None:
    page = run_page("projects")
    page.toggle(key="table_fund-by-domain").set_value(True).run()

    table = page.dataframe[0].value
    assert table["granted"].sum() == 1_107_000
    assert table["name"].tolist()[0] == "党史学习"


def test_an_earlier_end_counts_less(run_page: RunPage) -> None:
    page = run_page("projects", **{"from": "2019-01-01", "to": "2019-12-31"})

    assert metrics(page)["已支出（元）"] != "828,490"
    assert int(metrics(page)["典型荣誉（项）"]) == 23


def test_english_is_whole(run_page: RunPage) -> None:
    """Honours keep the names they were given in; all else is English."""
    page = run_page("projects", lang="en")

    said = [
        *metrics(page),
        *headings(page),
        *(caption.value for caption in page.caption),
        *(title.value for title in page.title),
        *page.dataframe[0].value.to_numpy().ravel(),
    ]
    assert not [text for text in said if HAN.search(str(text))]


def test_before_anything_was_granted_the_page_says_so(run_page: RunPage) -> None:
    page = run_page("projects", **{"from": "2018-01-01", "to": "2018-01-31"})

    assert not page.exception
    assert metrics(page)["资金使用率"] == "—"
    assert [info.value.partition("。")[0] for info in page.info] == [
        "截至2018年1月31日没有符合筛选条件的项目",
        "截至2018年1月31日没有符合筛选条件的荣誉",
        "2018年1月1日至2018年1月31日没有符合筛选条件的宣讲分享活动",
    ]


def test_a_district_without_projects_is_told_what_to_fill_in(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("projects", lang="en")

    assert not page.exception
    assert metrics(page)["Granted (pounds)"] == "0"
    assert "projects.csv" in page.info[0].value


def test_a_district_without_records_breaks_nothing(run_page: RunPage, tmp_path: Path) -> None:
    page = run_page("projects", store=make_store(tmp_path, SAMPLE, registry_only=True))

    assert not page.exception

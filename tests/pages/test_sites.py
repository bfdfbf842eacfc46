"""The sites page: what it says, in both languages, and what it says when there is little to say."""

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


def texts(page: AppTest) -> list[str]:
    return [text.value for text in page.text]


def branches(page: AppTest) -> list[str]:
    """Names in the first table, which is the tree's."""
    return list(page.dataframe[0].value.iloc[:, 0])


def test_cards_say_how_many_are_open_silent_and_reporting(run_page: RunPage) -> None:
    page = run_page("sites")

    assert not page.exception
    assert metrics(page) == {
        "开放阵地（个）": "227",
        "静默阵地（个）": "68",
        "月活动达标率": "44.2%",
        "报送率": "44.2%",
        "及时率": "—",
        "“五有”齐全率": "51.5%",
    }
    assert "521/1,178阵地月" in captions(page)
    assert "另有521阵地月随区文件夹入库，文件夹不记交表时间" in captions(page)


def test_the_tree_begins_below_the_centre(run_page: RunPage) -> None:
    page = run_page("sites")

    assert len(branches(page)) == 12
    assert headings(page)[0].startswith("共228个阵地：活跃117个，静默68个，从未上报12个")


def test_a_link_may_ask_for_a_branch(run_page: RunPage) -> None:
    page = run_page("sites", at="JP-I-001")

    assert not page.exception
    assert len(branches(page)) == 19
    page.button(key="way_JP-C").click().run()
    assert len(branches(page)) == 12


def test_a_unit_narrows_every_part(run_page: RunPage) -> None:
    page = run_page("sites", unit="鮀江街道办事处")

    assert not page.exception
    assert branches(page) == ["鮀江街道新时代文明实践所"]
    assert int(metrics(page)["开放阵地（个）"]) < 10


def test_a_unit_that_nobody_is_gets_a_sentence(run_page: RunPage) -> None:
    page = run_page("sites", unit="无此单位")

    assert not page.exception
    assert "没有符合条件的阵地" in page.info[0].value
    assert not page.metric


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_language_is_whole(run_page: RunPage, language: str) -> None:
    page = run_page("sites", lang=language, site="JP-S-005002")
    said = [
        *(metric.label for metric in page.metric),
        *(caption.value for caption in page.caption),
        *headings(page),
        *(title.value for title in page.title),
        *(toggle.label for toggle in page.toggle),
        page.text_input(key="unit").label,
    ]
    assert not page.exception
    assert all(bool(HAN.search(text)) == (language == "zh") for text in said)


def test_a_card_tells_facts_leaders_and_belongings(run_page: RunPage) -> None:
    page = run_page("sites", site="JP-S-005002")

    assert not page.exception
    assert {
        "大华街道竟长社区新时代文明实践站",
        "社区实践站",
        "大华街道竟长社区居委会",
        "2019年2月13日",
        "金平区新时代文明实践中心",
    } <= set(texts(page))
    assert {"区委书记", "街道党工委书记", "社区党组织书记"} <= {
        caption.value for caption in page.caption
    }
    assert any("红点为本阵地" in caption.value for caption in page.caption)
    tables = [frame.value for frame in page.dataframe]
    assert any("夏季用电用气安全宣传" in table.to_string() for table in tables)
    assert any("竟长社区便民志愿服务队" in table.to_string() for table in tables)
    assert "没有精品项目。" in captions(page)
    (link,) = [link for link in page.get("page_link") if link.proto.label.startswith("查看")]
    assert "q=" in link.proto.query_string


@pytest.mark.parametrize("asked", ["nowhere", "<img src=x>", "![x](http://o.example/)"])
def test_an_unknown_site_is_one_sentence(run_page: RunPage, asked: str) -> None:
    for query in ({"site": asked}, {"at": asked}):
        page = run_page("sites", **query)
        assert not page.exception
        assert len(page.warning) == 1
        assert "![" not in page.warning[0].value
        assert not re.search(r"(?<!\\)<img", page.warning[0].value)
        assert len(branches(page)) == 12


def test_the_list_can_hold_one_state_the_longest_silent_first(run_page: RunPage) -> None:
    page = run_page("sites")
    page.segmented_control(key="listed_state").set_value("silent_3").run()

    assert not page.exception
    table = page.dataframe[-1].value
    assert len(table) == 20
    assert table["months_silent"].min() >= 3
    assert table["months_silent"].is_monotonic_decreasing


def test_every_part_can_be_downloaded(run_page: RunPage) -> None:
    labels = [button.label for button in run_page("sites").get("download_button")]
    assert labels == ["CSV 文件", "Excel 文件（.xlsx）"] * 6


def test_a_period_before_any_site_says_so(run_page: RunPage) -> None:
    page = run_page("sites", **{"from": "2017-01-01", "to": "2017-01-31"})

    assert not page.exception
    assert "没有符合条件的阵地" in page.info[0].value


def test_a_period_within_a_month_says_what_cannot_be_counted(run_page: RunPage) -> None:
    page = run_page("sites", **{"from": "2021-06-05", "to": "2021-06-20"})

    assert not page.exception
    assert metrics(page)["月活动达标率"] == "—"
    assert any("没有整月" in info.value for info in page.info)


def test_the_second_district_shows_with_its_own_words(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("sites", lang="en", site="hall")

    assert not page.exception
    assert metrics(page)["Open sites"] == "8"
    assert "Riverton Hall" in texts(page)
    assert "answers for sites" not in " ".join(headings(page))
    assert "No volunteer team is based here." in captions(page)


def test_a_district_without_records_has_sites_that_never_reported(
    run_page: RunPage, tmp_path: Path
) -> None:
    page = run_page("sites", store=make_store(tmp_path, SAMPLE, registry_only=True))

    assert not page.exception
    assert metrics(page)["报送率"] in {"0.0%", "—"}

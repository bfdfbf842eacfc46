"""The online page: posts, what drew people, and rates never shown without those asked."""

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


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption)


def test_cards_say_what_was_published_and_how_many_know(run_page: RunPage) -> None:
    page = run_page("online")

    assert not page.exception
    assert metrics(page) == {
        "平台发布（篇）": "130",
        "平台浏览（次）": "88,753",
        "平台参与（人次）": "4,394",
        "线上活动占比": "3.8%",
        "知晓率": "85.1%",
        "支持率": "94.8%",
        "参与率": "43.5%",
    }
    assert "124/130篇已报" in captions(page)
    assert "95%区间81.8%～87.8%" in captions(page)
    assert "2021年5月，542人" in captions(page)


def test_a_series_that_ended_is_still_told(run_page: RunPage) -> None:
    page = run_page("online")
    table = page.dataframe[0].value.set_index("section")

    relay = table.loc["文明实践 温情接力"]
    assert (relay["posts"], relay["posts_ever"]) == (0, 72)
    assert str(relay["last_on"])[:10] == "2020-06-24"
    assert "“文明实践 温情接力”本期没有发布" in headings(page)


def test_the_epidemic_moved_activities_online(run_page: RunPage) -> None:
    page = run_page("online", **{"from": "2020-01-01", "to": "2020-06-30"})

    assert any("2020年" in heading and "占比最高" in heading for heading in headings(page))
    assert "文明实践 温情接力" in page.dataframe[0].value["section"].tolist()


def test_an_earlier_end_shows_earlier_surveys(run_page: RunPage) -> None:
    page = run_page("online", **{"from": "2020-01-01", "to": "2020-12-31"})

    assert metrics(page)["知晓率"] == "72.7%"


def test_one_street_has_fewer_asked_and_a_wider_interval(run_page: RunPage) -> None:
    page = run_page("online", street="440511001")

    assert "542人" not in captions(page)
    assert "知晓率" in metrics(page)


def test_the_table_of_surveys_leaves_out_rates_of_too_few(run_page: RunPage) -> None:
    page = run_page("online", street="440511001")
    page.toggle(key="table_surveys").set_value(True).run()

    table = page.dataframe[0].value
    few = table[table["asked"] < 30]
    assert len(few)
    assert few["share"].isna().all()
    assert few["yes"].isna().all()


def test_english_is_whole(run_page: RunPage) -> None:
    page = run_page("online", lang="en")
    page.toggle(key="table_surveys").set_value(True).run()

    said = [
        *metrics(page),
        *headings(page),
        *(caption.value for caption in page.caption),
        *page.dataframe[0].value.to_numpy().ravel(),
    ]
    assert not [text for text in said if HAN.search(str(text))]


def test_an_empty_period_says_what_to_do(run_page: RunPage) -> None:
    page = run_page("online", **{"from": "2018-01-01", "to": "2018-01-31"})

    assert not page.exception
    assert metrics(page)["线上活动占比"] == "—"
    assert metrics(page)["知晓率"] == "—"
    assert "online_posts.csv" in page.info[0].value
    assert "surveys.csv" in page.info[1].value


def test_a_district_without_a_platform_is_told_what_to_fill_in(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("online", lang="en")

    assert not page.exception
    assert metrics(page)["Online posts"] == "0"
    assert "online_posts.csv" in page.info[0].value


def test_a_district_without_records_breaks_nothing(run_page: RunPage, tmp_path: Path) -> None:
    page = run_page("online", store=make_store(tmp_path, SAMPLE, registry_only=True))

    assert not page.exception

"""The activities page: what it says, in both languages, and down to one row of a ledger."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, SAMPLE, make_store
from tests.pages.conftest import RunPage
from tests.reports.test_activities import make_batch
from wenming.store.ledgers import append_batches

HAN = re.compile(r"[\u4e00-\u9fff]")


def headings(page: AppTest) -> list[str]:
    return [heading.value for heading in page.subheader]


def listed(page: AppTest) -> list[str]:
    return list(page.dataframe[-1].value["title"])


def texts(page: AppTest) -> list[str]:
    return [text.value for text in page.text]


def list_charts(page: AppTest) -> list[str]:
    keys = [str(element.key) for element in page.get("bidi_component")]
    return [key for key in keys if key.startswith("chart_")]


def test_charts_are_named_by_their_findings(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities")

    assert not page.exception
    assert len(list_charts(page)) == 3
    told = headings(page)
    # 25 from 1 January to 18 June 2021, where the log ends, and 31 on the same days of 2020.
    assert told[0].startswith("25 activities, down 19.4% on last year")
    assert told[1].endswith(("boroughs", "borough"))
    assert "at weekends" in told[2]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_language_is_whole(run_page: RunPage, language: str) -> None:
    page = run_page("activities", lang=language)
    assert not page.exception
    said = [
        *(caption.value for caption in page.caption),
        *headings(page),
        *(title.value for title in page.title),
        *(toggle.label for toggle in page.toggle),
        page.text_input(key="q").label,
    ]
    assert all(bool(HAN.search(text)) == (language == "zh") for text in said)


def test_the_list_begins_with_the_newest(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities")
    assert listed(page)[:2] == ["Story hour 84", "Story hour 85"]
    assert len(listed(page)) == 20


def test_a_link_may_ask_for_a_page_of_the_list(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities", page="2")
    assert listed(page)[-1] == "Story hour 64"
    assert len(listed(page)) == 5


@pytest.mark.parametrize(("asked", "rows"), [("999", 5), ("0", 20), ("-1", 20), ("x", 20)])
def test_a_page_that_is_not_there_becomes_one_that_is(
    run_on_riverton: RunPage, asked: str, rows: int
) -> None:
    page = run_on_riverton("activities", page=asked)
    assert not page.exception
    assert len(listed(page)) == rows


def test_a_search_narrows_the_list_and_begins_at_its_first_page(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities", page="2")
    page.text_input(key="q").set_value(" story   hour ").run()
    assert listed(page)[0] == "Story hour 84"
    assert all("Story hour" in title for title in listed(page))
    assert "page" not in page.query_params
    assert any("activities found" in caption.value for caption in page.caption)


def test_a_search_takes_every_sign_for_itself(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities", q="%")
    assert not page.exception
    assert "No activity matches" in page.info[0].value
    assert len(list_charts(page)) == 3


def test_numbers_say_when_they_are_estimates_or_missing(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities", page="1")
    told = dict(zip(listed(page), page.dataframe[-1].value["attendance_told"], strict=True))
    assert told["Story hour 84"] == "about 60"
    assert told["River clean-up 86"] == "25"
    assert told["River clean-up 78"] == "not reported"


def test_a_table_stands_behind_each_chart(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities")
    page.toggle(key="table_themes-by-month").set_value(True).run()
    table = page.dataframe[0].value
    assert list(table.columns) == ["month", "theme", "activities", "attendance"]
    assert table["activities"].sum() == 25
    assert set(table["theme"]) == {"Books", "Fitness", "River"}


def test_every_chart_and_the_list_can_be_downloaded(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities")
    labels = [button.label for button in page.get("download_button")]
    assert labels == ["CSV file", "Excel file (.xlsx)"] * 4


def test_one_activity_opens_by_its_link(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("activities", activity="a006")
    assert not page.exception
    shown = texts(page)
    assert "<script>alert('x')</script> & <b>bold</b>" in shown
    assert {"10 Jan 2020", "Lower Mill Room", "Mill Street", "Books", "40", "7.5"} <= set(shown)
    assert {"activities.csv", "7", "riverton-activities"} <= set(shown)
    tables = [frame.value for frame in page.dataframe]
    raw = next(table for table in tables if "heading" in table)
    assert dict(zip(raw["heading"], raw["text"], strict=True))["theme_raw"] == "Books"


def test_what_was_not_reported_is_not_zero(run_on_riverton: RunPage) -> None:
    shown = texts(run_on_riverton("activities", activity="a065"))
    assert "0" not in shown
    assert shown.count("not reported") == 3


def test_an_activity_outside_the_filters_opens_all_the_same(run_on_riverton: RunPage) -> None:
    query = {"from": "2018-01-01", "to": "2018-01-31", "activity": "a006"}
    page = run_on_riverton("activities", **query)
    assert "Lower Mill Room" in texts(page)
    assert "No activity matches" in page.info[0].value


@pytest.mark.parametrize(
    "asked", ["a999", "<img src=x onerror=alert(1)>", "![x](http://o.example/)"]
)
def test_an_unknown_activity_is_one_sentence(run_on_riverton: RunPage, asked: str) -> None:
    page = run_on_riverton("activities", activity=asked)
    assert not page.exception
    assert len(page.warning) == 1
    assert "holds no activity" in page.warning[0].value
    assert "![" not in page.warning[0].value
    assert not re.search(r"(?<!\\)<img", page.warning[0].value)
    assert len(listed(page)) == 20


def test_repairs_of_a_ledger_row_are_shown(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path)
    append_batches(store, [make_batch("june.xlsx", "Sheet1")])
    page = run_page(
        "activities", store=store, district=RIVERTON, lang="zh", activity="b00018-000001"
    )
    assert not page.exception
    tables = [frame.value for frame in page.dataframe]
    repairs = next(table for table in tables if "修正前" in table)
    assert repairs.iloc[0].tolist() == ["开始日期", "2021.7.2", "2021-07-02", "统一日期写法"]
    assert {"june.xlsx", "Sheet1", "约12"} <= set(texts(page))


def test_an_empty_period_is_told(run_page: RunPage) -> None:
    page = run_page("activities", **{"from": "2018-01-01", "to": "2018-01-31"})
    assert not page.exception
    assert "没有符合筛选条件的活动" in page.info[0].value
    assert not page.dataframe


def test_a_day_a_theme_and_a_street_alone_still_make_a_page(run_on_riverton: RunPage) -> None:
    query = {"from": "2021-06-17", "to": "2021-06-17", "theme": "books", "street": "s1"}
    page = run_on_riverton("activities", **query)
    assert not page.exception
    assert listed(page) == ["Story hour 85"]


def test_a_district_without_records_says_so(run_page: RunPage, tmp_path: Path) -> None:
    page = run_page("activities", store=make_store(tmp_path, SAMPLE, registry_only=True))
    assert not page.exception
    assert "没有符合筛选条件的活动" in page.info[0].value


def test_all_time_leaves_the_comparison_out(run_page: RunPage) -> None:
    query = {"from": "2019-01-01", "to": "2021-06-30"}
    page = run_page("activities", **query)
    assert "同比" not in headings(page)[0]
    assert headings(page)[0].startswith("共2,436场")

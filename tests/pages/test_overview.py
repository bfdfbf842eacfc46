"""The overview: what it says, in both languages, and what it says when there is little to say."""

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import SAMPLE, make_store
from tests.pages.conftest import RunPage
from wenming.filters import Filters
from wenming.reports import overview
from wenming.store import Snapshot, Store

HAN = re.compile(r"[\u4e00-\u9fff]")


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def test_six_cards_say_where_the_district_stands(run_page: RunPage) -> None:
    page = run_page("overview")

    assert not page.exception
    assert list(metrics(page)) == [
        "活动场次",
        "参与人次",
        "志愿时长（小时）",
        "活跃阵地率",
        "阵地覆盖率",
        "静默阵地（个）",
    ]
    assert metrics(page)["阵地覆盖率"] == "100.0%"
    assert page.metric[0].delta.startswith("+")


def test_the_cards_show_change_target_and_what_is_missing(run_page: RunPage) -> None:
    page = run_page("overview")
    captions = " ".join(caption.value for caption in page.caption)

    assert "环比增长" in captions
    assert re.search(r"2021年目标1,600·完成\d+%", captions)
    assert re.search(r"估计\d+%·未报\d+%场次", captions)
    assert "样本数据" in " ".join(text.value for text in page.markdown)


@pytest.mark.parametrize(
    ("since", "until"), [("2021-04-01", "2021-05-31"), ("2021-04-10", "2021-06-20")]
)
def test_rates_are_those_of_the_period_whole_months_or_not(
    run_page: RunPage, sample: Snapshot, since: str, until: str
) -> None:
    page = run_page("overview", **{"from": since, "to": until})

    filters = Filters(date.fromisoformat(since), date.fromisoformat(until))
    months = overview.sites_by_month(sample, filters)
    before = overview.sites_by_month(sample, filters.year_before() or filters)
    share, earlier = (f["active_sites"].sum() / f["open_sites"].sum() for f in (months, before))
    card = next(metric for metric in page.metric if metric.label == "活跃阵地率")
    assert card.value == f"{share:.1%}"
    assert card.delta == f"{round((share - earlier) * 100, 1):+g}点"


def test_a_period_beyond_the_cut_off_ends_there_and_says_so(run_page: RunPage) -> None:
    """The sample's log ends on 30 June 2021."""
    beyond = run_page("overview", **{"from": "2021-01-01", "to": "2021-12-31"})
    known = run_page("overview", **{"from": "2021-01-01", "to": "2021-06-30"})
    after = run_page("overview", lang="en", **{"from": "2022-01-01", "to": "2022-03-31"})

    assert metrics(beyond) == metrics(known)
    assert "现统计到2021年6月30日为止" in beyond.info[0].value
    assert not any("数据截至" in info.value for info in known.info)
    assert list(metrics(after).values()) == list(metrics(known).values())
    assert "1 Jan 2021 – 30 Jun 2021 is shown instead" in after.info[0].value


def test_a_period_that_cuts_a_month_says_which_months_were_judged(run_page: RunPage) -> None:
    page = run_page("overview", lang="en", **{"from": "2021-01-01", "to": "2021-06-10"})
    said = " ".join(caption.value for caption in page.caption)

    assert "Active sites: over the whole months Jan\u2009–\u2009May 2021." in said
    assert "full months that were over by 10 Jun 2021" in said
    assert "end with 1 Jun – 10 Jun, not a whole month" in said


def test_what_lies_before_the_first_record_is_not_compared(run_page: RunPage) -> None:
    page = run_page("overview", **{"from": "2019-01-01", "to": "2019-12-31"})

    assert [metric.delta for metric in page.metric] == [""] * 6
    reasons = [caption.value for caption in page.caption if "不作比较" in caption.value]
    assert reasons == ["台账自2019年1月起有记录，同比、环比的对比期更早，不作比较（—）。"]


def test_english_is_whole(run_page: RunPage) -> None:
    """Labels, captions and headings hold no Chinese; ledger text stays as it was written."""
    page = run_page("overview", lang="en")

    said = [
        *(metric.label for metric in page.metric),
        *(caption.value for caption in page.caption),
        *(title.value for title in page.title),
        *(heading.value for heading in page.subheader),
        *(column for frame in page.dataframe for column in frame.value.columns),
    ]
    assert said
    assert not [text for text in said if HAN.search(text)]


def test_a_filter_in_the_link_narrows_every_part(run_page: RunPage) -> None:
    everything = metrics(run_page("overview"))["活动场次"]
    one_street = run_page("overview", street="440511016")

    assert int(metrics(one_street)["活动场次"]) < int(everything)
    assert one_street.multiselect(key="filter_street").value == ["440511016"]


@pytest.mark.parametrize(
    "query", [{"street": "440511016"}, {"level": "station"}, {"theme": "festivals"}]
)
def test_a_part_is_not_measured_against_the_districts_targets(
    run_page: RunPage, query: dict[str, str]
) -> None:
    whole, part = (
        [caption.value for caption in run_page("overview", **asked).caption]
        for asked in ({}, query)
    )
    assert any("目标" in text for text in whole)
    assert not any("目标" in text for text in part)


def test_every_target_is_shown_what_fell_short_first_and_said_so(run_page: RunPage) -> None:
    """As the paper tells them."""
    page = run_page("overview", **{"from": "2021-01-01", "to": "2021-06-30"})

    (told,) = (each.value for each in page.caption if "对照2021年年度目标" in each.value)
    assert told.startswith("**6项年度目标中有3项未达目标或低于时间进度**")
    clauses = told.partition("）：")[2].split("；")
    assert [clause.partition("目标")[0] for clause in clauses] == [
        "活跃阵地率", "满意率", "志愿服务时长", "阵地覆盖率", "活动场次", "参与人次",
    ]  # fmt: skip
    assert "未" not in clauses[3] and "低于时间进度" in clauses[2]


def test_of_one_street_nothing_is_said_about_all(run_page: RunPage) -> None:
    page = run_page("overview", street="440511016", **{"from": "2019-01-01", "to": "2021-06-30"})

    said = [heading.value for heading in page.subheader]
    assert "五大任务在鮀江街道都已开展" in said


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"from": "2021-02-30"}, "2021-02-30"),
        ({"to": "soon"}, "soon"),
        ({"street": "atlantis"}, "atlantis"),
        ({"from": "2021-05-01", "to": "2021-01-01"}, "2021-01-01"),
    ],
)
def test_a_link_that_makes_no_sense_is_one_sentence(
    run_page: RunPage, query: dict[str, str], word: str
) -> None:
    page = run_page("overview", **query)

    assert not page.exception
    assert len(page.warning) == 1
    assert word in page.warning[0].value
    assert metrics(page)["活动场次"] != "0"


def test_an_empty_period_is_told_and_nothing_breaks(run_page: RunPage) -> None:
    page = run_page("overview", **{"from": "2018-01-01", "to": "2018-01-31"})

    assert not page.exception
    assert metrics(page)["活动场次"] == "0"
    assert metrics(page)["参与人次"] == "未报"
    assert metrics(page)["活跃阵地率"] == "—"
    assert "没有符合筛选条件的活动" in page.info[0].value


def test_the_matrix_can_count_per_thousand_residents(run_page: RunPage) -> None:
    page = run_page("overview")

    page.segmented_control(key="choice_matrix").set_value("per_thousand").run()

    assert not page.exception
    assert any("模型推算" in caption.value for caption in page.caption)


def test_the_second_district_shows_with_its_own_words(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("overview", lang="en")

    assert not page.exception
    assert metrics(page)["Activities held"] == "25"
    assert "Sample" not in " ".join(text.value for text in page.markdown)


def test_a_district_without_records_shows_zeros_not_errors(
    run_page: RunPage, tmp_path: Path
) -> None:
    page = run_page("overview", store=make_store(tmp_path, SAMPLE, registry_only=True))

    assert not page.exception
    assert metrics(page)["活动场次"] == "0"


def test_without_a_store_the_page_says_what_to_do(run_page: RunPage, tmp_path: Path) -> None:
    page = run_page("overview", store=Store(tmp_path))

    assert not page.exception
    assert "wenming init" in page.error[0].value


def test_a_damaged_store_is_one_sentence(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.path(1).write_bytes(b"not a database")

    page = run_page("overview", store=store)

    assert not page.exception
    assert "wenming recover" in page.error[0].value  # no other version is whole

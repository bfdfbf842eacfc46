"""The reach page: what it says, in both languages, and what it says when there is little to say."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, make_store
from tests.pages.conftest import RunPage

HAN = re.compile(r"[\u4e00-\u9fff]")


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption)


def test_the_page_says_who_is_reached_and_how_that_was_measured(run_page: RunPage) -> None:
    page = run_page("reach")

    assert not page.exception
    assert metrics(page) == {
        "开放阵地": "100.0%",
        "本期有活动": "98.1%",
        "近3个月有活动": "95.8%",
        "未覆盖居民（人）": "32,920",
    }
    assert "95.8%的居民步行1,000米内有近3个月有活动的阵地" in page.subheader[0].value
    assert "直线约770米" in captions(page)
    assert "100%的居民位置和人数为模型推算" in captions(page)


def test_older_residents_walk_less(run_page: RunPage) -> None:
    page = run_page("reach", older="true", basis="open")

    assert not page.exception
    assert metrics(page)["开放阵地"] == "90.8%"
    assert metrics(page)["未覆盖居民（人）"] == "71,352"


def test_a_street_narrows_the_residents_not_the_sites(run_page: RunPage) -> None:
    page = run_page("reach", street="440511017")

    assert metrics(page)["未覆盖居民（人）"] == "6,374"
    assert len(page.dataframe[-1].value) == 1
    assert "共22,845人" in captions(page)


def test_the_table_goes_down_to_communities(run_page: RunPage) -> None:
    page = run_page("reach", by="community")

    table = page.dataframe[-1].value
    assert len(table) == 170
    assert table["residents"].sum() == 777_024
    assert table["unreached"].sum() == 32_920


def test_english_is_whole(run_page: RunPage) -> None:
    page = run_page("reach", lang="en")

    said = [
        *(metric.label for metric in page.metric),
        *(caption.value for caption in page.caption),
        *(title.value for title in page.title),
        *(heading.value for heading in page.subheader),
        *(column for frame in page.dataframe for column in frame.value.columns),
    ]
    assert "Estimate" in " ".join(said)
    assert not [text for text in said if HAN.search(text)]


def test_a_period_without_activity_reaches_nobody_by_activity(run_page: RunPage) -> None:
    page = run_page("reach", clusters="true", **{"from": "2018-12-01", "to": "2018-12-31"})

    assert not page.exception
    assert "各社区的覆盖率完全相同" in page.info[0].value
    assert metrics(page)["本期有活动"] == "0.0%"
    assert metrics(page)["未覆盖居民（人）"] == "777,024"


def test_before_the_first_site_the_page_says_so(run_page: RunPage) -> None:
    page = run_page("reach", **{"from": "2017-01-01", "to": "2017-01-31"})

    assert not page.exception
    assert "没有符合筛选条件且有坐标的阵地" in captions(page)


def test_the_second_district_counts_its_communities(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("reach", lang="en", basis="open")

    assert not page.exception
    assert metrics(page)["Open"] == "100.0%"
    assert "of 2,500" in captions(page)


def copy_riverton(folder: Path, *, empty: str) -> Path:
    """The second district without the residents of communities whose id begins with `empty`."""
    district = folder / "district"
    shutil.copytree(RIVERTON, district)
    communities = pd.read_csv(district / "communities.csv", dtype=str)
    communities.loc[communities["community_id"].str.startswith(empty), "population"] = None
    communities.to_csv(district / "communities.csv", index=False)
    return district


def test_without_residents_one_sentence_says_what_to_add(run_page: RunPage, tmp_path: Path) -> None:
    district = copy_riverton(tmp_path, empty="s")
    store = make_store(tmp_path / "store", district)
    page = run_page("reach", store=store, district=district, lang="en")

    assert not page.exception
    assert "population_points.csv" in page.info[0].value


def test_a_street_without_residents_shows_a_dash(run_page: RunPage, tmp_path: Path) -> None:
    district = copy_riverton(tmp_path, empty="s3")
    store = make_store(tmp_path / "store", district)

    page = run_page("reach", store=store, district=district, lang="en")
    assert not page.exception
    quay = page.dataframe[-1].value.set_index("street").loc["Quay Street"]
    assert quay.isna()[["residents", "share"]].all()

    alone = run_page("reach", store=store, district=district, lang="en", street="s3")
    assert not alone.exception
    assert "no residents on record" in alone.subheader[0].value


def test_the_needs_support_list_is_a_part_of_its_own(run_page: RunPage) -> None:
    page = run_page("reach", part="needs")

    assert not page.exception
    assert page.subheader[0].value == "67个社区需要支持，其中未覆盖居民32,920人"
    cards = [text.value for text in page.markdown if text.value.startswith("**1 · ")]
    assert cards == ["**1 · 光华街道西港**  \n:red[未覆盖5,198人 × 静默18个月]"]
    said = [text.value for text in page.markdown]
    assert sum(text.startswith(("**1 ·", "**2 ·", "**3 ·")) for text in said) == 3
    assert any("阵地从未上报活动；5,198名居民" in text for text in said)
    assert any("责任单位：光华街道西港社区居委会" in text for text in said)
    assert "其余64个：" in captions(page)
    assert sum("责任单位：" in text for text in said) == 3 + 20


def test_the_list_follows_the_streets(run_page: RunPage) -> None:
    page = run_page("reach", part="needs", street="440511017", lang="en")

    places = [text.value for text in page.markdown if text.value.startswith("**")]
    assert len(places) == 2
    assert all("Yuepu" in place.partition("**  ")[0] for place in places)


def test_the_overview_shows_the_first_five(run_page: RunPage) -> None:
    page = run_page("overview")

    assert "前5项，共67项。" in captions(page)
    first = [text.value for text in page.markdown if "责任单位：" in text.value]
    assert len(first) == 5
    assert first[0].startswith("**光华街道西港：**")


def test_where_to_go_next_names_places_and_what_each_adds(run_page: RunPage) -> None:
    page = run_page("reach", part="next")

    assert not page.exception
    assert page.subheader[0].value == (
        "下月到5处流动开展活动，可新覆盖22,252名居民，覆盖率从95.8%到98.6%"
    )
    assert "已证明最优" in captions(page)
    places = page.dataframe[0].value
    assert places["added"].sum() == 22_252
    assert places["added"].is_monotonic_decreasing
    assert "覆盖98%的居民至少还要4处" in captions(page)


def test_more_places_reach_more(run_page: RunPage) -> None:
    page = run_page("reach", part="next", places="15", lang="en")

    assert "15 places next month would reach 32,920 more residents" in page.subheader[0].value
    page.slider(key="places_count").set_value(1).run()
    assert len(page.dataframe[0].value) == 1


def test_stations_are_sited_for_those_without_an_open_one(run_page: RunPage) -> None:
    nobody = run_page("reach", part="next", purpose="stations")
    assert "不需要再选点" in nobody.success[0].value

    older = run_page("reach", part="next", purpose="stations", older="true")
    assert not older.exception
    assert "新建5处站点" in older.subheader[0].value
    assert older.subheader[0].value.endswith("覆盖率从90.8%到92.4%")


def test_a_month_slider_shows_reach_growing(run_page: RunPage) -> None:
    page = run_page("reach", part="growth")

    assert not page.exception
    assert page.subheader[0].value == "2021年6月底：100.0%的居民步行1,000米内有开放的阵地（227个）"
    page.select_slider(key="growth_month").set_value("2019-01").run()
    assert page.subheader[0].value.startswith("2019年1月底：")


@pytest.mark.parametrize("part", ["next", "growth", "fairness"])
def test_other_parts_show_for_the_second_district_and_for_no_site(
    run_on_riverton: RunPage, part: str
) -> None:
    for query in ({}, {"from": "2017-01-01", "to": "2017-01-31"}, {"street": "s3"}):
        page = run_on_riverton("reach", part=part, lang="en", **query)
        assert not page.exception
        said = [text.value for text in (*page.subheader, *page.info, *page.success)]
        assert said
        assert not HAN.search(" ".join(said))


def test_access_and_evenness_are_told_for_laymen(run_page: RunPage) -> None:
    page = run_page("reach", part="fairness")

    assert not page.exception
    finding, lorenz = page.subheader[0].value, page.subheader[1].value
    assert finding == "平均每万名居民每月可达1.77场活动；1.9%的居民步行1,000米内没有活动"
    assert lorenz.startswith("街道均衡度（基尼系数）0.12：")
    assert page.dataframe[-1].value["without"].sum() == 777_024 - 762_431


def test_evenness_of_a_period_without_activities_is_told(run_page: RunPage) -> None:
    page = run_page("reach", part="fairness", **{"from": "2018-12-01", "to": "2018-12-31"})

    assert not page.exception
    assert "无法计算均衡度" in page.info[0].value


def test_clusters_are_looked_for_when_asked_and_told_for_laymen(run_page: RunPage) -> None:
    closed = run_page("reach")
    assert not closed.toggle(key="clusters").value
    assert "莫兰指数" not in captions(closed)

    page = run_page("reach", clusters="true")

    assert not page.exception
    (told,) = (text.value for text in page.markdown if "挨在一起" in text.value)
    assert "华新城、湖头、溪东连成片，有8,077名未覆盖居民" in told
    assert "共170个社区" in captions(page)
    table = page.dataframe[1].value
    assert table["told"].iloc[-1] == "已覆盖，邻近未覆盖"


def test_clusters_follow_the_sites_and_the_walk_that_count(run_page: RunPage) -> None:
    """Where everybody is reached there is nothing to look for, and the page says so."""
    page = run_page("reach", clusters="true", basis="open")
    assert not page.exception
    assert "各社区的覆盖率完全相同" in page.info[0].value

    older = run_page("reach", clusters="true", basis="open", older="true", lang="en")
    assert not older.exception
    assert "Not reached: without an open site within 500 m." in captions(older)
    (told,) = (text.value for text in older.markdown if "side by side" in text.value)
    assert "Laicuo, Shandou, Liangfeng and 22 more, with 42,985 residents not reached" in told


def test_a_street_shows_its_own_clusters_only(run_page: RunPage) -> None:
    page = run_page("reach", clusters="true", street="440511017", lang="en")

    assert page.dataframe[1].value["street"].unique().tolist() == ["Yuepu"]


def test_of_few_communities_no_clusters_are_told(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("reach", lang="en", clusters="true")

    assert not page.exception
    assert "Fewer than 30 estates" in page.info[-1].value


def test_the_years_pace_stands_beside_target_and_back_test(run_page: RunPage) -> None:
    page = run_page("reach", part="pace")

    assert not page.exception
    assert page.subheader[0].value.startswith("预计2021年全年2,0")
    assert "能否完成1,600场的目标尚不确定" in page.subheader[0].value
    assert "6次落在95%区间内" in captions(page)


def test_a_district_without_records_forecasts_nothing(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", registry_only=True)

    page = run_page("reach", part="pace", store=store, district=RIVERTON, lang="en")

    assert not page.exception
    assert "nothing to forecast from" in page.info[0].value


@pytest.mark.parametrize("part", ["reach", "next", "fairness", "growth", "needs"])
def test_with_a_network_of_streets_the_page_walks_along_it(
    run_page: RunPage, tmp_path: Path, part: str
) -> None:
    district = tmp_path / "district"
    shutil.copytree(RIVERTON, district)
    settings = (district / "district.toml").read_text(encoding="utf-8")
    (district / "district.toml").write_text(f'network = "walk.geojson"\n{settings}', "utf-8")
    line = {"type": "LineString", "coordinates": [[-0.11, 51.5], [-0.055, 51.5]]}
    (district / "walk.geojson").write_text(json.dumps(line), encoding="utf-8")
    store = make_store(tmp_path / "store", district)

    page = run_page("reach", part=part, store=store, district=district, lang="en", basis="open")

    assert not page.exception
    if part == "reach":
        assert "Along the walking network" in captions(page)
        assert metrics(page)["Open"] == "68.0%"  # Abbey Green is a kilometre off the only street


def make_edge(folder: Path, edge: str) -> Path:
    """The second district without its records, with sites and residents at an edge."""
    district = Path(shutil.copytree(RIVERTON, folder / "district"))
    sites = pd.read_csv(district / "sites.csv", dtype=str)
    if edge == "no site":
        sites = sites.head(0)
    elif edge == "one site":
        sites = sites.head(1)
    elif edge == "sites outside":
        sites = sites.assign(lon="10.5", lat="47.1")
    else:
        sites = sites.assign(lon="-0.1", lat="51.5")
        places = [f"p{number},s1c1,-0.1,51.5,{number},census" for number in range(1, 5)]
        heading = "point_id,community_id,lon,lat,residents,basis"
        table = "\n".join([heading, *places, ""])
        (district / "population_points.csv").write_text(table, encoding="utf-8")
    sites.to_csv(district / "sites.csv", index=False)
    teams = pd.read_csv(district / "teams.csv", dtype=str).head(0)
    teams.to_csv(district / "teams.csv", index=False)
    return district


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("edge", ["no site", "one site", "sites outside", "places in one"])
def test_at_the_edges_every_part_says_something_sensible(
    run_page: RunPage, tmp_path: Path, edge: str
) -> None:
    district = make_edge(tmp_path, edge)
    store = make_store(tmp_path / "store", district, registry_only=True)
    period = {"from": "2021-01-01", "to": "2021-06-30", "lang": "en"}

    for part in ("reach", "needs", "next", "fairness", "growth", "pace"):
        page = run_page(
            "reach", store=store, district=district, part=part, basis="open", clusters="true",
            **period,
        )  # fmt: skip
        assert not page.exception, part
        said = [text.value for text in (*page.subheader, *page.info, *page.success)]
        assert said, part
        assert "nan" not in " ".join(said), part
        if part == "reach":
            # One site: 800 of 2,500. Places in one: 10 there and 600 nearby of 1,910.
            reached = {"one site": "32.0%", "places in one": "31.9%"}
            assert metrics(page)["Open"] == reached.get(edge, "0.0%")

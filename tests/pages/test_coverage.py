"""The coverage page: the facts beside the map, what they count, and what is told to be missing."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, SAMPLE, make_store
from tests.pages.conftest import RunPage
from wenming.maps.measures import MEASURES

HAN = re.compile(r"[\u4e00-\u9fff]")
XIAOGONGYUAN = "440511018"
SINCE, UNTIL = "2021-01-01", "2021-06-30"


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption)


def headings(page: AppTest) -> list[str]:
    return [heading.value for heading in page.subheader]


def map_script(page: AppTest) -> str:
    """The script that hands the map what it is to show."""
    [component] = page.get("component_instance")
    return str(component.proto.json_args)


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    """The sample's activities of the period, each with the street of its site."""
    frame = pd.read_csv(SAMPLE / "activities.csv", dtype={"street_id": str})
    sites = pd.read_csv(SAMPLE / "sites.csv", dtype={"street_id": str}).set_index("site_id")
    street = frame["site_id"].map(sites["street_id"]).fillna(frame["street_id"])
    return frame.assign(street_id=street)[frame["started_on"].between(SINCE, UNTIL)]


def test_the_facts_are_those_of_the_whole_district(run_page: RunPage, log: pd.DataFrame) -> None:
    page = run_page("coverage")

    assert not page.exception
    assert headings(page)[1] == "金平区全区"
    assert list(metrics(page)) == [
        "活动场次",
        "每千人场次（场/千人）",
        "参与人次",
        "志愿时长（小时）",
        "活跃阵地率",
        "静默阵地（个）",
        "阵地覆盖率",
    ]
    assert metrics(page)["活动场次"] == f"{len(log):,}"
    assert metrics(page)["参与人次"] == f"{int(log['attendance'].sum()):,}"
    assert metrics(page)["每千人场次（场/千人）"] == f"{len(log) / 777.024:.2f}"
    assert "常住人口777,024人" in captions(page)


def test_a_street_narrows_every_fact_to_it(run_page: RunPage, log: pd.DataFrame) -> None:
    page = run_page("coverage", street=XIAOGONGYUAN)

    streets = pd.read_csv(SAMPLE / "streets.csv", dtype=str).set_index("street_id")
    here = log[log["street_id"] == XIAOGONGYUAN]
    attendance = here["attendance"]
    estimated = attendance[here["attendance_is_estimate"].eq(True)].sum() / attendance.sum()
    assert headings(page)[1] == streets.loc[XIAOGONGYUAN, "name"]
    residents = int(streets.loc[XIAOGONGYUAN, "population"])
    assert f"常住人口{residents:,}人" in captions(page)
    assert metrics(page)["活动场次"] == f"{len(here):,}"
    assert metrics(page)["每千人场次（场/千人）"] == f"{len(here) / residents * 1000:.2f}".rstrip(
        "0"
    )
    assert metrics(page)["参与人次"] == f"{int(attendance.sum()):,}"
    assert metrics(page)["志愿时长（小时）"] == f"{here['service_hours'].sum():,.0f}"
    assert f"估计{estimated:.0%}，未报{attendance.isna().mean():.0%}" in captions(page)


def test_the_sites_of_a_street_equal_a_recount(run_page: RunPage, log: pd.DataFrame) -> None:
    page = run_page("coverage", street=XIAOGONGYUAN)

    sites = pd.read_csv(SAMPLE / "sites.csv", dtype={"street_id": str, "community_id": str})
    sites = sites[sites["street_id"] == XIAOGONGYUAN]
    bound = sites[sites["level"] != "base"]
    active = open_months = 0
    for month in pd.period_range(SINCE, UNTIL, freq="M"):
        end = str(month.end_time.date())
        is_open = (bound["opened_on"] <= end) & ~(bound["closed_on"] <= end)
        held = log.loc[log["started_on"].str.startswith(str(month)), "site_id"]
        open_months += int(is_open.sum())
        active += int(bound.loc[is_open, "site_id"].isin(held).sum())
    assert metrics(page)["活跃阵地率"] == f"{active / open_months:.1%}"
    assert f"{active:,}/{open_months:,}阵地月" in captions(page)

    communities = pd.read_csv(SAMPLE / "communities.csv", dtype=str)
    ours = communities.loc[communities["street_id"] == XIAOGONGYUAN, "community_id"]
    stations = sites[(sites["level"] == "station") & (sites["opened_on"] <= UNTIL)]
    served = stations.loc[~(stations["closed_on"] <= UNTIL), "community_id"]
    covered = ours.isin(served).sum()
    assert f"{covered}/{len(ours)}个社区" in captions(page)

    everything = pd.read_csv(SAMPLE / "activities.csv", usecols=["site_id", "started_on"])
    last = everything.groupby("site_id")["started_on"].max()
    still_open = bound[(bound["opened_on"] <= UNTIL) & ~(bound["closed_on"] <= UNTIL)]
    held_last = still_open["site_id"].map(last)
    never = held_last.isna()
    assert metrics(page)["静默阵地（个）"] == str((held_last[~never] < "2021-06").sum())
    assert f"另有{never.sum()}个从未上报" in captions(page)
    quiet = never | (held_last.fillna("") < "2021-06")
    [support] = page.dataframe
    assert len(support.value) == quiet.sum()
    assert set(support.value["阵地"]) == set(still_open.loc[quiet, "name"])


def test_several_streets_are_added_up(run_page: RunPage, log: pd.DataFrame) -> None:
    two = [XIAOGONGYUAN, "440511016"]
    page = run_page("coverage", street=two)

    assert headings(page)[1] == "所选2个街道"
    assert metrics(page)["活动场次"] == f"{log['street_id'].isin(two).sum():,}"


def test_a_chosen_street_can_be_left_again(run_page: RunPage, log: pd.DataFrame) -> None:
    page = run_page("coverage", street=XIAOGONGYUAN)

    page.button(key="all_streets").click().run()

    assert page.multiselect(key="filter_street").value == []
    assert metrics(page)["活动场次"] == f"{len(log):,}"


def test_the_map_keeps_all_streets_whichever_is_chosen(run_page: RunPage) -> None:
    script = map_script(run_page("coverage", street=XIAOGONGYUAN))

    assert script.count('\\"chosen\\":true') == 1
    assert script.count('\\"chosen\\":false') == 11


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("measure", MEASURES)
def test_the_link_chooses_the_measure_in_either_language(
    run_page: RunPage, measure: str, lang: str
) -> None:
    page = run_page("coverage", measure=measure, lang=lang)

    assert not page.exception
    assert page.segmented_control(key="choice_measure").value == measure


def test_a_measure_that_does_not_exist_is_passed_over(run_page: RunPage) -> None:
    page = run_page("coverage", measure="beauty")

    assert not page.exception
    assert page.segmented_control(key="choice_measure").value == "activities_held"


def test_english_is_whole(run_page: RunPage) -> None:
    page = run_page("coverage", lang="en", street=XIAOGONGYUAN)

    said = [
        *metrics(page),
        *headings(page),
        *(caption.value for caption in page.caption),
        *(text.value for text in page.markdown),
        *(button.label for button in page.button),
        *(column for frame in page.dataframe for column in frame.value.columns),
    ]
    assert headings(page)[1] == "Xiaogongyuan"
    assert not [text for text in said if HAN.search(text)]


def test_an_empty_period_tells_zero_from_not_reported(run_page: RunPage) -> None:
    page = run_page("coverage", **{"from": "2018-01-01", "to": "2018-01-31"})

    assert not page.exception
    assert headings(page)[0].startswith("本期没有符合筛选条件的活动")
    assert metrics(page)["活动场次"] == "0"
    assert metrics(page)["参与人次"] == "—"
    assert metrics(page)["活跃阵地率"] == "—"


def test_what_was_held_but_not_reported_is_told_so(run_page: RunPage, tmp_path: Path) -> None:
    district = copy_riverton(tmp_path)
    log = pd.read_csv(district / "activities.csv", dtype=str)
    log["attendance"] = None
    log.to_csv(district / "activities.csv", index=False)

    page = run_page("coverage", store=make_store(tmp_path, district), district=district, lang="en")

    assert metrics(page)["Attendance (visits)"] == "not reported"


def test_an_unknown_street_in_the_link_is_one_sentence(
    run_page: RunPage, log: pd.DataFrame
) -> None:
    page = run_page("coverage", street="atlantis")

    assert not page.exception
    assert "atlantis" in page.warning[0].value
    assert metrics(page)["活动场次"] == f"{len(log):,}"


def test_the_second_district_shows_with_its_own_words(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("coverage")

    log = pd.read_csv(RIVERTON / "activities.csv")
    held = log["started_on"].between(SINCE, UNTIL).sum()
    assert not page.exception
    assert headings(page)[1] == "All of Riverton Borough"
    assert metrics(page)["Activities held"] == str(held)
    assert "2,500 residents" in captions(page)


def test_titles_with_markup_reach_the_map_as_data(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("coverage", **{"from": "2020-01-01", "to": "2021-06-30"})

    script = map_script(page)
    assert not page.exception
    assert "alert('x')" in script
    assert "<script>alert" not in script


def copy_riverton(folder: Path) -> Path:
    return Path(shutil.copytree(RIVERTON, folder / "district"))


def test_a_street_called_like_markdown_keeps_its_name(run_page: RunPage, tmp_path: Path) -> None:
    district = copy_riverton(tmp_path)
    path = district / "streets.csv"
    name = "![x](//outside.example/x.png) *Mill*"
    path.write_text(path.read_text(encoding="utf-8").replace("Mill Street", name), encoding="utf-8")
    (district / "streets.geojson").unlink()

    store = make_store(tmp_path, district)
    page = run_page("coverage", store=store, district=district, street="s1")

    assert headings(page)[1].startswith(r"!\[x\](")
    assert r"\*Mill\*" in headings(page)[1]


def test_without_a_boundary_file_the_page_says_so_and_counts_on(
    run_page: RunPage, tmp_path: Path
) -> None:
    district = copy_riverton(tmp_path)
    (district / "streets.geojson").unlink()

    page = run_page("coverage", store=make_store(tmp_path, district), district=district)

    assert not page.exception
    assert "There is no boundary file streets.geojson" in captions(page)
    assert int(metrics(page)["Activities held"]) > 0


def test_what_is_not_on_the_map_is_counted(run_page: RunPage, tmp_path: Path) -> None:
    district = copy_riverton(tmp_path)
    path = district / "sites.csv"
    sites = pd.read_csv(path, dtype=str)
    sites.loc[sites["site_id"] == "hall", ["lon", "lat"]] = None
    sites.to_csv(path, index=False)
    boundary = district / "streets.geojson"
    areas = json.loads(boundary.read_text(encoding="utf-8"))
    areas["features"] = [
        each for each in areas["features"] if each["properties"]["street_id"] != "s3"
    ]
    boundary.write_text(json.dumps(areas), encoding="utf-8")
    log = pd.read_csv(RIVERTON / "activities.csv")
    lost = (log["started_on"].between(SINCE, UNTIL) & (log["site_id"] == "hall")).sum()

    page = run_page("coverage", store=make_store(tmp_path, district), district=district)

    said = captions(page).replace("\\", "")
    assert "Sites without coordinates, not on the map: 1." in said
    assert f"counted in every figure: {lost}." in said
    assert "Boroughs without a polygon, drawn as dots: 1 (Quay Street)." in said


def test_a_missing_key_of_the_base_map_is_named(
    run_page: RunPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOROUGH_KEY", raising=False)
    district = copy_riverton(tmp_path)
    with (district / "district.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[map.tiles]]\nurl = "https://maps.example/{z}/{x}/{y}?k={key}"\n'
            'key_env = "BOROUGH_KEY"\n'
        )

    page = run_page("coverage", store=make_store(tmp_path, district), district=district)

    assert "BOROUGH" in captions(page)
    assert "maps.example" not in map_script(page)


def test_a_district_without_records_shows_zeros_not_errors(
    run_page: RunPage, tmp_path: Path
) -> None:
    page = run_page("coverage", store=make_store(tmp_path, SAMPLE, registry_only=True))

    assert not page.exception
    assert metrics(page)["活动场次"] == "0"

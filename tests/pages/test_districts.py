"""Every page on districts that are not the sample: a fresh one, a bare one, and the second one."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from google.protobuf.json_format import MessageToJson
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, make_store
from tests.fresh import make_harbour
from tests.pages.conftest import RunPage
from wenming.i18n import load_messages
from wenming.new_district import write_new_district
from wenming.store import Store
from wenming.ui.routes import PAGES

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SWITCH = "中文"  # the language's name for itself, where there are two to choose from
SAMPLES_WORDS = {
    "zh": re.compile("街道|社区|实践站|(?<!单)元(?!格)"),
    "en": re.compile(r"(?<![.\w])(streets|communit(y|ies)|stations?|yuan)\b", re.IGNORECASE),
}
REACH = [("reach", {"part": part}) for part in ("next", "fairness", "growth", "needs")]
OPENED = [*((page, {}) for page in PAGES), *REACH]
each_page = pytest.mark.parametrize(
    ("name", "query"), OPENED, ids=["-".join((page, *query.values())) for page, query in OPENED]
)


def read_all(page: AppTest) -> str:
    """All that a page sends to the browser, charts' words and maps' data among it."""
    sent = []

    def read(node: object) -> None:
        for child in getattr(node, "children", {}).values():
            read(child)
        if (proto := getattr(node, "proto", None)) is not None:
            sent.append(MessageToJson(proto, ensure_ascii=False))
        if getattr(node, "type", "") == "arrow_data_frame":
            sent.append(node.value.to_json(force_ascii=False))  # type: ignore[attr-defined]

    read(page._tree)
    assert sent
    return "\n".join(sent)


def read_prose(page: AppTest) -> str:
    kinds = (page.title, page.subheader, page.markdown, page.caption, page.info, page.metric)
    labels = [metric.label for metric in page.metric]
    return "\n".join([*(str(text.value) for kind in kinds for text in kind), *labels])


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Path]:
    """A folder as the command leaves it."""
    folder = tmp_path_factory.mktemp("fresh")
    write_new_district(folder / "district", name="河", languages=["zh"])
    return make_store(folder / "store", folder / "district"), folder / "district"


@pytest.fixture(scope="module", params=["zh", "en"])
def bare(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Store, Path, str]:
    """Two boroughs and three sites in one language: no boundary, no residents, no activities."""
    folder = tmp_path_factory.mktemp("bare")
    district = make_harbour(folder / "district", request.param)
    return make_store(folder / "store", district), district, request.param


@pytest.mark.parametrize("name", PAGES)
def test_a_fresh_district_says_what_to_fill_in(
    run_page: RunPage, fresh: tuple[Store, Path], name: str
) -> None:
    store, district = fresh

    page = run_page(name, store=store, district=district)

    assert not page.exception
    assert "streets.csv" in page.info[0].value


@each_page
def test_a_bare_district_has_every_page_in_its_one_language(
    run_page: RunPage, bare: tuple[Store, Path, str], name: str, query: dict[str, str]
) -> None:
    store, district, language = bare
    other = "en" if language == "zh" else "zh"

    page = run_page(name, store=store, district=district, lang=other, **query)

    assert not page.exception
    assert "lang" not in page.query_params
    assert bool(HAN.search(read_all(page))) == (language == "zh")


@each_page
def test_the_second_district_is_told_in_english_and_in_its_own_words(
    run_on_riverton: RunPage, name: str, query: dict[str, str]
) -> None:
    page = run_on_riverton(name, lang="en", **query)

    assert not page.exception
    assert not HAN.search(read_all(page).replace(SWITCH, ""))
    assert not SAMPLES_WORDS["en"].search(read_prose(page))


@each_page
def test_the_second_district_is_told_in_chinese_and_in_its_own_words(
    run_on_riverton: RunPage, name: str, query: dict[str, str]
) -> None:
    page = run_on_riverton(name, lang="zh", **query)

    assert not page.exception
    assert not SAMPLES_WORDS["zh"].search(read_all(page))


def test_a_language_chosen_on_another_district_is_let_go(
    run_on_riverton: RunPage, bare: tuple[Store, Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, district, language = bare
    page = run_on_riverton("sites", lang="en" if language == "zh" else "zh")

    monkeypatch.setenv("WENMING_STORE", str(store.folder))
    monkeypatch.setenv("WENMING_DISTRICT", str(district))
    page.run()

    assert not page.exception
    assert page.title[0].value == load_messages()["sites.title"][language]


def move(folder: Path) -> None:
    """The district on the other side of the equator, just short of the date line."""
    for table in ("streets", "communities", "sites", "activities", "population_points"):
        frame = pd.read_csv(folder / f"{table}.csv", dtype=str)
        frame["lon"] = (frame["lon"].astype(float) + 179.9).round(6)
        frame["lat"] = -frame["lat"].astype(float)
        frame.to_csv(folder / f"{table}.csv", index=False)
    boundary = json.loads((folder / "streets.geojson").read_text(encoding="utf-8"))
    for feature in boundary["features"]:
        rings = feature["geometry"]["coordinates"]
        moved = [[[round(lon + 179.9, 6), -lat] for lon, lat in ring] for ring in rings]
        feature["geometry"]["coordinates"] = moved
    (folder / "streets.geojson").write_text(json.dumps(boundary), encoding="utf-8")


@pytest.mark.parametrize(("name", "query"), [("coverage", {}), ("reach", {}), *REACH])
def test_a_place_on_earth_makes_no_difference(
    run_page: RunPage, run_on_riverton: RunPage, tmp_path: Path, name: str, query: dict[str, str]
) -> None:
    district = Path(shutil.copytree(RIVERTON, tmp_path / "district"))
    move(district)

    here = run_on_riverton(name, lang="en", **query)
    there = run_page(
        name, store=make_store(tmp_path / "store", district), district=district, lang="en", **query
    )

    assert not there.exception
    assert read_prose(there) == read_prose(here)

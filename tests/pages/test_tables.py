"""The data page with other tables: hand in, look, publish, see what was not taken, take back."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON
from tests.pages.conftest import RunPage
from tests.tabular.conftest import find_stored, make_book
from tests.tabular.test_boundaries import MILL, make_geojson
from wenming.reports import reference
from wenming.store import Store, open_snapshot

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HAN = re.compile(r"[\u4e00-\u9fff]")
SITES = (
    ("Site id", "Name", "Level", "Street", "Opened on"),
    ("s1-house", "Mill House", None, None, None),
    (None, "Quay Room", "Room", "Quay Street", date(2021, 1, 1)),
    (None, "Lost Room", "Room", "No Such Street", date(2021, 1, 1)),
)


@pytest.fixture
def store(tmp_path: Path, riverton_store: Store) -> Store:
    """A store of the small district, to publish into."""
    return Store(shutil.copytree(riverton_store.folder, tmp_path / "store"))


def open_table(run_page: RunPage, store: Store, table: str) -> AppTest:
    page = run_page("data", store=store, district=RIVERTON, lang="en")
    return page.selectbox(key="hand_in_table").set_value(table).run()


def hand_in(page: AppTest, name: str, content: bytes) -> AppTest:
    page.file_uploader[0].set_value([(name, content, XLSX)])
    return page.run()


def publish(page: AppTest) -> AppTest:
    page.selectbox(key="hand_in_office").set_value("Mill Street").run()
    return page.button(key="publish").click().run()


def test_a_table_is_judged_published_and_taken_back(run_page: RunPage, store: Store) -> None:
    page = hand_in(open_table(run_page, store, "sites"), "sites.xlsx", make_book(SITES))
    assert not page.exception
    assert page.subheader[0].value == "Sites: 1 to add, 1 to change (rows: 4, files: 1)"
    assert [metric.value for metric in page.metric] == ["2", "0", "1", "0", "1"]
    cells = page.dataframe[-1].value
    assert "Mill Street House" in set(cells["before"].dropna())
    assert store.current() == 1

    page = publish(page)
    assert not page.exception
    assert page.success[0].value.startswith("Published version 2: Sites, 1 added, 1 changed")
    assert find_stored(store, "sites", "s1-house")["name"] == "Mill House"

    history = run_page("data", store=store, district=RIVERTON, lang="en", part="history")
    assert history.markdown[0].value == "**sites.xlsx** · Sites"
    history.button(key="held_back_b00018").click().run()
    assert not history.exception
    reasons = " ".join(history.dataframe[-1].value["reason"])
    assert "“No Such Street”" in reasons and not HAN.search(reasons)

    history.button(key="undo_b00018").click().run()
    history.selectbox(key="undo_office").set_value("Mill Street")
    history.button(key="undo_b00018").click().run()
    history.button(key="undo_b00018").click()
    history.button(key="undo_confirm").click().run()
    assert not history.exception
    assert find_stored(store, "sites", "s1-house")["name"] == "Mill Street House"


def test_templates_are_offered_for_what_is_chosen(run_page: RunPage, store: Store) -> None:
    page = open_table(run_page, store, "teams")

    offered = [button.proto.label for button in page.get("download_button")]
    assert offered == ["Empty template", "What is stored, to change and hand back"]
    ledger = page.selectbox(key="hand_in_table").set_value("activities").run()
    assert [button.proto.label for button in ledger.get("download_button")] == ["Empty template"]


def test_replacing_says_how_many_rows_go(run_page: RunPage, store: Store) -> None:
    page = open_table(run_page, store, "population_points")
    page.checkbox(key="replace_population_points").check().run()
    points = (("Community", "Residents"), ("Upper Mill", 700))
    page = hand_in(page, "people.xlsx", make_book(points))

    assert not page.exception
    assert page.subheader[0].value.startswith(
        "Population points: all 0 stored records would go, 1 take their place"
    )


def test_boundaries_go_the_same_way(run_page: RunPage, store: Store) -> None:
    page = open_table(run_page, store, "boundaries")
    page = hand_in(page, "streets.geojson", make_geojson(("Mill Street", MILL)))
    assert not page.exception
    assert [metric.value for metric in page.metric] == ["1", "0", "0", "0", "0"]

    page = publish(page)
    assert not page.exception
    assert len(reference.boundaries(open_snapshot(store))) == 3


def test_a_refused_file_is_one_sentence(run_page: RunPage, store: Store) -> None:
    page = hand_in(open_table(run_page, store, "sites"), "other.csv", b"a,b\n1,2\n")

    assert not page.exception
    (refusal,) = page.error
    assert "has no heading of this table" in refusal.value
    assert not page.metric


def test_chinese_is_whole(run_page: RunPage, store: Store) -> None:
    page = run_page("data", store=store, district=RIVERTON, lang="zh")
    page = page.selectbox(key="hand_in_table").set_value("sites").run()
    page = hand_in(page, "阵地.xlsx", make_book(SITES))

    assert page.subheader[0].value == "1 个文件共 4 行：阵地新增 1 条，更新 1 条"
    reasons = "".join(str(text) for text in page.dataframe[-1].value["reason"].dropna())
    assert "“河区”里的“No Such Street”在已有的记录里找不到" in reasons

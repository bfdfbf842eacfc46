"""The methods page's reports: published figures judged by rule, files and versions told."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import RIVERTON, make_store
from tests.reports.test_activities import make_batch
from wenming.reports import methods
from wenming.store import Snapshot, open_snapshot
from wenming.store.ledgers import append_batches

HEAD = "key,value,qualifier,name_zh,name_en,said,source,published_on"


def publish(folder: Path, *figures: str, published_on: str = "2021-07-01") -> pd.DataFrame:
    """What the report says of the second district had it published `key,value,qualifier`."""
    district = folder / "district"
    shutil.copytree(RIVERTON, district)
    lines = [f"{figure},名,name,said,Post,{published_on}" for figure in figures]
    (district / "published_figures.csv").write_text("\n".join([HEAD, *lines]) + "\n", "utf-8")
    store = make_store(folder / "store", district)
    return methods.published_by_figure(open_snapshot(store)).set_index("key")


def test_figures_are_counted_by_their_keys(tmp_path: Path) -> None:
    """Counted by hand from sites.csv and teams.csv; the Cloisters Room closed in February 2021."""
    keys = [
        "centers",
        "street_networks",
        "institutes_and_stations",
        "city_pilots",
        "district_pilots",
        "demonstration_stations",
        "themed_activities",
    ]
    told = publish(tmp_path, *(f"{key},1,exact" for key in keys))
    assert told["counted"].to_dict() == {
        "centers": 1,
        "street_networks": 3,
        "institutes_and_stations": 7,
        "city_pilots": 1,
        "district_pilots": 0,
        "demonstration_stations": 1,
        "themed_activities": 87,
    }
    assert list(told.index) == keys


def test_what_came_after_publication_does_not_count(tmp_path: Path) -> None:
    told = publish(
        tmp_path,
        "themed_activities,7,exact",
        "institutes_and_stations,8,exact",
        published_on="2020-01-31",
    )
    assert told["counted"].to_dict() == {"themed_activities": 7, "institutes_and_stations": 8}
    assert told["agrees"].all()


@pytest.mark.parametrize(
    ("value", "qualifier", "agrees"),
    [
        (87, "exact", True),
        (86, "exact", False),
        (88, "exact", False),
        (87, "at least", True),
        (80, "at least", True),
        (88, "at least", False),
        (88, "just under", True),
        (96, "just under", True),
        (87, "just under", False),
        (97, "just under", False),
        (80, "just under", False),
    ],
)
def test_a_figure_agrees_as_far_as_its_qualifier_says(
    tmp_path: Path, value: int, qualifier: str, agrees: bool
) -> None:
    told = publish(tmp_path, f"themed_activities,{value},{qualifier}").iloc[0]
    assert bool(told["agrees"]) is agrees
    assert told["difference"] == 87 - value


def test_what_has_no_rule_cannot_be_counted(tmp_path: Path) -> None:
    told = publish(tmp_path, "provincial_pilot_since,2019,exact").iloc[0]
    assert pd.isna(told["counted"])
    assert pd.isna(told["agrees"])


def test_the_sample_agrees_with_all_that_can_be_counted(sample: Snapshot) -> None:
    told = methods.published_by_figure(sample).set_index("key")
    assert told["agrees"].dropna().all()
    assert list(told.index[told["agrees"].isna()]) == ["provincial_pilot_since"]


def test_files_tell_their_rows_by_outcome_and_ledgers_come_first(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    append_batches(store, [make_batch("july.xlsx", "Sheet1")])
    files = methods.batches_by_file(open_snapshot(store))
    first = files.iloc[0]
    assert (first["file"], first["kind"], first["as_of"].date()) == (
        "july.xlsx",
        "ledger",
        date(2021, 7, 7),
    )
    outcomes = ["accepted", "repaired", "review", "rejected", "skipped"]
    assert first[outcomes].to_list() == [0, 1, 0, 0, 0]
    assert (files[outcomes].sum(axis=1) == files["rows_read"]).all()
    assert list(files["file"][1:4]) == ["activities.csv", "communities.csv", "exemplars.csv"]


def test_versions_tell_how_the_data_grew(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    append_batches(store, [make_batch("july.xlsx", "Sheet1")])
    versions = methods.versions_by_number(open_snapshot(store))
    assert list(zip(versions["version"], versions["action"], versions["note"], strict=True)) == [
        (2, "import", "july.xlsx"),
        (1, "init", "riverton"),
    ]
    assert list(versions["activities"]) == [88, 87]


def test_residents_are_told_by_what_their_number_stands_on(riverton: Snapshot) -> None:
    told = methods.residents_by_basis(riverton)
    assert told.to_dict("list") == {
        "kind": ["street", "community"],
        "basis": ["census", "modelled"],
        "places": [3, 6],
        "residents": [2500, 2500],
    }

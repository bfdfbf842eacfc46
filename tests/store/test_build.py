"""A district's folder becomes a store, or one sentence says what is wrong with it."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import RIVERTON, make_store
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.reports import overview
from wenming.schema import FOLDER_TABLES
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.build import build_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small district, to be spoilt."""
    return Path(shutil.copytree(RIVERTON, tmp_path / "district"))


def spoil(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_every_row_of_every_table_is_kept_with_its_place_and_text(riverton: Snapshot) -> None:
    kept = riverton._connection.cursor().sql("select * from source_rows").df()

    for table in FOLDER_TABLES.values():
        with (RIVERTON / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            keys = [row[table.key] for row in csv.DictReader(file)]
        rows = kept[kept["batch_id"] == f"riverton-{table.name}"].sort_values("row_number")
        assert list(rows["record_id"]) == keys
        assert list(rows["row_number"]) == list(range(2, len(keys) + 2))


def test_a_registry_alone_has_places_but_no_records(tmp_path: Path) -> None:
    store = make_store(tmp_path, registry_only=True)
    cursor = open_snapshot(store)._connection.cursor()

    for table in FOLDER_TABLES.values():
        with (RIVERTON / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            expected = 0 if not table.is_register else sum(1 for _ in csv.DictReader(file))
        assert cursor.table(table.name).shape[0] == expected, table.name


def test_the_tallies_of_any_period_equal_a_recount(riverton: Snapshot) -> None:
    frame = pd.read_csv(RIVERTON / "activities.csv", parse_dates=["started_on"])
    for since, until in [("2020-01-01", "2021-06-30"), ("2020-02-10", "2021-03-05")]:
        inside = frame[frame["started_on"].between(since, until)]
        filters = Filters(date.fromisoformat(since), date.fromisoformat(until))
        found = overview.headline(riverton, filters).iloc[0]
        assert found["activities"] == len(inside)
        assert found["attendance"] == inside["attendance"].sum()
        assert found["attendance_reported"] == inside["attendance"].notna().sum()
        assert found["service_hours"] == pytest.approx(inside["service_hours"].sum())


@pytest.mark.parametrize(
    ("table", "change", "key", "words"),
    [
        (
            "activities",
            lambda text: text.replace("2020-03-", "2020-13-", 1),
            "errors.table_value",
            {"column": "started_on", "file": "activities.csv"},
        ),
        (
            "streets",
            lambda text: text.replace("street_id,", "street,", 1),
            "errors.table_columns",
            {"missing": "street_id", "unknown": "street"},
        ),
        (
            "sites",
            lambda text: text.replace(",s1,", ",atlantis,", 1),
            "errors.table_reference",
            {"column": "street_id", "value": "atlantis", "other": "streets.csv"},
        ),
        (
            "teams",
            lambda text: text + text.splitlines()[1] + "\n",
            "errors.table_twice",
            {"column": "team_id", "first": "2"},
        ),
    ],
)
def test_a_table_that_is_wrong_is_named_and_nothing_is_built(
    folder: Path, table: str, change: Callable[[str], str], key: str, words: dict[str, str]
) -> None:
    spoil(folder / f"{table}.csv", change)
    store = Store(folder.parent / "store")

    with pytest.raises(WenmingError) as caught:
        make_store(store.folder, folder)

    assert caught.value.key == key
    assert words.items() <= {name: str(v) for name, v in caught.value.params.items()}.items()
    assert store.current() is None


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "teams.csv").unlink()

    with pytest.raises(WenmingError, match="no_table"):
        make_store(folder.parent / "store", folder)


def test_a_store_is_not_built_twice(tmp_path: Path) -> None:
    store = make_store(tmp_path)

    with pytest.raises(WenmingError, match="store_exists"):
        build_store(store, load_district(RIVERTON))


def test_an_activity_without_a_theme_is_counted_under_other(folder: Path) -> None:
    spoil(folder / "activities.csv", lambda text: text.replace(",books,Books,", ",,,", 1))
    store = make_store(folder.parent / "store", folder)
    everything = Filters(date(2020, 1, 1), date(2021, 6, 30))

    snapshot = open_snapshot(store)
    by_theme = overview.trend_by_month_theme(snapshot, everything)

    assert by_theme.loc[by_theme["theme_id"] == "other", "activities"].sum() == 1
    assert by_theme["activities"].sum() == overview.headline(snapshot, everything)["activities"][0]

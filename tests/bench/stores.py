"""Stores of any size: the sample district with a generated log, built by the product's own path."""

import hashlib
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from tests.conftest import SAMPLE
from wenming.config import load_district
from wenming.config.places import PROJECT, QUERIES
from wenming.store import Store
from wenming.store.build import build_marts, build_store
from wenming.store.check import verify

BUILT = PROJECT / "build" / "bench"
_MORE = Path(__file__).with_name("more_activities.sql")


@dataclass(frozen=True)
class BuiltStore:
    """A store of `rows` activities; `seconds` is what publishing them took, 0 if kept from before.

    `megabytes` is the size of the version that is read.
    """

    store: Store
    rows: int
    seconds: float
    megabytes: float


def build_stores(sizes: list[int]) -> list[BuiltStore]:
    """A store of each size; those of an earlier run are used again if nothing they hold changed."""
    folder = clear_folder()
    return [_build(folder / str(rows), rows) for rows in sizes]


def clear_folder() -> Path:
    """The folder for stores of what they are made from now; those of anything else are gone."""
    folder = BUILT / _name_inputs()
    for old in BUILT.glob("*"):
        if old != folder:
            shutil.rmtree(old)
    return folder


def build_peopled(points: int) -> tuple[Store, Path]:
    """The sample with so many places of residents, strewn about its own; and its folder."""
    folder = BUILT / _name_inputs() / f"places-{points}"
    district, store = folder / "district", Store(folder / "store")
    if store.current() is None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(SAMPLE, district)
        dice = np.random.default_rng(points)
        own = pd.read_csv(SAMPLE / "population_points.csv", dtype={"community_id": str})
        strewn = own.iloc[dice.integers(0, len(own), points)].assign(
            point_id=[f"p{number}" for number in range(points)],
            residents=dice.integers(1, 200, points),
        )
        strewn[["lon", "lat"]] += dice.normal(0, 0.002, (points, 2)).round(6)
        strewn.to_csv(district / "population_points.csv", index=False)
        build_store(store, load_district(district))
    return store, district


def _build(folder: Path, rows: int) -> BuiltStore:
    store, seconds = Store(folder), 0.0
    if store.current() is None:
        build_store(store, load_district(SAMPLE))
    held = store.describe(store.require_current()).activities
    if held < rows:
        started = time.perf_counter()
        store.publish(lambda connection: _add(connection, rows), action="import", note="bench")
        seconds = time.perf_counter() - started
    number = store.require_current()
    description = store.describe(number)
    return BuiltStore(
        store, description.activities, seconds, store.path(number).stat().st_size / 1e6
    )


def _add(connection: duckdb.DuckDBPyConnection, rows: int) -> None:
    """Append a batch of generated activities, each with the row it came from."""
    connection.execute(
        f"insert into activities by name {_MORE.read_text(encoding='utf-8')}", {"rows": rows}
    )
    record_batch(connection)
    build_marts(connection)
    verify(connection)


def record_batch(connection: duckdb.DuckDBPyConnection) -> None:
    """Have every activity of the batch `bench` come from a row of a file, as published ones do."""
    connection.execute(
        "insert into source_rows by name"
        " select batch_id, row_number, outcome, activity_id as record_id,"
        " json_object('title', title, 'place', place) as raw"
        " from activities where batch_id = 'bench'"
    )
    connection.execute(
        "insert into batches by name"
        " select 'bench' as batch_id, 'ledger' as kind, 'bench' as file, count(*) as rows_read,"
        " count(*) as accepted, 0 as repaired, 0 as review, 0 as rejected, 0 as skipped"
        " from activities where batch_id = 'bench'"
    )


def _name_inputs() -> str:
    """A name that changes with whatever the stores are made from."""
    digest = hashlib.sha256()
    for path in sorted(
        [
            *QUERIES.rglob("*.sql"),
            *SAMPLE.glob("*.csv"),
            SAMPLE / "district.toml",
            *_MORE.parent.glob("*.sql"),
        ]
    ):
        if path.parent.name != "reports":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]

"""Fixtures every test may use: two districts, each built into a store once a session."""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from wenming.config import load_district
from wenming.config.places import PROJECT
from wenming.faults import LOG
from wenming.ingest import undo
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.build import build_store

os.environ["WENMING_RAISE"] = "1"  # a fault of our own is none of the file that showed it
SAMPLE = PROJECT / "data" / "jinping"
RIVERTON = Path(__file__).parent / "districts" / "riverton"

# How long an example takes says nothing on a machine that runs other tests beside it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--damage", type=int, default=60, help="how many damaged files to read")


@pytest.fixture(autouse=True)
def no_fault() -> Iterator[None]:
    """Pages tell an error nobody foresaw in a sentence: in a test it is a failure all the same."""
    faults: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: faults.append(logging.Formatter().format(record))  # type: ignore[method-assign]
    LOG.addHandler(handler)
    yield
    LOG.removeHandler(handler)
    assert not faults, faults[0]


_BUILT = TemporaryDirectory(prefix="wenming-tests-")


@cache
def _build_once(district: Path, registry_only: bool) -> Path:
    """The folder of a store of one of the two districts as they stand, for copies of it."""
    store = Store(Path(_BUILT.name) / f"{district.name}-{registry_only}")
    build_store(store, load_district(district), registry_only=registry_only)
    return store.folder


def make_store(folder: Path, district: Path = RIVERTON, *, registry_only: bool = False) -> Store:
    """A store of a test's own, to publish into: of a district of the test's own built, of
    one of the two a copy."""
    store = Store(folder)
    if district in (RIVERTON, SAMPLE):
        store.require_empty()
        shutil.copytree(_build_once(district, registry_only), folder, dirs_exist_ok=True)
    else:
        build_store(store, load_district(district), registry_only=registry_only)
    return store


def take_back(store: Store, batch_id: str, *, office: str = "", district: Path = RIVERTON) -> int:
    """Take a batch back; the number of the version without it."""
    return undo.take_back(store, batch_id, district=load_district(district), office=office).version


@pytest.fixture(scope="session")
def riverton_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small second district; tests read it and must not publish to it."""
    store = make_store(tmp_path_factory.mktemp("riverton") / "store")
    with closing(store.open(1)):  # what is open already, DuckDB opens in a third of the time
        yield store


@pytest.fixture(scope="session")
def riverton(riverton_store: Store) -> Snapshot:
    return open_snapshot(riverton_store)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample district; tests read it and must not publish to it."""
    store = make_store(tmp_path_factory.mktemp("sample") / "store", SAMPLE)
    with closing(store.open(1)):
        yield store


@pytest.fixture(scope="session")
def sample(sample_store: Store) -> Snapshot:
    return open_snapshot(sample_store)

"""A store with three versions, built once and copied for each test that changes it."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import make_store
from tests.store.test_versions import drop_newest
from wenming.store import Store


@pytest.fixture(scope="session")
def three_versions(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """87, 86 and 85 activities; tests read it and must not publish to it."""
    store = make_store(tmp_path_factory.mktemp("three") / "store")
    for office in ("Mill Street", "Quay Street"):
        store.publish(drop_newest, action="import", note=f"{office}.xlsx", office=office)
    return store


@pytest.fixture
def own(three_versions: Store, tmp_path: Path) -> Store:
    """A copy to change."""
    folder = tmp_path / "store"
    shutil.copytree(three_versions.folder, folder)
    return Store(folder)

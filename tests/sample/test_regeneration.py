"""The generator writes what is committed, byte for byte."""

import filecmp
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sample.conftest import FOLDER


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("jinping")
    command = [sys.executable, str(FOLDER / "generate.py"), "--out", str(out)]
    subprocess.run(command, check=True, timeout=120)
    return out


def test_every_file_is_the_same_to_the_byte(regenerated: Path) -> None:
    names = sorted(path.name for path in regenerated.iterdir())
    _, differing, missing = filecmp.cmpfiles(regenerated, FOLDER, names, shallow=False)
    assert (differing, missing) == ([], [])


def test_no_table_is_left_that_nothing_writes(regenerated: Path) -> None:
    committed = {path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".geojson")}
    assert committed == {path.name for path in regenerated.iterdir()}


def test_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.csv")) < 3_000_000

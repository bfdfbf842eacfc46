"""Every file that the map asks for is in the npm packages that are pinned."""

import json
from pathlib import Path

import pytest

from wenming.browser_files import _FACES, SCRIPTS, STYLES, copy_browser_files
from wenming.config.places import PROJECT


def test_every_file_lies_where_it_is_served(tmp_path: Path) -> None:
    modules, static = tmp_path / "node_modules", tmp_path / "static"
    pinned = json.loads((PROJECT / "package.json").read_text())["dependencies"]
    for source in [*SCRIPTS.values(), *STYLES.values(), "leaflet/dist/images/layers.png"]:
        assert source.split("/")[0] in pinned
        (modules / source).parent.mkdir(parents=True, exist_ok=True)
        (modules / source).write_text(source)
    (modules / "leaflet/dist/images/layers-2x.png").write_text("2x")
    face = next(iter(_FACES.values()))
    assert "/".join(face.split("/")[:2]) in pinned
    (modules / face).parent.mkdir(parents=True)
    (modules / face).write_text("face")

    copied = copy_browser_files(modules, static)

    assert (static / "leaflet.js").read_text() == "leaflet/dist/leaflet.js"
    assert {path.name for path in copied} >= {*SCRIPTS, *STYLES, "layers.png"}


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="leaflet"):
        copy_browser_files(tmp_path, tmp_path / "static")


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text())

    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)

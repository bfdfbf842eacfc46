"""Every file that maps and charts ask for is in the npm packages that are pinned."""

import json
from pathlib import Path

import pytest

from wenming.browser_files import CHARTS, FILES, copy_browser_files
from wenming.config.places import PROJECT


def test_every_file_lies_where_it_is_served(tmp_path: Path) -> None:
    modules, static = tmp_path / "node_modules", tmp_path / "static"
    pinned = json.loads((PROJECT / "package.json").read_text())["dependencies"]
    for source in FILES.values():
        depth = 2 if source.startswith("@") else 1
        assert "/".join(source.split("/")[:depth]) in pinned
        (modules / source).parent.mkdir(parents=True, exist_ok=True)
        (modules / source).write_text(source)

    copied = copy_browser_files(modules, static)

    assert (static / "leaflet.js").read_text() == "leaflet/dist/leaflet.js"
    assert (static / CHARTS).read_text().startswith("plotly.js-cartesian-dist-min/")
    assert copied == [static / name for name in FILES]


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="leaflet"):
        copy_browser_files(tmp_path, tmp_path / "static")


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text())

    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)

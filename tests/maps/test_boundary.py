"""The boundary file: polygons with a street_id, or one sentence that says what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import RIVERTON, SAMPLE
from wenming.errors import WenmingError
from wenming.maps.boundary import find_bounds, load_boundary

SQUARE = [[[-0.1, 51.5], [0.1, 51.5], [0.1, 51.6], [-0.1, 51.5]]]


def feature(street: str | None = "mill", coordinates: Any = SQUARE, kind: str = "Polygon") -> Any:
    return {
        "type": "Feature",
        "properties": {} if street is None else {"street_id": street, "note": "<b>"},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def write(folder: Path, *features: Any) -> Path:
    path = folder / "streets.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_polygons_keep_their_street_and_nothing_else(tmp_path: Path) -> None:
    boundary = load_boundary(write(tmp_path, feature()))

    assert boundary.street_ids == {"mill"}
    assert boundary.collection["features"][0]["properties"] == {"street_id": "mill"}
    assert find_bounds(boundary.points) == ((51.5, -0.1), (51.6, 0.1))


def test_a_street_may_lie_in_pieces_and_points_are_passed_over(tmp_path: Path) -> None:
    islands = feature("isles", [SQUARE, [[[5, 50], [6, 50], [6, 51], [5, 50]]]], "MultiPolygon")
    boundary = load_boundary(write(tmp_path, islands, feature("pump", [0, 51], "Point")))

    assert boundary.street_ids == {"isles"}
    assert find_bounds(boundary.points) == ((50, -0.1), (51.6, 6))


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        "[]",
        '{"type": "FeatureCollection"}',
        json.dumps({"features": [feature(None)]}),
        json.dumps({"features": [{**feature(), "geometry": None}]}),
        json.dumps({"features": [feature(coordinates=[])]}),
        json.dumps({"features": [feature(coordinates=[[["west", "north"]]])]}),
        json.dumps({"features": [feature(coordinates=[[[float("nan"), 51.5]]])]}),
        json.dumps({"features": [feature(coordinates=[[[468521.3, 2585710.8]]])]}),
    ],
    ids=[
        "text",
        "list",
        "empty",
        "no street",
        "no geometry",
        "no corner",
        "words",
        "nan",
        "metres",
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "streets.geojson"
    path.write_text(content)

    with pytest.raises(WenmingError, match="boundary_wrong"):
        load_boundary(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WenmingError) as caught:
        load_boundary(tmp_path / "streets.geojson")

    assert caught.value.key == "coverage.no_boundary"
    assert caught.value.params["file"] == "streets.geojson"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    load_boundary(write(tmp_path, feature("mill")))
    path = write(tmp_path, feature("abbey"), feature("quay"))

    assert load_boundary(path).street_ids == {"abbey", "quay"}


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, feature())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load_boundary(path).street_ids == {"mill"}


@pytest.mark.parametrize(("folder", "streets"), [(SAMPLE, 12), (RIVERTON, 3)], ids=str)
def test_both_districts_have_a_polygon_for_every_street(folder: Path, streets: int) -> None:
    assert len(load_boundary(folder / "streets.geojson").street_ids) == streets


def test_there_are_no_bounds_around_nothing() -> None:
    assert find_bounds([]) is None

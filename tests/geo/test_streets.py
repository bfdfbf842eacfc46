"""Walks along streets: a network small enough to measure by hand."""

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from tests.conftest import RIVERTON
from tests.geo.conftest import make_points, make_sites, to_degrees
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.geo.metres import Places, to_metres
from wenming.geo.reach import compute_reach, place
from wenming.geo.streets import StreetNetwork, build_network, find_walking
from wenming.geo.walking import StraightLines


def make_lines(*lines: list[tuple[float, float]]) -> list[shapely.LineString]:
    """Lines through corners given in metres."""
    return [shapely.LineString(np.column_stack(to_degrees(line))) for line in lines]


def at(*places: tuple[float, float]) -> Places:
    return to_metres(*to_degrees(places))


def make_horseshoe() -> StreetNetwork:
    """Two parallel streets 200 m apart that meet 600 m to the east, and one on its own."""
    horseshoe = [(0, 0), (600, 0), (600, 200), (0, 200)]
    return build_network("horseshoe", make_lines(horseshoe, [(5000, 0), (5100, 0)]))


def test_a_walk_follows_the_streets_round() -> None:
    walk, nearest = make_horseshoe().find_nearest(at((0, 0)), at((0, 200)))

    assert walk == pytest.approx([1400], abs=1)
    assert nearest.tolist() == [0]


def test_the_step_onto_the_street_is_walked_too() -> None:
    walk, _ = make_horseshoe().find_nearest(at((0, -50)), at((600, -30)))

    assert walk == pytest.approx([50 + 600 + 30], abs=1)


def test_the_nearest_is_the_nearest_on_foot_not_as_the_crow_flies() -> None:
    walk, nearest = make_horseshoe().find_nearest(at((0, 0)), at((0, 200), (590, 0)))

    assert nearest.tolist() == [1]
    assert walk == pytest.approx([590], abs=16)


def test_where_no_way_leads_nobody_comes() -> None:
    network = make_horseshoe()

    walk, nearest = network.find_nearest(at((0, 0)), at((5000, 0)))
    assert (walk.tolist(), nearest.tolist()) == ([np.inf], [-1])
    assert len(network.find_pairs(at((0, 0)), at((5000, 0)), 10_000).metres) == 0
    none, missing = network.find_nearest(at((0, 0)), at())
    assert (none.tolist(), missing.tolist()) == ([np.inf], [-1])


def test_streets_that_cross_meet_there() -> None:
    network = build_network("cross", make_lines([(-300, 0), (300, 0)], [(0, -300), (0, 300)]))

    walk, _ = network.find_nearest(at((-300, 0)), at((0, 300)))
    assert walk == pytest.approx([600], abs=1)


@pytest.mark.parametrize("turned", [False, True])
def test_pairs_are_those_within_the_walk(turned: bool) -> None:
    few, many = at((0, 0)), at((0, 200), (600, 0), (300, 0), (5000, 0))
    network = make_horseshoe()

    found = network.find_pairs(many, few, 1000) if turned else network.find_pairs(few, many, 1000)

    side = found.origin if turned else found.target
    assert dict(zip(side.tolist(), found.metres.tolist(), strict=True)) == pytest.approx(
        {1: 600, 2: 300}, abs=16
    )


def test_pairs_and_nearest_agree() -> None:
    dice = np.random.default_rng(7)
    grid = [[(x, 0), (x, 1000)] for x in range(0, 1001, 200)]
    grid += [[(0, y), (1000, y)] for y in range(0, 1001, 250)]
    network = build_network("grid", make_lines(*grid))
    origins, targets = (at(*dice.uniform(0, 1000, (count, 2))) for count in (80, 7))

    walk, nearest = network.find_nearest(origins, targets)
    pairs = network.find_pairs(origins, targets, 5000)

    metres = np.full((80, 7), np.inf)
    metres[pairs.origin, pairs.target] = pairs.metres
    assert walk == pytest.approx(metres.min(axis=1), abs=0.01)
    assert nearest.tolist() == metres.argmin(axis=1).tolist()


def test_reach_along_streets_is_smaller_than_through_walls() -> None:
    places = place(make_points((0, 0, 10), (590, 0, 20)), make_sites((0, 200)))
    everybody = np.array([True])

    along = compute_reach(places, make_horseshoe(), counts=everybody, limit=1000)
    through = compute_reach(places, StraightLines(1.3), counts=everybody, limit=1000)

    assert along["is_reached"].to_list() == [False, True]
    assert through["is_reached"].to_list() == [True, True]


@pytest.mark.parametrize("name", ["walk.gpkg", "walk.geojson"])
def test_a_network_in_the_districts_folder_is_walked(tmp_path: Path, name: str) -> None:
    lines = make_lines([(0, 0), (600, 0), (600, 200), (0, 200)])
    geopandas.GeoSeries(lines, crs=4326).to_crs(3857).to_crs(4326).to_file(tmp_path / name)
    district = load_district(RIVERTON).model_copy(update={"folder": tmp_path, "network": name})

    walking, problem = find_walking(district)

    assert problem is None
    assert not walking.is_estimate
    assert walking.find_nearest(at((0, 0)), at((0, 200)))[0] == pytest.approx([1400], abs=1)


@pytest.mark.parametrize(
    ("content", "key"), [(None, "reach.no_network"), ("no lines here", "reach.network_wrong")]
)
def test_a_network_that_cannot_be_read_leaves_straight_lines(
    tmp_path: Path, content: str | None, key: str
) -> None:
    if content is not None:
        (tmp_path / "walk.geojson").write_text(content, encoding="utf-8")
    district = load_district(RIVERTON).model_copy(
        update={"folder": tmp_path, "network": "walk.geojson"}
    )

    walking, problem = find_walking(district)

    assert walking == StraightLines(1.3)
    assert isinstance(problem, WenmingError)
    assert problem.key == key


def test_points_are_no_streets() -> None:
    with pytest.raises(ValueError, match="no lines"):
        build_network("points", [shapely.Point(0, 0)])

"""Where communities and residents are put, and the cells and street polygons that follow."""

import json
import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import shapely
from pyproj import Transformer
from shapely.geometry import Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from generator.dice import make_dice
from generator.facts import Facts, Row

# UTM zone 50 north: metres, and within a few parts in 10,000 of true length at Shantou.
_TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:32650", always_xy=True)
DIGITS = 5  # of a degree: about a metre

LonLat = tuple[float, float]
Points = dict[str, Point]


def to_metres(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, _TO_METRES.transform, interleaved=False)


def to_degrees(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(
        shape,
        lambda x, y: _TO_METRES.transform(x, y, direction="INVERSE"),
        interleaved=False,
    )


def round_point(point: Point) -> LonLat:
    """A point in metres as rounded degrees."""
    degrees = to_degrees(point)
    return round(degrees.x, DIGITS), round(degrees.y, DIGITS)


def pick_inside(dice: Random, area: BaseGeometry) -> Point:
    west, south, east, north = area.bounds
    while True:
        point = Point(dice.uniform(west, east), dice.uniform(south, north))
        if area.contains(point):
            return point


@dataclass(frozen=True)
class Geography:
    """All in metres but the two that say degrees."""

    points: Points  # by community_id
    cells: dict[str, BaseGeometry]  # by community_id, and those of open land
    streets: dict[str, BaseGeometry]  # by street_id, degrees, rounded, sharing their borders
    landmarks: dict[str, LonLat]  # by street_id, degrees

    def find_street(self, place: LonLat) -> str:
        """The street a place lies in, or the nearest where the schematic outline leaves it out."""
        point = Point(place)
        return min(self.streets, key=lambda street: self.streets[street].distance(point))


def _scatter(dice: Random, area: BaseGeometry, count: int) -> list[Point]:
    """Points that keep a distance of each other: each is the loneliest of a few candidates."""
    points = [pick_inside(dice, area)]
    while len(points) < count:
        candidates = [pick_inside(dice, area) for _ in range(10)]
        points.append(max(candidates, key=lambda c: min(c.distance(p) for p in points)))
    return points


def _name_points(
    communities: Sequence[Row], points: list[Point], near: dict[str, list[float]]
) -> Points:
    """Give each community a point: those with a known place the nearest, the rest in turn."""
    left = list(points)
    named: Points = {}
    for row in sorted(communities, key=lambda row: row["name"] not in near):
        if row["name"] in near:
            wanted = to_metres(Point(near[row["name"]]))
            point = min(left, key=wanted.distance)
        else:
            point = left[0]
        left.remove(point)
        named[row["nbs_code"]] = point
    return named


def _scatter_open_land(drawing: dict[str, Any], facts: Facts, outline: BaseGeometry) -> Points:
    """Points of uninhabited land, under ids that begin with their street's as communities' do."""
    ids = {row["name"]: row["nbs_code"] for row in facts.streets}
    points: Points = {}
    for number, land in enumerate(drawing["open_land"]):
        area = to_metres(Polygon(land["area"])).intersection(outline)
        dice = make_dice(f"geography/open_land/{number}")
        for i in range(land["count"]):
            points[f"{ids[land['street']]}-{number}-{i}"] = pick_inside(dice, area)
    return points


def _build_cells(points: Points, outline: BaseGeometry) -> dict[str, BaseGeometry]:
    ids = list(points)
    cells = shapely.voronoi_polygons(
        shapely.MultiPoint([points[i] for i in ids]), extend_to=outline, ordered=True
    )
    return {i: cell.intersection(outline) for i, cell in zip(ids, cells.geoms, strict=True)}


def _dissolve(cells: dict[str, BaseGeometry], facts: Facts) -> dict[str, BaseGeometry]:
    """Street polygons of cells that were rounded first, so that neighbours share every vertex."""
    rounded = {i: shapely.set_precision(to_degrees(c), 10**-DIGITS) for i, c in cells.items()}
    streets = {
        row["nbs_code"]: shapely.union_all(
            [cell for i, cell in rounded.items() if i.startswith(row["nbs_code"])]
        )
        for row in facts.streets
    }
    return {i: shapely.normalize(street) for i, street in streets.items()}


def build_geography(facts: Facts) -> Geography:
    drawing = tomllib.loads(Path(__file__).with_name("drawing.toml").read_text(encoding="utf-8"))
    outline = to_metres(Polygon(facts.outline))
    points: Points = {}
    for street in facts.streets:
        dice = make_dice(f"geography/{street['nbs_code']}")
        area = to_metres(Polygon(drawing["built_up"][street["name"]])).intersection(outline)
        communities = [row for row in facts.communities if row["street"] == street["name"]]
        scattered = _scatter(dice, area, len(communities))
        points |= _name_points(communities, scattered, drawing["near"])
    points = {row["nbs_code"]: points[row["nbs_code"]] for row in facts.communities}
    cells = _build_cells(points | _scatter_open_land(drawing, facts, outline), outline)
    return Geography(
        points=points,
        cells=cells,
        streets=_dissolve(cells, facts),
        landmarks={
            row["nbs_code"]: (float(row["lon"]), float(row["lat"])) for row in facts.streets
        },
    )


def place_nearby(dice: Random, geography: Geography, community_id: str, spread: float) -> LonLat:
    """A place about `spread` metres from the community's point, inside its street."""
    centre = geography.points[community_id]
    street = geography.streets[community_id[:9]]
    while True:
        angle, distance = dice.uniform(0, math.tau), spread * math.sqrt(dice.random())
        place = round_point(
            Point(centre.x + distance * math.cos(angle), centre.y + distance * math.sin(angle))
        )
        if street.contains(Point(place)):
            return place


def compute_area_km2(street: BaseGeometry) -> float:
    return to_metres(street).area / 1e6


def write_streets(path: Path, geography: Geography) -> None:
    """Street polygons as GeoJSON in WGS-84, one feature a line, counter-clockwise outside."""

    def build_feature(street_id: str, shape: BaseGeometry) -> dict[str, Any]:
        outside = shapely.orient_polygons(shape, exterior_cw=False)
        geometry = json.loads(json.dumps(mapping(outside)), parse_float=_parse_rounded)
        return {"type": "Feature", "properties": {"street_id": street_id}, "geometry": geometry}

    features = ",\n".join(
        json.dumps(build_feature(street_id, shape), separators=(",", ":"))
        for street_id, shape in geography.streets.items()
    )
    path.write_text(
        f'{{"type":"FeatureCollection","schematic":true,"features":[\n{features}\n]}}\n',
        encoding="utf-8",
        newline="\n",
    )


def _parse_rounded(text: str) -> float:
    return round(float(text), DIGITS)

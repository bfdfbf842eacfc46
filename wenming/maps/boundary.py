"""The district's outline on the map: street polygons of the store, or of the district folder."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from wenming.config import District
from wenming.errors import WenmingError

Bounds = tuple[tuple[float, float], tuple[float, float]]
"""South-west and north-east corner, each lat, lon."""


@dataclass(frozen=True)
class Boundary:
    """Street polygons as a GeoJSON feature collection, in WGS-84."""

    collection: dict[str, Any]

    @property
    def street_ids(self) -> frozenset[str]:
        features = self.collection["features"]
        return frozenset(feature["properties"]["street_id"] for feature in features)

    @property
    def points(self) -> list[tuple[float, float]]:
        """Every corner of every polygon as lat, lon."""
        return [
            point
            for feature in self.collection["features"]
            for point in _walk(feature["geometry"]["coordinates"])
        ]

    @property
    def rings(self) -> list[list[tuple[float, float]]]:
        """The outer ring of every polygon as lon, lat."""
        rings = []
        for feature in self.collection["features"]:
            shape = feature["geometry"]
            parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            rings += [[(lon, lat) for lon, lat, *_ in part[0]] for part in parts]
        return rings


EMPTY = Boundary({"type": "FeatureCollection", "features": []})


def load_boundary(path: Path) -> Boundary:
    """Read street polygons in degrees, each feature with a `street_id`.

    Raises WenmingError when the file is not there or is not such a GeoJSON file.
    """
    try:
        return _load(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise WenmingError("coverage.no_boundary", file=path.name) from None
    except (ValueError, LookupError, TypeError, OSError):
        raise WenmingError("coverage.boundary_wrong", file=path.name) from None


def find_boundary(areas: pd.DataFrame, district: District) -> Boundary:
    """The areas that were handed in (the report `boundaries`), else those of the folder's file.

    Raises WenmingError as `load_boundary` does.
    """
    if areas.empty:
        return load_boundary(district.boundary_path)
    return _build(tuple(areas["street_id"]), tuple(areas["geometry"]))


def is_schematic(areas: pd.DataFrame, district: District) -> bool:
    """Whether any area is drawn rather than surveyed, and the map has to say so."""
    return district.boundary_is_schematic if areas.empty else bool(areas["is_schematic"].any())


def find_bounds(points: list[tuple[float, float]]) -> Bounds | None:
    """The smallest box around points given as lat, lon; None where there are none."""
    if not points:
        return None
    lats, lons = zip(*points, strict=True)
    return (min(lats), min(lons)), (max(lats), max(lons))


@lru_cache(maxsize=4)
def _build(streets: tuple[str, ...], geometries: tuple[str, ...]) -> Boundary:
    features = [
        {"type": "Feature", "properties": {"street_id": street}, "geometry": json.loads(geometry)}
        for street, geometry in zip(streets, geometries, strict=True)
    ]
    return Boundary({"type": "FeatureCollection", "features": features})


@lru_cache(maxsize=8)
def _load(path: Path, changed: int) -> Boundary:
    """Read the file once as long as it does not change; `changed` is its time stamp."""
    content = json.loads(path.read_text(encoding="utf-8-sig"))
    features = [
        {
            "type": "Feature",
            "properties": {"street_id": str(feature["properties"]["street_id"])},
            "geometry": {
                "type": feature["geometry"]["type"],
                "coordinates": feature["geometry"]["coordinates"],
            },
        }
        for feature in content["features"]
        if feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    ]
    boundary = Boundary({"type": "FeatureCollection", "features": features})
    for lat, lon in boundary.points:
        if not (abs(lat) <= 90 and abs(lon) <= 180):  # metres of a projection, or no number
            raise ValueError(f"{lat}, {lon} are not degrees")
    return boundary


def _walk(coordinates: list[Any]) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], list):
        for part in coordinates:
            yield from _walk(part)
    else:
        lon, lat, *_ = coordinates
        yield float(lat), float(lon)

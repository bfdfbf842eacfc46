"""Areas out of a map file: GeoJSON, or a Shapefile in a zip archive; nothing else is unpacked."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely

from wenming.errors import WenmingError
from wenming.ingest.coordinates import CoordinateSystem, convert_to_wgs84

SHAPES = {".geojson", ".json", ".zip"}
_MOST_BYTES = 50 * 1024**2
_MOST_UNPACKED = 200 * 1024**2
_MOST_CORNERS = 500_000
_PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg"}
_NEEDED = {".shp", ".shx", ".dbf"}


@dataclass(frozen=True)
class Area:
    """A feature of the file: what it says of itself, and its shape in degrees, WGS-84."""

    properties: Mapping[str, Any]
    shape: Any


def read_areas(
    path: Path, name: str, system: CoordinateSystem, encoding: str | None = None
) -> list[Area]:
    """The features of a map file, in its order; `system` is what its degrees are in, `encoding`
    that of a Shapefile's texts, where it is not what the file says.

    Raises WenmingError (`tables.refused.…`): one sentence saying why the file cannot be taken.
    """
    suffix = path.suffix.casefold()
    if suffix not in SHAPES:
        raise WenmingError("tables.refused.no_shapes", file=name)
    size = path.stat().st_size
    if size > _MOST_BYTES:
        raise WenmingError("ledger.refused.too_large", file=name, limit=_MOST_BYTES // 1024**2)
    found, crs = _read_zip(path, name, encoding) if suffix == ".zip" else _read_geojson(path, name)
    if not found:
        raise WenmingError("ledger.refused.empty", file=name)
    shapes = np.array([area.shape for area in found], dtype=object)
    if shapely.get_num_coordinates(shapes).sum() > _MOST_CORNERS:
        raise WenmingError("tables.refused.too_many_corners", file=name, most=_MOST_CORNERS)
    degrees = _make_degrees(shapely.force_2d(shapes), crs, name)
    if system is not CoordinateSystem.WGS84:
        degrees = shapely.transform(degrees, lambda corners: _convert(corners, system))
    rounded = shapely.transform(degrees, lambda corners: np.round(corners, 6))
    return [Area(area.properties, shape) for area, shape in zip(found, rounded, strict=True)]


def _read_geojson(path: Path, name: str) -> tuple[list[Area], Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        features = content["features"]
        crs = (content.get("crs") or {}).get("properties", {}).get("name")
        return [_read_feature(feature) for feature in features], crs
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise WenmingError("tables.refused.not_geojson", file=name) from None
    except shapely.errors.GEOSException:
        raise WenmingError("tables.refused.not_geojson", file=name) from None


def _read_feature(feature: Any) -> Area:
    geometry = feature.get("geometry")
    shape = None if geometry is None else shapely.from_geojson(json.dumps(geometry))
    return Area(dict(feature.get("properties") or {}), shape)


def _read_zip(path: Path, name: str, encoding: str | None) -> tuple[list[Area], Any]:
    import pyogrio

    with _unpack(path, name) as shapefile:
        try:
            frame = pyogrio.read_dataframe(shapefile, encoding=encoding)
        except UnicodeDecodeError:
            raise  # another encoding may be right
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError):
            raise WenmingError("tables.refused.no_shapefile", file=name) from None
        columns = [column for column in frame.columns if column != "geometry"]
        records = frame[columns].astype(object).where(frame[columns].notna(), None)
        areas = [
            Area({str(key): value for key, value in row.items()}, shape)
            for row, shape in zip(records.to_dict("records"), frame.geometry, strict=True)
        ]
        return areas, frame.crs


@contextmanager
def _unpack(path: Path, name: str) -> Iterator[Path]:
    """The one Shapefile of an archive, in a folder of its own.

    Only its parts are written, under names of our own: no path of the archive is followed.
    """
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory(prefix="wenming-") as folder:
            parts = _find_parts(archive, name)
            if sum(part.file_size for part in parts.values()) > _MOST_UNPACKED:
                raise WenmingError(
                    "ledger.refused.unpacks_too_large",
                    file=name,
                    megabytes=sum(part.file_size for part in parts.values()) // 1024**2,
                )
            for suffix, part in parts.items():
                with archive.open(part) as packed:
                    # The archive's own word for the size is not trusted beyond it.
                    content = packed.read(part.file_size + 1)
                if len(content) > part.file_size:
                    raise WenmingError("tables.refused.no_shapefile", file=name)
                (Path(folder) / f"areas{suffix}").write_bytes(content)
            yield Path(folder) / "areas.shp"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        raise WenmingError("tables.refused.no_shapefile", file=name) from None


def _find_parts(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The parts of the archive's one Shapefile, by suffix."""
    layers: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for part in archive.infolist():
        place = PurePosixPath(part.filename.replace("\\", "/"))
        suffix = place.suffix.casefold()
        if suffix in _PARTS and not place.name.startswith("._"):
            layers.setdefault(str(place.with_suffix("")).casefold(), {})[suffix] = part
    whole = [parts for parts in layers.values() if set(parts) >= _NEEDED]
    if len(whole) != 1:
        raise WenmingError("tables.refused.no_shapefile", file=name)
    return whole[0]


def _make_degrees(shapes: Any, crs: Any, name: str) -> Any:
    """The shapes in degrees, by the system that the file states; one of metres has to state it."""
    import pyproj

    if crs is not None:
        try:
            known = pyproj.CRS.from_user_input(crs)
            transformer = pyproj.Transformer.from_crs(known, 4326, always_xy=True)
            # An urn of degrees may mean latitude first; files have longitude first all the same.
            shapes = shapely.transform(
                shapes, lambda corners: np.column_stack(transformer.transform(*corners.T))
            )
        except pyproj.exceptions.ProjError:
            raise WenmingError("tables.refused.crs_unknown", file=name) from None
    corners = shapely.get_coordinates(shapes)
    inside = np.isfinite(corners).all() and (np.abs(corners) <= [180, 90]).all()
    if not inside:
        raise WenmingError("tables.refused.crs_unknown", file=name)
    return shapes


def _convert(corners: Any, system: CoordinateSystem) -> Any:
    return np.array([convert_to_wgs84(lon, lat, system) for lon, lat in corners]).reshape(-1, 2)

"""Reading a raster of residents: cells with their middle in WGS-84 from a GeoTIFF or ASCII grid.

Pillow reads the picture and two of its tags say where it lies: rasterio would bring a second GDAL
of 100 MB to every installation, for one file that a district reads once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wenming.errors import WenmingError

_MOST = 20_000_000
"""Cells read at most: a district's part, not a country's map."""

# GeoTIFF tags and keys (OGC 19-008).
_SCALE, _TIE_POINTS, _TRANSFORMATION, _KEYS, _NO_DATA = 33550, 33922, 34264, 34735, 42113
_MODEL_TYPE, _RASTER_TYPE, _GEOGRAPHIC, _PROJECTED = 1024, 1025, 2048, 3072
_IS_PROJECTED, _IS_POINT, _USER_DEFINED = 1, 2, 32767


@dataclass(frozen=True)
class Cells:
    """The cells of a raster that hold a number; `no_data` counts those that hold none."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    residents: NDArray[np.float64]
    no_data: int


def read_cells(path: Path, hear: Callable[[int], None] = lambda cells: None) -> Cells:
    """Read a GeoTIFF, or an ESRI ASCII grid (`.asc`) whose `.prj` beside it says its system.

    `hear` is told in how many cells somebody lives, before anything more is made of them.
    Raises WenmingError when there is no such file, it is no raster of one band, it is larger than
    a district's, or it does not say where it lies.
    """
    if not path.exists():
        raise WenmingError("raster.missing", file=path.name)
    read = _read_ascii if path.suffix.lower() == ".asc" else _read_tiff
    try:
        values, no_data, place, system = read(path)
    except (OSError, ValueError, LookupError, TypeError):
        raise WenmingError("raster.wrong", file=path.name) from None
    known = np.isfinite(values) & (values >= 0)
    if no_data is not None:
        known &= values != values.dtype.type(no_data)
    hear(int(np.count_nonzero(values[known])))
    row, column = np.nonzero(known)
    x, y = place @ np.array([column + 0.5, row + 0.5, np.ones(len(row))])
    lon, lat = _to_degrees(path, x, y, system)
    residents = values[row, column].astype(float)
    return Cells(row, column, lon, lat, residents, int(known.size - len(row)))


Raster = tuple[NDArray[Any], float | None, NDArray[np.float64], Any]
"""Values, what stands for no number, column, row and 1 to x and y, and the system of these."""


def _read_tiff(path: Path) -> Raster:
    from PIL import Image

    try:
        picture = Image.open(path, formats=["TIFF"])
    except Image.DecompressionBombError:
        raise WenmingError("raster.large", file=path.name, most=f"{_MOST:,}") from None
    with picture:
        _check_size(path, *picture.size)
        tags: Any = getattr(picture, "tag_v2", {})
        keys = _read_keys(tags.get(_KEYS, ()))
        place = _find_place(tags, is_point=keys.get(_RASTER_TYPE) == _IS_POINT)
        values = np.asarray(picture)
    if values.ndim != 2:
        raise ValueError("more than one band")
    system = keys.get(_PROJECTED if keys.get(_MODEL_TYPE) == _IS_PROJECTED else _GEOGRAPHIC)
    if place is None or system in (None, 0, _USER_DEFINED):
        raise WenmingError("raster.nowhere", file=path.name)
    no_data = str(tags.get(_NO_DATA, "")).strip(" \0")
    return values, float(no_data) if no_data else None, place, system


def _read_keys(directory: Sequence[int]) -> dict[int, int]:
    """The keys whose value stands in the directory itself; after a head of four, four each."""
    entries = [directory[start : start + 4] for start in range(4, len(directory), 4)]
    return {key: value for key, tag, _, value in entries if tag == 0}


def _find_place(tags: Any, *, is_point: bool) -> NDArray[np.float64] | None:
    if _TRANSFORMATION in tags:
        matrix = np.array(tags[_TRANSFORMATION], dtype=float).reshape(4, 4)
        place = matrix[:2][:, [0, 1, 3]]
    elif _SCALE in tags and _TIE_POINTS in tags:
        (width, height), (column, row, _, x, y, _) = tags[_SCALE][:2], tags[_TIE_POINTS][:6]
        place = np.array([[width, 0, x - column * width], [0, -height, y + row * height]])
    else:
        return None
    if is_point:  # what ties is the middle of a cell, not its corner
        place[:, 2] -= (place[:, 0] + place[:, 1]) / 2
    return place


def _read_ascii(path: Path) -> Raster:
    words = path.read_text(encoding="ascii").split()
    head: dict[str, float] = {}
    while words[2 * len(head)][0].isalpha():
        name, value = words[2 * len(head) : 2 * len(head) + 2]
        head[name.lower()] = float(value)
    columns, rows, size = int(head["ncols"]), int(head["nrows"]), head["cellsize"]
    _check_size(path, columns, rows)
    values = np.array(words[2 * len(head) :], dtype=float).reshape(rows, columns)
    left = head["xllcorner"] if "xllcorner" in head else head["xllcenter"] - size / 2
    bottom = head["yllcorner"] if "yllcorner" in head else head["yllcenter"] - size / 2
    place = np.array([[size, 0, left], [0, -size, bottom + rows * size]])
    beside = path.with_suffix(".prj")
    system = beside.read_text(encoding="utf-8") if beside.exists() else 4326
    return values, head.get("nodata_value"), place, system


def _check_size(path: Path, columns: int, rows: int) -> None:
    if columns * rows > _MOST:
        raise WenmingError("raster.large", file=path.name, most=f"{_MOST:,}")


def _to_degrees(
    path: Path, x: NDArray[np.float64], y: NDArray[np.float64], system: Any
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import pyproj

    try:
        transformer = pyproj.Transformer.from_crs(system, 4326, always_xy=True)
    except pyproj.exceptions.CRSError:
        raise WenmingError("raster.nowhere", file=path.name) from None
    lon, lat = transformer.transform(x, y)
    if not (np.abs(lon) <= 180).all() or not (np.abs(lat) <= 90).all():  # metres without a .prj
        raise WenmingError("raster.nowhere", file=path.name)
    return lon, lat

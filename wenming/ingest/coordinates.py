"""Longitude and latitude: reading them, and the Chinese map systems made into WGS-84.

No conversion library of this kind is kept up, and the formulas are short: GCJ-02 is the published
offset polynomial over the Krasovsky ellipsoid, inverted here by fixed-point iteration to below a
millimetre; BD-09 is a rotation on top of GCJ-02.
"""

from __future__ import annotations

import math
import re
import unicodedata
from enum import StrEnum
from typing import Any

from wenming.ingest.lengths import LONGEST

Point = tuple[float, float]

_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_BD = math.pi * 3000.0 / 180.0
_CHINA = (72.004, 137.8347, 0.8293, 55.8271)


class CoordinateSystem(StrEnum):
    """The system a file's coordinates are in."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def convert_to_wgs84(lon: float, lat: float, system: CoordinateSystem) -> Point:
    """Degrees in the given system as WGS-84 degrees, rounded to six decimals."""
    if system is CoordinateSystem.BD09:
        lon, lat = _bd09_to_gcj02(lon, lat)
    if system is not CoordinateSystem.WGS84:
        lon, lat = _gcj02_to_wgs84(lon, lat)
    return round(lon, 6), round(lat, 6)


def _gcj02_to_wgs84(lon: float, lat: float) -> Point:
    guess = (lon, lat)
    for _ in range(8):
        shifted = wgs84_to_gcj02(*guess)
        guess = (guess[0] + lon - shifted[0], guess[1] + lat - shifted[1])
    return guess


def wgs84_to_gcj02(lon: float, lat: float) -> Point:
    """WGS-84 degrees as GCJ-02 degrees; outside China the two are the same."""
    west, east, south, north = _CHINA
    if not (west <= lon <= east and south <= lat <= north):
        return lon, lat
    x, y = lon - 105.0, lat - 35.0
    ripple = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north_by = (
        -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * math.sqrt(abs(x))
        + ripple
        + (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
        + (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    )
    east_by = (
        300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * math.sqrt(abs(x))
        + ripple
        + (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
        + (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    )
    radians = lat / 180.0 * math.pi
    magic = 1.0 - _ECCENTRICITY * math.sin(radians) ** 2
    root = math.sqrt(magic)
    north_by = (north_by * 180.0) / ((_AXIS * (1.0 - _ECCENTRICITY)) / (magic * root) * math.pi)
    east_by = (east_by * 180.0) / (_AXIS / root * math.cos(radians) * math.pi)
    return lon + east_by, lat + north_by


def _bd09_to_gcj02(lon: float, lat: float) -> Point:
    guess = (lon - 0.0065, lat - 0.006)
    for _ in range(8):
        shifted = gcj02_to_bd09(*guess)
        guess = (guess[0] + lon - shifted[0], guess[1] + lat - shifted[1])
    return guess


def gcj02_to_bd09(lon: float, lat: float) -> Point:
    """GCJ-02 degrees as BD-09 degrees."""
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD)
    return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006


_DEGREES = re.compile(
    r"[a-z东经西北南纬度:]*(?P<deg>-?\d+(?:\.\d+)?)(?:°|度)?"
    r"(?:(?P<min>\d+(?:\.\d+)?)(?:'|′|分))?(?:(?P<sec>\d+(?:\.\d+)?)(?:\"|″|秒|''))?(?P<side>[nsew])?"
)


def read_degrees(value: Any) -> float | None:
    """Degrees from a number or a text (116.69, 东经116.69°, 116°41'28"E); None if it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else None
    text = unicodedata.normalize("NFKC", str(value)).casefold()
    text = re.sub(r"\s+", "", text).replace("’", "'").replace("”", '"').replace("“", '"')
    found = _DEGREES.fullmatch(text) if len(text) <= LONGEST else None
    if not found:
        return None
    degrees = abs(float(found["deg"]))
    degrees += float(found["min"] or 0) / 60 + float(found["sec"] or 0) / 3600
    negative = found["deg"].startswith("-") or (found["side"] in ("s", "w"))
    return -degrees if negative else degrees


def split_pair(value: Any) -> tuple[str, str] | None:
    """The two halves of a cell that holds both (116.69,23.37; 东经116.69北纬23.37); None if it
    does not."""
    text = unicodedata.normalize("NFKC", str(value)).strip().strip("()[]")
    if len(text) > LONGEST:
        return None
    parts = [part for part in re.split(r"[,;、/\s]+|(?<!北)(?=北?纬)", text) if part]
    return (parts[0], parts[1]) if len(parts) == 2 else None


def is_worded(value: Any) -> bool:
    """Whether degrees stand in a text with more than a number in it (东经116.69°)."""
    return isinstance(value, str) and not re.fullmatch(r"\s*-?\d+(?:\.\d+)?\s*", value)

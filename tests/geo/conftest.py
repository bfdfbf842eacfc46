"""Small districts made by hand: places a stated number of metres from each other."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyproj

_PLANE = "+proj=aeqd +lon_0=116.65 +lat_0=23.38 +ellps=WGS84"
_TO_DEGREES = pyproj.Transformer.from_crs(_PLANE, 4326, always_xy=True)


def to_degrees(places: Iterable[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of places given as metres east and north of one point."""
    x, y = np.array(list(places), dtype=float).reshape(-1, 2).T
    return _TO_DEGREES.transform(x, y)


def make_points(*rows: tuple[float, float, int]) -> pd.DataFrame:
    """Residents at x, y metres: `make_points((0, 0, 100), (500, 0, 50))`; streets take turns."""
    lon, lat = to_degrees(row[:2] for row in rows)
    return pd.DataFrame(
        {
            "point_id": [f"p{number}" for number in range(len(rows))],
            "community_id": [f"c{number}" for number in range(len(rows))],
            "street_id": [f"s{number % 2}" for number in range(len(rows))],
            "lon": lon,
            "lat": lat,
            "residents": [row[2] for row in rows],
            "basis": "census",
        }
    )


def make_sites(*places: tuple[float, float], **columns: list[object]) -> pd.DataFrame:
    """Open sites with a recent activity at x, y metres; `columns` override what they are."""
    lon, lat = to_degrees(places)
    frame = pd.DataFrame(
        {
            "site_id": [f"site{number}" for number in range(len(places))],
            "level": "station",
            "lon": lon,
            "lat": lat,
            "is_closed": False,
            "is_recent": True,
            "activities": 1,
        }
    )
    return frame.assign(**columns)

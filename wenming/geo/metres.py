"""Degrees made into metres: places as points of the globe itself, so that nothing is distorted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
"""Places as rows of x, y, z in metres from the middle of the earth (WGS-84, at height 0).

The straight line between two of them runs below the ground by less than a millimetre in 10 km, so
that it is the distance wherever the district lies; near places are near in all three.
"""

_AXIS = 6378137.0
_ECCENTRICITY = 0.00669437999014  # squared


def to_metres(lon: Sequence[float] | Any, lat: Sequence[float] | Any) -> Places:
    """Places in WGS-84 degrees as rows of x, y, z in metres."""
    east = np.radians(np.asarray(lon, dtype=float))
    north = np.radians(np.asarray(lat, dtype=float))
    curve = _AXIS / np.sqrt(1 - _ECCENTRICITY * np.sin(north) ** 2)
    return np.column_stack(
        [
            curve * np.cos(north) * np.cos(east),
            curve * np.cos(north) * np.sin(east),
            curve * (1 - _ECCENTRICITY) * np.sin(north),
        ]
    )

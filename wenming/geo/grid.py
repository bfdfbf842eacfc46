"""Many places put together on a grid, so that few stand for them."""

import numpy as np
import pandas as pd

_FINEST = 0.0005  # of a degree: about 50 m


def merge_places(frame: pd.DataFrame, *, weight: str, sums: list[str], most: int) -> pd.DataFrame:
    """At most `most` rows: lat, lon, `weight` and the added-up `sums`.

    Up to that many rows stay as they are. More are added up on the finest square grid of degrees
    that is coarse enough; a cell stands at the middle of its `weight` (which is above 0).
    """
    columns = list(dict.fromkeys(["lat", "lon", weight, *sums]))
    if len(frame) <= most:
        return frame[columns].reset_index(drop=True)
    weights = frame[weight].to_numpy(dtype=float)
    lat, lon = frame["lat"].to_numpy(dtype=float), frame["lon"].to_numpy(dtype=float)
    added = frame[list(dict.fromkeys([weight, *sums]))].assign(lat=lat * weights, lon=lon * weights)
    step, cells = _FINEST, added
    while len(cells) > most:
        cells = added.groupby([np.floor(lat / step), np.floor(lon / step)]).sum()
        step *= 2
    cells["lat"] /= cells[weight]
    cells["lon"] /= cells[weight]
    return cells[columns].reset_index(drop=True)

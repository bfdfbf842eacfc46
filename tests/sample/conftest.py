"""The sample district as its files have it, read with pandas and nothing of the product."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

FOLDER = Path(__file__).parents[2] / "data" / "jinping"
IDS = {"street_id": str, "community_id": str, "mca_code": str, "start_time": str, "end_time": str}

Table = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="session")
def table() -> Table:
    """Reads a table by name; columns that end in `_on` are dates."""
    read: dict[str, pd.DataFrame] = {}

    def load(name: str) -> pd.DataFrame:
        if name not in read:
            frame = pd.read_csv(FOLDER / f"{name}.csv", dtype=IDS)
            for column in frame.columns[frame.columns.str.endswith("_on")]:
                frame[column] = pd.to_datetime(frame[column])
            read[name] = frame
        return read[name].copy()

    return load


@pytest.fixture(scope="session")
def district() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "district.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def street_shapes() -> gpd.GeoDataFrame:
    """Street polygons in metres, by street_id."""
    shapes = gpd.read_file(FOLDER / "streets.geojson").set_index("street_id")
    return shapes.to_crs("EPSG:32650")

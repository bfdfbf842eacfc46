"""Residents from a raster in the district's folder: its cells become rows of population_points."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wenming.config import District
from wenming.errors import WenmingError
from wenming.store.raster import Cells, read_cells

_WRONG = (OSError, ValueError, LookupError, TypeError, RecursionError)
"""What a file of boundaries that is none raises while it is read."""


@dataclass(frozen=True)
class Population:
    """What a raster held and what became of it.

    `rows` are all cells with a number, and a row for every community that no cell belongs to: the
    columns of `population_points` with row_number, outcome (accepted or skipped), skip_kind
    (outside every street, or in a street whose communities have no place), held (the cell's own
    number) and raw. `residents` of the accepted are whole and add up to what their cells held.
    """

    file: str
    sha256: str
    no_data: int
    rows: pd.DataFrame

    def count(self, kind: str | None) -> int:
        """Cells with residents skipped for this reason; None: those that became points."""
        return int(self._choose(kind).sum())

    def add_up(self, kind: str | None) -> float:
        """Their residents as the raster holds them."""
        return float(self.rows.loc[self._choose(kind), "held"].sum())

    @property
    def communities_without(self) -> int:
        return int(self.rows["held"].isna().sum())

    def _choose(self, kind: str | None) -> pd.Series:
        of_kind = self.rows["skip_kind"].isna() if kind is None else self.rows["skip_kind"] == kind
        return of_kind & (self.rows["held"] > 0)


def read_population(
    district: District, *, hear: Callable[[int], None] = lambda cells: None
) -> Population | None:
    """The district's raster as points; None where it has none.

    `hear` is told in how many cells somebody lives, as soon as that is known. A cell belongs to the
    street it lies in and, there, to the community whose place is nearest.
    Raises WenmingError when the raster or the boundaries cannot be read, when no cell lies in the
    district or no community there has a place, or when population_points.csv holds points too:
    residents would count twice.
    """
    raster = district.population_raster
    if raster is None:
        return None
    if len(_read_table(district, "population_points")):
        raise WenmingError("raster.twice", file=raster.file)
    path = district.folder / raster.file
    cells = read_cells(path, hear)
    communities = _read_table(district, "communities")
    communities[["lon", "lat"]] = communities[["lon", "lat"]].astype(float)
    street = _find_streets(district.boundary_path, cells)
    community = _find_communities(street, cells, communities)
    rows = _list_rows(cells, street, community).assign(basis=raster.basis or raster.file)
    if not (rows["outcome"] == "accepted").any():
        if (rows["skip_kind"] == "no_community").any():
            raise WenmingError("raster.no_communities", file=raster.file)
        raise WenmingError("raster.elsewhere", file=raster.file)
    rows = pd.concat([rows, _list_without(communities, rows, raster.basis or raster.file)])
    rows = rows.assign(row_number=range(1, len(rows) + 1))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Population(raster.file, digest, cells.no_data, rows)


def _read_table(district: District, name: str) -> pd.DataFrame:
    path = district.folder / f"{name}.csv"
    if not path.exists():
        raise WenmingError("errors.no_table", file=path)
    return pd.read_csv(path, dtype=str)


def _find_streets(boundaries: Path, cells: Cells) -> NDArray[np.object_]:
    """The street each cell's middle lies in; None outside all."""
    import shapely

    found = np.full(len(cells.lon), None, dtype=object)
    try:
        features = json.loads(boundaries.read_text(encoding="utf-8-sig"))["features"]
        for feature in features:
            area = shapely.from_geojson(json.dumps(feature["geometry"]))
            shapely.prepare(area)
            within = shapely.intersects_xy(area, cells.lon, cells.lat)
            found[within & (found == None)] = str(feature["properties"]["street_id"])  # noqa: E711
    except (*_WRONG, shapely.errors.ShapelyError):
        raise WenmingError("raster.no_boundary", file=boundaries.name) from None
    return found


def _find_communities(
    street: NDArray[np.object_], cells: Cells, communities: pd.DataFrame
) -> NDArray[np.object_]:
    """The nearest community of each cell's street; None where none of it has a place."""
    from scipy.spatial import cKDTree

    found = np.full(len(street), None, dtype=object)
    placed = communities.dropna(subset=["lon", "lat"])
    for street_id, own in placed.groupby("street_id"):
        inside = np.flatnonzero(street == street_id)
        # Degrees east are shorter than degrees north; within a street that is all that matters.
        east = np.cos(np.radians(own["lat"].mean()))
        tree = cKDTree(np.column_stack([own["lon"] * east, own["lat"]]))
        _, nearest = tree.query(np.column_stack([cells.lon[inside] * east, cells.lat[inside]]))
        found[inside] = own["community_id"].to_numpy(dtype=object)[nearest]
    return found


def _list_rows(
    cells: Cells, street: NDArray[np.object_], community: NDArray[np.object_]
) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "point_id": [
                f"r{row}c{column}" for row, column in zip(cells.row, cells.column, strict=True)
            ],
            "community_id": community,
            "lon": cells.lon.round(6),
            "lat": cells.lat.round(6),
            "held": cells.residents,
        }
    )
    skipped = pd.Series(None, index=rows.index, dtype=object)
    skipped[pd.isna(community)] = "no_community"
    skipped[pd.isna(street)] = "outside"
    rows["skip_kind"] = skipped
    rows["outcome"] = np.where(skipped.isna(), "accepted", "skipped")
    rows["residents"] = _make_whole(rows)
    rows["raw"] = [
        json.dumps({"row": row, "column": column, "value": held})
        for row, column, held in zip(
            cells.row.tolist(), cells.column.tolist(), cells.residents.tolist(), strict=True
        )
    ]
    return rows


def _make_whole(rows: pd.DataFrame) -> pd.Series:
    """Whole residents for cells that hold fractions: the sums, not each cell, are rounded.

    Cells stand side by side with those of their community, so that its sum, too, is right within
    one resident. Skipped cells get none.
    """
    taken = rows[rows["outcome"] == "accepted"].sort_values("community_id", kind="stable")
    so_far = taken["held"].cumsum().round()
    whole = so_far.diff().fillna(so_far)
    return whole.reindex(rows.index, fill_value=0).astype("int64")


def _list_without(communities: pd.DataFrame, rows: pd.DataFrame, basis: str) -> pd.DataFrame:
    """A point of nobody for each community without a cell, which else stands for itself with the
    residents of communities.csv: the raster has put them into its neighbours' cells."""
    has_cells = communities["community_id"].isin(rows["community_id"])
    of_street = communities["street_id"].isin(communities.loc[has_cells, "street_id"])
    without = communities[~has_cells & of_street]
    return pd.DataFrame(
        {
            "point_id": "none-" + without["community_id"],
            "community_id": without["community_id"],
            "lon": without["lon"],
            "lat": without["lat"],
            "residents": 0,
            "basis": basis,
            "outcome": "accepted",
            "raw": [json.dumps({"community_id": name}) for name in without["community_id"]],
        }
    )

"""Walking along streets: a network of lines from the district folder, and shortest ways on it."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from wenming.config import District
from wenming.errors import WenmingError
from wenming.geo.metres import Places, to_metres
from wenming.geo.walking import (
    Indices,
    Metres,
    Pairs,
    StraightLines,
    Walking,
    make_no_pairs,
)

_STEP = 0.0001  # degrees: about 10 m, so that nobody walks far to reach a node of a street
_DIGITS = 7  # of a degree: a centimetre, within which two ends meet
_ROWS = 64  # sources searched at once; each holds a distance to every node


@dataclass(frozen=True)
class StreetNetwork:
    """Ways between nodes of streets; a place steps straight onto its nearest node."""

    key: str
    nodes: Places
    graph: Any = field(repr=False)
    """A symmetric scipy.sparse matrix of metres between neighbouring nodes."""
    is_estimate: bool = False

    def find_nearest(self, origins: Places, targets: Places) -> tuple[Metres, Indices]:
        """As `Walking` says: one search from all targets at once."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        if len(targets) == 0 or len(origins) == 0:
            return np.full(len(origins), np.inf), np.full(len(origins), -1, dtype=np.int64)
        steps, entries = self._snap(targets)
        count = len(self.nodes)
        # Each target is a node of its own, joined to its street by the step onto it.
        ways = self.graph.tocoo()
        doors = np.arange(count, count + len(targets))
        weights = np.concatenate([ways.data, np.maximum(steps, 1e-6)])
        rows, columns = np.append(ways.row, doors), np.append(ways.col, entries)
        whole = csr_array((weights, (rows, columns)), shape=(count + len(targets),) * 2)
        walk, _, source = dijkstra(whole, indices=doors, min_only=True, return_predecessors=True)
        steps, entries = self._snap(origins)
        found = walk[entries] + steps
        nearest = np.where(np.isfinite(found), source[entries] - count, -1)
        return found, nearest.astype(np.int64)

    def find_pairs(self, origins: Places, targets: Places, limit: float) -> Pairs:
        """As `Walking` says: a search from each place of the side that has fewer."""
        if len(targets) == 0 or len(origins) == 0:
            return make_no_pairs()
        if len(targets) < len(origins):
            turned = self.find_pairs(targets, origins, limit)
            return Pairs(turned.target, turned.origin, turned.metres)
        from scipy.sparse.csgraph import dijkstra

        steps, entries = self._snap(origins)
        last_steps, exits = self._snap(targets)
        parts = []
        for start in range(0, len(origins), _ROWS):
            rows = slice(start, start + _ROWS)
            walks = dijkstra(self.graph, indices=entries[rows], limit=limit)
            metres = walks[:, exits] + steps[rows, None] + last_steps[None, :]
            origin, target = np.nonzero(metres <= limit)
            parts.append((origin + start, target, metres[origin, target]))
        origin, target, metres = (np.concatenate(part) for part in zip(*parts, strict=True))
        return Pairs(origin, target, metres)

    def _snap(self, places: Places) -> tuple[Metres, Indices]:
        from scipy.spatial import cKDTree

        steps, entries = cKDTree(self.nodes).query(places)
        return steps, entries.astype(np.int64)


def find_walking(district: District) -> tuple[Walking, WenmingError | None]:
    """How the district walks: along its streets, else in straight lines; and what is wrong.

    A network that cannot be read leaves the straight lines, and an error that says so.
    """
    straight = StraightLines(district.thresholds.detour_factor)
    if district.network is None:
        return straight, None
    path = district.folder / district.network
    try:
        return _load(path, path.stat().st_mtime_ns), None
    except FileNotFoundError:
        return straight, WenmingError("reach.no_network", file=path.name)
    except (ValueError, OSError, RuntimeError):
        return straight, WenmingError("reach.network_wrong", file=path.name)


@lru_cache(maxsize=4)
def _load(path: Path, changed: int) -> StreetNetwork:
    """Read the lines once as long as the file does not change; `changed` is its time stamp."""
    import geopandas

    frame = geopandas.read_file(path)
    frame = frame.set_crs(4326) if frame.crs is None else frame.to_crs(4326)
    return build_network(f"{path}-{changed}", frame.geometry)


def build_network(key: str, lines: Any) -> StreetNetwork:
    """The network of a sequence of shapely lines in degrees; lines that cross meet there.

    Raises ValueError where there is no line.
    """
    import shapely
    from scipy.sparse import coo_array

    parts = shapely.get_parts(np.asarray(lines, dtype=object))
    parts = parts[shapely.get_type_id(parts) == 1]
    if not len(parts):
        raise ValueError("no lines")
    noded = shapely.get_parts(shapely.segmentize(shapely.union_all(parts), _STEP))
    corners, line = shapely.get_coordinates(noded, return_index=True)
    places, node = np.unique(np.round(corners, _DIGITS), axis=0, return_inverse=True)
    joined = np.flatnonzero(line[1:] == line[:-1])
    start, end = node[joined], node[joined + 1]
    nodes = to_metres(places[:, 0], places[:, 1])
    apart = np.maximum(np.linalg.norm(nodes[start] - nodes[end], axis=1), 1e-6)
    # Of two lines over one edge the first is kept: they are as long as each other.
    edges, kept = np.unique(
        np.sort(np.column_stack([start, end]), axis=1), axis=0, return_index=True
    )
    rows, columns = np.append(edges[:, 0], edges[:, 1]), np.append(edges[:, 1], edges[:, 0])
    weights = np.tile(apart[kept], 2)
    graph = coo_array((weights, (rows, columns)), shape=(len(nodes), len(nodes))).tocsr()
    return StreetNetwork(key, nodes, graph)

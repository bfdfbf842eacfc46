"""The streets' areas handed in as a map file: each named, made valid, and put into the store."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from wenming.config import District
from wenming.errors import WenmingError
from wenming.ingest.apart import HandedIn, read_apart
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.damage import refusing_damage
from wenming.ingest.intake import load_registry
from wenming.ingest.ledger import OnRows
from wenming.ingest.reading import Reading
from wenming.ingest.results import (
    TAKEN,
    Column,
    LedgerReport,
    ListedRows,
    Message,
    Outcome,
    Place,
    Repair,
    RowResult,
    SkipKind,
    TableShape,
)
from wenming.maps.boundary import find_boundary, is_schematic
from wenming.privacy.headings import is_private_column
from wenming.reports import reference
from wenming.schema import BOUNDARIES, TABLES
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.entries import TableBatch, append_tables
from wenming.tabular.kept import build_source_rows
from wenming.tabular.labels import hold
from wenming.tabular.names import NameIndex, Names
from wenming.tabular.publishing import TableJudgement
from wenming.tabular.shapes import Area, read_areas

_APART = 0.99  # the share of their areas that pieces cover together, at least
_LONGEST = 200  # characters of a property that are kept


@dataclass(frozen=True)
class BoundaryJudgement(TableJudgement):
    """What becomes of the features of a map file; `kept` are areas that stay beside them.

    The first areas handed in take those of the district's folder with them, so that no street
    loses its own.
    """

    kept: tuple[Mapping[str, Any], ...]


def judge_boundaries(
    files: Sequence[HandedIn],
    *,
    store: Store,
    district: District,
    reading: Reading,
    schematic: bool = False,
    on_file: Callable[[HandedIn], None] = lambda file: None,
) -> BoundaryJudgement:
    """Say what would become of every area of the files; nothing is written.

    `schematic` says that the areas are drawn rather than surveyed; maps then say so.
    """
    snapshot = open_snapshot(store)
    stored, are_in_store = _load_stored(snapshot, district)
    reports, hashes = read_apart(
        _build_reader,
        files,
        on_file=on_file,
        store=store,
        version=snapshot.version,
        district=district,
        crs=reading.crs,
        schematic=schematic,
    )
    taken = [row for report in reports for row in report.rows if row.outcome in TAKEN]
    changed = sum(row.values["street_id"] in stored for row in taken)
    return BoundaryJudgement(
        snapshot.version,
        reading,
        reports,
        hashes,
        table=BOUNDARIES,
        replace=False,
        stored=len(stored),
        added=len(taken) - changed,
        changed=changed,
        kept=() if are_in_store else tuple(stored.values()),
    )


def publish_boundaries(store: Store, judgement: BoundaryJudgement) -> int:
    """Publish the areas that are taken on top of the version they were judged against.

    Raises WenmingError `errors.store_moved` when another version is current by now.
    """
    reading, batches = judgement.reading, []
    kept = list(judgement.kept)
    for sha256, report in zip(judgement.hashes, judgement.reports, strict=True):
        if report.refused is not None:
            continue
        taken = {row.values["street_id"]: row.values for row in report.rows if row.outcome in TAKEN}
        beside = [area for area in kept if area["street_id"] not in taken]
        ids = [row.values.get("street_id") if row.outcome in TAKEN else None for row in report.rows]
        rows = pd.DataFrame(
            [*taken.values(), *beside],
            columns=["street_id", "geometry", "is_schematic"],
            dtype=object,
        )
        batches.append(
            TableBatch(
                file=report.file,
                kind=BOUNDARIES,
                sha256=sha256,
                as_of=reading.as_of,
                crs=reading.crs,
                encoding=None,
                hidden_sheets=(),
                office=reading.office,
                rows=rows,
                source_rows=build_source_rows(report).assign(
                    record_id=pd.Series(ids, dtype=object)
                ),
            )
        )
        kept = []
    return append_tables(store, batches, expected=judgement.version)


def _build_reader(
    *, store: Store, version: int, district: District, crs: str, schematic: bool, earlier: Any
) -> _AreaReader:
    snapshot = open_snapshot(store, version)
    return _AreaReader(snapshot, district, CoordinateSystem(crs), schematic, earlier)


class _AreaReader:
    """Reads map files of one batch against what is known of the streets' areas.

    `earlier` says which streets' areas files before have, and where.
    """

    def __init__(
        self,
        store: Snapshot,
        district: District,
        crs: CoordinateSystem,
        schematic: bool,
        earlier: dict[str, tuple[str, int]] | None = None,
    ) -> None:
        self._crs, self._schematic = crs, schematic
        held, registry = hold(store), load_registry(store, district)
        self._mask, self._mask_cell = registry.cleaner.mask, registry.cleaner.mask_cell
        self._streets = held.of("streets")
        self._names = Names(TABLES["communities"], district, held, registry)
        self._codes = NameIndex(registry.cleaner.fold)
        for key, street in self._streets.items():
            self._codes.add(key, (street.get("mca_code"),))
        self.stored, self.are_in_store = _load_stored(store, district)
        self.earlier = earlier or {}

    def read(
        self, path: Path, *, name: str, on_rows: OnRows = lambda rows, share: None
    ) -> LedgerReport:
        """What becomes of each feature of one file."""
        report = LedgerReport(name)
        try:
            with refusing_damage(name):
                areas, column, report.encoding = self._read_areas(path, name)
        except WenmingError as error:
            report.refused = Message(error.key, {**error.params, "file": name})
            return report
        headings = dict.fromkeys(str(key) for area in areas for key in area.properties)
        columns = [
            Column(index, self._mask(heading), "street_id" if heading == column else None)
            for index, heading in enumerate(headings)
        ]
        report.tables.append(TableShape("", (), tuple(columns)))
        joined, pieces = self._join_pieces(areas, column)
        report.rows = ListedRows(
            self._judge(area, column, number, name, pieces.get(number))
            for number, area in enumerate(joined, 1)
        )
        named = {row.values.get("street_id") for row in report.rows}
        left = [str(row.get("name")) for key, row in self._streets.items() if key not in named]
        if left:
            told = {"streets": left}
            report.notes.append(Message("tables.note.streets_without_area", told))
        return report

    def _read_areas(self, path: Path, name: str) -> tuple[list[Area], str, str | None]:
        """The areas, the property that names their streets, and the encoding where it was not what
        the file says: of those that a Shapefile may have, one in which it names a street."""
        encodings = (None, "utf-8", "gb18030") if path.suffix.casefold() == ".zip" else (None,)
        for encoding in encodings:
            try:
                areas = read_areas(path, name, self._crs, encoding)
            except UnicodeDecodeError:
                continue
            if (column := self._find_column(areas)) is not None:
                return areas, column, encoding
        raise WenmingError("tables.refused.no_street", file=name)

    def _join_pieces(
        self, areas: Sequence[Area], column: str
    ) -> tuple[list[Area], dict[int, tuple[int, int]]]:
        """The areas with the pieces of a street joined in its first; of each piece, by its number,
        the number of that first and how many pieces there are. Areas of one street that lie over
        each other are no pieces."""
        by_street: dict[str, list[int]] = {}
        for place, area in enumerate(areas):
            street = self._find_street(area.properties.get(column))
            if street is not None and area.shape is not None:
                by_street.setdefault(street, []).append(place)
        joined, pieces = list(areas), {}
        for places in by_street.values():
            shapes = [shapely.make_valid(areas[place].shape) for place in places]
            whole = shapely.union_all(shapes)
            if len(places) < 2 or whole.area < sum(each.area for each in shapes) * _APART:
                continue
            joined[places[0]] = Area(areas[places[0]].properties, whole)
            pieces.update({place + 1: (places[0] + 1, len(places)) for place in places})
        return joined, pieces

    def _find_column(self, areas: Sequence[Area]) -> str | None:
        """The property that names the most streets."""
        counts: Counter[str] = Counter()
        for area in areas:
            for key, value in area.properties.items():
                counts[str(key)] += self._find_street(value) is not None
        best = counts.most_common(1)
        return best[0][0] if best and best[0][1] else None

    def _find_street(self, value: Any) -> str | None:
        if value is None or isinstance(value, (bool, dict, list)):
            return None
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        column = TABLES["communities"].column("street_id")
        return self._names.find(column, text.strip()).id or self._codes.find(text.strip()).id

    def _judge(
        self,
        area: Area,
        column: str,
        number: int,
        file: str,
        piece: tuple[int, int] | None = None,
    ) -> RowResult:
        written = area.properties.get(column)
        raw = {
            self._mask(str(key)): self._mask_cell(str(value))[:_LONGEST]
            for key, value in area.properties.items()
            if value is not None and not is_private_column(str(key), [str(value)])
        }
        result = RowResult("", number, Outcome.ACCEPTED, raw=raw)
        if piece is not None and piece[0] != number:
            result.outcome, result.skip_kind = Outcome.SKIPPED, SkipKind.DUPLICATE
            result.reasons = [Message("tables.skip.joined", {"row": piece[0]})]
            result.duplicate_of = Place(file, "", piece[0])
            return result
        if piece is not None:
            result.remarks.append(Message("tables.remark.joined", {"count": piece[1]}))
        shape = self._repair_shape(area.shape, result)
        if shape is None:
            result.outcome = Outcome.REJECTED
            result.reasons = [Message("tables.reject.no_area")]
            return result
        geometry = shapely.to_geojson(shape)
        street = self._find_street(written)
        if street is None:
            result.raw["geometry"] = geometry  # nothing of what was handed in is lost
            told = {"written": self._mask_cell("" if written is None else str(written))}
            return _hold(result, Message("tables.review.unknown_street", told))
        schematic = str(self._schematic).lower()
        result.values = {"street_id": street, "geometry": geometry, "is_schematic": schematic}
        first = self.earlier.setdefault(street, (file, number))
        if first != (file, number):
            result.raw["geometry"] = geometry
            name = self._streets[street].get("name") or street
            where: dict[str, Any] = {"street": name, "file": first[0], "row": first[1]}
            return _hold(result, Message("tables.review.street_twice", where))
        if self.are_in_store and self.stored.get(street) == result.values:
            result.outcome, result.skip_kind = Outcome.SKIPPED, SkipKind.DUPLICATE
            result.reasons = [Message("tables.skip.same", {"id": street})]
            return result
        if result.repairs:
            result.outcome = Outcome.REPAIRED
        self._look_at_point(street, shape, result)
        return result

    def _repair_shape(self, shape: Any, result: RowResult) -> Any:
        """The polygons of a shape, made valid; None where it has no area."""
        if shape is None or shapely.is_empty(shape):
            return None
        if not shapely.is_valid(shape):
            problem = shapely.is_valid_reason(shape)
            shape = shapely.make_valid(shape)
            result.repairs.append(Repair("geometry", problem, "", "geometry"))
        parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
        if len(parts) != len(shapely.get_parts(shape)):
            nested = shapely.get_parts(shapely.get_parts(shape))
            parts = [part for part in nested if part.geom_type == "Polygon"]
        if not parts or not sum(part.area for part in parts):
            return None
        whole = parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
        return shapely.normalize(whole)

    def _look_at_point(self, street: str, shape: Any, result: RowResult) -> None:
        """Say so where a street's own point lies outside its area: the system may be another."""
        lon, lat = self._streets[street].get("lon"), self._streets[street].get("lat")
        if lon and lat and not shapely.covers(shape, shapely.Point(float(lon), float(lat))):
            result.remarks.append(Message("tables.remark.point_outside"))


def _hold(result: RowResult, reason: Message) -> RowResult:
    result.outcome, result.reasons = Outcome.REVIEW, [reason]
    return result


def _load_stored(store: Snapshot, district: District) -> tuple[dict[str, Mapping[str, Any]], bool]:
    """The areas that hold now by street, and whether they were handed in."""
    areas = reference.boundaries(store)
    return _list_stored(areas, district), not areas.empty


def _list_stored(areas: pd.DataFrame, district: District) -> dict[str, Mapping[str, Any]]:
    """The areas that hold now, of the store or of the district's folder, by street."""
    schematic = str(is_schematic(areas, district)).lower()
    if not areas.empty:
        return {
            row["street_id"]: {
                "street_id": row["street_id"],
                "geometry": row["geometry"],
                "is_schematic": str(row["is_schematic"]).lower(),
            }
            for row in areas.to_dict("records")
        }
    try:
        features = find_boundary(areas, district).collection["features"]
    except WenmingError:
        return {}
    stored: dict[str, Mapping[str, Any]] = {}
    for feature in features:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        street = feature["properties"]["street_id"]
        stored[street] = {
            "street_id": street,
            "geometry": shapely.to_geojson(shapely.normalize(shape)),
            "is_schematic": schematic,
        }
    return stored

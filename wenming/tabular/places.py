"""Where a record of a table lies: coordinates made WGS-84, its street, its community's place."""

from __future__ import annotations

from typing import Any

from wenming.ingest.coordinates import (
    CoordinateSystem,
    Point,
    convert_to_wgs84,
    read_degrees,
    split_pair,
)
from wenming.ingest.registry import Registry
from wenming.ingest.results import Message, Repair
from wenming.ingest.view import show
from wenming.schema import Column, Table
from wenming.schema.rules import find_faults
from wenming.tabular.cells import Draft, spell_number, tell_fault
from wenming.tabular.labels import HeldRecords, Record


def read_pair(value: Any, draft: Draft) -> None:
    """A cell that holds both degrees, such as 116.69,23.37."""
    halves = split_pair(value) or ("", "")
    for name, half in zip(("lon", "lat"), halves, strict=True):
        degrees = read_degrees(half)
        if degrees is None:
            written = {"written": show(value)}
            draft.problems.append(Message("ledger.review.coordinate_unreadable", written))
            return
        draft.values[name] = spell_number(degrees)


def place_row(
    table: Table, draft: Draft, registry: Registry, held: HeldRecords, crs: CoordinateSystem
) -> None:
    """Put a row's coordinates right, and fill in what the records that it names tell."""
    values = draft.values
    given = (values.get("lon"), values.get("lat"))
    if None not in given:
        _convert(table, draft, registry, crs)
    elif given != (None, None):
        written = {"written": next(half for half in given if half is not None)}
        draft.problems.append(Message("ledger.review.half_a_coordinate", written))
    for column in table.columns:
        named = (values.get(column.name) or "") if column.fills and column.of else ""
        if (record := held.of(column.of or "").get(named) if named else None) is not None:
            _fill_in(table, column, record, draft, registry)


def _fill_in(
    table: Table, column: Column, record: Record, draft: Draft, registry: Registry
) -> None:
    """What a row leaves out taken from the record it names; a street must be that record's."""
    values, named = draft.values, column.name.removesuffix("_id")
    if all(values.get(name) is None and name not in values for name in column.fills):
        found = {name: text for name in column.fills if (text := record.get(name)) is not None}
        values |= found
        if (street := found.get("street_id")) is not None:
            name = registry.streets[street].name if street in registry.streets else street
            draft.repairs.append(Repair("street_id", "", name, f"from_{named}", counts=False))
        return
    draft.problems += [
        tell_fault(table, fault)
        for fault in find_faults(table, values, given=(), filled={column.name: record})
    ]


def _convert(table: Table, draft: Draft, registry: Registry, crs: CoordinateSystem) -> None:
    east, north = float(draft.values["lon"] or 0), float(draft.values["lat"] or 0)
    written = f"{spell_number(east)},{spell_number(north)}"
    point = _inside(registry, east, north, crs)
    if point is None and registry.outline is not None:
        point = _inside(registry, north, east, crs)
        if point is not None:
            _repair(draft, written, point, "coordinates_exchanged", counts=True)
    elif point is not None and crs is not CoordinateSystem.WGS84:
        _repair(draft, written, point, "coordinate_system", counts=False)
    if point is None:
        draft.problems.append(Message("ledger.review.outside_district", {"written": written}))
        return
    draft.values["lon"], draft.values["lat"] = map(spell_number, point)
    street, there = draft.values.get("street_id"), registry.street_at(*point)
    if table.name == "streets" or street is None or there in (None, street):
        return
    name = registry.streets[there].name if there in registry.streets else there
    if registry.areas_are_schematic:
        draft.remarks.append(Message("ledger.remark.other_street", {"street": name}))
    else:
        told = {"street": name, "written": written}
        draft.problems.append(Message("ledger.review.point_in_other_street", told))


def _inside(registry: Registry, lon: float, lat: float, crs: CoordinateSystem) -> Point | None:
    """The point in WGS-84 if it lies in the district."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90) or lon == lat == 0:
        return None
    point = (lon, lat) if crs is CoordinateSystem.WGS84 else convert_to_wgs84(lon, lat, crs)
    return point if registry.covers(*point) else None


def _repair(draft: Draft, written: str, point: Point, kind: str, *, counts: bool) -> None:
    after = f"{spell_number(point[0])},{spell_number(point[1])}"
    draft.repairs.append(Repair("lon, lat", written, after, kind, counts))

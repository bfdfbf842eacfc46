"""Where a row's activity was held: site, street and coordinates."""

from __future__ import annotations

from typing import Any

from wenming.ingest.coordinates import (
    CoordinateSystem,
    Point,
    convert_to_wgs84,
    is_worded,
    read_degrees,
    split_pair,
)
from wenming.ingest.names import Match
from wenming.ingest.view import RowView, show


def read_site(view: RowView) -> None:
    """Fill `site_id`, `site_name`, `street_id` and `street` of the draft."""
    registry, values = view.readers.registry, view.draft.values
    written = view.text("street")
    given = _read_street(view, written)
    site_id = _find_site(view, given or view.setting.street_id)
    street_id = given
    if site_id is not None:
        own_street = registry.sites[site_id].street_id
        if given is not None and own_street is not None and given != own_street:
            view.doubt("street_contradicts_site", written=written or "")
        street_id = own_street or given
    street = registry.streets.get(street_id or "")
    values["site_id"] = site_id
    values["site_name"] = registry.sites[site_id].name if site_id else None
    values["street_id"] = street_id
    values["street"] = street.name if street else None


def _read_street(view: RowView, written: str | None) -> str | None:
    if written is None:
        return None
    registry = view.readers.registry
    match = registry.match_street(written)
    if match.id is None:
        view.doubt("unknown_street", written=written)
    elif not match.exact:
        view.repair("street", written, registry.streets[match.id].name, "alias", counts=False)
    return match.id


def _find_site(view: RowView, street_id: str | None) -> str | None:
    """The site by the first of its columns that names one, or by what stands around the table."""
    registry, draft = view.readers.registry, view.draft
    unknown: tuple[str, Match] | None = None
    for index in view.heading.columns.get("site", ()):
        before = len(draft.repairs)
        written = view.text("site", index)
        if written is None:
            continue
        match = registry.match_site(written, street_id)
        if match.id is not None:
            if not match.exact:
                view.repair("site", written, registry.sites[match.id].name, "alias", counts=False)
            draft.site_key = match.id
            return match.id
        if unknown is not None:
            del draft.repairs[before:]
        unknown = unknown or (written, match)
    if unknown is not None:
        written, match = unknown
        draft.site_key, draft.candidates = f"?{registry.cleaner.fold(written)}", match.candidates
        view.doubt("unknown_site", written=written, offered=_offer(view))
        return None
    around = view.setting.site_id
    if around is not None:
        view.repair("site", "", registry.sites[around].name, "from_title_line", counts=False)
        draft.site_key = around
        return around
    institute = registry.institute_of(street_id) if street_id else None
    draft.candidates = (institute,) if institute else ()
    if institute:
        view.doubt("no_site", offered=_offer(view))
    else:
        view.doubt("no_site_of_street" if street_id else "no_site_at_all")
    return None


def _offer(view: RowView) -> list[str]:
    sites = view.readers.registry.sites
    return [sites[site].name for site in view.draft.candidates] or ["—"]


def read_coordinates(view: RowView) -> None:
    """Fill `lon` and `lat` of the draft, in WGS-84, and the street where only they tell it."""
    values, registry = view.draft.values, view.readers.registry
    values["lon"] = values["lat"] = None
    lon, lat = _read_pair(view)
    if lon is None and lat is None:
        return
    written = f"{show(lon)},{show(lat)}"
    if lon is None or lat is None:
        view.doubt("half_a_coordinate", written=written)
        return
    east, north = read_degrees(view.plain(lon)), read_degrees(view.plain(lat))
    if east is None or north is None:
        view.doubt("coordinate_unreadable", written=written)
        return
    point = _inside(view, east, north)
    if point is None:
        point = _inside(view, north, east) if registry.outline is not None else None
        if point is None:
            view.doubt("outside_district", written=written)
            return
        view.repair("lon, lat", written, f"{point[0]},{point[1]}", "coordinates_exchanged")
    elif is_worded(lon) or is_worded(lat):
        view.repair("lon, lat", written, f"{point[0]},{point[1]}", "number_text")
    elif view.readers.crs is not CoordinateSystem.WGS84:
        view.repair(
            "lon, lat", written, f"{point[0]},{point[1]}", "coordinate_system", counts=False
        )
    values["lon"], values["lat"] = point
    _compare_street(view, point, written)


def _read_pair(view: RowView) -> tuple[Any, Any]:
    """Longitude and latitude as written; a mark for none becomes None."""
    pair = [view.cell("lon"), view.cell("lat")]
    both = view.cell("coordinates")
    if pair == [None, None] and both is not None:
        halves = None if view.is_none(both) else split_pair(both)
        pair = list(halves) if halves else [both, None if view.is_none(both) else both]
    for half, value in enumerate(pair):
        if view.is_none(value):
            view.repair(("lon", "lat")[half], value, "", "none_mark")
            pair[half] = None
    return pair[0], pair[1]


def _inside(view: RowView, lon: float, lat: float) -> Point | None:
    """The point in WGS-84 if it lies in the district."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90) or lon == lat == 0:
        return None
    point = convert_to_wgs84(lon, lat, view.readers.crs)
    return point if view.readers.registry.covers(*point) else None


def _compare_street(view: RowView, point: Point, written: str) -> None:
    registry, values = view.readers.registry, view.draft.values
    there = registry.street_at(*point)
    if there is None or there == values["street_id"]:
        return
    name = registry.streets[there].name
    if values["street_id"] is None:
        values["street_id"], values["street"] = there, name
        view.repair("street", written, name, "from_coordinates", counts=False)
    elif registry.areas_are_schematic:
        view.remark("other_street", street=name)
    else:
        view.doubt("point_in_other_street", street=name, written=written)

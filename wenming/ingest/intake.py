"""From files to a new version: ledgers compared with a store, and the batches to publish."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from wenming.config import District
from wenming.errors import WenmingError
from wenming.ingest.apart import HandedIn, read_apart
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.frames import build_pieces
from wenming.ingest.ledger import LedgerReader, OnRows
from wenming.ingest.names import list_records
from wenming.ingest.registry import Registry
from wenming.ingest.repeats import Earlier, Held
from wenming.ingest.results import LedgerReport, Place
from wenming.reports import reference
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.ledgers import Batch


class HeldInStore:
    """What a version of the store keeps, asked site by site."""

    def __init__(self, store: Snapshot) -> None:
        self._store = store
        self._at = cache(self.held_at_site)
        self._written = cache(lambda: _load_written(store))

    def held_at(self, site_id: str, day: date) -> Sequence[Held]:
        """Rows kept at a site on a day, in the order taken."""
        return self._at(site_id).get(day, ())

    def held_at_site(self, site_id: str) -> Mapping[date, Sequence[Held]]:
        """Rows kept at a site, by day; read anew each time."""
        return _load_held(self._store, site_id)

    def held_as_written(self, raw: Mapping[str, str]) -> Place | None:
        """The row that was written just so and had to wait for review, settled by now or not."""
        return self._written().get(_spell(raw))


def load_registry(store: Snapshot, district: District) -> Registry:
    """The names that ledgers of this district may use, and where its streets lie."""
    handed_in = reference.boundaries(store)
    streets = reference.streets(store)
    areas = _load_areas(handed_in, district.boundary_path, set(streets["street_id"]))
    roles = {level.id: level.role for level in district.levels}
    sites = reference.sites(store)
    return Registry.from_frames(
        sites=sites.assign(level=sites["level"].map(roles)),
        streets=streets,
        communities=reference.communities(store),
        teams=reference.teams(store),
        themes=[
            {
                "theme_id": theme.id,
                "name": theme.name_in(district.languages[0]),
                "aliases": [*theme.aliases, *theme.name.values()],
            }
            for theme in district.themes
        ],
        settings=district.ledger,
        outline=shapely.union_all(list(areas.values())) if areas else None,
        street_areas=areas,
        areas_are_schematic=(
            district.boundary_is_schematic
            if handed_in.empty
            else bool(handed_in["is_schematic"].any())
        ),
        learned=dict(reference.learned_aliases(store)[["alias", "site_id"]].to_numpy()),
    )


def read_ledgers(
    files: Sequence[HandedIn],
    *,
    store: Store,
    version: int,
    district: District,
    as_of: date,
    crs: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_file: Callable[[HandedIn], None] = lambda file: None,
    on_rows: OnRows = lambda rows, share: None,
) -> tuple[tuple[LedgerReport, ...], tuple[str, ...]]:
    """Read ledgers in their order, each compared with a version and with those before it.

    `columns` maps headings to the fields a person chose for them; `on_file` hears of each file
    before it is read, `on_rows` of how far it was read. Returns what `read_apart` does.
    """
    return read_apart(
        build_reader,
        files,
        long_from=district.ledger.long_text_bytes,
        on_file=on_file,
        on_rows=on_rows,
        store=store,
        version=version,
        district=district,
        as_of=as_of,
        crs=crs,
        columns=columns,
    )


def build_reader(
    *,
    store: Store,
    version: int,
    district: District,
    as_of: date,
    crs: str | None = None,
    columns: Mapping[str, str] | None = None,
    earlier: Earlier | None = None,
) -> LedgerReader:
    """What reads ledgers against a version of the store."""
    snapshot = open_snapshot(store, version)
    return LedgerReader(
        registry=load_registry(snapshot, district),
        settings=district.ledger,
        as_of=as_of,
        crs=CoordinateSystem(crs or district.crs),
        existing=HeldInStore(snapshot),
        columns=columns,
        earlier=earlier,
    )


def build_batches(
    reports: Iterable[tuple[str, LedgerReport]], *, as_of: date, crs: str, office: str
) -> list[Batch]:
    """One batch for each file that was read, from its SHA-256 and report; refused files have
    none."""
    return [
        Batch(
            file=report.file,
            kind="ledger",
            sha256=sha256,
            as_of=as_of,
            crs=crs,
            encoding=report.encoding,
            hidden_sheets=tuple(report.hidden_sheets),
            office=office,
            counts={outcome.value: count for outcome, count in report.counts.items()},
            pieces=build_pieces(report),
        )
        for sha256, report in reports
        if report.refused is None
    ]


def _load_areas(
    handed_in: pd.DataFrame, path: Path, streets: Set[str]
) -> dict[str, shapely.Geometry]:
    """The streets' areas by id: those handed in, else those of the folder's file, if it has one.

    Raises WenmingError where that file holds no areas in degrees.
    """
    if not handed_in.empty:
        shapes = shapely.from_geojson(handed_in["geometry"].to_numpy(dtype=object))
        return dict(zip(handed_in["street_id"], shapes, strict=True))
    if not path.exists():
        return {}
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        areas = {
            str(feature["properties"]["street_id"]): shapely.make_valid(
                shapely.from_geojson(json.dumps(feature["geometry"]))
            )
            for feature in features
        }
        west, south, east, north = shapely.total_bounds(list(areas.values()))
    except (OSError, ValueError, LookupError, TypeError, shapely.errors.ShapelyError):
        raise WenmingError("errors.boundary_wrong", file=path.name) from None
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise WenmingError("errors.boundary_wrong", file=path.name)
    return {street: area for street, area in areas.items() if street in streets}


def _load_held(store: Snapshot, site_id: str) -> dict[date, list[Held]]:
    held: dict[date, list[Held]] = {}
    for row in list_records(reference.held_by_activity(store, site_id=site_id)):
        hour = row["start_time"]
        held.setdefault(row["started_on"].date(), []).append(
            Held(
                title=row["title"] or "",
                start_time=hour if isinstance(hour, time) else None,
                attendance=row["attendance"],
                volunteers=row["volunteers"],
                service_hours=row["service_hours"],
                place=_find_place(row),
            )
        )
    return held


def _load_written(store: Snapshot) -> dict[str, Place]:
    rows = list_records(reference.unsettled_by_activity(store))
    return {_spell(json.loads(row["raw"])): _find_place(row) for row in rows}


def _find_place(row: Mapping[str, Any]) -> Place:
    number, batch = int(row["row_number"]), row["batch_id"] or ""
    return Place(row["file"] or "", row["sheet"] or "", number, batch)


def _spell(raw: Mapping[str, str]) -> str:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True)

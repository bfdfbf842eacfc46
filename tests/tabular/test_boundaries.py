"""Boundaries handed in as map files: who is named, what is repaired, what is refused."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
from shapely.geometry import Polygon, box

from tests.conftest import RIVERTON, take_back
from tests.tabular.conftest import TODAY, tell_reasons, tell_refusal
from wenming.config import load_district
from wenming.ingest.intake import HandedIn, load_registry
from wenming.ingest.reading import Reading
from wenming.ingest.results import LedgerReport, Outcome
from wenming.maps.boundary import find_boundary, is_schematic
from wenming.reports import reference
from wenming.store import Store, open_snapshot
from wenming.store.check import check_store
from wenming.tabular.boundaries import BoundaryJudgement, judge_boundaries, publish_boundaries

MILL, ABBEY = box(-0.12, 51.49, -0.09, 51.52), box(-0.09, 51.49, -0.06, 51.52)
DISTRICT = load_district(RIVERTON)


def make_geojson(*areas: tuple[str, Any], key: str = "name", crs: str | None = None) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {key: name, "note": "<b>"},
            "geometry": None if shape is None else shape.__geo_interface__,
        }
        for name, shape in areas
    ]
    content: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs:
        content["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(content).encode()


def make_shapefile(folder: Path, areas: dict[str, Polygon], crs: int | None) -> bytes:
    """A zipped Shapefile in degrees, or reprojected to `crs`; without one there is no .prj."""
    frame = geopandas.GeoDataFrame(
        {"NAME": list(areas)}, geometry=list(areas.values()), crs=4326
    ).to_crs(crs or 4326)
    frame.to_file(folder / "streets.shp", encoding="utf-8")
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in folder.glob("streets.*"):
            if crs is not None or part.suffix != ".prj":
                archive.write(part, f"data/{part.name}")
    return file.getvalue()


Judge = Callable[..., BoundaryJudgement]


@pytest.fixture
def judge(store: Store, tmp_path: Path) -> Judge:
    """What becomes of a map file; published if asked to."""

    def judge_file(
        content: bytes, name: str = "streets.geojson", *, crs: str = "wgs84",
        schematic: bool = False, publish: bool = False,
    ) -> BoundaryJudgement:  # fmt: skip
        path = tmp_path / name
        path.write_bytes(content)
        judgement = judge_boundaries(
            [HandedIn(name, path)],
            store=store,
            district=DISTRICT,
            reading=Reading(TODAY, crs, "Mill Street"),
            schematic=schematic,
        )
        if publish:
            publish_boundaries(store, judgement)
        return judgement

    return judge_file


def read_report(judgement: BoundaryJudgement) -> LedgerReport:
    (report,) = judgement.reports
    return report


def test_areas_go_into_the_store_and_streets_left_out_keep_theirs(
    store: Store, judge: Judge
) -> None:
    judgement = judge(make_geojson(("Mill Street", MILL)), publish=True)

    assert judgement.counts[Outcome.ACCEPTED] == 1
    snapshot = open_snapshot(store)
    areas = reference.boundaries(snapshot)
    boundary = find_boundary(areas, DISTRICT)
    assert boundary.street_ids == {"s1", "s2", "s3"}
    assert load_registry(snapshot, DISTRICT).street_at(-0.119, 51.491) == "s1"
    assert not is_schematic(areas, DISTRICT)
    assert check_store(store) == [1, 2]
    assert [note.key for note in read_report(judgement).notes] == [
        "tables.note.streets_without_area"
    ]


def test_taking_them_back_leaves_the_folders_areas(store: Store, judge: Judge) -> None:
    judge(make_geojson(("Mill Street", MILL)), publish=True)
    take_back(store, "b00018")

    areas = reference.boundaries(open_snapshot(store))
    assert areas.empty
    assert find_boundary(areas, DISTRICT).street_ids == {"s1", "s2", "s3"}


def test_what_is_stored_already_is_skipped(judge: Judge) -> None:
    content = make_geojson(("Mill Street", MILL))
    judge(content, publish=True)

    again = judge(content)
    assert again.counts[Outcome.SKIPPED] == 1
    assert not again.keeps_anything


def test_drawn_areas_are_marked_so(store: Store, judge: Judge) -> None:
    judge(make_geojson(("Mill Street", MILL)), schematic=True, publish=True)

    assert is_schematic(reference.boundaries(open_snapshot(store)), DISTRICT)


@pytest.mark.parametrize("crs", [4326, 27700])
def test_a_zipped_shapefile_is_read_in_its_own_system(
    tmp_path: Path, judge: Judge, crs: int
) -> None:
    content = make_shapefile(tmp_path, {"Mill Street": MILL, "s2": ABBEY}, crs)
    report = read_report(judge(content, "streets.zip"))

    assert report.refused is None, tell_refusal(report)
    assert [row.values["street_id"] for row in report.rows] == ["s1", "s2"]
    west = json.loads(report.rows[0].values["geometry"])["coordinates"][0]
    assert min(lon for lon, _ in west) == pytest.approx(-0.12, abs=1e-5)


def test_other_systems_of_degrees_are_converted(judge: Judge) -> None:
    shanghai = box(121.4, 31.2, 121.5, 31.3)
    (row,) = read_report(judge(make_geojson(("Mill Street", shanghai)), crs="gcj02")).rows

    corners = json.loads(row.values["geometry"])["coordinates"][0]
    assert min(lon for lon, _ in corners) == pytest.approx(121.3955, abs=0.001)


def test_each_feature_has_its_outcome_and_none_is_lost(judge: Judge) -> None:
    bow_tie = Polygon([(-0.12, 51.49), (-0.09, 51.52), (-0.09, 51.49), (-0.12, 51.52)])
    content = make_geojson(
        ("Mill Street", bow_tie),
        ("Mill Street", MILL),
        ("No Such Street", ABBEY),
        ("Abbey Street", None),
        ("Quay Street", box(-0.06, 51.49, -0.03, 51.52).boundary),
    )
    judgement = judge(content)
    rows = read_report(judgement).rows

    assert [row.outcome for row in rows] == [
        Outcome.REPAIRED, Outcome.REVIEW, Outcome.REVIEW, Outcome.REJECTED, Outcome.REJECTED,
    ]  # fmt: skip
    assert rows[0].repairs[0].before.startswith("Self-intersection")
    assert "feature 1" in tell_reasons(rows[1])
    assert "“No Such Street”" in tell_reasons(rows[2])
    assert "Polygon" in rows[2].raw["geometry"]
    assert sum(judgement.counts.values()) == 5


def test_a_street_whose_point_lies_elsewhere_is_remarked(judge: Judge) -> None:
    (row,) = read_report(judge(make_geojson(("Mill Street", ABBEY)))).rows

    assert row.outcome is Outcome.ACCEPTED
    assert "coordinate system" in tell_reasons(row)


def zip_of(**files: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("streets.geojson", b"{}", "no valid GeoJSON"),
        ("streets.geojson", b"\xff\xfe\x00", "no valid GeoJSON"),
        ("streets.geojson", make_geojson(), "is empty"),
        ("streets.geojson", make_geojson(("Nowhere", MILL)), "No property"),
        (
            "streets.geojson",
            make_geojson(("Mill Street", box(530000, 180000, 531000, 181000))),
            "are no degrees",
        ),
        ("streets.kml", b"<kml/>", "no file of boundaries"),
        ("streets.zip", b"PK\x03\x04 broken", "exactly one whole Shapefile"),
        ("streets.zip", zip_of(readme_txt=b"nothing"), "exactly one whole Shapefile"),
        (
            "streets.zip",
            zip_of(a_shp=b"\0" * 250_000_000, a_shx=b"", a_dbf=b""),
            "unpack",
        ),
    ],
    ids=[
        "no features",
        "no text",
        "empty",
        "no street",
        "metres",
        "kml",
        "broken",
        "other",
        "bomb",
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    store: Store, judge: Judge, name: str, content: bytes, sentence: str
) -> None:
    report = read_report(judge(content, name))

    assert report.rows == []
    assert sentence in tell_refusal(report)
    assert store.published() == (1,)


def test_paths_in_an_archive_lead_nowhere(tmp_path: Path, judge: Judge) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    inner = zipfile.ZipFile(BytesIO(make_shapefile(folder, {"Mill Street": MILL}, 4326)))
    parts = {Path(name).suffix: inner.read(name) for name in inner.namelist()}
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for suffix, content in parts.items():
            archive.writestr(f"../../../{tmp_path.name}-escaped{suffix}", content)

    report = read_report(judge(file.getvalue(), "streets.zip"))

    assert report.refused is None
    assert not list(tmp_path.parent.glob(f"{tmp_path.name}-escaped*"))


def test_degrees_without_a_stated_system_are_taken_as_declared(
    tmp_path: Path, judge: Judge
) -> None:
    content = make_shapefile(tmp_path, {"Mill Street": MILL}, None)

    assert read_report(judge(content, "streets.zip")).refused is None


def test_degrees_of_an_older_system_are_moved_to_todays(judge: Judge, tmp_path: Path) -> None:
    """OSGB36's degrees lie some hundred metres from those of WGS-84."""
    judgement = judge(make_shapefile(tmp_path, {"Mill Street": MILL}, 4277), "streets.zip")

    (row,) = read_report(judgement).rows
    assert shapely.from_geojson(row.values["geometry"]).bounds == pytest.approx(
        MILL.bounds, abs=1e-4
    )

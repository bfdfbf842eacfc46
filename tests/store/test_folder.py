"""What is wrong in a district's folder is said before anything is built, by file, row and cell."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import RIVERTON, SAMPLE
from tests.fresh import make_harbour
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.ingest.intake import load_registry
from wenming.store import Store, open_snapshot
from wenming.store.build import build_store
from wenming.store.folder import check_settings, check_tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RIVERTON, tmp_path / "riverton"))


def tell(folder: Path, *, registry_only: bool = False) -> str:
    """The sentence that building a store ends with; nothing of the store is there then."""
    store = Store(folder.parent / "store")
    with pytest.raises(WenmingError) as caught:
        build_store(store, load_district(folder), registry_only=registry_only)
    assert not store.folder.exists()
    return Translator("en")(caught.value.key, **caught.value.params)


@pytest.mark.parametrize("district", [SAMPLE, RIVERTON])
def test_both_districts_are_well(district: Path) -> None:
    settings = load_district(district)
    check_settings(settings)
    check_tables(settings, registry_only=False)


def test_a_new_district_is_well(tmp_path: Path) -> None:
    check_tables(load_district(make_harbour(tmp_path / "harbour", "en")), registry_only=False)


def put(**cells: str) -> Callable[[str], str]:
    """Change cells of the second row of a table."""

    def change(text: str) -> str:
        lines = text.splitlines()
        columns, row = lines[0].split(","), lines[1].split(",")
        for column, cell in cells.items():
            row[columns.index(column)] = cell
        return "\n".join([lines[0], ",".join(row), *lines[2:]]) + "\n"

    return change


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        ("streets", put(name=""), "Row 2 of streets.csv has no name;"),
        ("streets", put(street_id=""), "Row 2 of streets.csv has no street_id;"),
        ("streets", put(population="-5"), "“-5” in population, which may not be negative"),
        ("streets", put(lat="95"), "“95” in lat, which has to be from -90 to 90"),
        ("streets", lambda text: text + "s9,,Nine\n", "Row 5 of streets.csv has 3 cells instead"),
        ("streets", lambda text: text.replace(",", ";"), "are not separated by commas"),
        ("streets", lambda text: "", "streets.csv has the wrong columns"),
        ("sites", put(level="tower"), "“tower” in level, which is none of: centre, institute"),
        ("sites", put(pilot="state"), "“state” in pilot, which is none of: city, district"),
        (
            "sites",
            put(street_id="atlantis"),
            "“atlantis” in street_id, which is not in",
        ),
        (
            "sites",
            put(opened_on="2021-01-02", closed_on="2021-01-01"),
            "opened_on (2021-01-02)",
        ),
        ("teams", put(kind="band"), "“band” in kind, which is none of: corps"),
        ("teams", lambda text: text + text.splitlines()[1] + "\n", "of row 2; no two rows"),
        ("teams", lambda text: text.replace('"', "") + 'x,"y\n', "teams.csv cannot be read"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_cell(
    folder: Path, table: str, change: Callable[[str], str], told: str
) -> None:
    path = folder / f"{table}.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    assert told in tell(folder)


def test_another_encoding_is_told(folder: Path) -> None:
    path = folder / "teams.csv"
    path.write_bytes(path.read_bytes() + "t9,Chörle,,corps,,,,,,\n".encode("latin-1"))

    assert tell(folder).startswith("teams.csv is not saved as UTF-8")


def test_sites_above_each_other_are_told(tmp_path: Path) -> None:
    folder = make_harbour(tmp_path / "harbour", "en")
    path = folder / "sites.csv"
    heading = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    rows = [
        ",".join(
            {"site_id": a, "name": a, "level": "base", "parent_id": b}.get(c, "") for c in heading
        )
        for a, b in (("x", "y"), ("y", "x"))
    ]
    path.write_text("\n".join([",".join(heading), *rows]) + "\n", encoding="utf-8")

    assert "leads back to the row itself" in tell(folder)


def test_records_are_not_read_where_only_the_registry_is(folder: Path) -> None:
    path = folder / "surveys.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "q9,2021-06-01,mood,,10,5\n", encoding="utf-8"
    )

    assert "“mood” in measure" in tell(folder)
    build_store(Store(folder.parent / "store"), load_district(folder), registry_only=True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'figure = "activities_held"',
            'figure = "activities_hold"',
            "figure “activities_hold”",
        ),
        ("[ledger]", "[ledger.add.tables.sitez]\nname = ['hub']\n[ledger]", "no table “sitez”"),
        ("[ledger]", "[ledger.add.tables.sites]\nnmae = ['hub']\n[ledger]", "no column “nmae”"),
    ],
)
def test_names_that_nothing_has_are_told(folder: Path, old: str, new: str, told: str) -> None:
    path = folder / "district.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")

    assert told in tell(folder)


def make_area(street: object, kind: str = "Polygon") -> dict[str, object]:
    ring = [[-0.1, 51.5], [-0.09, 51.51], [-0.09, 51.5], [-0.1, 51.51], [-0.1, 51.5]]
    coordinates = [ring] if kind == "Polygon" else ring[0]
    return {
        "type": "Feature",
        "properties": {} if street is None else {"street_id": street},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "has to be GeoJSON polygons in degrees"),
        ({"features": []}, "has to be GeoJSON polygons in degrees"),
        ({"features": [make_area("s1", "Point")]}, "has to be GeoJSON polygons in degrees"),
        ("[" * 200_000, "streets.geojson"),
        ({"features": [make_area("s1"), make_area("s9")]}, "(s9) of polygon 2 in streets.geojson"),
        ({"features": [make_area(None)]}, "street_id (—) of polygon 1"),
    ],
)
def test_boundaries_of_the_folder_are_checked(folder: Path, content: object, told: str) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "streets.geojson").write_text(text, encoding="utf-8")

    assert told in tell(folder)


def test_ledgers_are_read_beside_an_area_that_crosses_itself(folder: Path) -> None:
    """And beside one that nobody put right after the store was built: it is one sentence."""
    path, store = folder / "streets.geojson", Store(folder.parent / "store")
    two = {"features": [make_area("s1"), make_area("s2")]}
    path.write_text(json.dumps(two), encoding="utf-8-sig")
    district = load_district(folder)
    build_store(store, district)

    registry = load_registry(open_snapshot(store), district)
    assert registry.street_at(-0.0901, 51.5005) == "s1"

    path.write_text("", encoding="utf-8")
    with pytest.raises(WenmingError, match="boundary_wrong"):
        load_registry(open_snapshot(store), district)

"""`wenming import --table` and `wenming template`, as a person types them."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import RIVERTON
from tests.tabular.conftest import find_stored, make_book
from tests.tabular.test_boundaries import MILL, make_geojson
from wenming.reports import data, reference
from wenming.store import Store, open_snapshot
from wenming.templates import TEMPLATES

TEAMS = (("Name", "Kind of team"), ("Rowers", "specialist team"), ("Choir", "choir"))


@pytest.fixture
def store(tmp_path: Path, riverton_store: Store) -> Store:
    return Store(shutil.copytree(riverton_store.folder, tmp_path / "store"))


@pytest.fixture
def teams(tmp_path: Path) -> Path:
    path = tmp_path / "teams.xlsx"
    path.write_bytes(make_book(TEAMS))
    return path


def test_a_table_goes_in_and_is_taken_back(run, store: Store, teams: Path) -> None:
    places = ("--store", store.folder, "--district", RIVERTON)
    out_file = teams.with_suffix(".json")

    code, out, _ = run("import", teams, "--table", "teams", "--report", out_file, *places)

    assert (code, store.current()) == (0, 2)
    assert "1" in out
    (report,) = json.loads(out_file.read_text(encoding="utf-8"))
    assert report["counts"] == {
        "accepted": 1, "repaired": 0, "review": 1, "rejected": 0, "skipped": 1,
    }  # fmt: skip
    assert report["rows"][1]["values"]["name"] == "Rowers"
    assert find_stored(store, "teams", "TM-003")["kind"] == "specialist"

    assert run("undo", "--batch", "b00018", "--store", store.folder)[0] == 0
    assert find_stored(store, "teams", "TM-003") == {}
    assert data.batches_by_file(open_snapshot(store)).iloc[0]["undone_in"] == 3


def test_a_dry_run_publishes_nothing(run, store: Store, teams: Path) -> None:
    code, _, _ = run(
        "import", teams, "--table", "teams", "--dry-run",
        "--store", store.folder, "--district", RIVERTON,
    )  # fmt: skip

    assert (code, store.published()) == (0, (1,))


@pytest.mark.parametrize(
    "words",
    [
        ("--table", "nothing"),
        ("--table", "sites", "--replace"),
        ("--replace",),
        ("--table", "teams", "--schematic"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_asked_is_one_sentence(
    run, store: Store, teams: Path, words: tuple[str, ...]
) -> None:
    code, _, err = run("import", teams, *words, "--store", store.folder, "--district", RIVERTON)

    assert code == 1
    assert len(err.strip().splitlines()) == 1
    assert store.published() == (1,)


def test_boundaries_go_in(run, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "streets.geojson"
    path.write_bytes(make_geojson(("Mill Street", MILL)))

    code, _, _ = run(
        "import", path, "--table", "boundaries", "--schematic",
        "--store", store.folder, "--district", RIVERTON,
    )  # fmt: skip

    areas = reference.boundaries(open_snapshot(store)).set_index("street_id")
    assert (code, list(areas.index)) == (0, ["s1", "s2", "s3"])
    assert bool(areas.loc["s1", "is_schematic"])


def test_every_template_is_written_in_the_language_asked_for(
    run, store: Store, tmp_path: Path
) -> None:
    out = tmp_path / "templates"
    code, _, _ = run(
        "template", "--all", "--out", out, "--lang", "en",
        "--store", store.folder, "--district", RIVERTON,
    )  # fmt: skip

    assert code == 0
    assert {path.name for path in out.iterdir()} == {
        f"riverton-{table}.xlsx" for table in TEMPLATES
    }
    assert load_workbook(out / "riverton-sites.xlsx").worksheets[0]["B1"].value == "Name"


def test_a_table_is_written_with_what_it_holds(run, store: Store, tmp_path: Path) -> None:
    run(
        "template", "teams", "--filled", "--out", tmp_path,
        "--store", store.folder, "--district", RIVERTON,
    )  # fmt: skip

    assert load_workbook(tmp_path / "riverton-teams.xlsx").worksheets[0].max_row == 3


@pytest.mark.parametrize("words", [(), ("nothing",)])
def test_a_template_there_is_none_of_is_one_sentence(
    run, store: Store, tmp_path: Path, words: tuple[str, ...]
) -> None:
    code, _, err = run(
        "template", *words, "--out", tmp_path / "out",
        "--store", store.folder, "--district", RIVERTON,
    )  # fmt: skip

    assert code == 1
    assert "sites" in err

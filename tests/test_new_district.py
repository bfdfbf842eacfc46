"""A fresh district folder: every key stands in it explained, and the whole product runs on it."""

import errno
import re
import tomllib
from datetime import date
from inspect import signature
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pydantic import BaseModel

from tests.conftest import make_store
from tests.fresh import make_harbour
from wenming.config import District, load_district
from wenming.errors import WenmingError
from wenming.figures import load_figures
from wenming.filters import Filters
from wenming.i18n import load_messages
from wenming.ingest.intake import load_registry
from wenming.new_district import write_new_district
from wenming.reports import find_reports, methods, overview
from wenming.schema import FOLDER_TABLES
from wenming.store import Snapshot, open_snapshot
from wenming.store.sql import load_sql, read_columns

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
LANGUAGES = [("zh",), ("en",), ("zh", "en"), ("en", "zh")]


@pytest.fixture(params=LANGUAGES, ids="-".join)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "Five Boroughs"
    write_new_district(folder, name='The "Five" Boroughs', languages=request.param)
    return folder


@pytest.mark.parametrize("is_there", [True, False], ids=["into an empty one", "new"])
def test_a_disk_that_fills_leaves_no_half_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    folder = tmp_path / "harbour"
    if is_there:
        folder.mkdir()

    def fill_up(path: Path, table: str, *others: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr("wenming.templates.write_template", fill_up)
        write_new_district(folder, name="Harbour", languages=["en"])
    assert [path.name for path in tmp_path.rglob("*")] == (["harbour"] if is_there else [])

    write_new_district(folder, name="Harbour", languages=["en"])
    assert load_district(folder).id == "harbour"
    assert not list(tmp_path.rglob("*.part"))


def uncomment(text: str) -> str:
    """With every optional example made real: lines that begin with # and no space."""
    return re.sub(r"^#(?=[^ #\n])", "", text, flags=re.M)


def list_keys(model: type[BaseModel], within: str = "") -> set[str]:
    """Every key a table may hold, those of the tables within it under their names."""
    keys = set()
    for name, field in model.model_fields.items():
        inner = [field.annotation, *getattr(field.annotation, "__args__", ())]
        models = [each for each in inner if isinstance(each, type) and issubclass(each, BaseModel)]
        keys |= list_keys(models[0], f"{within}{name}.") if models else {within + name}
    return keys


def list_given(table: dict[str, object], within: str = "") -> set[str]:
    """The keys that a file gives, to compare with those of the model."""
    keys = set()
    for name, value in table.items():
        rows = value if isinstance(value, list) else [value]
        tables = [row for row in rows if isinstance(row, dict)]
        keys.add(within + name)
        for row in tables:
            keys |= list_given(row, f"{within}{name}.")
    return keys


def test_it_loads_as_it_is_with_its_defaults(fresh: Path) -> None:
    district = load_district(fresh)

    assert (district.id, set(district.name.values())) == ("five-boroughs", {'The "Five" Boroughs'})
    assert tuple(district.name) == district.languages
    assert district.ledger.base == district.languages[0]
    assert [level.role for level in district.levels] == ["centre", "institute", "station", "base"]


def test_every_key_stands_in_it_and_every_example_loads(fresh: Path) -> None:
    settings = fresh / "district.toml"
    text = uncomment(settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")

    district = load_district(fresh)
    given = {key.replace("ledger.add.", "ledger.") for key in list_given(tomllib.loads(text))}
    assert list_keys(District) - given == {"folder"}
    assert len(district.targets) == len(district.holidays) == len(district.map.tiles) == 1
    shown = set(re.findall(r"[a-z_0-9]+", text.partition("[[targets]]")[0]))
    assert set(load_figures()) <= shown


def test_the_defaults_it_names_are_the_models(fresh: Path) -> None:
    plain = load_district(fresh)
    settings = fresh / "district.toml"
    settings.write_text(uncomment(settings.read_text(encoding="utf-8")), encoding="utf-8")
    told = load_district(fresh)

    assert told.thresholds.model_copy(update={"source": {}}) == plain.thresholds
    for key, value in plain.ledger.model_dump().items():
        if isinstance(value, int | float | str):
            assert getattr(told.ledger, key) == value, key


def test_in_english_alone_it_holds_no_chinese(tmp_path: Path) -> None:
    write_new_district(tmp_path / "one", name="Harbour", languages=["en"])

    for path in sorted((tmp_path / "one").glob("*.*")):
        assert not HAN.search(path.read_text(encoding="utf-8")), path.name
    for path in sorted((tmp_path / "one" / "templates").iterdir()):
        cells = [cell for sheet in load_workbook(path) for row in sheet.values for cell in row]
        assert not HAN.search(" ".join(str(cell) for cell in cells)), path.name


def test_every_table_has_its_headings_and_a_store_can_be_built(fresh: Path, tmp_path: Path) -> None:
    assert {path.name for path in fresh.iterdir()} == {
        "README.md",
        "district.toml",
        "templates",
        *(f"{name}.csv" for name in FOLDER_TABLES),
    }
    templates = {path.stem for path in (fresh / "templates").iterdir()}
    assert templates == set(FOLDER_TABLES)
    for registry_only in (True, False):
        folder = tmp_path / f"store-{registry_only}"
        store = open_snapshot(make_store(folder, fresh, registry_only=registry_only))
        assert store.run("reference__streets").empty


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("ours", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(WenmingError, match="folder_not_empty"):
            write_new_district(folder, name="Harbour", languages=["en"])

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("folder", "asked", "made"),
    [("Old Town", None, "old-town"), ("河镇", None, "district"), ("河镇", "he-zhen", "he-zhen")],
)
def test_the_id_comes_from_the_folder(
    tmp_path: Path, folder: str, asked: str | None, made: str
) -> None:
    write_new_district(tmp_path / folder, name="河镇", languages=["zh"], district_id=asked)

    assert load_district(tmp_path / folder).id == made


def test_what_cannot_be_an_id_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(WenmingError, match="not_an_id"):
        write_new_district(
            tmp_path / "new", name="Harbour", languages=["en"], district_id="a district"
        )

    assert not (tmp_path / "new").exists()
    assert "{id}" in load_messages()["errors.not_an_id"]["en"]


GIVEN = {
    "site_id": "n",
    "activity_id": "none",
    "batch_id": "none",
    "as_of": date(2021, 6, 30),
    "number": 1,
    "search": "talk",
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("bare")
    return open_snapshot(make_store(folder / "store", make_harbour(folder / "district", "en")))


@pytest.mark.parametrize("name", sorted(find_reports()))
def test_every_report_runs_on_a_bare_district(bare: Snapshot, name: str) -> None:
    report = find_reports()[name]
    wanted = signature(report).parameters
    filters = (Filters(date(2021, 1, 1), date(2021, 6, 30)),) if "filters" in wanted else ()

    frame = report(bare, *filters, **{key: GIVEN[key] for key in wanted.keys() & GIVEN.keys()})

    assert list(frame) == [column.name for column in read_columns(load_sql("reports", name))]


def test_coverage_of_a_district_without_communities_is_of_none(bare: Snapshot) -> None:
    covered = overview.coverage_by_month(bare, Filters(date(2021, 1, 1), date(2021, 2, 28)))

    assert covered[["communities", "covered"]].values.tolist() == [[0, 0], [0, 0]]


def test_a_level_may_have_any_id_where_it_says_its_role(tmp_path: Path) -> None:
    folder = make_harbour(tmp_path / "district", "en")
    for name, old, new in (
        ("district.toml", 'id = "institute"', 'id = "lodge"\nrole = "institute"'),
        ("sites.csv", ",institute,", ",lodge,"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    published = "street_networks,2,exact,会所,houses,as said,Harbour Post,2021-07-01\n"
    with (folder / "published_figures.csv").open("a", encoding="utf-8") as file:
        file.write(published)

    store = open_snapshot(make_store(tmp_path / "store", folder))

    assert load_registry(store, load_district(folder)).institute_of("north") == "n"
    assert methods.published_by_figure(store)["agrees"].tolist() == [True]

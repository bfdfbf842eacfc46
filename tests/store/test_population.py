"""A raster of residents in the district's folder: cells become points, and nobody is lost."""

import io
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2
from rich.console import Console

from tests.conftest import RIVERTON, make_store
from wenming.cli.folder import say_population
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.ingest.population import read_population_apart
from wenming.reports import methods, reach
from wenming.store import open_snapshot
from wenming.store.population import read_population
from wenming.store.raster import read_cells

NO_DATA = -99999
# Cells of 0.01 degrees from -0.12, 51.515; a first column outside, then two a street.
VALUES = np.array(
    [[7, 10.4, NO_DATA, 3, 5, 0, 8], [0, 0.4, 20.5, 4, 6.6, 2, 1.2]], dtype=np.float32
)
CORNER, CELL = (-0.12, 51.515), 0.01


def write_tiff(
    path: Path,
    values: np.ndarray = VALUES,
    *,
    corner: tuple[float, float] = CORNER,
    cell: float = CELL,
    system: tuple[int, int, int] | None = (2, 2048, 4326),
    is_point: bool = False,
    compression: str = "raw",
) -> None:
    """A GeoTIFF as GDAL writes one; `system` is model type, key and code."""
    tags = ImageFileDirectory_v2()
    tags.tagtype.update({33550: 12, 33922: 12, 34735: 3, 42113: 2})
    tags[33550] = (cell, cell, 0.0)
    tags[33922] = (0.0, 0.0, 0.0, *corner, 0.0)
    if system:
        model, key, code = system
        keys = ((1024, model), (1025, 2 if is_point else 1), (key, code))
        tags[34735] = (1, 1, 0, 3, *(word for name, value in keys for word in (name, 0, 1, value)))
    tags[42113] = str(NO_DATA)
    Image.fromarray(values).save(path, tiffinfo=tags, compression=compression)


def write_ascii(path: Path, head: str = "xllcorner -0.12\nyllcorner 51.495") -> None:
    lines = "\n".join(" ".join(str(value) for value in row) for row in VALUES)
    path.write_text(
        f"ncols 7\nnrows 2\n{head}\ncellsize 0.01\nNODATA_value {NO_DATA}\n{lines}\n", "ascii"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small district that names a raster, which is still to be written."""
    folder = Path(shutil.copytree(RIVERTON, tmp_path / "district"))
    with (folder / "district.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[population_raster]\nfile = "people.tif"\nbasis = "Counted 2020"\n')
    return folder


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate"])
def test_cells_become_points_of_the_nearest_community(folder: Path, compression: str) -> None:
    """61.1 residents lie in the district: 61 come in, each community's sum right within one."""
    write_tiff(folder / "people.tif", compression=compression)
    store = open_snapshot(make_store(folder.parent / "store", folder))

    points = reach.residents_by_point(store)

    assert points["residents"].sum() == 61
    assert points.groupby("community_id")["residents"].sum().to_dict() == {
        "s1c1": 11, "s1c2": 20, "s2c1": 7, "s2c2": 12, "s3c1": 2, "s3c2": 9,
    }  # fmt: skip
    assert set(points["basis"]) == {"Counted 2020"}
    first = points.set_index("point_id").loc["r0c1"]
    assert (first["lon"], first["lat"]) == pytest.approx((-0.105, 51.51))


def test_every_cell_with_a_number_is_kept_as_a_row(folder: Path) -> None:
    write_tiff(folder / "people.tif")
    store = open_snapshot(make_store(folder.parent / "store", folder, registry_only=True))

    batches = methods.batches_by_file(store).set_index("file")

    counts = batches.loc["people.tif", ["rows_read", "accepted", "skipped"]]
    assert counts.to_list() == [13, 11, 2]
    rows = store._connection.cursor().sql(
        "select skip_kind, raw from source_rows where batch_id = 'riverton-population_points'"
        " and outcome = 'skipped' order by row_number"
    )
    assert rows.fetchall() == [
        ("outside", '{"row": 0, "column": 0, "value": 7.0}'),
        ("outside", '{"row": 1, "column": 0, "value": 0.0}'),
    ]


def test_init_says_what_came_in_and_what_did_not(folder: Path) -> None:
    write_tiff(folder / "people.tif")
    district, said = load_district(folder), io.StringIO()
    population = read_population(district)
    assert population is not None

    say_population(population, district, Console(file=said), Translator("en"))

    assert said.getvalue().splitlines() == [
        "people.tif: 10 cells became points, 61 residents in all (district.toml says 2,500).",
        "Left out: cells outside every street (1), with 7 residents.",
        "Left out: cells without a number (1).",
    ]


def test_a_community_smaller_than_a_cell_does_not_count_twice(folder: Path) -> None:
    """One cell a street: its residents stand at one community, and nobody at the other."""
    write_tiff(
        folder / "people.tif", np.array([[5, 6, 7]], np.float32), corner=(-0.11, 51.515), cell=0.02
    )
    store = open_snapshot(make_store(folder.parent / "store", folder))

    points = reach.residents_by_point(store)

    assert points["residents"].tolist() == [5, 6, 7]
    population = read_population(load_district(folder))
    assert population is not None
    assert population.communities_without == 3


def test_a_street_whose_communities_have_no_place_keeps_its_own_residents(folder: Path) -> None:
    communities = pd.read_csv(folder / "communities.csv", dtype=str)
    communities.loc[communities["street_id"] == "s3", ["lon", "lat"]] = None
    communities.to_csv(folder / "communities.csv", index=False)
    write_tiff(folder / "people.tif")

    population = read_population(load_district(folder))

    assert population is not None
    assert population.count("no_community") == 3
    assert population.add_up("no_community") == pytest.approx(11.2)


def test_an_ascii_grid_is_the_same_raster(tmp_path: Path) -> None:
    write_tiff(tmp_path / "people.tif")
    write_ascii(tmp_path / "corner.asc")
    write_ascii(tmp_path / "middle.asc", "xllcenter -0.115\nyllcenter 51.5")
    expected = read_cells(tmp_path / "people.tif")

    for name in ("corner.asc", "middle.asc"):
        found = read_cells(tmp_path / name)
        assert found.lon == pytest.approx(expected.lon)
        assert found.lat == pytest.approx(expected.lat)
        assert found.residents == pytest.approx(expected.residents)
        assert found.no_data == expected.no_data == 1


def test_a_grid_in_metres_comes_to_the_same_place(tmp_path: Path) -> None:
    """British National Grid, by its code in the GeoTIFF and by the .prj beside the ASCII grid."""
    values = np.ones((2, 2), np.float32)
    write_tiff(
        tmp_path / "grid.tif", values, corner=(530_000, 180_000), cell=100, system=(1, 3072, 27700)
    )
    (tmp_path / "grid.asc").write_text(
        "ncols 2\nnrows 2\nxllcorner 530000\nyllcorner 179800\ncellsize 100\n1 1\n1 1\n", "ascii"
    )
    (tmp_path / "grid.prj").write_text(pyproj.CRS(27700).to_wkt("WKT1_ESRI"), "ascii")
    to_degrees = pyproj.Transformer.from_crs(27700, 4326, always_xy=True)
    lon, lat = to_degrees.transform(530_050, 179_950)

    for name in ("grid.tif", "grid.asc"):
        found = read_cells(tmp_path / name)
        assert (found.lon[0], found.lat[0]) == pytest.approx((lon, lat), abs=1e-6)


def test_a_tie_to_a_cells_middle_is_not_one_to_its_corner(tmp_path: Path) -> None:
    write_tiff(tmp_path / "area.tif")
    write_tiff(tmp_path / "point.tif", corner=(-0.115, 51.51), is_point=True)

    area, point = read_cells(tmp_path / "area.tif"), read_cells(tmp_path / "point.tif")

    assert point.lon == pytest.approx(area.lon)
    assert point.lat == pytest.approx(area.lat)


def refuse(folder: Path) -> str:
    with pytest.raises(WenmingError) as refused:
        read_population(load_district(folder))
    return refused.value.key


def test_what_cannot_be_read_is_told_in_one_sentence(folder: Path) -> None:
    people = folder / "people.tif"
    assert refuse(folder) == "raster.missing"
    people.write_text("no raster", encoding="utf-8")
    assert refuse(folder) == "raster.wrong"
    Image.new("RGB", (3, 3)).save(people, format="TIFF")
    assert refuse(folder) == "raster.wrong"
    write_tiff(people, system=None)
    assert refuse(folder) == "raster.nowhere"
    write_tiff(people, system=(1, 3072, 32767))
    assert refuse(folder) == "raster.nowhere"
    write_tiff(people, corner=(10.0, 51.515))
    assert refuse(folder) == "raster.elsewhere"
    Image.new("F", (5000, 4001)).save(people)
    assert refuse(folder) == "raster.large"
    write_tiff(people)
    boundaries = folder / "streets.geojson"
    known = boundaries.read_text(encoding="utf-8")
    boundaries.write_text("{}", encoding="utf-8")
    assert refuse(folder) == "raster.no_boundary"
    boundaries.write_text(known, encoding="utf-8")
    communities = folder / "communities.csv"
    heading = communities.read_text(encoding="utf-8").splitlines()[0]
    communities.write_text(heading + "\n", encoding="utf-8")
    assert refuse(folder) == "raster.no_communities"
    points = folder / "population_points.csv"
    points.write_text(points.read_text(encoding="utf-8") + "p1,s1c1,-0.1,51.5,9,census\n", "utf-8")
    assert refuse(folder) == "raster.twice"


@pytest.mark.parametrize("name", ["people.tif", "people.asc"])
def test_a_raster_that_takes_too_much_is_refused_in_a_sentence(folder: Path, name: str) -> None:
    """Twenty million cells without anybody in a file of 120 KB, and too long a text."""
    settings = folder / "district.toml"
    settings.write_text(settings.read_text("utf-8").replace("people.tif", name), "utf-8")
    if name == "people.tif":
        empty = np.zeros((4400, 4400), dtype=np.float32)
        write_tiff(folder / name, empty, cell=0.0001, compression="tiff_adobe_deflate")
        assert (folder / name).stat().st_size < 150_000
    else:
        head = "ncols 7\nnrows 2\nxllcorner -0.12\nyllcorner 51.495\ncellsize 0.01\n"
        (folder / name).write_text(head + "1 " * 40_000_000, "ascii")

    with pytest.raises(WenmingError) as caught:
        read_population_apart(load_district(folder))

    assert (caught.value.key, caught.value.params) == ("raster.too_much", {"file": name})


def test_apart_the_same_comes_in_and_what_is_wrong_is_told_the_same(folder: Path) -> None:
    district = load_district(folder)
    with pytest.raises(WenmingError, match=r"raster\.missing"):
        read_population_apart(district)
    write_tiff(folder / "people.tif")

    apart, here = read_population_apart(district), read_population(district)

    assert apart is not None and here is not None
    pd.testing.assert_frame_equal(apart.rows, here.rows)


def test_another_picture_is_no_raster(folder: Path) -> None:
    Image.fromarray(np.zeros((2, 7), dtype=np.uint8)).save(folder / "people.tif", "PNG")

    with pytest.raises(WenmingError, match=r"raster\.wrong"):
        read_population(load_district(folder))


def test_an_ascii_grid_in_metres_without_its_system_is_refused(tmp_path: Path) -> None:
    write_ascii(tmp_path / "people.asc", "xllcorner 530000\nyllcorner 180000")

    with pytest.raises(WenmingError) as refused:
        read_cells(tmp_path / "people.asc")
    assert refused.value.key == "raster.nowhere"

"""Twelve street polygons that fit together, and places that lie where they say."""

import json

import geopandas as gpd
import pandas as pd
import shapely

from tests.sample.conftest import FOLDER, Table

METRES = "EPSG:32650"


def locate(frame: pd.DataFrame) -> gpd.GeoSeries:
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs="EPSG:4326")
    return gpd.GeoSeries(points, index=frame.index).to_crs(METRES)


def count_outside(frame: pd.DataFrame, shapes: gpd.GeoDataFrame) -> int:
    homes = gpd.GeoSeries(shapes.geometry.reindex(frame["street_id"]).to_list(), crs=METRES)
    return int((~locate(frame).reset_index(drop=True).within(homes)).sum())


def test_twelve_whole_polygons_marked_schematic(street_shapes: gpd.GeoDataFrame) -> None:
    assert json.loads((FOLDER / "streets.geojson").read_text())["schematic"] is True
    assert len(street_shapes) == 12
    assert set(street_shapes.geom_type) == {"Polygon"}
    assert street_shapes.is_valid.all()
    assert (street_shapes.interiors.map(len) == 0).all()


def test_streets_share_their_borders_without_gap_or_overlap(
    street_shapes: gpd.GeoDataFrame,
) -> None:
    degrees = gpd.read_file(FOLDER / "streets.geojson")
    assert shapely.coverage_is_valid(degrees.geometry.to_numpy())
    whole = street_shapes.union_all()
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0


def test_streets_fill_the_districts_outline_and_no_more(
    street_shapes: gpd.GeoDataFrame,
) -> None:
    vertices = pd.read_csv(FOLDER / "facts" / "outline.csv").to_numpy()
    outline = gpd.GeoSeries([shapely.Polygon(vertices)], crs="EPSG:4326").to_crs(METRES).iloc[0]
    whole = street_shapes.union_all()
    assert whole.difference(outline.buffer(2)).is_empty
    assert outline.buffer(-2).difference(whole).is_empty


def test_coordinates_are_rounded_to_a_metre() -> None:
    features = json.loads((FOLDER / "streets.geojson").read_text())["features"]
    numbers = [
        number
        for feature in features
        for ring in feature["geometry"]["coordinates"]
        for point in ring
        for number in point
    ]
    assert all(round(number, 5) == number for number in numbers)


def test_the_streets_lie_about_each_other_as_they_do(street_shapes: gpd.GeoDataFrame) -> None:
    streets = pd.read_csv(FOLDER / "streets.csv", dtype={"street_id": str})
    centres = street_shapes.centroid
    at = {row["name"]: centres[row["street_id"]] for _, row in streets.iterrows()}
    assert at["鮀莲街道"].x < at["鮀江街道"].x < at["光华街道"].x < at["金砂街道"].x
    assert at["石炮台街道"].y < at["大华街道"].y < at["金砂街道"].y < at["广厦街道"].y
    assert at["小公园街道"].x < at["大华街道"].x < at["东方街道"].x
    assert at["月浦街道"].y > at["光华街道"].y
    assert at["东方街道"].y < at["金东街道"].y


def test_every_place_lies_in_its_street(table: Table, street_shapes: gpd.GeoDataFrame) -> None:
    streets = street_shapes.index.to_series()
    points = table("population_points")
    points["street_id"] = points["community_id"].str[:9]
    for frame in (table("streets"), table("communities"), table("sites"), points):
        assert set(frame["street_id"]) <= set(streets)
        assert count_outside(frame, street_shapes) == 0


def test_rows_with_coordinates_of_their_own_stay_near_their_site(table: Table) -> None:
    held = table("activities").dropna(subset=["lon"])
    assert 0.03 < len(held) / len(table("activities")) < 0.07
    sites = table("sites").set_index("site_id").loc[held["site_id"]].reset_index()
    far = locate(held).reset_index(drop=True).distance(locate(sites))
    assert far.max() < 2500


def test_published_places_keep_their_coordinates(table: Table) -> None:
    venues = pd.read_csv(FOLDER / "facts" / "venues.csv").dropna(subset=["lon"])
    known = set(zip(venues["lon"], venues["lat"], strict=True))
    sites = table("sites").query("location_basis == 'published'")
    assert len(sites) >= 15
    assert set(zip(sites["lon"], sites["lat"], strict=True)) <= known

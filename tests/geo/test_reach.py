"""Who is reached: small districts computed by hand, and the sample against shapely alone."""

from datetime import date

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from tests.conftest import SAMPLE
from tests.geo.conftest import make_points, make_sites
from wenming.filters import Filters
from wenming.geo.metres import to_metres
from wenming.geo.reach import (
    Places,
    add_up,
    add_up_all,
    choose_sites,
    compute_levels,
    compute_reach,
    place,
)
from wenming.geo.walking import StraightLines
from wenming.reports import reach as reports
from wenming.store import Snapshot

HALF_YEAR = Filters(date(2021, 1, 1), date(2021, 6, 30))
WALKING = StraightLines(1.25)


def reach_of(points: pd.DataFrame, sites: pd.DataFrame, basis: str = "open") -> pd.DataFrame:
    return reach_on(place(points, sites), WALKING, basis, 1000)


def reach_on(places: Places, walking: StraightLines, basis: str, limit: int) -> pd.DataFrame:
    counts = choose_sites(places.sites, basis).to_numpy(dtype=bool)
    return compute_reach(places, walking, counts=counts, limit=limit)


@pytest.mark.parametrize("place", [(116.65, 23.38), (-0.1, 51.5), (179.99999, -41.3), (10, 89.9)])
def test_metres_are_those_along_the_globe(place: tuple[float, float]) -> None:
    lon, lat, _ = pyproj.Geod(ellps="WGS84").fwd(*place, 70, 1000)
    here, there = to_metres([place[0], lon], [place[1], lat])

    assert np.linalg.norm(here - there) == pytest.approx(1000, abs=0.001)


def test_a_walk_is_the_straight_line_made_longer() -> None:
    """1,000 m on foot are 800 m in a straight line when a walk takes a quarter more."""
    found = reach_of(make_points((790, 0, 10), (810, 0, 20)), make_sites((0, 0)))

    assert found["walk_m"].to_list() == pytest.approx([987.5, 1012.5], abs=0.1)
    assert found["is_reached"].to_list() == [True, False]
    assert found["site_id"].to_list() == ["site0", "site0"]


@pytest.mark.parametrize(
    ("basis", "reached"), [("open", 60), ("held", 30), ("recent", 10)], ids=str
)
def test_closed_and_inactive_sites_reach_nobody(basis: str, reached: int) -> None:
    points = make_points((0, 0, 10), (5000, 0, 20), (10000, 0, 30), (15000, 0, 40))
    sites = make_sites(
        (0, 0), (5000, 0), (10000, 0), (15000, 0),
        is_closed=[False, False, False, True],
        is_recent=[True, False, False, True],
        activities=[3, 1, 0, 2],
    )  # fmt: skip

    assert add_up_all(reach_of(points, sites, basis))["reached"] == reached


def test_residents_add_up_by_street_and_nobody_is_lost() -> None:
    points = make_points((0, 0, 10), (100, 0, 20), (5000, 0, 30))
    points.loc[1, "street_id"] = None
    points.loc[2, "basis"] = "modelled"

    found = add_up(reach_of(points, make_sites((0, 0))), "street_id")

    assert found["street_id"].to_list()[0] == "s0"
    assert found["street_id"].isna().to_list() == [False, True]
    assert found["residents"].to_list() == [40, 20]
    assert found["reached"].to_list() == [10, 20]
    assert found["unreached"].to_list() == [30, 0]
    assert found["modelled"].to_list() == [30, 0]
    assert found["share"].to_list() == [0.25, 1.0]


def test_levels_are_counted_each_alone() -> None:
    points = make_points((0, 0, 10), (5000, 0, 20))
    sites = make_sites((0, 0), (5000, 0), (0, 0), level=["centre", "station", "station"])

    found = compute_levels(
        place(points, sites),
        WALKING,
        levels=["centre", "station", "base"],
        counts=np.array([True, True, True]),
        limit=1000,
    )

    assert found["sites"].to_list() == [1, 2, 0]
    assert found["reached"].to_list() == [10, 30, 0]


def test_without_a_site_nobody_is_reached() -> None:
    found = reach_of(make_points((0, 0, 10)), make_sites())

    assert found["walk_m"].to_list() == [np.inf]
    assert found["site_id"].isna().all()
    assert add_up_all(found)["share"] == 0


def test_without_residents_the_share_is_missing() -> None:
    total = add_up_all(reach_of(make_points((0, 0, 10)).head(0), make_sites((0, 0))))

    assert total["residents"] == 0
    assert np.isnan(total["share"])


def test_coincident_places_and_a_site_far_outside_are_as_good_as_any() -> None:
    points = make_points((0, 0, 10), (0, 0, 20), (0, 0, 30))
    found = reach_of(points, make_sites((0, 0), (0, 0), (900_000, 900_000)))

    assert found["walk_m"].to_list() == pytest.approx([0, 0, 0], abs=1e-6)
    assert add_up_all(found)["reached"] == 60


def test_what_has_no_place_is_left_out_and_counted() -> None:
    points, sites = make_points((0, 0, 10), (0, 0, 20)), make_sites((0, 0), (0, 0))
    points.loc[1, "lon"] = None
    sites.loc[1, ["lon", "lat"]] = [1166.5, 23.4]

    places = place(points, sites)

    assert (len(places.points), places.residents_unplaced) == (1, 20)
    assert (len(places.sites), places.sites_unplaced) == (1, 1)


@pytest.mark.parametrize("limit", [1000, 500])
@pytest.mark.parametrize("basis", ["open", "held", "recent"])
def test_the_sample_equals_shapely_alone(sample: Snapshot, basis: str, limit: int) -> None:
    """Distances between the places of the CSV files, measured by shapely in another projection."""
    points = pd.read_csv(SAMPLE / "population_points.csv")
    sites = pd.read_csv(SAMPLE / "sites.csv", parse_dates=["opened_on", "closed_on"])
    log = pd.read_csv(SAMPLE / "activities.csv", parse_dates=["started_on"])
    sites = sites[(sites["opened_on"] <= "2021-06-30") & ~(sites["closed_on"] <= "2021-06-30")]
    first = {"open": None, "held": "2021-01-01", "recent": "2021-04-01"}[basis]
    if first:
        sites = sites[sites["site_id"].isin(log.loc[log["started_on"] >= first, "site_id"])]
    to_plane = pyproj.Transformer.from_crs(
        4326, "+proj=aeqd +lon_0=116.66 +lat_0=23.38", always_xy=True
    )
    at_points = shapely.points(*to_plane.transform(points["lon"], points["lat"]))
    at_sites = shapely.points(*to_plane.transform(sites["lon"], sites["lat"]))
    metres = shapely.distance(at_points[:, None], at_sites[None, :]).min(axis=1)
    expected = points.assign(
        street_id=points["community_id"].astype(str).str[:9], reached=metres * 1.3 <= limit
    )

    places = place(
        reports.residents_by_point(sample), reports.states_by_site(sample, HALF_YEAR, months=3)
    )
    found = reach_on(places, StraightLines(1.3), basis, limit)

    total = add_up_all(found)
    assert total["residents"] == 777_024
    assert total["reached"] == expected.loc[expected["reached"], "residents"].sum()
    by_street = add_up(found, "street_id").set_index("street_id")["unreached"]
    missed = expected["residents"].where(~expected["reached"], 0)
    assert by_street.to_dict() == missed.groupby(expected["street_id"]).sum().to_dict()
    by_community = add_up(found, "community_id").set_index("community_id")["unreached"]
    missed = missed.groupby(expected["community_id"].astype(str)).sum()
    assert by_community.to_dict() == missed.to_dict()


def test_communities_stand_in_where_there_are_no_points(riverton: Snapshot) -> None:
    found = reports.residents_by_point(riverton)

    assert found["residents"].sum() == 2500
    assert found["point_id"].to_list() == found["community_id"].to_list()


def test_a_tree_and_all_against_all_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(6)
    origins, targets = (
        to_metres(*dice.uniform((116.6, 23.3), (116.7, 23.4), (count, 2)).T) for count in (900, 40)
    )
    plain = WALKING.find_nearest(origins, targets)

    monkeypatch.setattr("wenming.geo.walking._MANY", 0)
    by_tree = WALKING.find_nearest(origins, targets)

    assert plain[1].tolist() == by_tree[1].tolist()
    assert plain[0] == pytest.approx(by_tree[0], abs=1e-6)

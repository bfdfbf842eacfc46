"""Whether like lies with like: four areas by hand, and districts made to be in clusters or not."""

import warnings

import numpy as np
import pandas as pd
import pytest

from tests.geo.conftest import make_points, to_degrees
from wenming.geo.clusters import add_up_areas, find_clusters


def make_areas(places: list[tuple[float, float]], values: list[float]) -> pd.DataFrame:
    lon, lat = to_degrees(places)
    return pd.DataFrame({"area_id": range(len(places)), "lon": lon, "lat": lat, "value": values})


def make_square(values: np.ndarray) -> pd.DataFrame:
    """Areas a kilometre apart, a value of the matrix each."""
    places = [(1000.0 * x, 1000.0 * y) for y in range(len(values)) for x in range(len(values[0]))]
    return make_areas(places, values.ravel().tolist())


def test_a_community_stands_at_the_middle_of_its_residents() -> None:
    points = make_points((0, 0, 30), (1000, 0, 10), (500, 0, 7)).assign(
        reached=[30, 0, 7], modelled=0
    )
    points["community_id"] = ["c1", "c1", None]
    points["street_id"] = "s1"

    (area,) = add_up_areas(points).to_dict("records")

    assert (area["community_id"], area["residents"], area["share"]) == ("c1", 40, 0.75)
    assert area["lon"] == pytest.approx(to_degrees([(250, 0)])[0][0])


@pytest.mark.parametrize(
    ("values", "moran", "p"),
    [([1, 1, 0, 0], 1.0, 1 / 3), ([1, 0, 1, 0], -1.0, 1.0), ([3, 1, 0, 0], 2 / 6, 1 / 3)],
    ids=["together", "apart", "between"],
)
def test_moran_equals_sums_by_hand(values: list[float], moran: float, p: float) -> None:
    """Two pairs of neighbours, each the other's only one.

    Together: values lie half from their mean, and so do their neighbours: 4 × ¼ over 4 × ¼. Of the
    6 ways to put two ones in four places 2 put them side by side. Between: offsets 2, 0, -1, -1;
    products with the neighbours' 0, 0, 1, 1 over squares 4, 0, 1, 1. Of the 3 ways to pair the
    values off, 3 with 1, 0 with 0 is the most alike.
    """
    areas = make_areas([(0, 0), (100, 0), (5000, 0), (5100, 0)], values)

    found = find_clusters(areas, neighbours=1, smallest=4)

    assert found is not None
    assert found.moran == pytest.approx(moran)
    assert found.p == pytest.approx(p, abs=0.02)
    assert found.areas["around"].to_list() == [values[1], values[0], values[3], values[2]]


def test_a_corner_that_is_not_reached_is_one_cluster() -> None:
    dice = np.random.default_rng(8)
    values = dice.uniform(0, 0.1, (10, 10))
    values[:3, :3] = dice.uniform(0.8, 1, (3, 3))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Of what its next release will do by itself; it is done here already.
        warnings.filterwarnings("ignore", "The alternative hypothesis", DeprecationWarning)
        found = find_clusters(make_square(values))

    assert found is not None
    assert found.count == 100
    assert found.p < 0.001
    kinds = found.areas.set_index("area_id")["kind"]
    together = set(kinds.index[kinds == "high_high"])
    assert {0, 1, 10, 11} <= together <= {10 * y + x for y in range(4) for x in range(4)}


def test_one_that_is_not_reached_in_a_ring_of_those_reached_stands_out() -> None:
    """A quarter that is not reached with one reached within it; and the other way round."""
    values = np.zeros((10, 10))
    values[:5, :5] = 1
    values[2, 2] = 0

    for square, corner, inside in (
        (values, "high_high", "low_high"),
        (1 - values, "low_low", "high_low"),
    ):
        found = find_clusters(make_square(square))
        assert found is not None
        kinds = found.areas.set_index("area_id")["kind"]
        assert (kinds[0], kinds[22]) == (corner, inside)


def test_nothing_beside_nothing_is_no_news() -> None:
    """Where almost all are 0, a single one among zeros is what chance gives."""
    values = np.zeros((10, 10))
    values[3, 3] = values[7, 6] = values[1, 8] = 0.9

    found = find_clusters(make_square(values))

    assert found is not None
    assert found.areas["kind"].isna().all()


def test_values_strewn_at_random_make_few_clusters() -> None:
    """About one area in a hundred stands out by chance: the page says so."""
    named = 0
    for seed in range(10, 16):
        values = np.random.default_rng(seed).uniform(0, 1, (10, 10))
        found = find_clusters(make_square(values))
        assert found is not None
        assert found.p > 0.05
        named += found.areas["kind"].notna().sum()

    assert named <= 12  # of 600


def test_the_same_areas_give_the_same_answer() -> None:
    areas = make_square(np.random.default_rng(9).uniform(0, 1, (8, 8)))

    first, second = find_clusters(areas), find_clusters(areas)

    assert first is not None
    assert second is not None
    assert (first.moran, first.p) == (second.moran, second.p)
    pd.testing.assert_frame_equal(first.areas, second.areas)


def test_nothing_is_said_of_few_areas_or_of_all_alike() -> None:
    square = make_square(np.random.default_rng(9).uniform(0, 1, (6, 5)))

    assert find_clusters(square) is not None
    assert find_clusters(square.head(29)) is None
    assert find_clusters(square.assign(value=1.0)) is None
    assert find_clusters(square.head(0)) is None


def test_areas_without_a_place_or_value_do_not_count() -> None:
    square = make_square(np.random.default_rng(9).uniform(0, 1, (6, 6)))
    square.loc[0, "lon"] = None
    square.loc[1, "value"] = None

    found = find_clusters(square)

    assert found is not None
    assert found.count == 34


def test_areas_in_one_place_are_each_others_neighbours() -> None:
    places = [(0.0, 0.0)] * 20 + [(9000.0, 0.0)] * 20
    found = find_clusters(make_areas(places, [1.0] * 20 + [0.0] * 20))

    assert found is not None
    assert found.moran == pytest.approx(1)

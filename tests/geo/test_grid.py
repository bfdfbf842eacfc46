"""Places put together on a grid: few enough, and nobody is lost."""

import numpy as np
import pandas as pd
import pytest

from wenming.geo.grid import merge_places

PLACES = pd.DataFrame(
    {
        "lat": np.linspace(23.3, 23.4, 500),
        "lon": np.linspace(116.6, 116.7, 500),
        "residents": range(1, 501),
        "reached": [number if number % 2 else 0 for number in range(1, 501)],
    }
)


@pytest.mark.parametrize("most", [1, 7, 100, 499])
def test_many_places_become_few_and_nobody_is_lost(most: int) -> None:
    found = merge_places(PLACES, weight="residents", sums=["reached"], most=most)

    assert 0 < len(found) <= most
    assert found[["residents", "reached"]].sum().to_list() == (
        PLACES[["residents", "reached"]].sum().to_list()
    )
    assert found["lat"].between(23.3, 23.4).all()


def test_few_places_stay_where_they_are() -> None:
    found = merge_places(PLACES.tail(3), weight="residents", sums=[], most=3)

    assert found.to_dict("list") == PLACES.tail(3)[["lat", "lon", "residents"]].to_dict("list")


def test_a_cell_stands_where_most_of_its_residents_do() -> None:
    places = pd.DataFrame({"lat": [23.35, 23.3501], "lon": [116.6, 116.6], "residents": [1, 3]})

    (cell,) = merge_places(places, weight="residents", sums=[], most=1).to_dict("records")

    assert cell["lat"] == pytest.approx(23.350075)
    assert cell["residents"] == 4

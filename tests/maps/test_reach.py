"""What the reach map is handed: shades that say good or bad, communities that stand out."""

from typing import Any

import pandas as pd
import pytest

from tests.conftest import RIVERTON
from wenming.config import load_district
from wenming.i18n import Translator
from wenming.maps.reach import build_circles, build_data
from wenming.palette import PROVISION, SEQUENTIAL

EN = Translator("en")
STREETS = pd.DataFrame(
    {"street_id": ["s1", "s2"], "lat": [51.5, 51.51], "lon": [-0.1, -0.08], "value": [0.1, 0.9]}
)
SITES = pd.DataFrame(
    {
        "name": ["甲"], "name_en": ["A"], "level": ["station"], "lat": [51.5], "lon": [-0.1],
        "last_on": [pd.NaT], "counts": [True],
    }
)  # fmt: skip
POINTS = pd.DataFrame(
    {"lat": [51.5, 51.5], "lon": [-0.1, -0.09], "residents": [10, 20], "reached": [10, 0]}
)


def build(**more: Any) -> dict[str, Any]:
    return build_data(
        residents=build_circles(POINTS),
        streets=STREETS,
        street_names={"s1": "Mill", "s2": "Abbey"},
        chosen=(),
        sites=SITES,
        marks=[],
        district=load_district(RIVERTON),
        t=EN,
        **{"radius": 770.0, **more},
    )


@pytest.mark.parametrize(("by_access", "scale"), [(False, SEQUENTIAL), (True, PROVISION)])
def test_what_people_lack_is_red_and_what_they_have_is_not(
    by_access: bool, scale: tuple[str, ...]
) -> None:
    little, much = [street["colour"] for street in build(by_access=by_access)["streets"]]

    assert (little, much) == (scale[0], scale[-1])


def test_only_what_there_is_to_show_has_a_switch() -> None:
    proposed = pd.DataFrame({"lat": [51.5], "lon": [0.0], "number": [1], "near": [""], "added": 5})

    assert list(build()["words"]["layers"]) == [
        "streets", "labels", "catchments", "residents", "sites",
    ]  # fmt: skip
    assert "catchments" not in build(radius=None)["words"]["layers"]
    assert "proposed" in build(proposed=proposed)["words"]["layers"]


def test_communities_that_stand_out_are_named_with_what_they_are() -> None:
    areas = pd.DataFrame(
        {
            "lat": [51.5], "lon": [-0.1], "kind": ["high_high"], "name": ["Quay"],
            "told": ["not reached, nor its neighbours"],
        }
    )  # fmt: skip

    data = build(clusters=areas)

    assert "clusters" in data["words"]["layers"]
    assert [(area["kind"], area["text"]) for area in data["clusters"]] == [
        ("high_high", "Quay: not reached, nor its neighbours")
    ]


def test_looked_for_and_none_found_there_is_nothing_to_switch() -> None:
    none = pd.DataFrame({"lat": [], "lon": [], "kind": [], "name": [], "told": []})

    assert "clusters" not in build(clusters=none)["words"]["layers"]

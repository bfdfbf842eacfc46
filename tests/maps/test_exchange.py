"""What the exchange map is handed: arrows between streets, none within one, none from nowhere."""

import pandas as pd

from wenming.i18n import Translator
from wenming.maps.exchange import build_data

EN = Translator("en")
STREETS = pd.DataFrame(
    {"street_id": ["s1", "s2", "s3"], "lat": [51.5, 51.51, None], "lon": [-0.1, -0.08, None]}
)
NAMES = {"s1": "Mill", "s2": "Abbey", "s3": "Quay"}
FLOWS = pd.DataFrame(
    [(None, "s1", 3), ("s1", "s1", 10), ("s1", "s2", 2), ("s1", "s3", 4), (None, None, 7)],
    columns=["home_street_id", "street_id", "activities"],
)


def build(centre: tuple[float, float] | None = (51.505, -0.09)) -> dict[str, object]:
    return build_data(
        flows=FLOWS,
        streets=STREETS,
        street_names=NAMES,
        chosen=("s2",),
        centre=centre,
        marks=["mark"],
        t=EN,
    )


def test_arrows_lead_between_places_that_are_known() -> None:
    flows = build()["flows"]

    assert [(flow["from"], flow["to"], flow["count"]) for flow in flows] == [
        ((51.505, -0.09), (51.5, -0.1), 3),
        ((51.5, -0.1), (51.51, -0.08), 2),
    ]
    assert flows[0]["text"] == "District's teams → Mill: 3 activities"
    assert flows[0]["colour"] != flows[1]["colour"]


def test_without_a_centre_the_districts_teams_have_no_arrow() -> None:
    assert [flow["count"] for flow in build(None)["flows"]] == [2]


def test_streets_are_shaded_by_what_comes_from_elsewhere() -> None:
    streets = {street["id"]: street for street in build()["streets"]}

    assert streets["s1"]["value"] == "3 by teams from elsewhere"
    assert streets["s3"]["value"] == "4 by teams from elsewhere"
    assert streets["s3"]["lat"] is None
    assert [street["chosen"] for street in streets.values()] == [False, True, False]

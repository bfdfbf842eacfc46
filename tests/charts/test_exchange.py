"""The exchange page's charts: rows and columns in order, own streets without colour."""

from datetime import date

import pandas as pd

from wenming.charts.exchange import DISTRICT, build_country, build_flows
from wenming.i18n import Translator

EN = Translator("en")


def test_schools_and_communities_stack_by_month() -> None:
    settings = pd.DataFrame(
        {
            "month": pd.to_datetime(["2021-01-01", "2021-01-01", "2021-03-01"]),
            "is_school": [True, False, False],
            "activities": [1, 4, 2],
        }
    )
    months = [date(2021, month, 1) for month in (1, 2, 3)]
    communities, schools = build_country(settings, months=months, t=EN).data

    assert (list(communities.y), list(schools.y)) == ([4, 0, 2], [1, 0, 0])


def test_what_stays_in_a_street_has_its_number_but_no_colour() -> None:
    flows = pd.DataFrame(
        {
            "home_street_id": [None, "s1", "s1"],
            "street_id": ["s1", "s1", "s2"],
            "activities": [3, 900, 1],
        }
    )
    figure = build_flows(
        flows,
        homes={DISTRICT: "District", "s1": "Mill", "s2": "Abbey"},
        streets={"s1": "Mill", "s2": "Abbey"},
        t=EN,
    )
    heat, own = figure.data

    cells = [[None if pd.isna(cell) else cell for cell in row] for row in heat.z]
    assert cells == [[3, None], [None, 1], [None, None]]
    assert (list(own.x), list(own.y), list(own.text)) == (["s1"], ["Mill"], ["900"])
    assert list(figure.layout.yaxis.categoryarray) == ["District", "Mill", "Abbey"]

"""The projects page's charts: every domain, project, year and street in its place."""

from datetime import date

import pandas as pd

from wenming.charts.projects import build_fund, build_months, build_streets, build_years
from wenming.i18n import Translator

EN = Translator("en")


def test_spent_and_remaining_stack_to_what_was_granted() -> None:
    grouped = pd.DataFrame(
        {
            "name": ["Science", "Culture"],
            "granted": [1000.0, 500.0],
            "spent": [400.0, 600.0],
            "remaining": [600.0, -100.0],
            "used": [0.4, 1.2],
        }
    )
    spent, remaining = build_fund(grouped, colour="#b5202c", t=EN).data

    assert list(spent.x) == [400, 600]
    assert list(remaining.x) == [600, 0]
    assert list(spent.text) == ["40%", "120%"]


def test_a_project_is_empty_outside_its_funding_and_zero_without_payment() -> None:
    projects = pd.DataFrame(
        {
            "project_id": ["p1", "p2"],
            "name_en": ["Caravan", "A very long name of a project that goes on beyond two lines"],
            "started_on": pd.to_datetime(["2021-02-10", "2020-05-01"]),
            "ended_on": pd.to_datetime([None, "2021-02-28"]),
        }
    )
    payments = pd.DataFrame(
        {
            "project_id": ["p1", "p2"],
            "month": pd.to_datetime(["2021-03-01", "2021-03-01"]),
            "amount": [50.0, 20.0],
        }
    )
    months = [date(2021, month, 1) for month in (1, 2, 3)]
    figure = build_months(projects, payments, months=months, t=EN)

    cells = [[None if pd.isna(cell) else cell for cell in row] for row in figure.data[0].z]
    # The second was paid a month after its end: the payment shows all the same.
    assert cells == [[None, 0, 50], [0, 0, 20]]
    assert list(figure.layout.yaxis.ticktext) == [
        "Caravan",
        "A very long name of a\nproject that goes on…",
    ]


def test_years_without_honours_keep_their_place() -> None:
    honours = pd.DataFrame(
        {"year": [2019, 2021], "honour_level": ["city", "nation"], "honours": [4, 1]}
    )
    figure = build_years(
        honours,
        levels={"nation": "Nation", "city": "City"},
        colours={"nation": "#111111", "city": "#222222"},
    )

    assert [(bar.name, list(bar.y)) for bar in figure.data] == [
        ("Nation", [0, 0, 1]),
        ("City", [4, 0, 0]),
    ]
    assert list(figure.data[0].x) == ["2019", "2020", "2021"]


def test_streets_stand_in_the_districts_order_with_those_that_have_none() -> None:
    honours = pd.DataFrame({"street_id": ["s2"], "kind": ["family"], "honours": [3]})
    figure = build_streets(
        honours,
        streets={"s1": "Mill", "s2": "Abbey"},
        kinds={"family": "Families"},
        colours={"family": "#111111"},
    )

    assert list(figure.data[0].y) == [0, 3]
    assert list(figure.layout.xaxis.ticktext) == ["Mill", "Abbey"]

"""Charts of the volunteers page: bars from zero, empty cells, and what was not reported."""

import json
from datetime import date
from math import isnan

import pandas as pd

from wenming.charts.style import write_figure
from wenming.charts.volunteers import (
    build_bars,
    build_demand,
    build_effort,
    build_funnel,
    build_open_orders,
    build_weekdays,
)
from wenming.i18n import Translator
from wenming.orders import Step

EN = Translator("en")
SERVICES = {"clinic": "Clinic", "sale": "Sale"}


def test_a_month_that_was_not_reported_has_no_bar() -> None:
    frame = pd.DataFrame(
        {"month": pd.to_datetime(["2021-01-01", "2021-02-01"]), "service_hours": [3.5, None]}
    )
    months = [date(2021, 1, 1), date(2021, 2, 1), date(2021, 3, 1)]

    bars = build_effort(frame, months=months, unit="hours", t=EN).data[0]

    assert list(bars.y) == [3.5, None, None]


def test_each_bar_of_the_funnel_tells_its_share_of_the_step_before() -> None:
    steps = [Step("requested", 10, None), Step("dispatched", 8, 10), Step("accepted", 0, 8)]
    names = {"requested": "Requested", "dispatched": "Dispatched", "accepted": "Accepted"}

    figure = build_funnel(steps, names=names, t=EN)

    assert list(figure.data[0].text) == ["10", "8 (80%)", "0 (0%)"]
    assert figure.layout.xaxis.rangemode == "tozero"


def test_services_keep_their_order_and_cells_without_any_stay_empty() -> None:
    counts = pd.DataFrame({"service_id": ["sale"], "weekday": [7], "activities": [2]})

    heat = build_weekdays(counts, services=SERVICES, unit="activities", t=EN).data[0]

    assert list(heat.y) == ["Clinic", "Sale"]
    assert list(heat.x) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert heat.z[1][6] == 2
    assert isnan(heat.z[0][6])


def test_demand_names_the_streets_in_their_order() -> None:
    counts = pd.DataFrame(
        {"street_id": ["s1"], "service_id": ["clinic"], "requested": [4], "activities": [0]}
    )

    heat = build_demand(
        counts,
        "requested",
        streets={"s2": "Abbey", "s1": "Mill"},
        services=SERVICES,
        unit="orders",
        t=EN,
    ).data[0]

    assert list(heat.customdata[0]) == ["Abbey", "Mill"]
    assert heat.z[0][1] == 4


def test_open_orders_stack_by_the_last_step_made() -> None:
    counts = pd.DataFrame(
        {"age_from": [0, 91, 91], "status": ["requested"] * 2 + ["accepted"], "orders": [1, 2, 3]}
    )

    figure = build_open_orders(
        counts,
        ages={0: "0–7 days", 91: "over 90 days"},
        names={"requested": "to be dispatched", "accepted": "to be completed"},
        t=EN,
    )

    assert [list(bars.y) for bars in figure.data] == [[1, 2], [0, 3]]
    assert figure.layout.barmode == "stack"


def test_names_of_bars_have_no_meaning_of_their_own() -> None:
    frame = pd.DataFrame({"name": ["<b>no</b>"], "orders": [1]})

    figure = build_bars(frame, "orders", unit="orders", colour="#000000", t=EN)

    assert json.loads(write_figure(figure))["data"][0]["y"] == ["&lt;b>no&lt;/b>"]

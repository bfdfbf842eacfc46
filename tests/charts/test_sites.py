"""Charts of the sites page: what stands in a cell, and what has nothing to show."""

import json
from datetime import date
from math import isnan

import pandas as pd

from wenming.charts.sites import (
    build_duties,
    build_haves,
    build_history,
    build_standing,
    build_surroundings,
)
from wenming.charts.style import write_figure
from wenming.i18n import Translator

EN = Translator("en")


def test_a_row_of_the_matrix_names_its_total_and_shades_its_shares() -> None:
    counts = pd.DataFrame({"active": [3, 0], "closed": [1, 0]}, index=["All", "Pilots"])

    heat = build_standing(counts, unit="sites", t=EN).data[0]

    assert list(heat.y) == ["All (4)", "Pilots (0)"]
    assert [list(row) for row in heat.text] == [["3", "1"], ["0", "0"]]
    assert list(heat.z[0]) == [0.75, 0.25]
    assert all(isnan(share) for share in heat.z[1])


def test_a_have_known_of_no_site_is_a_dash() -> None:
    counts = pd.DataFrame(
        [("room", "has_team", 1, 2), ("room", "has_place", 0, 0)],
        columns=["level", "have", "present", "known"],
    )

    heat = build_haves(
        counts, levels={"room": "Room"}, haves={"has_place": "Place", "has_team": "Team"}, t=EN
    ).data[0]

    assert [list(row) for row in heat.text] == [["—", "50%\n1/2"]]


def test_rates_tell_their_part_and_whole_and_0_of_0_is_empty() -> None:
    rates = pd.DataFrame(
        [
            ("room", pd.Timestamp("2021-01-01"), 1, 4),
            ("timeliness", pd.Timestamp("2021-01-01"), 0, 0),
        ],
        columns=["key", "month", "part", "whole"],
    )

    heat = build_duties(
        rates,
        months=[date(2021, 1, 1)],
        names={"room": "Rooms", "timeliness": "Timeliness"},
        t=EN,
    ).data[0]

    assert heat.z[0][0] == 0.25
    assert isnan(heat.z[1][0])
    assert heat.customdata[0][0] == "1 of 4"


def test_history_has_a_place_for_months_without_any() -> None:
    history = pd.DataFrame(
        {"month": pd.to_datetime(["2021-01-01", "2021-03-01"]), "activities": [2, 1]}
    )

    bars = build_history(history, until=date(2021, 4, 30), unit="activities", t=EN).data[0]

    assert list(bars.y) == [2, 0, 1, 0]


def test_names_on_the_little_map_have_no_meaning_of_their_own() -> None:
    sites = pd.DataFrame(
        {
            "name_en": ["Hall", "<b>Room</b>"],
            "lon": [0.0, 0.01],
            "lat": [51.5, 51.5],
            "distance": [0.0, 694.0],
        }
    )

    figure = build_surroundings(sites, [[(0.0, 51.0), (0.1, 51.6)]], t=EN)

    assert json.loads(write_figure(figure))["data"][1]["text"] == ["&lt;b>Room&lt;/b>"]
    assert list(figure.data[1].customdata) == ["690"]
    assert figure.layout.xaxis.range[0] < 0 < 0.01 < figure.layout.xaxis.range[1]

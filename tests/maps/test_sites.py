"""Sites on the map: what state they are in, how they stand, and which need support."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import RIVERTON, SAMPLE
from wenming.config import load_district
from wenming.i18n import Translator
from wenming.maps.sites import (
    STATES,
    build_sites,
    describe_levels,
    describe_standings,
    describe_states,
    grade_sites,
    list_quiet,
    name_states,
)
from wenming.palette import PROVISION, SEQUENTIAL, STATUS

T = Translator("en")
DISTRICT = load_district(SAMPLE)

SITES = pd.DataFrame(
    [
        # site, level, months silent, last, closed, expected, demonstration, pilot
        ("centre", "centre", 0, date(2021, 6, 20), False, True, False, None),
        ("yellow", "station", 1, date(2021, 5, 2), False, True, True, "city"),
        ("orange", "station", 2, date(2021, 4, 2), False, True, True, None),
        ("red", "station", 9, date(2020, 9, 2), False, True, False, "district"),
        ("never", "station", None, None, False, True, False, None),
        ("closed", "station", 12, date(2020, 6, 2), True, True, False, None),
        ("park", "base", 30, date(2019, 1, 2), False, False, False, None),
    ],
    columns=["site_id", "level", "months_silent", "last_on", "is_closed", "is_expected",
             "is_demonstration", "pilot"],
).assign(
    name=lambda sites: sites["site_id"] + "站",
    name_en=lambda sites: sites["site_id"],
    street_id=["mill", "mill", "abbey", "abbey", "abbey", "mill", None],
    lon=[-0.1] * 6 + [None],
    lat=[51.5] * 6 + [None],
    location_basis=["published"] + ["modelled"] * 6,
    activities=[12, 1, 0, 0, 0, 0, 0],
    attendance=pd.array([340, None, None, None, None, None, None], dtype="Int64"),
    responsible_unit=["Office", None, None, None, None, None, None],
    last_on=lambda sites: pd.to_datetime(sites["last_on"]),
    months_silent=lambda sites: sites["months_silent"].astype("Int64"),
)  # fmt: skip


@pytest.fixture
def graded() -> pd.DataFrame:
    return grade_sites(SITES, DISTRICT)


def test_silence_closure_and_no_minimum_are_different_states(graded: pd.DataFrame) -> None:
    assert dict(zip(graded["site_id"], graded["state"], strict=True)) == {
        "centre": "active",
        "yellow": "silent_1",
        "orange": "silent_2",
        "red": "silent_3",
        "never": "never",
        "closed": "closed",
        "park": "unbound",
    }


def test_standings_add_up(graded: pd.DataFrame) -> None:
    assert graded["standing"].tolist() == [0, 1 + 4, 1, 2, 0, 0, 0]
    assert [bit for bit, _ in describe_standings(T)] == [1, 2, 4]


def test_those_that_need_support_come_longest_silent_first(graded: pd.DataFrame) -> None:
    assert list_quiet(graded)["site_id"].tolist() == ["never", "red", "orange", "yellow"]


def test_columns_hold_every_site_with_a_place(graded: pd.DataFrame) -> None:
    columns = build_sites(
        graded,
        levels=[level.id for level in DISTRICT.levels],
        streets=["mill", "abbey"],
        t=T,
    )

    assert {len(column) for column in columns.values()} == {6}  # the park has no coordinates
    assert columns["name"][0] == "centre"
    assert columns["level"] == [0, 2, 2, 2, 2, 2]
    assert columns["street"] == [0, 0, 1, 1, 1, 0]
    assert [STATES[state] for state in columns["state"]][-1] == "closed"
    assert columns["last"][:2] == ["20 Jun 2021", "2 May 2021"]
    assert columns["last"][4] == "never heard of"
    assert columns["modelled"] == [0, 1, 1, 1, 1, 1]


def test_attendance_is_a_number_not_reported_or_a_dash(graded: pd.DataFrame) -> None:
    columns = build_sites(
        graded, levels=["centre", "institute", "station", "base"], streets=["mill"], t=T
    )

    assert columns["attendance"][:3] == ["340", "not reported", "—"]


def test_only_a_site_that_is_silent_carries_a_dot_and_only_a_closed_one_a_cross() -> None:
    marks = dict(zip(STATES, describe_states(DISTRICT, T), strict=True))

    assert {state for state, mark in marks.items() if mark["dot"]} == {
        "silent_1", "silent_2", "silent_3", "never",
    }  # fmt: skip
    assert [state for state, mark in marks.items() if mark["closed"]] == ["closed"]


@pytest.mark.parametrize("folder", [SAMPLE, RIVERTON], ids=lambda path: path.name)
def test_no_level_wears_the_colour_of_a_state_or_of_a_shade(folder: Path) -> None:
    """A red star on a red street, or beside a red dot, would say two things with one colour."""
    levels = {level["colour"] for level in describe_levels(load_district(folder), T)}

    assert not levels & {*STATUS.values(), *SEQUENTIAL, *PROVISION}


def test_a_state_names_the_months_that_the_district_set() -> None:
    assert name_states(DISTRICT, Translator("zh"))["silent_2"] == "静默满2个月"

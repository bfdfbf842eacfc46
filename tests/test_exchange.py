"""What is said of town and country: who holds what where, and what nobody told."""

import pandas as pd
import pytest

from wenming.exchange import (
    count_from_elsewhere,
    share_from_elsewhere,
    tabulate_services,
    tell_country,
    tell_flows,
    tell_services,
    total_exchange,
)
from wenming.i18n import Translator

EN, ZH = Translator("en"), Translator("zh")
SETTINGS = pd.DataFrame(
    [
        # has a team, team in the country, activity in the country, at a school, activities, …
        (True, False, True, False, 4, 3, 90.0),
        (True, False, True, True, 2, 0, None),
        (True, True, True, False, 6, 6, 100.0),
        (False, None, True, True, 5, 5, 50.0),
        (True, False, False, False, 40, 40, 900.0),
    ],
    columns=[
        "has_team", "home_is_rural", "is_rural", "is_school", "activities", "attendance_reported",
        "attendance",
    ],
)  # fmt: skip
FLOWS = pd.DataFrame(
    [(None, "s1", 3), ("s1", "s1", 10), ("s1", "s2", 1), ("s2", "s2", 6), (None, None, 7)],
    columns=["home_street_id", "street_id", "activities"],
)


def test_town_teams_in_the_country_are_counted_among_those_that_name_a_team() -> None:
    exchange = total_exchange(SETTINGS)

    assert (exchange.in_country, exchange.told) == (17, 12)
    assert (exchange.by_town, exchange.at_schools) == (6, 2)
    assert (exchange.attendance, exchange.reported) == (90, 3)
    assert tell_country(exchange, EN) == (
        "Town teams held 6 of 12 rural activities with a team named (50%), 2 at schools"
    )


def test_without_any_team_in_the_country_there_is_no_share() -> None:
    exchange = total_exchange(SETTINGS[~SETTINGS["has_team"]])

    assert exchange.attendance is None
    assert tell_country(exchange, ZH) == "本期没有写明队伍的农村活动"


def test_what_comes_from_elsewhere_leaves_out_the_streets_own_and_the_districts_own() -> None:
    assert count_from_elsewhere(FLOWS) == {"s1": 3, "s2": 1}
    assert share_from_elsewhere(FLOWS) == (4, 20)
    assert tell_flows(FLOWS, {"s1": "Mill"}, EN) == (
        "20% of activities were held by teams from elsewhere (4); most in Mill (3)"
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [(FLOWS.iloc[:0], "No activity names its team"), (FLOWS.iloc[[1]], "0% of activities were")],
)
def test_little_is_told_of_little(rows: pd.DataFrame, told: str) -> None:
    assert tell_flows(rows, {}, EN).startswith(told)


def services(*rows: tuple[str, bool, bool, int, float | None]) -> pd.DataFrame:
    columns = ["service_id", "is_rural", "is_school", "activities", "attendance"]
    return pd.DataFrame(rows, columns=columns).assign(name=lambda frame: frame["service_id"])


def test_services_stand_with_town_country_and_schools_apart() -> None:
    table = tabulate_services(
        services(
            ("clinic", False, False, 6, 500.0),
            ("clinic", True, False, 1, None),
            ("clinic", True, True, 1, 20.0),
            ("class", False, True, 3, 60.0),
        ),
        "name",
    )

    assert table[["town", "country", "schools"]].to_numpy().tolist() == [[6, 2, 1], [3, 0, 0]]
    assert table["share"].tolist() == [0.25, 0]
    assert table["attendance"].tolist()[0] == 20
    assert pd.isna(table["attendance"].tolist()[1])
    assert (
        tell_services(table, EN) == "Regular services were in the country 2 times, clinic most (2)"
    )


def test_services_that_reached_no_country_are_told_so() -> None:
    table = tabulate_services(services(("class", False, True, 3, 60.0)), "name")
    assert tell_services(table, ZH) == "常态服务本期没有到农村"

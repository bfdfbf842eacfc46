"""Every figure that the district published, recounted from the tables."""

import pandas as pd

from tests.sample.conftest import Table


def recount(table: Table) -> dict[str, int]:
    sites, teams = table("sites"), table("teams")
    levels, pilots = sites["level"].value_counts(), sites["pilot"].value_counts()
    kinds = teams["kind"].value_counts()
    return {
        "centers": levels["centre"],
        "street_networks": sites.loc[sites["level"] == "institute", "street_id"].nunique(),
        "institutes_and_stations": levels["institute"] + levels["station"],
        "city_pilots": pilots["city"],
        "district_pilots": pilots["district"],
        "demonstration_stations": sites["is_demonstration"].sum(),
        "volunteer_corps": kinds["corps"],
        "specialist_teams": kinds["specialist"],
        "convenience_teams": kinds["convenience"],
        "themed_activities": len(table("activities")),
        "exemplars": len(table("exemplars")),
        "provincial_pilot_since": table("activities")["started_on"].dt.year.min(),
    }


def is_met(value: int, qualifier: str, counted: int) -> bool:
    match qualifier:
        case "exact":
            return counted == value
        case "at least":
            return value <= counted <= value * 1.05
        case "just under":
            return value * 0.95 <= counted < value
    raise AssertionError(qualifier)


def test_the_tables_give_each_published_figure(table: Table) -> None:
    published = table("published_figures").set_index("key")
    counted = pd.Series(recount(table))
    assert set(counted.index) == set(published.index)
    wrong = [
        (key, row["value"], counted[key])
        for key, row in published.iterrows()
        if not is_met(row["value"], row["qualifier"], counted[key])
    ]
    assert wrong == []


def test_published_figures_keep_their_source(table: Table) -> None:
    published = table("published_figures")
    assert set(published["source"]) == {"汕头日报"}
    assert set(published["published_on"].dt.strftime("%Y-%m-%d")) == {"2021-07-07"}
    assert published["said"].notna().all()


def test_each_community_has_its_station_and_fourteen_stand_elsewhere(table: Table) -> None:
    stations = table("sites").query("level == 'station'")
    own = stations[stations["kind"] == "community_station"]
    assert sorted(own["community_id"]) == sorted(table("communities")["community_id"])
    assert (len(own), len(stations) - len(own)) == (170, 14)


def test_demonstration_stations_are_stations(table: Table) -> None:
    sites = table("sites")
    assert set(sites.loc[sites["is_demonstration"], "level"]) == {"station"}

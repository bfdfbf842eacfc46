"""Residents add up, and say where they come from."""

from tests.sample.conftest import Table


def test_residents_sum_to_the_census_at_every_level(table: Table) -> None:
    assert table("streets")["population"].sum() == 777_024
    assert table("communities")["population"].sum() == 777_024
    assert table("population_points")["residents"].sum() == 777_024


def test_communities_sum_to_their_street_and_points_to_their_community(table: Table) -> None:
    streets = table("streets").set_index("street_id")["population"]
    communities = table("communities")
    per_street = communities.groupby("street_id")["population"].sum()
    assert per_street.to_dict() == streets.to_dict()
    per_community = table("population_points").groupby("community_id")["residents"].sum()
    assert per_community.to_dict() == communities.set_index("community_id")["population"].to_dict()


def test_the_one_published_street_is_kept_and_marked(table: Table) -> None:
    streets = table("streets").set_index("name")
    assert streets.loc["大华街道", "population"] == 59_836
    assert list(streets.index[streets["population_basis"] == "census2020"]) == ["大华街道"]


def test_about_ten_points_a_community_near_it(table: Table) -> None:
    points = table("population_points")
    assert points.groupby("community_id").size().between(9, 11).all()
    assert (points["residents"] > 0).all()


def test_areas_are_the_published_ones_where_there_are_any(table: Table) -> None:
    streets = table("streets").set_index("name")
    published = streets[streets["area_basis"] == "published"]["area_km2"].to_dict()
    assert published == {
        "金砂街道": 2.567,
        "大华街道": 2.59,
        "光华街道": 4.12,
        "广厦街道": 4.03,
        "鮀江街道": 21.25,
    }


def test_rural_communities_say_that_they_are_assumed(table: Table) -> None:
    communities = table("communities")
    assert set(communities["rural_basis"]) == {"assumed"}
    assert 30 <= communities["is_rural"].sum() <= 60

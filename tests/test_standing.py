"""Standing × state, the five haves and who leads which sites, on sites written by hand."""

import pandas as pd

from wenming.config.district import SiteKind
from wenming.standing import ALL_HAVES, HAVES, count_by_office, count_haves, cross_standing

STATES = ("active", "silent_1", "closed")


def make_sites(*rows: tuple[str, str | None, bool, str]) -> pd.DataFrame:
    columns = ["kind", "pilot", "is_demonstration", "state"]
    return pd.DataFrame(rows, columns=columns).assign(
        is_closed=lambda frame: frame["state"] == "closed", level="room"
    )


def test_a_site_may_stand_in_several_rows_of_the_matrix() -> None:
    sites = make_sites(
        ("room", "city", True, "active"),
        ("room", None, True, "silent_1"),
        ("room", "district", False, "active"),
        ("room", None, False, "closed"),
    )

    table = cross_standing(sites, STATES)

    assert table.loc["all"].tolist() == [2, 1, 1]
    assert table.loc["demonstration"].tolist() == [1, 1, 0]
    assert table.loc["city"].tolist() == [1, 0, 0]
    assert table.loc["district"].tolist() == [1, 0, 0]
    assert table.loc["none"].tolist() == [0, 0, 1]


def test_a_have_that_is_not_known_is_neither_there_nor_missing() -> None:
    sites = make_sites(*[("room", None, False, "active")] * 3, ("room", None, False, "closed"))
    for have in HAVES:
        sites[have] = [True, True, True, True]
    sites["has_projects"] = [True, None, False, True]

    counts = count_haves(sites).set_index("have")

    assert counts.loc["has_place", ["present", "known"]].tolist() == [3, 3]
    assert counts.loc["has_projects", ["present", "known"]].tolist() == [1, 2]
    assert counts.loc[ALL_HAVES, ["present", "known"]].tolist() == [1, 2]


def test_one_have_known_to_be_missing_decides_whatever_is_not_known() -> None:
    sites = make_sites(("room", None, False, "active"))
    for have in HAVES:
        sites[have] = pd.Series([None], dtype=object)
    sites["has_team"] = False

    counts = count_haves(sites).set_index("have")

    assert counts.loc[ALL_HAVES, ["present", "known"]].tolist() == [0, 1]
    assert counts.loc["has_place", ["present", "known"]].tolist() == [0, 0]


def test_without_open_sites_there_is_nothing_to_count() -> None:
    sites = make_sites(("room", None, False, "closed")).assign(**dict.fromkeys(HAVES, True))

    assert count_haves(sites).empty


def test_offices_are_counted_in_the_order_of_their_kinds_and_only_where_there_are_any() -> None:
    kinds = [
        SiteKind(id="hall", name={"en": "Hall"}, led_by={"en": "Head of the council"}),
        SiteKind(id="park", name={"en": "Park"}),
        SiteKind(id="room", name={"en": "Room"}, led_by={"en": "Head of the ward"}),
    ]
    sites = make_sites(
        ("room", None, False, "active"),
        ("room", None, False, "silent_1"),
        ("room", None, False, "never"),
        ("room", None, False, "closed"),
        ("park", None, False, "active"),
    )

    counts = count_by_office(sites, kinds)

    assert counts.to_dict("records") == [
        {"kind": "hall", "sites": 0, "active": 0, "silent": 0, "never": 0},
        {"kind": "room", "sites": 3, "active": 1, "silent": 1, "never": 1},
    ]

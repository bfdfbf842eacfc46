"""The sites page's reports against the CSV files of the sample counted by pandas."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import RIVERTON, SAMPLE, make_store
from tests.reports.test_activities import make_batch
from wenming.config import load_district
from wenming.filters import Filters
from wenming.maps.sites import grade_sites
from wenming.reports import sites
from wenming.standing import HAVES, count_by_office, count_haves
from wenming.store import Action, Snapshot, open_snapshot
from wenming.store.ledgers import append_batches

HALF = Filters(date(2021, 1, 1), date(2021, 6, 30))
ODD = Filters(date(2020, 3, 10), date(2020, 9, 17))
STREET = Filters(date(2021, 1, 1), date(2021, 6, 30), streets=("440511018",))
NOW = pd.Timestamp("2021-06-30")


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    """The sites of the sample, with the month of each one's last activity."""
    frame = pd.read_csv(
        SAMPLE / "sites.csv", dtype={"street_id": str}, parse_dates=["opened_on", "closed_on"]
    )
    last = log_of_sample().groupby("site_id")["started_on"].max()
    return frame.assign(last_on=frame["site_id"].map(last))


def log_of_sample() -> pd.DataFrame:
    frame = pd.read_csv(SAMPLE / "activities.csv", parse_dates=["started_on"])
    return frame.assign(month=frame["started_on"].dt.to_period("M"))


def count_open(register: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """The sites open at the end of a month, of levels with a monthly minimum."""
    is_open = (register["opened_on"] <= end) & ~(register["closed_on"] <= end)
    return register[is_open & (register["level"] != "base")]


def test_states_of_all_sites_equal_a_recount(sample: Snapshot, register: pd.DataFrame) -> None:
    found = grade_sites(sites.states_by_site(sample, HALF), load_district(SAMPLE))

    months = (2021 * 12 + 6) - (register["last_on"].dt.year * 12 + register["last_on"].dt.month)
    expected = months.map({0: "active", 1: "silent_1", 2: "silent_2"}).fillna("silent_3")
    expected[register["last_on"].isna()] = "never"
    expected[register["level"] == "base"] = "unbound"
    expected[register["closed_on"] <= NOW] = "closed"
    assert dict(zip(found["site_id"], found["state"], strict=True)) == dict(
        zip(register["site_id"], expected, strict=True)
    )


def test_units_are_found_by_a_part_of_their_names(sample: Snapshot, register: pd.DataFrame) -> None:
    found = sites.states_by_site(sample, HALF, unit="鮀江")

    expected = register[register["responsible_unit"].str.contains("鮀江")]
    assert set(found["site_id"]) == set(expected["site_id"])
    assert len(found) > 10
    assert sites.states_by_site(sample, HALF, unit="%").empty


def test_units_are_found_whatever_the_case(tmp_path: Path) -> None:
    district = tmp_path / "district"
    district.mkdir()
    for path in RIVERTON.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.name == "sites.csv":
            text = text.replace("The Hall,,", "The Hall,Town Council,")
        (district / path.name).write_text(text, encoding="utf-8")
    snapshot = open_snapshot(make_store(tmp_path / "store", district))

    assert list(sites.states_by_site(snapshot, HALF, unit="town c")["site_id"]) == ["hall"]


@pytest.mark.parametrize("filters", [HALF, STREET, ODD], ids=str)
def test_duties_equal_a_recount(sample: Snapshot, register: pd.DataFrame, filters: Filters) -> None:
    """Whole months only: March and September 2020 are not, in the odd period."""
    log = log_of_sample()
    found = sites.duties_by_month_level(sample, filters)
    whole = pd.period_range(filters.whole_since, filters.until, freq="M")
    whole = whole[whole.end_time.normalize() <= pd.Timestamp(filters.until)]

    assert set(found["month"].dt.to_period("M")) == set(whole)
    for row in found.itertuples():
        month = row.month.to_period("M")
        is_open = count_open(register, month.end_time.normalize())
        own = is_open[is_open["level"] == row.level]
        if filters.streets:
            own = own[own["street_id"].isin(filters.streets)]
        held = log.loc[log["month"] == month, "site_id"]
        assert row.expected == len(own)
        assert row.met == row.reported == own["site_id"].isin(held).sum()
        assert (row.dated, row.in_time) == (0, 0)


def test_a_level_may_ask_for_more_than_one_activity(riverton: Snapshot) -> None:
    """The hall is to hold two a month; it reported more months than it met that in.

    June, of which the log knows 18 days, is not over and not judged.
    """
    log = pd.read_csv(RIVERTON / "activities.csv", parse_dates=["started_on"])
    log = log[(log["site_id"] == "hall") & log["started_on"].between("2021-01-01", "2021-05-31")]
    by_month = log.groupby(log["started_on"].dt.to_period("M")).size()

    found = sites.duties_by_month_level(riverton, HALF).query("level == 'centre'")

    assert set(found["minimum"]) == {2}
    assert found["reported"].sum() == len(by_month)
    assert found["met"].sum() == (by_month >= 2).sum() < len(by_month)


def test_a_period_within_a_month_has_no_duties(sample: Snapshot) -> None:
    inside = Filters(date(2021, 6, 5), date(2021, 6, 20))
    assert sites.duties_by_month_level(sample, inside).empty


def test_rows_that_were_imported_say_when_they_were_handed_in(tmp_path: Path) -> None:
    """A ledger of July 2021 imported today is known to be late; a month later it would not be."""
    store = make_store(tmp_path)
    append_batches(store, [make_batch("july.xlsx", "Sheet1")])
    july = Filters(date(2021, 7, 1), date(2021, 7, 31))
    snapshot = replace(open_snapshot(store), cutoff=july.until)

    late = sites.duties_by_month_level(snapshot, july).query("level == 'centre'").iloc[0]
    patient = sites.duties_by_month_level(snapshot, july, due_day=100_000)
    in_time = patient.query("level == 'centre'").iloc[0]

    assert (late["reported"], late["dated"], late["in_time"]) == (1, 1, 0)
    assert (in_time["reported"], in_time["dated"], in_time["in_time"]) == (1, 1, 1)
    assert late["met"] == 0  # one activity, and two are asked for


def test_the_branch_of_the_centre_holds_every_site(
    sample: Snapshot, register: pd.DataFrame
) -> None:
    top = sites.branches_by_site(sample, HALF)
    states = grade_sites(sites.states_by_site(sample, HALF), load_district(SAMPLE))["state"]

    row = top.iloc[0]
    assert list(top["site_id"]) == ["JP-C"]
    assert row["sites"] == len(register)
    assert row["active"] == (states == "active").sum()
    assert row["silent"] == states.str.startswith("silent").sum()
    assert row["never"] == (states == "never").sum()
    assert row["unbound"] == (states == "unbound").sum()
    assert row["closed"] == (states == "closed").sum()
    log = log_of_sample()
    assert row["activities"] == (log["started_on"] >= "2021-01-01").sum()
    assert row["children"] == (register["parent_id"] == "JP-C").sum() == 12


def test_branches_of_an_institute_are_its_own_sites(
    sample: Snapshot, register: pd.DataFrame
) -> None:
    own = register[register["parent_id"] == "JP-I-018"]
    first = sites.branches_by_site(sample, HALF, parent_id="JP-I-018", rows=20)
    second = sites.branches_by_site(sample, HALF, parent_id="JP-I-018", rows=40, skip=20)

    assert set(first["found"]) == set(second["found"]) == {len(own)}
    assert sorted([*first["site_id"], *second["site_id"]]) == sorted(own["site_id"])
    assert set(first["sites"]) == {1}


def test_filters_choose_what_a_branch_counts_and_which_branches_are_shown(
    sample: Snapshot, register: pd.DataFrame
) -> None:
    only = Filters(HALF.since, HALF.until, streets=("440511016",), levels=("base",))
    chosen = register[(register["street_id"] == "440511016") & (register["level"] == "base")]

    top = sites.branches_by_site(sample, only)
    below = sites.branches_by_site(sample, only, parent_id="JP-C")

    assert top["sites"].tolist() == below["sites"].tolist() == [len(chosen)]
    assert below["site_id"].tolist() == ["JP-I-016"]
    unit = sites.branches_by_site(sample, HALF, parent_id="JP-C", unit="石炮台街道办事处")
    assert unit["site_id"].tolist() == ["JP-I-001"]


def test_a_tree_that_bites_its_tail_has_a_way_that_ends(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", RIVERTON)
    bitten = "update sites set parent_id = 's1-house' where site_id = 'hall'"
    store.publish(lambda connection: connection.execute(bitten), action=Action.EDIT)

    way = sites.path_by_site(open_snapshot(store), site_id="s1-house")

    assert set(way["site_id"]) == {"hall", "s1-house"}


def test_the_five_haves_equal_a_recount(sample: Snapshot, register: pd.DataFrame) -> None:
    found = count_haves(sites.states_by_site(sample, HALF)).set_index(["level", "have"])

    is_open = register[~(register["closed_on"] <= NOW)]
    for level, own in is_open.groupby("level"):
        for have in HAVES:
            assert found.loc[(level, have)].tolist() == [own[have].sum(), len(own)]
        assert found.loc[(level, "has_all"), "present"] == own[list(HAVES)].all(axis=1).sum()


def test_three_levels_of_secretaries_lead_by_office(
    sample: Snapshot, register: pd.DataFrame
) -> None:
    district = load_district(SAMPLE)
    graded = grade_sites(sites.states_by_site(sample, HALF), district)

    counts = count_by_office(graded, district.site_kinds)

    assert counts["sites"].tolist() == [1, 12, 170]
    offices = [kind.led_by["zh"] for kind in district.site_kinds if kind.led_by]
    assert offices == ["区委书记", "街道党工委书记", "社区党组织书记"]


@pytest.mark.parametrize("site_id", ["JP-C", "JP-I-018", "JP-S-005002", "JP-B-23"])
def test_a_card_holds_what_the_tables_say_of_its_site(
    sample: Snapshot, register: pd.DataFrame, site_id: str
) -> None:
    log = log_of_sample().query("site_id == @site_id")
    newest = log.sort_values(["started_on", "activity_id"], ascending=False)
    row = sites.one_by_site(sample, HALF, site_id=site_id).iloc[0]
    expected = register.set_index("site_id").loc[site_id]

    assert row["name"] == expected["name"]
    assert row["last_on"] == expected["last_on"]
    assert sites.history_by_month(sample, site_id=site_id)["activities"].sum() == len(log)
    found = sites.newest_by_activity(sample, site_id=site_id, rows=7)
    assert list(found["activity_id"]) == list(newest["activity_id"][:7])
    for report, table in (
        (sites.teams_by_team, "teams"),
        (sites.projects_by_project, "projects"),
    ):
        rows = pd.read_csv(SAMPLE / f"{table}.csv").query("site_id == @site_id")
        assert set(report(sample, site_id=site_id).iloc[:, 0]) == set(rows.iloc[:, 0])
    orders = pd.read_csv(SAMPLE / "service_orders.csv").query("site_id == @site_id")
    orders = orders[orders["status"].isin(["requested", "dispatched", "accepted"])]
    found = sites.orders_by_order(sample, site_id=site_id, rows=1000)
    assert set(found["order_id"]) == set(orders["order_id"])
    exemplars = pd.read_csv(SAMPLE / "exemplars.csv", dtype={"street_id": str})
    own = exemplars[exemplars["street_id"] == expected["street_id"]]
    found = sites.exemplars_by_exemplar(sample, site_id=site_id, rows=1000)
    assert set(found["exemplar_id"]) == set(own["exemplar_id"])


def test_the_way_leads_from_the_centre_down(sample: Snapshot) -> None:
    way = sites.path_by_site(sample, site_id="JP-S-005002")

    assert list(way["site_id"]) == ["JP-C", "JP-I-005", "JP-S-005002"]


def test_around_a_site_are_open_sites_by_distance(sample: Snapshot) -> None:
    found = sites.nearby_by_site(sample, HALF, site_id="JP-S-005002", rows=10)

    assert found["site_id"].iloc[0] == "JP-S-005002"
    assert found["distance"].iloc[0] == 0
    assert found["distance"].is_monotonic_increasing
    assert len(found) == 10


def test_an_unknown_site_is_no_row(sample: Snapshot) -> None:
    assert sites.one_by_site(sample, HALF, site_id="nowhere").empty
    assert sites.path_by_site(sample, site_id="nowhere").empty
    assert sites.nearby_by_site(sample, HALF, site_id="nowhere").empty

"""Months that are not over, recounted in pandas from the CSV files, apart from any SQL.

Whatever the day up to which the log is known and whichever the period, cards, courses, lists, map,
tree, duties, needs and paper say the same, and nobody is accused of a month that is not over.
"""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from tests.briefing.conftest import compose
from tests.conftest import SAMPLE, make_store
from tests.ledgers import make_ledger
from wenming.config import load_district
from wenming.filters import Filters
from wenming.headline import choose_periods, count_states, grade_states
from wenming.ingest.intake import HandedIn
from wenming.ingest.publishing import judge, publish
from wenming.ingest.reading import Reading
from wenming.needs import list_needs
from wenming.reports import coverage, overview, reach, sites
from wenming.store import Snapshot, Store, open_snapshot

DISTRICT = load_district(SAMPLE)
TODAY = date(2021, 7, 7)
KNOWN = ["2021-06-10", "2021-06-30"]  # the days up to which the log is known
PERIODS = [
    ("2021-01-01", "2021-12-31"),  # beyond both
    ("2021-01-01", "2021-06-09"),
    ("2020-03-10", "2020-09-17"),
    ("2021-06-05", "2021-06-08"),  # no whole month
    ("2021-06-09", "2021-06-09"),
    ("2020-02-29", "2020-02-29"),
    ("2019-01-01", "2020-02-29"),
    ("2018-06-01", "2019-01-20"),  # begins before the first record
]
CHOSEN: list[dict[str, tuple[str, ...]]] = [
    {},
    {"streets": ("440511016", "440511007")},
    {"levels": ("institute", "station")},
    {"streets": ("440511016", "440511007"), "levels": ("institute", "station")},
]


class Recount:
    """The log up to a day and the register of sites, and what they say of any period."""

    def __init__(self, known: str, chosen: Mapping[str, tuple[str, ...]]) -> None:
        log = pd.read_csv(SAMPLE / "activities.csv", parse_dates=["started_on"])
        register = pd.read_csv(
            SAMPLE / "sites.csv", dtype={"street_id": str}, parse_dates=["opened_on", "closed_on"]
        )
        register["kept"] = True
        for field, column in (("streets", "street_id"), ("levels", "level")):
            if field in chosen:
                register["kept"] &= register[column].isin(chosen[field])
        self.register = register[register["kept"]].set_index("site_id")
        self.known = pd.Timestamp(known)
        self.log = log[(log["started_on"] <= self.known) & log["site_id"].isin(self.register.index)]

    def end(self, until: str) -> pd.Timestamp:
        return min(pd.Timestamp(until), self.known)

    def whole_months(self, since: str, until: str) -> list[pd.Period]:
        """From January 2019 on, the month of the sample's first record."""
        end, since = self.end(until), max(since, "2019-01-01")
        months = pd.period_range(pd.Timestamp(since).to_period("M"), end.to_period("M"))
        return [
            month
            for month in months
            if month.start_time >= pd.Timestamp(since) and month.end_time.normalize() <= end
        ]

    def due(self, day: pd.Timestamp) -> pd.DataFrame:
        """Sites open on the day, of which something was due in a month that was over by then.

        Each with the months over since its last activity, none for never heard of.
        """
        over = (day + pd.Timedelta(days=1)).to_period("M") - 1
        sites = self.register[self.register["level"] != "base"]
        sites = sites[(sites["opened_on"] <= over.end_time) & ~(sites["closed_on"] <= day)]
        last = self.log[self.log["started_on"] <= day].groupby("site_id")["started_on"].max()
        heard = {site: max((over - on.to_period("M")).n, 0) for site, on in last.items()}
        months = pd.array([heard.get(site) for site in sites.index], dtype="Int64")
        return sites.assign(months=months)

    def silent(self, day: pd.Timestamp) -> dict[str, int]:
        months = self.due(day)["months"]
        return {str(site): int(n) for site, n in months[months >= 1].items()}

    def never(self, day: pd.Timestamp) -> set[str]:
        months = self.due(day)["months"]
        return set(months.index[months.isna()])

    def active(self, months: list[pd.Period]) -> tuple[int, int]:
        """Site-months with an activity, and site-months open."""
        pairs = set(zip(self.log["site_id"], self.log["started_on"].dt.to_period("M"), strict=True))
        held = whole = 0
        for month in months:
            open_ = self.due(month.end_time.normalize()).index
            whole += len(open_)
            held += sum((site, month) in pairs for site in open_)
        return held, whole


@cache
def count_again(known: str, chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Recount:
    return Recount(known, dict(chosen))


@pytest.fixture(params=KNOWN)
def known(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(sample: Snapshot, known: str) -> Snapshot:
    """The sample as it is known on a day: no report looks beyond it."""
    return replace(sample, cutoff=date.fromisoformat(known))


@pytest.fixture(params=CHOSEN, ids=str)
def chosen(request: pytest.FixtureRequest) -> dict[str, tuple[str, ...]]:
    return dict(request.param)


@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_every_place_says_the_same_and_what_a_recount_says(
    store: Snapshot, known: str, chosen: dict[str, tuple[str, ...]], since: str, until: str
) -> None:
    recount = count_again(known, tuple(chosen.items()))
    end = recount.end(until)
    silent, never = recount.silent(end), recount.never(end)
    asked = Filters(date.fromisoformat(since), date.fromisoformat(until), **chosen)
    shown = asked.end_at(store.cutoff)
    course = choose_periods(shown, store.known_since).course

    listed = overview.silent_by_site(store, asked).set_index("site_id")["months_silent"]
    assert listed.dropna().astype(int).to_dict() == silent
    assert set(listed.index[listed.isna()]) == never
    for report in (coverage.states_by_site, sites.states_by_site):
        states = report(store, asked)
        graded = grade_states(states, DISTRICT.thresholds)
        assert set(states.loc[graded.str.startswith("silent"), "site_id"]) == set(silent)
        assert set(states.loc[graded == "never", "site_id"]) == never
    tree = sites.branches_by_site(store, asked)
    assert (tree["silent"].sum(), tree["never"].sum()) == (len(silent), len(never))
    by_day = overview.silent_by_month(store, course).set_index("day")
    last = by_day[by_day.index == end].sum(numeric_only=True)  # no row before any site was there
    assert (last["silent_sites"], last["never_sites"]) == (len(silent), len(never))

    months = recount.whole_months(since, until)
    held, whole = recount.active(months)
    by_month = overview.sites_by_month(store, asked)
    assert set(by_month["month"].dt.to_period("M")) <= set(months)
    assert (by_month["active_sites"].sum(), by_month["open_sites"].sum()) == (held, whole)
    streets = coverage.measures_by_street(store, asked)
    assert streets["active_site_months"].sum() == held
    assert streets["open_site_months"].sum() == whole
    duties = sites.duties_by_month_level(store, asked)
    assert (duties["met"].sum(), duties["expected"].sum()) == (held, whole)  # one a month is asked
    inside = recount.log["started_on"].between(since, end)
    assert overview.headline(store, asked)["activities"].iloc[0] == inside.sum()


@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_areas_in_need_are_silent_for_months_that_were_over(
    store: Snapshot, known: str, since: str, until: str
) -> None:
    recount = count_again(known)
    end = recount.end(until)
    over = (end + pd.Timedelta(days=1)).to_period("M") - 1
    register = recount.register
    register = register[(register["opened_on"] <= end) & ~(register["closed_on"] <= end)]
    log = recount.log[(recount.log["started_on"] <= end)].merge(
        register[["community_id"]], left_on="site_id", right_index=True
    )
    last = log.groupby("community_id")["started_on"].max()

    areas = reach.needs_by_area(store, Filters(date.fromisoformat(since), end.date()))

    heard = areas[areas["last_on"].notna()]
    assert dict(zip(heard["area_id"], heard["last_on"], strict=True)) == {
        str(area): day for area, day in last.items()
    }
    expected = [max((over - day.to_period("M")).n, 0) for day in heard["last_on"]]
    assert heard["months_silent"].tolist() == expected


def test_a_card_of_a_site_says_what_the_list_says(store: Snapshot, known: str) -> None:
    asked = Filters(date(2021, 1, 1), date(2021, 12, 31))
    states = sites.states_by_site(store, asked).set_index("site_id")
    for site in ("JP-C", "JP-I-009", "JP-S-004001", *states.index[states["months_silent"] > 0][:5]):
        card = sites.one_by_site(store, asked, site_id=site).iloc[0]
        for column in ("is_expected", "is_closed", "last_on", "months_silent"):
            assert str(card[column]) == str(states.at[site, column])


def test_the_paper_says_what_the_card_says(store: Snapshot, known: str) -> None:
    until = date.fromisoformat(known)
    material, _ = compose(store, filters=Filters(date(2021, 1, 1), date(2021, 12, 31)))

    recount = count_again(known)
    states = material.frame("states_now")
    assert material.request.filters.until == until
    assert (states["is_silent"] == "yes").sum() == len(recount.silent(pd.Timestamp(until)))
    held, whole = recount.active(recount.whole_months("2021-01-01", known))
    active = material.ledger.figures
    assert active["active_sites.active_now"].value == held
    assert active["active_sites.open_now"].value == whole
    assert active["day.until"].value == known


def test_a_log_cut_at_a_day_is_the_log_known_up_to_it(sample: Snapshot, tmp_path: Path) -> None:
    """What other tests take as known by that day is what a folder says that ends there."""
    folder = tmp_path / "district"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("generator*", "__pycache__"))
    log = pd.read_csv(SAMPLE / "activities.csv", dtype=str)
    log[log["started_on"] <= "2021-06-10"].to_csv(folder / "activities.csv", index=False)
    cut = open_snapshot(make_store(tmp_path / "store", folder))
    known = replace(sample, cutoff=date(2021, 6, 10))
    asked = Filters(date(2021, 1, 1), date(2021, 6, 30))

    assert cut.cutoff == date(2021, 6, 10)
    for report in (overview.silent_by_site, overview.silent_by_month, overview.sites_by_month):
        pd.testing.assert_frame_equal(report(cut, asked), report(known, asked))
    accused = set(overview.silent_by_site(cut, asked).dropna(subset="last_on")["site_id"])
    seen = set(log.loc[log["started_on"].between("2021-05-01", "2021-06-10"), "site_id"])
    assert len(accused) == 70
    assert not accused & seen
    at_end_of_may = set(
        overview.silent_by_site(sample, Filters(date(2021, 1, 1), date(2021, 5, 31)))["site_id"]
    )
    assert accused <= at_end_of_may


def test_a_ledger_of_a_new_month_does_not_silence_the_others(
    sample_store: Store, tmp_path: Path
) -> None:
    """A street hands in its rows up to 5 July: of July nobody else is accused."""
    store = Store(tmp_path / "store")
    shutil.copytree(sample_store.folder, store.folder)
    ledger = tmp_path / "july.xlsx"
    ledger.write_bytes(
        make_ledger(
            ("学党史分享会", "2021.6.28", "蓬洲东社区", 32),
            ("端午民俗展示", "2021.6.29", "鮀江街道实践所", 40),
            ("邻里读书会", "2021.7.5", "蓬洲东社区", 15),
            sheet="七月",
        )
    )
    reading = Reading(as_of=TODAY, crs="wgs84", office="鮀江街道")
    handed_in = [HandedIn("七月.xlsx", ledger)]
    publish(store, judge(handed_in, store=store, district=DISTRICT, reading=reading))
    before, after = open_snapshot(store, 1), open_snapshot(store)
    half, year = Filters(date(2021, 1, 1), date(2021, 6, 30)), Filters(date(2021, 1, 1), TODAY)

    assert after.cutoff == date(2021, 7, 5)
    silent = [
        count_states(overview.silent_by_site(each, asked), DISTRICT.thresholds)["silent"]
        for each, asked in ((before, half), (after, half), (after, year))
    ]
    assert silent[0] == 68
    assert silent[1] == silent[2]
    assert 66 <= silent[2] <= 68
    active = [
        overview.sites_by_month(each, asked)[["active_sites", "open_sites"]].sum()
        for each, asked in ((before, half), (after, year))
    ]
    assert active[0]["open_sites"] == active[1]["open_sites"]
    assert 0 <= active[1]["active_sites"] - active[0]["active_sites"] <= 2
    needs = [list_needs(each, DISTRICT, asked) for each, asked in ((before, half), (after, year))]
    assert abs(needs[1]["months_silent"].sum() - needs[0]["months_silent"].sum()) <= 3

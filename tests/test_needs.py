"""Who needs support: who is on the list, in which order, and what is said of each."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.conftest import RIVERTON, SAMPLE
from wenming.config import load_district
from wenming.filters import Filters
from wenming.geo.helpers import find_helpers
from wenming.geo.walking import StraightLines
from wenming.i18n import Translator
from wenming.needs import list_needs, tell_help, tell_list, tell_need
from wenming.store import Snapshot

HALF_YEAR = Filters(date(2021, 1, 1), date(2021, 6, 30))


@pytest.fixture(scope="module")
def needs(sample: Snapshot) -> pd.DataFrame:
    return list_needs(sample, load_district(SAMPLE), HALF_YEAR)


def test_those_come_first_where_most_wait_longest(needs: pd.DataFrame) -> None:
    weight = needs["unreached"].fillna(0) * needs["months_silent"]

    assert len(needs) == 67
    assert weight.is_monotonic_decreasing
    assert needs["unreached"].sum() == 32_920


def test_the_list_equals_a_recount(needs: pd.DataFrame) -> None:
    """Months and missing tasks of every community on it, counted from the CSV files."""
    log = pd.read_csv(SAMPLE / "activities.csv", parse_dates=["started_on"])
    sites = pd.read_csv(SAMPLE / "sites.csv", parse_dates=["opened_on", "closed_on"], dtype=str)
    sites = sites[~(pd.to_datetime(sites["closed_on"]) <= "2021-06-30")]
    tasks = {theme.id: theme.task for theme in load_district(SAMPLE).themes}
    log = log.merge(sites[["site_id", "community_id"]], on="site_id")
    last = log.groupby("community_id")["started_on"].max().dt.to_period("M")
    opened = pd.to_datetime(sites["opened_on"]).dt.to_period("M")
    since = last.reindex(sites["community_id"].unique())
    since = since.fillna(opened.groupby(sites["community_id"]).min())
    held = log[log["started_on"] >= "2021-01-01"].assign(task=log["theme_id"].map(tasks))
    done = held.groupby("community_id")["task"].nunique()

    for row in needs.itertuples():
        assert row.months_silent == max(0, (pd.Period("2021-06") - since[row.area_id]).n)
        missing = row.tasks_missing.split("|") if isinstance(row.tasks_missing, str) else []
        assert len(missing) == 5 - done.get(row.area_id, 0)


def test_open_orders_equal_a_recount(needs: pd.DataFrame) -> None:
    orders = pd.read_csv(SAMPLE / "service_orders.csv", dtype=str)
    is_open = orders["status"].isin(["requested", "dispatched", "accepted"])
    expected = orders[is_open].groupby("community_id").size()

    found = needs.set_index("area_id")["open_orders"]
    assert found.to_dict() == {area: expected.get(area, 0) for area in found.index}


def test_the_helper_is_the_nearest_active_site_of_another_community(needs: pd.DataFrame) -> None:
    sites = pd.read_csv(SAMPLE / "sites.csv", dtype={"community_id": str}).set_index("site_id")

    own = needs["helper_id"].map(sites["community_id"])
    assert not (own == needs["community_id"]).any()
    assert needs["helper_m"].between(0, 6000, inclusive="neither").all()


def test_helpers_by_hand() -> None:
    areas = pd.DataFrame(
        {"community_id": ["c1", None], "street_id": ["s1", "s2"], "lon": [0, np.nan], "lat": [0, 0]}
    )
    sites = pd.DataFrame(
        {
            "site_id": ["own", "near", "far"],
            "name": ["本", "近", "远"],
            "name_en": ["Own", "Near", "Far"],
            "community_id": ["c1", "c2", None],
            "street_id": "s1",
            "lon": [0, 0.01, 0.02],
            "lat": [0.0, 0.0, 0.0],
        }
    )
    teams = pd.DataFrame({"site_id": ["near"], "name": ["队"], "name_en": ["Team"]})

    found = find_helpers(areas, sites, teams, StraightLines(1.5))

    assert found.loc[0, ["helper_id", "team_en"]].to_list() == ["near", "Team"]
    assert found.loc[0, "helper_m"] == pytest.approx(math.radians(0.01) * 6378137 * 1.5)
    assert found.loc[1].isna().all()  # of unknown place
    assert find_helpers(areas, sites.head(1), teams, StraightLines(1.5)).loc[0].isna().all()


NEED = pd.Series(
    {
        "open_sites": 1,
        "last_on": pd.Timestamp("2021-02-03"),
        "months_silent": 4,
        "unreached": 1200,
        "tasks_missing": "books|river",
        "open_orders": 3,
        "name": "x",
    }
)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {},
            "Here because its site has been silent for 4 months; 1,200 residents have no site "
            "active in the last 3 months within 1,000 m; 2 of 2 tasks were not taken up in the "
            "period; 3 orders are open.",
        ),
        (
            {"unreached": 1, "tasks_missing": "books", "open_orders": 1, "months_silent": 1},
            "Here because its site has been silent for 1 month; 1 resident has no site active in "
            "the last 3 months within 1,000 m; 1 of 2 tasks was not taken up in the period; 1 "
            "order is open.",
        ),
        (
            {"open_sites": 0, "unreached": None, "tasks_missing": None, "open_orders": 0},
            "Here because it has no open site.",
        ),
        (
            {"last_on": pd.NaT, "unreached": 0, "tasks_missing": None, "open_orders": 0},
            "Here because its site has never reported an activity.",
        ),
    ],
    ids=["everything", "one of each", "no site", "never"],
)
def test_the_reason_is_one_sentence(changed: dict[str, object], sentence: str) -> None:
    row = pd.Series({**NEED.to_dict(), **changed})

    assert tell_need(row, load_district(RIVERTON), Translator("en")) == sentence


def test_help_names_the_site_the_way_and_the_team() -> None:
    row = pd.Series(
        {"helper_id": "a", "helper": "甲站", "helper_m": 1234.0, "team": "便民队", "team_en": None}
    )
    assert tell_help(row, Translator("zh")) == "甲站（步行约1.2公里），便民队"
    assert tell_help(pd.Series({"helper_id": None}), Translator("zh")) == "—"


def test_nobody_in_need_is_said_so(needs: pd.DataFrame) -> None:
    zh, known = Translator("zh"), pd.DataFrame({"residents": [10, None]})
    assert "没有需要支持的社区" in tell_list(needs.head(0), known, zh)


def test_what_is_not_known_is_not_called_reached(needs: pd.DataFrame) -> None:
    """Neither where no community is on record, nor where nobody is known to live in any."""
    zh, nobody = Translator("zh"), pd.DataFrame({"residents": [None, None]})
    assert "无法判断哪里需要支持" in tell_list(needs.head(0), nobody.head(0), zh)
    assert "居民人数未知" in tell_list(needs.head(0), nobody, zh)


def test_a_second_district_without_orders_or_points(riverton: Snapshot) -> None:
    found = list_needs(riverton, load_district(RIVERTON), HALF_YEAR)

    assert "s3c2" in found.loc[found["open_sites"] == 0, "area_id"].to_list()
    assert found.loc[found["area_id"] == "s3c2", "helper_id"].notna().all()

"""How reach grew: month by month, by hand and against measuring each month anew."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import SAMPLE
from tests.geo.conftest import make_points, make_sites
from tests.geo.test_reach import HALF_YEAR
from wenming.geo.growth import choose_open, compute_growth, list_months
from wenming.geo.reach import compute_reach, place
from wenming.geo.walking import StraightLines
from wenming.reports import reach as reports
from wenming.store import Snapshot

WALKING = StraightLines(1.3)


def test_reach_grows_as_sites_open_and_shrinks_as_they_close() -> None:
    points = make_points((0, 0, 10), (5000, 0, 20), (10000, 0, 70))
    sites = make_sites(
        (0, 0), (5000, 0), (10000, 0),
        opened_on=pd.to_datetime(["2019-01-15", "2019-03-31", None]),
        closed_on=pd.to_datetime([None, "2019-05-01", None]),
    )  # fmt: skip
    months = list_months(sites, pd.Timestamp("2019-05-31"))

    growth = compute_growth(
        place(points, sites), WALKING, months=months, until=pd.Timestamp("2019-05-31"), limit=1000
    )

    assert [month.strftime("%Y-%m") for month in growth["month"]] == [
        "2019-01", "2019-02", "2019-03", "2019-04", "2019-05",
    ]  # fmt: skip
    assert growth["sites"].to_list() == [2, 2, 3, 3, 2]
    assert growth["reached"].to_list() == [80, 80, 100, 100, 80]
    assert growth["share"].iloc[-1] == 0.8


def test_of_a_month_that_is_not_over_its_last_known_day_counts() -> None:
    opened = pd.to_datetime(["2021-07-03", "2021-07-20"])
    sites = make_sites((0, 0), (0, 0), opened_on=opened, closed_on=pd.to_datetime([None, None]))
    july = pd.Timestamp("2021-07-01")

    assert choose_open(sites, july, pd.Timestamp("2021-07-07")).tolist() == [True, False]
    assert choose_open(sites, july, pd.Timestamp("2021-08-31")).tolist() == [True, True]


def test_there_are_no_months_before_anything_opened() -> None:
    sites = make_sites((0, 0), opened_on=pd.to_datetime(["2019-01-15"]))

    assert list_months(sites, pd.Timestamp("2018-12-31")) == []
    assert list_months(sites.assign(opened_on=pd.NaT), pd.Timestamp("2020-01-31")) == []


@pytest.mark.parametrize("month", ["2018-11", "2019-06", "2020-02", "2021-06"])
def test_the_sample_equals_measuring_the_month_anew(sample: Snapshot, month: str) -> None:
    places = place(reports.residents_by_point(sample), reports.states_by_site(sample, HALF_YEAR))
    months = list_months(places.sites, pd.Timestamp("2021-06-30"))
    growth = compute_growth(
        places, WALKING, months=months, until=pd.Timestamp("2021-06-30"), limit=500
    )
    growth["month"] = growth["month"].dt.strftime("%Y-%m")
    row = growth.set_index("month").loc[month]

    sites = pd.read_csv(SAMPLE / "sites.csv")
    end = str(pd.Period(month, "M").end_time.date())
    is_open = (sites["opened_on"] <= end) & ~(sites["closed_on"].fillna("9999") <= end)
    assert row["sites"] == is_open.sum()
    counts = choose_open(places.sites, pd.Timestamp(month), pd.Timestamp("2021-06-30"))
    reach = compute_reach(places, WALKING, counts=counts, limit=500)
    assert row["reached"] == reach.loc[reach["is_reached"], "residents"].sum()
    assert np.isclose(row["share"], row["reached"] / 777_024)

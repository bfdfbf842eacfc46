"""This year's expected total: silent when it must be, honest where it speaks."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.conftest import SAMPLE
from wenming.pace import SHORTEST, forecast_year, list_whole_months


def make_counts(months: int, *, first: str = "2019-01-01") -> pd.Series:
    """Noisy months around 60, the same at each run."""
    dice = np.random.default_rng(1)
    index = pd.date_range(first, periods=months, freq="MS")
    return pd.Series(dice.poisson(60, months).astype(float), index=index)


def count_sample() -> pd.Series:
    log = pd.read_csv(SAMPLE / "activities.csv", parse_dates=["started_on"])
    return log.groupby(log["started_on"].dt.to_period("M").dt.to_timestamp()).size()


@pytest.mark.parametrize(("cutoff", "last"), [("2021-06-30", "2021-06"), ("2021-06-29", "2021-05")])
def test_only_whole_months_count_and_gaps_are_zero(cutoff: str, last: str) -> None:
    months = count_sample().drop(pd.Timestamp("2020-03-01"))

    found = list_whole_months(months, date.fromisoformat(cutoff))

    assert found.index[-1].strftime("%Y-%m") == last
    assert found["2020-03-01"] == 0
    assert found["2020-02-01"] == 15


def test_no_month_at_all_is_no_history() -> None:
    nothing = pd.Series([], index=pd.DatetimeIndex([]), dtype=int)

    assert forecast_year(list_whole_months(nothing, date(2021, 6, 30))) is None


@pytest.mark.parametrize(("months", "speaks"), [(SHORTEST - 1, False), (SHORTEST, True)])
def test_too_short_a_history_stays_silent(months: int, speaks: bool) -> None:
    assert (forecast_year(make_counts(months)) is not None) == speaks


def test_a_year_that_is_over_needs_no_forecast() -> None:
    assert forecast_year(make_counts(24)) is None


def test_steady_months_go_on_steadily() -> None:
    counts = pd.Series(50.0, index=pd.date_range("2019-01-01", periods=21, freq="MS"))

    pace = forecast_year(counts)

    assert pace is not None
    assert (pace.so_far, pace.known_until) == (450, date(2020, 9, 1))
    assert pace.total.low95 == pace.total.high95 == 600
    assert pace.test.inside80 == pace.test.tried


def test_seasons_join_where_they_are_plain() -> None:
    index = pd.date_range("2017-01-01", periods=54, freq="MS")
    wave = 60 + 50 * np.sin(np.arange(54) * np.pi / 6)
    counts = pd.Series(np.random.default_rng(3).poisson(wave).astype(float), index=index)

    pace = forecast_year(counts)

    assert pace is not None
    assert pace.is_seasonal
    rest = float((60 + 50 * np.sin(np.arange(54, 60) * np.pi / 6)).sum())
    assert pace.total.low95 - pace.so_far < rest < pace.total.high95 - pace.so_far


def test_the_sample_is_back_tested_and_its_intervals_held() -> None:
    pace = forecast_year(list_whole_months(count_sample(), date(2021, 6, 30)))

    assert pace is not None
    assert pace.so_far == 819
    total = pace.total
    assert 819 < total.low95 < total.low80 < total.middle < total.high80 < total.high95
    assert pace.test.tried == 6
    assert pace.test.inside80 >= 5
    assert pace.test.inside95 == 6
    assert not pace.is_seasonal  # 2020's lockdown makes two years' seasons mislead
    assert pace.path["middle"].is_monotonic_increasing
    assert len(pace.path) == 6


def test_the_same_history_gives_the_same_forecast() -> None:
    assert forecast_year(make_counts(20)).total == forecast_year(make_counts(20)).total  # type: ignore[union-attr]

"""This year's expected total: exponential smoothing of past months, tested on what came since.

Months are smoothed on the log scale, so that an interval never falls below zero and a lockdown or a
campaign widens it. Seasons join only where they would have done better so far.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

SHORTEST = 18
"""Months of history below which nothing is said."""
_SEASONS = 24
_PATHS = 4000
_QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)


@dataclass(frozen=True)
class Interval:
    """The middle of what is expected and its 80 % and 95 % intervals; counts."""

    low95: float
    low80: float
    middle: float
    high80: float
    high95: float


@dataclass(frozen=True)
class Test:
    """How a method would have done: for each past month, what came in all months since."""

    tried: int
    inside80: int
    inside95: int
    error: float
    """Mean share by which the middle missed what came."""


@dataclass(frozen=True)
class Pace:
    """The year's total so far by its last whole month, and by month what is expected from there.

    `path` has month, low95, low80, middle, high80 and high95: totals from January on.
    """

    so_far: int
    known_until: date
    total: Interval
    path: pd.DataFrame
    is_seasonal: bool
    test: Test


def list_whole_months(by_month: pd.Series, cutoff: date) -> pd.Series:
    """Counts of every whole month from the first with any up to the cut-off, gaps as 0.

    `by_month` is indexed by the first day of each month. A month counts as whole when the cut-off
    is its last day.
    """
    if by_month.empty:
        return by_month.astype(float)
    end = pd.Timestamp(cutoff + timedelta(days=1)).to_period("M").to_timestamp()
    counts = by_month.astype(float)
    counts.index = pd.to_datetime(counts.index)
    months = pd.date_range(counts.index.min(), end, freq="MS", inclusive="left")
    return counts.reindex(months, fill_value=0.0)


def forecast_year(counts: pd.Series) -> Pace | None:
    """What the year of the last month will come to; None with too little history.

    `counts` is from `list_whole_months`. A year whose December is known has no forecast either.
    """
    if len(counts) < SHORTEST:
        return None
    last = counts.index[-1]
    left = 12 - last.month
    if not left:
        return None
    tests = {False: _test(counts, seasonal=False)}
    if len(counts) > _SEASONS:
        since = _SEASONS
        tests = {kind: _test(counts, seasonal=kind, first=since) for kind in (False, True)}
    seasonal = min(tests, key=lambda kind: tests[kind].error)
    this_year = counts[pd.DatetimeIndex(counts.index).year == last.year]
    so_far = int(this_year.sum())
    paths = so_far + _simulate(counts, left, seasonal=seasonal).cumsum(axis=0)
    path = pd.DataFrame(
        np.quantile(paths, _QUANTILES, axis=1).T,
        columns=["low95", "low80", "middle", "high80", "high95"],
    )
    total = Interval(**{str(name): float(value) for name, value in path.iloc[-1].items()})
    months = pd.date_range(last + pd.offsets.MonthBegin(1), periods=left, freq="MS")
    path.insert(0, "month", months)
    return Pace(so_far, last.date(), total, path, seasonal, tests[seasonal])


def _test(counts: pd.Series, *, seasonal: bool, first: int = SHORTEST - 6) -> Test:
    """Forecast from each month in turn what came in all later ones."""
    inside80 = inside95 = 0
    errors = []
    for known in range(first, len(counts)):
        came = float(counts.iloc[known:].sum())
        paths = _simulate(counts.iloc[:known], len(counts) - known, seasonal=seasonal)
        low95, low80, middle, high80, high95 = np.quantile(paths.sum(axis=0), _QUANTILES)
        inside80 += int(low80 <= came <= high80)
        inside95 += int(low95 <= came <= high95)
        errors.append(abs(middle - came) / max(came, 1.0))
    return Test(len(errors), inside80, inside95, float(np.mean(errors)))


def _simulate(counts: pd.Series, months: int, *, seasonal: bool) -> Any:
    """Paths of the next months: a row a month, a column a path; the same for the same counts."""
    # Here and not above: it takes longer to load than a page may wait without need.
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    logs = pd.Series(np.log1p(counts.to_numpy()))
    if logs.nunique() == 1:
        return np.full((months, _PATHS), counts.iloc[0])
    model = ETSModel(
        logs,
        error="add",
        seasonal="add" if seasonal else None,
        seasonal_periods=12 if seasonal else None,
        initialization_method="heuristic" if seasonal else "estimated",
    )
    fitted = model.fit(disp=False, maxiter=200)
    dice = np.random.default_rng(20_210_630)
    paths = fitted.simulate(months, anchor="end", repetitions=_PATHS, rng=dice)
    return np.clip(np.expm1(np.asarray(paths).reshape(months, _PATHS)), 0, None)

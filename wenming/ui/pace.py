"""This year's pace: the total so far, what is expected by December, how far that is to trust."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from wenming.charts.pace import build_pace
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.filters import Filters
from wenming.headline import find_target
from wenming.pace import SHORTEST, Pace, forecast_year, list_whole_months
from wenming.reports import overview
from wenming.ui.charts import show_chart
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page

_EARLIEST = date(1949, 10, 1)


def show_pace(page: Page) -> None:
    """The year of the newest data under the page's filters; its period does not matter."""
    t, cutoff = page.t, page.store.cutoff
    if cutoff is None:
        st.info(t("pace.nothing"), icon=":material/info:")
        return
    counts = _count(page, cutoff)
    pace = _forecast(page.store.version, replace(page.filters, since=cutoff, until=cutoff), counts)
    if pace is None:
        key = "pace.year_over" if len(counts) >= SHORTEST else "pace.too_short"
        st.info(
            t(key, months=t.number(len(counts)), needed=t.number(SHORTEST)),
            icon=":material/info:",
        )
        return
    year = pace.known_until.year
    whole = page.filters.is_whole_district
    target = find_target(page.district, "activities_held", year if whole else None)
    show_chart(
        page,
        build_pace(_accumulate(counts, year), pace.path, target=target, t=t),
        finding=_tell(page, pace, target),
        description=t("pace.caption", month=t.month(pace.known_until)),
        unit=t.of(load_figures()["activities_held"].unit),
        key="pace",
        height=340,
        legend=True,
    )
    _show_test(page, pace)
    columns = (
        Column("month_name", t("charts.month")),
        *(Column(key, t(f"pace.{key}"), "count") for key in pace.path.columns[1:]),
    )
    counts_only = pace.path.drop(columns="month").round()
    spelled = counts_only.assign(month_name=pace.path["month"].map(t.month))
    show_downloads(page, spelled, "pace", title=t("pace.title", year=year), columns=columns)


def _count(page: Page, cutoff: date) -> pd.Series:
    everything = replace(page.filters, since=_EARLIEST, until=cutoff)
    months = page.load(overview.trend_by_month_theme, everything)
    return list_whole_months(months.groupby("month")["activities"].sum(), cutoff)


@st.cache_data(max_entries=32, show_spinner=False)
def _forecast(version: int, filters: Filters, _counts: pd.Series) -> Pace | None:
    """Keyed by version and the filters whose months were counted."""
    return forecast_year(_counts)


def _accumulate(counts: pd.Series, year: int) -> pd.Series:
    months = pd.DatetimeIndex(counts.index)
    return counts[months.year == year].cumsum()


def _tell(page: Page, pace: Pace, target: float | None) -> str:
    t, total = page.t, pace.total
    about = {
        "year": pace.known_until.year,
        "middle": t.number(round(total.middle, -1)),
        "low": t.number(round(total.low80, -1)),
        "high": t.number(round(total.high80, -1)),
    }
    if target is None:
        return t("pace.finding", **about)
    if total.low80 >= target:
        return t("pace.finding_safe", target=t.number(target), **about)
    key = "pace.finding_open" if total.high80 >= target else "pace.finding_short"
    return t(key, target=t.number(target), **about)


def _show_test(page: Page, pace: Pace) -> None:
    """How the method did on the months that came since, and what it takes into account."""
    t, test = page.t, pace.test
    st.caption(
        t(
            "pace.tested",
            tried=t.number(test.tried),
            inside80=t.number(test.inside80),
            inside95=t.number(test.inside95),
            error=t.percent(test.error, 0),
            low=t.number(round(pace.total.low95, -1)),
            high=t.number(round(pace.total.high95, -1)),
        )
    )
    st.caption(t("pace.seasonal" if pace.is_seasonal else "pace.not_seasonal"))

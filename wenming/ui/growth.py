"""How reach grew: a slider of months, the map as it was then, and the line of all months."""

import pandas as pd
import streamlit as st

from wenming.charts.reach import build_growth
from wenming.exports import Column
from wenming.geo.growth import choose_open, compute_growth, list_months
from wenming.ui.charts import show_chart
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.reach_map import show_reach_map
from wenming.ui.reach_measure import (
    Reach,
    choose_walk,
    describe_measure,
    measure_again,
    measure_reach,
    replace_points,
)


def show_growth(page: Page) -> None:
    """Reach of open sites at each month's end, from the first site's opening on."""
    t = page.t
    limit = choose_walk(page)
    reach = measure_reach(page, "open", limit)
    until = pd.Timestamp(page.filters.until)
    months = list_months(reach.places.sites, until)
    if not months:
        st.info(t("growth.no_months"), icon=":material/info:")
        return
    growth = _grow(page.store.version, reach.key, page.filters.streets, reach, page, tuple(months))
    if not growth["residents"].iloc[-1]:
        st.info(t("reach.finding_nobody"), icon=":material/info:")
        return
    month = _choose_month(page, months)
    now = growth[growth["month"] == month].iloc[0]
    st.subheader(
        t(
            "growth.finding",
            month=t.month(month),
            share=t.percent(now["share"]),
            metres=t.number(limit),
            sites=t.number(int(now["sites"])),
        ),
        anchor=False,
    )
    counts = choose_open(reach.places.sites, month, until)
    then = measure_again(page, reach, counts, f"{month:%Y-%m}")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_reach_map(page, then, month=month.date())
    with right:
        _show_line(page, growth, month, limit)


def _choose_month(page: Page, months: list[pd.Timestamp]) -> pd.Timestamp:
    """A slider of the months, at the last one first; a slider needs at least two."""
    t = page.t
    if len(months) == 1:
        return months[0]
    by_name = {f"{month:%Y-%m}": month for month in months}
    chosen = st.select_slider(
        t("growth.month"),
        list(by_name),
        value=f"{months[-1]:%Y-%m}",
        format_func=lambda name: t.month(by_name[name]),
        key="growth_month",
    )
    return by_name[chosen]


def _show_line(page: Page, growth: pd.DataFrame, month: pd.Timestamp, limit: int) -> None:
    t = page.t
    first, last = growth.iloc[0], growth.iloc[-1]
    show_chart(
        page,
        build_growth(growth, chosen=month, t=t),
        finding=t(
            "growth.line_finding",
            first=t.percent(first["share"]),
            last=t.percent(last["share"]),
            since=t.month(first["month"]),
            until=t.month(last["month"]),
        ),
        description=t("growth.line", metres=t.number(limit)),
        unit="%",
        key="growth_line",
        height=300,
    )
    columns = (
        Column("month_name", t("charts.month")),
        Column("sites", t("reach.sites"), "count"),
        Column("reached", t("reach.reached"), "count"),
        Column("residents", t("reach.residents"), "count"),
        Column("share", t("reach.share"), "share"),
    )
    show_downloads(
        page, growth.assign(month_name=growth["month"].map(t.month)), "reach-by-month",
        title=t("growth.title"), columns=columns, notes=describe_measure(page, limit),
    )  # fmt: skip


@st.cache_data(max_entries=16, show_spinner=False)
def _grow(
    version: int,
    key: tuple[object, ...],
    streets: tuple[str, ...] | None,
    _reach: Reach,
    _page: Page,
    _months: tuple[pd.Timestamp, ...],
) -> pd.DataFrame:
    places = replace_points(_reach.places, _page)
    return compute_growth(
        places,
        _reach.walking,
        months=_months,
        until=pd.Timestamp(_page.filters.until),
        limit=_reach.limit,
    )

"""The surveys' section of the online page: the rates the district wants to raise, over time."""

import pandas as pd
import streamlit as st

from wenming.charts.online import build_rates
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.online import SURVEYED, list_rates, tell_rate
from wenming.palette import TASKS
from wenming.reports import online as reports
from wenming.ui.charts import show_chart
from wenming.ui.downloads import offer_table
from wenming.ui.frame import Page

_FIGURES = dict(
    zip(SURVEYED, ("awareness", "support", "participation", "surveyed_satisfaction"), strict=True)
)
_COLOURS = dict(zip(SURVEYED, (TASKS[0], TASKS[3], TASKS[4], TASKS[1]), strict=True))


def show_surveys(page: Page) -> None:
    """Awareness, support, participation and satisfaction with their 95 % intervals."""
    t, minimum = page.t, page.district.thresholds.survey_minimum
    surveys = page.load(reports.surveys_by_day_measure)
    rates = list_rates(surveys, minimum)
    told = [measure for measure in SURVEYED if rates[measure]]
    if not told:
        st.subheader(t("online.surveys"), anchor=False)
        key = "online.no_surveys" if surveys.empty else "online.small_surveys"
        until = t.day(page.filters.until)
        st.info(t(key, until=until, minimum=minimum), icon=":material/info:")
        return
    names = {measure: t.of(load_figures()[_FIGURES[measure]].name) for measure in SURVEYED}
    show_chart(
        page,
        build_rates(rates, names=names, colours=_COLOURS, t=t),
        finding=tell_rate(names[told[0]], rates[told[0]], t),
        description=t("online.surveys_caption", minimum=minimum),
        unit=t.of(load_figures()["awareness"].unit),
        key="surveys",
        height=300,
        legend=True,
        period=t("charts.until", until=t.day(page.filters.until)),
    )
    offer_table(
        page,
        _tabulate(surveys, names, minimum, page),
        [
            Column("day", t("online.surveyed_on"), "day"),
            Column("name", t("online.rate")),
            Column("share", t("online.share"), "share"),
            Column("low", t("online.low"), "share"),
            Column("high", t("online.high"), "share"),
            Column("asked", t("online.asked"), "count"),
            Column("yes", t("online.yes"), "count"),
            Column("streets", t("online.streets"), "number_text"),
        ],
        name="surveys",
        title=t("online.surveys"),
        missing=t("online.too_few", minimum=minimum),
    )


def _tabulate(
    surveys: pd.DataFrame, names: dict[str, str], minimum: int, page: Page
) -> pd.DataFrame:
    """A row a day and measure; the rate of too few people is left out, not those asked."""
    rates = list_rates(surveys, minimum)
    found = {(day, measure): rate for measure in rates for day, rate in rates[measure]}
    rows = []
    for row in surveys.to_dict("records"):
        rate = found.get((row["surveyed_on"].date(), row["measure"]))
        low, high = rate.interval if rate else (None, None)
        rows.append(
            {
                "day": row["surveyed_on"],
                "name": names.get(row["measure"], row["measure"]),
                "share": rate.share if rate else None,
                "low": low,
                "high": high,
                "asked": row["asked"],
                "yes": row["yes"] if rate else None,
                "streets": page.t.number(row["streets"])
                if row["streets"]
                else page.t("projects.whole_district"),
            }
        )
    return pd.DataFrame(rows)

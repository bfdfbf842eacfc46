"""The regular services of the volunteers page: how often each is held, and on which days."""

import pandas as pd
import streamlit as st

from wenming.charts.volunteers import build_rhythm, build_weekdays
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.periods import list_months
from wenming.reports import reference
from wenming.reports import volunteers as reports
from wenming.ui.chart_table import show_chart_and_table
from wenming.ui.frame import Page
from wenming.ui.tables import name_ids


def show_services(page: Page) -> None:
    """The rhythm of the regular services: by month, and by weekday."""
    t = page.t
    services = page.names(reference.services)
    counts = page.load(reports.services_by_month_weekday)
    if not services or counts.empty:
        st.subheader(t("volunteers.services"), anchor=False)
        st.info(t("volunteers.no_services"), icon=":material/info:")
        return
    months = list_months(page.filters)
    unit = t.of(load_figures()["activities_held"].unit)
    named = counts.assign(service=counts["service_id"].map(services))
    by_month = named.groupby(["month", "service"])[["activities"]].sum().reset_index()
    held = counts.groupby("service_id").agg(
        months=("month", "nunique"), activities=("activities", "sum")
    )
    regular = [services[str(key)] for key in held.index[held["months"] == len(months)]]
    left, right = st.columns([3, 2], gap="large")
    with left:
        show_chart_and_table(
            page,
            build_rhythm(counts, months=months, services=services, unit=unit, t=t),
            name_ids(page, by_month),
            [
                Column("month", t("charts.month")),
                Column("service", t("volunteers.service")),
                Column("activities", load_figures()["activities_held"].title(t), "count"),
            ],
            name="services-by-month",
            finding=t(
                "volunteers.rhythm_finding",
                regular=t.number(len(regular)),
                whole=t.number(len(services)),
                months=t.number(len(months)),
            ),
            description=t("volunteers.rhythm_described"),
            unit=unit,
            height=34 * len(services),
        )
    by_weekday = counts.groupby("weekday")["activities"].sum()
    with right:
        show_chart_and_table(
            page,
            build_weekdays(counts, services=services, unit=unit, t=t),
            _describe_rhythm(named, services),
            [
                Column("service", t("volunteers.service")),
                Column("activities", load_figures()["activities_held"].title(t), "count"),
                Column("months", t("volunteers.months_held"), "count"),
                Column("weekend", t("volunteers.weekend"), "share"),
            ],
            name="services-by-weekday",
            finding=t(
                "volunteers.weekdays_finding",
                share=t.percent(by_weekday[by_weekday.index >= 6].sum() / by_weekday.sum(), 0),
            ),
            description=t("volunteers.weekdays_described"),
            unit=unit,
            height=34 * len(services),
        )


def _describe_rhythm(counts: pd.DataFrame, services: dict[str, str]) -> pd.DataFrame:
    """A row a service: activities, months with any, and the share held at weekends."""
    weekend = counts.assign(weekend=counts["activities"].where(counts["weekday"] >= 6, 0))
    table = (
        weekend.groupby("service")
        .agg(activities=("activities", "sum"), months=("month", "nunique"), part=("weekend", "sum"))
        .reindex(list(services.values()))
    )
    table["weekend"] = table["part"] / table["activities"]
    table[["activities", "months"]] = table[["activities", "months"]].fillna(0).astype(int)
    return table.reset_index(names="service")

"""The sections of the exchange page: cards, town teams in the country, flows, services."""

import streamlit as st

from wenming.charts.exchange import DISTRICT, build_country, build_flows
from wenming.exchange import (
    choose_town_in_country,
    share_from_elsewhere,
    tabulate_services,
    tell_country,
    tell_flows,
    tell_services,
    total_exchange,
)
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.periods import list_months
from wenming.reports import exchange as reports
from wenming.reports import reference
from wenming.ui.cards import FigureCard, show_figure_cards
from wenming.ui.charts import show_chart
from wenming.ui.downloads import offer_table, show_downloads
from wenming.ui.frame import Page
from wenming.ui.tables import name_ids, show_table
from wenming.ui.text import escape

_HEIGHT = 300


def show_cards(page: Page) -> None:
    """Town teams in the country, at schools there, what comes from elsewhere, services there."""
    t = page.t
    exchange = total_exchange(page.load(reports.settings_by_month))
    part, whole = share_from_elsewhere(page.load(reports.flows_by_street_pair))
    services = tabulate_services(page.load(reports.services_by_setting), t.column())
    in_country = int(services["country"].sum())
    held = in_country + int(services["town"].sum())
    show_figure_cards(
        page,
        [
            FigureCard(
                "town_to_country",
                t.number(exchange.by_town),
                (
                    t(
                        "exchange.of_told",
                        told=t.number(exchange.told),
                        untold=t.number(exchange.in_country - exchange.told),
                    ),
                ),
            ),
            FigureCard(
                "town_to_country_attendance",
                t.number(exchange.attendance),
                (
                    t(
                        "exchange.reported",
                        part=t.number(exchange.reported),
                        whole=t.number(exchange.by_town),
                    ),
                ),
            ),
            FigureCard(
                "town_to_country_schools",
                t.number(exchange.at_schools),
                (t("exchange.of_town", whole=t.number(exchange.by_town)),),
            ),
            FigureCard(
                "cross_street",
                t.percent(part / whole if whole else None),
                (t("exchange.of_teams", part=t.number(part), whole=t.number(whole)),),
            ),
            FigureCard(
                "services_in_country",
                t.number(in_country),
                (t("exchange.of_services", whole=t.number(held)),),
            ),
        ],
        width=220,
    )


def show_country(page: Page) -> None:
    """What town teams held in the country by month, and where and on which themes."""
    t = page.t
    settings = page.load(reports.settings_by_month)
    exchange = total_exchange(settings)
    show_chart(
        page,
        build_country(
            choose_town_in_country(settings),
            months=list_months(page.filters),
            t=t,
        ),
        finding=tell_country(exchange, t),
        description=t("exchange.country"),
        unit=t.of(load_figures()["town_to_country"].unit),
        key="town-to-country",
        height=_HEIGHT,
        legend=True,
    )
    table = name_ids(page, page.load(reports.country_by_street_theme))
    table["setting"] = [
        t("exchange.at_schools" if school else "exchange.at_communities")
        for school in table["is_school"]
    ]
    columns = [
        Column("street", t("frame.street")),
        Column("setting", t("exchange.setting")),
        Column("theme", t("frame.theme")),
        Column("activities", load_figures()["activities_held"].title(t), "count"),
        Column("attendance", load_figures()["attendance"].title(t), "count"),
    ]
    offer_table(
        page,
        table,
        columns,
        name="town-to-country",
        title=t("exchange.country"),
        missing=t("activities.not_reported"),
    )


def show_flows(page: Page) -> None:
    """Who serves where: homes of the teams by streets served."""
    t = page.t
    flows = page.load(reports.flows_by_street_pair)
    names = page.names(reference.streets)
    homes = {DISTRICT: t("exchange.district"), **names}
    streets = {street: names[street] for street in page.filters.streets or names}
    show_chart(
        page,
        build_flows(flows, homes=homes, streets=streets, t=t),
        finding=tell_flows(flows, names, t),
        description=t("exchange.flows"),
        unit=t.of(load_figures()["activities_held"].unit),
        key="flows",
        height=420,
    )
    table = flows.assign(
        home=flows["home_street_id"].fillna(DISTRICT).map(homes),
        street=flows["street_id"].map(names).fillna(t("projects.whole_district")),
    )
    columns = [
        Column("home", t("exchange.home")),
        Column("street", t("exchange.served")),
        Column("activities", load_figures()["activities_held"].title(t), "count"),
        Column("attendance", load_figures()["attendance"].title(t), "count"),
    ]
    offer_table(
        page,
        table,
        columns,
        name="flows",
        title=t("exchange.flows"),
        missing=t("activities.not_reported"),
    )


def show_services(page: Page) -> None:
    """The regular services, in town, in the country and at schools there."""
    t = page.t
    services = page.load(reports.services_by_setting)
    if services.empty:
        st.subheader(t("exchange.services"), anchor=False)
        st.info(t("exchange.no_services", period=page.period), icon=":material/info:")
        return
    table = tabulate_services(services, t.column())
    st.subheader(escape(tell_services(table, t)), anchor=False)
    st.caption(t("exchange.services_caption"))
    columns = [
        Column("name", t("exchange.service")),
        Column("town", t("exchange.in_town"), "count"),
        Column("country", t("exchange.in_country"), "count"),
        Column("share", t("exchange.country_share"), "share"),
        Column("schools", t("exchange.schools_heading"), "count"),
        Column("attendance", t("exchange.country_attendance"), "count"),
    ]
    show_table(page, table, columns, alt=t("exchange.services"))
    show_downloads(page, table, "services", title=t("exchange.services"), columns=columns)

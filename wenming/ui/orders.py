"""The sections of the volunteers page about orders: the loop, demand, open orders, refusals."""

import pandas as pd
import streamlit as st

from wenming.charts.volunteers import (
    build_bars,
    build_demand,
    build_funnel,
    build_open_orders,
)
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.orders import STEPS, compute_satisfaction, cross_demand, list_steps
from wenming.palette import BRAND
from wenming.reports import reference
from wenming.reports import volunteers as reports
from wenming.ui.chart_table import show_chart_and_table
from wenming.ui.choices import choose_option
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.tables import name_ids, show_table

_AGES = ((0, 7), (8, 14), (15, 30), (31, 90), (91, None))
_WAITING = ("requested", "dispatched", "accepted")
_MEASURES = ("requested", "activities", "waiting", "lost")


def show_loop(page: Page) -> None:
    """The order loop as a funnel, with the days that each step takes."""
    t = page.t
    orders = page.load(reports.orders_by_street_service)
    if orders.empty:
        st.subheader(t("volunteers.loop"), anchor=False)
        st.info(t("volunteers.no_orders", period=page.period), icon=":material/info:")
        return
    sums = orders[list(STEPS)].sum()
    waits = page.load(reports.waits_by_step)
    steps = list_steps({key: int(sums[key]) for key in STEPS}, waits)
    names = {key: t(f"volunteers.step_{key}") for key in STEPS}
    total = waits[waits["step"] == "total"]
    key = "volunteers.loop_finding" if len(total) else "volunteers.loop_finding_none"
    unit = t.of(load_figures()["open_orders"].unit)
    show_chart_and_table(
        page,
        build_funnel(steps, names=names, t=t),
        pd.DataFrame(
            {
                "step": [names[step.key] for step in steps],
                "orders": [step.orders for step in steps],
                "share": [step.share for step in steps],
                "median": pd.array([step.median for step in steps], dtype="Int64"),
                "p90": pd.array([step.p90 for step in steps], dtype="Int64"),
            }
        ),
        [
            Column("step", t("volunteers.step")),
            Column("orders", t("volunteers.orders"), "count"),
            Column("share", t("volunteers.share_of_before"), "share"),
            Column("median", t("volunteers.median"), "count"),
            Column("p90", t("volunteers.p90"), "count"),
        ],
        name="order-loop",
        finding=t(
            key,
            requested=t.number(steps[0].orders),
            completed=t.number(steps[3].orders),
            median=t.number(int(total["median"].iloc[0])) if len(total) else "",
            p90=t.number(int(total["p90"].iloc[0])) if len(total) else "",
        ),
        description=t("volunteers.loop_described"),
        unit=unit,
        height=210,
    )
    waited = [step for step in steps if step.median is not None]
    st.caption(
        "  \n".join(
            t(
                "volunteers.step_days",
                step=names[step.key],
                median=t.number(step.median),
                p90=t.number(step.p90),
                orders=t.number(step.orders),
            )
            for step in waited
        )
    )


def show_open_orders(page: Page) -> None:
    """Orders that have not ended, by age, whenever they were requested."""
    t, today = page.t, page.filters.until
    counts = page.load(reports.open_by_status_age)
    if counts.empty:
        st.subheader(t("volunteers.open_none"), anchor=False)
        return
    ages = {
        since: t("volunteers.age_over", days=since - 1)
        if until is None
        else t("volunteers.age", since=since, until=until)
        for since, until in _AGES
    }
    names = {status: t(f"volunteers.waiting_{status}") for status in _WAITING}
    whole = int(counts["orders"].sum())
    old = int(counts.loc[counts["age_from"] > 30, "orders"].sum())
    unit = t.of(load_figures()["open_orders"].unit)
    show_chart_and_table(
        page,
        build_open_orders(counts, ages=ages, names=names, t=t),
        counts.assign(age=counts["age_from"].map(ages), waiting=counts["status"].map(names)),
        [
            Column("age", t("volunteers.age_of_order")),
            Column("waiting", t("volunteers.waits_for")),
            Column("orders", t("volunteers.orders"), "count"),
            Column("oldest", t("volunteers.oldest"), "day"),
        ],
        name="open-orders-by-age",
        finding=t("volunteers.open_finding", whole=t.number(whole), old=t.number(old)),
        description=t("volunteers.open_described", day=t.day(today)),
        unit=unit,
        height=250,
        legend=True,
        period=t("volunteers.on", day=t.day(today)),
    )


def show_demand(page: Page) -> None:
    """Orders beside activities held, by street and service."""
    t = page.t
    both = cross_demand(
        page.load(reports.orders_by_street_service), page.load(reports.supply_by_street_service)
    )
    services, streets = page.names(reference.services), page.names(reference.streets)
    if both.empty or not services:
        st.subheader(t("volunteers.demand"), anchor=False)
        st.info(t("volunteers.no_demand", period=page.period), icon=":material/info:")
        return
    chosen = {key: streets[key] for key in page.filters.streets or streets}
    place = st.container()
    measure = choose_option(
        t("volunteers.measure"),
        _MEASURES,
        key="demand",
        format_func=lambda key: t(f"volunteers.demand_{key}"),
    )
    unit = t.of(
        load_figures()["activities_held" if measure == "activities" else "open_orders"].unit
    )
    totals = both.groupby("service_id")[["requested", "activities"]].sum()
    most = str(totals["requested"].idxmax())
    table = name_ids(page, both).assign(service=both["service_id"].map(services))
    with place:
        show_chart_and_table(
            page,
            build_demand(both, measure, streets=chosen, services=services, unit=unit, t=t),
            table,
            [
                Column("street", t("frame.street")),
                Column("service", t("volunteers.service")),
                Column("requested", t("volunteers.orders_requested"), "count"),
                Column("completed", t("volunteers.orders_completed"), "count"),
                Column("waiting", t("volunteers.orders_waiting"), "count"),
                Column("lost", t("volunteers.orders_lost"), "count"),
                Column("activities", load_figures()["activities_held"].title(t), "count"),
            ],
            name="demand-by-street-and-service",
            finding=t(
                "volunteers.demand_finding",
                service=services.get(most, most),
                orders=t.number(int(totals["requested"][most])),
                activities=t.number(int(totals["activities"][most])),
            ),
            description=t("volunteers.demand_described"),
            unit=unit,
            height=34 * len(services),
        )


def show_refusals(page: Page) -> None:
    """Why orders were refused, in the words that were written."""
    t = page.t
    reasons = page.load(reports.refusals_by_reason)
    orders = page.load(reports.orders_by_street_service)[["dispatched", "cancelled"]].sum()
    if reasons.empty:
        st.subheader(t("volunteers.no_refusals"), anchor=False)
        return
    named = reasons.assign(name=reasons["reason"].fillna(t("volunteers.no_reason")).astype(object))
    refused = int(reasons["orders"].sum())
    unit = t.of(load_figures()["open_orders"].unit)
    show_chart_and_table(
        page,
        build_bars(named.head(10), "orders", unit=unit, colour=BRAND, t=t),
        named,
        [
            Column("name", t("volunteers.reason")),
            Column("orders", t("volunteers.orders"), "count"),
        ],
        name="refusals-by-reason",
        finding=t(
            "volunteers.refusals_finding",
            refused=t.number(refused),
            share=t.percent(refused / orders["dispatched"] if orders["dispatched"] else None),
            dispatched=t.number(int(orders["dispatched"])),
        ),
        description=t(
            "volunteers.refusals_described", cancelled=t.number(int(orders["cancelled"]))
        ),
        unit=unit,
        height=40 * min(len(named), 10),
    )


def show_satisfaction(page: Page) -> None:
    """Satisfaction by service with the number of ratings; hidden where they are too few."""
    t = page.t
    orders = page.load(reports.orders_by_street_service)
    figure = load_figures()["satisfaction"]
    satisfied, ratings = int(orders["satisfied"].sum()), int(orders["ratings"].sum())
    share = compute_satisfaction(satisfied, ratings)
    st.subheader(
        t(
            "volunteers.satisfaction_few" if share is None else "volunteers.satisfaction_finding",
            share=t.percent(share),
            ratings=t.number(ratings),
        ),
        anchor=False,
    )
    description = t("volunteers.satisfaction_described")
    st.caption(description)
    if orders.empty:
        return
    services = page.names(reference.services)
    counts = orders.groupby("service_id", sort=False)[["satisfied", "ratings"]].sum()
    counts = counts.reindex([key for key in services if key in counts.index])
    table = pd.DataFrame(
        {
            "service": [services[str(key)] for key in counts.index],
            "ratings": counts["ratings"].to_numpy(),
            "share": [
                compute_satisfaction(int(row["satisfied"]), int(row["ratings"]))
                for _, row in counts.iterrows()
            ],
        }
    )
    columns = [
        Column("service", t("volunteers.service")),
        Column("ratings", t("volunteers.ratings_heading"), "count"),
        Column("share", t.of(figure.name), "share"),
    ]
    show_table(page, table, columns, alt=description, missing=t("volunteers.too_few"))
    show_downloads(page, table, "satisfaction-by-service", title=t.of(figure.name), columns=columns)

"""The fund's sections of the projects page: cards, fund by domain, months, the four criteria."""

import pandas as pd
import streamlit as st

from wenming.charts.projects import build_fund, build_months
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.filters import shift_months
from wenming.palette import TASKS
from wenming.projects import (
    CRITERIA,
    count_disagreements,
    group_by_domain,
    judge_projects,
    name_of,
    tell_criteria,
    tell_fund,
    tell_months,
    total_fund,
)
from wenming.reports import projects as reports
from wenming.reports import reference
from wenming.ui.cards import FigureCard, show_figure_cards
from wenming.ui.charts import show_chart
from wenming.ui.downloads import offer_table, show_downloads
from wenming.ui.frame import Page
from wenming.ui.tables import show_table
from wenming.ui.text import escape

_MOST_MONTHS = 36
_BAR, _ROW, _WRAPPED_ROW, _HEIGHT = 46, 17, 28, 300


def show_cards(page: Page) -> None:
    """Granted, spent, visits, cost of a visit, honours and talks, to the period's end."""
    t = page.t
    st.caption(t("projects.scope", until=t.day(page.filters.until)))
    fund = page.load(reports.fund_by_project)
    totals = total_fund(fund)
    honours = page.load(reports.exemplars_by_year_street_honour)
    in_period = t("projects.spent_in_period", amount=t.number(fund["spent_in_period"].sum()))
    reported = t(
        "projects.visits_reported",
        part=t.number(totals.visits_reported),
        whole=t.number(totals.payments),
    )
    show_figure_cards(
        page,
        [
            FigureCard(
                "fund_granted",
                t.number(totals.granted),
                (t("projects.count", count=t.number(len(fund))),),
            ),
            FigureCard("fund_spent", t.number(totals.spent), (in_period,)),
            FigureCard(
                "fund_use",
                t.percent(totals.used),
                (t("projects.left", amount=t.number(totals.granted - totals.spent)),),
            ),
            FigureCard(
                "cost_per_visit",
                t.number(totals.cost_per_visit, 1),
                (t("projects.visits", visits=t.number(totals.visits)), reported),
            ),
            FigureCard(
                "exemplar_honours",
                t.number(honours["honours"].sum()),
                (t("projects.in_period", count=t.number(honours["in_period"].sum())),),
            ),
            FigureCard(
                "exemplar_talks",
                t.number(honours["talks"].sum(min_count=1)),
                (t("projects.audience", audience=t.number(honours["audience"].sum(min_count=1))),),
            ),
        ],
    )


def show_fund(page: Page) -> None:
    """The fund by domain, and beside it the months in which each project spent."""
    fund = page.load(reports.fund_by_project)
    if fund.empty:
        t = page.t
        st.info(t("projects.none", until=t.day(page.filters.until)), icon=":material/info:")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        _show_domains(page, fund)
    with right:
        _show_months(page, fund)


def _show_domains(page: Page, fund: pd.DataFrame) -> None:
    t = page.t
    grouped = group_by_domain(fund, _name(page, "domains"))
    yuan = t("projects.yuan")
    show_chart(
        page,
        build_fund(grouped, colour=TASKS[0], t=t),
        finding=tell_fund(grouped, t),
        description=t("projects.fund"),
        unit=yuan,
        key="fund-by-domain",
        height=max(_HEIGHT, _BAR * len(grouped)),
        legend=True,
        period=t("charts.until", until=t.day(page.filters.until)),
    )
    columns = [
        Column("name", t("projects.domain")),
        Column("projects", t("projects.projects"), "count"),
        *(
            Column(key, t("figures.with_unit", name=t(f"projects.{key}"), unit=yuan), "count")
            for key in ("granted", "spent", "remaining")
        ),
        Column("used", t.of(load_figures()["fund_use"].name), "share"),
    ]
    offer_table(
        page,
        grouped,
        columns,
        name="fund-by-domain",
        title=t("projects.fund"),
        notes=note_reach(page),
    )


def _show_months(page: Page, fund: pd.DataFrame) -> None:
    t = page.t
    until = page.filters.until.replace(day=1)
    first = pd.to_datetime(fund["started_on"]).min().date().replace(day=1)
    months = pd.date_range(max(first, shift_months(until, 1 - _MOST_MONTHS)), until, freq="MS")
    payments = page.load(reports.payments_by_project_month)
    figure = build_months(fund, payments, months=[month.date() for month in months], t=t)
    is_wrapped = any("\n" in label for label in figure.layout.yaxis.ticktext)
    show_chart(
        page,
        figure,
        finding=tell_months(fund, t),
        description=t("projects.months"),
        unit=t("projects.yuan"),
        key="projects-by-month",
        height=max(_HEIGHT, (_WRAPPED_ROW if is_wrapped else _ROW) * len(fund)),
        period=t("charts.until", until=t.day(page.filters.until)),
    )
    table = payments.merge(fund[["project_id", t.column()]], on="project_id").assign(
        name=lambda frame: frame[t.column()],
        month=lambda frame: [t.month(month) for month in pd.to_datetime(frame["month"])],
    )
    columns = [
        Column("name", t("projects.project")),
        Column("month", t("charts.month")),
        Column("payments", t("projects.payments"), "count"),
        Column("amount", t("projects.spent_yuan"), "count"),
        Column("visits", t("projects.visits_heading"), "count"),
    ]
    offer_table(
        page,
        table,
        columns,
        name="projects-by-month",
        title=t("projects.months"),
        notes=note_reach(page),
    )


def show_criteria(page: Page) -> None:
    """Every project: money, visits, months, and what data or people say of the four criteria."""
    t = page.t
    fund = page.load(reports.fund_by_project)
    if fund.empty:
        return
    thresholds = page.district.thresholds
    judged = judge_projects(fund, thresholds)
    st.subheader(tell_criteria(judged, count_disagreements(fund, judged), t), anchor=False)
    source = t.of(thresholds.source) or t("methods.local")
    st.caption(
        t(
            "projects.criteria",
            gap=thresholds.project_gap_months,
            visits=thresholds.project_visits_per_month,
            source=escape(source),
        )
    )
    streets = page.names(reference.streets)
    table = fund.assign(
        name=fund[t.column()],
        domain=[name_of(domain, _name(page, "domains")) for domain in fund["domain"]],
        fund=[name_of(name, _name(page, "funds")) for name in fund["fund"]],
        street=[
            t("projects.whole_district") if pd.isna(street) else name_of(street, streets)
            for street in fund["street_id"]
        ],
        site=fund[t.column("site_name")],
        used=(fund["spent"] / fund["granted"]).where(fund["granted"] > 0),
        cost=(fund["spent_with_visits"] / fund["visits"]).where(fund["visits"] > 0),
        active=[
            t("projects.months_of", active=row.months_active, funded=row.months_funded)
            for row in fund.itertuples()
        ],
        **{
            criterion: [
                _tell_verdict(page, verdict, by, people)
                for verdict, by, people in zip(
                    judged[criterion], judged[f"{criterion}_by"], fund[criterion], strict=True
                )
            ]
            for criterion in CRITERIA
        },
    )
    verdicts = [Column(criterion, t(f"projects.{criterion}")) for criterion in CRITERIA]
    name, domain = Column("name", t("projects.project")), Column("domain", t("projects.domain"))
    granted = Column("granted", t("projects.granted_yuan"), "count")
    used = Column("used", t.of(load_figures()["fund_use"].name), "share")
    visits = Column("visits", t("projects.visits_heading"), "count")
    cost = Column("cost", t("projects.cost_heading"), "rate")
    pays = Column("fund", t("projects.fund_name"))
    shown = [
        name, domain, pays, granted, used, visits, cost,
        Column("active", t("projects.months_heading"), "number_text"), *verdicts,
    ]  # fmt: skip
    show_table(page, table, shown, alt=t("projects.criteria_alt"))
    whole = [
        Column("project_id", t("projects.id")), name, domain, pays,
        Column("street", t("frame.street")),
        Column("site", t("projects.site")),
        Column("started_on", t("projects.started_on"), "day"),
        Column("ended_on", t("projects.ended_on"), "day"),
        granted, Column("spent", t("projects.spent_yuan"), "count"), used,
        Column("payments", t("projects.payments"), "count"),
        Column("visits_reported", t("projects.payments_with_visits"), "count"), visits, cost,
        Column("months_active", t("projects.months_active"), "count"),
        Column("months_funded", t("projects.months_funded"), "count"),
        Column("longest_gap", t("projects.longest_gap"), "count"), *verdicts,
        Column("judged_by", t("projects.judged_by")),
    ]  # fmt: skip
    show_downloads(
        page,
        table,
        "projects",
        title=t("projects.criteria_alt"),
        columns=whole,
        notes=note_reach(page),
    )


def _tell_verdict(page: Page, verdict: object, by: str, people: object) -> str:
    """`yes · data`; where the data differ from what people judged, that stands beside."""
    t = page.t
    if pd.isna(verdict):  # type: ignore[call-overload]
        return t("projects.not_judged")
    told = t(f"projects.by_{by}", verdict=t("projects.yes" if verdict else "projects.no"))
    if by == "data" and pd.notna(people) and bool(people) != bool(verdict):  # type: ignore[call-overload]
        told += t("projects.but_people", verdict=t("projects.yes" if people else "projects.no"))
    return told


def note_reach(page: Page) -> list[tuple[str, str]]:
    """What a file says of its rows: they reach from the beginning to the period's end."""
    t = page.t
    return [(t("projects.reach"), t("charts.until", until=t.day(page.filters.until)))]


def _name(page: Page, kind: str) -> dict[str, str]:
    """The district's names of `domains` or `funds` by id, in its order."""
    return {item.id: page.t.of(item.name) for item in getattr(page.district, kind)}

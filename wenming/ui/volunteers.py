"""The sections of the volunteers page about teams: cards, effort, teams, regular services."""

import pandas as pd
import streamlit as st

from wenming.charts.volunteers import build_bars, build_effort
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.orders import compute_satisfaction
from wenming.palette import TASKS
from wenming.periods import list_months
from wenming.reports import volunteers as reports
from wenming.ui.cards import FigureCard, show_figure_cards
from wenming.ui.chart_table import show_chart_and_table
from wenming.ui.choices import choose_option
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.row_pages import ROWS, choose_skip
from wenming.ui.tables import name_ids, show_table

_KINDS = ("corps", "specialist", "convenience")
_NUMBERS = ("activities", "volunteers", "service_hours")


def show_cards(page: Page) -> None:
    """Active teams, volunteers' turns, hours, orders completed, satisfaction, open orders."""
    t = page.t
    teams = page.load(reports.teams_by_team)
    active = int((teams["activities"] > 0).sum())
    effort = page.load(reports.effort_by_month)
    held = int(effort["activities"].sum())
    missing = 1 - effort["hours_reported"].sum() / held if held else None
    orders = page.load(reports.orders_by_street_service).sum(numeric_only=True)
    waiting = page.load(reports.open_by_status_age)
    old = int(waiting.loc[waiting["age_from"] > 30, "orders"].sum())
    satisfied, ratings = int(orders["satisfied"]), int(orders["ratings"])
    show_figure_cards(
        page,
        [
            FigureCard(
                "active_teams",
                t.percent(active / len(teams) if len(teams) else None),
                (
                    t(
                        "volunteers.part_of_teams",
                        part=t.number(active),
                        whole=t.number(len(teams)),
                    ),
                ),
            ),
            FigureCard(
                "volunteer_turns",
                _tell_sum(page, effort["volunteers"]),
                (t("volunteers.activities", count=t.number(held)),),
            ),
            FigureCard(
                "service_hours",
                _tell_sum(page, effort["service_hours"]),
                (t("volunteers.missing", share=t.percent(missing, 0)),),
            ),
            FigureCard(
                "order_completion",
                t.percent(orders["completed"] / orders["accepted"] if orders["accepted"] else None),
                (
                    t(
                        "volunteers.part_of_orders",
                        part=t.number(int(orders["completed"])),
                        whole=t.number(int(orders["accepted"])),
                    ),
                ),
            ),
            FigureCard(
                "satisfaction",
                t.percent(compute_satisfaction(satisfied, ratings)),
                (t("volunteers.ratings", count=t.number(ratings)),),
            ),
            FigureCard(
                "open_orders",
                t.number(int(waiting["orders"].sum())),
                (t("volunteers.older", count=t.number(old)),),
            ),
        ],
    )


def _tell_sum(page: Page, values: "pd.Series[float]") -> str:
    total = values.sum(min_count=1)
    return page.t("volunteers.not_reported") if pd.isna(total) else page.t.number(float(total))


def show_teams(page: Page) -> None:
    """Corps, specialist teams and convenience teams: the sums of each, and the teams themselves."""
    t = page.t
    teams = page.load(reports.teams_by_team)
    st.subheader(_tell_teams(page, teams), anchor=False)
    st.caption(t("volunteers.teams_described"))
    if teams.empty:
        st.info(t("volunteers.no_teams"), icon=":material/info:")
        return
    kinds = [kind for kind in _KINDS if (teams["kind"] == kind).any()]
    show_table(
        page,
        pd.DataFrame([_sum_kind(page, teams, kind) for kind in kinds]),
        [
            Column("kind", t("volunteers.kind")),
            Column("teams", t("volunteers.teams"), "count"),
            Column("active", t("volunteers.active"), "count"),
            Column("share", t.of(load_figures()["active_teams"].name), "share"),
            *_list_numbers(page),
        ],
        alt=t("volunteers.teams_described"),
    )
    chosen = choose_option(
        t("volunteers.kind"),
        [*reversed(kinds)],
        key="kind",
        format_func=lambda kind: t.named("volunteers.kind_", kind),
    )
    _show_team_rows(page, teams[teams["kind"] == chosen], chosen)


def _sum_kind(page: Page, teams: pd.DataFrame, kind: str) -> dict[str, object]:
    own = teams[teams["kind"] == kind]
    active = int((own["activities"] > 0).sum())
    sums = {column: own[column].sum(min_count=1) for column in _NUMBERS}
    return {
        "kind": page.t.named("volunteers.kind_", kind),
        "teams": len(own),
        "active": active,
        "share": active / len(own),
        **sums,
    }


def _list_numbers(page: Page) -> list[Column]:
    t, figures = page.t, load_figures()
    return [
        Column("activities", figures["activities_held"].title(t), "count"),
        Column("volunteers", figures["volunteer_turns"].title(t), "count"),
        Column("service_hours", figures["service_hours"].title(t), "rate"),
    ]


def _show_team_rows(page: Page, teams: pd.DataFrame, kind: str) -> None:
    """A page of the teams of one kind, in the register's order, and all of them as a file."""
    t = page.t
    named = name_ids(page, teams)
    columns = [
        Column(t.column(), t("volunteers.team")),
        Column(t.column("parent_name"), t("volunteers.parent")),
        Column("street", t("frame.street")),
        Column("registered_volunteers", t("volunteers.registered"), "count"),
        *_list_numbers(page),
        Column("last_on", t("volunteers.last_on"), "day"),
    ]
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        skip = choose_skip(len(teams), name="teams", listed=(page.filters, kind))
        title = t.named("volunteers.kind_", kind)
        show_downloads(page, named, f"teams-{kind}", title=title, columns=columns)
    with place:
        show_table(page, named.iloc[skip : skip + ROWS], columns, alt=title)


def _tell_teams(page: Page, teams: pd.DataFrame) -> str:
    """How many teams of each kind, and how many of them held anything."""
    t = page.t
    counts = teams["kind"].value_counts()
    return t(
        "volunteers.teams_finding",
        active=t.number(int((teams["activities"] > 0).sum())),
        whole=t.number(len(teams)),
        specialist=t.number(int(counts.get("specialist", 0))),
        convenience=t.number(int(counts.get("convenience", 0))),
    )


def show_specialists(page: Page) -> None:
    """The specialist teams side by side."""
    t = page.t
    teams = page.load(reports.teams_by_team).query("kind == 'specialist'")
    if teams.empty:
        return
    named = teams.assign(name=teams[t.column()])
    unit = t.of(load_figures()["activities_held"].unit)
    idle = int((teams["activities"] == 0).sum())
    key = "volunteers.specialists_idle" if idle else "volunteers.specialists_all"
    key = "volunteers.specialists_one" if len(teams) == 1 and not idle else key
    show_chart_and_table(
        page,
        build_bars(named, "activities", unit=unit, colour=TASKS[3], t=t),
        named,
        [Column("name", t("volunteers.team")), *_list_numbers(page)],
        name="specialist-teams",
        finding=t(key, count=t.number(len(teams)), idle=t.number(idle)),
        description=t("volunteers.specialists_described"),
        unit=unit,
        height=44 * len(teams),
    )


def show_effort(page: Page) -> None:
    """Hours served month by month, whether or not a team is named."""
    t = page.t
    frame = page.load(reports.effort_by_month)
    figure = load_figures()["service_hours"]
    if frame["service_hours"].notna().any():
        best = frame.nlargest(1, "service_hours").iloc[0]
        finding = t(
            "volunteers.effort_finding",
            total=t.number(float(frame["service_hours"].sum())),
            month=t.month(best["month"]),
            most=t.number(float(best["service_hours"])),
        )
    else:
        finding = t("volunteers.effort_none")
    unit = t.of(figure.unit)
    show_chart_and_table(
        page,
        build_effort(frame, months=list_months(page.filters), unit=unit, t=t),
        name_ids(page, frame),
        [Column("month", t("charts.month")), *_list_numbers(page)],
        name="effort-by-month",
        finding=finding,
        description=t("volunteers.effort_described"),
        unit=unit,
        height=260,
    )

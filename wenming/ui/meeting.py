"""The sections of the joint-meeting page: which meeting, its tasks, the problems and visits."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.meetings import count_closure, join_units, order_tasks, tell_pressure
from wenming.meetings import tell_tasks as tell_finding
from wenming.reports import meeting as reports
from wenming.reports import reference
from wenming.ui.cards import FigureCard, show_figure_cards
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page, load_reference
from wenming.ui.tables import show_table

_KEY, _NONE = "meeting", ""


@dataclass(frozen=True)
class Chosen:
    """The meeting that was chosen (None: none yet), and the day its lists are looked at."""

    meeting_id: str | None
    as_of: date


def choose_meeting(page: Page) -> Chosen:
    """Let the reader choose a meeting and the day to look at; the newest meeting at first."""
    t = page.t
    meetings = load_reference(page.store, reports.meetings_by_meeting)
    names = dict(zip(meetings["meeting_id"], meetings[t.column()], strict=True))
    days = dict(zip(meetings["meeting_id"], meetings["held_on"], strict=True))
    asked = st.query_params.get(_KEY)
    options = [*names, _NONE]
    if _KEY not in st.session_state and asked in names:
        st.session_state[_KEY] = asked
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            t("meeting.meeting"),
            options,
            format_func=lambda key: names.get(key, t("meeting.no_meeting_yet")),
            key=_KEY,
            persist_state="session",
        )
        default = days[chosen].date() if chosen in days else page.filters.until
        as_of = st.date_input(
            t("meeting.as_of"),
            value=default,
            key=f"meeting_day_{chosen}",
            format="YYYY-MM-DD",
            help=t("meeting.as_of_help"),
        )
    if chosen and chosen != next(iter(names), None):
        st.query_params[_KEY] = chosen
    else:
        st.query_params.pop(_KEY, None)
    return Chosen(chosen or None, as_of)


def show_cards(page: Page, chosen: Chosen) -> None:
    """How many tasks are closed in time, overdue, due soon; problems open; visits made."""
    t, day = page.t, chosen.as_of
    tasks = page.load(reports.tasks_by_task, as_of=day)
    problems = page.load(reports.problems_by_problem, as_of=day)
    visits = page.load(reports.visits_by_visit, as_of=day)
    closure = count_closure(tasks, day)
    urgency = tasks["urgency"].value_counts()
    longest = tasks.loc[tasks["urgency"] == "overdue", "days_overdue"].max()
    inside = visits["visited_on"] >= pd.Timestamp(page.filters.since)
    still = int((problems["state"] == "open").sum())
    show_figure_cards(
        page,
        [
            FigureCard(
                "task_closure",
                t.percent(closure.share),
                (
                    t(
                        "meeting.of_due",
                        part=t.number(closure.in_time),
                        whole=t.number(closure.due),
                    ),
                ),
            ),
            FigureCard(
                "tasks_overdue",
                t.number(urgency.get("overdue", 0)),
                () if pd.isna(longest) else (t("meeting.longest", days=t.number(longest)),),
            ),
            FigureCard(
                "tasks_due_soon",
                t.number(urgency.get("soon", 0)),
                (t("meeting.of_tasks", whole=t.number(len(tasks))),),
            ),
            FigureCard(
                "problems_open",
                t.number(still),
                (t("meeting.of_problems", whole=t.number(len(problems))),),
            ),
            FigureCard(
                "field_visits",
                t.number(inside.sum()),
                (t("meeting.visits_so_far", count=t.number(len(visits))),),
            ),
        ],
    )


def show_tasks(page: Page, chosen: Chosen) -> None:
    """The task list, the most pressing first."""
    t = page.t
    tasks = order_tasks(page.load(reports.tasks_by_task, as_of=chosen.as_of))
    finding = tell_finding(tasks, t)
    st.subheader(finding, anchor=False)
    st.caption(t("meeting.tasks_caption", day=t.day(chosen.as_of)))
    if tasks.empty:
        return
    names = _name_meetings(page)
    table = tasks.assign(
        pressure=[tell_pressure(task, chosen.as_of, t) for _, task in tasks.iterrows()],
        state_name=tasks["state"].map(lambda state: t.named("meeting.state_", state)),
        units=tasks["supporting_units"].map(lambda units: join_units(units, t)),
        meeting=tasks["meeting_id"].map(names),
        line=tasks["line_of_work"].map(lambda line: _name_line(line, page)),
    )
    columns = [
        Column("pressure", t("meeting.pressure")),
        Column("measure", t("meeting.measure")),
        Column("lead_unit", t("meeting.lead_unit")),
        Column("units", t("meeting.supporting_units")),
        Column("responsible_office", t("meeting.responsible_office")),
        Column("due_on", t("meeting.due_on"), "day"),
        Column("state_name", t("meeting.state")),
        Column("evidence", t("meeting.evidence")),
        Column("line", t("meeting.line_of_work")),
        Column("meeting", t("meeting.meeting")),
        Column("task_id", t("meeting.id")),
    ]
    show_table(page, table, columns, alt=finding)
    notes = [(t("meeting.as_of"), t.day(chosen.as_of))]
    show_downloads(page, table, "tasks", title=finding, columns=columns, notes=notes)


def show_problems(page: Page, chosen: Chosen) -> None:
    """Problems, those open first, each with how many tasks answer it."""
    t = page.t
    problems = page.load(reports.problems_by_problem, as_of=chosen.as_of)
    still = int((problems["state"] == "open").sum())
    unanswered = int(((problems["state"] == "open") & (problems["tasks"] == 0)).sum())
    key = "meeting.finding_problems" if unanswered else "meeting.finding_problems_answered"
    key = key if still else "meeting.finding_problems_solved"
    finding = t(
        key if len(problems) else "meeting.finding_no_problems",
        total=t.number(len(problems)),
        open=t.number(still),
        unanswered=t.number(unanswered),
    )
    st.subheader(finding, anchor=False)
    if problems.empty:
        return
    streets = page.names(reference.streets)
    table = problems.sort_values("state", ascending=False, kind="stable").assign(
        street=problems["street_id"].map(streets),
        state_name=problems["state"].map(lambda state: t.named("meeting.problem_", state)),
    )
    columns = [
        Column("raised_on", t("meeting.raised_on"), "day"),
        Column("street", t("frame.street")),
        Column("description", t("meeting.description")),
        Column("state_name", t("meeting.state")),
        Column("tasks", t("meeting.tasks"), "count"),
        Column("problem_id", t("meeting.id")),
    ]
    show_table(page, table, columns, alt=finding)
    show_downloads(page, table, "problems", title=finding, columns=columns)


def show_visits(page: Page, chosen: Chosen) -> None:
    """Field visits, the newest first, and what came of each."""
    t = page.t
    visits = page.load(reports.visits_by_visit, as_of=chosen.as_of)
    finding = t(
        "meeting.finding_visits" if len(visits) else "meeting.finding_no_visits",
        total=t.number(len(visits)),
        raised=t.number(visits["raised"].sum()),
        open=t.number(visits["open"].sum()),
    )
    st.subheader(finding, anchor=False)
    if visits.empty:
        return
    table = visits.assign(street=visits["street_id"].map(page.names(reference.streets)))
    columns = [
        Column("visited_on", t("meeting.visited_on"), "day"),
        Column("street", t("frame.street")),
        Column("highlights", t("meeting.highlights")),
        Column("problems", t("meeting.problems")),
        Column("difficulties", t("meeting.difficulties")),
        Column("unit", t("meeting.unit")),
        Column("raised", t("meeting.raised"), "count"),
        Column("open", t("meeting.still_open"), "count"),
    ]
    show_table(page, table, columns, alt=finding)
    show_downloads(page, table, "visits", title=finding, columns=columns)


def _name_meetings(page: Page) -> dict[str, str]:
    meetings = load_reference(page.store, reports.meetings_by_meeting)
    return dict(zip(meetings["meeting_id"], meetings[page.t.column()], strict=True))


def _name_line(line: object, page: Page) -> str | None:
    """The line of work as people call it; one the product does not know stands as written."""
    return page.t.named("meeting.line_of_work_", line) if isinstance(line, str) else None

"""Sections three and four: what became of the tasks given out, and what is to be done next."""

from dataclasses import replace

import pandas as pd

from wenming.briefing.bound import Bound, Rows
from wenming.briefing.measures import (
    TOTALS,
    bind_day,
    count,
    name_area,
    name_needs,
    tell_as_of,
    tell_cell_day,
)
from wenming.briefing.paper import Block, Column, Grid, Paragraph
from wenming.briefing.proposals import MOST, Proposal, propose_tasks
from wenming.briefing.sources import Material, find_last_meeting
from wenming.briefing.text import Line, join, say

STATES = ("closed", "done", "doing", "open")
_SHEET_ROWS = 5  # tasks that a street's sheet of two pages has room for; the annex has all
_SHEET_PROPOSALS = 2  # each of several lines
_SEPARATOR = "|"


def tell_last_tasks(material: Material) -> list[Block]:
    """The tasks of the meeting before and those still open of earlier ones, with their states."""
    t, ledger = material.t, material.ledger
    found = find_last_meeting(material.frame("meetings"), material.as_of)
    last = None if found is None else str(found["meeting_id"])
    tasks = choose_carried(material, last)
    if last is None or tasks.empty:
        here = "_here" if material.request.filters.streets else ""
        none = say(t, f"briefing.no_last_tasks{here}", area=name_area(material))
        return [Paragraph("tasks.none", none), *_tell_since(material, last)]
    ledger.add_rows(_as_rows("tasks_carried", material, tasks))
    overdue = ledger.bind(
        "tasks_carried.overdue", "count", "tasks_carried", where=(("urgency", "overdue"),)
    )
    states = [
        say(t, f"briefing.last_{state}", count=number)
        for state in STATES
        if (number := _count_state(material, state)).value
    ]
    late = "briefing.last_overdue" if overdue.value else "briefing.last_in_time"
    line = say(
        t, "briefing.last_tasks",
        as_of=tell_as_of(material),
        meeting=ledger.bind_cell("meetings", ("meeting_id", last), t.column()),
        total=ledger.bind("tasks_carried.all", "count", "tasks_carried"),
        states=join(states, t("briefing.clause")),
        late=say(t, late, overdue=overdue),
    )  # fmt: skip
    blocks: list[Block] = [Paragraph("tasks.last", line)]
    grid = build_task_grid(material, "tasks_carried", with_state=True)
    return [*blocks, grid, *_tell_since(material, last)]


def _count_state(material: Material, state: str) -> Bound:
    where = (("state", state),)
    return material.ledger.bind(f"tasks_carried.{state}", "count", "tasks_carried", where=where)


def _tell_since(material: Material, last: str | None) -> list[Block]:
    """What was held since the last meeting, and how far the year's targets came since then."""
    t, ledger = material.t, material.ledger
    if last is None or "headline_since" not in ledger.rows:
        return []
    ends = [
        ledger.bind(f"activities_held.{name}", "sum", f"headline_{name}", "activities")
        for name in ("since", "since_year")
    ]
    change = ledger.bind_change(
        "activities_held.since_on_year", ends[0], ends[1], "year",
        comparable=material.is_comparable("headline_since_year"),
    )  # fmt: skip
    line = say(
        t, "briefing.since_last" if ends[0].value else "briefing.since_none",
        meeting=ledger.bind_cell("meetings", ("meeting_id", last), t.column()),
        day=bind_day(material), held=ends[0], change=change,
    )  # fmt: skip
    steps = [step for figure in TOTALS if (step := _tell_step(material, figure))]
    if steps:
        pieces: list[Bound | Line | str] = list(steps)
        line += say(t, "briefing.target_steps", list=join(pieces, t("briefing.semicolon")))
    return [Paragraph("tasks.since", line)]


def _tell_step(material: Material, figure: str) -> Line:
    """The share of a target at the last meeting and now; nothing where there is none."""
    t, ledger = material.t, material.ledger
    target = ledger.figures.get(f"target.{figure}")
    if target is None or "headline_at_last" not in ledger.rows:
        return ()
    reached = ledger.bind(f"{figure}.at_last", "sum", "headline_at_last", TOTALS[figure])
    then = ledger.bind_share(f"{figure}.share_at_last", reached, target)
    now = ledger.figures[f"{figure}.share_of_target"]
    if then.value is None or now.value is None:
        return ()
    return say(t, "briefing.target_step", name=t(f"briefing.name_{figure}"), then=then, now=now)


def choose_carried(material: Material, last: str | None) -> pd.DataFrame:
    """Tasks of the last meeting, and of earlier ones those not closed by its day."""
    tasks = material.frame("tasks")
    if last is None:
        return tasks.head(0)
    meetings = material.frame("meetings").set_index("meeting_id")
    day = meetings.loc[last, "held_on"]
    carried = (tasks["held_on"] < day) & ~(tasks["closed_on"] <= day)
    return tasks[(tasks["meeting_id"] == last) | carried]


def tell_next_tasks(material: Material) -> list[Block]:
    """The tasks this meeting gives out, or, where it has none yet, those the data suggest."""
    t, ledger = material.t, material.ledger
    tasks = material.frame("tasks")
    own = tasks[tasks["meeting_id"] == material.request.meeting_id]
    if not own.empty:
        ledger.add_rows(_as_rows("tasks_next", material, own))
        total = ledger.bind("tasks_next.all", "count", "tasks_next")
        line = say(t, "briefing.next_tasks", total=total)
        return [
            Paragraph("tasks.next", line),
            build_task_grid(material, "tasks_next", with_state=False),
        ]
    proposals = propose_tasks(material, _SHEET_PROPOSALS if material.request.street_id else MOST)
    if not proposals:
        return [Paragraph("tasks.next", say(t, "briefing.no_next_tasks"))]
    total = ledger.bind("tasks_next.all", "count", "tasks_next")
    line = say(t, "briefing.proposed_tasks", total=total, needs=name_needs(material))
    return [Paragraph("tasks.next", line), _build_proposal_grid(material, proposals)]


def _build_proposal_grid(material: Material, proposals: list[Proposal]) -> Grid:
    t = material.t
    columns = (
        Column(t("briefing.column_measure"), 0.42),
        Column(t("briefing.column_lead"), 0.21),
        Column(t("briefing.column_help"), 0.21),
        Column(t("briefing.column_due"), 0.16, "centre"),
    )
    rows = tuple(
        (each.measure, each.lead, each.support, say(t, "briefing.cell", text=each.due))
        for each in proposals
    )
    return Grid("tasks_next", say(t, "briefing.caption_next"), columns, rows)


def build_task_grid(material: Material, rows: str, *, with_state: bool) -> Grid:
    """The tasks as a table; with their state and days overdue when they are looked back on."""
    t, ledger = material.t, material.ledger
    lines = []
    tasks = ledger.rows[rows].frame
    if material.request.street_id is not None:
        tasks = tasks.head(_SHEET_ROWS)
    for task in tasks["task_id"]:
        key = ("task_id", str(task))
        cells: list[Bound | Line | str] = [
            ledger.bind_cell(rows, key, "measure"),
            ledger.bind_cell(rows, key, "lead_unit"),
            _tell_units(material, rows, key),
        ]
        cells.append(ledger.bind_cell(rows, key, "responsible_office"))
        cells.append(_tell_day(material, rows, key))
        if with_state:
            cells.append(_tell_state(material, rows, key))
        lines.append(tuple(say(t, "briefing.cell", text=cell) for cell in cells))
    columns = [
        Column(t("briefing.column_measure"), 0.24),
        Column(t("briefing.column_lead"), 0.14),
        Column(t("briefing.column_supporting"), 0.18),
        Column(t("briefing.column_office"), 0.14),
        Column(t("briefing.column_due"), 0.155, "centre"),
    ]
    if with_state:
        columns.append(Column(t("briefing.column_state"), 0.145, "centre"))
    whole = sum(column.width for column in columns)
    columns = [replace(column, width=column.width / whole) for column in columns]
    caption = say(t, "briefing.caption_tasks" if with_state else "briefing.caption_next")
    return Grid(rows, caption, tuple(columns), tuple(lines))


def _tell_units(material: Material, rows: str, key: tuple[str, str]) -> Bound:
    bound = material.ledger.bind_cell(rows, key, "supporting_units")
    comma = material.t("briefing.comma")
    return material.ledger.replace(bound, bound.text.replace(_SEPARATOR, comma))


def _tell_day(material: Material, rows: str, key: tuple[str, str]) -> Bound:
    bound = material.ledger.bind_cell(rows, key, "due_on")
    return material.ledger.replace(bound, tell_cell_day(material, bound))


def _tell_state(material: Material, rows: str, key: tuple[str, str]) -> Line:
    t, ledger = material.t, material.ledger
    state = ledger.bind_cell(rows, key, "state")
    urgency = ledger.bind_cell(rows, key, "urgency")
    days = ledger.bind_cell(rows, key, "days_overdue")
    text = t(f"briefing.state_{state.value}") if state.value in STATES else state.text
    if urgency.value == "overdue":
        return say(t, "briefing.state_overdue", days=days)
    if count(days):
        return say(t, "briefing.state_late", state=text, days=days)
    return say(t, "briefing.cell", text=ledger.replace(state, text))


def _as_rows(key: str, material: Material, frame: pd.DataFrame) -> Rows:
    source = material.ledger.rows["tasks"]
    return Rows(key, source.report, source.filters, source.values, frame)

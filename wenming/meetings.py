"""Rules of the joint meeting: what is pressing, what was closed in time, in which order to read."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from wenming.i18n import Translator
from wenming.store import Snapshot

URGENCIES = ("overdue", "soon", "later", "none", "settled")
"""As `meeting__tasks_by_task` has them, the most pressing first."""
STATES = ("open", "doing", "done", "closed")
SEPARATOR = "|"
"""Between the supporting units of a task."""


@dataclass(frozen=True)
class Closure:
    """Tasks whose due day has come: how many there are, and how many were closed by it."""

    due: int
    in_time: int

    @property
    def share(self) -> float | None:
        """Of 1; None where nothing was due."""
        return self.in_time / self.due if self.due else None


def count_closure(tasks: pd.DataFrame, as_of: date) -> Closure:
    """Closure of the tasks of `meeting__tasks_by_task` as of a day; a task due that day counts."""
    due = tasks[tasks["due_on"] <= pd.Timestamp(as_of)]
    return Closure(len(due), int((due["closed_on"] <= due["due_on"]).sum()))


def order_tasks(tasks: pd.DataFrame) -> pd.DataFrame:
    """The tasks, the most pressing first: overdue, due soon, later, without a day, settled."""
    rank = tasks["urgency"].map({urgency: rank for rank, urgency in enumerate(URGENCIES)})
    return (
        tasks.assign(_rank=rank)
        .sort_values(["_rank", "due_on", "task_id"], kind="stable")
        .drop(columns="_rank")
    )


def tell_pressure(task: pd.Series, as_of: date, t: Translator) -> str:
    """How pressing a task is, in words: overdue by how many days, or how many are left."""
    urgency = task["urgency"]
    if urgency == "overdue":
        return t("meeting.overdue_by", days=t.number(task["days_overdue"]))
    if urgency in {"soon", "later"}:
        return t("meeting.days_left", days=t.number((task["due_on"].date() - as_of).days))
    if urgency == "none":
        return t("meeting.no_day")
    if task["days_overdue"]:
        return t("meeting.closed_late", days=t.number(task["days_overdue"]))
    return t.named("meeting.state_", task["state"])


def join_units(units: object, t: Translator) -> str | None:
    """Supporting units as a list in words; None for none."""
    if not isinstance(units, str) or not units:
        return None
    return t("briefing.comma").join(units.split(SEPARATOR))


def tell_tasks(tasks: pd.DataFrame, t: Translator) -> str:
    """How the tasks stand, in one sentence."""
    counts = tasks["urgency"].value_counts()
    if tasks.empty:
        return t("meeting.finding_none")
    key = "meeting.finding_overdue" if counts.get("overdue", 0) else "meeting.finding_in_time"
    return t(
        key,
        total=t.number(len(tasks)),
        overdue=t.number(counts.get("overdue", 0)),
        soon=t.number(counts.get("soon", 0)),
        closed=t.number((tasks["state"] == "closed").sum()),
    )


def read_records(store: Snapshot, *, table: str) -> pd.DataFrame:
    """The rows of a table as they are kept, every cell as text, None for none."""
    return store.read_table(table)

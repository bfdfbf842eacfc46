"""Tasks that the needs-support list suggests: what to do where, who leads, who could help."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from wenming.briefing.bound import Bound, Rows
from wenming.briefing.measures import count, name_area_in_need, tell_due
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, join, say
from wenming.filters import shift_months

MOST = 10
"""Proposals of one paper: those where most residents wait longest. The annex has the whole list."""

_MONTHS_TO_DO = 3


@dataclass(frozen=True)
class Proposal:
    """A task that is suggested for an area, every number in it bound."""

    area_id: str
    measure: Line
    lead: Line
    support: Line
    has_support: bool
    due_on: date
    due: Bound


def propose_tasks(material: Material, most: int = MOST) -> list[Proposal]:
    """A task for each of the areas that need support most, kept as the rows `tasks_next`."""
    ledger = material.ledger
    needs = ledger.rows["needs"]
    chosen = needs.frame.head(most)
    ledger.add_rows(Rows("tasks_next", needs.report, needs.filters, needs.values, chosen))
    due_on = shift_months(material.as_of.replace(day=1), _MONTHS_TO_DO + 1) - timedelta(days=1)
    due = ledger.bind_given("day.proposed", tell_due(material, due_on), "rule", f"{due_on}")
    return [
        Proposal(
            str(row["area_id"]),
            _tell_measure(material, row),
            _tell_lead(material, row),
            _tell_helper(material, row),
            bool(pd.notna(row["helper_id"])),
            due_on,
            due,
        )
        for _, row in chosen.iterrows()
    ]


def _tell_measure(material: Material, row: pd.Series) -> Line:
    """What would help, and what shows that it is needed."""
    t, ledger = material.t, material.ledger
    area = str(row["area_id"])
    key = ("area_id", area)
    unreached = ledger.bind_cell("needs", key, "unreached")
    months = ledger.bind_cell("needs", key, "months_silent")
    reasons: list[Bound | Line | str] = []
    if count(unreached):
        reasons.append(say(t, "briefing.proposal_unreached", unreached=unreached))
    if row["open_sites"] and count(months):
        silent = (
            "briefing.proposal_never" if pd.isna(row["last_on"]) else "briefing.proposal_silent"
        )
        reasons.append(say(t, silent, months=months))
    measure = say(
        t, f"briefing.proposal_{_choose_measure(row)}", area=name_area_in_need(material, area)
    )
    if not reasons:
        return measure
    return measure + say(t, "briefing.proposal_reasons", list=join(reasons, t("briefing.comma")))


def _choose_measure(row: pd.Series) -> str:
    if not row["open_sites"]:
        return "open"
    if pd.isna(row["last_on"]):
        return "begin"
    return "revive" if row["months_silent"] else "visit"


def _tell_lead(material: Material, row: pd.Series) -> Line:
    t = material.t
    if pd.isna(row["responsible_unit"]):
        return say(t, "briefing.to_be_named")
    key = ("area_id", str(row["area_id"]))
    return say(t, "briefing.cell", text=material.ledger.bind_cell("needs", key, "responsible_unit"))


def _tell_helper(material: Material, row: pd.Series) -> Line:
    """The team of the nearest active site, or the site itself."""
    t, ledger = material.t, material.ledger
    key = ("area_id", str(row["area_id"]))
    column = t.column("helper" if pd.isna(row["team"]) else "team")
    return say(t, "briefing.cell", text=ledger.bind_cell("needs", key, column))

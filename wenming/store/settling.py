"""Settling rows that wait for review: corrected and counted, or rejected, in a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import duckdb
import pandas as pd

from wenming.errors import WenmingError
from wenming.privacy import mask_typed
from wenming.store.actions import Action
from wenming.store.build import build_marts
from wenming.store.check import verify
from wenming.store.sql import load_sql
from wenming.store.versions import Store

_TYPES = {
    "activity_id": "varchar",
    "accepted": "boolean",
    "title": "varchar",
    "site_id": "varchar",
    "started_on": "date",
    "ended_on": "date",
    "attendance": "integer",
}


@dataclass(frozen=True)
class Decision:
    """What becomes of one row. What is None stays as the ledger has it; a new first day without a
    last one makes an activity of one day."""

    activity_id: str
    accepted: bool
    title: str | None = None
    site_id: str | None = None
    started_on: date | None = None
    ended_on: date | None = None
    attendance: int | None = None


def settle(
    store: Store,
    decisions: Sequence[Decision],
    *,
    office: str = "",
    aliases: Mapping[str, str] | None = None,
) -> int:
    """Publish a version in which the rows are settled; returns its number.

    `aliases` are names to remember, each with the id of the site it means from now on. Raises
    WenmingError when a row does not wait for review (any more), when one that is to count would
    still have no title, site or day, and when its days are back to front.
    """
    for decision in decisions:
        first, last = decision.started_on, decision.ended_on
        if last is not None and (first is None or last < first):
            raise WenmingError("errors.settled_backwards", row=decision.activity_id)

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        files = _check(connection, decisions)
        connection.execute(load_sql("staging", "settlements"), {"office": office})
        connection.execute(load_sql("staging", "settle_activities"))
        for alias, site_id in (aliases or {}).items():
            values = {"alias": mask_typed(alias), "site_id": site_id, "office": office}
            connection.execute(load_sql("staging", "learned_alias"), values)
        connection.execute("drop schema raw cascade")
        connection.execute(load_sql("staging", "version_note"), {"note": ", ".join(files)})
        build_marts(connection)
        verify(connection)

    return store.publish(change, action=Action.SETTLE, office=office)


def _check(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> list[str]:
    """Put the decisions into `raw.decisions`; the files of their rows, each once."""
    connection.execute("create schema raw")
    rows = [{**asdict(each), "title": each.title and mask_typed(each.title)} for each in decisions]
    frame = pd.DataFrame(rows, columns=list(_TYPES))
    typed = ", ".join(f"{name}::{kind} as {name}" for name, kind in _TYPES.items())
    connection.from_df(frame.astype("string")).project(typed).create("raw.decisions")
    found = connection.execute(load_sql("staging", "settle_found")).fetchall()
    files: dict[str, None] = {}
    for activity_id, outcome, file, title, site_id, started_on, accepted in found:
        if outcome != "review":
            raise WenmingError("errors.not_waiting", row=activity_id)
        if accepted and None in (title, site_id, started_on):
            raise WenmingError("errors.settled_incomplete", row=activity_id)
        files.setdefault(file)
    return list(files)

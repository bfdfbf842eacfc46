"""The neutral report of a file: plain JSON that people and other programs can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from wenming.i18n import is_told
from wenming.ingest.results import KEPT, LedgerReport, Message, Repair, RowResult, TableShape
from wenming.ingest.sheets import name_column

Translate = Callable[..., str]
_AT_SHEET = "at_sheet"


def build_report(report: LedgerReport, t: Translate) -> dict[str, Any]:
    """One file's report; `t(key, **params)` makes the sentences."""
    return {
        "file": report.file,
        "refused": tell(report.refused, t) if report.refused else None,
        "encoding": report.encoding,
        "hidden_sheets": report.hidden_sheets,
        "notes": [tell(note, t) for note in report.notes],
        "tables": [build_table(table, t) for table in report.tables],
        "counts": {outcome.value: n for outcome, n in report.counts.items()},
        "rows": [build_row(row, t) for row in report.rows],
    }


def build_table(table: TableShape, t: Translate) -> dict[str, Any]:
    """Where a table's heading stands, and what each column was taken for, and why."""
    return {
        "sheet": table.sheet,
        "heading_rows": list(table.heading_rows),
        "columns": [
            {
                "column": name_column(column.index),
                "heading": column.heading,
                "field": column.field,
                "why": t(f"ledger.column.{column.why}") if column.why else None,
            }
            for column in table.columns
        ],
    }


def build_row(row: RowResult, t: Translate) -> dict[str, Any]:
    """One row's report. Values are there for rows that are kept."""
    return {
        "sheet": row.sheet,
        "row": row.row,
        "outcome": row.outcome.value,
        "skip_kind": row.skip_kind.value if row.skip_kind else None,
        "duplicate_of": (
            {
                "file": row.duplicate_of.file,
                "sheet": row.duplicate_of.sheet,
                "row": row.duplicate_of.row,
            }
            if row.duplicate_of
            else None
        ),
        "reason": " ".join(tell(message, t) for message in (*row.reasons, *row.remarks)) or None,
        "repairs": [build_repair(repair, t) for repair in row.repairs],
        "values": build_values(row) if row.outcome in KEPT else None,
    }


def build_repair(repair: Repair, t: Translate) -> dict[str, Any]:
    """One cell before and after."""
    return {
        "field": repair.field,
        "before": repair.before,
        "after": repair.after,
        "kind": repair.kind,
        "how": t(f"ledger.repair.{repair.kind}"),
        "counts": repair.counts,
    }


def build_values(row: RowResult) -> dict[str, Any]:
    """A row's values as JSON: dates as YYYY-MM-DD, times as HH:MM, the team as written."""
    values = {name: build_plain(value) for name, value in row.values.items()}
    if "team_raw" in values:
        values["team"] = values["team_raw"]
    return values


def tell(message: Message, t: Translate) -> str:
    """A message as a sentence; what fills it may be a message itself, such as a column's name, or
    a list, whose parts the language separates. `at_sheet` names the sheet in brackets, and nothing
    where a text file has none."""
    told = {name: _tell_part(value, t) for name, value in message.params.items()}
    sheet = told.get("sheet")
    told[_AT_SHEET] = t("ledger.at_sheet", sheet=sheet) if sheet else ""
    return t(message.key, **told)


def _tell_part(value: Any, t: Translate) -> Any:
    if isinstance(value, Message):
        return tell(value, t)
    if isinstance(value, (list, tuple)):
        return t("downloads.separator").join(map(str, value))
    return value


def read_messages(text: str | None) -> list[Message]:
    """The messages that are kept with a row as JSON."""
    return [_read_message(each) for each in json.loads(text or "[]")]


def _read_message(kept: Mapping[str, Any]) -> Message:
    """A message from its JSON; one that another release wrote is named by its key."""
    params = {
        name: _read_message(value) if isinstance(value, dict) else value
        for name, value in kept["params"].items()
    }
    if not is_told(kept["key"], (*params, _AT_SHEET)):
        return Message("ledger.of_another_release", {"key": kept["key"]})
    return Message(kept["key"], params)


def build_plain(value: Any) -> Any:
    """A value as JSON has it: dates and times as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value

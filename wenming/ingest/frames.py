"""Rows of a report as tables for the store: every cell text, as in the district's CSV files."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pandas as pd

from wenming.ingest.report import build_plain
from wenming.ingest.results import KEPT, LedgerReport, RowResult

ACTIVITY_COLUMNS = (
    "title", "started_on", "ended_on", "start_time", "end_time", "site_id", "street_id",
    "theme_id", "theme_raw", "team_id", "team_raw", "place", "lon", "lat", "attendance",
    "attendance_is_estimate", "volunteers", "service_hours", "mode", "note", "outcome", "sheet",
    "row_number",
)  # fmt: skip
SOURCE_COLUMNS = (
    "sheet", "row_number", "outcome", "skip_kind", "duplicate_file", "duplicate_sheet",
    "duplicate_row", "reasons", "repairs", "candidates", "raw",
)  # fmt: skip


def build_activities(report: LedgerReport) -> pd.DataFrame:
    """Rows to keep, one activity each: the columns of `activities.csv` after its id, then
    `outcome`, `sheet` and `row_number`. Rows under review are among them, for the queue."""
    records = [_activity(row) for row in report.rows if row.outcome in KEPT]
    return pd.DataFrame(records, columns=list(ACTIVITY_COLUMNS), dtype=object)


def build_source_rows(report: LedgerReport) -> pd.DataFrame:
    """Every row of the file with its outcome and its text without what is private.

    `reasons` are message keys with what fills them, `repairs` cells before and after,
    `candidates` site ids to choose from, `raw` the text by heading: all JSON.
    """
    records = [_source_row(row) for row in report.rows]
    return pd.DataFrame(records, columns=list(SOURCE_COLUMNS), dtype=object)


def _activity(row: RowResult) -> dict[str, str | int | None]:
    values = {name: _text(value) for name, value in row.values.items()}
    return {
        **{name: values.get(name) for name in ACTIVITY_COLUMNS},
        "outcome": row.outcome.value,
        "sheet": row.sheet,
        "row_number": row.row,
    }


def _source_row(row: RowResult) -> dict[str, str | int | None]:
    of = row.duplicate_of
    messages = [asdict(message) for message in (*row.reasons, *row.remarks)]
    return {
        "sheet": row.sheet,
        "row_number": row.row,
        "outcome": row.outcome.value,
        "skip_kind": row.skip_kind.value if row.skip_kind else None,
        "duplicate_file": of.file if of else None,
        "duplicate_sheet": of.sheet if of else None,
        "duplicate_row": of.row if of else None,
        "reasons": _json(messages),
        "repairs": _json([asdict(repair) for repair in row.repairs]),
        "candidates": _json(list(row.candidates)),
        "raw": _json(row.raw),
    }


def _text(value: Any) -> str | None:
    plain = build_plain(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return None if plain is None else str(plain)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

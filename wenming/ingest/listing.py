"""What became of a ledger's rows as tables for people: a line for each cell, or for each row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pandas as pd

from wenming.i18n import Translator
from wenming.ingest.report import build_plain, tell
from wenming.ingest.results import KEPT, LedgerReport, Outcome, Repair, RowResult
from wenming.schema import BOUNDARIES, HANDED_IN
from wenming.schema.words import name_column

CELL_COLUMNS = (
    "row", "outcome", "title", "field", "before", "after", "how", "reason", "sheet", "file",
)  # fmt: skip
VALUE_COLUMNS = (
    "title", "started_on", "ended_on", "start_time", "end_time", "site_name", "street",
    "theme_raw", "team_raw", "place", "lon", "lat", "attendance", "attendance_is_estimate",
    "volunteers", "service_hours", "mode", "note",
)  # fmt: skip
# Where the value stands that a repair made; other repairs are named after their value.
_VALUES_OF = {
    "site": ("site_name",),
    "theme": ("theme_raw",),
    "team": ("team_raw",),
    "started_on": ("started_on", "ended_on", "start_time", "end_time"),
    "lon, lat": ("lon", "lat"),
}
_FETCHED = 8192
_SHOWN = 60  # characters of a row that was not understood

Row = tuple[str, RowResult]
"""A row with the name of its file."""


class RowList:
    """Rows of some files in the order read, those of some outcomes or all; each is fetched when it
    is asked for."""

    def __init__(
        self, reports: Iterable[LedgerReport], outcomes: Collection[Outcome] | None = None
    ) -> None:
        wanted = tuple(outcomes or Outcome)
        self._parts = [(report, report.rows.places_of(wanted)) for report in reports]

    def __len__(self) -> int:
        return sum(len(places) for _, places in self._parts)

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), _FETCHED):
            yield from self.fetch(start, start + _FETCHED)

    def fetch(self, first: int, last: int) -> list[Row]:
        """The rows from the `first` of them to before the `last`."""
        rows: list[Row] = []
        for report, places in self._parts:
            inside = places[max(first, 0) : max(last, 0)]
            rows += ((report.file, row) for row in report.rows.take(inside))
            first, last = first - len(places), last - len(places)
        return rows


def list_cells(rows: Iterable[Row], t: Translator, table: str | None = None) -> pd.DataFrame:
    """A line for each cell that was repaired or understood, before and after; one line for a row
    without any. `table` is what the rows are of, where they are no ledger's.

    Columns: those of CELL_COLUMNS in words, `outcome_id` and `counts` (whether it was a repair
    rather than understanding; None on a line without a cell).
    """
    lines = []
    for file, row in rows:
        shared = {**_tell_row(file, row, t), "title": _name_row(row, table)}
        repairs: list[Repair | None] = [*row.repairs] or [None]
        lines += [{**shared, **_tell_cell(repair, t, table)} for repair in repairs]
    columns = [*CELL_COLUMNS, "outcome_id", "counts"]
    return pd.DataFrame(lines, columns=columns, dtype=object)


def list_value_columns(table: str | None = None) -> tuple[str, ...]:
    """The values of a ledger's row, or of a table's."""
    return VALUE_COLUMNS if table is None else HANDED_IN[table].names


def list_values(rows: Iterable[Row], t: Translator, table: str | None = None) -> pd.DataFrame:
    """A line for each row with what was taken of it: nothing for rows that are not kept.

    Columns: file, sheet, row, outcome, reason, `outcome_id`, those of `list_value_columns`, and
    `repaired` and `understood`: the names of values that were made so.
    """
    lines, names = [], list_value_columns(table)
    for file, row in rows:
        values = row.values if row.outcome in KEPT else {}
        told = {name: _tell_value(name, values.get(name), t) for name in names}
        lines.append(
            {
                **_tell_row(file, row, t),
                **told,
                "repaired": _name_values(row.repairs, counts=True),
                "understood": _name_values(row.repairs, counts=False),
            }
        )
    columns = ["file", "sheet", "row", "outcome", "reason", "outcome_id", *names]
    return pd.DataFrame(lines, columns=[*columns, "repaired", "understood"], dtype=object)


def name_field(name: str, t: Translator, table: str | None = None) -> str:
    """A field of a ledger, or a value that it became, or a column of a table, in words."""
    known = () if table in (None, BOUNDARIES) else HANDED_IN[str(table)].names
    if name in known or table == BOUNDARIES:
        return name_column(str(table), name, t)
    return t(f"ledger.field.{name.replace(', ', '_')}")


def _tell_row(file: str, row: RowResult, t: Translator) -> dict[str, Any]:
    reasons = [tell(message, t) for message in (*row.reasons, *row.remarks)]
    return {
        "file": file,
        "sheet": row.sheet or None,
        "row": row.row,
        "outcome": t(f"outcomes.{row.outcome}"),
        "outcome_id": row.outcome.value,
        "reason": " ".join(reasons) or None,
    }


def _tell_cell(repair: Repair | None, t: Translator, table: str | None) -> dict[str, Any]:
    if repair is None:
        return dict.fromkeys(("field", "before", "after", "how", "counts"))
    return {
        "field": name_field(repair.field, t, table),
        "before": repair.before or None,
        "after": repair.after or None,
        "how": t(f"ledger.repair.{repair.kind}"),
        "counts": repair.counts,
    }


def _name_row(row: RowResult, table: str | None) -> str | None:
    """The activity's title, or what the record is called, or else how the row begins."""
    title = "title" if table in (None, BOUNDARIES) else HANDED_IN[str(table)].title
    if name := row.values.get(title):
        return str(name)
    text = " ".join(" ".join(row.raw.values()).split())
    return (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…") or None


def _tell_value(name: str, value: Any, t: Translator) -> Any:
    if name == "mode" and value is not None:
        return t(f"activities.mode_{value}")
    if name == "attendance_is_estimate":
        return t("activities.estimate") if value else None
    return build_plain(value)


def _name_values(repairs: Iterable[Repair], *, counts: bool) -> tuple[str, ...]:
    names = (_VALUES_OF.get(each.field, (each.field,)) for each in repairs if each.counts == counts)
    return tuple(name for group in names for name in group)

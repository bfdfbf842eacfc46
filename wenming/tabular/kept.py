"""Every row of a table's file as the store keeps it, taken or not."""

from __future__ import annotations

from typing import Any

import pandas as pd

from wenming.ingest.results import LedgerReport, RowResult
from wenming.ingest.spool import join_json, write_json

_COLUMNS = (
    "sheet", "row_number", "outcome", "skip_kind", "duplicate_batch", "duplicate_file",
    "duplicate_sheet", "duplicate_row", "reasons", "repairs", "candidates", "raw",
)  # fmt: skip


def build_source_rows(report: LedgerReport) -> pd.DataFrame:
    """Every row of the file with its outcome and its text without what is private.

    `reasons` are message keys with what fills them, `repairs` cells before and after,
    `candidates` ids to choose from, `raw` the text by heading: all JSON.
    """
    return pd.DataFrame(map(_source_row, report.rows), columns=list(_COLUMNS), dtype=object)


def _source_row(row: RowResult) -> dict[str, Any]:
    of = row.duplicate_of
    return {
        "sheet": row.sheet,
        "row_number": row.row,
        "outcome": row.outcome.value,
        "skip_kind": row.skip_kind.value if row.skip_kind else None,
        "duplicate_batch": None,
        "duplicate_file": of.file if of else None,
        "duplicate_sheet": of.sheet if of else None,
        "duplicate_row": of.row if of else None,
        "reasons": f"[{join_json([*row.reasons, *row.remarks]) or ''}]",
        "repairs": f"[{join_json(row.repairs) or ''}]",
        "candidates": write_json(list(row.candidates)),
        "raw": write_json(row.raw),
    }

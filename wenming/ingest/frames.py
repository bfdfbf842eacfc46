"""Rows of a report as the store takes them: columns, many rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wenming.ingest.raw import join_texts
from wenming.ingest.results import KEPT, LedgerReport
from wenming.ingest.spool import OUTCOMES, SKIP_KINDS, VALUES, Spool, encode

_AT_ONCE = 100_000
_KEPT = pa.array([OUTCOMES.index(outcome) for outcome in KEPT], pa.int8())


def build_pieces(report: LedgerReport) -> Iterator[pa.Table]:
    """Every row of the file with its outcome, its text without what is private, and its values.

    `reasons` are message keys with what fills them, `repairs` cells before and after,
    `candidates` site ids to choose from, `raw` the text by heading: all JSON. Rows to keep, those
    under review among them, have an `activity_number`, from 1.
    """
    number = 0
    gathered: list[pa.RecordBatch] = []
    for batch in _list_batches(report):
        is_kept = pc.is_in(batch["outcome"], _KEPT)
        numbers = number + np.cumsum(is_kept.to_numpy(zero_copy_only=False))
        number = int(numbers[-1]) if len(numbers) else number
        gathered.append(_build_piece(batch, pc.if_else(is_kept, pa.array(numbers), None)))
        if sum(map(len, gathered)) >= _AT_ONCE:
            yield pa.Table.from_batches(gathered)
            gathered.clear()
    if gathered:
        yield pa.Table.from_batches(gathered)


def _list_batches(report: LedgerReport) -> Iterator[pa.RecordBatch]:
    if isinstance(report.rows, Spool):
        yield from report.rows.batches()
    else:
        yield encode(list(report.rows))


def _build_piece(batch: pa.RecordBatch, numbers: pa.Array) -> pa.RecordBatch:
    messages = join_texts([batch["reasons"], batch["remarks"]])
    return pa.RecordBatch.from_pydict(
        {
            "sheet": batch["sheet"],
            "row_number": batch["row"],
            "outcome": pa.array([each.value for each in OUTCOMES]).take(batch["outcome"]),
            "skip_kind": pa.array([each.value for each in SKIP_KINDS]).take(batch["skip_kind"]),
            **{name: batch[name] for name in batch.schema.names if name.startswith("duplicate_")},
            "reasons": _bracket(messages),
            "repairs": _bracket(batch["repairs"]),
            "candidates": _bracket(batch["candidates"]),
            "raw": batch["raw"],
            "activity_number": numbers,
            **{name: batch[name] for name in VALUES},
            **{name: _whole_minutes(batch[name]) for name in ("start_time", "end_time")},
        }
    )


def _bracket(items: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise("[", pc.fill_null(items, ""), "]", "")


def _whole_minutes(times: pa.Array) -> pa.Array:
    seconds = times.cast(pa.int32())
    past = pc.subtract(seconds, pc.multiply(pc.divide(seconds, 60), 60))
    return pc.subtract(seconds, past).cast(pa.int32()).cast(pa.time32("s"))

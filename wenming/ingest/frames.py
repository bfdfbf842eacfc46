"""Rows of a report as the store takes them: columns, many rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wenming.ingest.raw import join_texts
from wenming.ingest.results import KEPT, LedgerReport, SkipKind
from wenming.ingest.spool import OUTCOMES, SKIP_KINDS, VALUES, Spool, encode

_AT_ONCE = 100_000
_KEPT = pa.array([OUTCOMES.index(outcome) for outcome in KEPT], pa.int8())
_DUPLICATE = SKIP_KINDS.index(SkipKind.DUPLICATE)


def build_pieces(report: LedgerReport) -> Iterator[pa.Table]:
    """Every row of the file with its outcome, its text without what is private, and its values.

    `reasons` are message keys with what fills them, `repairs` cells before and after,
    `candidates` site ids to choose from, `raw` the text by heading: all JSON. Rows to keep, those
    under review among them, have an `activity_number`, from 1; so have duplicates, with what they
    would be otherwise: `own_outcome`, `own_reasons`, `own_repairs`.
    """
    number = 0
    gathered: list[pa.RecordBatch] = []
    for read, batch in _list_batches(report):
        is_duplicate = pc.fill_null(pc.equal(batch["skip_kind"], _DUPLICATE), False)
        is_numbered = pc.or_(pc.is_in(batch["outcome"], _KEPT), is_duplicate)
        numbers = number + np.cumsum(is_numbered.to_numpy(zero_copy_only=False))
        number = int(numbers[-1]) if len(numbers) else number
        piece = _build_piece(batch, pc.if_else(is_numbered, pa.array(numbers), None))
        gathered.append(_add_repeats(piece, read, is_duplicate))
        if sum(map(len, gathered)) >= _AT_ONCE:
            yield pa.Table.from_batches(gathered)
            gathered.clear()
    if gathered:
        yield pa.Table.from_batches(gathered)


def _list_batches(report: LedgerReport) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
    """Rows as they were read and as they are since they were compared with others."""
    if isinstance(report.rows, Spool):
        yield from report.rows.compared()
    else:
        yield encode([row.otherwise or row for row in report.rows]), encode(list(report.rows))


def _add_repeats(
    piece: pa.RecordBatch, read: pa.RecordBatch, is_duplicate: pa.Array
) -> pa.RecordBatch:
    """A piece with what its duplicates were `read` as: their values among those of other rows."""
    values: tuple[str, ...] = ()
    as_read = piece
    if pc.any(is_duplicate).as_py():
        as_read, values = _build_piece(read, piece["activity_number"]), tuple(VALUES)
    own = {
        f"own_{name}": pc.if_else(is_duplicate, as_read[name], pa.scalar(None, pa.string()))
        for name in ("outcome", "reasons", "repairs")
    }
    cells = dict(zip(piece.schema.names, piece.columns, strict=True))
    return pa.RecordBatch.from_pydict({**cells, **own, **{name: as_read[name] for name in values}})


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

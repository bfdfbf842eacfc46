"""The rows of a long file, kept on disk as columns and shown one by one as from memory."""

from __future__ import annotations

import json
import shutil
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import IO, Any

import numpy as np
import pyarrow as pa

from wenming.ingest.results import (
    KEPT,
    ListedRows,
    Message,
    Outcome,
    Place,
    Repair,
    RowResult,
    Rows,
    SkipKind,
)

OUTCOMES = tuple(Outcome)
SKIP_KINDS = tuple(SkipKind)
VALUES = {
    "title": pa.string(),
    "place": pa.string(),
    "note": pa.string(),
    "started_on": pa.date32(),
    "ended_on": pa.date32(),
    "start_time": pa.time32("s"),
    "end_time": pa.time32("s"),
    "site_id": pa.string(),
    "site_name": pa.string(),
    "street_id": pa.string(),
    "street": pa.string(),
    "attendance": pa.int64(),
    "attendance_is_estimate": pa.bool_(),
    "volunteers": pa.int64(),
    "service_hours": pa.float64(),
    "lon": pa.float64(),
    "lat": pa.float64(),
    "theme_raw": pa.string(),
    "theme_id": pa.string(),
    "team_raw": pa.string(),
    "team_id": pa.string(),
    "mode": pa.string(),
}
# Messages, repairs and candidates are JSON without the brackets around them, null where none.
SCHEMA = pa.schema(
    {
        "sheet": pa.string(),
        "row": pa.int32(),
        "outcome": pa.int8(),
        "skip_kind": pa.int8(),
        "duplicate_batch": pa.string(),
        "duplicate_file": pa.string(),
        "duplicate_sheet": pa.string(),
        "duplicate_row": pa.int32(),
        "reasons": pa.string(),
        "remarks": pa.string(),
        "repairs": pa.string(),
        "candidates": pa.string(),
        "raw": pa.string(),
        **VALUES,
    }
)
Change = Callable[[pa.RecordBatch, int], pa.RecordBatch]
_COPIED = 1 << 20  # bytes of a file copied at once
_PIECE = 8192  # rows read at once to show one
_COMPRESSED = pa.ipc.IpcWriteOptions(compression="lz4")


class Spool:
    """Rows of a file without sheets. The file on disk has no name and goes with its process.

    First rows are added; `finish` then gives the outcome of each and what is to be changed of a
    batch (given with the place of its first row) whenever it is read.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="wenming-")  # noqa: SIM115 - lives as we do
        self._writer = pa.ipc.new_file(self._file, SCHEMA, options=_COMPRESSED)
        self._starts = [0]
        self._lock = Lock()
        self.outcomes: np.ndarray[Any, np.dtype[np.int8]] = np.zeros(0, np.int8)

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs of the rows when they are all there: the file goes along
        under a name, which the other process takes from it."""
        with tempfile.NamedTemporaryFile(prefix="wenming-", delete=False) as copy, self._lock:
            self._file.seek(0)
            shutil.copyfileobj(self._file, copy, _COPIED)
        return {
            "path": copy.name,
            "starts": self._starts,
            "outcomes": self.outcomes,
            "change": self._change,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        path = Path(state["path"])
        self._file = path.open("rb")
        path.unlink()
        self._reader = pa.ipc.open_file(self._file)
        self._starts, self._lock = state["starts"], Lock()
        self.outcomes, self._change = state["outcomes"], state["change"]

    def add(self, batch: pa.RecordBatch) -> None:
        """Keep some rows more."""
        for start in range(0, len(batch), _PIECE):
            piece = batch.slice(start, _PIECE)
            self._writer.write_batch(piece)
            self._starts.append(self._starts[-1] + len(piece))

    def finish(self, outcomes: np.ndarray[Any, np.dtype[np.int8]], change: Change) -> None:
        """Rows are all there, and compared with each other."""
        self._writer.close()
        self._file.flush()
        self._reader = pa.ipc.open_file(self._file)
        self.outcomes, self._change = outcomes, change

    def piece(self, number: int) -> pa.RecordBatch:
        """So many rows as were added at once, as they are now."""
        return self._batch(number)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All rows as columns, in order."""
        for number in range(len(self._starts) - 1):
            yield self._batch(number)

    def compared(self) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
        """The same, each time as they were read and as they are now that they are compared."""
        for number, start in enumerate(self._starts[:-1]):
            read = self._read(number)
            yield read, self._change(read, start)

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows by outcome, every outcome named."""
        counts = np.bincount(self.outcomes, minlength=len(OUTCOMES)).tolist()
        return dict(zip(OUTCOMES, counts, strict=True))

    def places_of(self, outcomes: Collection[Outcome]) -> Sequence[int]:
        """Where the rows of some outcomes stand."""
        wanted = [OUTCOMES.index(outcome) for outcome in outcomes]
        places: Sequence[int] = np.flatnonzero(np.isin(self.outcomes, wanted))  # type: ignore[assignment]
        return places

    def take(self, places: Sequence[int]) -> list[RowResult]:
        """The rows at some places, which come in order."""
        rows: list[RowResult] = []
        for number, group in groupby(places, lambda place: bisect_right(self._starts, place) - 1):
            inside = [int(place) - self._starts[number] for place in group]
            rows += map(decode, self._batch(number).take(pa.array(inside)).to_pylist())
        return rows

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[RowResult]:
        for batch in self.batches():
            yield from map(decode, batch.to_pylist())

    def __getitem__(self, place: int) -> RowResult:
        return self.take([range(len(self))[place]])[0]

    def _batch(self, number: int) -> pa.RecordBatch:
        return self._change(self._read(number), self._starts[number])

    def _read(self, number: int) -> pa.RecordBatch:
        with self._lock:  # one place in the file for all who read
            return self._reader.get_batch(number)


class Listing:
    """Rows that come one by one: a few stay in memory, many go to disk as they come."""

    def __init__(self) -> None:
        self._rows = ListedRows()
        self._read: Spool | None = None
        self._compared: Spool | None = None
        self._changed: list[int] = []  # pieces in which a row is not what it was read as
        self._outcomes: list[int] = []

    def add(self, row: RowResult) -> None:
        """Take one row more, compared with those before."""
        self._rows.append(row)
        if len(self._rows) == _PIECE:
            self._write()

    def __len__(self) -> int:
        return len(self._outcomes) + len(self._rows)

    def finish(self) -> Rows:
        """All rows, none of which is added after."""
        if self._read is None or self._compared is None:
            return self._rows
        self._write()
        outcomes = np.array(self._outcomes, np.int8)
        self._compared.finish(outcomes[:0], _leave)
        self._read.finish(outcomes, _Pieces(self._compared, self._changed))
        return self._read

    def _write(self) -> None:
        if self._read is None or self._compared is None:
            self._read, self._compared = Spool(), Spool()
        if any(row.otherwise for row in self._rows):
            self._changed.append(len(self._outcomes) // _PIECE)
            self._compared.add(encode(self._rows))
        self._read.add(encode([row.otherwise or row for row in self._rows]))
        self._outcomes += [OUTCOMES.index(row.outcome) for row in self._rows]
        self._rows = ListedRows()


class _Pieces:
    """A change: pieces as they stand in another spool, where they are in it."""

    def __init__(self, spool: Spool, numbers: Sequence[int]) -> None:
        self._spool, self._numbers = spool, {number: at for at, number in enumerate(numbers)}

    def __call__(self, batch: pa.RecordBatch, start: int) -> pa.RecordBatch:
        at = self._numbers.get(start // _PIECE)
        return batch if at is None else self._spool.piece(at)


def _leave(batch: pa.RecordBatch, start: int) -> pa.RecordBatch:
    return batch


def encode(rows: Sequence[RowResult], names: Collection[str] = SCHEMA.names) -> pa.RecordBatch:
    """Rows as columns: all, or those named."""
    schema = pa.schema([SCHEMA.field(name) for name in names])
    return pa.RecordBatch.from_pylist([_encode(row) for row in rows], schema)


def join_json(items: Sequence[Message | Repair]) -> str | None:
    """Messages or repairs as JSON without the brackets; None if there are none."""
    return ", ".join([write_json(_spell(item)) for item in items]) or None if items else None


def _spell(item: Message | Repair) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__slots__}


def _encode(row: RowResult) -> dict[str, Any]:
    of = row.duplicate_of
    return {
        "sheet": row.sheet,
        "row": row.row,
        "outcome": OUTCOMES.index(row.outcome),
        "skip_kind": SKIP_KINDS.index(row.skip_kind) if row.skip_kind else None,
        "duplicate_batch": of.batch if of else None,
        "duplicate_file": of.file if of else None,
        "duplicate_sheet": of.sheet if of else None,
        "duplicate_row": of.row if of else None,
        "reasons": join_json(row.reasons),
        "remarks": join_json(row.remarks),
        "repairs": join_json(row.repairs),
        "candidates": ", ".join(map(write_json, row.candidates)) or None,
        "raw": write_json(row.raw),
        **row.values,
    }


def decode(cells: dict[str, Any]) -> RowResult:
    """A row from its columns."""
    outcome = OUTCOMES[cells["outcome"]]
    skip = cells["skip_kind"]
    return RowResult(
        cells["sheet"],
        cells["row"],
        outcome,
        skip_kind=None if skip is None else SKIP_KINDS[skip],
        duplicate_of=_find_place(cells),
        reasons=[Message(**each) for each in _load(cells["reasons"])],
        repairs=[Repair(**each) for each in _load(cells["repairs"])],
        remarks=[Message(**each) for each in _load(cells["remarks"])],
        values={name: cells[name] for name in VALUES} if outcome in KEPT else {},
        candidates=tuple(_load(cells["candidates"])),
        raw=json.loads(cells["raw"]),
    )


def _find_place(cells: dict[str, Any]) -> Place | None:
    if cells["duplicate_row"] is None:
        return None
    return Place(*(cells[f"duplicate_{name}"] for name in ("file", "sheet", "row", "batch")))


def write_json(value: Any) -> str:
    """A value as JSON, Chinese as it stands."""
    return json.dumps(value, ensure_ascii=False, default=asdict)  # messages within messages


def _load(text: str | None) -> list[Any]:
    return json.loads(f"[{text}]") if text else []

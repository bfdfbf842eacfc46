"""Rows of one table read all at once: each part of a row once for every way it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wenming.ingest.columns import Codes, Columns, Texts, combine
from wenming.ingest.raw import RawWriter, join_texts
from wenming.ingest.results import Outcome
from wenming.ingest.rows import Part, RowReader, judge
from wenming.ingest.sheets import Row
from wenming.ingest.spool import OUTCOMES, SCHEMA, VALUES, join_json, write_json
from wenming.ingest.view import Draft

_REMEMBERED = 262_144  # ways of writing a part that are kept from one block to the next


class _Told(NamedTuple):
    """What one way of writing a part comes to: a tuple, as a file has a million of them."""

    values: dict[str, Any]
    problems: str | None
    remarks: str | None
    repairs: str | None
    candidates: str | None
    repaired: bool
    rejected: str | None
    title_key: str
    site_key: str
    date_key: str


class _Parted:
    """The ways of writing a part, and which of them each row has."""

    def __init__(self, ways: Sequence[_Told], codes: Codes) -> None:
        self.told = dict(zip(_Told._fields, zip(*ways, strict=True), strict=True))
        self.codes = codes

    def says(self, name: str) -> bool:
        """Whether any way says something of this kind."""
        return any(self.told[name])

    def take(self, name: str) -> pa.Array:
        """The texts of this kind, row by row."""
        return pa.array(self.told[name], pa.string()).take(pa.array(self.codes))


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a block understood one by one, before they are compared: a row's `reasons` are
    what keeps it from being taken. `title_keys`, `site_keys` and `date_keys` are `Draft`'s."""

    batch: pa.RecordBatch
    title_keys: Texts
    site_keys: Texts
    date_keys: Texts


class BulkReader:
    """Reads the rows of one table that was found in a text file."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._raws = RawWriter(reader)
        self._known: dict[Part, dict[tuple[Any, ...], _Told]] = {}

    def read(self, columns: Columns, keep: Codes) -> Read:
        """Understand the rows at the places `keep`, of which `columns` are the columns."""
        told: list[_Parted] = []
        values: dict[str, pa.Array] = {}
        held: Codes | None = None
        for part in self._reader.parts:
            if part.asks_held and held is None:
                held = self._find_held(values)
            parted = self._read_part(part, columns, keep, values, held if part.asks_held else None)
            told.append(parted)
            ways = parted.told["values"]
            for name in ways[0]:
                found = pa.array([way[name] for way in ways], VALUES[name])
                values[name] = found.take(pa.array(parted.codes))
        keys = [_key_of(told, name) for name in ("title_key", "site_key", "date_key")]
        told.append(_judge(values["title"], keys[-1]))
        return Read(self._build(columns, keep, told, values), *keys)

    def _find_held(self, values: Mapping[str, pa.Array]) -> Codes:
        """1 for each row that shows that something was held, as `RowReader` finds it; else 0."""
        came = [
            pc.greater(pc.fill_null(values[each], 0), 0) for each in ("attendance", "volunteers")
        ]
        passed = pc.less_equal(values["started_on"], pa.scalar(self._reader.readers.as_of))
        held = pc.and_(pc.or_(*came), pc.fill_null(passed, False))
        codes: Codes = held.cast(pa.int32()).to_numpy()
        return codes

    def _read_part(
        self,
        part: Part,
        columns: Columns,
        keep: Codes,
        values: dict[str, pa.Array],
        held: Codes | None,
    ) -> _Parted:
        """What each way of writing the part comes to, and each row's way."""
        cells = [columns[index] for index in part.columns]
        given = [values[name].dictionary_encode() for name in part.given]
        coded = [cell.codes[keep] for cell in cells]
        coded += [each.indices.fill_null(-1).to_numpy() + 1 for each in given]
        if held is not None:
            coded.append(held)
        codes, first = combine(coded or [np.zeros(len(keep), np.int32)])
        written = [
            [cell.texts[code] for code in cell.codes[keep[first]].tolist()] for cell in cells
        ]
        written += [values[name].take(pa.array(first)).to_pylist() for name in part.given]
        if held is not None:
            written.append(held[first].tolist())
        known = self._known.setdefault(part, {})
        if len(known) > _REMEMBERED:
            known.clear()
        ways = []
        for key in zip(*written, strict=True) if written else [()]:
            way = known.get(key)
            if way is None:
                way = known[key] = self._read_way(part, key)
            ways.append(way)
        return _Parted(ways, codes)

    def _read_way(self, part: Part, key: tuple[Any, ...]) -> _Told:
        cells, held = (key[:-1], key[-1]) if part.asks_held else (key, 0)
        row = Row.of_text(0, [""] * (max(part.columns, default=-1) + 1))
        for index, cell in zip(part.columns, cells, strict=False):
            row.values[index] = cell
        given = dict(zip(part.given, cells[len(part.columns) :], strict=True))
        draft = Draft(values=given, shows_held=bool(held))
        part.read(self._reader.look_at(row, draft))
        return _tell(draft)

    def _build(
        self,
        columns: Columns,
        keep: Codes,
        told: Sequence[_Parted],
        values: Mapping[str, pa.Array],
    ) -> pa.RecordBatch:
        rejected = pc.coalesce(*(part.take("rejected") for part in told))
        problems = _join(told, "problems")
        is_rejected = rejected.is_valid().to_numpy(zero_copy_only=False)
        outcomes = np.full(len(keep), OUTCOMES.index(Outcome.ACCEPTED), np.int8)
        for part in told:
            repaired = np.array(part.told["repaired"], bool)[part.codes]
            outcomes[repaired] = OUTCOMES.index(Outcome.REPAIRED)
        outcomes[problems.is_valid().to_numpy(zero_copy_only=False)] = OUTCOMES.index(
            Outcome.REVIEW
        )
        outcomes[is_rejected] = OUTCOMES.index(Outcome.REJECTED)
        cells = {
            "sheet": pa.repeat("", len(keep)),
            "row": pa.array(columns.numbers[keep]),
            "outcome": pa.array(outcomes),
            "reasons": pc.coalesce(rejected, problems),
            "remarks": _join(told, "remarks"),
            "repairs": _join(told, "repairs"),
            "candidates": _join(told, "candidates"),
            "raw": self._raws.write(columns, keep),
            **values,
        }
        if is_rejected.any():
            for name in ("candidates", *VALUES):
                nothing = pa.scalar(None, SCHEMA.field(name).type)
                cells[name] = pc.if_else(pa.array(is_rejected), nothing, cells[name])
        return pa.RecordBatch.from_arrays(
            [
                cells[field.name] if field.name in cells else pa.nulls(len(keep), field.type)
                for field in SCHEMA
            ],
            schema=SCHEMA,
        )


def _tell(draft: Draft) -> _Told:
    return _Told(
        values=draft.values,
        problems=join_json(draft.problems),
        remarks=join_json(draft.remarks),
        repairs=join_json(draft.repairs),
        candidates=", ".join(map(write_json, draft.candidates)) or None,
        repaired=any(repair.counts for repair in draft.repairs),
        rejected=join_json([draft.rejected] if draft.rejected else []),
        site_key=draft.site_key,
        date_key=draft.date_key,
        title_key=draft.title_key,
    )


def _judge(titles: pa.Array, date_keys: Texts) -> _Parted:
    """What `judge` says of rows with and without title and day."""
    ways = []
    for code in range(4):
        draft = Draft(values={"title": "" if code & 1 else None}, date_key="-" if code & 2 else "")
        judge(draft)
        ways.append(_tell(draft))
    titled = titles.is_valid().to_numpy(zero_copy_only=False).astype(np.int32)
    dated = np.fromiter(map(bool, date_keys.texts), np.int32, len(date_keys.texts))
    return _Parted(ways, titled + 2 * dated[date_keys.codes])


def _key_of(told: Sequence[_Parted], name: str) -> Texts:
    """The title, site or date key of each row: one part gives it."""
    for part in told:
        if part.says(name):
            return Texts(list(part.told[name]), part.codes)
    return Texts([""], np.zeros(len(told[0].codes), np.int32))


def _join(told: Sequence[_Parted], name: str) -> pa.Array:
    """What all parts say, in their order; null where none says anything."""
    parts = [part for part in told if part.says(name)]
    if not parts:
        return pa.nulls(len(told[0].codes), pa.string())
    return join_texts([part.take(name) for part in parts])

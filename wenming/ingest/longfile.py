"""A long text file's rows, read in blocks, kept on disk, and compared once all are there."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wenming.ingest.bulk import Read
from wenming.ingest.columns import Mask
from wenming.ingest.held import HeldRows, encode_titles
from wenming.ingest.raw import join_texts
from wenming.ingest.registry import Registry
from wenming.ingest.repeats import Earlier, Existing, Held, Likeness, find_repeat, note_repeat
from wenming.ingest.results import KEPT, Message, Outcome, Place, RowResult
from wenming.ingest.spool import OUTCOMES, VALUES, Spool, decode, encode, join_json
from wenming.ingest.tables import Block
from wenming.ingest.workers import Workers

Numbers = np.ndarray[Any, Any]
_OF_SKIPPED = (
    "skip_kind", "duplicate_batch", "duplicate_file", "duplicate_sheet", "duplicate_row",
)  # fmt: skip
_LIKENESSES = tuple(Likeness)
_REVIEW, _REJECTED, _SKIPPED = map(
    OUTCOMES.index, (Outcome.REVIEW, Outcome.REJECTED, Outcome.SKIPPED)
)
_KEPT = [OUTCOMES.index(outcome) for outcome in KEPT]


class LongFile:
    """Takes a file's rows in their order; `finish` tells which of them repeat others.

    What is held in memory of a row is a few numbers; the rest is on disk, in `spool`.
    """

    def __init__(
        self,
        file: str,
        number: str,
        registry: Registry,
        existing: Existing,
        earlier: Earlier,
    ) -> None:
        self._registry = registry
        self._existing = existing
        self._earlier = earlier
        self._file, self._number = file, number
        self._workers = Workers(file)
        self._waiting: deque[Callable[[], None]] = deque()
        self._outcomes: list[Numbers] = []
        self._repeats = _Repeats()
        self._themes = _FirstSeen("theme", registry.match_theme)
        self._teams = _FirstSeen("team", registry.match_team)
        self.spool = Spool()
        self.held = HeldRows(file, number)

    def add_line(self, result: RowResult) -> None:
        """Take a row that is no activity."""
        self._waiting.append(lambda: self._keep(encode([result])))

    def add_block(self, block: Block, skipped: Sequence[RowResult]) -> None:
        """Take rows of a table. `skipped` are those of `block.skipped`, in their order."""
        lines = np.array(sorted(block.skipped), np.int32)
        keep = np.setdiff1d(np.arange(block.count, dtype=np.int32), lines)
        others = encode(skipped)
        if not len(keep):
            self._waiting.append(lambda: self._keep(others))
            return
        read = self._workers.submit(block.columns, keep, block.reader)
        self._waiting.append(lambda: self._take(self._workers.wait(read), keep, lines, others))
        while len(self._waiting) > self._workers.ahead:
            self._waiting.popleft()()

    def finish(self) -> None:
        """Compare the rows with each other, those of other files and the store."""
        while self._waiting:
            self._waiting.popleft()()
        fold, settings = self._registry.cleaner.fold, self._registry.settings
        outcomes = np.concatenate([*self._outcomes, np.zeros(0, np.int8)])
        self._repeats.end(len(outcomes))
        self.held.sort()
        repeats = self.held.find_repeats(
            self._existing, self._earlier.files, settings.near_match_percent, fold
        )
        for place, repeat in repeats:
            self._repeats.note(place, repeat.likeness, repeat.of.place, repeat.percent)
        outcomes[self._repeats.where(Likeness.OTHER_COUNTS, Likeness.NEAR)] = _REVIEW
        duplicates = self._repeats.where(Likeness.DUPLICATE)
        outcomes[duplicates] = _SKIPPED
        self.held.drop(duplicates)
        kept = np.isin(outcomes, _KEPT)
        remarks: dict[int, list[Message]] = {}
        for seen in (self._themes, self._teams):
            for place, remark in seen.find_first(kept):
                remarks.setdefault(place, []).append(remark)
        self.spool.finish(outcomes, _Changes(self._repeats, remarks))

    def __enter__(self) -> LongFile:
        self._workers.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._workers.__exit__(*error)

    def _take(self, read: Read, keep: Numbers, lines: Numbers, others: pa.RecordBatch) -> None:
        """Keep a block: rows understood that stand at the places `keep`, others at `lines`."""
        self._compare(read, keep + len(self.spool))
        if not len(lines):
            self._keep(read.batch)
            return
        order = np.argsort(np.concatenate([keep, lines]))
        self._keep(pa.concat_batches([read.batch, others]).take(pa.array(order)))

    def _keep(self, batch: pa.RecordBatch) -> None:
        self.spool.add(batch)
        self._outcomes.append(batch["outcome"].to_numpy())
        self._themes.add(batch["theme_raw"])
        self._teams.add(batch["team_raw"])

    def _compare(self, read: Read, places: Numbers) -> None:
        """Find repeats among rows that are not understood, and hold the others for `finish`."""
        batch = read.batch
        outcomes = batch["outcome"].to_numpy()
        comparable = (
            (outcomes != _REJECTED) & _is_there(batch["title"]) & read.site_keys.where(bool)
        )
        for number in np.flatnonzero(outcomes == _REVIEW).tolist():
            written = self._existing.held_as_written(json.loads(batch["raw"][number].as_py()))
            if written is not None:
                self._repeats.note_early(int(places[number]), Likeness.DUPLICATE, written)
                comparable[number] = False
        known = _is_there(batch["started_on"]) & _is_there(batch["site_id"])
        unclear = comparable & ~known & read.date_keys.where(bool)
        for number in np.flatnonzero(unclear).tolist():
            self._compare_unclear(read, number, int(places[number]))
        held = comparable & known
        is_held = pa.array(held)
        self.held.add(
            batch.filter(is_held), encode_titles(read.title_keys).filter(is_held), places[held]
        )

    def _compare_unclear(self, read: Read, number: int, place: int) -> None:
        row = decode(read.batch.slice(number, 1).to_pylist()[0])
        values = row.values
        place_of = Place(self._file, "", row.row, self._number)
        title_key = read.title_keys.texts[read.title_keys.codes[number]]
        held = Held.from_values(values, title_key, place_of)
        others = self._earlier.unclear.find_like(
            held,
            site_key=read.site_keys.texts[read.site_keys.codes[number]],
            date_key=read.date_keys.texts[read.date_keys.codes[number]],
            day=values["started_on"],
        )
        repeat = find_repeat(held, others, self._registry.settings.near_match_percent)
        if repeat is not None:
            self._repeats.note_early(place, repeat.likeness, repeat.of.place, repeat.percent)


class _Repeats:
    """Of each row: how it repeats another (-1: not), which, and how alike the titles are."""

    def __init__(self) -> None:
        self._early: list[tuple[int, Likeness, Place, float]] = []
        self._sheets: dict[tuple[str, str, str], int] = {}

    def note_early(self, place: int, likeness: Likeness, of: Place, percent: float = 100) -> None:
        """Note a repeat while rows are still added."""
        self._early.append((place, likeness, of, percent))

    def end(self, count: int) -> None:
        """All `count` rows are there."""
        self._likeness = np.full(count, -1, np.int8)
        self._percent = np.zeros(count, np.int16)
        self._sheet, self._row = np.zeros(count, np.int32), np.zeros(count, np.int32)
        for early in self._early:
            self.note(*early)
        self._early.clear()

    def note(self, place: int, likeness: Likeness, of: Place, percent: float) -> None:
        """Note a repeat."""
        self._likeness[place] = _LIKENESSES.index(likeness)
        sheet = of.file, of.sheet, of.batch
        self._sheet[place] = self._sheets.setdefault(sheet, len(self._sheets))
        self._row[place], self._percent[place] = of.row, round(percent)

    def where(self, *likenesses: Likeness) -> Numbers:
        """The places of rows that repeat another so."""
        wanted = [_LIKENESSES.index(likeness) for likeness in likenesses]
        return np.flatnonzero(np.isin(self._likeness, wanted))

    def within(self, start: int, count: int) -> Numbers:
        """The places of rows that repeat another, among `count` from `start` on."""
        return np.flatnonzero(self._likeness[start : start + count] >= 0) + start

    def note_in(self, cells: dict[str, pa.Array], places: Numbers, start: int) -> None:
        """Make of rows what their repeating others makes of them, as `note_repeat` does of one.

        `cells` are columns of rows from `start` on, of which those at `places` repeat another.
        """
        sheets = [*self._sheets]
        told = []
        for place in places.tolist():
            result = RowResult("", 0, Outcome.REVIEW)
            file, sheet, batch = sheets[self._sheet[place]]
            of = Place(file, sheet, int(self._row[place]), batch)
            note_repeat(result, _LIKENESSES[self._likeness[place]], of, int(self._percent[place]))
            told.append(result)
        spread = _Spread(places - start, len(cells["outcome"]))
        noted = encode(told, ("outcome", "reasons", *_OF_SKIPPED))
        skipped = pc.is_valid(spread(noted["skip_kind"]))
        reasons = spread(noted["reasons"])
        cells["reasons"] = pc.if_else(skipped, reasons, join_texts([cells["reasons"], reasons]))
        cells["outcome"] = pc.coalesce(spread(noted["outcome"]), cells["outcome"])
        for name in _OF_SKIPPED:
            cells[name] = pc.coalesce(spread(noted[name]), cells[name])
        if pc.any(skipped).as_py():
            for name in ("repairs", *VALUES):
                cells[name] = pc.if_else(skipped, None, cells[name])


class _FirstSeen:
    """Themes or teams that are not known, told at the first kept row that names each."""

    def __init__(self, name: str, match: Callable[[str], str | None]) -> None:
        self._name = name
        self._match = match
        self._texts: dict[str, int] = {}
        self._codes: list[Numbers] = []

    def add(self, texts: pa.Array) -> None:
        found = texts.dictionary_encode()
        codes = [
            self._texts.setdefault(text, len(self._texts)) if self._match(text) is None else -1
            for text in found.dictionary.to_pylist()
        ]
        indices = found.indices.fill_null(len(codes)).to_numpy()
        self._codes.append(np.array([*codes, -1], np.int32)[indices])

    def find_first(self, kept: Mask) -> list[tuple[int, Message]]:
        """The first of the rows `kept` for each text, and the remark it gets."""
        codes = np.concatenate([*self._codes, np.zeros(0, np.int32)])
        places = np.flatnonzero(kept & (codes >= 0))
        seen, first = np.unique(codes[places], return_index=True)
        texts = list(self._texts)
        return [
            (place, Message(f"ledger.remark.unknown_{self._name}", {self._name: texts[code]}))
            for code, place in zip(seen.tolist(), places[first].tolist(), strict=True)
        ]


class _Changes:
    """What comparing made of rows that were read before."""

    def __init__(self, repeats: _Repeats, remarks: dict[int, list[Message]]) -> None:
        self._repeats = repeats
        self._remarks = remarks
        self._remarked = np.array(sorted(remarks), np.int64)

    def __call__(self, batch: pa.RecordBatch, start: int) -> pa.RecordBatch:
        repeating = self._repeats.within(start, len(batch))
        first, last = np.searchsorted(self._remarked, [start, start + len(batch)])
        remarked = self._remarked[first:last]
        cells = dict(zip(batch.schema.names, batch.columns, strict=True))
        if len(repeating):
            self._repeats.note_in(cells, repeating, start)
        if len(remarked):
            remarks = pa.array(join_json(self._remarks[place]) for place in remarked.tolist())
            spread = _Spread(remarked - start, len(batch))
            cells["remarks"] = join_texts([cells["remarks"], spread(remarks)])
        return pa.RecordBatch.from_pydict(cells, batch.schema)


class _Spread:
    """Puts cells of a few rows to their places among `count`; null elsewhere."""

    def __init__(self, places: Numbers, count: int) -> None:
        here = np.zeros(count, bool)
        here[places] = True
        self._from = pa.array(np.cumsum(here) - 1, mask=~here)

    def __call__(self, cells: pa.Array) -> pa.Array:
        return cells.take(self._from)


def _is_there(cells: pa.Array) -> Mask:
    return cells.is_valid().to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]

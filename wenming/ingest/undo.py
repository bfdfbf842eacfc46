"""Taking a batch back: what was skipped as repeating its rows is compared anew and kept again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa

from wenming.config import District
from wenming.ingest.columns import Mask, Texts
from wenming.ingest.held import HeldRows, encode_titles
from wenming.ingest.intake import HeldInStore, load_registry
from wenming.ingest.registry import Registry
from wenming.ingest.repeats import Likeness, note_repeat
from wenming.ingest.results import Outcome, Place, RowResult
from wenming.ingest.spool import VALUES, join_json
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.batches import TakenBack, remove_batch

_LOST = "lost"
_COLUMNS = (
    "activity_id", "of_batch", "of_file", "of_sheet", "of_row", "is_duplicate", "told",
)  # fmt: skip
_Found = tuple[int, Likeness, Place, float]
"""A row's place among those that are compared, how it repeats another, which, and the percent."""


def take_back(store: Store, batch_id: str, *, district: District, office: str = "") -> TakenBack:
    """Publish a version without a batch, in which its repeats in other batches are kept instead.

    Raises what `remove_batch` does.
    """
    with store.turn():  # the names that rows are compared by are those of the version built on
        registry = load_registry(open_snapshot(store), district)

        def compare(snapshot: Snapshot, lost: pa.Table) -> pd.DataFrame:
            return compare_lost(snapshot, lost, registry)

        return remove_batch(store, batch_id, compare=compare, office=office)


def compare_lost(snapshot: Snapshot, lost: pa.Table, registry: Registry) -> pd.DataFrame:
    """What `Compare` says: which rows repeat others, as if they were handed in now, in order."""
    found = [*_compare_clear(snapshot, lost, registry), *_compare_unclear(lost)]
    ids = lost["activity_id"]
    return pd.DataFrame((_tell(ids, lost, each) for each in found), columns=[*_COLUMNS])


def _compare_clear(snapshot: Snapshot, lost: pa.Table, registry: Registry) -> Iterator[_Found]:
    """Rows with title, site and day are compared with all that is kept, and with each other."""
    held, fold = HeldRows("", _LOST), registry.cleaner.fold
    places = np.flatnonzero(_is_clear(lost))
    clear = lost.take(pa.array(places)).set_column(0, "row", pa.array(places, pa.int32()))
    for name in set(clear.column_names) & set(VALUES):
        cells = clear[name].cast(VALUES[name])
        clear = clear.set_column(clear.column_names.index(name), name, cells)
    for batch in clear.combine_chunks().to_batches():
        titles = [fold(title) for title in batch["title"].to_pylist()]
        keys = encode_titles(Texts(titles, np.arange(len(titles), dtype=np.int32)))
        held.add(batch, keys, batch["row"].to_numpy())
    held.sort()
    percent = registry.settings.near_match_percent
    for place, repeat in held.find_repeats(HeldInStore(snapshot), [], percent, fold):
        yield place, repeat.likeness, repeat.of.place, repeat.percent


def _compare_unclear(lost: pa.Table) -> Iterator[_Found]:
    """Of rows that only a person understands, the first takes the place of what all repeated."""
    first: dict[str, int] = {}
    unclear = np.flatnonzero(~_is_clear(lost))
    repeated = lost["repeats_id"].take(pa.array(unclear)).to_pylist()
    for place, repeats_id in zip(unclear.tolist(), repeated, strict=True):
        of = first.setdefault(repeats_id, place)
        if of != place:
            yield place, Likeness.DUPLICATE, Place("", "", of, _LOST), 100


def _is_clear(lost: pa.Table) -> Mask:
    known = [lost[name].is_valid().to_numpy() for name in ("title", "site_id", "started_on")]
    clear: Mask = np.logical_and.reduce(known)
    return clear


def _tell(ids: pa.ChunkedArray, lost: pa.Table, found: _Found) -> tuple[object, ...]:
    place, likeness, of, percent = found
    if of.batch == _LOST:
        row = lost.slice(of.row, 1).to_pylist()[0]
        of = Place(row["file"], row["sheet"] or "", row["row_number"], row["batch_id"])
    result = RowResult("", 0, Outcome.REVIEW)
    note_repeat(result, likeness, of, percent)
    is_duplicate = likeness is Likeness.DUPLICATE
    told = join_json(result.reasons)
    return ids[place].as_py(), of.batch, of.file, of.sheet, of.row, is_duplicate, told

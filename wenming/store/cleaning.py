"""What of a district's folder is kept: its texts without what is private or nobody can see.

A folder is often handed over by somebody else: its cells go through the same gate as files that
are handed in. Names of things and public roles stay as they are written, private numbers aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from wenming.config import District
from wenming.privacy import Mask, Masker
from wenming.schema import Table
from wenming.signs import drop_unwritable


@dataclass(frozen=True)
class Cleaned:
    """How many cells of a column were changed: `masked`, or rid of signs that none can see."""

    table: str
    column: str
    masked: int
    unwritable: int


class Gate:
    """Takes the tables of a folder one after the other, those of places and teams first.

    `hear` is told what was changed, a column at a time.
    """

    def __init__(self, district: District, hear: Callable[[Cleaned], None]) -> None:
        self._settings, self._hear = district.ledger, hear
        names = (name for theme in district.themes for name in theme.name.values())
        self._public = {*names, *(alias for theme in district.themes for alias in theme.aliases)}

    def clean(self, table: Table, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of a table as they are kept; every column is of text."""
        settings = self._settings
        masker = Masker(settings.name_labels, settings.private_patterns, self._public)
        masks = _choose_masks(table, masker)
        counts = {column: [0, 0] for column in table.names}
        for batch in batches:
            columns = []
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                kept, masked, unwritable = _clean_column(column, masks.get(name))
                columns.append(kept)
                counts[name][0] += masked
                counts[name][1] += unwritable
                if table.is_register and table.column(name).is_name:
                    texts = pc.unique(kept).drop_null().to_pylist()
                    self._public.update(part for text in texts for part in text.split("|"))
            yield pa.RecordBatch.from_arrays(columns, schema=batch.schema)
        for column, (masked, unwritable) in counts.items():
            if masked or unwritable:
                self._hear(Cleaned(table.name, column, masked, unwritable))


def _choose_masks(table: Table, masker: Masker) -> dict[str, Mask]:
    """How each column of text is masked: a name that stands alone is one only where none is due."""
    return {
        column.name: masker.mask if column.is_name or column.is_role else masker.mask_cell
        for column in table.columns
        if column.kind in {"line", "list"} or column.is_open
    }


def _clean_column(column: pa.Array, mask: Mask | None) -> tuple[pa.Array, int, int]:
    """The cells as they are kept, and how many were masked and how many had signs left out."""
    encoded = column.dictionary_encode()
    written = encoded.dictionary.to_pylist()
    plain = list(map(drop_unwritable, written))
    kept = list(map(mask, plain)) if mask else plain
    if kept == written:
        return column, 0, 0
    cells = pa.array([text or None for text in kept], column.type).take(encoded.indices)
    return cells, *(_count(encoded.indices, *pair) for pair in ((plain, kept), (written, plain)))


def _count(cells: pa.Array, before: list[str], after: list[str]) -> int:
    """How many of the cells, each the place of a text, have another text after."""
    changed = [at for at, text in enumerate(before) if text != after[at]]
    return int(pc.sum(pc.is_in(cells, pa.array(changed, cells.type))).as_py() or 0)

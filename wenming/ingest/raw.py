"""Rows as they were written, by heading, without what is private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring  # what json.dumps makes of one text

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wenming.ingest.columns import Codes, Columns
from wenming.ingest.headings import Heading
from wenming.ingest.rows import RowReader
from wenming.ingest.sheets import Row, is_blank, name_column
from wenming.ingest.spool import write_json
from wenming.ingest.text import MASK, Cleaner
from wenming.ingest.view import show
from wenming.privacy.names import is_named_by

_REMEMBERED = 262_144  # ways of writing a column that are kept from one block to the next


def show_raw(
    row: Row,
    heading: Heading | None,
    cleaner: Cleaner,
    *,
    is_heading: bool = False,
    is_activity: bool = True,
) -> dict[str, str]:
    """A row as written: an activity by its headings, other lines by the letters of columns."""
    private = set(heading.private_columns()) if heading is not None else set()
    raw: dict[str, str] = {}
    before = ""
    for index in row.own():
        if index in private and not is_heading:
            continue
        name = heading.texts.get(index) if heading is not None and is_activity else None
        text = show(row.values[index])
        alone = heading is None or not is_activity or heading.holds_names(index)
        told = alone and not is_activity and is_named_by(before, text)
        masked = MASK if told else (cleaner.mask_cell if alone else cleaner.mask)(text)
        raw[_free_name(raw, name or name_column(index))] = masked
        before = text
    return raw


class RawWriter:
    """`show_raw` of many activities of one table as JSON, each way of writing a cell once."""

    def __init__(self, reader: RowReader) -> None:
        self._heading = reader.heading
        self._cleaner = reader.readers.registry.cleaner
        self._known: dict[str, dict[str, str]] = {}

    def write(self, columns: Columns, keep: Codes) -> pa.Array:
        """The texts of the rows at the places `keep`, by heading."""
        texts = self._heading.texts
        names = {index: texts.get(index) or name_column(index) for index in range(columns.width)}
        if len(set(names.values())) < len(names):
            rows = map(columns.row, keep.tolist())
            found = (show_raw(row, self._heading, self._cleaner) for row in rows)
            return pa.array(map(write_json, found), pa.string())
        for index in self._heading.private_columns():
            names.pop(index, None)
        cells = [
            self._show(index, name, columns[index].texts).take(pa.array(columns[index].codes[keep]))
            for index, name in names.items()
        ]
        joined = pc.fill_null(join_texts(cells), "")
        return pc.binary_join_element_wise("{", joined, "}", "")

    def _show(self, index: int, name: str, texts: Sequence[str]) -> pa.Array:
        known = self._known.setdefault(name, {})
        if len(known) > _REMEMBERED:
            known.clear()
        key, alone = f"{encode_basestring(name)}: ", self._heading.holds_names(index)
        mask = self._cleaner.mask_cell if alone else self._cleaner.mask
        shown = list(map(known.get, texts))
        for place, text in enumerate(texts):
            if shown[place] is None and not is_blank(text):
                shown[place] = known[text] = key + encode_basestring(mask(show(text)))
        return pa.array(shown, pa.string())


def join_texts(arrays: Sequence[pa.Array]) -> pa.Array:
    """The texts of each row with commas between; null where there are none."""
    told = np.zeros(len(arrays[0]), bool)
    for each in arrays:
        told |= each.is_valid().to_numpy(zero_copy_only=False)
    # Arrow leaves rows without any text out of what it joins: they are put back after.
    some = [each.filter(pa.array(told)) for each in arrays]
    joined = pc.binary_join_element_wise(*some, ", ", null_handling="skip")
    return joined.take(pa.array(np.cumsum(told) - 1, mask=~told))


def _free_name(taken: Mapping[str, str], name: str) -> str:
    if name not in taken:
        return name
    return next(f"{name} {n}" for n in range(2, len(taken) + 3) if f"{name} {n}" not in taken)

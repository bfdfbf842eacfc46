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
from wenming.ingest.sheets import Row, is_blank
from wenming.ingest.spool import write_json
from wenming.ingest.text import Cleaner
from wenming.ingest.view import show


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
    for index in row.own():
        if index in private and not is_heading:
            continue
        name = heading.texts.get(index) if heading is not None and is_activity else None
        raw[_free_name(raw, name or _letter(index))] = cleaner.mask(show(row.values[index]))
    return raw


def write_raws(rows: Sequence[Row], columns: Columns, keep: Codes, reader: RowReader) -> pa.Array:
    """`show_raw` of many activities as JSON, each text of a column once."""
    heading, cleaner = reader.heading, reader.readers.registry.cleaner
    names = {index: heading.texts.get(index) or _letter(index) for index in range(columns.width)}
    if len(set(names.values())) < len(names):
        found = (show_raw(rows[place], heading, cleaner) for place in keep.tolist())
        return pa.array(map(write_json, found), pa.string())
    for index in heading.private_columns():
        names.pop(index, None)
    cells = []
    for index, name in names.items():
        key, texts = f"{encode_basestring(name)}: ", columns[index].texts
        shown = (
            None if is_blank(text) else key + encode_basestring(cleaner.mask(show(text)))
            for text in texts
        )
        cells.append(pa.array(shown, pa.string()).take(pa.array(columns[index].codes[keep])))
    joined = pc.fill_null(join_texts(cells), "")
    return pc.binary_join_element_wise("{", joined, "}", "")


def join_texts(arrays: Sequence[pa.Array]) -> pa.Array:
    """The texts of each row with commas between; null where there are none."""
    told = np.zeros(len(arrays[0]), bool)
    for each in arrays:
        told |= each.is_valid().to_numpy(zero_copy_only=False)
    # Arrow leaves rows without any text out of what it joins: they are put back after.
    some = [each.filter(pa.array(told)) for each in arrays]
    joined = pc.binary_join_element_wise(*some, ", ", null_handling="skip")
    return joined.take(pa.array(np.cumsum(told) - 1, mask=~told))


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _free_name(taken: Mapping[str, str], name: str) -> str:
    if name not in taken:
        return name
    return next(f"{name} {n}" for n in range(2, len(taken) + 3) if f"{name} {n}" not in taken)

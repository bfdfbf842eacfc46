"""Many rows of a text file turned on their side: each column as its distinct texts and codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, count, islice, repeat
from typing import Any

import numpy as np
import pandas as pd

from wenming.ingest.sheets import Row

_CELLS = 4_000_000  # of 20,000 rows, 200 columns
Codes = np.ndarray[Any, np.dtype[np.int32]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Texts:
    """One column: its distinct texts, and for each row which of them it holds."""

    def __init__(self, texts: list[str], codes: Codes) -> None:
        self.texts = texts
        self.codes = codes

    def where(self, fits: Callable[[str], bool]) -> Mask:
        """The rows whose text fits; each text is asked once."""
        return np.fromiter(map(fits, self.texts), bool, len(self.texts))[self.codes]


class Columns:
    """The columns of some rows, `width` of them as in the widest row. A row that ends early holds
    nothing in those beyond."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.count = len(rows)
        self.numbers = np.fromiter((row.number for row in rows), np.int32, self.count)
        self.width = max((len(row.values) for row in rows), default=0)
        # One row after the other, so that a column is every so many cells.
        self._cells = list(chain.from_iterable(row.values for row in rows))
        if len(self._cells) < self.count * self.width:
            padded = (chain(row.values, repeat("")) for row in rows)
            self._cells = [cell for row in padded for cell in islice(row, self.width)]
        self._texts: dict[int, Texts] = {}

    def __getitem__(self, index: int) -> Texts:
        if index not in self._texts:
            self._texts[index] = self._find_texts(index)
        return self._texts[index]

    def row(self, place: int) -> Row:
        """The row at a place, as wide as all."""
        cells = (self[index] for index in range(self.width))
        values = [cell.texts[cell.codes[place]] for cell in cells]
        return Row.of_text(int(self.numbers[place]), values)

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: each distinct text once."""
        texts = {index: self[index] for index in range(self.width)}
        return {**vars(self), "_texts": texts, "_cells": []}

    def _find_texts(self, index: int) -> Texts:
        if index >= self.width:
            return Texts([""], np.zeros(self.count, np.int32))
        column = self._cells[index :: self.width]
        code_of: defaultdict[str, int] = defaultdict(count().__next__)  # a new text: the next code
        codes = np.fromiter(map(code_of.__getitem__, column), np.int32, self.count)
        return Texts(list(code_of), codes)


def cut_wide(rows: list[Row]) -> list[Row]:
    """As many of the first rows as make no more cells than are looked at together: every row
    becomes as wide as the widest."""
    width = 0
    for count, row in enumerate(rows):
        width = max(width, len(row.values))
        if count and (count + 1) * width > _CELLS:
            return rows[:count]
    return rows


def combine(columns: Sequence[Codes]) -> tuple[Codes, Codes]:
    """Rows with the same codes in all columns, told apart by one code; and a row for each."""
    joined = columns[0].astype(np.int64)
    for codes in columns[1:]:
        joined = pd.factorize(joined)[0] * (int(codes.max(initial=0)) + 1) + codes
    codes = pd.factorize(joined)[0].astype(np.int32)
    first = np.empty(int(codes.max(initial=-1)) + 1, np.int32)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1, dtype=np.int32)
    return codes, first

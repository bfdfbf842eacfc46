"""Rows and cells as a ledger's file holds them, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_NOTHING: dict[int, Any] = {}  # one for all rows of text files: to make three for each takes long


@dataclass(slots=True)
class Row:
    """One row: its number as Excel shows it and its cells from column A on.

    `values` holds what each cell shows by itself; `filled` the columns whose value comes down
    from a merged range that begins above (column -> row the range begins in); `spans` the size
    (rows, columns) of merged ranges that begin here; `formats` number formats other than General.
    `unsure` are columns whose number lost a zero, or may have: 6.1 between 6.9 and 6.11; `struck`
    those that are struck out. `is_hidden`: the sheet does not show the row.
    """

    number: int
    values: list[Any]
    filled: dict[int, int] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    formats: dict[int, str] = field(default_factory=dict)
    unsure: tuple[int, ...] = ()
    struck: tuple[int, ...] = ()
    is_hidden: bool = False

    _used: Sequence[int] | None = None
    _own: list[int] | None = None

    @classmethod
    def of_text(cls, number: int, values: list[str]) -> Row:
        """A row of a text file, which has neither merged ranges nor formats."""
        return cls(number, values, _NOTHING, _NOTHING, _NOTHING)

    def note_used(self, columns: Sequence[int]) -> None:
        """Say which columns alone have a cell, in order: rows may be 16,384 columns wide, and
        have something in two of them."""
        self._used = columns

    def own(self) -> list[int]:
        """Columns with something of their own in them."""
        if self._own is None:
            self._own = list(self._list_own())
        return self._own

    def is_empty(self) -> bool:
        """Whether the row has nothing of its own; most rows say so by their first cell."""
        if self._used is not None:
            return not self.own()
        for index, value in enumerate(self.values):
            if not is_blank(value) and index not in self.filled:
                return False
        return True

    def _list_own(self) -> Iterator[int]:
        for index in range(len(self.values)) if self._used is None else self._used:
            if index not in self.filled and not is_blank(self.values[index]):
                yield index

    def value(self, index: int) -> Any:
        """What the cell in a column shows, None beyond the last."""
        return self.values[index] if index < len(self.values) else None


@dataclass(slots=True)
class Sheet:
    """A sheet, its rows read once and in order. `uncalculated` are cells whose formula was
    stored without a value; `hidden_columns`, known once rows are read, such as it does not show."""

    name: str
    rows: Iterator[Row]
    is_hidden: bool = False
    uncalculated: tuple[str, ...] = ()
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Book:
    """A file opened: its sheets, and what is to be said of it.

    `typed` says that numbers and dates are told from text; `epoch_1904` is the date system;
    `encoding` that of a text file; `is_long` says that it holds more rows than memory should;
    `mended` are rows that an unpaired quote had run together, as far as they were read; `share`
    tells what share of the file was read so far, 0 where that is not known.
    """

    sheets: Iterator[Sheet]
    typed: bool = True
    epoch_1904: bool = False
    encoding: str | None = None
    has_macros: bool = False
    external_links: tuple[str, ...] = ()
    is_long: bool = False
    mended: list[int] = field(default_factory=list)
    share: Callable[[], float] = lambda: 0.0


_BLANKS = "\ufeff\u200b \t\r\n\u3000\xa0"


def is_blank(value: Any) -> bool:
    """Whether a cell shows nothing."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    return not value or (value[0] in _BLANKS and not value.strip(_BLANKS))


def name_column(index: int) -> str:
    """A column by its letters, as Excel shows it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

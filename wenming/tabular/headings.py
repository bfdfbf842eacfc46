"""Where a table's heading stands in a sheet, and which column of it is which field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wenming.config.ledger import LedgerSettings
from wenming.i18n import Translator
from wenming.ingest.lengths import LONGEST
from wenming.ingest.sheets import Row
from wenming.ingest.text import Cleaner
from wenming.schema import Table
from wenming.schema.words import name_column

SERIAL, PRIVATE, COORDINATES = "serial", "private", "coordinates"
_LONGEST = 24  # a longer cell is a sentence


@dataclass(frozen=True)
class Heading:
    """A heading row: its texts, the columns of each field, and what a column counts in.

    `unclear` are headings of a number whose unit is not known: their columns are not read.
    """

    row: int
    texts: Mapping[int, str]
    columns: Mapping[str, int]
    scales: Mapping[str, float]
    private: frozenset[int] = frozenset()
    unclear: tuple[str, ...] = ()

    def field_of(self, index: int) -> str | None:
        """The field that a column was understood as."""
        if index in self.private:
            return PRIVATE
        return next((name for name, at in self.columns.items() if at == index), None)


@dataclass
class HeadingFinder:
    """Knows a table's columns by their names in `store.tables`, in templates (as each of `spoken`
    calls them) and in the district's own words; before those by what a person `chose` for a
    heading, an empty text for no column."""

    table: Table
    settings: LedgerSettings
    cleaner: Cleaner
    spoken: Sequence[Translator]
    chosen: Mapping[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(init=False, default_factory=dict)
    _labels: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        table, own = self.table, self.settings.tables.get(self.table.name, {})
        shared = self.settings.tables.get("any", {})
        for column in table.names:
            labels = [name_column(table.name, column, t) for t in self.spoken]
            self._add(column, [column, *labels])
            self._labels |= {self._split(label)[0] for label in labels}
        for column in table.names:
            self._add(column, own.get(column, ()))
        self._add(PRIVATE, own.get(PRIVATE, ()))
        self._add(table.key, shared.get("id", ()))
        for column in table.names[1:]:
            self._add(column, shared.get(column, ()))
        if "lon" in table.names:
            self._add(COORDINATES, shared.get(COORDINATES, ()))
        self._add(SERIAL, shared.get(SERIAL, ()))
        for name in ("contact", "phone"):
            self._add(PRIVATE, self.settings.headings.get(name, ()))

    def _add(self, name: str, words: tuple[str, ...] | list[str]) -> None:
        for word in words:
            key, bare, _ = self._split(word)
            self._names.setdefault(key, name)
            self._names.setdefault(bare, name)

    def _split(self, text: str) -> tuple[str, str, str]:
        """A heading to compare by, the same without what is in brackets, and that."""
        key = self.cleaner.fold(unicodedata.normalize("NFKC", text[:LONGEST]))
        key = re.sub(r"^(?:\*|\d+[.、])", "", key).rstrip(":：*")
        bare = re.sub(r"[(\[【][^)\]】]*[)\]】]", "", key)
        return key, bare or key, "".join(re.findall(r"[(\[【]([^)\]】]*)[)\]】]", key))

    def find(self, row: Row) -> Heading | None:
        """The heading in this row; None if it is none."""
        own = row.own()
        texts = {index: row.values[index] for index in own}
        if len(own) < 2 or any(not isinstance(text, str) for text in texts.values()):
            return None
        known = [self._meaning(text) for text in texts.values() if len(text) <= _LONGEST]
        told = {name for name in known if name is not None} - {SERIAL, PRIVATE}
        needed = {each.name for each in self.table.columns if each.required} | {self.table.key}
        if len(told) < 2 or len(told) * 2 < len(own) or not told & needed:
            return None
        return self._build(row.number, texts)

    def _meaning(self, text: str) -> str | None:
        key, bare, _ = self._split(text)
        name = self._names.get(key) or self._names.get(bare)
        if name == PRIVATE:  # what may name a person is never kept, whatever was chosen
            return name
        return self.chosen.get(self._tell(text), name) or None

    def _tell(self, text: str) -> str:
        """A heading as people are told it."""
        return self.cleaner.mask(_show(text))

    def _build(self, number: int, texts: Mapping[int, str]) -> Heading:
        columns: dict[str, int] = {}
        scales: dict[str, float] = {}
        private: set[int] = set()
        unclear = []
        # What was chosen for a heading is not taken by another of the same meaning before it.
        for index, text in sorted(
            texts.items(), key=lambda item: self._tell(item[1]) not in self.chosen
        ):
            name = self._meaning(text)
            if name == PRIVATE:
                private.add(index)
            elif name is not None and name not in columns:
                scale = self._find_scale(name, text)
                if scale is None:
                    unclear.append(self._tell(text))
                    continue
                columns[name], scales[name] = index, scale
        shown = {index: self._tell(text) for index, text in texts.items()}
        return Heading(number, shown, columns, scales, frozenset(private), tuple(unclear))

    def _find_scale(self, name: str, text: str) -> float | None:
        """What one of a column's figures stands for, by the unit in brackets; None: not known."""
        key, _, unit = self._split(text)
        if name not in self.table.names or not unit or key in self._labels:
            return 1
        kind = self.table.column(name).kind
        if kind == "number":
            units = {
                self.cleaner.fold(word): worth for word, worth in self.settings.number_units.items()
            }
            return units.get(unit)
        if kind == "count":
            times = self.settings.count.multipliers.items()
            return max(
                (n for word, n in times if unit.startswith(self.cleaner.fold(word))), default=1
            )
        return 1


def list_choices(table: Table) -> list[str]:
    """What a heading of the table may be taken for."""
    return [*table.names, *([COORDINATES] if "lon" in table.names else ()), SERIAL]


def _show(text: str) -> str:
    return " ".join(text.split())

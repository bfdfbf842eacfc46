"""One cell of a table read by its field's kind: what is stored, repaired, or wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wenming.exports import neutralise
from wenming.ingest.coordinates import read_degrees
from wenming.ingest.counts import CountReader
from wenming.ingest.dates import DateReader
from wenming.ingest.lengths import LONGEST
from wenming.ingest.numerals import read_numeral
from wenming.ingest.registry import Registry
from wenming.ingest.results import Message, Repair
from wenming.ingest.sheets import Row, is_blank
from wenming.ingest.text import MASK
from wenming.ingest.view import show
from wenming.privacy import Mask
from wenming.schema import Column, Table
from wenming.schema.rules import Fault
from wenming.schema.words import find_column_key
from wenming.tabular.names import Named, Names

_LIST = re.compile(r"[;；、|]")
_MOST = 1e12  # a larger number is none that a district has
_OWN_COUNTS = {"count_negative", "count_fraction", "count_range", "count_two_numbers"}


@dataclass(slots=True)
class Draft:
    """A row as far as it is understood: what its filled cells say, by column.

    A mark for none is a value that is None; a blank cell is no value. `problems` send the row to
    review, `remarks` do not. `written` has texts as they stood in their cells,
    `unread` the columns that have a problem of their own.
    """

    values: dict[str, str | None] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)
    candidates: tuple[str, ...] = ()
    written: dict[str, str | None] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def keep_stored(self, stored: Mapping[str, str | None]) -> None:
        """Leave a text alone that is written just as it is stored, however it would be cleaned."""
        for name, text in self.written.items():
            if name in self.values and text == stored.get(name) != self.values[name]:
                self.values[name] = text
                self.repairs = [each for each in self.repairs if each.field != name]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that has something in it, with what is needed to read it."""

    row: Row
    index: int
    scale: float = 1

    @property
    def value(self) -> Any:
        return self.row.value(self.index)

    @property
    def is_shared(self) -> bool:
        """Whether it stands in a range merged over several rows."""
        return self.index in self.row.filled or self.row.spans.get(self.index, (1, 1))[0] > 1


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one file into drafts."""

    table: Table
    names: Names
    registry: Registry
    dates: DateReader
    counts: CountReader
    as_of: date
    typed: bool

    def read(self, column: Column, cell: Cell, draft: Draft) -> None:
        """Put what a cell says into the draft; a blank one says nothing."""
        value = self._plain(cell.value)
        if is_blank(value):
            return
        if cell.index in cell.row.filled:
            self._repair(draft, column.name, "", show(value), "merged", counts=False)
        if column.kind == "truth" and (truth := self._read_truth(value)) is not None:
            draft.values[column.name] = truth
        elif isinstance(value, str) and self.registry.cleaner.is_none(value):
            draft.values[column.name] = None
            self._repair(draft, column.name, value, "", "none_mark")
        elif column.kind in {"count", "number"} and cell.is_shared:
            self._doubt(draft, "count_merged", column, value)
            draft.unread.add(column.name)
        else:
            known = len(draft.problems)
            self._read(column, cell, value, draft)
            if len(draft.problems) > known:
                draft.unread.add(column.name)

    def refer(self, column: Column, text: str, draft: Draft) -> None:
        """Put the record or the choice that a text names into the draft."""
        found = self.names.find(column, text, draft.values.get("street_id"))
        if found.id is not None:
            draft.values[column.name] = found.id
            if not found.is_exact:
                self._repair(
                    draft, column.name, text, self._call(column, found), "alias", counts=False
                )
            return
        if column.is_open:
            draft.values[column.name] = text
            return
        if column.kind == "choice":
            self._doubt(draft, "unknown_choice", column, text)
            return
        records = self.names.held.of(column.of or "")
        offered = [
            str(records[key].get("name") or key) for key in found.candidates if key in records
        ]
        draft.candidates = draft.candidates or found.candidates
        told: dict[str, Any] = {"offered": offered} if offered else {}
        self._doubt(draft, "unknown_ref" if offered else "unknown_name", column, text, **told)

    def clean(self, column: Column, value: Any, draft: Draft) -> str | None:
        """A cell as clean text, its repairs noted."""
        text, kinds = self.registry.cleaner.clean(value if isinstance(value, str) else show(value))
        for kind in kinds:
            self._repair(draft, column.name, show(value), text, kind, counts=kind != "tidy")
        if not column.names_things and self.registry.cleaner.names_person(text):
            self._repair(draft, column.name, MASK, MASK, "masked")
            return MASK
        return text or None

    def _plain(self, value: Any) -> Any:
        """The cell without the apostrophe that kept a text from being taken for a formula."""
        if isinstance(value, str) and value.startswith("'") and neutralise(value[1:]) == value:
            return value[1:]
        return value

    def _read(self, column: Column, cell: Cell, value: Any, draft: Draft) -> None:
        if column.kind == "key":
            self._read_key(column, value, draft)
        elif column.kind == "day":
            self._read_day(column, cell, value, draft)
        elif column.kind == "count":
            self._read_count(column, value, cell.scale, draft)
        elif column.kind == "number":
            self._read_number(column, value, cell.scale, draft)
        elif column.kind == "degrees":
            self._read_degrees(column, value, draft)
        elif column.kind == "truth":
            self._doubt(draft, "unknown_truth", column, value)
        elif column.kind == "list":
            draft.values[column.name] = split_list(self._mask(column.name)(show(value)))
        elif (text := self.clean(column, value, draft)) is None:
            return
        elif column.kind in {"choice", "ref"}:
            self.refer(column, text, draft)
        else:
            draft.values[column.name] = text
            draft.written[column.name] = self._mask(column.name)(show(value))

    def _read_key(self, column: Column, value: Any, draft: Draft) -> None:
        text = " ".join(show(value).split())
        if self.registry.cleaner.mask(text) != text:
            self._doubt(draft, "private_id", column, text)
        else:
            draft.values[column.name] = text

    def _read_day(self, column: Column, cell: Cell, value: Any, draft: Draft) -> None:
        plain = self.registry.cleaner.read_plain(value) if isinstance(value, str) else value
        when = self.dates.read(plain, cell.row.formats.get(cell.index, "General"))
        if when.problem or when.start is None:
            problem = when.problem or "date_unreadable"
            draft.problems.append(self._written(f"ledger.review.{problem}", value))
            return
        if when.end not in (None, when.start):
            self._doubt(draft, "day_span", column, value)
            return
        if when.start > self.as_of and not column.may_come:
            told = {"written": show(value), "as_of": self.as_of.isoformat()}
            draft.problems.append(Message("ledger.review.date_in_future", told))
            return
        draft.values[column.name] = when.start.isoformat()
        if not when.exact:
            self._repair(draft, column.name, value, when.start.isoformat(), when.kind)

    def _read_count(self, column: Column, value: Any, scale: float, draft: Draft) -> None:
        if self.registry.cleaner.mask(show(value)) != show(value):
            self._doubt(draft, "count_unreadable", column, value)
            return
        plain = value
        if isinstance(value, str):
            plain = self._strip_own_unit(column, self.registry.cleaner.read_plain(value))
        count = self.counts.read(plain, scale=int(scale))
        number = count.volunteers if count.value is None else count.value
        if count.problem or number is None or None not in (count.value, count.volunteers):
            problem = count.problem if count.problem in _OWN_COUNTS else "count_unreadable"
            self._doubt(draft, problem or "count_unreadable", column, value)
            return
        if column.high is not None and not 1 <= number <= column.high:
            self._doubt(draft, "out_of_range", column, value, high=column.high)
            return
        draft.values[column.name] = str(number)
        if count.kind:
            kind = {"estimate": "hedge", "named_numbers": "unit"}.get(count.kind, count.kind)
            self._repair(draft, column.name, value, number, kind)

    def _read_number(self, column: Column, value: Any, scale: float, draft: Draft) -> None:
        number, kind = self._parse_number(column, value)
        if number is None:
            self._doubt(draft, "number_unreadable", column, value)
            return
        if number < 0 and not column.signed:
            self._doubt(draft, "count_negative", column, value)
            return
        if kind != "unit":  # a unit in the cell says more than the heading's
            number, kind = round(number * scale, 6), "unit" if scale != 1 else kind
        draft.values[column.name] = spell_number(number)
        if kind:
            self._repair(draft, column.name, value, spell_number(number), kind)

    def _list_own_units(self, column: Column) -> list[str]:
        """What a column's unit is called, as behind its heading: 4 points, 300 dollars."""
        if column.unit is None:
            return []
        return [t(f"tables.unit.{column.unit}").casefold() for t in self.names.spoken]

    def _strip_own_unit(self, column: Column, text: str) -> str:
        low = text.casefold().rstrip()
        for word in self._list_own_units(column):
            if low.endswith(word) and low != word:
                return text.rstrip()[: -len(word)]
        return text

    def _parse_number(self, column: Column, value: Any) -> tuple[float | None, str | None]:
        """A number, and the kind of repair that it took."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return (float(value), None) if abs(value) < _MOST else (None, None)
        text = unicodedata.normalize("NFKC", show(value)).replace(" ", "").casefold()
        if len(text) > LONGEST:
            return None, None
        units: dict[str, float] = dict.fromkeys(self._list_own_units(column), 1)
        known = self.registry.settings.number_units
        units |= {word.casefold(): worth for word, worth in known.items()}
        unit = next(
            (word for word in sorted(units, key=len, reverse=True) if text.endswith(word)), ""
        )
        bare = text.removesuffix(unit).lstrip("¥£$€")
        if re.fullmatch(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", bare):
            number: float | None = float(bare.replace(",", ""))
        else:
            number = read_numeral(bare)
        if number is None or abs(number) >= _MOST:
            return None, None
        if unit:
            return round(number * units[unit], 6), "unit"
        is_plain = not self.typed and text == str(value).strip().casefold() and "," not in text
        return number, None if is_plain else "number_text"

    def _read_degrees(self, column: Column, value: Any, draft: Draft) -> None:
        degrees = read_degrees(value)
        if degrees is None:
            draft.problems.append(self._written("ledger.review.coordinate_unreadable", value))
        else:
            draft.values[column.name] = spell_number(degrees)

    def _read_truth(self, value: Any) -> str | None:
        if isinstance(value, bool):
            return str(value).lower()
        fold, words = self.registry.cleaner.fold, self.registry.settings.truth
        folded = fold(show(value))
        for truth, known in (("true", words.yes), ("false", words.no)):
            if folded == truth or folded in {fold(word) for word in known}:
                return truth
        return self.names.find(Column(name="", kind="truth"), show(value)).id

    def _call(self, column: Column, found: Named) -> str:
        record = (
            self.names.held.of(column.of or "").get(found.id or "")
            if column.kind == "ref"
            else None
        )
        return str((record or {}).get("name") or found.id)

    def _mask(self, name: str) -> Mask:
        cleaner = self.registry.cleaner
        return cleaner.mask if self.table.column(name).names_things else cleaner.mask_cell

    def _doubt(self, draft: Draft, key: str, column: Column, value: Any, **params: Any) -> None:
        named = Message(find_column_key(self.table.name, column.name))
        draft.problems.append(self._written(f"tables.review.{key}", value, column=named, **params))

    def _written(self, key: str, value: Any, **params: Any) -> Message:
        return Message(key, {"written": self.registry.cleaner.mask_cell(show(value)), **params})

    def _repair(
        self, draft: Draft, name: str, before: Any, after: Any, kind: str, *, counts: bool = True
    ) -> None:
        mask = self._mask(name)
        draft.repairs.append(Repair(name, mask(show(before)), mask(show(after)), kind, counts))


def split_list(text: str) -> str | None:
    """Several values in a cell as they are stored, joined by |; a | in it separates alone."""
    parts: Sequence[str] = text.split("|") if "|" in text else _LIST.split(text)
    return "|".join(" ".join(part.split()) for part in parts if part.strip()) or None


def spell_number(number: float) -> str:
    """A number as text, whole ones without decimals."""
    return str(int(number)) if number == int(number) else repr(number)


def spell_stored(column: Column, text: str | None) -> str | None:
    """A stored cell's text as this module writes it, so that the two can be compared."""
    if text is None or column.kind not in {"number", "degrees"}:
        return text
    return spell_number(float(text))


def tell_fault(table: Table, fault: Fault) -> Message:
    """What is wrong with a row, as its reason for review."""
    names = [Message(find_column_key(table.name, column)) for column in fault.columns]
    told = dict(zip(("first", "second"), names, strict=False)) | {"column": names[0]}
    return Message(f"tables.review.{fault.kind}", {**told, **fault.told})

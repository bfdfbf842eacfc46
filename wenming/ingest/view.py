"""One row of a table seen through its heading, and the draft that is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from wenming.config.ledger import LedgerSettings
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.counts import CountReader
from wenming.ingest.dates import Around, DateReader
from wenming.ingest.headings import Heading
from wenming.ingest.hours import HourReader
from wenming.ingest.lines import LineReader
from wenming.ingest.registry import Registry
from wenming.ingest.results import Message, Repair
from wenming.ingest.sheets import Row, is_blank
from wenming.ingest.text import MASK
from wenming.privacy import Mask
from wenming.signs import drop_unwritable

NOTHING_AROUND = Around()


@dataclass(frozen=True, slots=True)
class Readers:
    """What is needed to read a file's cells, made once for the file."""

    registry: Registry
    dates: DateReader
    counts: CountReader
    hours: HourReader
    lines: LineReader
    as_of: date
    crs: CoordinateSystem

    @classmethod
    def build(
        cls,
        registry: Registry,
        as_of: date,
        crs: CoordinateSystem,
        typed: bool = True,
        epoch_1904: bool = False,
    ) -> Readers:
        """Readers by the words of the registry's district; see `DateReader` for the last two."""
        settings = registry.settings
        return cls(
            registry=registry,
            dates=DateReader(settings, epoch_1904=epoch_1904, typed=typed),
            counts=CountReader(settings, typed=typed),
            hours=HourReader(settings, typed=typed),
            lines=LineReader(settings, registry.cleaner),
            as_of=as_of,
            crs=crs,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew in the process it is sent to: what readers remember is not sent."""
        dates = self.dates
        return Readers.build, (self.registry, self.as_of, self.crs, dates.typed, dates.epoch_1904)

    @property
    def settings(self) -> LedgerSettings:
        """The district's words and limits."""
        return self.registry.settings


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a table's rows: the nearest year and month, site and street; what
    of these a title line or the sheet's name says itself (`said`), which days are held against;
    whether the table says what is to come, and whether it has a row for each person."""

    around: Around = NOTHING_AROUND
    site_id: str | None = None
    street_id: str | None = None
    said: Around = NOTHING_AROUND
    is_plan: bool = False
    is_of_persons: bool = False


@dataclass(slots=True)
class Draft:
    """A row as far as it is understood. `problems` send it to review, `rejected` out.

    `title_key` is what the title is compared by; `site_key` and `date_key` tell rows apart whose
    site or date is not understood. `shows_held`: it has a day that has passed and people who came.
    """

    values: dict[str, Any] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)
    candidates: tuple[str, ...] = ()
    rejected: Message | None = None
    title_key: str = ""
    site_key: str = ""
    date_key: str = ""
    shows_held: bool = False

    def doubt(self, key: str, **params: Any) -> None:
        """Note why a person has to settle the row."""
        self.problems.append(Message(f"ledger.review.{key}", params))


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with its heading, its setting and the draft under way."""

    row: Row
    heading: Heading
    readers: Readers
    setting: Setting
    draft: Draft

    def columns(self, name: str) -> list[int]:
        """The columns of a field that have something in this row, the surest first."""
        return [
            index
            for index in self.heading.columns.get(name, ())
            if not is_blank(self.row.value(index))
        ]

    def cell(self, name: str) -> Any:
        """The value of a field's first column; None if it is blank, or there is none."""
        columns = self.heading.columns.get(name)
        if not columns:
            return None
        value = self.row.value(columns[0])
        return None if is_blank(value) else value

    def text(self, name: str, index: int | None = None) -> str | None:
        """A field's cell as clean text, its repairs noted; None where a mark says none."""
        columns = self.heading.columns.get(name)
        if not columns:
            return None
        index = columns[0] if index is None else index
        value = self.row.value(index)
        if is_blank(value):
            return None
        cleaner = self.readers.registry.cleaner
        text, kinds = cleaner.clean(value if isinstance(value, str) else show(value))
        self.note_filled(name, index)
        if cleaner.is_none(text):
            self.repair(name, value, "", "none_mark")
            return None
        for kind in kinds:
            self.repair(name, value, text, kind, counts=kind != "tidy")
        if self.heading.holds_names(index) and cleaner.names_person(text):
            self.repair(name, MASK, MASK, "masked")
            return MASK
        return text or None

    def plain(self, value: Any) -> Any:
        """A cell for a parser: text made simplified, anything else as it is."""
        if isinstance(value, str):
            return self.readers.registry.cleaner.read_plain(value)
        return value

    def is_none(self, value: Any) -> bool:
        """Whether a cell holds a mark for none, such as 无 or a dash."""
        return isinstance(value, str) and self.readers.registry.cleaner.is_none(value)

    def note_filled(self, name: str, index: int) -> None:
        """Note a value that came down from a merged range: understanding, not repair."""
        if index in self.row.filled:
            self.repair(name, "", self.row.value(index), "merged", counts=False)

    def repair(self, name: str, before: Any, after: Any, kind: str, *, counts: bool = True) -> None:
        """Note what became of a cell."""
        mask = self._mask(name)
        self.draft.repairs.append(Repair(name, mask(show(before)), mask(show(after)), kind, counts))

    def doubt(self, key: str, **params: Any) -> None:
        """Note why a person has to settle the row."""
        self.draft.doubt(key, **self._mask_all(params))

    def remark(self, key: str, **params: Any) -> None:
        """Note something that does not hold the row."""
        self.draft.remarks.append(Message(f"ledger.remark.{key}", self._mask_all(params)))

    def is_private(self, name: str, value: Any) -> bool:
        """Whether a field's cell holds what is not kept."""
        text = show(value)
        return self._mask(name)(text) != text

    def _mask(self, name: str) -> Mask:
        """How what stands in a field's cells is masked."""
        cleaner, columns = self.readers.registry.cleaner, self.heading.columns.get(name, ())
        alone = any(self.heading.holds_names(index) for index in columns[:1])
        return cleaner.mask_cell if alone else cleaner.mask

    def _mask_all(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """What fills a message; `field` says which cell it was written in, if any."""
        mask = self._mask(str(params.get("field", "")))
        return {name: mask(v) if isinstance(v, str) else v for name, v in params.items()}


def show(value: Any) -> str:
    """A cell as text, as a person would expect to see it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return drop_unwritable(value).strip() if isinstance(value, str) else str(value)

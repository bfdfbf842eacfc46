"""What intake says of a file: rows with their outcomes, repairs, reasons and values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Outcome(StrEnum):
    """What becomes of a row."""

    ACCEPTED = "accepted"
    REPAIRED = "repaired"
    REVIEW = "review"
    REJECTED = "rejected"
    SKIPPED = "skipped"


TAKEN = frozenset({Outcome.ACCEPTED, Outcome.REPAIRED})
KEPT = TAKEN | {Outcome.REVIEW}


class SkipKind(StrEnum):
    """Why a row is skipped, in the words of the neutral report."""

    HEADING = "heading"
    TITLE_LINE = "title line"
    NOTE = "note"
    SUBTOTAL = "subtotal"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person: the key of its translation and what fills it."""

    key: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repair:
    """One cell as it was written and as it was taken.

    `kind` names how (`script`, `date_style`, `estimate` and so on; each has a translation under
    `ledger.repair.`). `counts` is false for what is understanding rather than repair, which
    leaves a row accepted.
    """

    field: str
    before: str
    after: str
    kind: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a ledger, as a person finds it again.

    Files may have the same name: `batch` is the one in the store, or the number of the file among
    those that are handed in together.
    """

    file: str
    sheet: str
    row: int
    batch: str = field(default="", compare=False)


@dataclass(slots=True)
class RowResult:
    """One row of a ledger and what became of it.

    `values` is filled for rows that are kept (accepted, repaired, review): `title`, `started_on`,
    `ended_on` (date), `start_time`, `end_time` (time), `site_id`, `site_name`, `street_id`,
    `street`, `theme_id`, `theme_raw`, `team_id`, `team_raw`, `place`, `lon`, `lat` (WGS-84),
    `attendance`, `attendance_is_estimate`, `volunteers`, `service_hours`, `mode`, `note`.
    `raw` is the row as written, by heading, without the columns and numbers that are private.
    `candidates` are ids of sites that a person may choose from. `otherwise` is what a duplicate
    would be if the row it repeats were not there.
    """

    sheet: str
    row: int
    outcome: Outcome
    skip_kind: SkipKind | None = None
    duplicate_of: Place | None = None
    reasons: list[Message] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    raw: dict[str, str] = field(default_factory=dict)
    otherwise: RowResult | None = field(default=None, compare=False, repr=False)


class Rows(Protocol):
    """A file's rows in their order, wherever they are kept."""

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows by outcome; outcomes that no row has are there with 0."""

    def places_of(self, outcomes: Collection[Outcome]) -> Sequence[int]:
        """Where the rows of some outcomes stand."""

    def take(self, places: Sequence[int]) -> list[RowResult]:
        """The rows at some places, which come in order."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[RowResult]: ...
    def __getitem__(self, place: int, /) -> RowResult: ...


class ListedRows(list[RowResult]):
    """Rows in memory."""

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows by outcome."""
        counts = dict.fromkeys(Outcome, 0)
        for row in self:
            counts[row.outcome] += 1
        return counts

    def places_of(self, outcomes: Collection[Outcome]) -> Sequence[int]:
        """Where the rows of some outcomes stand."""
        return [place for place, row in enumerate(self) if row.outcome in outcomes]

    def take(self, places: Sequence[int]) -> list[RowResult]:
        """The rows at some places."""
        return [self[place] for place in places]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table in a ledger: its heading, the field it was understood as, and how that
    is known or why it is not read, as a key of `ledger.column.…`."""

    index: int
    heading: str
    field: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class TableShape:
    """Where a table's heading stands and what its columns were understood as."""

    sheet: str
    heading_rows: tuple[int, ...]
    columns: tuple[Column, ...]


@dataclass(slots=True)
class LedgerReport:
    """Everything intake has to say of one file. A refused file has no rows."""

    file: str
    refused: Message | None = None
    encoding: str | None = None
    hidden_sheets: list[str] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    tables: list[TableShape] = field(default_factory=list)
    rows: Rows = field(default_factory=lambda: ListedRows())

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows by outcome, every outcome named."""
        return self.rows.counts

"""A table's file read into rows with outcomes, each compared with what the store keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from openpyxl.utils import get_column_letter

from wenming import schema
from wenming.config import District
from wenming.errors import WenmingError
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.counts import CountReader
from wenming.ingest.damage import refusing_damage
from wenming.ingest.dates import DateReader
from wenming.ingest.files import open_book
from wenming.ingest.ledger import TELL_EVERY, OnRows
from wenming.ingest.lines import LineReader
from wenming.ingest.notes import note_book, note_hidden, note_private, note_uncalculated
from wenming.ingest.registry import Registry
from wenming.ingest.results import (
    TAKEN,
    Column,
    LedgerReport,
    ListedRows,
    Message,
    Outcome,
    Place,
    Repair,
    RowResult,
    SkipKind,
    TableShape,
)
from wenming.ingest.sheets import Book, is_blank
from wenming.ingest.view import show
from wenming.schema import Table
from wenming.schema.rules import find_faults
from wenming.schema.words import find_column_key
from wenming.tabular.cells import Cell, CellReader, Draft, spell_stored, tell_fault
from wenming.tabular.evidence import complete_heading, list_unread
from wenming.tabular.headings import COORDINATES, Heading, HeadingFinder
from wenming.tabular.identity import Earlier, Identities, Identity, Values, bites
from wenming.tabular.labels import HeldRecords, Record
from wenming.tabular.lines import Line, LineSorter
from wenming.tabular.names import Names
from wenming.tabular.persons import hide_persons, mask_raw
from wenming.tabular.places import place_row, read_pair
from wenming.translation import build_readers


@dataclass(slots=True)
class _Read:
    """A row under way: its draft, and the record it is about."""

    line: Line
    result: RowResult
    draft: Draft
    identity: Identity | None = None


class TableReader:
    """Reads the files of one batch, in their order: later ones are compared with those before.

    `earlier` is what other readers of the batch had read before. With `replace` nothing stored is
    compared with: the rows are to stand alone. `columns` maps headings to the columns a person
    chose for them, an empty text to none.
    """

    def __init__(
        self,
        table: Table,
        *,
        district: District,
        registry: Registry,
        held: HeldRecords,
        as_of: date,
        crs: CoordinateSystem = CoordinateSystem.WGS84,
        replace: bool = False,
        columns: Mapping[str, str] | None = None,
        earlier: Earlier | None = None,
    ) -> None:
        self._table, self._district, self._registry, self._held = table, district, registry, held
        self._as_of, self._crs = as_of, crs
        cleaner = registry.cleaner
        spoken = build_readers(district)
        finder = HeadingFinder(table, registry.settings, cleaner, spoken, columns or {})
        self._sorter = LineSorter(table, finder, LineReader(registry.settings, cleaner))
        self._names = Names(table, district, held, registry)
        stored = held.of(table.name)
        records: dict[str, Values] = {}
        if not replace:
            records = {key: self._spell(row) for key, row in stored.items()}
        self._known = Identities(table, self._names, cleaner.fold, records, set(stored))
        self.earlier = Earlier()
        for key, values in (earlier or self.earlier).records:
            self._keep(key, values)
        self.earlier.said.update((earlier or self.earlier).said)
        self.earlier.unread.update((earlier or self.earlier).unread)

    def _keep(self, key: str, values: Values) -> None:
        """Let later rows name the record that a row is about."""
        self._known.keep(key, values)
        self._names.add_own(key, values)
        self.earlier.records.append((key, values))

    def read(
        self,
        path: Path,
        *,
        name: str | None = None,
        on_rows: OnRows = lambda rows, share: None,
    ) -> LedgerReport:
        """Read one file. `name` is what people call it, where the path is only temporary.

        `on_rows` hears now and then how many rows were read so far, for a progress bar.
        """
        report = LedgerReport(self._registry.cleaner.mask_title(name or path.name))
        report.rows = rows = ListedRows()
        try:
            with refusing_damage(report.file):
                self._read(path, report, rows, on_rows)
        except WenmingError as error:
            told = Message(error.key, {**error.params, "file": report.file})
            return LedgerReport(report.file, refused=told)
        return report

    def _read(self, path: Path, report: LedgerReport, rows: ListedRows, on_rows: OnRows) -> None:
        book = open_book(path, self._registry.settings, self._registry.cleaner.mask_title)
        lines = list(_tell_rows(self._list_lines(book, report), 0, on_rows))
        if not any(line.heading for line in lines):
            key = "tables.refused.no_heading" if lines else "ledger.refused.empty"
            raise WenmingError(key, file=report.file)
        report.notes += [*note_book(book), *note_hidden(report.hidden_sheets)]
        rows += self._judge(_tell_rows(lines, len(lines), on_rows), book, report.file)

    def _list_lines(self, book: Book, report: LedgerReport) -> Iterator[Line]:
        for sheet in book.sheets:
            if sheet.is_hidden:
                report.hidden_sheets.append(sheet.name)
            lines = list(self._sorter.sort(sheet))
            told: dict[int, dict[int, str]] = {}  # by the heading's row
            for line in [line for line in lines if line.skip is SkipKind.HEADING]:
                lines = self._complete(line.heading, lines, told)
            lines = list(hide_persons(lines))
            for line in lines:
                if line.skip is SkipKind.HEADING and line.heading is not None:
                    guessed = told.get(line.heading.row, {})
                    self._note_heading(sheet.name, line.heading, guessed, report)
            yield from lines
            report.notes += note_uncalculated(sheet)

    def _complete(
        self, heading: Heading | None, lines: list[Line], told: dict[int, dict[int, str]]
    ) -> list[Line]:
        """The lines with what the cells under a heading tell of its columns."""
        if heading is None:
            return lines
        rows = [line.row for line in lines if line.heading is heading and line.skip is None]
        complete, told[heading.row] = complete_heading(heading, rows, self._table, self._names)
        return [
            replace(line, heading=complete) if line.heading is heading else line for line in lines
        ]

    def _note_heading(
        self, sheet: str, heading: Heading, guessed: Mapping[int, str], report: LedgerReport
    ) -> None:
        columns = tuple(
            Column(index, text, field_name, _tell_why(field_name, index in guessed))
            for index, text in heading.texts.items()
            for field_name in [heading.field_of(index)]
        )
        report.tables.append(TableShape(sheet, (heading.row,), columns))
        private = (heading.texts[index] for index in sorted(heading.private))
        report.notes += note_private(sheet, private)
        if heading.unclear:
            told = {"sheet": sheet, "columns": list(heading.unclear)}
            report.notes.append(Message("tables.note.unclear_unit", told))

    def _judge(self, lines: Iterable[Line], book: Book, file: str) -> list[RowResult]:
        """The outcome of every row; the rows of one file may name each other."""
        settings = self._registry.settings
        cells = CellReader(
            table=self._table,
            names=self._names,
            registry=self._registry,
            dates=DateReader(settings, epoch_1904=book.epoch_1904, typed=book.typed),
            counts=CountReader(settings, typed=book.typed),
            as_of=self._as_of,
            typed=book.typed,
        )
        rows = [self._begin(line, cells) for line in lines]
        read = [row for row in rows if row.line.skip is None]
        for row in read:
            self._identify(row)
        for row in read:
            self._conclude(row, cells, file)
        self._hold_back_orphans(read)
        return [row.result for row in rows]

    def _begin(self, line: Line, cells: CellReader) -> _Read:
        """Read the cells of a row, but for those that may name other rows of the file."""
        result = RowResult(line.sheet, line.row.number, Outcome.SKIPPED, raw=self._raw(line))
        row = _Read(line, result, Draft())
        if line.skip is not None or line.heading is None:
            result.skip_kind = line.skip
            kind = (line.skip or SkipKind.NOTE).value.replace(" ", "_")
            result.reasons = [line.reason or Message(f"tables.skip.{kind}")]
            return row
        self._read_cells(
            row, cells, [each for each in self._table.columns if not self._is_own(each)]
        )
        pair = line.heading.columns.get(COORDINATES)
        if pair is not None and not is_blank(line.row.value(pair)):
            read_pair(line.row.value(pair), row.draft)
        place_row(self._table, row.draft, self._registry, self._held, self._crs)
        return row

    def _is_own(self, column: schema.Column) -> bool:
        """Whether a column names rows of its own table."""
        return column.of == self._table.name

    @staticmethod
    def _read_cells(row: _Read, cells: CellReader, columns: Iterable[schema.Column]) -> None:
        heading = row.line.heading
        for column in columns:
            index = None if heading is None else heading.columns.get(column.name)
            if heading is not None and index is not None:
                cell = Cell(row.line.row, index, heading.scales.get(column.name, 1))
                cells.read(column, cell, row.draft)

    def _identify(self, row: _Read) -> None:
        """Find the record of a row, and let other rows name it."""
        draft = row.draft
        if not draft.problems and not any(draft.values.values()):
            return
        given = draft.values.get(self._table.key)
        if not given and all(draft.values.get(name) is None for name in self._needed()):
            return
        identity = self._known.find(draft)
        if identity is None:
            return
        draft.keep_stored(identity.before or {})
        effective = {**(identity.before or {}), **draft.values, self._table.key: identity.id}
        row.identity = identity
        self._keep(identity.id, effective)

    def _needed(self) -> list[str]:
        return [column.name for column in self._table.columns if column.required]

    def _conclude(self, row: _Read, cells: CellReader, file: str) -> None:
        """Finish a row's values and say what becomes of it."""
        draft, result, identity = row.draft, row.result, row.identity
        self._read_cells(row, cells, filter(self._is_own, self._table.columns))
        result.repairs, result.remarks = draft.repairs, draft.remarks
        result.candidates = draft.candidates
        if identity is None and not draft.problems:
            result.outcome = Outcome.REJECTED
            result.reasons = [Message("tables.reject.nothing")]
            return
        if identity is not None:
            before = identity.before
            result.values = {**(before or {}), **draft.values, self._table.key: identity.id}
            draft.problems += [
                tell_fault(self._table, fault)
                for fault in find_faults(
                    self._table, result.values, given=None if before is None else draft.values
                )
                if fault.kind != "missing" or fault.columns[0] not in draft.unread
            ]
            if self._is_repeat(row, identity, file):
                return
            self._note_changes(row, before)
        else:
            result.values = dict(draft.values)
        result.reasons = draft.problems
        if draft.problems:
            result.outcome = Outcome.REVIEW
        elif any(repair.counts for repair in draft.repairs):
            result.outcome = Outcome.REPAIRED
        else:
            result.outcome = Outcome.ACCEPTED

    def _is_repeat(self, row: _Read, identity: Identity, file: str) -> bool:
        """Set a row aside that says what is stored, or what an earlier row said."""
        draft, result = row.draft, row.result
        place = Place(file, result.sheet, result.row)
        first, said = self.earlier.said.setdefault(identity.id, (place, result.values))
        if first is place:
            self._says_more(row, place)
        if first is not place:
            told = {"file": first.file, "sheet": first.sheet, "row": first.row}
            if said == result.values and not self._says_more(row, first):
                self._skip(result, Message("tables.skip.repeat", told), first)
                return True
            draft.problems.append(Message("tables.review.twice", told))
            return False
        before = None if draft.problems else identity.before
        if before is None or any(before.get(key) != value for key, value in result.values.items()):
            return False
        self._skip(result, Message("tables.skip.same", {"id": identity.id}), None)
        return True

    def _says_more(self, row: _Read, first: Place) -> bool:
        """Whether a row differs from the one it repeats in what was not understood."""
        unread = [] if row.line.heading is None else list_unread(row.line.heading, row.line.row)
        return self.earlier.unread.setdefault(first, unread) != unread

    @staticmethod
    def _skip(result: RowResult, reason: Message, of: Place | None) -> None:
        result.outcome, result.skip_kind = Outcome.SKIPPED, SkipKind.DUPLICATE
        result.reasons, result.duplicate_of = [reason], of
        result.repairs = []

    def _note_changes(self, row: _Read, before: Values | None) -> None:
        """Tell each stored value that a row changes, unless a repair of the cell tells it."""
        if before is None:
            return
        for name, value in row.draft.values.items():
            if before.get(name) != value:
                told = (before.get(name) or "", value or "")
                row.draft.repairs.append(Repair(name, *told, "changed", counts=False))

    def _hold_back_orphans(self, rows: list[_Read]) -> None:
        """A row that names another of its table waits where that one is not taken."""
        column = next(filter(self._is_own, self._table.columns), None)
        if column is None:
            return
        parents = {
            row.identity.id: row.result.values.get(column.name)
            for row in rows
            if row.identity is not None and row.result.outcome in TAKEN
        }
        stored = self._held.of(self._table.name)
        changed = True
        while changed:
            changed = False
            for row in rows:
                key = row.identity.id if row.identity else None
                parent = parents.get(key or "")
                if key not in parents or parent is None:
                    continue
                if (parent in stored or parent in parents) and not bites(
                    key or "", parents, stored, column.name
                ):
                    continue
                named = Message(find_column_key(self._table.name, column.name))
                told = {"column": named, "id": parent}
                row.result.reasons.append(Message("tables.review.parent_not_taken", told))
                row.result.outcome = Outcome.REVIEW
                del parents[key or ""]
                changed = True

    def _raw(self, line: Line) -> dict[str, str]:
        """The row as written, by heading, without what is private."""
        cleaner = self._registry.cleaner
        raw: dict[str, str] = {}
        before = ""
        for index in line.row.own():
            heading = line.heading
            if heading and index in heading.private and line.skip is not SkipKind.HEADING:
                continue
            name = heading.texts.get(index) if heading and line.skip is None else None
            name = name or get_column_letter(index + 1)
            name = name if name not in raw else f"{name} ({get_column_letter(index + 1)})"
            text = show(line.row.values[index])
            raw[name] = mask_raw(line, index, before, text, self._table, cleaner)
            before = text
        return raw

    def _spell(self, record: Record) -> Values:
        return {
            column.name: spell_stored(column, record.get(column.name))
            for column in self._table.columns
        }


def _tell_why(name: str | None, is_told: bool) -> str:
    """How a column's field is known, as a key of `ledger.column.…`."""
    if name is None:
        return "unknown"
    return "likely" if is_told else "name"


def _tell_rows(lines: Iterable[Line], count: int, on_rows: OnRows) -> Iterator[Line]:
    """The lines, told now and then as they go; `count` is how many there are, 0: not known."""
    for number, line in enumerate(lines, 1):
        yield line
        if number % TELL_EVERY == 0:
            on_rows(number, number / count if count else 0)

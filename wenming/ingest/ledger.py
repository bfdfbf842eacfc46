"""A ledger's file read into rows with outcomes; nothing is written anywhere."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from wenming.config.ledger import LedgerSettings
from wenming.errors import WenmingError
from wenming.ingest.beside import part_tables
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.damage import refusing_damage
from wenming.ingest.files import open_book
from wenming.ingest.headings import CHOSEN, COMPOSED, LOOSE, UNREAD, Heading, HeadingFinder
from wenming.ingest.longfile import LongFile
from wenming.ingest.notes import (
    note_book,
    note_columns,
    note_hidden,
    note_kinds,
    note_mended,
    note_private,
    note_side_by_side,
    note_uncalculated,
    note_unseen,
)
from wenming.ingest.raw import show_raw
from wenming.ingest.registry import Registry
from wenming.ingest.repeats import (
    Earlier,
    Existing,
    Held,
    HeldInMemory,
    Likeness,
    NothingHeld,
    find_repeat,
    note_repeat,
)
from wenming.ingest.results import (
    Column,
    LedgerReport,
    Message,
    Outcome,
    Place,
    RowResult,
    SkipKind,
    TableShape,
)
from wenming.ingest.sheets import Book, Sheet
from wenming.ingest.spool import Listing
from wenming.ingest.tables import Block, Line, SheetReader
from wenming.ingest.view import Draft, Readers

_BLOCK = 20_000  # rows of a long file understood together
TELL_EVERY = 500
_USUALLY = gc.get_threshold()
_RARELY = (50_000, 20, 100)  # 70 times as rarely; rarer still is no faster
OnRows = Callable[[int, float], None]
"""Hears how many rows of a file were read, and what share of the file that was."""


class LedgerReader:
    """Reads ledgers of one batch: rows are compared with the store and with each other.

    Use one reader for all files of a batch, in their order. `columns` maps headings to the fields
    a person chose for them, where intake had them wrong. `earlier` is what other readers of the
    batch had read before.
    """

    def __init__(
        self,
        *,
        registry: Registry,
        settings: LedgerSettings,
        as_of: date,
        crs: CoordinateSystem = CoordinateSystem.WGS84,
        existing: Existing | None = None,
        columns: Mapping[str, str] | None = None,
        earlier: Earlier | None = None,
    ) -> None:
        self._registry = registry
        self._settings = settings
        self._as_of = as_of
        self._crs = crs
        self._existing = existing or NothingHeld()
        self._finder = HeadingFinder(settings, registry.cleaner, columns)
        self.earlier = earlier or Earlier()
        self._begin_file()

    def read(
        self,
        path: Path | str,
        *,
        name: str | None = None,
        on_rows: OnRows = lambda rows, share: None,
    ) -> LedgerReport:
        """Read one file. `name` is what people call it, where the path is only temporary.

        `on_rows` hears now and then how many rows were read so far, for a progress bar.
        """
        path = Path(path)
        report = LedgerReport(self._registry.cleaner.mask_title(name or path.name))
        self._begin_file()
        try:
            with refusing_damage(report.file):
                book = open_book(path, self._settings, self._registry.cleaner.mask_title)
                if book.is_long:
                    self._read_long(book, report, on_rows)
                else:
                    self._read_rows(book, report, on_rows)
        except WenmingError as error:
            refused = Message(error.key, {**error.params, "file": report.file})
            return LedgerReport(report.file, refused, report.encoding)
        return report

    def _read_rows(self, book: Book, report: LedgerReport, on_rows: OnRows) -> None:
        """Read a file row by row."""
        rows = Listing()
        for result in self._walk(book, report):
            assert isinstance(result, RowResult)  # noqa: S101 - blocks are of long files
            rows.add(result)
            if len(rows) % TELL_EVERY == 0:
                on_rows(len(rows), book.share())
        report.rows = rows.finish()
        self.earlier.files.append(self._held)
        self.earlier.unclear.end_file()

    def _read_long(self, book: Book, report: LedgerReport, on_rows: OnRows) -> None:
        """Read a file in blocks onto disk."""
        rows = LongFile(report.file, self._number, self._registry, self._existing, self.earlier)
        read = 0
        with _search_garbage_rarely(), rows:
            for found in self._walk(book, report, block=_BLOCK):
                if isinstance(found, RowResult):
                    rows.add_line(found)
                    read += 1
                    continue
                skipped = (found.skipped[place] for place in sorted(found.skipped))
                rows.add_block(found, [self._result(line, "", report.file) for line in skipped])
                read += found.count
                on_rows(read, book.share())
            rows.finish()
        report.rows = rows.spool
        self.earlier.files.append(rows.held)
        self.earlier.unclear.end_file()

    def _walk(
        self, book: Book, report: LedgerReport, *, block: int = 0
    ) -> Iterator[RowResult | Block]:
        """Yield a file's rows in order and fill in the rest of the report on the way; with
        `block`, rows of a table come together, so many at most.

        Raises WenmingError where the file has to be refused; rows yielded before are then void.
        """
        report.encoding = book.encoding
        report.notes += note_book(book)
        readers = self._readers(book)
        found_rows = False
        last_heading: Heading | None = None
        withheld: list[RowResult] = []
        for sheet in self._sheets(book, report):
            stem = Path(report.file).stem
            reader = SheetReader(sheet, readers, self._finder, stem, last_heading)
            for found in reader.blocks(block) if block else reader.lines():
                found_rows = True
                if isinstance(found, Block):
                    last_heading = found.reader.heading
                    yield found
                    continue
                result = self._result(found, sheet.name, report.file)
                last_heading = found.heading or last_heading
                if last_heading is None:
                    withheld.append(result)
                    if len(withheld) > self._settings.max_preamble:
                        raise WenmingError("ledger.refused.no_heading", file=report.file)
                    continue
                yield from withheld
                withheld.clear()
                yield result
            self._note_sheet(sheet, reader, report)
        if last_heading is None:
            key = "no_heading" if found_rows else "empty"
            raise WenmingError(f"ledger.refused.{key}", file=report.file)
        report.notes += note_mended(book.mended)
        report.notes += note_hidden(report.hidden_sheets)

    def _sheets(self, book: Book, report: LedgerReport) -> Iterator[Sheet]:
        """A file's sheets; of a workbook's each table, where several stand side by side."""
        for sheet in book.sheets:
            if sheet.is_hidden:
                report.hidden_sheets.append(sheet.name)
            parts = part_tables(sheet, self._finder) if book.typed else [sheet]
            for count, part in enumerate(parts):
                if count == 1:
                    report.notes += note_side_by_side(sheet)
                yield part

    def _begin_file(self) -> None:
        """Forget the file before; rows of one that was refused on the way are void."""
        self._held = HeldInMemory()
        self._number = str(len(self.earlier.files) + 1)
        self.earlier.unclear.begin_file()
        self._themes: set[str] = set()
        self._teams: set[str] = set()

    def _readers(self, book: Book) -> Readers:
        return Readers.build(self._registry, self._as_of, self._crs, book.typed, book.epoch_1904)

    def _note_sheet(self, sheet: Sheet, reader: SheetReader, report: LedgerReport) -> None:
        report.tables += [_shape(sheet.name, heading) for heading in reader.headings]
        if reader.has_inherited:
            report.notes.append(Message("ledger.note.continued_heading", {"sheet": sheet.name}))
        report.notes += note_unseen(sheet, reader.hidden_rows)
        report.notes += note_kinds(sheet, has_plan=reader.has_plan, has_persons=reader.has_persons)
        if reader.has_open_order and self._settings.date_order != "ymd":
            order = Message(f"ledger.order.{self._settings.date_order}")
            report.notes.append(
                Message("ledger.note.open_order", {"sheet": sheet.name, "order": order})
            )
        report.notes += note_columns(sheet.name, reader.headings)
        report.notes += note_uncalculated(sheet)
        report.notes += note_private(
            sheet.name,
            (each.texts[index] for each in reader.headings for index in each.private_columns()),
        )

    def _result(self, line: Line, sheet: str, file: str) -> RowResult:
        result = RowResult(sheet, line.row.number, Outcome.SKIPPED, raw=self._raw(line))
        if line.reader is None:
            result.skip_kind = line.skip
            result.reasons = [line.reason or Message(f"ledger.skip.{_key(line.skip)}")]
            return result
        draft = line.reader.read(line.row)
        result.repairs, result.remarks = draft.repairs, draft.remarks
        if draft.rejected is not None:
            result.outcome, result.reasons = Outcome.REJECTED, [draft.rejected]
            return result
        result.values, result.candidates = draft.values, draft.candidates
        result.reasons = draft.problems
        if result.reasons:
            result.outcome = Outcome.REVIEW
        elif any(repair.counts for repair in draft.repairs):
            result.outcome = Outcome.REPAIRED
        else:
            result.outcome = Outcome.ACCEPTED
        if not line.reader.setting.is_of_persons:
            self._compare(result, draft, Place(file, sheet, line.row.number, self._number))
        if result.skip_kind is not SkipKind.DUPLICATE:
            result.remarks = [*draft.remarks, *self._first_seen(draft)]
        return result

    def _first_seen(self, draft: Draft) -> Iterable[Message]:
        """Themes and teams not known, each text told once."""
        values = draft.values
        theme, team = values["theme_raw"], values["team_raw"]
        if theme and theme not in self._themes and self._registry.match_theme(theme) is None:
            self._themes.add(theme)
            yield Message("ledger.remark.unknown_theme", {"theme": theme})
        if team and values["team_id"] is None and team not in self._teams:
            self._teams.add(team)
            yield Message("ledger.remark.unknown_team", {"team": team})

    def _compare(self, result: RowResult, draft: Draft, place: Place) -> None:
        """Set the row aside if it repeats another, or else hold it for rows to come."""
        values = draft.values
        if draft.problems:
            # What is not understood, or was settled otherwise since, is known by its own words.
            written = self._existing.held_as_written(result.raw)
            if written is not None:
                note_repeat(result, Likeness.DUPLICATE, written, 100)
                return
        if not values["title"] or not draft.site_key:
            return
        fold = self._registry.cleaner.fold
        held = Held.from_values(values, draft.title_key, place)
        day, site_id = values["started_on"], values["site_id"]
        if day is None or site_id is None:
            keys = {"site_key": draft.site_key, "date_key": draft.date_key}
            others = self.earlier.unclear.find_like(held, day=day, **keys)
        else:
            stored = self._existing.held_at(site_id, day)
            others = [replace(row, title=fold(row.title)) for row in stored]
            for earlier in (*self.earlier.files, self._held):
                others += earlier.held_at(site_id, day)
        repeat = find_repeat(held, others, self._settings.near_match_percent)
        if repeat is not None:
            note_repeat(result, repeat.likeness, repeat.of.place, repeat.percent)
            if repeat.likeness is Likeness.DUPLICATE:
                return
        if day is not None and site_id is not None:
            self._held.add(site_id, day, held)

    def _raw(self, line: Line) -> dict[str, str]:
        """The row as written, by heading, without what is private."""
        return show_raw(
            line.row,
            line.heading,
            self._registry.cleaner,
            is_heading=line.skip is SkipKind.HEADING,
            is_activity=line.reader is not None,
        )


def read_ledger(
    path: Path | str,
    *,
    registry: Registry,
    settings: LedgerSettings,
    as_of: date,
    crs: CoordinateSystem = CoordinateSystem.WGS84,
    existing: Existing | None = None,
    columns: Mapping[str, str] | None = None,
) -> LedgerReport:
    """Read one ledger. See `LedgerReader` for files that come together."""
    reader = LedgerReader(
        registry=registry,
        settings=settings,
        as_of=as_of,
        crs=crs,
        existing=existing,
        columns=columns,
    )
    return reader.read(path)


@contextmanager
def _search_garbage_rarely() -> Iterator[None]:
    """Have Python look more rarely for objects that hold each other: rows never do, and looking
    through them again and again takes a tenth of the reading. What else the process does meanwhile
    is still looked through."""
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*_USUALLY)


def _key(kind: SkipKind | None) -> str:
    return (kind or SkipKind.NOTE).value.replace(" ", "_")


def _told_of(heading: Heading, index: int) -> tuple[str | None, str]:
    """The field a column was taken for, and why it was not read or was read in company."""
    meaning = heading.meanings.get(index)
    if meaning is None:
        return None, "unknown"
    if meaning.field == UNREAD:
        return None, meaning.why
    if meaning.field in heading.added:
        return meaning.field, "added"
    if meaning.field in heading.asked:
        return meaning.field, "asked"
    if meaning.rank == CHOSEN:
        return meaning.field, "chosen"
    return meaning.field, "parts" if COMPOSED <= meaning.rank < LOOSE else (
        "name" if meaning.rank < COMPOSED else "likely"
    )


def _shape(sheet: str, heading: Heading) -> TableShape:
    columns = tuple(
        Column(index, text, *_told_of(heading, index))
        for index, text in sorted(heading.texts.items())
    )
    return TableShape(sheet, heading.rows, columns)

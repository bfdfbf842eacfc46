"""A ledger's file read into rows with outcomes; nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from wenming.config.ledger import LedgerSettings
from wenming.errors import WenmingError
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.counts import CountReader
from wenming.ingest.dates import DateReader
from wenming.ingest.files import open_book
from wenming.ingest.headings import Heading, HeadingFinder
from wenming.ingest.hours import HourReader
from wenming.ingest.lines import LineReader
from wenming.ingest.registry import Registry
from wenming.ingest.repeats import Existing, Held, HeldInMemory, Likeness, NothingHeld, find_repeat
from wenming.ingest.results import (
    KEPT,
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
from wenming.ingest.tables import Line, SheetReader
from wenming.ingest.view import Draft, Readers, show

_SHOWN_CELLS = 8
_Unclear = tuple[str, str, str]  # site, day and title, as far as they are known


class LedgerReader:
    """Reads ledgers of one batch: rows are compared with the store and with each other.

    Use one reader for all files of a batch, in their order. `columns` maps headings to the fields
    a person chose for them, where intake had them wrong.
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
    ) -> None:
        self._registry = registry
        self._settings = settings
        self._as_of = as_of
        self._crs = crs
        self._existing = existing or NothingHeld()
        self._finder = HeadingFinder(settings, registry.cleaner, columns)
        self._lines = LineReader(settings, registry.cleaner)
        self._batch = HeldInMemory()
        self._unclear: dict[_Unclear, Held] = {}
        self._begin_file()

    def read(
        self,
        path: Path | str,
        *,
        name: str | None = None,
        on_row: Callable[[RowResult], None] = lambda row: None,
    ) -> LedgerReport:
        """Read one file. `name` is what people call it, where the path is only temporary.

        `on_row` hears of each row as it is read, for a progress bar.
        """
        path = Path(path)
        report = LedgerReport(name or path.name)
        rows = self.stream(path, report)
        try:
            for row in rows:
                report.rows.append(row)
                on_row(row)
        except WenmingError as error:
            report.rows.clear()
            report.tables.clear()
            report.refused = Message(error.key, {**error.params, "file": report.file})
        return report

    def stream(self, path: Path, report: LedgerReport) -> Iterator[RowResult]:
        """Yield a file's rows one by one and fill in the rest of the report on the way.

        Raises WenmingError where the file has to be refused; rows yielded before are then void.
        """
        self._begin_file()
        book = open_book(path, self._settings)
        report.encoding = book.encoding
        self._note_book(book, report)
        readers = self._readers(book)
        found_rows = False
        last_heading: Heading | None = None
        withheld: list[RowResult] = []
        for sheet in book.sheets:
            if sheet.is_hidden:
                report.hidden_sheets.append(sheet.name)
            stem = Path(report.file).stem
            reader = SheetReader(sheet, readers, self._finder, stem, last_heading)
            for line in reader.lines():
                found_rows = True
                result = self._result(line, sheet.name, report.file)
                last_heading = line.heading or last_heading
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
        self._batch.join(self._held)
        self._unclear = {**self._unclear_here, **self._unclear}
        if report.hidden_sheets:
            names = "、".join(report.hidden_sheets)
            report.notes.append(Message("ledger.note.hidden_sheets", {"sheets": names}))

    def _begin_file(self) -> None:
        """Forget the file before; rows of one that was refused on the way are void."""
        self._held = HeldInMemory()
        self._unclear_here: dict[_Unclear, Held] = {}
        self._themes: set[str] = set()
        self._teams: set[str] = set()

    def _readers(self, book: Book) -> Readers:
        return Readers(
            registry=self._registry,
            dates=DateReader(self._settings, epoch_1904=book.epoch_1904, typed=book.typed),
            counts=CountReader(self._settings, typed=book.typed),
            hours=HourReader(self._settings, typed=book.typed),
            lines=self._lines,
            as_of=self._as_of,
            crs=self._crs,
        )

    def _note_book(self, book: Book, report: LedgerReport) -> None:
        if book.encoding:
            report.notes.append(Message("ledger.note.encoding", {"encoding": book.encoding}))
        if book.has_macros:
            report.notes.append(Message("ledger.note.macros"))
        if book.external_links:
            links = "、".join(book.external_links)
            report.notes.append(Message("ledger.note.external_links", {"links": links}))

    def _note_sheet(self, sheet: Sheet, reader: SheetReader, report: LedgerReport) -> None:
        report.tables += [_shape(sheet.name, heading) for heading in reader.headings]
        if reader.has_inherited:
            report.notes.append(Message("ledger.note.continued_heading", {"sheet": sheet.name}))
        if sheet.uncalculated:
            cells = "、".join(sheet.uncalculated[:_SHOWN_CELLS])
            told = {"sheet": sheet.name, "count": len(sheet.uncalculated), "cells": cells}
            report.notes.append(Message("ledger.note.uncalculated", told))
        self._note_private(reader.headings, sheet.name, report)

    def _note_private(self, headings: Sequence[Heading], sheet: str, report: LedgerReport) -> None:
        names = dict.fromkeys(
            heading.texts[index] for heading in headings for index in heading.private_columns()
        )
        if names:
            params = {"sheet": sheet, "columns": "、".join(names)}
            report.notes.append(Message("ledger.note.private_columns", params))

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
        self._compare(result, draft, Place(file, sheet, line.row.number))
        if result.outcome is Outcome.SKIPPED:
            return result
        result.remarks = [*draft.remarks, *self._first_seen(draft)]
        result.reasons = draft.problems
        if draft.problems:
            result.outcome = Outcome.REVIEW
        elif any(repair.counts for repair in draft.repairs):
            result.outcome = Outcome.REPAIRED
        else:
            result.outcome = Outcome.ACCEPTED
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
        """Set the row aside if it repeats another, or else hold it for rows to come.

        The result is left as skipped only where it is a duplicate.
        """
        result.outcome = Outcome.REVIEW
        values = draft.values
        if draft.problems:
            # What is not understood, or was settled otherwise since, is known by its own words.
            written = self._existing.held_as_written(result.raw)
            if written is not None:
                _skip_as_duplicate(result, written)
                return
        if not values["title"] or not draft.site_key:
            return
        held = Held(
            self._registry.cleaner.fold(values["title"]),
            values["start_time"],
            values["attendance"],
            values["volunteers"],
            values["service_hours"],
            place,
        )
        day: date | None = values["started_on"]
        if day is None or values["site_id"] is None:
            others: list[Held] = self._unclear_like(held, draft, day)
        else:
            fold = self._registry.cleaner.fold
            stored = self._existing.held_at(values["site_id"], day)
            others = [replace(row, title=fold(row.title)) for row in stored]
            others += self._batch.held_at(values["site_id"], day)
            others += self._held.held_at(values["site_id"], day)
        repeat = find_repeat(held, others, self._settings.near_match_percent)
        if repeat is not None and repeat.likeness is Likeness.DUPLICATE:
            _skip_as_duplicate(result, repeat.of.place)
            return
        if repeat is not None:
            params = {**_where(repeat.of.place), "percent": round(repeat.percent)}
            draft.problems.append(Message(f"ledger.review.repeat_{repeat.likeness.value}", params))
        if day is not None and values["site_id"] is not None:
            self._held.add(values["site_id"], day, held)

    def _unclear_like(self, held: Held, draft: Draft, day: date | None) -> list[Held]:
        """Rows before this one of the same title whose site or day was written the same, though
        not understood."""
        if not draft.date_key:
            return []
        key = (draft.site_key, day.isoformat() if day else draft.date_key, held.title)
        earlier = self._unclear.get(key) or self._unclear_here.setdefault(key, held)
        return [] if earlier is held else [earlier]

    def _raw(self, line: Line) -> dict[str, str]:
        """The row as written, by heading, without what is private."""
        heading, row = line.heading, line.row
        mask = self._registry.cleaner.mask
        private = set(heading.private_columns()) if heading is not None else set()
        raw: dict[str, str] = {}
        for index in row.own():
            if index in private and line.skip is not SkipKind.HEADING:
                continue
            text = mask(show(row.values[index]))
            name = heading.texts.get(index) if heading is not None and line.reader else None
            raw[_free_name(raw, name or _letter(index))] = text
        return raw


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


def kept_rows(report: LedgerReport) -> Iterator[RowResult]:
    """Rows of a report that go into the store: taken, or waiting for review."""
    return (row for row in report.rows if row.outcome in KEPT)


def _skip_as_duplicate(result: RowResult, of: Place) -> None:
    result.outcome, result.skip_kind = Outcome.SKIPPED, SkipKind.DUPLICATE
    result.duplicate_of = of
    result.reasons = [Message("ledger.skip.duplicate", _where(of))]
    result.values, result.repairs = {}, []


def _where(place: Place) -> dict[str, Any]:
    return {"file": place.file, "sheet": place.sheet, "row": place.row}


def _key(kind: SkipKind | None) -> str:
    return (kind or SkipKind.NOTE).value.replace(" ", "_")


def _shape(sheet: str, heading: Heading) -> TableShape:
    columns = tuple(
        Column(index, text, heading.field_of(index))
        for index, text in sorted(heading.texts.items())
    )
    return TableShape(sheet, heading.rows, columns)


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

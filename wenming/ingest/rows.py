"""One row of a table made into values, with its repairs and what keeps it from being taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from wenming.ingest.headings import Heading
from wenming.ingest.locations import read_coordinates, read_site
from wenming.ingest.moments import read_moment
from wenming.ingest.results import Message
from wenming.ingest.sheets import Row
from wenming.ingest.tallies import read_hours, read_people
from wenming.ingest.view import Draft, Readers, RowView, Setting


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a row that is understood by itself: from the cells of its columns, and from the
    values `given` that parts before it made. What stands in other columns changes nothing."""

    read: Callable[[RowView], None]
    columns: tuple[int, ...]
    given: tuple[str, ...] = ()


class RowReader:
    """Reads the rows of one table, part by part."""

    def __init__(self, readers: Readers, heading: Heading, setting: Setting) -> None:
        self.readers = readers
        self.heading = heading
        self.setting = setting
        self.parts = tuple(_list_parts(heading))

    def read(self, row: Row) -> Draft:
        """Understand one row. Whether it repeats another is not looked at here."""
        view = self.look_at(row, Draft())
        for part in self.parts:
            part.read(view)
        judge(view.draft)
        return view.draft

    def look_at(self, row: Row, draft: Draft) -> RowView:
        """A row as its parts see it."""
        return RowView(row, self.heading, self.readers, self.setting, draft)


def judge(draft: Draft) -> None:
    """Rejections, and what is missing, once all parts are read."""
    has_title = draft.values["title"] is not None
    if draft.rejected is not None:
        return
    if not has_title and not draft.date_key:
        draft.rejected = Message("ledger.reject.no_title_no_date")
    elif not has_title:
        draft.doubt("no_title")
    elif not draft.date_key:
        draft.doubt("no_date")


def _list_parts(heading: Heading) -> Iterator[Part]:
    def part(read: Callable[[RowView], None], *fields: str, given: tuple[str, ...] = ()) -> Part:
        columns = (index for name in fields for index in heading.columns.get(name, ()))
        return Part(read, tuple(columns), given)

    yield part(_read_title, "title")
    yield part(_read_place, "place")
    yield part(_read_note, "note")
    yield part(_read_moment, "start", "end", "year", "month", "day")
    yield part(read_site, "street", "site")
    yield part(_read_people, "attendance", "volunteers")
    yield part(read_hours, "service_hours", given=("volunteers",))
    yield part(read_coordinates, "lon", "lat", "coordinates", given=("street_id", "street"))
    yield part(_read_theme, "theme")
    yield part(_read_team, "team")
    yield part(_read_mode, "mode")
    for index in heading.texts:
        if index not in heading.meanings:
            yield Part(partial(_look_for_mark, index=index), (index,))


def _read_title(view: RowView) -> None:
    title = view.draft.values["title"] = view.text("title")
    view.draft.title_key = view.readers.registry.cleaner.fold(title) if title else ""
    if title and len(title) > view.readers.settings.long_title:
        view.remark("long_title", length=len(title))
    _reject_if(view, view.readers.lines.is_marked_cancelled, title)


def _read_place(view: RowView) -> None:
    view.draft.values["place"] = view.text("place")
    _reject_if(view, view.readers.lines.is_marked_cancelled, view.cell("place"))


def _read_note(view: RowView) -> None:
    note = view.draft.values["note"] = view.text("note")
    _reject_if(view, view.readers.lines.says_cancelled, note)


def _read_moment(view: RowView) -> None:
    read_moment(view)
    for name in ("start", "end"):
        _reject_if(view, view.readers.lines.says_cancelled, view.cell(name))


def _read_people(view: RowView) -> None:
    read_people(view)
    _reject_if(view, view.readers.lines.says_cancelled, view.cell("attendance"))


def _read_theme(view: RowView) -> None:
    theme = view.draft.values["theme_raw"] = view.text("theme")
    registry = view.readers.registry
    view.draft.values["theme_id"] = registry.theme_of(theme) if theme else None


def _read_team(view: RowView) -> None:
    team = view.draft.values["team_raw"] = view.text("team")
    view.draft.values["team_id"] = view.readers.registry.match_team(team) if team else None


def _read_mode(view: RowView) -> None:
    """Offline unless the cell says otherwise; what was both, people came to."""
    fold, settings = view.readers.registry.cleaner.fold, view.readers.settings
    said = fold(view.text("mode") or "")
    is_online = any(fold(word) in said for word in settings.online)
    if any(fold(word) in said for word in settings.offline):
        is_online = False
    view.draft.values["mode"] = "online" if is_online else "offline"
    _reject_if(view, view.readers.lines.says_cancelled, view.cell("mode"))


def _look_for_mark(view: RowView, *, index: int) -> None:
    """A column that means nothing else may still hold the mark of what did not take place."""
    _reject_if(view, view.readers.lines.is_marked_cancelled, view.row.value(index))


def _reject_if(view: RowView, says_so: Callable[[str], bool], cell: Any) -> None:
    """Reject a row that says it did not take place. In a title the word has to stand as a mark;
    in a note or a date it only has to be there."""
    if isinstance(cell, str) and says_so(cell):
        view.draft.rejected = Message("ledger.reject.cancelled")

"""One row of a table made into values, with its repairs and what keeps it from being taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from wenming.ingest.headings import UNREAD, Heading
from wenming.ingest.locations import read_coordinates, read_site
from wenming.ingest.moments import read_moment
from wenming.ingest.results import Message
from wenming.ingest.sheets import Row, is_blank
from wenming.ingest.tallies import read_hours, read_people, read_sessions
from wenming.ingest.view import Draft, Readers, RowView, Setting, show


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a row that is understood by itself: from the cells of its columns, and from the
    values `given` that parts before it made. What stands in other columns changes nothing,
    but for whether the row shows that something was held, where the part asks for it."""

    read: Callable[[RowView], None]
    columns: tuple[int, ...]
    given: tuple[str, ...] = ()
    asks_held: bool = False


class RowReader:
    """Reads the rows of one table, part by part."""

    def __init__(self, readers: Readers, heading: Heading, setting: Setting) -> None:
        self.readers = readers
        self.heading = heading
        self.setting = setting
        self.parts = tuple(_list_parts(heading, setting, is_text=not readers.dates.typed))

    def read(self, row: Row) -> Draft:
        """Understand one row. Whether it repeats another is not looked at here."""
        view = self.look_at(row, Draft())
        for part in self.parts:
            if part.asks_held and not view.draft.shows_held:
                view.draft.shows_held = self._shows_held(view.draft)
            part.read(view)
        judge(view.draft)
        return view.draft

    def _shows_held(self, draft: Draft) -> bool:
        """Whether the row has a day that has passed, and people who came or served."""
        day, values = draft.values["started_on"], draft.values
        came = (values["attendance"] or 0) > 0 or (values["volunteers"] or 0) > 0
        return came and day is not None and day <= self.readers.as_of

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


def _list_parts(heading: Heading, setting: Setting, *, is_text: bool) -> Iterator[Part]:
    def part(
        read: Callable[[RowView], None],
        *fields: str,
        given: tuple[str, ...] = (),
        asks_held: bool = False,
    ) -> Part:
        columns = (index for name in fields for index in heading.columns.get(name, ()))
        return Part(read, tuple(columns), given, asks_held)

    yield part(_read_title, "title")
    yield part(_read_place, "place")
    yield part(_read_note, "note")
    yield part(read_moment, "start", "end", "year", "month", "day")
    yield part(read_site, "street", "site")
    yield part(read_people, "attendance", "volunteers")
    yield part(read_hours, "service_hours", given=("volunteers",))
    yield part(read_coordinates, "lon", "lat", "coordinates", given=("street_id", "street"))
    yield part(_read_theme, "theme")
    yield part(_read_team, "team")
    yield part(_read_mode, "mode")
    yield part(read_sessions, "sessions")
    yield part(_read_status, "status", asks_held=True)
    if setting.is_plan:
        yield Part(_read_plan, (), asks_held=True)
    if setting.is_of_persons:
        yield Part(_read_person, ())
    beyond = max(heading.texts) + 1
    if not is_text:
        yield part(_read_struck, "title")
    else:
        yield Part(partial(_read_beyond, index=beyond), (beyond,))
    for index in heading.texts:
        name = heading.field_of(index) or UNREAD
        says = _SAYS_CANCELLED.get(name)
        if says is not None:
            yield Part(partial(_look_for_mark, index=index, says=says), (index,), asks_held=True)


def _read_title(view: RowView) -> None:
    title = view.draft.values["title"] = view.text("title")
    view.draft.title_key = view.readers.registry.cleaner.fold(title) if title else ""
    if title and len(title) > view.readers.settings.long_title:
        view.remark("long_title", length=len(title))


def _read_place(view: RowView) -> None:
    view.draft.values["place"] = view.text("place")


def _read_note(view: RowView) -> None:
    view.draft.values["note"] = view.text("note")


def _read_status(view: RowView) -> None:
    """What says that it did not take place rejects the row, unless the row shows that it did."""
    for index in view.columns("status"):
        written = show(view.row.value(index))
        if view.readers.lines.tells_held(written) is False:
            _reject(view, "not_held", written)
            return


def _read_struck(view: RowView) -> None:
    """A row whose name is struck out may no longer hold."""
    if set(view.columns("title")) & set(view.row.struck):
        view.doubt("struck_out")


def _read_beyond(view: RowView, *, index: int) -> None:
    """A record of a text file with more cells than headings: one of them was cut in two."""
    if not is_blank(view.row.value(index)):
        view.doubt("more_cells")


def _read_plan(view: RowView) -> None:
    """A row of a plan did not take place yet, unless it shows that it did."""
    _reject(view, "planned", view.heading.texts[min(view.heading.texts)])


def _read_person(view: RowView) -> None:
    """A row of one person is no activity: somebody has to make one of all of them."""
    view.doubt("row_a_person")


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


_SAYS_CANCELLED: Mapping[str, str] = {
    "title": "is_marked_cancelled",
    "place": "is_marked_cancelled",
    UNREAD: "is_marked_cancelled",
    "note": "says_cancelled",
    "start": "says_cancelled",
    "end": "says_cancelled",
    "attendance": "says_cancelled",
    "mode": "says_cancelled",
}
"""How a cell says that an activity did not take place, by its column's field: in a title, or in
what means nothing else, the word has to stand as a mark; elsewhere it only has to be there."""


def _look_for_mark(view: RowView, *, index: int, says: str) -> None:
    cell, lines = view.row.value(index), view.readers.lines
    if not isinstance(cell, str) or not getattr(lines, says)(cell):
        return
    if view.draft.shows_held and lines.says_postponed_only(cell):
        view.remark("held_later", written=show(cell))
    else:
        _reject(view, "cancelled", show(cell))


def _reject(view: RowView, why: str, written: str) -> None:
    """Reject a row that says it did not take place; where it shows that it did, let a person
    look at it."""
    if view.draft.shows_held:
        view.doubt("held_or_not", written=written)
    else:
        view.draft.rejected = Message(f"ledger.reject.{why}")

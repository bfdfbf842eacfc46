"""One row of a table made into values, with its repairs and what keeps it from being taken."""

from __future__ import annotations

from wenming.ingest.headings import Heading
from wenming.ingest.locations import read_coordinates, read_site
from wenming.ingest.moments import read_moment
from wenming.ingest.results import Message
from wenming.ingest.sheets import Row
from wenming.ingest.tallies import read_hours, read_people
from wenming.ingest.view import Draft, Readers, RowView, Setting


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, readers: Readers, heading: Heading, setting: Setting) -> None:
        self._readers = readers
        self._heading = heading
        self._setting = setting

    def read(self, row: Row) -> Draft:
        """Understand one row. Whether it repeats another is not looked at here."""
        view = RowView(row, self._heading, self._readers, self._setting, Draft())
        _read_texts(view)
        read_moment(view)
        read_site(view)
        read_people(view)
        read_hours(view)
        read_coordinates(view)
        _read_kinds(view)
        _judge(view)
        return view.draft


def _read_texts(view: RowView) -> None:
    values = view.draft.values
    for name in ("title", "place", "note"):
        values[name] = view.text(name)
    title, limit = values["title"], view.readers.settings.long_title
    if title and len(title) > limit:
        view.remark("long_title", length=len(title))


def _read_kinds(view: RowView) -> None:
    """Theme, team and mode."""
    registry, values = view.readers.registry, view.draft.values
    theme, team = view.text("theme"), view.text("team")
    values["theme_raw"] = theme
    values["theme_id"] = registry.theme_of(theme) if theme else None
    values["team_raw"] = team
    values["team_id"] = registry.match_team(team) if team else None
    values["mode"] = _mode(view)


def _mode(view: RowView) -> str:
    """Offline unless the cell says otherwise; what was both, people came to."""
    fold, settings = view.readers.registry.cleaner.fold, view.readers.settings
    said = fold(view.text("mode") or "")
    if any(fold(word) in said for word in settings.offline):
        return "offline"
    return "online" if any(fold(word) in said for word in settings.online) else "offline"


def _judge(view: RowView) -> None:
    """Rejections, and what is missing."""
    draft = view.draft
    if _is_cancelled(view):
        draft.rejected = Message("ledger.reject.cancelled")
    elif draft.values["title"] is None and not draft.date_key:
        draft.rejected = Message("ledger.reject.no_title_no_date")
    elif draft.values["title"] is None:
        view.doubt("no_title")
    elif not draft.date_key:
        view.doubt("no_date")


def _is_cancelled(view: RowView) -> bool:
    """In a title the word has to stand as a mark; in a note or a date it only has to be there."""
    lines, values = view.readers.lines, view.draft.values
    marks = [values["title"], view.cell("place")]
    marks += [
        view.row.value(index) for index in view.heading.texts if index not in view.heading.meanings
    ]
    said = [values["note"]]
    said += [view.cell(name) for name in ("start", "end", "attendance", "mode")]
    return any(isinstance(text, str) and lines.is_marked_cancelled(text) for text in marks) or any(
        isinstance(text, str) and lines.says_cancelled(text) for text in said
    )

"""How long a ledger's cell says, in hours."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from wenming.config.ledger import LedgerSettings
from wenming.ingest.lengths import read_short
from wenming.ingest.numerals import GROUPED, drop_note_marks, read_numeral

_FIGURE = rf"(?:{GROUPED}|\.\d+|[〇零一二两三四五六七八九十百千]+)"


@dataclass(frozen=True, slots=True)
class Hours:
    """A cell of hours understood.

    `per_head` says that the cell gives the hours of one volunteer. `problem` is
    `hours_unreadable` or `hours_negative`; `kind` names the repair.
    """

    value: float | None = None
    per_head: bool = False
    problem: str | None = None
    kind: str | None = None


class HourReader:
    """Reads lengths of time. `typed` says that the file tells numbers from text."""

    def __init__(self, settings: LedgerSettings, *, typed: bool = True) -> None:
        self._typed = typed
        words = settings.hour
        self._none = {_plain(mark) for mark in settings.none_marks}
        self._per_head = re.compile(_any(words.per_head))
        hours, minutes, half = _any(words.hours), _any(words.minutes), _any(words.half)
        about = _any((*settings.count.about_before, *settings.count.fillers))
        after = _any(settings.count.about_after)
        self._hours = re.compile(
            rf"(?P<about>(?:{about})*)"
            rf"(?:(?P<hours>{_FIGURE})(?P<inner>{after})?(?:个(?P<mid>{half}))?(?P<unit>{hours})(?P<tail>{half})?)?"
            rf"(?:(?P<minutes>{_FIGURE})(?:{minutes}))?(?P<after>{after})?"
        )
        self._half = re.compile(rf"(?:{half})(?:个)?(?:{hours})")
        self._bare = re.compile(rf"(?P<about>(?:{about})*)(?P<figure>{_FIGURE})(?P<after>{after})?")
        self.read_text = read_short(self._read_text, Hours(problem="hours_unreadable"))

    def read(self, value: Any, *, minutes: bool = False) -> Hours:
        """Read one cell. `minutes` says that the heading counts in minutes."""
        if value is None:
            return Hours()
        if isinstance(value, timedelta):
            return _positive(value.total_seconds() / 3600, kind="hours_style")
        if isinstance(value, time):
            return _positive(
                value.hour + value.minute / 60 + value.second / 3600, kind="hours_style"
            )
        if isinstance(value, (bool, date)):
            return Hours(problem="hours_unreadable")
        if isinstance(value, (int, float)):
            if value != value or abs(value) > 1e7:
                return Hours(problem="hours_unreadable")
            hours = value / 60 if minutes else float(value)
            return _positive(hours, kind="minutes" if minutes else None)
        return self.read_text(str(value), minutes)

    def _read_text(self, text: str, minutes: bool = False) -> Hours:
        plain = _plain(text)
        if not plain:
            return Hours()
        if plain in self._none:
            return Hours(kind="none_mark")
        per_head = bool(self._per_head.search(plain))
        bare = self._per_head.sub("", plain).strip(":,，/。")
        if re.match(r"-[\d.]", bare):
            return Hours(problem="hours_negative")
        if self._half.fullmatch(bare):
            return Hours(0.5, per_head=per_head, kind="hours_style")
        if clock := re.fullmatch(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?", bare):
            hours = int(clock[1]) + int(clock[2]) / 60
            return Hours(_tidy(hours), per_head=per_head, kind="hours_style")
        if found := self._bare.fullmatch(bare):
            figure = _figure(found["figure"])
            if figure is None:
                return Hours(problem="hours_unreadable")
            kind = "minutes" if minutes else "hours_style"
            as_written = not self._typed and not minutes and not per_head and _is_number(text)
            length = figure / 60 if minutes else figure
            return Hours(_tidy(length), per_head=per_head, kind=None if as_written else kind)
        found = self._hours.fullmatch(bare)
        if not found or not (found["hours"] or found["minutes"]):
            return Hours(problem="hours_unreadable")
        whole = _figure(found["hours"]) if found["hours"] else 0.0
        past = _figure(found["minutes"]) if found["minutes"] else 0.0
        if whole is None or past is None:
            return Hours(problem="hours_unreadable")
        whole += 0.5 if found["mid"] or found["tail"] else 0.0
        return Hours(_tidy(whole + past / 60), per_head=per_head, kind="hours_style")


def _positive(hours: float, kind: str | None) -> Hours:
    return Hours(_tidy(hours), kind=kind) if hours >= 0 else Hours(problem="hours_negative")


def _tidy(hours: float) -> float:
    return round(hours, 4)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", text)) and text.isascii()


def _figure(text: str) -> float | None:
    if re.search(r"\d", text):
        return float(text.replace(",", ""))
    return read_numeral(text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", drop_note_marks(text)).casefold())


def _any(words: tuple[str, ...]) -> str:
    ordered = sorted({_plain(word) for word in words}, key=len, reverse=True)
    return "|".join(map(re.escape, ordered)) or "(?!)"

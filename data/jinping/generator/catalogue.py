"""The kinds of activity of `catalogue.toml`, and how much each is held on a day."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.calendar import (
    FIRST_DAY,
    LAST_DAY,
    get_gathering,
    get_online_readiness,
    is_holiday,
    is_in_window,
)

_WEEKDAYS = {
    "any": (1.0, 1.0, 1.0, 1.0, 1.1, 1.45, 1.1),
    "weekday": (1.0, 1.1, 1.1, 1.1, 1.0, 0.10, 0.05),
    "weekend": (0.35, 0.35, 0.35, 0.4, 0.6, 2.2, 1.6),
}
_OFFICES_CLOSED = 0.3  # what is left on public holidays of activities that no date asks for


@dataclass(frozen=True)
class Event:
    """One kind of activity; the file says what each field means."""

    index: int
    theme: str
    titles: tuple[str, ...]
    weight: float
    people: float
    volunteers: float
    hours: float
    where: str
    at: str = "IS"
    kinds: tuple[str, ...] = ()
    sigma: float = 0.45
    online: float = 0.0
    team: str | None = None
    when: tuple[str, ...] = ()
    since: date = FIRST_DAY
    until: date = LAST_DAY
    days: str = "any"
    start: str | None = None
    span: int = 1
    rural: str | None = None

    def is_in_season(self, day: date) -> bool:
        return self.since <= day <= self.until and (
            not self.when or any(is_in_window(day, window) for window in self.when)
        )

    def compute_intensity(self, day: date) -> tuple[float, float]:
        """How much of it is held that day, in person and online, against other events."""
        if not self.is_in_season(day):
            return 0.0, 0.0
        weight = self.weight * _WEEKDAYS[self.days][day.weekday()]
        is_dated = any(window.startswith(("festival", "day")) for window in self.when)
        if is_holiday(day) and not is_dated:
            weight *= _OFFICES_CLOSED
        if self.online == 1:
            return 0.0, weight
        gathering = 1.0 if self.theme == "epidemic_control" else get_gathering(day)
        online = min(self.online * get_online_readiness(day), 1.0)
        return weight * gathering * (1 - online), weight * online


@dataclass(frozen=True)
class Catalogue:
    events: tuple[Event, ...]
    slots: dict[str, list[str]]
    places: dict[str, list[str]]


def _build_event(index: int, entry: dict[str, Any]) -> Event:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    return Event(index=index, **(entry | lists))


def load_catalogue() -> Catalogue:
    text = Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text)
    return Catalogue(
        events=tuple(_build_event(i, entry) for i, entry in enumerate(values["event"])),
        slots=values["slots"],
        places=values["places"],
    )

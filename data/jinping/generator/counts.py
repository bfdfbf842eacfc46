"""What a ledger counts: attendance, volunteers and hours, with the habits of those who count."""

from datetime import date, time
from random import Random
from typing import Any

from generator.catalogue import Event
from generator.schedule import Slot

_CROWD = {"centre": 1.9, "institute": 1.3, "station": 1.0, "base": 1.1}
_STARTS = {
    "any": (
        (8, 30),
        (9, 0),
        (9, 0),
        (9, 30),
        (10, 0),
        (14, 30),
        (15, 0),
        (15, 0),
        (16, 0),
        (19, 30),
    ),
    "hall": ((9, 0), (9, 30), (14, 30), (15, 0), (15, 0), (19, 30)),
    "square": ((8, 30), (9, 0), (9, 0), (9, 30), (15, 30), (16, 0), (19, 30), (20, 0)),
}
_LATEST = 21.75  # when everybody has gone home


def draw_times(dice: Random, slot: Slot) -> tuple[time | None, time | None, float]:
    """Start and end as far as the ledger has them, and the true length in hours."""
    event = slot.event
    hours = max(1.0, event.hours + dice.choice((-0.5, 0, 0, 0, 0.5)))
    if event.start:
        hour, minute = (int(part) for part in event.start.split(":"))
    else:
        starts = _STARTS.get(event.where, _STARTS["any"])
        hour, minute = dice.choice([s for s in starts if s[0] + s[1] / 60 + hours <= _LATEST])
    end = hour * 60 + minute + int(hours * 60)
    draw = dice.random()
    if draw < 0.14:
        return None, None, hours
    started = time(hour, minute)
    return started, (time(end // 60, end % 60) if draw < 0.86 else None), hours


def round_as_people_do(dice: Random, count: float) -> tuple[int, bool]:
    """The count as written down, and whether it was rounded."""
    exact = max(1, round(count))
    if exact < 20:
        step, share = 5, 0.2
    elif exact < 60:
        step, share = 5, 0.55
    elif exact < 200:
        step, share = 10, 0.7
    else:
        step, share = 50, 0.8
    if dice.random() >= share:
        return exact, False
    return max(step, round(exact / step) * step), True


def _get_caution(day: date) -> float:
    """How much smaller crowds were kept, from the epidemic on."""
    if day < date(2020, 1, 24):
        return 1.0
    return 0.6 if day < date(2020, 7, 1) else 0.85


def draw_attendance(dice: Random, slot: Slot, size: float) -> dict[str, Any]:
    """Attendance and whether it is an estimate; null where the ledger was left empty.

    `size` is the site's own habit: 1 for a usual crowd.
    """
    event = slot.event
    count = dice.lognormvariate(0, event.sigma) * event.people * size
    if slot.is_online:
        count *= 1.0 if event.online == 1 else 4.0
    else:
        count *= _CROWD[slot.site["level"]] * _get_caution(slot.day)
    written, is_rounded = round_as_people_do(dice, count)
    if dice.random() < (0.16 if slot.is_online else 0.055):
        return {"attendance": None, "attendance_is_estimate": False}
    is_estimate = is_rounded and dice.random() < 0.24
    return {"attendance": written, "attendance_is_estimate": is_estimate}


def draw_volunteers(dice: Random, event: Event, roster: int | None) -> int | None:
    count = max(2, round(event.volunteers * dice.lognormvariate(0, 0.38)))
    if dice.random() < 0.22 and count >= 8:
        count = round(count / 5) * 5
    if roster is not None:
        count = min(count, roster)
    return None if dice.random() < 0.045 else count


def compute_hours(dice: Random, volunteers: int | None, hours: float) -> float | None:
    """Service hours of all volunteers: mostly all of them for all the time, sometimes less."""
    draw = dice.random()
    if volunteers is None or draw < 0.07:
        return None
    total = volunteers * hours
    if draw < 0.16:
        total *= dice.uniform(0.6, 0.95)
    return max(0.5, int(total * 2) / 2)

"""The district's calendar: festivals, school terms, public holidays and the epidemic's course."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

FIRST_DAY = date(2019, 1, 1)
LAST_DAY = date(2021, 6, 30)

FESTIVALS = {
    "spring": (date(2019, 2, 5), date(2020, 1, 25), date(2021, 2, 12)),
    "lantern": (date(2019, 2, 19), date(2020, 2, 8), date(2021, 2, 26)),
    "qingming": (date(2019, 4, 5), date(2020, 4, 4), date(2021, 4, 4)),
    "dragon_boat": (date(2019, 6, 7), date(2020, 6, 25), date(2021, 6, 14)),
    "qixi": (date(2019, 8, 7), date(2020, 8, 25), date(2021, 8, 14)),
    "mid_autumn": (date(2019, 9, 13), date(2020, 10, 1), date(2021, 9, 21)),
    "double_ninth": (date(2019, 10, 7), date(2020, 10, 25), date(2021, 10, 14)),
    "winter_solstice": (date(2019, 12, 22), date(2020, 12, 21), date(2021, 12, 21)),
    "laba": (date(2019, 1, 13), date(2020, 1, 2), date(2021, 1, 20)),
}
_TERMS = (
    (date(2019, 2, 18), date(2019, 7, 5)),
    (date(2019, 9, 2), date(2020, 1, 10)),
    (date(2020, 5, 11), date(2020, 7, 17)),  # schools came back late
    (date(2020, 9, 1), date(2021, 1, 22)),
    (date(2021, 3, 1), date(2021, 7, 2)),
)
_HOLIDAYS = (
    (date(2019, 1, 1), date(2019, 1, 1)),
    (date(2019, 2, 4), date(2019, 2, 10)),
    (date(2019, 5, 1), date(2019, 5, 4)),
    (date(2019, 10, 1), date(2019, 10, 7)),
    (date(2020, 1, 24), date(2020, 2, 2)),
    (date(2020, 5, 1), date(2020, 5, 5)),
    (date(2020, 10, 1), date(2020, 10, 8)),
    (date(2021, 2, 11), date(2021, 2, 17)),
    (date(2021, 5, 1), date(2021, 5, 5)),
)
# Until each day, the share of what could be held in person that was.
_GATHERING = (
    (date(2020, 1, 23), 1.0),
    (date(2020, 3, 10), 0.01),
    (date(2020, 4, 10), 0.10),
    (date(2020, 5, 15), 0.45),
    (date(2020, 6, 30), 0.85),
    (LAST_DAY, 1.0),
)
# Until each day, how readily what can be held online was.
_ONLINE = (
    (date(2020, 1, 23), 0.25),
    (date(2020, 5, 15), 3.0),
    (date(2020, 12, 31), 1.3),
    (LAST_DAY, 1.0),
)


def list_months() -> Iterator[tuple[int, int]]:
    for year in (2019, 2020, 2021):
        for month in range(1, 13 if year < LAST_DAY.year else LAST_DAY.month + 1):
            yield year, month


def list_days(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    days = (first + timedelta(days=i) for i in range(31))
    return [day for day in days if day.month == month]


def _is_within(day: date, spans: Sequence[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)


def is_term(day: date) -> bool:
    return _is_within(day, _TERMS)


def is_holiday(day: date) -> bool:
    return _is_within(day, _HOLIDAYS)


def _step(day: date, steps: Sequence[tuple[date, float]]) -> float:
    return next(value for last, value in steps if day <= last)


def get_gathering(day: date) -> float:
    return _step(day, _GATHERING)


def get_online_readiness(day: date) -> float:
    return _step(day, _ONLINE)


def _is_near(day: date, dates: Sequence[date], offsets: str) -> bool:
    first, last = (int(part) for part in offsets.split(".."))
    return any(first <= (day - each).days <= last for each in dates)


def is_in_window(day: date, window: str) -> bool:
    """Whether a day lies in a window of the catalogue.

    `term`, `summer`, `months 5-9`, `day 03-05 -4..5` (days around a date of each year) or
    `festival lantern -5..1` (days around a festival).
    """
    match window.split():
        case ["term"]:
            return is_term(day)
        case ["summer"]:
            return date(day.year, 7, 8) <= day <= date(day.year, 8, 29)
        case ["months", months]:
            first, last = (int(part) for part in months.split("-"))
            return first <= day.month <= last
        case ["day", anchor, offsets]:
            month, number = (int(part) for part in anchor.split("-"))
            years = (day.year - 1, day.year, day.year + 1)
            return _is_near(day, [date(year, month, number) for year in years], offsets)
        case ["festival", name, offsets]:
            return _is_near(day, FESTIVALS[name], offsets)
    raise ValueError(f"no such window: {window}")

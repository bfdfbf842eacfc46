"""The overview's six headline figures: value, change, course and target, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from wenming.changes import Change, describe_points
from wenming.config import District, Thresholds
from wenming.filters import Filters, shift_months
from wenming.i18n import Translator


@dataclass(frozen=True)
class Card:
    """One headline figure. `change` is against the year before, signed; 0 is no change.

    `course` holds a value a month, the newest last: bars, from zero, for what adds up and a line
    for what does not. `notes` are short sentences beneath: the
    change against the previous period, the target, what the figure leaves out.
    """

    figure: str
    value: str
    change: str | int | None
    course: tuple[float, ...]
    notes: tuple[str, ...]
    course_type: Literal["bar", "line"] = "bar"
    more_is_worse: bool = False


@dataclass(frozen=True)
class Compared:
    """A period with the one just before it and the same a year earlier.

    Either is None where it cannot be compared with: it begins before the first record, or the year
    before lacks the day.
    """

    chosen: Filters
    previous: Filters | None
    year_before: Filters | None


@dataclass(frozen=True)
class Periods(Compared):
    """The periods that the cards compare, the year to date, and the twelve months of the courses.

    `months` are the same for rates by month: only whole months, None where the period holds none.
    """

    months: Compared | None
    to_date: Filters
    course: Filters
    known_since: date | None


def choose_periods(filters: Filters, known_since: date | None) -> Periods:
    """What has to be asked for the cards of `filters`; the course is the last twelve months.

    `known_since` is the first day of which anything is known, None where nothing is.
    """
    whole = filters.start_at(known_since).whole
    return Periods(
        *_compare(filters, known_since),
        months=Compared(*_compare(whole, known_since)) if whole else None,
        to_date=replace(filters, since=date(filters.until.year, 1, 1)),
        course=replace(filters, since=shift_months(filters.until.replace(day=1), -11)),
        known_since=known_since,
    )


def _compare(
    filters: Filters, known_since: date | None
) -> tuple[Filters, Filters | None, Filters | None]:
    """A period, the previous one and the year before, as far as they are known whole."""

    def know(base: Filters | None) -> Filters | None:
        is_known = base is not None and known_since is not None and base.since >= known_since
        return base if is_known else None

    return filters, know(filters.previous()), know(filters.year_before())


def tell_uncompared(periods: Periods, t: Translator) -> list[str]:
    """Which comparison is not made and why, a sentence a reason; none where both are made."""
    if periods.known_since is None:
        return []
    if periods.chosen.year_before() is None:
        told = [t("overview.no_leap_day", year=periods.chosen.since.year - 1)]
        missing = [] if periods.previous else ["previous"]
    else:
        told = []
        names = {"year": periods.year_before, "previous": periods.previous}
        missing = [name for name, base in names.items() if base is None]
    if missing:
        names_told = t("downloads.separator").join(t(f"overview.basis_{name}") for name in missing)
        begins = t.month(periods.known_since)
        told.append(t("overview.not_compared", names=names_told, month=begins))
    return told


def total_card(
    figure: str,
    *,
    now: float | None,
    previous: float | None,
    year_before: float | None,
    to_date: float | None,
    course: Sequence[float],
    extra: str | None,
    periods: Compared,
    district: District,
    year: int | None,
    t: Translator,
) -> Card:
    """A card of something that adds up: activities, attendance, hours."""
    notes = _tell_bases(periods, Change(now, previous).describe(t), t)
    target = find_target(district, figure, year)
    if target and to_date is not None:
        share = t.percent(to_date / target, 0)
        notes.append(t("overview.target_total", year=year, target=t.number(target), share=share))
    if extra:
        notes.append(extra)
    return Card(
        figure=figure,
        value=t.number(now) if now is not None else t("overview.not_reported"),
        change=sign_change(Change(now, year_before), t) if periods.year_before else None,
        course=tuple(course),
        notes=tuple(notes),
    )


def rate_card(
    figure: str,
    *,
    now: tuple[int, int],
    previous: tuple[int, int],
    year_before: tuple[int, int],
    course: Sequence[float],
    base: str,
    periods: Compared | None,
    district: District,
    year: int | None,
    t: Translator,
) -> Card:
    """A card of a share; each figure is (part, whole), and 0 of 0 is a dash.

    `base` is the message that says what the two numbers count; `periods` are None where there is
    none to judge.
    """
    share, before, earlier = (_divide(*pair) for pair in (now, previous, year_before))
    if periods is None:
        notes = [t("periods.no_whole_month")]
    else:
        notes = [
            t(base, part=t.number(now[0]), whole=t.number(now[1])),
            *_tell_bases(periods, describe_points(t, share, before), t),
        ]
    target = find_target(district, figure, year)
    if target and share is not None:
        key = "overview.target_met" if share >= target else "overview.target_missed"
        gap = t.number(abs(target - share) * 100, 1)
        notes.append(t(key, target=t.percent(target, 0), gap=gap))
    points = None if share is None or earlier is None else round((share - earlier) * 100, 1)
    return Card(
        figure=figure,
        value=t.percent(share),
        change=_sign_points(points, t),
        course=tuple(course),
        notes=tuple(notes),
        course_type="line",
    )


def _tell_bases(periods: Compared, change: str, t: Translator) -> list[str]:
    """The change against the previous period; a dash for what is not compared."""
    missing = [] if periods.year_before else [t("overview.no_year_before")]
    return [*missing, t("overview.previous", change=change if periods.previous else "—")]


def grade_silence(silent: pd.DataFrame, thresholds: Thresholds) -> pd.Series:
    """The state of each site in `silent`: `silent_1`, `silent_2`, `silent_3` or `never`.

    By full months since the last activity (column months_silent); fewer months than the first
    threshold is `active`.
    """
    months = silent["months_silent"]
    grade = pd.Series("active", index=silent.index, dtype=object)
    grade[months >= thresholds.silent_yellow_months] = "silent_1"
    grade[months >= thresholds.silent_orange_months] = "silent_2"
    grade[months >= thresholds.silent_red_months] = "silent_3"
    grade[silent["last_on"].isna()] = "never"
    return grade


def grade_states(sites: pd.DataFrame, thresholds: Thresholds) -> pd.Series:
    """The state of each site: as `grade_silence`, `unbound` where nothing is expected, or `closed`.

    `sites` has also is_expected and is_closed.
    """
    state = grade_silence(sites, thresholds)
    state[~sites["is_expected"].astype(bool)] = "unbound"
    state[sites["is_closed"].astype(bool)] = "closed"
    return state


def count_states(silent: pd.DataFrame, thresholds: Thresholds) -> dict[str, int]:
    """Sites by state, 0 where no site has it; `silent` is the sum of its three, `never` apart."""
    counts = grade_silence(silent, thresholds).value_counts()
    states = ("silent_3", "silent_2", "silent_1", "never")
    by_state = {state: int(counts.get(state, 0)) for state in states}
    return {"silent": sum(by_state.values()) - by_state["never"], **by_state}


def sign_change(change: Change, t: Translator) -> str | int | None:
    """The relative change as a card's delta: `+12.3%`; 0 where equal, None where not relative."""
    if change.share is None:
        return 0 if change.now == change.before and change.now is not None else None
    share = round(change.share, 3)
    return f"{'+' if share > 0 else '-'}{t.percent(abs(share))}" if share else 0


def find_target(district: District, figure: str, year: int | None) -> float | None:
    """What the district wants the figure to reach in the year (`Filters.target_year`); None where
    it has said nothing, and for a part of the district."""
    return next(
        (
            target.value
            for target in district.targets
            if (target.figure, target.year) == (figure, year)
        ),
        None,
    )


def _sign_points(points: float | None, t: Translator) -> str | int | None:
    if not points:
        return None if points is None else 0
    sign = "+" if points > 0 else "-"
    return t("overview.points", points=f"{sign}{t.number(abs(points), 1)}")


def _divide(part: int, whole: int) -> float | None:
    return part / whole if whole else None

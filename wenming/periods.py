"""The periods a district speaks of: this year so far, half-years, quarters, months, all."""

from dataclasses import dataclass
from datetime import date

from wenming.filters import DAY, Filters, shift_months
from wenming.i18n import Translator


@dataclass(frozen=True)
class Period:
    """A named period; `kind` names its message, filled with `year` and `part`."""

    id: str
    kind: str
    filters: Filters
    year: int
    part: int = 0

    def label(self, t: Translator) -> str:
        if self.kind == "month":
            return t.month(self.filters.since)
        return t(f"periods.{self.kind}", year=self.year, part=self.part)


def list_periods(cutoff: date, first: date | None = None) -> list[Period]:
    """The periods that end at or before the cut-off day's month, the most useful first.

    The year so far ends with the cut-off's month, so that it stays whole months and can be
    compared with the same months a year before.
    """
    end = _month_end(cutoff)
    year = cutoff.year
    quarter = (cutoff.month - 1) // 3
    periods = [
        Period("year", "year_so_far", Filters(date(year, 1, 1), end), year),
        Period(
            "quarter", "quarter", Filters(date(year, quarter * 3 + 1, 1), end), year, quarter + 1
        ),
        Period("month", "month", Filters(cutoff.replace(day=1), end), year, cutoff.month),
    ]
    oldest = (first or date(year - 2, 1, 1)).year
    for past in range(year - 1, oldest - 1, -1):
        whole = Filters(date(past, 1, 1), date(past, 12, 31))
        periods.append(Period(f"y{past}", "year", whole, past))
    periods.append(Period("all", "all", Filters(date(oldest, 1, 1), end), year))
    return periods


def default_period(periods: list[Period]) -> Period:
    """What a page shows when nobody asked for anything: the year so far."""
    return periods[0]


def _month_end(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, 1) - DAY


def list_months(filters: Filters, cutoff: date | None) -> list[date]:
    """The months of the period; those after the cut-off have no place, for nobody knows them."""
    until = min(filters.until, cutoff or filters.until)
    month, months = min(filters.since, until).replace(day=1), []
    while month <= until:
        months.append(month)
        month = shift_months(month, 1)
    return months

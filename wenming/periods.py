"""The periods a district speaks of, up to the day it vouches for: the year so far and others."""

from dataclasses import dataclass, replace
from datetime import date

from wenming.filters import DAY, Filters, shift_months
from wenming.i18n import Translator


@dataclass(frozen=True)
class Period:
    """A named period; `kind` names its message, filled with `year` and `part`.

    One that is not over ends at the cut-off, and its name says so.
    """

    id: str
    kind: str
    filters: Filters
    year: int
    part: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the month or quarter ends with the period; what is named “so far” says so."""
        months = {"month": 1, "quarter": 3}.get(self.kind)
        return months is None or self.filters.until + DAY == shift_months(
            self.filters.since, months
        )

    def label(self, t: Translator) -> str:
        if self.kind == "month":
            name = t.month(self.filters.since)
        else:
            name = t(f"periods.{self.kind}", year=self.year, part=self.part)
        if self.is_over:
            return name
        return t("periods.to_day", period=name, day=t.short_day(self.filters.until))


def list_periods(cutoff: date, first: date | None = None) -> list[Period]:
    """The periods that begin at or before the cut-off, the most useful first.

    Those that are not over end at the cut-off: a month that nobody knows whole is no month.
    """
    year = cutoff.year
    quarter = (cutoff.month - 1) // 3
    quarter_since = date(year, quarter * 3 + 1, 1)
    periods = [
        Period("year", "year_so_far", Filters(date(year, 1, 1), cutoff), year),
        Period("quarter", "quarter", Filters(quarter_since, cutoff), year, quarter + 1),
        Period("month", "month", Filters(cutoff.replace(day=1), cutoff), year, cutoff.month),
    ]
    oldest = (first or date(year - 2, 1, 1)).year
    for past in range(year - 1, oldest - 1, -1):
        whole = Filters(date(past, 1, 1), date(past, 12, 31))
        periods.append(Period(f"y{past}", "year", whole, past))
    periods.append(Period("all", "all", Filters(date(oldest, 1, 1), cutoff), year))
    return periods


def default_period(periods: list[Period]) -> Period:
    """What a page shows when nobody asked for anything: the year so far."""
    return periods[0]


def list_months(filters: Filters) -> list[date]:
    """The first day of each month that the period touches."""
    month, months = filters.since.replace(day=1), []
    while month <= filters.until:
        months.append(month)
        month = shift_months(month, 1)
    return months


def list_partial(filters: Filters) -> list[Filters]:
    """The days at the period's edges that are no whole month, each edge a period of its own."""
    edges = []
    for month in list_months(filters):
        part = replace(
            filters,
            since=max(filters.since, month),
            until=min(filters.until, shift_months(month, 1) - DAY),
        )
        if not part.is_whole_months:
            edges.append(part)
    return edges


def tell_judged(filters: Filters, known_since: date | None, t: Translator) -> str:
    """Over which months rates by month were taken; empty where that is the period itself."""
    known = filters.start_at(known_since)
    if known.is_whole_months and known == filters:
        return ""
    whole = known.whole
    if whole is None:
        return t("periods.no_whole_month")
    return t("periods.judged", months=t.months(whole.since, whole.until))


def tell_days(filters: Filters, t: Translator) -> str:
    """A part of a month as a phrase: `7月1日至7月7日`, or its one day."""
    since, until = t.short_day(filters.since), t.short_day(filters.until)
    if since == until:
        return since
    return t("periods.partial_days", since=since, until=until)


def tell_unknown_days(asked: Filters, known: Filters, t: Translator) -> str:
    """That the period asked for reaches beyond what is known; empty where it does not."""
    if asked.until == known.until and asked.since == known.since:
        return ""
    key = "periods.beyond" if asked.since == known.since else "periods.after"
    return t(
        key,
        since=t.day(asked.since),
        until=t.day(asked.until),
        cutoff=t.day(known.until),
        period=t.period(known.since, known.until),
    )

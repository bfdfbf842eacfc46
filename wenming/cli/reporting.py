"""Turning what was typed after `wenming report` into filters and values for a report."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from wenming.computed import COMPUTED, Computed
from wenming.config import District
from wenming.errors import WenmingError
from wenming.filters import Filters, find_window
from wenming.i18n import Translator
from wenming.periods import default_period, list_periods, tell_unknown_days
from wenming.reports import Report, find_reports, reference
from wenming.store import Snapshot


@dataclass(frozen=True)
class Asked:
    """The filters that were asked for, handed only to reports that take any.

    They end at the cut-off; `typed` are the same as they were asked for.
    """

    filters: Filters
    typed: Filters

    def tell(self, t: Translator) -> str:
        """That they end before the day that was asked for; empty where they do not."""
        return tell_unknown_days(self.typed, self.filters, t)

    def needed_by(self, report: Report) -> tuple[Filters, ...]:
        return (self.filters,) if "filters" in inspect.signature(report).parameters else ()


def list_reports(district: District) -> dict[str, Report]:
    """Every report by its name, those asked in SQL and those computed from them."""
    computed = {name: _bind_district(each, district) for name, each in COMPUTED.items()}
    return dict(sorted({**find_reports(), **computed}.items()))


def _bind_district(compute: Computed, district: District) -> Report:
    def report(store: Snapshot, filters: Filters) -> pd.DataFrame:
        return compute(store, district, filters)

    report.__doc__ = compute.__doc__
    return report


def find_report(name: str, reports: Mapping[str, Report]) -> Report:
    """The report called `name`; raises WenmingError with where to look for others."""
    try:
        return reports[name]
    except KeyError:
        raise WenmingError("cli.no_report", name=name) from None


def choose_filters(
    store: Snapshot,
    *,
    since: date | None,
    until: date | None,
    street: Iterable[str],
    level: Iterable[str],
    theme: Iterable[str],
) -> Asked:
    """The default period and everything, narrowed by what was typed: ids or names.

    Raises WenmingError for a street, level or theme that there is not, and for a period back to
    front, outside the days that can be asked for, or after the cut-off.
    """
    default = default_period(list_periods(store.cutoff or date.today())).filters
    first, last = find_window(default)
    for day in (since, until):
        if day is not None and not first <= day <= last:
            raise WenmingError("cli.period_outside", day=day, first=first, last=last)
    filters = Filters(
        since or default.since,
        until or default.until,
        streets=_ids("street", street, reference.streets(store)),
        levels=_ids("level", level, reference.levels(store)),
        themes=_ids("theme", theme, reference.themes(store)),
    )
    forwards = until is None or filters.since <= until
    if forwards and store.cutoff and filters.since > store.cutoff:
        raise WenmingError("cli.period_unknown", since=filters.since, cutoff=store.cutoff)
    if filters.since > filters.until:
        raise WenmingError("cli.period_backwards", since=filters.since, until=filters.until)
    return Asked(filters.end_at(store.cutoff), filters)


def _ids(kind: str, asked: Iterable[str], known: pd.DataFrame) -> tuple[str, ...] | None:
    """Ids for what was typed: an id, a name in either language, or a Chinese name's beginning."""
    chosen = []
    for text in asked:
        key = known.columns[0]
        exact = known[(known[[key, "name", "name_en"]] == text).any(axis=1)]
        hits = exact if len(exact) else known[known["name"].str.startswith(text)]
        if len(hits) != 1:
            raise WenmingError(f"cli.no_{kind}", value=text, known=", ".join(known["name"]))
        chosen.append(str(hits[key].iloc[0]))
    return tuple(chosen) or None


def read_values(report: Callable[..., Any], typed: Iterable[str]) -> dict[str, Any]:
    """`NAME=VALUE` pairs as the report's own keyword values, of their declared types.

    Raises WenmingError for a name the report does not take or a value of the wrong type, and
    when a value that the report needs is missing.
    """
    takes = {
        name: parameter
        for name, parameter in inspect.signature(report).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    values: dict[str, Any] = {}
    for pair in typed:
        name, _, text = pair.partition("=")
        if name not in takes:
            raise WenmingError("cli.no_value", name=name, known=", ".join(takes) or "—")
        values[name] = _convert(name, text, takes[name].annotation)
    for name, parameter in takes.items():
        if parameter.default is inspect.Parameter.empty and name not in values:
            raise WenmingError("cli.value_missing", name=name)
    return values


def _convert(name: str, text: str, annotation: object) -> int | date | str:
    try:
        if annotation is int:
            return int(text)
        if annotation is date:
            return date.fromisoformat(text)
    except ValueError:
        raise WenmingError("cli.value_wrong", name=name, value=text) from None
    return text

"""The year's targets for a page: judged as the paper judges them, on those rows alone."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from wenming.briefing.bound import Ledger, Rows
from wenming.briefing.sources import Material, Request, list_year_reports
from wenming.computed import COMPUTED
from wenming.config import District
from wenming.filters import Filters
from wenming.headline import choose_periods
from wenming.i18n import Translator
from wenming.reports import overview
from wenming.store import Snapshot

_REACHED = "reach__residents_by_street"
_OF_REACH = {"reach_15min", "active_reach"}


def load_targets(
    store: Snapshot,
    filters: Filters,
    *,
    district: District,
    t: Translator,
    load: Callable[..., pd.DataFrame],
) -> Material:
    """What `wenming.briefing.targets` asks for; `load(report, filters, **values)` gives a report.

    Reach, which takes longest, is computed only for a district that has a target of it.
    """
    ledger, periods = Ledger(t), choose_periods(filters, store.known_since)

    def keep(key: str, report: Callable[..., pd.DataFrame], chosen: Filters, **values: Any) -> None:
        frame = load(report, chosen, **values)
        ledger.add_rows(Rows(key, report.__name__, chosen, tuple(values.items()), frame))

    keep("headline_to_date", overview.headline, periods.to_date)
    keep("coverage_now", overview.coverage_by_month, filters)
    for key, (report, values) in list_year_reports(district).items():
        keep(key, report, periods.to_date, **values)
    months = periods.to_date.start_at(store.known_since).whole
    sites = load(overview.sites_by_month, months or filters)
    ledger.add_rows(Rows("sites_to_date", "", months, (), sites if months else sites.iloc[:0]))
    if _OF_REACH & {target.figure for target in district.targets}:
        frame = COMPUTED[_REACHED](store, district, filters)
        ledger.add_rows(Rows("reached", _REACHED, filters, (), frame))
    return Material(
        Request(filters), district, ledger, store.version, store.cutoff, filters.until, {},
        pd.DataFrame(), walks_straight=True,
    )  # fmt: skip

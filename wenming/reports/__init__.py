"""One function per file in `queries/reports`; `find_reports` lists them for the command line."""

from collections.abc import Callable
from types import ModuleType

import pandas as pd

from wenming.reports import (
    activities,
    coverage,
    data,
    exchange,
    meeting,
    methods,
    online,
    overview,
    projects,
    reach,
    reference,
    sites,
    volunteers,
)

Report = Callable[..., pd.DataFrame]
_MODULES: tuple[ModuleType, ...] = (
    activities,
    coverage,
    data,
    meeting,
    exchange,
    methods,
    online,
    overview,
    projects,
    reach,
    reference,
    sites,
    volunteers,
)


def find_reports() -> dict[str, Report]:
    """Every report by its name, `<page>__<measure>`, which is also its file's."""
    reports = {}
    for module in _MODULES:
        page = module.__name__.rpartition(".")[2]
        for name, function in vars(module).items():
            if callable(function) and getattr(function, "__module__", "") == module.__name__:
                reports[f"{page}__{name}"] = function
    return dict(sorted(reports.items()))

"""The queue of rows that wait for review, put together by cause: one choice settles many."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from wenming.i18n import Translator
from wenming.ingest.report import tell
from wenming.ingest.results import Message
from wenming.store.settling import Decision

_PROBLEM = "ledger.review."
_UNKNOWN_SITE = f"{_PROBLEM}unknown_site"
# Of these, rows have the same cause only where the same was written.
_BY_WRITING = {_UNKNOWN_SITE, f"{_PROBLEM}unknown_street"}
_HIDDEN = "…"

Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Cause:
    """Rows of the queue that wait for the same reasons.

    `problems` are those reasons as (message key, what fills it); where the rows differ in what
    fills it, that is hidden. `alias` is the name that no site has, if that is the only reason.
    """

    id: str
    problems: tuple[tuple[str, Mapping[str, Any]], ...]
    rows: tuple[Row, ...]
    candidates: tuple[str, ...]
    alias: str | None

    def tell(self, t: Translator) -> str:
        """The reasons in words."""
        return " ".join(tell(Message(key, dict(params)), t) for key, params in self.problems)


def group_causes(queue: pd.DataFrame) -> list[Cause]:
    """The queue (of the report `queue_by_activity`) by cause, the most rows first."""
    groups: dict[str, list[tuple[list[dict[str, Any]], Row]]] = {}
    for row in queue.to_dict("records"):
        problems = [each for each in _read(row["reasons"]) if each["key"].startswith(_PROBLEM)]
        same = [[each["key"], _writing(each)] for each in problems]
        groups.setdefault(json.dumps(same, ensure_ascii=False), []).append((problems, row))
    causes = [_make_cause(key, members) for key, members in groups.items()]
    return sorted(causes, key=lambda cause: -len(cause.rows))


def _make_cause(key: str, members: Sequence[tuple[list[dict[str, Any]], Row]]) -> Cause:
    first = members[0][0]
    problems = []
    for index, problem in enumerate(first):
        params = dict(problem["params"])
        for problems_of_row, _ in members:
            for name, value in problems_of_row[index]["params"].items():
                params[name] = value if params[name] == value else _HIDDEN
        problems.append((str(problem["key"]), params))
    offered = [site for _, row in members for site in _read(row["candidates"])]
    only = len(first) == 1 and first[0]["key"] == _UNKNOWN_SITE
    return Cause(
        id=key,
        problems=tuple(problems),
        rows=tuple(row for _, row in members),
        candidates=tuple(dict.fromkeys(offered)),
        alias=str(first[0]["params"]["written"]) if only else None,
    )


def find_missing(row: Row, decision: Decision) -> tuple[str, ...]:
    """What an activity would still lack to count: of `title`, `site`, `start`."""
    lacks = {
        "title": decision.title is None and _is_missing(row["title"]),
        "site": decision.site_id is None and _is_missing(row["site_id"]),
        "start": decision.started_on is None and _is_missing(row["started_on"]),
    }
    return tuple(name for name, missing in lacks.items() if missing)


def read_day(value: object) -> date | None:
    """A day of the queue's frame as a date."""
    return None if _is_missing(value) else pd.Timestamp(str(value)).date()


def _is_missing(value: object) -> bool:
    return bool(pd.isna(value))  # type: ignore[call-overload]  # cells are scalars


def _writing(problem: Mapping[str, Any]) -> str:
    return str(problem["params"]["written"]) if problem["key"] in _BY_WRITING else ""


def _read(text: object) -> list[Any]:
    return list(json.loads(text)) if isinstance(text, str) else []

"""Numbers of a paper, each bound to what it was computed from.

A number is not typed into a sentence: it is computed here by a rule from named rows, and carries an
id under which the annex lists value, definition, filter, version and rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal
from zlib import crc32

import pandas as pd

from wenming.changes import Change, describe_points
from wenming.filters import Filters
from wenming.i18n import Translator

Value = int | float | str | None
Kind = Literal["count", "rate", "share", "index"]
_DIGITS = {"count": 0, "rate": 1, "index": 2}
Rule = Literal[
    "sum", "total", "count", "distinct", "first", "last", "min", "max",
    "share", "rest", "per_thousand", "difference", "change", "points", "given",
]  # fmt: skip
"""sum, count, distinct, first, last, min, max: over a column of the rows; total: their sum, 0 where
there are none, of what is counted and not reported. share: the first figure
divided by the second; rest: 1 less that; per_thousand: the share times 1,000; difference: the first
less the second; change: the first against the second, relative; points: the same for shares, in
percentage points. given: taken as it stands from the filter, the district or the staff."""
_LONGEST_ID = 64
Basis = Literal["year", "previous"]
Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rows:
    """Rows that numbers stand on: a report's, with the filters and values it was asked for.

    A period that is not compared with has no report and no rows.
    """

    key: str
    report: str
    filters: Filters | None
    values: tuple[tuple[str, Any], ...]
    frame: pd.DataFrame
    detail: str | None = None
    """Key of the ledger rows that these rows were added up from."""
    of: int = 0
    """How many rows there are where `frame` holds the first of them only."""
    _texts: dict[str, pd.Series] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def choose(self, where: Where) -> pd.DataFrame:
        """The rows in which each named column holds the value written beside it."""
        chosen = None
        for column, value in where:
            if column not in self._texts:  # a table asks for its cells one by one
                self._texts[column] = self.frame[column].astype("string").fillna("")
            hits = self._texts[column] == value
            chosen = hits if chosen is None else chosen & hits
        return self.frame if chosen is None else self.frame[chosen]


@dataclass(frozen=True)
class Bound:
    """A figure of the paper: how it reads, and how it came about.

    `definition` is the id of the catalogue's figure it is an instance of, if any; `parts` are the
    ids of the figures it was computed from.
    """

    id: str
    text: str
    value: Value
    rule: Rule
    definition: str | None = None
    rows: str | None = None
    column: str | None = None
    where: Where = ()
    parts: tuple[str, ...] = ()
    source: str = ""


def compute(rule: Rule, frame: pd.DataFrame, column: str | None) -> Value:
    """What the rule makes of a column of rows; None where nothing was reported.

    Raises ValueError for a rule that is not about rows.
    """
    if rule == "count":
        return len(frame)
    values = frame[column].dropna()
    if rule == "distinct":
        return int(values.nunique())
    if values.empty:
        return 0 if rule == "total" else None
    if rule in {"first", "last"}:
        return plain(values.iloc[0 if rule == "first" else -1])
    if rule == "total":
        return plain(values.sum())
    if rule in {"sum", "min", "max"}:
        return plain(values.agg(rule))
    raise ValueError(rule)


def plain(value: object) -> Value:
    """A cell as a plain number or text; whole numbers as such, days as 2021-06-30."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]  # cells are scalars
        return None
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]  # what is left is a number
    return int(number) if number.is_integer() else number


@dataclass
class Ledger:
    """All rows and figures of one paper; a figure asked for twice is the same figure."""

    t: Translator
    rows: dict[str, Rows] = field(default_factory=dict)
    figures: dict[str, Bound] = field(default_factory=dict)

    def add_rows(self, rows: Rows) -> Rows:
        """Keep rows that figures may stand on."""
        return self.rows.setdefault(rows.key, rows)

    def bind(
        self,
        id: str,
        rule: Rule,
        rows: str,
        column: str | None = None,
        *,
        where: Where = (),
        kind: Kind = "count",
        definition: str | None = None,
    ) -> Bound:
        """A figure computed from rows; where nothing was reported it says so."""
        value = compute(rule, self.rows[rows].choose(where), column)
        text = self.t("briefing.not_reported") if value is None else self._write(value, kind)
        return self._keep(
            Bound(id, text, value, rule, definition, rows, column, where, source=rows)
        )

    def bind_share(
        self,
        id: str,
        part: Bound,
        whole: Bound,
        *,
        definition: str | None = None,
        digits: int = 1,
        rest: bool = False,
    ) -> Bound:
        """One figure divided by another, as per cent, or what is left; 0 of 0 is a dash."""
        top, bottom = _number(part.value), _number(whole.value)
        share = top / bottom if top is not None and bottom else None
        if rest and share is not None:
            share = 1 - share
        return self._keep(
            Bound(
                id, self.t.percent(share, digits), share, "rest" if rest else "share", definition,
                parts=(part.id, whole.id),
            )
        )  # fmt: skip

    def bind_rate(
        self, id: str, part: Bound, whole: Bound, *, definition: str | None = None
    ) -> Bound:
        """One figure for each thousand of another, with two decimals; a dash without any."""
        top, bottom = _number(part.value), _number(whole.value)
        rate = top / bottom * 1000 if top is not None and bottom else None
        text = "—" if rate is None else self.write_number(rate, 2)
        return self._keep(
            Bound(id, text, rate, "per_thousand", definition, parts=(part.id, whole.id))
        )

    def bind_difference(self, id: str, now: Bound, before: Bound) -> Bound:
        """How many more or fewer, without the sign: the sentence says which."""
        one, two = _number(now.value), _number(before.value)
        value = None if one is None or two is None else plain(one - two)
        text = "—" if not isinstance(value, int | float) else self.write_number(abs(value))
        return self._keep(Bound(id, text, value, "difference", parts=(now.id, before.id)))

    def bind_change(self, id: str, now: Bound, before: Bound, basis: Basis) -> Bound:
        """The relative change as a clause (“同比增长…”); from or to zero it is told in words."""
        change = Change(_number(now.value), _number(before.value))
        text = self._tell_change(change, before, basis)
        return self._keep(Bound(id, text, change.share, "change", parts=(now.id, before.id)))

    def bind_points(self, id: str, now: Bound, before: Bound, basis: Basis) -> Bound:
        """The change of a share as a clause, in percentage points."""
        one, two = _number(now.value), _number(before.value)
        points = None if one is None or two is None else round((one - two) * 100, 1)
        if points:
            text = self.t(f"briefing.{basis}_change", change=describe_points(self.t, one, two))
        elif points == 0:
            text = self.t(f"briefing.{basis}_same")
        else:
            text = self.t("briefing.no_share") if one is None else self._tell_missing(before, basis)
        return self._keep(Bound(id, text, points, "points", parts=(now.id, before.id)))

    def _tell_change(self, change: Change, before: Bound, basis: Basis) -> str:
        if change.now is None:
            return self.t("briefing.now_missing")
        if change.before is None:
            return self._tell_missing(before, basis)
        if change.now == change.before:
            return self.t(f"briefing.{basis}_same" if change.now else f"briefing.{basis}_both_zero")
        if change.before == 0:
            return self.t(f"briefing.{basis}_from_zero")
        if change.now == 0:
            return self.t(f"briefing.{basis}_to_zero", before=before.text)
        return self.t(f"briefing.{basis}_change", change=change.describe(self.t))

    def _tell_missing(self, before: Bound, basis: Basis) -> str:
        """That a figure was not reported, or that its period is not compared with at all."""
        stands_on = [before, *(self.figures[part] for part in before.parts)]
        asked = [self.rows[bound.rows].report for bound in stands_on if bound.rows in self.rows]
        is_compared = not asked or all(asked)
        return self.t(f"briefing.{basis}_{'missing' if is_compared else 'uncompared'}")

    def bind_given(self, id: str, text: str, source: str, value: Value = None) -> Bound:
        """What is not computed but stated: a period, a day, a name with a number in it."""
        return self._keep(Bound(id, text, text if value is None else value, "given", source=source))

    def bind_cell(
        self, rows: str, key: Sequence[str], column: str, *, id: str | None = None
    ) -> Bound:
        """One cell of the rows as it reads; `key` is the column and value that name its row."""
        where = ((key[0], key[1]),)
        frame = self.rows[rows].choose(where)
        value = None if frame.empty else plain(frame[column].iloc[0])
        text = self._write_cell(frame[column].iloc[0]) if value is not None else "—"
        return self._keep(
            Bound(
                id or f"{rows}.{key[1]}.{column}", text, value, "first", None, rows, column, where,
                source=rows,
            )
        )  # fmt: skip

    def _keep(self, bound: Bound) -> Bound:
        bound = replace(bound, id=_shorten(bound.id))
        return self.figures.setdefault(bound.id, bound)

    def replace(self, bound: Bound, text: str) -> Bound:
        """The same figure as it reads in another place."""
        self.figures[bound.id] = replace(bound, text=text)
        return self.figures[bound.id]

    def write_number(self, value: float, digits: int = 0) -> str:
        """A number as papers write it: Chinese ones without marks between the thousands."""
        text = self.t.number(value, digits)
        return text.replace(",", "") if self.t.language == "zh" else text

    def name(self, text: str, source: str) -> "Bound | str":
        """A name from the district's tables; one that holds a digit is bound like a number."""
        if not any(sign.isdigit() for sign in text):
            return text
        return self.bind_given(f"name.{source}", text, source)

    def _write(self, value: Value, kind: Kind) -> str:
        if isinstance(value, str) or value is None:
            return str(value or "")
        if kind == "share":
            return self.t.percent(value)
        return self.write_number(value, _DIGITS[kind])

    def _write_cell(self, value: object) -> str:
        if isinstance(value, date):
            return self.t.day(value)
        shown = plain(value)
        return self.write_number(shown, 1) if isinstance(shown, int | float) else str(shown)


def _shorten(id: str) -> str:
    """An id of at most 64 characters, which is what a document can keep beside a number."""
    if len(id) <= _LONGEST_ID:
        return id
    return f"{id[: _LONGEST_ID - 9]}~{crc32(id.encode()):08x}"


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None

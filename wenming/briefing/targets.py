"""The year's targets: each of the district's, what was reached, and whether that keeps pace."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from wenming.briefing.bound import Bound, Rule, Where
from wenming.briefing.measures import TOTALS, bind_day, bind_total
from wenming.briefing.paper import Column, Grid
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, join, say
from wenming.config.district import Target
from wenming.figures import load_figures
from wenming.orders import FEWEST_RATINGS
from wenming.surveys import Rate

Standing = Literal["missed", "behind", "unknown", "reached", "on_pace"]
STANDINGS: tuple[Standing, ...] = ("missed", "behind", "unknown", "reached", "on_pace")
"""In the order in which they are told: what fell short first, and nothing left out. A share is
missed or reached; a sum is reached, or behind the part of the year that is gone, or on pace."""
_BEHIND = {"missed", "behind"}
_DIGITS = 3  # shares are compared as they are printed: 49.6 % is not behind 49.6 %


@dataclass(frozen=True)
class _Share:
    """Where a share comes from: rows, its part and its whole, and what adds them up."""

    rows: str
    part: str
    whole: str
    rule: Rule = "sum"
    asked: Literal["", "ratings", "survey"] = ""
    """Whether answers are behind it: of too few it says nothing, of others it has an interval."""


_SHARES = {
    "site_coverage": _Share("coverage_now", "covered", "communities", "last"),
    "active_sites": _Share("sites_to_date", "active_sites", "open_sites"),
    "reach_15min": _Share("reached", "near_open", "residents"),
    "active_reach": _Share("reached", "near_active", "residents"),
    "order_acceptance": _Share("orders_to_date", "accepted", "dispatched"),
    "order_completion": _Share("orders_to_date", "completed", "accepted"),
    "order_rating": _Share("orders_to_date", "rated", "completed"),
    "meeting_minimum": _Share("duties_to_date", "met", "expected"),
    "reporting_rate": _Share("duties_to_date", "reported", "expected"),
    "timeliness": _Share("duties_to_date", "in_time", "dated"),
    "satisfaction": _Share("orders_to_date", "satisfied", "ratings", asked="ratings"),
    "awareness": _Share("surveys_to_date", "yes", "asked", "last", "survey"),
    "support": _Share("surveys_to_date", "yes", "asked", "last", "survey"),
    "participation": _Share("surveys_to_date", "yes", "asked", "last", "survey"),
}
"""Shares by the catalogue's ids. A target for a figure that is neither here nor in TOTALS is told
as not known, never passed over."""


@dataclass(frozen=True)
class Promise:
    """A target with what was reached.

    `gap` is the part of the target that a sum has reached, or how many points a share is from it.
    """

    figure: str
    name: str
    unit: str
    """Empty for a share."""
    standing: Standing
    target: Bound
    reached: Bound | None = None
    gap: Bound | None = None
    basis: Line = ()
    """The parts of a share, and its interval where people were asked."""


def list_promises(material: Material) -> list[Promise]:
    """Every target of the year that the period ends in, what fell short first.

    Targets are the district's: a paper on streets, levels or themes has none.
    """
    filters = material.request.filters
    if not filters.is_whole_district:
        return []
    year = filters.until.year
    promises = [_judge(material, each) for each in material.district.targets if each.year == year]
    return sorted(promises, key=lambda promise: STANDINGS.index(promise.standing))


def _judge(material: Material, target: Target) -> Promise:
    t, figure = material.t, load_figures()[target.figure]
    name, unit = t.of(figure.name), t.of(figure.unit)
    if target.figure in TOTALS:
        name, unit = t(f"briefing.name_{figure.id}"), t(f"briefing.unit_{figure.id}")
    is_share = unit == "%"
    written = (
        material.ledger.write_share(target.value)
        if is_share
        else material.ledger.write_number(target.value, 1)
    )
    bound = material.ledger.bind_given(
        f"target.{figure.id}", written, "district.toml", target.value
    )
    promise = Promise(figure.id, name, "" if is_share else unit, "unknown", bound)
    if figure.id in TOTALS:
        return _judge_total(material, promise)
    return _judge_share(material, promise) if figure.id in _SHARES else promise


def _judge_total(material: Material, promise: Promise) -> Promise:
    ledger = material.ledger
    reached = bind_total(material, promise.figure, "to_date")
    share = ledger.bind_share(f"{promise.figure}.share_of_target", reached, promise.target)
    if not isinstance(share.value, int | float):
        return promise
    gone = float(bind_elapsed(material).value or 0)
    standing: Standing = "reached"
    if share.value < 1:
        is_behind = round(share.value, _DIGITS) < round(gone, _DIGITS)
        standing = "behind" if is_behind else "on_pace"
    return replace(promise, standing=standing, reached=reached, gap=share)


def _judge_share(material: Material, promise: Promise) -> Promise:
    ledger, of = material.ledger, _SHARES[promise.figure]
    where = _find_survey(material, promise.figure) if of.asked == "survey" else ()
    if where is None:
        return promise
    part, whole = (
        ledger.bind(f"{promise.figure}.{column}_to_date", of.rule, of.rows, column, where=where)
        for column in (of.part, of.whole)
    )
    asked = whole.value if isinstance(whole.value, int | float) else 0
    least = {
        "": 1,
        "ratings": FEWEST_RATINGS,
        "survey": material.district.thresholds.survey_minimum,
    }
    if asked < least[of.asked]:
        return promise
    reached = ledger.bind_share(f"{promise.figure}.to_date", part, whole)
    gap = ledger.bind_gap(f"{promise.figure}.gap_to_target", reached, promise.target)
    standing: Standing = "missed" if float(gap.value or 0) < 0 else "reached"
    return replace(
        promise, standing=standing, reached=reached, gap=gap,
        basis=_tell_basis(material, reached, part, whole, is_asked=bool(of.asked)),
    )  # fmt: skip


def _find_survey(material: Material, measure: str) -> Where | None:
    """The year's last survey of a measure; None where there was none."""
    frame = material.frame("surveys_to_date")
    begin = pd.Timestamp(material.request.filters.until.replace(month=1, day=1))
    days = frame.loc[(frame["measure"] == measure) & (frame["surveyed_on"] >= begin), "surveyed_on"]
    if days.empty:
        return None
    return (("measure", measure), ("surveyed_on", f"{days.max():%Y-%m-%d}"))


def _tell_basis(
    material: Material, share: Bound, part: Bound, whole: Bound, *, is_asked: bool
) -> Line:
    t, ledger = material.t, material.ledger
    if not is_asked:
        return say(t, "briefing.basis", part=part, whole=whole)
    low, high = Rate(int(float(part.value or 0)), int(float(whole.value or 0))).interval
    interval = t("briefing.interval", low=t.percent(low), high=t.percent(high))
    bound = ledger.bind_given(f"{share.id}.interval", interval, "rule", f"{low:.6f}/{high:.6f}")
    return say(t, "briefing.basis_asked", part=part, whole=whole, interval=bound)


def bind_elapsed(material: Material) -> Bound:
    """The part of the year that is gone with the period's last day."""
    until = material.request.filters.until
    begin, end = date(until.year, 1, 1), date(until.year + 1, 1, 1)
    share = ((until - begin).days + 1) / (end - begin).days
    text = material.ledger.write_share(share)
    return material.ledger.bind_given("year.elapsed", text, "filter", share)


def tell_targets(material: Material) -> Line:
    """Each target in a clause: what it is, what was reached, and how that stands to the year."""
    t, ledger = material.t, material.ledger
    promises = list_promises(material)
    if not promises:
        return ()
    until = material.request.filters.until
    total = ledger.bind_given("targets.all", str(len(promises)), "district.toml", len(promises))
    return say(
        t, "briefing.targets",
        total=total,
        year=ledger.bind_given("year", str(until.year), "filter"),
        day=bind_day(material),
        elapsed=bind_elapsed(material),
        list=join([_tell(material, each) for each in promises], t("briefing.semicolon")),
    )  # fmt: skip


def _tell(material: Material, promise: Promise) -> Line:
    places: dict[str, Bound | Line | str] = {
        "name": promise.name, "unit": promise.unit, "target": promise.target,
        "reached": promise.reached or "", "gap": promise.gap or "", "basis": promise.basis,
    }  # fmt: skip
    return say(material.t, f"briefing.target_{_kind(promise)}", **places)


def _kind(promise: Promise) -> str:
    if promise.figure in TOTALS:
        is_none = promise.reached is not None and not promise.reached.value
        return "behind_none" if is_none and promise.standing == "behind" else promise.standing
    if promise.standing == "reached":
        return "share_passed" if promise.gap and promise.gap.value else "share_reached"
    return f"share_{promise.standing}"


def count_behind(material: Material) -> tuple[Bound, Bound]:
    """How many targets there are, and how many of them fell short or are behind the year."""
    promises = list_promises(material)
    behind = sum(promise.standing in _BEHIND for promise in promises)
    give = material.ledger.bind_given
    return (
        give("targets.all", str(len(promises)), "district.toml", len(promises)),
        give("targets.behind", str(behind), "rule", behind),
    )


def build_targets_grid(material: Material) -> Grid | None:
    """Every target against what was reached by the period's end; None where there is none."""
    t = material.t
    promises = list_promises(material)
    if not promises:
        return None
    columns = (
        Column(t("briefing.column_figure"), 0.24),
        *(Column(t(f"briefing.column_{c}"), 0.17, "right") for c in ("target", "reached", "gap")),
        Column(t("briefing.column_standing"), 0.25, "centre"),
    )
    unknown = t("briefing.not_known")
    rows: list[tuple[Line, ...]] = []
    for each in promises:
        name = each.name
        if each.unit and each.unit not in name.lower():
            name = t("briefing.name_with_unit", name=name, unit=each.unit)
        cells: tuple[Bound | Line | str, ...] = (
            name,
            each.target,
            each.reached or unknown,
            _tell_gap(material, each) or unknown,
            t(f"briefing.standing_{each.standing}"),
        )
        rows.append(tuple(say(t, "briefing.cell", text=cell) for cell in cells))
    return Grid("targets", say(t, "briefing.caption_targets"), columns, tuple(rows))


def _tell_gap(material: Material, promise: Promise) -> Line:
    """`51.2%` of a sum, `15.8 points short` of a share."""
    t = material.t
    if promise.gap is None:
        return ()
    if promise.figure in TOTALS:
        return say(t, "briefing.gap_part", gap=promise.gap)
    points = float(promise.gap.value or 0)
    key = "gap_none" if not points else "gap_short" if points < 0 else "gap_over"
    return say(t, f"briefing.{key}", gap=promise.gap) if points else say(t, f"briefing.{key}")

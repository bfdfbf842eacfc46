"""The message of each slide in one sentence, made from the figures by rule."""

import pandas as pd

from wenming.briefing.bound import Bound
from wenming.briefing.measures import (
    bind_needs,
    bind_street,
    bind_total,
    count,
    count_tasks,
    name_area,
    name_period,
)
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, say


def tell_slide(material: Material, slide: str) -> Line:
    """The title of a slide: `totals`, `trend`, `tasks`, `map`, `issues`, `last` or `next`."""
    return _TELL[slide](material)


def _tell_totals(material: Material) -> Line:
    ledger = material.ledger
    now = bind_total(material, "activities_held")
    before = bind_total(material, "activities_held", "year_before")
    return say(
        material.t, "briefing.slide_totals", period=name_period(material),
        area=name_area(material), held=now,
        change=ledger.bind_change("activities_held.on_year", now, before, "year"),
    )  # fmt: skip


def _tell_trend(material: Material) -> Line:
    by_month = material.frame("trend_now").groupby("month")["activities"].sum()
    month = pd.Timestamp(str(by_month.idxmax()))
    text = material.t.month(month)
    most = material.ledger.bind(
        "month.most", "sum", "trend_now", "activities",
        where=(("month", f"{month:%Y-%m-%d}"),),
    )  # fmt: skip
    named = material.ledger.bind_given("month.most_name", text, "trend_now", text)
    return say(material.t, "briefing.slide_trend", month=named, most=most)


def _tell_tasks(material: Material) -> Line:
    ledger = material.ledger
    name, first = count_tasks(material)[0]
    share = ledger.bind_share(f"{first.id}.share", first, bind_total(material, "activities_held"))
    task = ledger.name(name, "tasks")
    return say(material.t, "briefing.slide_tasks", task=task, share=share)


def _tell_map(material: Material) -> Line:
    """From how few to how many activities the streets have that the map shades."""
    streets = material.frame("measures_now").dropna(subset="street_id")["street_id"]
    held = sorted((bind_street(material, str(street)) for street in streets), key=count)
    if not held:
        return say(material.t, "briefing.caption_map")
    return say(material.t, "briefing.slide_map", low=held[0], high=held[-1])


def _tell_issues(material: Material) -> Line:
    total = bind_needs(material)
    unreached = material.ledger.figures.get("needs_support.unreached")
    if not total.value:
        return say(material.t, "briefing.slide_issues")
    if unreached is None or not unreached.value:
        return say(material.t, "briefing.slide_issues_needs", total=total)
    return say(
        material.t, "briefing.slide_issues_unreached", total=total, unreached=unreached
    )  # fmt: skip


def _tell_last(material: Material) -> Line:
    figures = material.ledger.figures
    places: dict[str, Bound | Line | str] = {
        name: figures[f"tasks_carried.{name}"] for name in ("all", "closed", "overdue")
    }
    return say(material.t, "briefing.slide_last", **places)


def _tell_next(material: Material) -> Line:
    total = material.ledger.figures["tasks_next.all"]
    return say(material.t, "briefing.slide_next", total=total)


_TELL = {
    "totals": _tell_totals,
    "trend": _tell_trend,
    "tasks": _tell_tasks,
    "map": _tell_map,
    "issues": _tell_issues,
    "last": _tell_last,
    "next": _tell_next,
}

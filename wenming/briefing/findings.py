"""The message of each slide in one sentence, made from the figures by rule."""

import pandas as pd

from wenming.briefing.bound import Bound
from wenming.briefing.measures import (
    bind_changes,
    bind_needs,
    bind_street,
    bind_total,
    count,
    count_tasks,
    is_reach_estimated,
    join_tasks,
    name_area,
    name_needs,
    name_period,
)
from wenming.briefing.sources import Material
from wenming.briefing.targets import count_behind
from wenming.briefing.text import Line, say


def tell_slide(material: Material, slide: str) -> Line:
    """The title of a slide: a key of `_TELL`."""
    return _TELL[slide](material)


def _tell_totals(material: Material) -> Line:
    year, _ = bind_changes(material, "activities_held")
    return say(
        material.t, "briefing.slide_totals", period=name_period(material),
        area=name_area(material), held=bind_total(material, "activities_held"), change=year,
    )  # fmt: skip


def _tell_targets(material: Material) -> Line:
    total, behind = count_behind(material)
    key = "slide_targets" if behind.value else "slide_targets_kept"
    return say(material.t, f"briefing.{key}", total=total, behind=behind)


def _tell_trend(material: Material) -> Line:
    """The month with most activities; all of them where several share the place."""
    t, ledger = material.t, material.ledger
    by_month = material.frame("trend_now").groupby("month")["activities"].sum()
    months = [pd.Timestamp(str(month)) for month in by_month.index[by_month == by_month.max()]]
    most = ledger.bind(
        "month.most", "sum", "trend_now", "activities",
        where=(("month", f"{months[0]:%Y-%m-%d}"),),
    )  # fmt: skip
    text = t("briefing.comma").join(t.month(month) for month in months)
    named = ledger.bind_given("month.most_name", text, "trend_now", text)
    key = "slide_trend" if len(months) == 1 else "slide_trend_tied"
    return say(t, f"briefing.{key}", month=named, most=most)


def _tell_tasks(material: Material) -> Line:
    ledger = material.ledger
    counts = count_tasks(material)
    first = counts[0][1]
    if not first.value:
        return say(material.t, "briefing.slide_no_tasks")
    names = [name for name, bound in counts if bound.value == first.value]
    share = ledger.bind_share(f"{first.id}.share", first, bind_total(material, "activities_held"))
    key = "slide_tasks" if len(names) == 1 else "slide_tasks_tied"
    return say(material.t, f"briefing.{key}", task=join_tasks(material, names), share=share)


def _tell_map(material: Material) -> Line:
    """From how few to how many activities the streets have that the map shades."""
    streets = material.frame("measures_now").dropna(subset="street_id")["street_id"]
    held = sorted((bind_street(material, str(street)) for street in streets), key=count)
    if len(held) < 2:
        return say(material.t, "briefing.caption_map")
    idle = sum(not bound.value for bound in held)
    places: dict[str, Bound | Line | str] = {
        "low": held[0], "high": held[-1],
        "idle": material.ledger.bind_given("streets.idle", str(idle), "rule", idle),
    }  # fmt: skip
    key = "map_idle" if idle else "map_even" if held[0].value == held[-1].value else "map"
    return say(material.t, f"briefing.slide_{key}", **places)


def _tell_issues(material: Material) -> Line:
    total = bind_needs(material)
    unreached = material.ledger.figures.get("needs_support.unreached")
    if not total.value:
        return say(material.t, "briefing.slide_issues")
    places: dict[str, Bound | Line | str] = {"total": name_needs(material)}
    if unreached is None or not unreached.value:
        return say(material.t, "briefing.slide_issues_needs", **places)
    estimated = material.t("briefing.estimated") if is_reach_estimated(material) else ""
    return say(
        material.t, "briefing.slide_issues_unreached", **places, unreached=unreached,
        estimated=estimated,
    )  # fmt: skip


def _tell_last(material: Material) -> Line:
    figures = material.ledger.figures
    total, closed, overdue = (
        figures[f"tasks_carried.{name}"] for name in ("all", "closed", "overdue")
    )
    settled = "closed" if closed.value else "none_closed"
    late = "overdue" if overdue.value else "in_time"
    return say(
        material.t, "briefing.slide_last", all=total,
        closed=say(material.t, f"briefing.slide_{settled}", closed=closed),
        late=say(material.t, f"briefing.slide_{late}", overdue=overdue),
    )  # fmt: skip


def _tell_next(material: Material) -> Line:
    total = material.ledger.figures["tasks_next.all"]
    return say(material.t, "briefing.slide_next", total=total)


_TELL = {
    "totals": _tell_totals,
    "targets": _tell_targets,
    "trend": _tell_trend,
    "tasks": _tell_tasks,
    "map": _tell_map,
    "issues": _tell_issues,
    "last": _tell_last,
    "next": _tell_next,
}

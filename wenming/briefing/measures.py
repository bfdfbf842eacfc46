"""The figures and names that several sections of a paper speak of, each bound once."""

from datetime import date

import pandas as pd
from babel.dates import format_interval

from wenming.briefing.bound import Bound
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, join, say

TOTALS = {
    "activities_held": "activities",
    "attendance": "attendance",
    "service_hours": "service_hours",
}
"""Figures of the catalogue that add up, and their columns of `overview__headline`."""

_MOST_NAMED = 3


def bind_total(material: Material, figure: str, when: str = "now") -> Bound:
    """A headline figure of the period, of one before it, or of the year so far."""
    return material.ledger.bind(
        f"{figure}.{when}", "sum", f"headline_{when}", TOTALS[figure], definition=figure,
    )  # fmt: skip


def bind_street(material: Material, street: str) -> Bound:
    """The activities of one street in the period; a street without any has 0."""
    return material.ledger.bind(
        f"street.{street}.activities", "total", "measures_now", "activities",
        where=(("street_id", street),),
    )  # fmt: skip


def count_tasks(material: Material) -> list[tuple[str, Bound]]:
    """Each task with its activities of the period, most first."""
    counts = [
        (
            name,
            material.ledger.bind(
                f"task.{task}.activities", "total", "matrix_now", "activities",
                where=(("task_id", task),),
            ),
        )
        for task, name in material.names["tasks"].items()
    ]  # fmt: skip
    return sorted(counts, key=lambda pair: -count(pair[1]))


def bind_coverage(material: Material) -> tuple[Bound, Bound, Bound]:
    """Communities with an open station, communities, and the share, at the period's end."""
    ledger = material.ledger
    covered = ledger.bind("site_coverage.covered", "last", "coverage_now", "covered")
    whole = ledger.bind("site_coverage.communities", "last", "coverage_now", "communities")
    share = ledger.bind_share("site_coverage.now", covered, whole, definition="site_coverage")
    return covered, whole, share


def bind_active(material: Material, when: str = "now") -> tuple[Bound, Bound, Bound]:
    """Site-months with an activity, site-months open, and the share."""
    ledger = material.ledger
    active = ledger.bind(f"active_sites.active_{when}", "sum", f"sites_{when}", "active_sites")
    whole = ledger.bind(f"active_sites.open_{when}", "sum", f"sites_{when}", "open_sites")
    return (
        active,
        whole,
        ledger.bind_share(f"active_sites.{when}", active, whole, definition="active_sites"),
    )


def bind_needs(material: Material) -> Bound:
    """How many areas are on the needs-support list."""
    return material.ledger.bind("needs_support.now", "count", "needs", definition="needs_support")


def bind_reached(material: Material) -> tuple[Bound, Bound, Bound]:
    """Residents whose place is known, and the shares of them near an open and an active site."""
    ledger = material.ledger
    residents = ledger.bind("reach.residents", "sum", "reached", "residents")
    near_open, near_active = (
        ledger.bind_share(
            f"{figure}.now",
            ledger.bind(f"{figure}.reached", "sum", "reached", column),
            residents,
            definition=figure,
        )
        for figure, column in (("reach_15min", "near_open"), ("active_reach", "near_active"))
    )
    return residents, near_open, near_active


def bind_walk(material: Material) -> dict[str, Bound]:
    """`metres` of the walk within which residents count as reached; `months` a site is active."""
    limits, ledger = material.district.thresholds, material.ledger
    metres, months = limits.walk_limit_m, limits.active_reach_months
    return {
        "metres": ledger.bind_given(
            "threshold.walk", ledger.write_number(metres), "district.toml", metres
        ),
        "months": ledger.bind_given("threshold.active", str(months), "district.toml", months),
    }


def name_area_in_need(material: Material, area: str) -> Bound | Line | str:
    """A community after its street's name; a street that stands for itself by its own."""
    t, ledger = material.t, material.ledger
    row = ledger.rows["needs"].choose((("area_id", area),)).iloc[0]
    name = ledger.name(str(row[t.column()]), f"area.{area}")
    street = material.names["streets"].get(str(row["street_id"]))
    if street is None or area == row["street_id"]:
        return name
    return say(t, "briefing.area_of_street", area=name, street=ledger.name(street, "streets"))


def bind_day(material: Material) -> Bound:
    """The period's last day."""
    until = material.request.filters.until
    return material.ledger.bind_given("day.until", material.t.day(until), "filter", f"{until}")


def bind_version(material: Material) -> Bound:
    """The version of the data and the day up to which it counts."""
    text = material.t(
        "frame.version", version=material.version, cutoff=material.t.day(material.cutoff)
    )
    return material.ledger.bind_given("version", text, "store", material.version)


def name_period(material: Material) -> Bound:
    """The period as a phrase: whole months by their names, otherwise from day to day."""
    t, filters = material.t, material.request.filters
    style = "yMMM" if filters.is_whole_months else "yMMMd"
    text = format_interval(filters.since, filters.until, style, locale=t.date_locale)
    return material.ledger.bind_given("period", text, "filter", f"{filters.since}/{filters.until}")


def name_area(material: Material) -> Bound | Line | str:
    """The district, or the streets chosen of it."""
    streets = material.request.filters.streets
    if not streets:
        return material.ledger.name(material.t.of(material.district.name), "district")
    pieces: list[Bound | Line | str] = [
        material.ledger.name(material.names["streets"][street], "streets") for street in streets
    ]
    if len(streets) <= _MOST_NAMED:
        return join(pieces, material.t("briefing.comma"))
    number = material.ledger.bind_given("streets.chosen", str(len(streets)), "filter", len(streets))
    return say(material.t, "briefing.several_streets", first=pieces[0], count=number)


def name_street(material: Material, rows: str, key: tuple[str, str]) -> Bound | Line | str:
    """The street that a row names; the district's name where it names none."""
    frame = material.ledger.rows[rows].choose((key,))
    street = frame["street_id"].iloc[0]
    if pd.isna(street):
        return material.ledger.name(material.t.of(material.district.name), "district")
    return material.ledger.name(material.names["streets"].get(str(street), str(street)), "streets")


def count(bound: Bound) -> float:
    """The value of a figure that counts; nothing reported is none of it."""
    return float(bound.value) if isinstance(bound.value, int | float) else 0.0


def tell_due(material: Material, day: date) -> str:
    """A due day for a narrow column: in figures in Chinese, as English writes days in English."""
    t = material.t
    return f"{day.year}.{day.month}.{day.day}" if t.language == "zh" else t.day(day)

"""The figures and names that several sections of a paper speak of, each bound once."""

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
        f"street.{street}.activities", "sum", "measures_now", "activities",
        where=(("street_id", street),), missing="briefing.zero",
    )  # fmt: skip


def count_tasks(material: Material) -> list[tuple[str, Bound]]:
    """Each task with its activities of the period, most first."""
    counts = [
        (
            name,
            material.ledger.bind(
                f"task.{task}.activities", "sum", "matrix_now", "activities",
                where=(("task_id", task),), missing="briefing.zero",
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

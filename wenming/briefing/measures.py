"""The figures and names that several sections of a paper speak of, each bound once."""

from datetime import date

import pandas as pd
from babel.dates import format_interval

from wenming.briefing.bound import Basis, Bound
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, join, say

TOTALS = {
    "activities_held": "activities",
    "attendance": "attendance",
    "service_hours": "service_hours",
}
"""Figures of the catalogue that add up, and their columns of `overview__headline`."""

BASES: dict[Basis, str] = {"year": "year_before", "previous": "previous"}
"""What a period is compared with, and the end of the names of the rows of it."""

_MOST_NAMED = 3


def bind_total(material: Material, figure: str, when: str = "now") -> Bound:
    """A headline figure of the period, of one before it, or of the year so far."""
    return material.ledger.bind(
        f"{figure}.{when}", "sum", f"headline_{when}", TOTALS[figure], definition=figure,
    )  # fmt: skip


def bind_changes(material: Material, figure: str) -> tuple[Bound, Bound]:
    """A headline figure against the year before, and against the period before, as clauses."""
    now = bind_total(material, figure)
    year, previous = (
        material.ledger.bind_change(
            f"{figure}.on_{basis}", now, bind_total(material, figure, when), basis,
            comparable=material.is_comparable(f"headline_{when}"),
        )
        for basis, when in BASES.items()
    )  # fmt: skip
    return year, previous


def bind_share_changes(material: Material, figure: str) -> tuple[Bound, Bound]:
    """`site_coverage` or `active_sites` against the same two periods, in percentage points."""
    bind, rows = _SHARES[figure]
    now = bind(material, "now")[2]
    year, previous = (
        material.ledger.bind_points(
            f"{figure}.on_{basis}", now, bind(material, when)[2], basis,
            comparable=material.is_comparable(f"{rows}_{when}"),
        )
        for basis, when in BASES.items()
    )  # fmt: skip
    return year, previous


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


def bind_coverage(material: Material, when: str = "now") -> tuple[Bound, Bound, Bound]:
    """Communities with an open station, communities, and the share, at the period's end."""
    ledger, name, rows = material.ledger, "site_coverage", f"coverage_{when}"
    covered = ledger.bind(f"{name}.covered_{when}", "last", rows, "covered")
    whole = ledger.bind(f"{name}.communities_{when}", "last", rows, "communities")
    share = ledger.bind_share(f"{name}.{when}", covered, whole, definition=name)
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


_SHARES = {"site_coverage": (bind_coverage, "coverage"), "active_sites": (bind_active, "sites")}


def bind_needs(material: Material) -> Bound:
    """How many areas are on the needs-support list."""
    return material.ledger.bind("needs_support.now", "count", "needs", definition="needs_support")


def name_needs(material: Material) -> Line:
    """`67 communities`; where a street without communities stands for itself, `67 areas`."""
    needs = material.frame("needs")
    kind = "communities" if needs["community_id"].notna().all() else "areas"
    return say(material.t, f"briefing.needs_{kind}", total=bind_needs(material))


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


def bind_modelled(material: Material) -> Bound:
    """The share of residents whose place and number are modelled, not counted."""
    ledger = material.ledger
    modelled = ledger.bind("reach.modelled", "sum", "reached", "modelled")
    return ledger.bind_share("reach.share_modelled", modelled, bind_reached(material)[0])


def is_reach_estimated(material: Material) -> bool:
    """Whether who is reached is an estimate: of ways, or of where residents live."""
    return material.walks_straight or bool(bind_modelled(material).value)


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


def name_extent(part: Bound, whole: Bound) -> str:
    """`all` where a part is a whole of several, `none` where it is nothing, else `some`."""
    if not count(part):
        return "none"
    return "all" if part.value == whole.value and count(whole) > 1 else "some"


def join_tasks(material: Material, names: list[str]) -> Line:
    """Tasks by name, quoted; one that holds a digit is bound like a number."""
    t = material.t
    pieces = [say(t, "briefing.quoted", name=material.ledger.name(name, "tasks")) for name in names]
    return join(pieces, t("briefing.comma"))


def bind_day(material: Material) -> Bound:
    """The period's last day, which is never later than the data's cut-off day."""
    until = material.request.filters.until
    return material.ledger.bind_given("day.until", material.t.day(until), "filter", f"{until}")


def tell_as_of(material: Material) -> Line:
    """To which day tasks are counted: the meeting's as such, which may be yet to come."""
    t, day = material.t, material.as_of
    key = "as_of" if material.request.meeting_id is None else "as_of_meeting"
    bound = material.ledger.bind_given("day.as_of", t.day(day), "meeting", f"{day}")
    return say(t, f"briefing.{key}", day=bound)


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
    """The district, or the streets chosen of it; and what else it was narrowed to."""
    t, filters = material.t, material.request.filters
    place = _name_place(material)
    narrowed = [
        material.ledger.name(material.names[kind].get(id, id), kind)
        for kind, ids in (("levels", filters.levels), ("themes", filters.themes))
        for id in ids or ()
    ]
    if not narrowed:
        return place
    return say(t, "briefing.area_narrowed", area=place, list=join(narrowed, t("briefing.comma")))


def _name_place(material: Material) -> Bound | Line | str:
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


def tell_cell_day(material: Material, bound: Bound) -> str:
    """A day that a cell holds, as `tell_due` writes it; what holds none as it reads."""
    is_day = isinstance(bound.value, str)
    return tell_due(material, date.fromisoformat(str(bound.value))) if is_day else bound.text


def tell_due(material: Material, day: date) -> str:
    """A due day for a narrow column: in figures in Chinese, as English writes days in English."""
    t = material.t
    return f"{day.year}.{day.month}.{day.day}" if t.language == "zh" else t.day(day)

"""Section one of the paper: what was held, reached and covered, and the highlights."""

import pandas as pd

from wenming.briefing.fitting import end_words
from wenming.briefing.measures import (
    bind_active,
    bind_changes,
    bind_coverage,
    bind_day,
    bind_modelled,
    bind_reached,
    bind_share_changes,
    bind_street,
    bind_total,
    bind_version,
    bind_walk,
    count,
    count_tasks,
    join_tasks,
    name_area,
    name_extent,
    name_period,
    name_street,
)
from wenming.briefing.paper import Block, Paragraph, Picture
from wenming.briefing.sources import Material
from wenming.briefing.targets import tell_targets
from wenming.briefing.text import Line, join, say
from wenming.briefing.trend import tell_hatched
from wenming.maps.boundary import is_schematic

_HIGHLIGHTS = 3


def tell_totals(material: Material) -> list[Block]:
    """Headline figures with both comparisons, what they leave out, and the year's targets."""
    told = _tell_held(material)
    if bind_total(material, "activities_held").value:
        told += _tell_attendance(material) + _tell_hours(material)
    blocks: list[Block] = [Paragraph("progress.totals", told)]
    targets = tell_targets(material)
    return [*blocks, *([Paragraph("progress.targets", targets)] if targets else [])]


def _tell_held(material: Material) -> Line:
    t = material.t
    held = bind_total(material, "activities_held")
    before = bind_total(material, "activities_held", "year_before")
    key = "activities"
    if not held.value:
        comparable = material.is_comparable("headline_year_before")
        key = "empty_alone" if not comparable else "empty_after" if before.value else "empty"
    return say(
        t, f"briefing.{key}", period=name_period(material), area=name_area(material),
        activities_held=held, before=before, changes=_compare(material, "activities_held"),
    )  # fmt: skip


def _compare(material: Material, figure: str) -> Line:
    """Against the year before and the period before; once where neither is on record."""
    t = material.t
    year, previous = bind_changes(material, figure)
    keys = ("headline_year_before", "headline_previous")
    if not any(map(material.is_comparable, keys)):
        return say(t, "briefing.both_unknown")
    return join([year, previous], t("briefing.clause"))


def _tell_attendance(material: Material) -> Line:
    t, ledger = material.t, material.ledger
    total, held = bind_total(material, "attendance"), bind_total(material, "activities_held")
    if total.value is None:
        return say(t, "briefing.attendance_missing")
    estimated = ledger.bind("attendance.estimated", "sum", "headline_now", "attendance_estimated")
    reported = ledger.bind("attendance.reported", "sum", "headline_now", "attendance_reported")
    key = "attendance" if total.value else "attendance_none"
    line = say(t, f"briefing.{key}", attendance=total, changes=_compare(material, "attendance"))
    share = ledger.bind_share("attendance.share_estimated", estimated, total)
    if share.value:
        whole = "estimated_all" if share.value == 1 else "estimated_part"
        line += say(t, f"briefing.{whole}", share=share)
    missing = ledger.bind_share("attendance.share_missing", reported, held, rest=True)
    return line + (say(t, "briefing.attendance_gap", missing=missing) if missing.value else ())


def _tell_hours(material: Material) -> Line:
    t, ledger = material.t, material.ledger
    total, held = bind_total(material, "service_hours"), bind_total(material, "activities_held")
    if total.value is None:
        return say(t, "briefing.hours_missing")
    reported = ledger.bind("service_hours.reported", "sum", "headline_now", "hours_reported")
    missing = ledger.bind_share("service_hours.share_missing", reported, held, rest=True)
    key = "hours" if total.value else "hours_none"
    line = say(
        t, f"briefing.{key}", service_hours=total, changes=_compare(material, "service_hours")
    )
    return line + (say(t, "briefing.hours_gap", missing=missing) if missing.value else ())


def tell_sites(material: Material) -> list[Block]:
    """Coverage, active sites and silent ones at the period's end."""
    t, ledger = material.t, material.ledger
    if material.frame("states_now").empty:
        return [Paragraph("sites.none", say(t, "briefing.no_sites"))]
    states = (("is_open", "yes"),)
    is_open = ledger.bind("sites.open", "count", "states_now", where=states)
    demonstration = ledger.bind(
        "sites.demonstration", "count", "states_now",
        where=(*states, ("is_demonstration", "True")),
    )  # fmt: skip
    key = "sites" if demonstration.value else "sites_plain" if is_open.value else "sites_closed"
    told = say(
        t, f"briefing.{key}", day=bind_day(material), open=is_open, demonstration=demonstration
    )
    told += _tell_coverage(material) + _tell_reached(material) + _tell_active(material)
    return [Paragraph("sites", told)]


def _tell_coverage(material: Material) -> Line:
    covered, communities, share = bind_coverage(material)
    if not communities.value:
        return ()
    key = name_extent(covered, communities)
    return say(
        material.t, f"briefing.coverage_{key}", covered=covered, communities=communities,
        share=share,
    )  # fmt: skip


def _tell_reached(material: Material) -> Line:
    """Residents near sites; that ways and places are estimates is said where they are."""
    t = material.t
    residents, near_open, near_active = bind_reached(material)
    if not residents.value:
        return ()
    key = "reached" if near_active.value else "reached_idle" if near_open.value else "reached_none"
    told = say(
        t, f"briefing.{key}", open=near_open, active=near_active,
        straight=t("briefing.straight") if material.walks_straight else "",
        **bind_walk(material),
    )  # fmt: skip
    modelled = bind_modelled(material)
    if not modelled.value:
        return told
    key = "places_all" if modelled.value == 1 else "places_part"
    return told + say(t, f"briefing.{key}", share=modelled)


def _tell_active(material: Material) -> Line:
    active, site_months, rate = bind_active(material)
    if not site_months.value:
        return ()
    extent = name_extent(active, site_months)
    return say(
        material.t, f"briefing.active_{extent}", active=active, site_months=site_months, share=rate,
        change=bind_share_changes(material, "active_sites")[0],
    )  # fmt: skip


def tell_balance(material: Material) -> list[Block]:
    """How the tasks share the activities, and how evenly streets' residents are served."""
    t, ledger = material.t, material.ledger
    told: Line = ()
    if material.names["tasks"]:
        covered = ledger.bind(
            "task_balance.now", "sum", "headline_now", "tasks_covered", definition="task_balance"
        )
        total = ledger.bind("tasks_of_practice", "count", "tasks_of_practice")
        key = name_extent(covered, total)
        told = say(t, f"briefing.balance_{key}", total=total, covered=covered)
        told += _tell_extremes(material)
    if material.request.street_id is None:
        told += _tell_spread(material)
    return [Paragraph("balance", told)] if told else []


def _tell_extremes(material: Material) -> Line:
    """The tasks with most activities and with fewest; those that share a place all by name."""
    t, ledger = material.t, material.ledger
    held = bind_total(material, "activities_held")
    counts = count_tasks(material)
    if len(counts) < 2 or counts[0][1].value == counts[-1][1].value:
        return ()
    pieces: list[Line] = []
    for end, at in (("most", 0), ("fewest", -1)):
        number = counts[at][1]
        names = [name for name, bound in counts if bound.value == number.value]
        key = end if number.value else f"{end}_none"
        key += "_tied" if len(names) > 1 and number.value else ""
        share = ledger.bind_share(f"{number.id}.share", number, held)
        tasks = join_tasks(material, names)
        pieces.append(say(t, f"briefing.task_{key}", tasks=tasks, number=number, share=share))
    return say(t, "briefing.extremes", list=join(pieces, t("briefing.semicolon")))


def _tell_spread(material: Material) -> Line:
    """The range of activities per thousand residents over streets that have residents."""
    t, ledger = material.t, material.ledger
    rates = []
    streets = material.frame("streets")["street_id"].astype(str)
    for street in streets:
        residents = ledger.bind(
            f"street.{street}.residents", "sum", "streets", "residents",
            where=(("street_id", street),),
        )  # fmt: skip
        if count(residents):
            held = bind_street(material, street)
            rates.append((count(held) / count(residents), held, residents))
    if len(rates) < 2:
        return ()
    low, high = (
        ledger.bind_rate(f"per_thousand.{which}", held, residents, definition="per_thousand")
        for which, (_, held, residents) in (
            ("low", min(rates, key=lambda rate: rate[0])),
            ("high", max(rates, key=lambda rate: rate[0])),
        )
    )
    known = ledger.bind_given("streets.with_residents", str(len(rates)), "rule", len(rates))
    all_or_some = "all" if len(rates) == len(streets) else "some"
    key = "spread" if low.text != high.text else "spread_even"
    line = say(
        t, f"briefing.{key}", low=low, high=high,
        streets=say(t, f"briefing.streets_{all_or_some}", count=known),
    )  # fmt: skip
    gini = ledger.bind(
        "equity_gini.now", "first", "evenness", "gini", kind="index", definition="equity_gini"
    )
    if gini.value is not None:
        line += say(t, "briefing.evenness", gini=gini)
    number = ledger.bind(
        "streets.modelled", "count", "streets", where=(("population_basis", "modelled"),)
    )
    if not number.value:
        return line
    key = "modelled_all" if number.value == len(streets) else "modelled"
    return line + say(t, f"briefing.{key}", count=number)


def tell_highlights(material: Material) -> list[Block]:
    """The themes that grew most on last year, and what the period's visits found good."""
    t = material.t
    blocks: list[Block] = []
    for number, theme in enumerate(_find_growth(material), start=1):
        blocks.append(Paragraph(f"highlight.theme_{number}", _tell_growth(material, theme)))
    visits = material.frame("visits")
    visits = visits[visits["visited_on"] >= pd.Timestamp(material.request.filters.since)]
    praised = visits[visits["highlights"].notna()]
    for visit in praised["visit_id"].head(_HIGHLIGHTS):
        key = ("visit_id", str(visit))
        text = material.ledger.bind_cell("visits", key, "highlights")
        line = say(
            t, "briefing.visit_highlight",
            day=material.ledger.bind_cell("visits", key, "visited_on"),
            street=name_street(material, "visits", key),
            text=material.ledger.replace(text, end_words(text.text)),
        )  # fmt: skip
        blocks.append(Paragraph(f"highlight.{visit}", line))
    if blocks:
        return blocks
    grew = "no_growth" if material.is_comparable("trend_year_before") else "growth_unknown"
    seen = "no_visits" if visits.empty else "no_praise"
    told = say(t, f"briefing.{grew}") + say(t, f"briefing.{seen}")
    return [Paragraph("highlight.none", told)]


def _find_growth(material: Material) -> list[str]:
    """Themes by the activities they gained on the year before, the greatest gain first."""
    if not material.is_comparable("trend_year_before"):
        return []
    now = material.frame("trend_now").groupby("theme_id")["activities"].sum()
    before = material.frame("trend_year_before").groupby("theme_id")["activities"].sum()
    gained = now.sub(before, fill_value=0).sort_values(ascending=False, kind="stable")
    return [str(theme) for theme in gained[gained > 0].index[:2]]


def _tell_growth(material: Material, theme: str) -> Line:
    t, ledger = material.t, material.ledger
    where = (("theme_id", theme),)
    ends = [
        ledger.bind(
            f"theme.{theme}.{name}", "total", f"trend_{name}", "activities", where=where,
        )
        for name in ("now", "year_before")
    ]  # fmt: skip
    more = ledger.bind_difference(f"theme.{theme}.more", *ends)
    name = ledger.name(material.names["themes"].get(theme, theme), "themes")
    key = "growth" if ends[1].value else "growth_new"
    return say(t, f"briefing.{key}", theme=name, now=ends[0], more=more)


def build_pictures(material: Material) -> dict[str, Picture]:
    """The trend, the map and the matrix with their captions, where there is anything to draw."""
    t = material.t
    held = bind_total(material, "activities_held")
    if not held.value:
        return {}
    footer = say(
        t, "briefing.picture_footer", period=name_period(material), version=bind_version(material)
    )
    if material.district.is_sample:
        footer += say(t, "briefing.sample_mark")
    trend = say(t, "briefing.caption_trend", held=held)
    schematic = is_schematic(material.areas, material.district)
    map_footer = footer + (say(t, "briefing.schematic_mark") if schematic else ())
    hatched = tell_hatched(material)
    trend_footer = join([footer, hatched], t("briefing.semicolon")) if hatched else footer
    pictures = {"trend": Picture("trend", trend, trend_footer)}
    if material.request.street_id is None:
        pictures["map"] = Picture("map", say(t, "briefing.caption_map"), map_footer)
        if material.names["tasks"]:
            pictures["matrix"] = Picture("matrix", say(t, "briefing.caption_matrix"), footer)
    return pictures

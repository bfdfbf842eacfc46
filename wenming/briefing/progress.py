"""Section one of the paper: what was held, reached and covered, and the highlights."""

import pandas as pd

from wenming.briefing.bound import Bound
from wenming.briefing.measures import (
    TOTALS,
    bind_active,
    bind_coverage,
    bind_day,
    bind_reached,
    bind_street,
    bind_total,
    bind_version,
    bind_walk,
    count,
    count_tasks,
    name_area,
    name_period,
    name_street,
)
from wenming.briefing.paper import Block, Column, Grid, Paragraph, Picture
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, join, say
from wenming.headline import find_target
from wenming.maps.boundary import is_schematic

_HIGHLIGHTS = 3


def tell_totals(material: Material) -> list[Block]:
    """Headline figures with both comparisons, what they leave out, and progress to target."""
    t, ledger = material.t, material.ledger
    held = bind_total(material, "activities_held")
    if not held.value:
        return [_tell_empty(material)]
    places: dict[str, Bound | Line | str] = {
        "period": name_period(material),
        "area": name_area(material),
    }
    for figure in TOTALS:
        now = bind_total(material, figure)
        before = bind_total(material, figure, "year_before")
        earlier = bind_total(material, figure, "previous")
        places[figure] = now
        places[f"{figure}_year"] = ledger.bind_change(f"{figure}.on_year", now, before, "year")
        places[f"{figure}_previous"] = ledger.bind_change(
            f"{figure}.on_previous", now, earlier, "previous"
        )
    blocks: list[Block] = [
        Paragraph(
            "progress.totals",
            say(t, "briefing.activities", **places)
            + _tell_attendance(material, places)
            + _tell_hours(material, places),
        )
    ]
    targets = tell_targets(material)
    return [*blocks, *([Paragraph("progress.targets", targets)] if targets else [])]


def _tell_empty(material: Material) -> Paragraph:
    t = material.t
    before = bind_total(material, "activities_held", "year_before")
    key = "briefing.empty_after" if before.value else "briefing.empty"
    line = say(
        t, key, period=name_period(material), area=name_area(material),
        held=bind_total(material, "activities_held"), before=before,
    )  # fmt: skip
    return Paragraph("progress.totals", line)


def _tell_attendance(material: Material, places: dict[str, Bound | Line | str]) -> Line:
    t, ledger = material.t, material.ledger
    total = bind_total(material, "attendance")
    if total.value is None:
        return say(t, "briefing.attendance_missing")
    estimated = ledger.bind("attendance.estimated", "sum", "headline_now", "attendance_estimated")
    reported = ledger.bind("attendance.reported", "sum", "headline_now", "attendance_reported")
    held = bind_total(material, "activities_held")
    return say(
        t,
        "briefing.attendance",
        **places,
        estimated=ledger.bind_share("attendance.share_estimated", estimated, total),
        missing=ledger.bind_share("attendance.share_missing", reported, held, rest=True),
    )


def _tell_hours(material: Material, places: dict[str, Bound | Line | str]) -> Line:
    t, ledger = material.t, material.ledger
    if bind_total(material, "service_hours").value is None:
        return say(t, "briefing.hours_missing")
    reported = ledger.bind("service_hours.reported", "sum", "headline_now", "hours_reported")
    held = bind_total(material, "activities_held")
    missing = ledger.bind_share("service_hours.share_missing", reported, held, rest=True)
    return say(t, "briefing.hours", **places, missing=missing)


def tell_targets(material: Material) -> Line:
    """How far the year's targets are reached; they hold for the whole district only."""
    t, ledger = material.t, material.ledger
    filters = material.request.filters
    if not filters.is_whole_district:
        return ()
    year = ledger.bind_given("year", str(filters.until.year), "filter")
    sentences: list[Bound | Line | str] = []
    for figure in TOTALS:
        value = find_target(material.district, figure, filters.target_year)
        if value is None:
            continue
        target = ledger.bind_given(
            f"target.{figure}", ledger.write_number(value), "district.toml", value
        )
        reached = bind_total(material, figure, "to_date")
        share = ledger.bind_share(f"{figure}.share_of_target", reached, target)
        name, unit = t(f"briefing.name_{figure}"), t(f"briefing.unit_{figure}")
        sentences.append(
            say(t, "briefing.target", name=name, unit=unit, target=target, reached=reached,
                share=share)
        )  # fmt: skip
    if not sentences:
        return ()
    separator = t("briefing.semicolon")
    return say(t, "briefing.targets", year=year, list=join(sentences, separator))


def tell_sites(material: Material) -> list[Block]:
    """Coverage, active sites and silent ones at the period's end."""
    t, ledger = material.t, material.ledger
    if material.frame("states_now").empty:
        return [Paragraph("sites.none", say(t, "briefing.no_sites"))]
    states = (("is_open", "yes"),)
    places: dict[str, Bound | Line | str] = {
        "day": bind_day(material),
        "open": ledger.bind("sites.open", "count", "states_now", where=states),
        "demonstration": ledger.bind(
            "sites.demonstration", "count", "states_now",
            where=(*states, ("is_demonstration", "True")),
        ),
    }  # fmt: skip
    told = say(t, "briefing.sites", **places)
    covered, communities, share = bind_coverage(material)
    if communities.value:
        told += say(
            t, "briefing.coverage", covered=covered, communities=communities, share=share
        )  # fmt: skip
    residents, near_open, near_active = bind_reached(material)
    if residents.value:
        told += say(
            t, "briefing.reached", open=near_open, active=near_active, **bind_walk(material)
        )
    active, site_months, rate = bind_active(material)
    if site_months.value:
        before = bind_active(material, "year_before")[2]
        told += say(
            t, "briefing.active", active=active, site_months=site_months, share=rate,
            change=ledger.bind_points("active_sites.on_year", rate, before, "year"),
        )  # fmt: skip
    return [Paragraph("sites", told)]


def tell_balance(material: Material) -> list[Block]:
    """How the tasks share the activities, and how evenly streets' residents are served."""
    t, ledger = material.t, material.ledger
    told: Line = ()
    if material.names["tasks"]:
        covered = ledger.bind(
            "task_balance.now", "sum", "headline_now", "tasks_covered", definition="task_balance"
        )
        total = ledger.bind("tasks_of_practice", "count", "tasks_of_practice")
        told = say(t, "briefing.balance", total=total, covered=covered) + _tell_extremes(material)
    if material.request.street_id is None:
        told += _tell_spread(material)
    return [Paragraph("balance", told)] if told else []


def _tell_extremes(material: Material) -> Line:
    """Which task has most activities and which fewest, each with its share."""
    t, ledger = material.t, material.ledger
    held = bind_total(material, "activities_held")
    counts = count_tasks(material)
    if len(counts) < 2 or counts[0][1].value == counts[-1][1].value:
        return ()
    (most, first), (least, last) = counts[0], counts[-1]
    return say(
        t, "briefing.extremes", most=ledger.name(most, "tasks"), first=first,
        first_share=ledger.bind_share(f"{first.id}.share", first, held),
        least=ledger.name(least, "tasks"), last=last,
        last_share=ledger.bind_share(f"{last.id}.share", last, held),
    )  # fmt: skip


def _tell_spread(material: Material) -> Line:
    """The range of activities per thousand residents over streets that have residents."""
    t, ledger = material.t, material.ledger
    rates = []
    for street in material.frame("streets")["street_id"].astype(str):
        residents = ledger.bind(
            f"street.{street}.residents", "sum", "streets", "residents",
            where=(("street_id", street),),
        )  # fmt: skip
        if count(residents):
            held = bind_street(material, street)
            rates.append((count(held) / count(residents), held, residents))
    if len(rates) < 2:
        return ()
    ends = []
    for which, (_, held, residents) in (
        ("low", min(rates, key=lambda rate: rate[0])),
        ("high", max(rates, key=lambda rate: rate[0])),
    ):
        ends.append(
            ledger.bind_rate(
                f"per_thousand.{which}", held, residents,
                definition="per_thousand" if which == "low" else None,
            )
        )  # fmt: skip
    line = say(t, "briefing.spread", low=ends[0], high=ends[1])
    gini = ledger.bind(
        "equity_gini.now", "first", "evenness", "gini", kind="index", definition="equity_gini"
    )
    if gini.value is not None:
        line += say(t, "briefing.evenness", gini=gini)
    number = ledger.bind(
        "streets.modelled", "count", "streets", where=(("population_basis", "modelled"),)
    )
    return line + say(t, "briefing.modelled", count=number) if number.value else line


def tell_highlights(material: Material) -> list[Block]:
    """The themes that grew most on last year, and what the period's visits found good."""
    blocks: list[Block] = []
    for number, theme in enumerate(_find_growth(material), start=1):
        blocks.append(Paragraph(f"highlight.theme_{number}", _tell_growth(material, theme)))
    visits = material.frame("visits")
    visits = visits[
        (visits["visited_on"] >= pd.Timestamp(material.request.filters.since))
        & visits["highlights"].notna()
    ]
    for visit in visits["visit_id"].head(_HIGHLIGHTS):
        key = ("visit_id", str(visit))
        line = say(
            material.t, "briefing.visit_highlight",
            day=material.ledger.bind_cell("visits", key, "visited_on"),
            street=name_street(material, "visits", key),
            text=material.ledger.bind_cell("visits", key, "highlights"),
        )  # fmt: skip
        blocks.append(Paragraph(f"highlight.{visit}", line))
    return blocks or [Paragraph("highlight.none", say(material.t, "briefing.no_highlights"))]


def _find_growth(material: Material) -> list[str]:
    """Themes by the activities they gained on the year before, the greatest gain first."""
    now = material.frame("trend_now").groupby("theme_id")["activities"].sum()
    before = material.frame("trend_year_before").groupby("theme_id")["activities"].sum()
    if before.empty:
        return []
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
    return say(t, "briefing.growth", theme=name, now=ends[0], more=more)


def build_targets_grid(material: Material) -> Grid | None:
    """Each target of the year against what was reached by the period's end."""
    t, ledger = material.t, material.ledger
    filters = material.request.filters
    if not filters.is_whole_district:
        return None
    rows: list[tuple[Line, ...]] = []
    for figure in TOTALS:
        value = find_target(material.district, figure, filters.target_year)
        if value is None:
            continue
        target = ledger.bind_given(
            f"target.{figure}", ledger.write_number(value), "district.toml", value
        )
        reached = bind_total(material, figure, "to_date")
        share = ledger.bind_share(f"{figure}.share_of_target", reached, target)
        rows.append(
            tuple(
                say(t, "briefing.cell", text=piece)
                for piece in (t(f"briefing.name_{figure}"), target, reached, share)
            )
        )
    if not rows:
        return None
    columns = (
        Column(t("briefing.column_figure"), 0.34),
        *(Column(t(f"briefing.column_{c}"), 0.22, "right") for c in ("target", "reached", "share")),
    )
    return Grid("targets", say(t, "briefing.caption_targets"), columns, tuple(rows))


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
    pictures = {"trend": Picture("trend", trend, footer)}
    if material.request.street_id is None:
        pictures["map"] = Picture("map", say(t, "briefing.caption_map"), map_footer)
        if material.names["tasks"]:
            pictures["matrix"] = Picture("matrix", say(t, "briefing.caption_matrix"), footer)
    return pictures

"""The sections of the overview, each loading its own frames and drawing itself."""

import math
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from wenming.charts.course import embed_course
from wenming.charts.overview import build_matrix, build_trend
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.filters import Filters
from wenming.findings import tell_matrix, tell_trend
from wenming.headline import (
    Card,
    Compared,
    Periods,
    count_states,
    rate_card,
    tell_uncompared,
    total_card,
)
from wenming.palette import colour_themes
from wenming.periods import list_months, list_partial, tell_days
from wenming.reports import overview, reference
from wenming.ui.charts import show_chart
from wenming.ui.choices import choose_option
from wenming.ui.downloads import offer_table
from wenming.ui.frame import Page, load_reference
from wenming.ui.published import warn_of_published
from wenming.ui.tables import name_ids
from wenming.ui.text import escape

_COLUMNS = {
    "activities_held": "activities",
    "attendance": "attendance",
    "service_hours": "service_hours",
}


def show_headline(page: Page) -> None:
    """What a leader looks for first: a published figure that no longer matches, and the cards."""
    warn_of_published(page)
    show_cards(page)


def show_cards(page: Page) -> None:
    """Six headline cards: value, change on the year before, the last twelve months, target.

    Beneath them stands once what holds for several: what is not compared, which months were judged.
    """
    periods = page.periods
    partial = list_partial(periods.course)
    with st.grid(6, min_column_width=150, gap="small"):
        for card in _load_cards(page, periods):
            _show_card(page, card, is_partial=bool(partial))
    told = tell_uncompared(periods, page.t)
    if judged := page.judged:
        if periods.months:
            told.append(page.t("overview.rates_judged", judged=judged))
        told.append(page.t("overview.silence_judged", until=page.t.day(page.filters.until)))
    told += [page.t("overview.partial", days=tell_days(part, page.t)) for part in partial]
    if told:
        st.caption("  \n".join(told))


def _show_card(page: Page, card: Card, *, is_partial: bool) -> None:
    figure = load_figures()[card.figure]
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{card.figure}"):
        st.metric(
            figure.title(page.t),
            card.value,
            card.change,
            delta_color="inverse" if card.more_is_worse else "normal",
            delta_description=None if card.change is None else page.t("overview.on_year_before"),
            help=figure.explain(page.t, page.district),
        )
        if course := embed_course(card.course, card.course_type, is_partial=is_partial):
            st.html(course)
        st.caption("  \n".join(map(escape, card.notes)))


def _load_cards(page: Page, periods: Periods) -> list[Card]:
    t, district = page.t, page.district
    year = page.filters.target_year
    asked = (periods.chosen, periods.previous, periods.year_before, periods.to_date)
    totals = [
        None if base is None else page.load(overview.headline, base).iloc[0] for base in asked
    ]
    course = page.load(overview.trend_by_month_theme, periods.course)
    by_month = course.groupby("month")[list(_COLUMNS.values())].sum(min_count=1)
    cards = []
    for figure, column in _COLUMNS.items():
        now, previous, year_before, to_date = (
            None if total is None else _number(total[column]) for total in totals
        )
        cards.append(
            total_card(
                figure,
                now=now,
                previous=previous,
                year_before=year_before,
                to_date=to_date,
                course=_lay_out(by_month[column], periods, empty=0),
                extra=_tell_gaps(page, figure, totals[0]),
                periods=periods,
                district=district,
                year=year,
                t=t,
            )
        )
    *sites, sites_course = _load_by_month(
        page, overview.sites_by_month, periods.months, periods.course.whole or periods.course
    )
    active = [(int(f["active_sites"].sum()), int(f["open_sites"].sum())) for f in sites]
    by_month = sites_course.set_index("month")
    cards.append(
        rate_card(
            "active_sites",
            now=active[0],
            previous=active[1],
            year_before=active[2],
            course=_lay_out(by_month["active_sites"] / by_month["open_sites"], periods),
            base="overview.site_months",
            periods=periods.months,
            district=district,
            year=year,
            t=t,
        )
    )
    *coverage, coverage_course = _load_by_month(
        page, overview.coverage_by_month, periods, periods.course
    )
    covered = [
        (int(f["covered"].iloc[-1]), int(f["communities"].iloc[-1])) if len(f) else (0, 0)
        for f in coverage
    ]
    by_month = coverage_course.set_index("month")
    cards.append(
        rate_card(
            "site_coverage",
            now=covered[0],
            previous=covered[1],
            year_before=covered[2],
            course=_lay_out(by_month["covered"] / by_month["communities"], periods),
            base="overview.communities",
            periods=periods,
            district=district,
            year=year,
            t=t,
        )
    )
    cards.append(_silence_card(page, periods))
    return cards


def _lay_out(
    values: "pd.Series[float]", periods: Periods, *, empty: float = math.nan
) -> list[float]:
    """The values by month in twelve places: open where nothing is known, `empty` without a row."""
    months, known = list_months(periods.course), periods.known_since
    placed = values.astype(float).reindex(pd.to_datetime(months)).fillna(empty)
    return [
        value if known and month >= known else math.nan
        for month, value in zip(months, placed, strict=True)
    ]


def _load_by_month(
    page: Page, report: Callable[..., pd.DataFrame], compared: Compared | None, course: Filters
) -> list[pd.DataFrame]:
    """A report by month of a period, the previous one, the year before, and the course.

    Without rows where there is no such period. Whole months are asked for once, and parted here.
    """
    chosen = (compared.chosen, compared.previous, compared.year_before) if compared else (None,) * 3
    asked = (*chosen, course)
    bases = [base for base in asked if base]
    if all(base.is_whole_months for base in bases):
        since, until = (min(base.since for base in bases), max(base.until for base in bases))
        frame = page.load(report, replace(course, since=since, until=until))
        months = pd.to_datetime(frame["month"])
        inside = [
            base and months.between(pd.Timestamp(base.since), pd.Timestamp(base.until))
            for base in asked
        ]
        return [frame.iloc[:0] if rows is None else frame[rows] for rows in inside]
    frames = [base and page.load(report, base) for base in asked]
    nothing = page.load(report, course).iloc[:0]
    return [nothing if frame is None else frame for frame in frames]


def _silence_card(page: Page, periods: Periods) -> Card:
    t, thresholds = page.t, page.district.thresholds
    now = count_states(page.load(overview.silent_by_site), thresholds)
    difference = None
    if periods.year_before:
        before = page.load(overview.silent_by_site, periods.year_before)
        difference = now["silent"] - count_states(before, thresholds)["silent"]
    course = page.load(
        overview.silent_by_month,
        periods.course,
        silent_months=thresholds.silent_yellow_months,
    )
    notes = [
        t("overview.state_silent_3", months=thresholds.silent_red_months, count=now["silent_3"]),
        t("overview.state_never", count=now["never"]),
    ]
    return Card(
        figure="silent_sites",
        value=t.number(now["silent"]),
        change=f"{difference:+d}" if difference else difference,
        course=tuple(_lay_out(course.set_index("month")["silent_sites"], periods)),
        notes=tuple(notes if periods.year_before else [t("overview.no_year_before"), *notes]),
        course_type="line",
        more_is_worse=True,
    )


def _tell_gaps(page: Page, figure: str, total: "pd.Series[float] | None") -> str | None:
    """What of a sum is estimated or missing; None where nothing is."""
    if total is None:
        return None
    t, held = page.t, int(total["activities"])
    if figure == "attendance" and _number(total["attendance"]):
        estimated = total["attendance_estimated"] / total["attendance"]
        missing = 1 - total["attendance_reported"] / held
        return t("overview.gaps", estimated=t.percent(estimated, 0), missing=t.percent(missing, 0))
    if figure == "service_hours" and held:
        return t("overview.missing", missing=t.percent(1 - total["hours_reported"] / held, 0))
    return None


def show_trend(page: Page) -> None:
    """Activities a month, stacked by theme."""
    frame = page.load(overview.trend_by_month_theme)
    if frame.empty:
        st.info(page.t("frame.nothing", period=page.period), icon=":material/info:")
        return
    themes = load_reference(page.store, reference.themes)
    names = page.names(reference.themes)
    base = page.periods.year_before
    before = page.load(overview.trend_by_month_theme, base) if base else None
    figure = build_trend(
        frame,
        months=list_months(page.filters),
        names=names,
        colours=colour_themes(zip(themes["theme_id"], themes["task_id"], strict=True)),
        t=page.t,
    )
    show_chart(
        page,
        figure,
        finding=tell_trend(frame, before, names=names, t=page.t),
        description=page.t("overview.trend"),
        unit=page.t.of(load_figures()["activities_held"].unit),
        key="trend",
        height=260,
        legend=True,
    )
    figures = load_figures()
    columns = [
        Column("month", page.t("charts.month")),
        Column("theme", page.t("frame.theme")),
        *(Column(column, figures[key].title(page.t), "count") for key, column in _COLUMNS.items()),
    ]
    table = name_ids(page, frame)
    offer_table(
        page,
        table,
        columns,
        name="trend",
        title=page.t("overview.trend"),
        missing=page.t("overview.not_reported"),
    )


def show_matrix(page: Page) -> None:
    """Streets × tasks, as counts or per thousand residents."""
    t = page.t
    streets = load_reference(page.store, reference.streets).set_index("street_id")
    streets = streets.loc[list(page.filters.streets or streets.index)]
    tasks = page.names(reference.tasks)
    counts = (
        page.load(overview.matrix_by_street_task)
        .pivot_table(index="street_id", columns="task_id", values="activities", aggfunc="sum")
        .reindex(index=streets.index, columns=list(tasks))
        .fillna(0)
        .rename(columns=tasks)
    )
    counts.index = streets[t.column()]
    head = st.container()
    chosen = choose_option(
        t("overview.measure"),
        ["counts", "per_thousand"],
        key="matrix",
        format_func=lambda option: t(f"overview.{option}"),
    )
    per_thousand = chosen == "per_thousand"
    figure_id = "per_thousand" if per_thousand else "activities_held"
    residents = streets["residents"].astype("Float64").to_numpy()
    values = counts.div(residents, axis=0) * 1000 if per_thousand else counts
    unit = t.of(load_figures()[figure_id].unit)
    modelled = (streets["population_basis"] == "modelled").sum()
    note = t("overview.modelled", count=modelled) if per_thousand and modelled else ""
    title = t("overview.matrix") + note
    with head:
        show_chart(
            page,
            build_matrix(values, unit=unit, decimals=1 if per_thousand else 0, t=t),
            finding=tell_matrix(counts, t),
            description=title,
            unit=unit,
            key="matrix",
            height=330,
        )
    columns = [
        Column(t.column(), t("frame.street")),
        *(Column(task, task, "rate" if per_thousand else "count") for task in values.columns),
    ]
    offer_table(page, values.reset_index(), columns, name="matrix", title=title)


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type,call-overload]

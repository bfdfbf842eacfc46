"""The charts of the activities page: each loads its frames, draws itself and offers its table."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from wenming.charts.activities import build_calendar, build_theme_months, build_theme_streets
from wenming.config.district import Holiday
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.findings import tell_days, tell_gaps, tell_growth
from wenming.periods import list_months
from wenming.reports import activities, reference
from wenming.ui.charts import show_chart
from wenming.ui.downloads import offer_table
from wenming.ui.frame import Page, load_reference
from wenming.ui.tables import name_ids

_HEIGHT = 430
_BAND = 132  # of a year in the calendar, in pixels


def show_themes(page: Page) -> None:
    """Themes by month, and beside them themes by street, their rows at one height."""
    counts = page.load(activities.counts_by_month_street_theme)
    months, streets = st.columns(2, gap="large")
    with months:
        _show_theme_months(page, counts)
    with streets:
        _show_theme_streets(page, counts)


def _show_theme_months(page: Page, counts: pd.DataFrame) -> None:
    t, themes = page.t, _chosen(page.names(reference.themes), page.filters.themes)
    figure = build_theme_months(counts, months=list_months(page.filters), themes=themes, t=t)
    year_before = page.periods.year_before
    # Longer than a year, a period overlaps the same period a year before.
    before = (
        page.load(activities.counts_by_month_street_theme, year_before)
        if year_before and year_before.until < page.filters.since
        else None
    )
    _show(
        page,
        figure,
        counts.groupby(["month", "theme_id"], as_index=False)[["activities", "attendance"]].sum(
            min_count=1
        ),
        ("month", "theme"),
        name="themes-by-month",
        finding=tell_growth(
            counts, before, streets=page.names(reference.streets), themes=themes, t=t
        ),
        height=_HEIGHT,
    )


def _show_theme_streets(page: Page, counts: pd.DataFrame) -> None:
    themes = _chosen(page.names(reference.themes), page.filters.themes)
    streets = _chosen(page.names(reference.streets), page.filters.streets)
    list_of_themes = load_reference(page.store, reference.themes)
    of_tasks = set(list_of_themes.loc[list_of_themes["task_id"].notna(), "theme_id"])
    _show(
        page,
        build_theme_streets(counts, streets=streets, themes=themes, t=page.t),
        counts.groupby(["street_id", "theme_id"], as_index=False)[["activities", "attendance"]].sum(
            min_count=1
        ),
        ("street", "theme"),
        name="themes-by-street",
        finding=tell_gaps(
            counts,
            streets=streets,
            themes={key: name for key, name in themes.items() if key in of_tasks} or themes,
            t=page.t,
        ),
        height=_HEIGHT,
    )


def show_calendar(page: Page) -> None:
    """Activities by day, public holidays dotted."""
    counts = page.load(activities.counts_by_day)
    since, until = page.filters.since, page.filters.until
    figure = build_calendar(
        counts,
        since=since,
        until=until,
        holidays={
            day: page.t.of(holiday.name)
            for holiday in page.district.holidays
            for day in _list_days(holiday)
        },
        t=page.t,
    )
    _show(
        page,
        figure,
        counts,
        ("day",),
        name="activities-by-day",
        finding=tell_days(counts, page.t),
        height=_BAND * min(until.year - since.year + 1, 3),
        legend=True,
    )


def _show(
    page: Page,
    figure: go.Figure,
    frame: pd.DataFrame,
    grain: Sequence[str],
    *,
    name: str,
    finding: str,
    height: int,
    legend: bool = False,
) -> None:
    """A chart, its table behind a switch, and both as a file."""
    t, figures = page.t, load_figures()
    description = t(f"activities.{'_'.join(grain)}")
    show_chart(
        page,
        figure,
        finding=finding,
        description=description,
        unit=t.of(figures["activities_held"].unit),
        key=name,
        height=height,
        legend=legend,
    )
    columns = [_describe_grain(page, part) for part in grain]
    for figure_id, column in (("activities_held", "activities"), ("attendance", "attendance")):
        columns.append(Column(column, figures[figure_id].title(t), "count"))
    table = name_ids(page, frame)
    offer_table(
        page, table, columns, name=name, title=description, missing=t("activities.not_reported")
    )


def _describe_grain(page: Page, part: str) -> Column:
    t = page.t
    match part:
        case "day" | "month":
            return Column(part, t(f"charts.{part}"), "day" if part == "day" else "text")
        case _:
            return Column(part, t(f"frame.{part}"))


def _chosen(names: dict[str, str], ids: Iterable[str] | None) -> dict[str, str]:
    """The names of the chosen ids, or all, in the district's order."""
    wanted = set(names if ids is None else ids)
    return {key: name for key, name in names.items() if key in wanted}


def _list_days(holiday: Holiday) -> list[date]:
    return [
        holiday.start + timedelta(days=offset)
        for offset in range((holiday.end - holiday.start).days + 1)
    ]

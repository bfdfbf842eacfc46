"""Charts of the activities page: theme × month, theme × street, and the calendar."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
from babel.dates import format_date

from wenming.charts.style import (
    WHOLE,
    count_axis,
    month_axis,
    short_month,
    upright_axis,
)
from wenming.i18n import Translator
from wenming.palette import BRAND, NONE

_CELL_TEXT_COLUMNS = 18  # more columns leave no room for numbers in the cells
_MOST_YEARS = 3
_GAP = 0.14  # of a year's band in the calendar, for the year above it
_BARS_FROM = 0.84  # of the height: totals stand above, as bars


def build_theme_months(
    counts: pd.DataFrame, *, months: Sequence[date], themes: Mapping[str, str], t: Translator
) -> go.Figure:
    """Activities by theme (rows, in the order of `themes`) and month, with the months' totals.

    `counts` has month, theme_id and activities. Cells without activities stay empty.
    """
    table = _cross(counts, "month", pd.to_datetime(list(months)), themes)
    labels = [t.month(month) for month in months]
    figure = _build_cells(table, x=list(months), labels=labels, themes=themes, t=t)
    figure.update_xaxes(**month_axis(t, list(months)))
    return figure


def build_theme_streets(
    counts: pd.DataFrame, *, streets: Mapping[str, str], themes: Mapping[str, str], t: Translator
) -> go.Figure:
    """Activities by theme (rows) and street, in the orders given, with the streets' totals.

    `counts` has street_id, theme_id and activities. Cells without activities stay empty.
    """
    table = _cross(counts, "street_id", pd.Index(list(streets)), themes)
    names = list(streets.values())
    figure = _build_cells(table, x=list(streets), labels=names, themes=themes, t=t)
    figure.update_xaxes(**upright_axis(list(streets), names))
    return figure


def _cross(
    counts: pd.DataFrame, column: str, columns: pd.Index, themes: Mapping[str, str]
) -> pd.DataFrame:
    """Themes × columns, every one of both in its place; 0 where nothing was held."""
    return (
        counts.pivot_table(index="theme_id", columns=column, values="activities", aggfunc="sum")
        .reindex(index=list(themes), columns=columns)
        .fillna(0)
        .astype(int)
    )


def _build_cells(
    table: pd.DataFrame,
    *,
    x: Sequence[object],
    labels: Sequence[str],
    themes: Mapping[str, str],
    t: Translator,
) -> go.Figure:
    """A heatmap of `table` under bars of its columns' totals."""
    names = list(themes.values())
    unit = t("charts.activities")
    few = table.shape[1] <= _CELL_TEXT_COLUMNS
    totals = table.sum()
    figure = go.Figure()
    figure.add_heatmap(
        z=table.where(table > 0).to_numpy(dtype=float),
        x=list(x),
        y=names,
        zmin=0,
        showscale=False,
        xgap=1,
        ygap=1,
        customdata=[list(labels)] * len(names),
        texttemplate=f"%{{z:{WHOLE}}}" if few else None,
        textfont={"size": 11},
        hovertemplate=f"%{{y}}\n%{{customdata}}: %{{z:{WHOLE}}} {unit}<extra></extra>",
        hoverongaps=False,
    )
    figure.add_bar(
        x=list(x),
        y=totals.tolist(),
        yaxis="y2",
        marker_color=NONE,
        text=[t.number(total) for total in totals] if few else None,
        textposition="outside",
        textfont={"size": 11},
        cliponaxis=False,
        customdata=list(labels),
        hovertemplate=f"%{{customdata}}: %{{y:{WHOLE}}} {unit}<extra></extra>",
    )
    figure.update_layout(
        yaxis={"domain": [0, _BARS_FROM - 0.03], "autorange": "reversed", "showgrid": False},
        yaxis2={**count_axis(), "domain": [_BARS_FROM, 1], "showgrid": False, "visible": False},
        xaxis={"showgrid": False, "anchor": "y"},
    )
    return figure


def build_calendar(
    counts: pd.DataFrame,
    *,
    since: date,
    until: date,
    holidays: Mapping[date, str],
    t: Translator,
) -> go.Figure:
    """Activities by day: a column a week, a row a weekday, a band a year, holidays dotted.

    `counts` has day and activities. Days of the period without any have the lightest colour;
    days outside it have none. Of a period of more than three years the last three are shown.
    """
    by_day = dict(zip(pd.to_datetime(counts["day"]).dt.date, counts["activities"], strict=True))
    years = list(range(since.year, until.year + 1))[-_MOST_YEARS:]
    days = _list_days(max(since, date(years[0], 1, 1)), until)
    height, gap = 1 / len(years), _GAP if len(years) > 1 else 0
    figure = go.Figure()
    for band, year in enumerate(years):
        axis = "y" if band == 0 else f"y{band + 1}"
        of_year = [day for day in days if day.year == year]
        _add_year(figure, of_year, by_day, holidays, axis=axis, t=t)
        top = 1 - band * height
        domain = [top - height, top - height * gap]
        figure.update_layout({f"yaxis{axis[1:]}": {"domain": domain, **_weekday_axis(t)}})
        if gap:
            figure.add_annotation(
                text=str(year), xref="paper", yref="paper", x=0, y=top, xanchor="left",
                yanchor="top", showarrow=False, font={"size": 11},
            )  # fmt: skip
    starts = {day.month: day for day in days if day.day == 1 or day == days[0]}
    weeks = [_week(day) for day in days]
    figure.update_xaxes(
        range=[min(weeks) - 0.5, max(weeks) + 0.5],
        tickvals=[_week(day) for day in starts.values()],
        ticktext=[short_month(t, day) for day in starts.values()],
        showgrid=False,
        zeroline=False,
        anchor="free",
        position=0,
    )
    return figure


def _weekday_axis(t: Translator) -> dict[str, object]:
    """Monday on top; every other day named."""
    named = (0, 2, 4, 6)
    return {
        "range": [6.5, -0.5],
        "tickvals": named,
        "ticktext": [
            format_date(date(2021, 3, 1 + day), "EEE", locale=t.locale)
            for day in named  # 2021-03-01 was a Monday
        ],
        "showgrid": False,
        "zeroline": False,
    }


def _add_year(
    figure: go.Figure,
    days: Sequence[date],
    by_day: Mapping[date, int],
    holidays: Mapping[date, str],
    *,
    axis: str,
    t: Translator,
) -> None:
    first = axis == "y"
    texts = [_tell_day(day, by_day.get(day, 0), holidays.get(day), t) for day in days]
    figure.add_heatmap(
        x=[_week(day) for day in days],
        y=[day.weekday() for day in days],
        z=[by_day.get(day, 0) for day in days],
        yaxis=axis,
        zmin=0,
        zmax=max(by_day.values(), default=1),
        showscale=False,
        xgap=2,
        ygap=2,
        text=texts,
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )
    off = [day for day in days if day in holidays]
    figure.add_scatter(
        x=[_week(day) for day in off],
        y=[day.weekday() for day in off],
        yaxis=axis,
        mode="markers",
        marker={"symbol": "circle", "size": 4, "color": BRAND, "line": {"width": 0}},
        name=t("charts.holiday"),
        hoverinfo="skip",
        showlegend=first and bool(off),
    )


def _tell_day(day: date, count: int, holiday: str | None, t: Translator) -> str:
    parts = [t.day(day), format_date(day, "EEE", locale=t.locale), holiday or ""]
    head = " · ".join(filter(None, parts))
    return f"{head}\n{t.number(count)} {t('charts.activities')}"


def _list_days(since: date, until: date) -> list[date]:
    return [since + timedelta(days=offset) for offset in range((until - since).days + 1)]


def _week(day: date) -> int:
    """Weeks, Monday to Sunday, since the one that holds 1 January."""
    first = date(day.year, 1, 1)
    return ((day - first).days + first.weekday()) // 7

"""Charts of the volunteers page: effort by month, services, the order loop, demand, open orders."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go
from babel.dates import format_date

from wenming.charts.style import WHOLE, count_axis, month_axis, upright_axis, wrap_label
from wenming.i18n import Translator
from wenming.orders import Step
from wenming.palette import STATUS, TASKS

_LABEL_WIDTH = 22  # half-width characters: names in two lines, and room for bars on a phone
_CELL_TEXT_COLUMNS = 18  # more columns leave no room for numbers in the cells
_WAITING = {
    "requested": STATUS["silent_3"],
    "dispatched": STATUS["silent_2"],
    "accepted": STATUS["silent_1"],
}


def build_effort(
    frame: pd.DataFrame, *, months: Sequence[date], unit: str, t: Translator
) -> go.Figure:
    """Hours served by month; `frame` has month and service_hours, missing where not reported."""
    by_month = dict(zip(pd.to_datetime(frame["month"]), frame["service_hours"], strict=True))
    hours = [by_month.get(pd.Timestamp(month)) for month in months]
    figure = go.Figure(
        go.Bar(
            x=list(months),
            y=[None if hour is None or pd.isna(hour) else float(hour) for hour in hours],
            marker_color=TASKS[3],
            hovertemplate=f"%{{x|%Y-%m}}: %{{y:{WHOLE}}} {unit}<extra></extra>",
        )
    )
    figure.update_xaxes(**month_axis(t, list(months)))
    figure.update_yaxes(**count_axis())
    return figure


def build_bars(
    frame: pd.DataFrame, column: str, *, unit: str, colour: str, t: Translator
) -> go.Figure:
    """A few counts as bars from zero, in the frame's order: name and `column`."""
    figure = go.Figure(
        go.Bar(
            x=frame[column],
            y=[wrap_label(str(name), _LABEL_WIDTH) for name in frame["name"]],
            orientation="h",
            marker_color=colour,
            text=[t.number(int(count)) for count in frame[column]],
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"%{{y}}: %{{x:{WHOLE}}} {unit}<extra></extra>",
        )
    )
    figure.update_xaxes(**count_axis(), visible=False)
    figure.update_yaxes(autorange="reversed")
    return figure


def build_rhythm(
    counts: pd.DataFrame,
    *,
    months: Sequence[date],
    services: Mapping[str, str],
    unit: str,
    t: Translator,
) -> go.Figure:
    """Activities by service (rows) and month; `counts` has service_id, month and activities."""
    table = _cross(counts, "month", pd.to_datetime(list(months)), services)
    figure = _build_cells(table, x=list(months), names=list(services.values()), unit=unit, t=t)
    figure.update_xaxes(**month_axis(t, list(months)))
    return figure


def build_weekdays(
    counts: pd.DataFrame, *, services: Mapping[str, str], unit: str, t: Translator
) -> go.Figure:
    """Activities by service (rows) and weekday; `counts` has service_id, weekday (1 is Monday)."""
    days = list(range(1, 8))
    # 2021-03-01 was a Monday.
    names = [format_date(date(2021, 3, day), "EEE", locale=t.locale) for day in days]
    table = _cross(counts, "weekday", pd.Index(days), services)
    return _build_cells(table, x=names, names=list(services.values()), unit=unit, t=t)


def build_funnel(steps: Sequence[Step], *, names: Mapping[str, str], t: Translator) -> go.Figure:
    """Orders by the steps they made: a bar a step with its number and its share of the one before.

    Each bar begins at zero, so that lengths compare.
    """
    texts = [
        t.number(step.orders)
        if step.before is None
        else t(
            "volunteers.funnel_bar",
            orders=t.number(step.orders),
            share=t.percent(step.share, 0),
        )
        for step in steps
    ]
    labels = [names[step.key] for step in steps]
    figure = go.Figure(
        go.Bar(
            x=[step.orders for step in steps],
            y=labels,
            orientation="h",
            marker_color=TASKS[3],
            text=texts,
            textposition="auto",
            cliponaxis=False,
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    figure.update_xaxes(**count_axis())
    figure.update_yaxes(autorange="reversed")
    return figure


def build_demand(
    counts: pd.DataFrame,
    column: str,
    *,
    streets: Mapping[str, str],
    services: Mapping[str, str],
    unit: str,
    t: Translator,
) -> go.Figure:
    """One count of `counts` by service (rows) and street, in the orders given."""
    table = _cross(counts, "street_id", pd.Index(list(streets)), services, column)
    figure = _build_cells(
        table,
        x=list(streets),
        names=list(services.values()),
        unit=unit,
        t=t,
        labels=list(streets.values()),
    )
    figure.update_xaxes(**upright_axis(list(streets), list(streets.values())))
    return figure


def build_open_orders(
    counts: pd.DataFrame, *, ages: Mapping[int, str], names: Mapping[str, str], t: Translator
) -> go.Figure:
    """Open orders by age, stacked by the last step made.

    `counts` has age_from, status and orders; `ages` names each age, the youngest first.
    """
    figure = go.Figure()
    for status, name in names.items():
        own = counts[counts["status"] == status].groupby("age_from")["orders"].sum()
        values = [int(own.get(age, 0)) for age in ages]
        figure.add_bar(
            x=list(ages.values()),
            y=values,
            name=name,
            marker_color=_WAITING[status],
            text=[t.number(value) if value else "" for value in values],
            textangle=0,
            hovertemplate=f"%{{x}} · %{{fullData.name}}: %{{y:{WHOLE}}}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(**count_axis())
    return figure


def _cross(
    counts: pd.DataFrame,
    column: str,
    columns: pd.Index,
    services: Mapping[str, str],
    value: str = "activities",
) -> pd.DataFrame:
    """Services × columns, every one of both in its place; 0 where there was none."""
    return (
        counts.pivot_table(index="service_id", columns=column, values=value, aggfunc="sum")
        .reindex(index=list(services), columns=columns)
        .fillna(0)
        .astype(int)
    )


def _build_cells(
    table: pd.DataFrame,
    *,
    x: Sequence[object],
    names: Sequence[str],
    unit: str,
    t: Translator,
    labels: Sequence[str] | None = None,
) -> go.Figure:
    """A heatmap of counts; cells of 0 stay empty, and all tell their number when pointed at."""
    few = table.shape[1] <= _CELL_TEXT_COLUMNS
    told = labels or [t.month(cell) if isinstance(cell, date) else str(cell) for cell in x]
    figure = go.Figure(
        go.Heatmap(
            z=table.where(table > 0).to_numpy(dtype=float, na_value=float("nan")),
            x=list(x),
            y=list(names),
            zmin=0,
            showscale=False,
            xgap=1,
            ygap=1,
            customdata=[list(told)] * len(names),
            texttemplate=f"%{{z:{WHOLE}}}" if few else None,
            textfont={"size": 11},
            hovertemplate=f"%{{y}} · %{{customdata}}: %{{z:{WHOLE}}} {unit}<extra></extra>",
            hoverongaps=False,
        )
    )
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure

"""Charts of the overview: the monthly trend by theme and the street × task matrix."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wenming.charts.style import WHOLE, count_axis, month_axis, wrap_label
from wenming.i18n import Translator


def build_trend(
    frame: pd.DataFrame,
    *,
    months: Sequence[date],
    names: dict[str, str],
    colours: dict[str, str],
    t: Translator,
) -> go.Figure:
    """Activities a month, stacked by theme in the order of `names`.

    `frame` has month, theme_id and activities. Every month of the period has its place, also one
    without any activity.
    """
    table = (
        frame.pivot_table(index="month", columns="theme_id", values="activities", aggfunc="sum")
        .reindex(pd.to_datetime(list(months)))
        .fillna(0)
    )
    figure = go.Figure()
    for theme, name in names.items():
        if theme not in table:
            continue
        figure.add_bar(
            x=list(months),
            y=table[theme].astype(int).tolist(),
            name=name,
            marker_color=colours[theme],
            hovertemplate=f"%{{fullData.name}} %{{x|%Y-%m}}: %{{y:{WHOLE}}}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(**month_axis(t, list(months)))
    figure.update_yaxes(**count_axis())
    return figure


def build_matrix(
    values: pd.DataFrame,
    *,
    unit: str,
    decimals: int,
    t: Translator,
) -> go.Figure:
    """A heatmap of `values`: a row a street, a column a task, each cell with its number.

    A cell that is NaN has no denominator and shows a dash on the plain ground; 0 is a number.
    """
    texts = [
        [t.number(None if pd.isna(cell) else float(cell), decimals) for cell in row]
        for row in values.to_numpy()
    ]
    figure = go.Figure(
        go.Heatmap(
            z=values.to_numpy(dtype=float),
            x=[wrap_label(str(column)) for column in values.columns],
            y=list(values.index),
            text=texts,
            texttemplate="%{text}",
            zmin=0,
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate=f"%{{y}} · %{{x}}: %{{text}} {unit}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(side="top", tickangle=0)
    return figure

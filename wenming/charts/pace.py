"""The year's running total: what was held, what is expected, and how sure that is."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wenming.charts.style import WHOLE, count_axis, month_axis
from wenming.i18n import Translator
from wenming.palette import BRAND, NONE


def build_pace(
    held: pd.Series, path: pd.DataFrame, *, target: float | None, t: Translator
) -> go.Figure:
    """`held` is the running total by month; `path` is `wenming.pace.Pace.path`, from there on."""
    past = [month.date() for month in held.index]
    months = [past[-1], *(month.date() for month in path["month"])]
    last = float(held.iloc[-1])
    figure = go.Figure()
    for level, opacity in (("95", 0.15), ("80", 0.3)):
        figure.add_scatter(
            x=[*months, *reversed(months)],
            y=[last, *path[f"high{level}"], *reversed([last, *path[f"low{level}"]])],
            mode="lines",
            fill="toself",
            fillcolor=NONE,
            opacity=opacity,
            line={"width": 0},
            name=t(f"pace.band{level}"),
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=months,
        y=[last, *path["middle"]],
        mode="lines+markers",
        line={"color": BRAND, "dash": "dot"},
        name=t("pace.middle"),
        hovertemplate=f"%{{x|%Y-%m}}: %{{y:{WHOLE}}}<extra></extra>",
    )
    figure.add_scatter(
        x=past,
        y=held.tolist(),
        mode="lines+markers",
        line={"color": BRAND},
        name=t("pace.held"),
        hovertemplate=f"%{{x|%Y-%m}}: %{{y:{WHOLE}}}<extra></extra>",
    )
    everything: list[date] = [*past, *months[1:]]
    if target is not None:
        figure.add_scatter(
            x=[everything[0], everything[-1]],
            y=[target, target],
            mode="lines",
            line={"color": NONE, "dash": "dash"},
            name=t("pace.target", target=t.number(target)),
            hoverinfo="skip",
        )
    # Twelve labels stand side by side on a phone if they are small; else they would be turned.
    figure.update_xaxes(**month_axis(t, everything), tickangle=0, tickfont={"size": 10})
    figure.update_yaxes(**count_axis())
    return figure

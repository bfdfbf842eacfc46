"""Charts of the reach page: what each further place gains, and how reach grew."""

import pandas as pd
import plotly.graph_objects as go

from wenming.charts.style import count_axis, month_axis
from wenming.i18n import Translator
from wenming.palette import BRAND, NONE


def build_gain_curve(curve: pd.DataFrame, *, chosen: int, t: Translator) -> go.Figure:
    """Residents won by the best choice of each number of places, the chosen number marked.

    `curve` has places, gain and share (of all residents then reached, 0–1).
    """
    colours = [BRAND if places == chosen else NONE for places in curve["places"]]
    hover = [
        t("siting.hover", places=places, gain=t.number(gain), share=t.percent(share))
        for places, gain, share in zip(curve["places"], curve["gain"], curve["share"], strict=True)
    ]
    figure = go.Figure(
        go.Bar(
            x=curve["places"].tolist(),
            y=curve["gain"].tolist(),
            marker_color=colours,
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.update_xaxes(type="category")
    figure.update_yaxes(**count_axis())
    return figure


def build_growth(growth: pd.DataFrame, *, chosen: pd.Timestamp, t: Translator) -> go.Figure:
    """The share of residents reached at each month's end, the chosen month marked.

    `growth` has month, sites and share (0–1; missing where there are no residents).
    """
    months = [month.date() for month in growth["month"]]
    hover = [
        t(
            "growth.hover",
            month=t.month(month),
            share=t.percent(None if pd.isna(share) else float(share)),
            sites=t.number(sites),
        )
        for month, share, sites in zip(months, growth["share"], growth["sites"], strict=True)
    ]
    figure = go.Figure(
        go.Scatter(
            x=months,
            y=growth["share"].tolist(),
            mode="lines+markers",
            line={"color": BRAND, "width": 2},
            marker={
                "color": BRAND,
                "size": [11 if month == chosen else 4 for month in growth["month"]],
            },
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.update_xaxes(**month_axis(t, months))
    figure.update_yaxes(rangemode="tozero", tickformat=".0%", range=[0, 1.02])
    return figure


def build_lorenz(curve: pd.DataFrame, *, names: dict[str, str], t: Translator) -> go.Figure:
    """The Lorenz curve from 0 to 100 %, each street a point, and the line of perfect evenness.

    `curve` is from `wenming.geo.fairness.compute_lorenz` with a street_id.
    """
    hover = [
        t(
            "fairness.hover",
            street=names.get(street, street),
            rate=t.number(rate * 1000, 2),
            residents=t.percent(residents),
            activities=t.percent(activities),
        )
        for street, rate, residents, activities in zip(
            curve["street_id"], curve["rate"],
            curve["residents_share"], curve["activities_share"], strict=True,
        )
    ]  # fmt: skip
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        name=t("fairness.even"),
        line={"color": NONE, "dash": "dot"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[0, *curve["residents_share"]],
        y=[0, *curve["activities_share"]],
        mode="lines+markers",
        name=t("fairness.curve"),
        line={"color": BRAND},
        fill="tonexty",
        customdata=["", *hover],
        hovertemplate="%{customdata}<extra></extra>",
    )
    axis = {"range": [0, 1.02], "tickformat": ".0%"}
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure

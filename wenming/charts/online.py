"""Charts of the online page: posts by section, views by theme, online activities, survey rates."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wenming.charts.style import TENTH, WHOLE, count_axis, month_axis, wrap_label
from wenming.i18n import Translator
from wenming.palette import NONE
from wenming.surveys import Rate

_LABEL_WIDTH = 20


def build_posts(
    posts: pd.DataFrame,
    *,
    measure: str,
    months: Sequence[date],
    sections: Mapping[str, str],
    colours: Mapping[str, str],
    t: Translator,
) -> go.Figure:
    """`measure` (posts, views or participants) a month, stacked by section.

    `posts` has month, section_id and the measure. A month without posts keeps its place.
    """
    table = (
        posts.pivot_table(index="month", columns="section_id", values=measure, aggfunc="sum")
        .reindex(pd.to_datetime(list(months)))
        .fillna(0)
    )
    figure = go.Figure()
    for section, name in sections.items():
        if section in table:
            figure.add_bar(
                x=list(months),
                y=table[section].tolist(),
                name=name,
                marker_color=colours[section],
                hovertemplate=f"%{{fullData.name}} %{{x|%Y-%m}}: %{{y:{WHOLE}}}<extra></extra>",
            )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(**month_axis(t, list(months)))
    figure.update_yaxes(**count_axis())
    return figure


def build_themes(
    by_theme: pd.DataFrame,
    *,
    themes: Mapping[str, str],
    colours: Mapping[str, str],
    t: Translator,
) -> go.Figure:
    """Views of a post by theme, the most on top, with the number of posts each is from.

    `by_theme` has theme_id, views_each and views_reported; themes without reported views are
    left out.
    """
    shown = by_theme.dropna(subset=["views_each"]).sort_values("views_each", ascending=False)
    names = [themes.get(theme, theme) for theme in shown["theme_id"]]
    figure = go.Figure(
        go.Bar(
            x=shown["views_each"].tolist(),
            y=[wrap_label(name, _LABEL_WIDTH) for name in names],
            orientation="h",
            marker_color=[colours.get(theme, NONE) for theme in shown["theme_id"]],
            text=[
                t("online.bar", views=t.number(views), posts=t.number(posts))
                for views, posts in zip(shown["views_each"], shown["views_reported"], strict=True)
            ],
            textposition="auto",
            hovertemplate=f"%{{y}}: %{{x:{TENTH}}}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(**count_axis())
    return figure


def build_modes(
    by_month: pd.DataFrame, *, months: Sequence[date], colour: str, t: Translator
) -> go.Figure:
    """Activities a month, held online and otherwise, with the share online as a line.

    `by_month` has month, activities and online. The share of a month without activities is no
    number and leaves a gap in the line.
    """
    table = by_month.set_index("month").reindex(pd.to_datetime(list(months)))
    online, held = table["online"].fillna(0), table["activities"].fillna(0)
    figure = go.Figure()
    for name, values, shade in (
        (t("online.mode_online"), online, colour),
        (t("online.mode_offline"), held - online, NONE),
    ):
        figure.add_bar(
            x=list(months),
            y=values.tolist(),
            name=name,
            marker={"color": shade, "opacity": 1 if shade == colour else 0.4},
            hovertemplate=f"%{{fullData.name}} %{{x|%Y-%m}}: %{{y:{WHOLE}}}<extra></extra>",
        )
    share = (table["online"] / table["activities"]).where(table["activities"] > 0)
    figure.add_scatter(
        x=list(months),
        y=share.tolist(),
        yaxis="y2",
        name=t("online.mode_share"),
        mode="lines+markers",
        line={"color": colour, "dash": "dot", "width": 2},
        hovertemplate="%{x|%Y-%m}: %{y:.1%}<extra></extra>",
    )
    figure.update_layout(
        barmode="stack",
        yaxis2={
            "overlaying": "y", "side": "right", "tickformat": ".0%", "rangemode": "tozero",
            "showgrid": False, "fixedrange": True, "nticks": 5, "tickmode": "auto",
        },
    )  # fmt: skip
    figure.update_xaxes(**month_axis(t, list(months)))
    figure.update_yaxes(**count_axis(), selector={"overlaying": None})
    return figure


def build_rates(
    rates: Mapping[str, Sequence[tuple[date, Rate]]],
    *,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    t: Translator,
) -> go.Figure:
    """Survey rates by day with their 95 % intervals; a measure without any is left out.

    The measures stand a little apart, so that their intervals do not hide each other.
    """
    days = sorted({day for course in rates.values() for day, _ in course})
    places = {day: place for place, day in enumerate(days)}
    drawn = [measure for measure in names if rates.get(measure)]
    figure = go.Figure()
    for index, measure in enumerate(drawn):
        course = rates[measure]
        shift = 0.06 * (index - (len(drawn) - 1) / 2)
        figure.add_scatter(
            x=[places[day] + shift for day, _ in course],
            y=[rate.share for _, rate in course],
            name=names[measure],
            mode="lines+markers",
            marker={"size": 8},
            line={"color": colours[measure], "width": 2},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [rate.interval[1] - rate.share for _, rate in course],
                "arrayminus": [rate.share - rate.interval[0] for _, rate in course],
                "thickness": 1.5,
                "width": 4,
            },
            text=[_tell_rate(names[measure], day, rate, t) for day, rate in course],
            hovertemplate="%{text}<extra></extra>",
        )
    figure.update_xaxes(
        tickvals=list(places.values()),
        ticktext=[t.month(day) for day in days],
        range=[-0.5, len(days) - 0.5],
        showgrid=False,
        zeroline=False,
    )
    figure.update_yaxes(range=[0, 1], tickformat=".0%")
    return figure


def _tell_rate(name: str, day: date, rate: Rate, t: Translator) -> str:
    low, high = rate.interval
    return t(
        "online.rate_hover",
        name=name,
        day=t.day(day),
        share=t.percent(rate.share),
        low=t.percent(low),
        high=t.percent(high),
        asked=t.number(rate.asked),
    )

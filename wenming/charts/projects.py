"""Charts of the projects page: the fund by domain, projects' months, exemplars by year, street."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wenming.charts.style import WHOLE, count_axis, month_axis, upright_axis, wrap_label
from wenming.i18n import Translator
from wenming.palette import NONE

_LABEL_WIDTH = 22


def build_fund(grouped: pd.DataFrame, *, colour: str, t: Translator) -> go.Figure:
    """Spent and remaining (yuan) by domain, one bar each, the first on top.

    `grouped` has name, granted, spent, remaining and used. A domain that spent more than it was
    granted has no remainder.
    """
    names = [wrap_label(str(name), _LABEL_WIDTH) for name in grouped["name"]]
    figure = go.Figure()
    figure.add_bar(
        x=grouped["spent"].tolist(),
        y=names,
        orientation="h",
        name=t("projects.spent"),
        marker_color=colour,
        text=[t.percent(None if pd.isna(used) else used, 0) for used in grouped["used"]],
        textposition="inside",
        insidetextanchor="end",
        hovertemplate=f"%{{y}} · {t('projects.spent')}: %{{x:{WHOLE}}}<extra></extra>",
    )
    figure.add_bar(
        x=grouped["remaining"].clip(lower=0).tolist(),
        y=names,
        orientation="h",
        name=t("projects.remaining"),
        marker={"color": NONE, "opacity": 0.4},
        hovertemplate=f"%{{y}} · {t('projects.remaining')}: %{{x:{WHOLE}}}<extra></extra>",
    )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(**count_axis())
    return figure


def build_months(
    projects: pd.DataFrame, payments: pd.DataFrame, *, months: Sequence[date], t: Translator
) -> go.Figure:
    """Projects × months: the darker, the more was spent; lightest where funded without payment.

    `projects` has project_id, name, started_on and ended_on; `payments` project_id, month, amount.
    Months in which a project was not funded stay empty.
    """
    spent = payments.pivot_table(
        index="project_id", columns="month", values="amount", aggfunc="sum"
    ).reindex(index=projects["project_id"], columns=pd.to_datetime(list(months)))
    starts = pd.to_datetime(projects["started_on"]).to_numpy(dtype="datetime64[M]")
    ends = (
        pd.to_datetime(projects["ended_on"])
        .fillna(pd.Timestamp(months[-1]))
        .to_numpy(dtype="datetime64[M]")
    )
    columns = spent.columns.to_numpy(dtype="datetime64[M]")
    is_funded = (columns >= starts[:, None]) & (columns <= ends[:, None])
    cells = spent.fillna(0).where(is_funded | spent.notna().to_numpy())
    names = projects[t.column()].astype(str).tolist()
    figure = go.Figure(
        go.Heatmap(
            z=cells.to_numpy(dtype=float),
            x=list(months),
            y=[str(number) for number in projects["project_id"]],
            zmin=0,
            showscale=False,
            xgap=1,
            ygap=1,
            customdata=[[name] * len(months) for name in names],
            hovertemplate=(
                f"%{{customdata}}\n%{{x|%Y-%m}}: %{{z:{WHOLE}}} {t('projects.yuan')}<extra></extra>"
            ),
            hoverongaps=False,
        )
    )
    figure.update_yaxes(
        autorange="reversed",
        showgrid=False,
        tickmode="array",
        tickvals=[str(number) for number in projects["project_id"]],
        ticktext=[_wrap_name(name) for name in names],
        tickfont={"size": 11},
    )
    figure.update_xaxes(**month_axis(t, list(months), most=8), showgrid=False)
    return figure


def _wrap_name(name: str, width: int = 22) -> str:
    """A name in two lines at most; one still longer is marked as cut, the hover holds it whole."""
    first, *more = wrap_label(name, width).split("\n")
    if len(more) > 1:
        return f"{first}\n{more[0]}…"
    return "\n".join([first, *more])


def build_years(
    exemplars: pd.DataFrame,
    *,
    levels: Mapping[str, str],
    colours: Mapping[str, str],
) -> go.Figure:
    """Honours a year, stacked by level in the order of `levels`.

    `exemplars` has year, honour_level and honours; every year between the first and the last has
    its place.
    """
    counts = exemplars.pivot_table(
        index="year", columns="honour_level", values="honours", aggfunc="sum"
    )
    years = range(int(counts.index.min()), int(counts.index.max()) + 1)
    return _stack(
        counts.reindex(years).fillna(0),
        [str(year) for year in years],
        names=levels,
        colours=colours,
    )


def build_streets(
    exemplars: pd.DataFrame,
    *,
    streets: Mapping[str, str],
    kinds: Mapping[str, str],
    colours: Mapping[str, str],
) -> go.Figure:
    """Honours by street in the order of `streets`, stacked by kind in the order of `kinds`."""
    counts = (
        exemplars.pivot_table(index="street_id", columns="kind", values="honours", aggfunc="sum")
        .reindex(list(streets))
        .fillna(0)
    )
    figure = _stack(counts, list(streets), names=kinds, colours=colours)
    figure.update_xaxes(**upright_axis(list(streets), list(streets.values())))
    return figure


def _stack(
    counts: pd.DataFrame,
    x: Sequence[str],
    *,
    names: Mapping[str, str],
    colours: Mapping[str, str],
) -> go.Figure:
    figure = go.Figure()
    for key, name in names.items():
        if key in counts:
            figure.add_bar(
                x=list(x),
                y=counts[key].astype(int).tolist(),
                name=name,
                marker_color=colours[key],
                hovertemplate=f"%{{fullData.name}}: %{{y:{WHOLE}}}<extra></extra>",
            )
    figure.update_layout(barmode="stack", xaxis={"type": "category"})
    figure.update_yaxes(**count_axis())
    return figure

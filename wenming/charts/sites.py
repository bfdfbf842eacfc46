"""Charts of the sites page: standing × state, the five haves, duties by month, a site's card."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import cos, radians
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from wenming.charts.style import WHOLE, count_axis, month_axis, wrap_label
from wenming.i18n import Translator
from wenming.palette import BRAND, NONE

_FEW = 6  # fewer activities a month than this have a line each
_HEAD_WIDTH = 6  # half-width characters of a column's head, so that seven fit on a phone
_HEAD_SIZE = 10
_NAME_WIDTH = 16
_CELL_TEXT_COLUMNS = 12  # more columns leave no room for numbers in the cells


def build_standing(counts: pd.DataFrame, *, unit: str, t: Translator) -> go.Figure:
    """Sites by standing (rows) and state (columns), named as shown: each cell with its number.

    A cell is the darker the larger its share of its row, so that few and many compare.
    """
    totals = counts.sum(axis=1)
    shares = counts.div(totals.where(totals > 0), axis=0)
    names = [t("sites.row_total", name=name, total=t.number(totals[name])) for name in counts.index]
    texts = [[t.number(int(cell)) for cell in row] for row in counts.to_numpy()]
    figure = _build_cells(shares, names=names, texts=texts, t=t)
    figure.update_traces(
        hovertemplate=f"%{{y}} · %{{x}}\n%{{text}} {unit} (%{{customdata}})<extra></extra>"
    )
    return figure


def build_haves(
    counts: pd.DataFrame, *, levels: Mapping[str, str], haves: Mapping[str, str], t: Translator
) -> go.Figure:
    """The share of open sites that have each of `haves` (columns), by level (rows).

    `counts` has level, have, present and known; what is known for none shows a dash.
    """
    present, known = (
        counts.pivot_table(index="level", columns="have", values=column, aggfunc="sum")
        .reindex(index=list(levels), columns=list(haves))
        .fillna(0)
        for column in ("present", "known")
    )
    shares = present.div(known.where(known > 0))
    shares.columns = pd.Index(haves.values())
    texts = [
        [
            f"{t.percent(share, 0)}\n{int(part)}/{int(whole)}" if whole else t.percent(None)
            for share, part, whole in zip(*row, strict=True)
        ]
        for row in zip(shares.to_numpy(), present.to_numpy(), known.to_numpy(), strict=True)
    ]
    return _build_cells(shares, names=list(levels.values()), texts=texts, t=t)


def build_duties(
    rates: pd.DataFrame, *, months: Sequence[date], names: Mapping[str, str], t: Translator
) -> go.Figure:
    """Rates by month: a row a rate of `names`, a column a month.

    `rates` has key, month, part and whole; a month without a whole stays empty. Numbers stand in
    the cells while there is room, and always in what a cell tells of itself.
    """
    columns = pd.to_datetime(list(months))
    part, whole = (
        rates.pivot_table(index="key", columns="month", values=column, aggfunc="sum")
        .reindex(index=list(names), columns=columns)
        .fillna(0)
        for column in ("part", "whole")
    )
    shares = part.div(whole.where(whole > 0))
    told = [
        [
            t("sites.part_of", part=t.number(int(p)), whole=t.number(int(w))) if w else "—"
            for p, w in zip(*row, strict=True)
        ]
        for row in zip(part.to_numpy(), whole.to_numpy(), strict=True)
    ]
    few = len(columns) <= _CELL_TEXT_COLUMNS
    figure = go.Figure(
        go.Heatmap(
            z=shares.to_numpy(dtype=float, na_value=float("nan")),
            x=list(months),
            y=list(names.values()),
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=2,
            ygap=2,
            customdata=told,
            texttemplate="%{z:.0%}" if few else None,
            hoverongaps=False,
            hovertemplate="%{y} · %{x|%Y-%m}\n%{z:.1%} (%{customdata})<extra></extra>",
        )
    )
    figure.update_xaxes(**month_axis(t, list(months)), showgrid=False)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


def build_history(history: pd.DataFrame, *, until: date, unit: str, t: Translator) -> go.Figure:
    """Activities a month from a site's first month with any to the month of `until`.

    `history` has month and activities and at least one row.
    """
    by_month = dict(zip(pd.to_datetime(history["month"]), history["activities"], strict=True))
    months = pd.date_range(min(by_month), max(max(by_month), pd.Timestamp(until)), freq="MS")
    days = [month.date() for month in months]
    figure = go.Figure(
        go.Bar(
            x=days,
            y=[int(by_month.get(month, 0)) for month in months],
            marker_color=BRAND,
            hovertemplate=f"%{{x|%Y-%m}}: %{{y:{WHOLE}}} {unit}<extra></extra>",
        )
    )
    figure.update_xaxes(**month_axis(t, days, most=8))
    figure.update_yaxes(**count_axis())
    if max(by_month.values()) < _FEW:
        figure.update_yaxes(dtick=1)
    return figure


def build_surroundings(
    sites: pd.DataFrame, outlines: Sequence[Sequence[tuple[float, float]]], *, t: Translator
) -> go.Figure:
    """A site (the first row) and those around it over the streets' outlines, north up.

    `sites` has lon, lat, distance (metres) and the name in the page's language; `outlines` are
    rings of lon, lat. The view takes in the sites and a margin.
    """
    figure = go.Figure()
    for ring in outlines:
        lons, lats = zip(*ring, strict=True)
        figure.add_scatter(
            x=lons, y=lats, mode="lines", line={"color": NONE, "width": 1}, hoverinfo="skip"
        )
    for rows, size, colour in ((sites.iloc[1:], 9, NONE), (sites.iloc[:1], 15, BRAND)):
        figure.add_scatter(
            x=rows["lon"],
            y=rows["lat"],
            mode="markers",
            marker={"size": size, "color": colour, "line": {"width": 1, "color": "white"}},
            text=[str(name) for name in rows[t.column()]],
            customdata=[t.number(metres) for metres in rows["distance"].round(-1)],
            hovertemplate=t("sites.hover_distance"),
        )
    ratio = 1 / cos(radians(float(sites["lat"].iloc[0])))
    figure.update_xaxes(range=_frame(sites["lon"], ratio), visible=False)
    figure.update_yaxes(
        range=_frame(sites["lat"], 1), visible=False, scaleanchor="x", scaleratio=ratio
    )
    return figure


def _frame(values: "pd.Series[float]", ratio: float) -> list[float]:
    """The range of the values with a tenth more at each end, 200 m at least."""
    margin = max((values.max() - values.min()) * 0.1, 0.0018 * ratio)
    return [float(values.min() - margin), float(values.max() + margin)]


def _build_cells(
    shares: pd.DataFrame, *, names: Sequence[str], texts: list[list[str]], t: Translator
) -> go.Figure:
    """A heatmap of shares from 0 to 1 with its own texts; a share that is missing has no colour."""
    values: Any = shares.to_numpy(dtype=float, na_value=float("nan"))
    figure = go.Figure(
        go.Heatmap(
            z=values,
            x=[wrap_label(str(column), _HEAD_WIDTH) for column in shares.columns],
            y=[wrap_label(name, _NAME_WIDTH) for name in names],
            text=texts,
            texttemplate="%{text}",
            customdata=[[t.percent(float(cell)) for cell in row] for row in values],
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate="%{y} · %{x}\n%{text}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(side="top", tickangle=0, tickfont={"size": _HEAD_SIZE}, showgrid=False)
    return figure

"""The look every chart shares: margins, legend, axes of months, number formats and footer.

Colours of text, ground and scales are Streamlit's (`.streamlit/config.toml`), so that a chart
follows light and dark by itself; those of streets, themes and status come from `wenming.palette`.
"""

import json
import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go
from babel.dates import format_skeleton

from wenming.charts.labels import measure_text, shared_ending
from wenming.i18n import Translator

WHOLE = ",.0f"
"""Counts in hovers and on axes: thousands apart, no decimals."""
TENTH = ",.1f"
"""Rates in hovers and on axes."""

_NO_SIDE_BOX = "<extra></extra>"
_FOOTER_WIDTH = 56  # half-width characters: what a phone of 360 px shows at the footer's size
_FOOTER_SIZE = 11
_LINE = 15
_LEGEND_ROW = 24


def style_figure(
    figure: go.Figure,
    *,
    footer: Sequence[str],
    height: int = 320,
    legend: bool = False,
) -> go.Figure:
    """Give a finished figure the shared look, and return it.

    `footer` says what a chart must say wherever it is shown or saved: unit, period, version, the
    sample mark. `height` is the plot's own in pixels; legend and footer come on top of it.
    """
    lines = wrap_parts(footer, _FOOTER_WIDTH)
    labels = _measure_labels(figure.layout.xaxis)
    below = labels + 12 + _LINE * len(lines)
    above = _LEGEND_ROW * 2 if legend else 12
    figure.update_layout(
        height=height + below + above,
        margin={"l": 8, "r": 8, "t": above, "b": below, "pad": 4},
        showlegend=legend,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "title": None,
            "traceorder": "normal",
        },
        title=None,
        hovermode="closest",
        dragmode=False,
        bargap=0.25,
        separators=".,",
        autotypenumbers="strict",  # a street named by a number is no number
    )
    # Nothing moves that the user did not move: a finger on a chart scrolls the page.
    figure.update_xaxes(fixedrange=True, automargin=True, title=None)
    figure.update_yaxes(fixedrange=True, automargin=True, title=None)
    # From the right edge, which no label moves: beneath long labels the plot begins so far to the
    # right that on a phone a footer from its left would be cut.
    figure.add_annotation(
        text="\n".join(lines),
        xref="paper",
        yref="paper",
        x=1,
        y=0,
        yshift=-labels - 6,
        xanchor="right",
        yanchor="top",
        align="left",
        showarrow=False,
        font={"size": _FOOTER_SIZE},
    )
    return figure


def write_figure(figure: go.Figure) -> str:
    """The figure as JSON, in which every sign that Plotly takes for markup is text.

    Charts break lines by a line's end, which becomes Plotly's sign here and nowhere else; a hover
    may end in what leaves its side box out. Whatever else looks like markup came with a name.
    """
    return json.dumps(_write_text(json.loads(str(figure.to_json()))), ensure_ascii=False)


def _write_text(part: Any, key: str = "") -> Any:
    if isinstance(part, dict):
        return {name: _write_text(value, name) for name, value in part.items()}
    if isinstance(part, list):
        return [_write_text(value) for value in part]
    if not isinstance(part, str):
        return part
    end = _NO_SIDE_BOX if key == "hovertemplate" and part.endswith(_NO_SIDE_BOX) else ""
    text = part.removesuffix(end).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace("\n", "<br>") + end


def mark_partial(figure: go.Figure, partial: Collection[date]) -> set[date]:
    """Hatch the bars of the months in `partial` (their first days); returns those that are drawn.

    Bars and cells by month stand at the first day of each. A cell cannot be hatched: the footer
    says which month it is.
    """
    drawn: set[date] = set()
    for trace in figure.data:
        if trace.type not in {"bar", "heatmap"} or trace.x is None:
            continue
        found = {at for at in trace.x if isinstance(at, date) and at in partial}
        if found and trace.type == "bar":
            shapes = ["/" if at in found else "" for at in trace.x]
            trace.marker.pattern = {"shape": shapes, "size": 6}
        drawn |= found
    return drawn


def count_axis() -> dict[str, object]:
    """An axis of counts: from zero, with whole numbers only."""
    return {"rangemode": "tozero", "tickformat": WHOLE, "nticks": 6}


def month_axis(t: Translator, months: Sequence[date], *, most: int = 12) -> dict[str, object]:
    """An axis of months (as dates), labelled in the page's language with at most `most` labels.

    The year stands under the first label and under the first label of each further year.
    """
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) <= step * most)
    shown = [month for month in months if (month.year * 12 + month.month - 1) % step == 0]
    shown = shown or list(months[:1])
    texts = []
    for index, month in enumerate(shown):
        text = short_month(t, month)
        if index == 0 or shown[index - 1].year != month.year:
            text += f"\n{format_skeleton('y', month, locale=t.locale)}"
        texts.append(text)
    return {"type": "date", "tickmode": "array", "tickvals": shown, "ticktext": texts}


def upright_axis(keys: Sequence[str], names: Sequence[str]) -> dict[str, object]:
    """An axis of categories `keys` whose labels take little width, as many stand side by side.

    The ending that all names share (“街道”) is left out. Chinese is written downwards, other
    languages along a steep line.
    """
    short = [name.removesuffix(shared_ending(names)) for name in names]
    axis: dict[str, object] = {"type": "category", "tickmode": "array", "tickvals": list(keys)}
    if all(measure_text(name) == 2 * len(name) for name in short):
        return {**axis, "ticktext": ["\n".join(name) for name in short], "tickangle": 0}
    return {**axis, "ticktext": short, "tickangle": -60}


def short_month(t: Translator, month: date) -> str:
    """`6月`, `Jun`."""
    return format_skeleton("MMM", month, locale=t.locale)


def wrap_parts(parts: Sequence[str], width: int) -> list[str]:
    """The parts joined by dots into lines of at most `width` half-width characters each.

    A part is never broken; Chinese characters are two wide.
    """
    lines: list[str] = []
    for part in filter(None, parts):
        if lines and measure_text(lines[-1]) + measure_text(part) + 3 <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return lines


def wrap_label(text: str, width: int = 9) -> str:
    """A long label for an axis in lines of at most `width` half-width characters.

    Words stay whole; Chinese, which has none, is cut where the line is full.
    """
    lines = [""]
    for word in re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+", text):
        if lines[-1] and measure_text(lines[-1] + word.rstrip()) > width:
            lines.append("")
        lines[-1] = (lines[-1] + word).lstrip()
    return "\n".join(line.strip() for line in lines)


def _measure_labels(axis: go.layout.XAxis) -> int:
    """The height in pixels that the labels beneath a chart take."""
    texts = [str(text) for text in axis.ticktext or ()]
    if axis.tickangle:
        return round(20 + max((measure_text(text) for text in texts), default=0) * 5.5)
    return 6 + _LINE * max((text.count("\n") + 1 for text in texts), default=2)

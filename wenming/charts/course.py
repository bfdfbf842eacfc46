"""The course of a headline figure over twelve months, small enough to stand on its card: an SVG.

A picture of twelve shapes needs no chart library, so that cards stand before any is loaded.
"""

from base64 import b64encode
from collections.abc import Sequence
from itertools import groupby
from math import isfinite
from typing import Literal

from wenming.palette import NONE

WIDTH, HEIGHT = 240, 44
_EDGE = 3  # of the height, left free above and below a line
_FILLED = 0.45  # of a month's width
_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)">'
    f'<line x1="0" y1="0" x2="0" y2="5" stroke="{NONE}" stroke-width="4"/></pattern></defs>'
)


def embed_course(
    values: Sequence[float], kind: Literal["bar", "line"], *, is_partial: bool = False
) -> str:
    """HTML of the picture as wide as its place; empty where there is nothing to draw.

    It adds nothing for those who cannot see it: a card says its change in words.
    """
    picture = draw_course(values, kind, is_partial=is_partial)
    if not picture:
        return ""
    source = b64encode(picture.encode()).decode()
    style = f"display: block; width: 100%; height: {HEIGHT}px"
    return f'<img src="data:image/svg+xml;base64,{source}" alt="" style="{style}">'


def draw_course(
    values: Sequence[float], kind: Literal["bar", "line"], *, is_partial: bool = False
) -> str:
    """SVG of one value a month: bars from zero, or a line between the least and the most.

    Months without a value (NaN) are left open. `is_partial` tells that the last is no whole month:
    its bar is hatched, and the line leads to it in dashes. Empty text where there is nothing to
    draw.
    """
    known = [value for value in values if isfinite(value)]
    if not known:
        return ""
    step = WIDTH / len(values)
    last = len(values) - 1 if is_partial else len(values)
    if kind == "bar":
        shapes = _draw_bars(values, max(known), step, last)
    else:
        shapes = _draw_line(values, step, last)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' preserveAspectRatio="none">{shapes}</svg>'
    )


def _draw_bars(values: Sequence[float], most: float, step: float, partial: int) -> str:
    """`partial` is the index of the bar that is hatched."""
    width = step * _FILLED
    bars = [_HATCH] if partial < len(values) else []
    for index, value in enumerate(values):
        if isfinite(value) and most > 0:
            height = max(value, 0) / most * HEIGHT
            left = index * step + (step - width) / 2
            bars.append(
                f'<rect x="{left:.1f}" y="{HEIGHT - height:.1f}" width="{width:.1f}"'
                f' height="{height:.1f}" fill="{"url(#hatch)" if index == partial else NONE}"/>'
            )
    return "".join(bars)


def _draw_line(values: Sequence[float], step: float, partial: int) -> str:
    """`partial` is the index of the point that the line reaches in dashes."""
    known = [value for value in values if isfinite(value)]
    least, span = min(known), max(known) - min(known)
    room = HEIGHT - 2 * _EDGE

    def place(index: int) -> str:
        share = (values[index] - least) / span if span else 0.5
        return f"{(index + 0.5) * step:.1f},{HEIGHT - _EDGE - share * room:.1f}"

    runs = groupby(range(min(partial, len(values))), key=lambda index: isfinite(values[index]))
    lines = [" ".join(place(index) for index in run) for is_known, run in runs if is_known]
    # A month between two open ones is a point: a line that ends where it begins shows as one.
    shapes = [_line(line if " " in line else f"{line} {line}") for line in lines]
    if partial < len(values) and isfinite(values[partial]):
        before = partial - 1 if partial and isfinite(values[partial - 1]) else partial
        shapes.append(_line(f"{place(before)} {place(partial)}", ' stroke-dasharray="1 5"'))
    return "".join(shapes)


def _line(points: str, more: str = "") -> str:
    return (
        f'<polyline points="{points}" fill="none"'
        f' stroke="{NONE}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
        f' vector-effect="non-scaling-stroke"{more}/>'
    )

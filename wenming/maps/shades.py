"""Classes of colour for one measure: round limits, a colour each, and how a legend reads them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wenming.i18n import Translator
from wenming.maps.measures import Kind, Measure
from wenming.palette import SEQUENTIAL

_FINEST: dict[Kind, float] = {"count": 1.0, "share": 0.01, "rate": 0.01}


@dataclass(frozen=True)
class Shades:
    """Classes of equal width: `limits[i]` up to below `limits[i + 1]` has `colours[i]`."""

    limits: tuple[float, ...]
    colours: tuple[str, ...]

    def colour(self, value: float | None) -> str | None:
        """The colour of a value; None where there is none."""
        if value is None or pd.isna(value) or not self.colours:
            return None
        return self.colours[sum(value >= limit for limit in self.limits[1:-1])]

    def labels(self, measure: Measure, t: Translator) -> list[tuple[str, str]]:
        """Colour and reading of each class; a count's class names the last that belongs."""
        return [
            (colour, _tell_class(low, high, measure, t))
            for low, high, colour in zip(self.limits, self.limits[1:], self.colours, strict=False)
        ]


def compute_shades(
    values: Sequence[float], kind: Kind, colours: Sequence[str] = SEQUENTIAL
) -> Shades:
    """At most six classes of one round width that hold every value; none for no values.

    `colours` are at least six, from little to much.
    """
    if not len(values):
        return Shades((), ())
    low, high = min(values), max(values)
    step = _choose_step((high - low) / 5, _FINEST[kind])
    first = math.floor(low / step + 1e-9)
    last = math.floor(high / step + 1e-9)
    limits = [round(number * step, 10) for number in range(first, last + 2)]
    if kind == "share" and limits[-1] > 1:  # no share is above the whole
        limits[-1] = 1.0
        if len(limits) > 2 and limits[-2] == 1:
            limits.pop()
    if high == 0:  # nothing anywhere is not the middle of anything
        return Shades((0.0, 0.0), tuple(colours[:1]))
    count = len(limits) - 1
    steps = [_spread(index, count, len(colours)) for index in range(count)]
    return Shades(tuple(limits), tuple(colours[step] for step in steps))


def _spread(index: int, count: int, steps: int) -> int:
    """Spread few classes over all the palette's steps."""
    last = steps - 1
    return last // 2 if count == 1 else round(index * last / (count - 1))


def _choose_step(width: float, finest: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten that is a multiple of the finest step."""
    if width <= finest:
        return finest
    power = 10.0 ** math.floor(math.log10(width))
    steps = (power * nice for nice in (1, 2, 2.5, 5, 10))
    return next(
        step
        for step in steps
        if step >= width * (1 - 1e-9) and math.isclose(step / finest, round(step / finest))
    )


def _tell_class(low: float, high: float, measure: Measure, t: Translator) -> str:
    if measure.kind == "share":
        return _join(t.percent(low, 0), t.percent(high, 0))
    if measure.kind == "rate":
        return _join(t.number(low, 2), t.number(high, 2))
    return _join(t.number(low), t.number(max(low, high - 1)))


def _join(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"

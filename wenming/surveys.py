"""Rates from surveys: each with its 95 % interval, and whether a change is beyond chance."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # of the normal distribution, for 95 %


@dataclass(frozen=True)
class Rate:
    """Who said yes of those asked; both in persons, `asked` at least 1."""

    yes: int
    asked: int

    @property
    def share(self) -> float:
        return self.yes / self.asked

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson 95 % interval of the share: it stays within 0 and 1 and holds for few asked.

        As if people had been drawn one by one: a sample drawn street by street is less exact.
        """
        middle = (self.share + _Z**2 / (2 * self.asked)) / (1 + _Z**2 / self.asked)
        spread = self.share * (1 - self.share) / self.asked + (_Z / (2 * self.asked)) ** 2
        half = _Z * sqrt(spread) / (1 + _Z**2 / self.asked)
        return max(0.0, middle - half), min(1.0, middle + half)


def is_beyond_chance(now: Rate, before: Rate) -> bool:
    """Whether the 95 % interval of the difference (Newcombe's) leaves out 0."""
    difference = now.share - before.share
    low, high = now.interval
    low_before, high_before = before.interval
    lowest = difference - sqrt((now.share - low) ** 2 + (high_before - before.share) ** 2)
    highest = difference + sqrt((high - now.share) ** 2 + (before.share - low_before) ** 2)
    return not lowest <= 0 <= highest

"""What was measured, round by round, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Times:
    """Seconds of one thing, a round each."""

    seconds: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.seconds)

    def over(self, other: "Times") -> float:
        """The median of this one's ratios to the other, round by round."""
        return median(a / b for a, b in zip(self.seconds, other.seconds, strict=True))


def tell_milliseconds(times: Times) -> str:
    return f"{times.middle * 1000:,.0f} ms"


def tell_ratio(ratio: float) -> str:
    return f"{ratio:.2f}×" if ratio < 10 else f"{ratio:,.0f}×"


def build_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, as wide as it needs: the first column left, the others right."""
    ruler = [":--", *["--:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ruler, *rows))

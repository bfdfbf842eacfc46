"""Names as labels: how wide they are, and what several share. Apart from what draws charts, since
pictures for documents need it too and no Plotly.
"""

from collections.abc import Sequence
from unicodedata import east_asian_width


def shared_ending(names: Sequence[str]) -> str:
    """The longest ending that several names share, whole words in English; none if it is a name."""
    first = names[0] if len(names) > 1 else ""
    shared = [
        first[start:]
        for start in range(len(first))
        if all(name.endswith(first[start:]) for name in names)
    ]
    if shared and shared[0] in names:
        return ""
    whole = (text for text in shared if text[0] == " " or measure_text(text) == 2 * len(text))
    return next(whole, "")


def measure_text(text: str) -> int:
    """The width in half-width characters; Chinese ones are two wide."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)

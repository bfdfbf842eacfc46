"""The colours of the product: the same on every page, chart, map and document.

Themes take the hue of their task, in steps of lightness, so that five hues that colour-blind
people tell apart carry fifteen themes; status runs from green to red by lightness as well as hue.
"""

import colorsys
from collections.abc import Iterable, Sequence

BRAND = "#b5202c"
NONE = "#8f8f8a"
"""What belongs to nothing: themes of no task, the district's own, other."""

TASKS = ("#b5202c", "#d98a1f", "#6f4e9b", "#2c6fb3", "#2a8f74")
"""Red, amber, violet, blue, green: apart in hue and in lightness."""

STREETS = (
    "#2c6fb3", "#d98a1f", "#2a8f74", "#b5202c", "#6f4e9b", "#7a5c3e",
    "#c2649a", "#5b6b7a", "#9aa12b", "#2aa3b8", "#e0705a", "#3d4f9e",
)  # fmt: skip

LEVELS = ("#7b2d9b", "#3d4f9e", "#1f6f8b", "#7a5c3e", "#4d7c2f")
"""Levels of site from the top down; shapes tell them apart as well. None is a colour of STATUS or
of SEQUENTIAL or PROVISION: on the map they stand side by side."""

STATUS = {
    "active": "#2a8f74",
    "silent_1": "#e3b23c",
    "silent_2": "#dd7a26",
    "silent_3": "#b5202c",
    "never": "#6b7280",
    "closed": "#b9bdc3",
}
"""State of a site: active, silent for 1, 2, 3 or more months, never reported, closed."""

OUTCOMES = {
    "accepted": "#2a8f74",
    "repaired": "#2c6fb3",
    "review": "#dd7a26",
    "rejected": "#b5202c",
    "skipped": "#8f8f8a",
}
"""What becomes of a ledger's row."""

BEFORE, AFTER, UNDERSTOOD = "#dd7a26", "#2a8f74", "#2c6fb3"
"""A cell as written, as taken, and one that was only understood, such as an alias."""

SEQUENTIAL = ("#fdf1ee", "#f8d3cc", "#eea99f", "#dd7a72", "#c54a4a", "#9c1f2b")
"""Little to much of one measure, on paper, maps and light pages."""
SEQUENTIAL_DARK = ("#2a2022", "#4a2529", "#742e34", "#a54048", "#d4666a", "#f5a7a3")
"""The same on dark pages: little is near the ground there too."""
PROVISION = ("#edf3fa", "#cbdef0", "#9fc3e3", "#6ba0d0", "#3d79b3", "#1f5690")
"""Little to much of what people are to have, on maps where red says what they lack."""


def colour_tasks(tasks: Sequence[str]) -> dict[str, str]:
    """A colour for each task, in the district's order."""
    return {task: TASKS[index % len(TASKS)] for index, task in enumerate(tasks)}


def colour_themes(themes: Iterable[tuple[str, object]]) -> dict[str, str]:
    """A colour for each (theme, task): its task's hue, lighter from theme to theme.

    A task that is no text, such as a frame's missing value, is no task.
    """
    pairs = [(theme, task if isinstance(task, str) else None) for theme, task in themes]
    tasks = list(dict.fromkeys(task for _, task in pairs if task))
    hues = colour_tasks(tasks)
    colours = {}
    for task in [*tasks, None]:
        family = [theme for theme, of in pairs if of == task]
        for index, theme in enumerate(family):
            base = hues[task] if task else NONE
            colours[theme] = lighten(base, 0.62 * index / max(len(family), 3))
    return colours


def colour_streets(streets: Sequence[str]) -> dict[str, str]:
    """A colour for each street, in the district's order."""
    return {street: STREETS[index % len(STREETS)] for index, street in enumerate(streets)}


def colour_levels(levels: Sequence[str]) -> dict[str, str]:
    """A colour for each level of site, from the top level down."""
    return {level: LEVELS[min(index, len(LEVELS) - 1)] for index, level in enumerate(levels)}


def lighten(colour: str, share: float) -> str:
    """Move a colour's lightness this share of the way to white."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    mixed = colorsys.hls_to_rgb(hue, light + (1 - light) * share, strength)
    return "#" + "".join(f"{round(part * 255):02x}" for part in mixed)


def spread(colours: Sequence[str], count: int) -> list[str]:
    """`count` colours at equal steps along the line through `colours`."""
    spread = []
    for step in range(count):
        at = step * (len(colours) - 1) / (count - 1)
        before = min(int(at), len(colours) - 2)
        mixed = (
            round(left + (right - left) * (at - before))
            for left, right in zip(*map(_split, colours[before : before + 2]), strict=True)
        )
        spread.append("#" + "".join(f"{part:02x}" for part in mixed))
    return spread


def _split(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]

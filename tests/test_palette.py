"""The colours tell apart what stands side by side, and stay the same everywhere."""

import tomllib
from itertools import pairwise

from wenming.config.places import PROJECT
from wenming.palette import (
    PROVISION,
    SEQUENTIAL,
    SEQUENTIAL_DARK,
    STATUS,
    STREETS,
    TASKS,
    colour_streets,
    colour_themes,
    lighten,
    spread,
)


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_theme_wears_its_tasks_hue_and_no_two_the_same() -> None:
    colours = colour_themes([("a1", "a"), ("a2", "a"), ("b1", "b"), ("other", float("nan"))])

    assert colours["a1"] == TASKS[0]
    assert colours["b1"] == TASKS[1]
    assert luminance(colours["a2"]) > luminance(colours["a1"])
    assert len(set(colours.values())) == 4


def test_twelve_streets_have_twelve_colours() -> None:
    assert len(set(colour_streets([str(number) for number in range(12)]).values())) == 12
    assert len(STREETS) == 12


def test_longer_silence_is_darker_so_that_it_shows_without_colour() -> None:
    steps = [luminance(STATUS[key]) for key in ("silent_1", "silent_2", "silent_3")]

    assert all(lighter > darker for lighter, darker in pairwise(steps))


def test_much_of_what_people_are_to_have_is_dark_but_never_the_red_of_what_they_lack() -> None:
    steps = [luminance(colour) for colour in PROVISION]

    assert all(lighter > darker for lighter, darker in pairwise(steps))
    assert all(int(colour[1:3], 16) < int(colour[5:7], 16) for colour in PROVISION)


def test_lightening_ends_in_white() -> None:
    assert lighten("#b5202c", 0) == "#b5202c"
    assert lighten("#b5202c", 1) == "#ffffff"


def test_spreading_keeps_both_ends_and_steps_evenly() -> None:
    assert spread(("#000000", "#0000ff"), 4) == ["#000000", "#000055", "#0000aa", "#0000ff"]


def test_charts_follow_the_palette_on_light_and_on_dark_pages() -> None:
    """Streamlit hands charts their scale, so that it fits the ground; it must be the palette's."""
    path = PROJECT / ".streamlit" / "config.toml"
    theme = tomllib.loads(path.read_text(encoding="utf-8"))["theme"]

    assert theme["light"]["chartSequentialColors"] == spread(SEQUENTIAL, 10)
    assert theme["dark"]["chartSequentialColors"] == spread(SEQUENTIAL_DARK, 10)

"""The small picture of twelve months on a headline card."""

import re
from base64 import b64decode
from math import nan
from xml.etree import ElementTree

import pytest

from wenming.charts.course import HEIGHT, draw_course, embed_course


def read_shapes(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg))  # noqa: S314 - our own text


def test_bars_stand_on_zero_and_the_most_fills_the_height() -> None:
    bars = read_shapes(draw_course([0, 5, 10], "bar"))
    heights = [float(bar.attrib["height"]) for bar in bars]
    assert heights == [0, HEIGHT / 2, HEIGHT]
    assert all(float(bar.attrib["y"]) + float(bar.attrib["height"]) == HEIGHT for bar in bars)


def test_a_line_goes_from_the_least_at_the_foot_to_the_most_at_the_top() -> None:
    (line,) = read_shapes(draw_course([0.2, 0.4, 0.3], "line"))
    heights = [float(point.split(",")[1]) for point in line.attrib["points"].split()]
    assert heights[1] < heights[2] < heights[0]


def test_what_never_changes_is_a_level_line() -> None:
    (line,) = read_shapes(draw_course([1, 1, 1], "line"))
    assert len({point.split(",")[1] for point in line.attrib["points"].split()}) == 1


@pytest.mark.parametrize(("values", "lines"), [([1, nan, 3], 2), ([nan, 2, 3], 1), ([1, 2, 3], 1)])
def test_months_without_a_value_leave_the_line_open(values: list[float], lines: int) -> None:
    assert len(read_shapes(draw_course(values, "line"))) == lines


def test_months_without_a_value_have_no_bar() -> None:
    assert len(read_shapes(draw_course([1, nan, 3], "bar"))) == 2


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_without_any_value_there_is_no_picture(kind: str) -> None:
    assert draw_course([nan, nan], kind) == ""
    assert draw_course([], kind) == ""


def test_bars_of_nothing_are_no_bars() -> None:
    assert not re.search("<rect", draw_course([0, 0], "bar"))


def test_on_a_page_it_is_a_picture_that_holds_the_drawing() -> None:
    source = re.search('base64,([^"]+)', embed_course([1, 2], "bar"))
    assert source is not None
    assert b64decode(source[1]).decode() == draw_course([1, 2], "bar")
    assert embed_course([], "bar") == ""


def test_a_month_that_is_not_over_is_hatched_or_reached_in_dots() -> None:
    bars = draw_course([5, 10, 4], "bar", is_partial=True)
    line = draw_course([5, 10, 4], "line", is_partial=True)

    assert [bar.attrib["fill"] == "url(#hatch)" for bar in read_shapes(bars)[1:]] == [
        False,
        False,
        True,
    ]
    assert ["stroke-dasharray" in part.attrib for part in read_shapes(line)] == [False, True]
    assert "stroke-dasharray" not in draw_course([5, 10, nan], "line", is_partial=True)

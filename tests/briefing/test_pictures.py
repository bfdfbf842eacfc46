"""Pictures of the paper: where a name stands on the map."""

import pytest
from matplotlib.path import Path as Outline

from wenming.briefing.pictures import _find_middle

SQUARE = [(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]
SMALL = [(8, 8), (9, 8), (9, 9), (8, 9), (8, 8)]
BENT = [(0, 0), (9, 0), (9, 1), (1, 1), (1, 9), (0, 9), (0, 0)]


def test_a_name_stands_in_the_middle_of_its_streets_largest_part() -> None:
    parts = [Outline(SMALL, closed=True), Outline(SQUARE, closed=True)]

    assert _find_middle(parts) == pytest.approx((1, 1))


def test_a_middle_that_lies_outside_is_none() -> None:
    assert _find_middle([Outline(BENT, closed=True)]) is None
    assert _find_middle([]) is None

"""Pictures of the paper: where a name stands on the map, and what is no whole month."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from pptx import Presentation
from pptx.enum.dml import MSO_FILL

from tests.briefing.conftest import HALF_YEAR, compose
from wenming.briefing.paper import Picture
from wenming.briefing.pictures import _draw_trend, _find_middle
from wenming.briefing.slides import build_slides
from wenming.briefing.text import read
from wenming.store import Snapshot

SQUARE = [(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]
SMALL = [(8, 8), (9, 8), (9, 9), (8, 9), (8, 8)]
BENT = [(0, 0), (9, 0), (9, 1), (1, 1), (1, 9), (0, 9), (0, 0)]


def test_a_name_stands_in_the_middle_of_its_streets_largest_part() -> None:
    parts = [Outline(SMALL, closed=True), Outline(SQUARE, closed=True)]

    assert _find_middle(parts) == pytest.approx((1, 1))


def test_a_middle_that_lies_outside_is_none() -> None:
    assert _find_middle([Outline(BENT, closed=True)]) is None
    assert _find_middle([]) is None


def test_a_month_that_is_not_whole_is_hatched_and_told_in_paper_and_slides(
    sample: Snapshot,
) -> None:
    material, paper = compose(sample, filters=replace(HALF_YEAR, until=date(2021, 6, 10)))

    bars = _draw_trend(material, FontProperties()).axes[0].patches
    deck = Presentation(BytesIO(build_slides(material, paper, {})))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    (series, *_) = next(shape for shape in shapes if shape.has_chart).chart.plots[0].series

    assert [bool(bar.get_hatch()) for bar in bars[:6]] == [False] * 5 + [True]
    assert series.points[5].format.fill.type == MSO_FILL.PATTERNED
    assert series.points[4].format.fill.type is None
    said = "斜纹：6月1日至6月10日，不是整月"
    assert any(shape.has_text_frame and shape.text_frame.text == said for shape in shapes)
    trend = next(b for b in paper.blocks if isinstance(b, Picture) and b.key == "trend")
    assert read(trend.footer).endswith(said)


def test_whole_months_are_not_hatched(sample: Snapshot) -> None:
    material, paper = compose(sample)

    bars = _draw_trend(material, FontProperties()).axes[0].patches

    assert not any(bar.get_hatch() for bar in bars)
    assert not any("斜纹" in read(line) for line in paper.lines())

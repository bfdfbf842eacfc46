"""The slides: charts and tables that can be edited, a message in every title, nothing cut off."""

import re
from io import BytesIO

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from tests.briefing.conftest import compose
from tests.conftest import RIVERTON
from wenming.briefing.pack import Pack
from wenming.briefing.paper import Paper
from wenming.briefing.slide_parts import BODY_HEIGHT, measure_row, part_rows, part_texts
from wenming.briefing.slides import build_slides
from wenming.briefing.sources import Material
from wenming.store import Snapshot


@pytest.fixture(scope="module")
def deck(pack: Pack) -> Deck:
    return Presentation(BytesIO(pack.files["slides.pptx"]))


def test_charts_and_tables_are_native_and_only_the_map_is_a_picture(deck: Deck) -> None:
    shapes = [shape for slide in deck.slides for shape in slide.shapes]

    assert sum(shape.has_chart for shape in shapes) == 2
    assert sum(shape.has_table for shape in shapes) >= 3
    assert [shape.shape_type.name for shape in shapes].count("PICTURE") == 1


def test_the_trend_chart_holds_the_figures_of_the_paper(
    deck: Deck, half_year: tuple[Material, Paper]
) -> None:
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    series = charts[0].plots[0].series

    total = sum(sum(each.values) for each in series)
    assert total == half_year[0].ledger.figures["activities_held.now"].value
    assert len(list(charts[0].plots[0].categories)) == 6
    # Of 196 in the highest column, parts of fewer than 8 have no room for their number.
    assert charts[0].plots[0].data_labels.number_format == '[<8]"";0'


def test_every_slide_says_its_message_in_its_title(deck: Deck) -> None:
    titles = [slide.shapes.title.text for slide in deck.slides]

    assert all(titles)
    assert any("819场次" in title for title in titles)


def test_numbers_of_titles_stand_in_the_notes_with_their_ids(deck: Deck) -> None:
    for slide in deck.slides:
        title = slide.shapes.title.text if slide.shapes.title else ""
        notes = slide.notes_slide.notes_text_frame.text
        bound = "".join(line.partition(" = ")[2] for line in notes.splitlines())
        for number in re.findall(r"\d+(?:\.\d+)?", title):
            assert number in bound, title


def test_each_slides_notes_are_of_its_own_rows(deck: Deck) -> None:
    parts = [
        slide
        for slide in deck.slides
        if slide.shapes.title and slide.shapes.title.text.startswith("跟踪的")
    ]
    notes = [slide.notes_slide.notes_text_frame.text for slide in parts]
    named = [set(re.findall(r"tasks_carried\.([^.]+)\.measure", text)) for text in notes]

    assert len(named) > 1 and all(named)
    assert sum(map(len, named)) == len(set().union(*named))


def test_nothing_stands_outside_the_slide(deck: Deck) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_two_hundred_tasks_go_over_as_many_slides_as_they_need() -> None:
    head = ["任务", "牵头", "配合", "科室", "时限"]
    rows = [["措施" * 10, "单位", "配合", "科室", "2021.6.30"]] * 200
    widths = [0.3, 0.15, 0.25, 0.15, 0.15]

    size, parts = part_rows(head, rows, widths)

    assert [row for part in parts for row in part] == rows
    for part in parts:
        assert sum(measure_row(row, widths, size) for row in [head, *part]) <= BODY_HEIGHT
    assert max(map(len, parts)) - min(map(len, parts)) <= 2


def test_few_rows_are_set_larger_than_many() -> None:
    row = ["措施", "单位"]

    assert part_rows(row, [row] * 3, [0.5, 0.5]) == (16, [[row] * 3])
    assert part_rows(row, [row] * 200, [0.5, 0.5])[0] == 12


def test_a_cell_or_paragraph_too_long_for_a_slide_is_cut() -> None:
    _, ((row,),) = part_rows(["a", "b"], [["长" * 4000, "a"]], [0.5, 0.5])
    assert row[0].endswith("…") and measure_row(row, [0.5, 0.5], 12) < BODY_HEIGHT

    _, parts = part_texts(["长" * 4000, "短"])
    assert [text[-1] for part in parts for text in part] == ["…", "短"]


def test_the_second_district_has_slides_in_its_language(riverton: Snapshot) -> None:
    material, paper = compose(riverton, RIVERTON, language="en")

    deck = Presentation(BytesIO(build_slides(material, paper, {})))

    assert deck.slide_width == Inches(13.333)
    titles = [slide.shapes.title.text for slide in deck.slides if slide.shapes.title]
    assert "Support is needed in 5 communities" in titles

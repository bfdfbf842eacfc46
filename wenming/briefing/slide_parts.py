"""What slides are put together from: titles, texts, tables and charts that can be edited.

Nothing here may run off its slide: sizes are chosen by how much room the words take, and what does
not fit one slide is parted over several.
"""

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import TypeVar

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.chtfmt import ChartFormat
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from wenming.briefing.fitting import count_lines, shorten
from wenming.palette import BRAND
from wenming.signs import drop_unwritable

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
BODY_TOP, BODY_HEIGHT = Inches(1.45), Inches(5.2)
ROOM = WIDTH - 2 * MARGIN
RED = RGBColor.from_string(BRAND.removeprefix("#").upper())
QUIET = RGBColor(0x6B, 0x6B, 0x6B)
_INK, _PALE, _WHITE = (RGBColor.from_string(code) for code in ("1F1F1F", "F6F1F0", "FFFFFF"))
_Item = TypeVar("_Item")
_FACE = "微软雅黑"
_LINE = 1.4  # of the type's size: a line of that face
_SURE = 0.95  # of a line's room: faces differ
_GAP = 10  # points after a paragraph
_CELL_SIDES = 16  # points left and right of a cell's words
_CELL_ENDS = 8  # points above and below them
_TABLE_LEAST = 12
_LONGEST = 90  # characters of a cell; the annex has the whole
LABEL = 20
"""Characters of a chart's label."""
_TITLE_LINES = 2
_MANY_COLUMNS = 24
_THIN = 0.04  # of the highest column: a part thinner than this has no room for its number


def start_slide(
    deck: Deck, title: str, sizes: Sequence[float] = (26, 22, 18), *, top: int = Inches(0.4)
) -> Slide:
    """A slide with its title, in the largest size that takes two lines, else cut at their end."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    heading = slide.shapes.title
    size = next((size for size in sizes if _count(title, size) <= _TITLE_LINES), sizes[-1])
    heading.left, heading.top, heading.width = MARGIN, top, ROOM
    heading.height = max(Inches(0.95), Pt(size * 1.25 * _TITLE_LINES + 8))
    heading.text_frame.word_wrap = True
    heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = heading.text_frame.paragraphs[0]
    most = (ROOM / Pt(size) - 1) * _TITLE_LINES * _SURE
    write(paragraph, shorten(title, most), size, bold=True)
    paragraph.alignment = PP_ALIGN.LEFT
    return slide


def add_text(slide: Slide, top: int, height: int) -> TextFrame:
    """An empty box for words between the margins."""
    frame = slide.shapes.add_textbox(MARGIN, top, ROOM, height).text_frame
    frame.word_wrap = True
    return frame


def write(
    paragraph: _Paragraph, text: str, size: float, *, bold: bool = False, colour: RGBColor = _INK
) -> None:
    """Add words to a paragraph, without the signs that no XML file may hold."""
    run = paragraph.add_run()
    run.text = re.sub(r"[\r\n\t]", "", drop_unwritable(text))
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FACE
    run.font.color.rgb = colour
    # Chinese takes the face for East Asian text, which python-pptx has no call for.
    properties = run._r.get_or_add_rPr()
    properties.append(properties.makeelement(qn("a:ea"), {"typeface": _FACE}))


def part_texts(
    texts: Sequence[str], sizes: Sequence[float] = (20, 18, 16)
) -> tuple[float, list[list[str]]]:
    """The size to set paragraphs in, and the paragraphs of each slide; one too long is cut.

    It is the largest size that takes no more slides than the least.
    """
    least = sizes[-1]
    most = (BODY_HEIGHT / Pt(least * _LINE) - 1) * (ROOM / Pt(least) - 1) * _SURE
    cut = [shorten(text, most) for text in texts]
    heights = {size: [_measure_text(text, size) for text in cut] for size in sizes}
    return _part_best(cut, heights, dict.fromkeys(sizes, BODY_HEIGHT))


def add_texts(slide: Slide, texts: Sequence[str], size: float) -> None:
    """Paragraphs one under the other."""
    frame = add_text(slide, BODY_TOP, BODY_HEIGHT)
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        write(paragraph, text, size)
        paragraph.space_after = Pt(_GAP)


def part_rows(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    sizes: Sequence[float] = (16, 14, _TABLE_LEAST),
) -> tuple[float, list[list[list[str]]]]:
    """The size to set a table in, and the rows of each slide; long cells are cut.

    It is the largest size that takes no more slides than the least.
    """
    cut = [[shorten(cell, _LONGEST) for cell in row] for row in rows]
    heights = {size: [measure_row(row, widths, size) for row in cut] for size in sizes}
    rooms = {size: BODY_HEIGHT - measure_row(head, widths, size) for size in sizes}
    return _part_best(cut, heights, rooms)


def measure_row(row: Sequence[str], widths: Sequence[float], size: float) -> int:
    """The height that a row takes in type of that size, in EMU: its longest cell decides."""
    lines = max(
        count_lines(cell, (ROOM * width - Pt(_CELL_SIDES)) / Pt(size) * _SURE)
        for cell, width in zip(row, widths, strict=True)
    )
    return int(Pt(size * _LINE * lines + _CELL_ENDS))


def add_table(
    slide: Slide,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    size: float,
) -> None:
    """A table between the margins; `widths` are shares of the room."""
    heights = [measure_row(row, widths, size) for row in [head, *rows]]
    shape = slide.shapes.add_table(len(rows) + 1, len(head), MARGIN, BODY_TOP, ROOM, sum(heights))
    table = shape.table
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(int(ROOM * width))
    for number, row in enumerate([head, *rows]):
        line = table.rows[number]
        line.height = heights[number]
        is_head = number == 0
        for cell, text in zip(line.cells, row, strict=True):
            cell.fill.solid()
            cell.fill.fore_color.rgb = RED if is_head else _PALE
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Pt(_CELL_ENDS // 2 - 1)
            paragraph = cell.text_frame.paragraphs[0]
            write(paragraph, text, size, bold=is_head, colour=_WHITE if is_head else _INK)


def add_columns(
    slide: Slide, data: CategoryChartData, colours: Sequence[str], hatched: Sequence[bool]
) -> None:
    """Stacked columns with a legend; parts too thin for their number go without it.

    `hatched` tells of each column whether it is drawn with lines across, which leave its number
    readable.
    """
    chart = _add_chart(slide, XL_CHART_TYPE.COLUMN_STACKED, data)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor(0xE0, 0xE0, 0xE0)
    chart.value_axis.format.line.fill.background()
    plot = chart.plots[0]
    plot.overlap = 100
    columns = list(zip(*(series.values for series in plot.series), strict=True))
    plot.has_data_labels = len(columns) <= _MANY_COLUMNS
    if plot.has_data_labels:
        least = max(ceil(_THIN * max(map(sum, columns))), 1)
        plot.data_labels.number_format = f'[<{least}]"";0'
        plot.data_labels.number_format_is_linked = False
        plot.data_labels.show_value = True
        plot.data_labels.font.size = Pt(11)
        plot.data_labels.font.color.rgb = _WHITE
    for series, colour in zip(plot.series, colours, strict=True):
        _fill(series.format, colour)
        for number, is_hatched in enumerate(hatched):
            if is_hatched:
                _hatch(series.points[number].format, colour)


def add_bars(slide: Slide, data: CategoryChartData, colours: Sequence[str]) -> None:
    """Bars of one series with their numbers beside them, the last on top."""
    chart = _add_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data)
    chart.has_legend = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.font.size = Pt(14)
    for number, colour in enumerate(colours):
        _fill(plot.series[0].points[number].format, colour)


def note(slide: Slide, shown: dict[str, str]) -> None:
    """The ids of the slide's numbers in its notes, for whoever wants to trace one."""
    text = "\n".join(f"{id} = {text}" for id, text in shown.items())
    slide.notes_slide.notes_text_frame.text = drop_unwritable(text)


def _add_chart(slide: Slide, kind: XL_CHART_TYPE, data: CategoryChartData) -> Chart:
    chart = slide.shapes.add_chart(kind, MARGIN, BODY_TOP, ROOM, BODY_HEIGHT, data).chart
    chart.font.size, chart.font.name = Pt(14), _FACE
    chart.has_title = False
    chart.value_axis.minimum_scale = 0
    chart.plots[0].gap_width = 60
    # python-pptx numbers axes below zero, which the schema does not allow.
    for axis in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", axis.get("val").lstrip("-"))
    return chart


def _fill(look: ChartFormat, colour: str) -> None:
    look.fill.solid()
    look.fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())


def _hatch(look: ChartFormat, colour: str) -> None:
    look.fill.patterned()
    look.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
    look.fill.fore_color.rgb = _WHITE
    look.fill.back_color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())


def _part_best(
    items: Sequence[_Item], heights: Mapping[float, Sequence[int]], rooms: Mapping[float, int]
) -> tuple[float, list[list[_Item]]]:
    """Of sizes from large to small the largest that needs no more parts than the last.

    A size in which a single item is higher than the room will not do, unless it is the last.
    """
    *larger, least = heights
    parts = _part_evenly(items, heights[least], rooms[least])
    for size in larger:
        tried = _part_evenly(items, heights[size], rooms[size])
        if len(tried) <= len(parts) and max(heights[size], default=0) <= rooms[size]:
            return size, tried
    return least, parts


def _part_evenly(items: Sequence[_Item], heights: Sequence[int], room: float) -> list[list[_Item]]:
    """As few parts as possible, none higher than the room, and of about the same height."""
    fewest = len(_part(items, heights, room))
    tried = sum(heights) / max(fewest, 1)
    while tried < room and len(_part(items, heights, tried)) > fewest:
        tried *= 1.05
    return _part(items, heights, min(tried, room))


def _part(items: Sequence[_Item], heights: Sequence[int], room: float) -> list[list[_Item]]:
    """Items in parts that each fit the room; one that is higher than it stands alone."""
    parts: list[list[_Item]] = []
    filled = room
    for item, height in zip(items, heights, strict=True):
        if not parts or filled + height > room:
            parts.append([])
            filled = 0
        parts[-1].append(item)
        filled += height
    return parts


def _count(text: str, size: float) -> int:
    """Lines of a text between the margins."""
    return count_lines(text, (ROOM / Pt(size) - 1) * _SURE)


def _measure_text(text: str, size: float) -> int:
    """The height of a paragraph between the margins and the gap after it, in EMU."""
    return int(Pt(_count(text, size) * size * _LINE + _GAP))

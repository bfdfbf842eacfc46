"""The slides: native charts and tables that staff can edit, one message each in its title."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import islice

import pandas as pd
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from wenming.briefing.findings import tell_slide
from wenming.briefing.measures import TOTALS, bind_total, count_tasks
from wenming.briefing.paper import Grid, Paper, Paragraph
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, read
from wenming.palette import BRAND, NONE, colour_tasks

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_MARGIN = Inches(0.6)
_BODY_TOP, _BODY_HEIGHT = Inches(1.45), Inches(5.2)
_FACE = "微软雅黑"
_INK, _QUIET = RGBColor(0x1F, 0x1F, 0x1F), RGBColor(0x6B, 0x6B, 0x6B)
_RED = RGBColor.from_string(BRAND.removeprefix("#").upper())
_PALE = RGBColor(0xF6, 0xF1, 0xF0)
_CELL_POINTS = 12.0
_LONGEST = 90  # characters of a cell; the annex has the whole


def build_slides(material: Material, paper: Paper, pictures: Mapping[str, bytes]) -> bytes:
    """The slides as a file; of `pictures` only the map is used."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    _add_title(deck, material, paper)
    blocks = {block.key: block for block in paper.blocks}
    if bind_total(material, "activities_held").value:
        _add_totals(deck, material)
        _add_trend(deck, material)
        _add_tasks(deck, material)
    if "map" in pictures:
        _add_map(deck, material, paper, pictures["map"])
    issues = [b for b in paper.blocks if isinstance(b, Paragraph) and b.key.startswith("issues.")]
    _add_list(deck, material, "issues", [b.line for b in issues])
    for key, message in (("tasks_carried", "last"), ("tasks_next", "next")):
        block = blocks.get(key)
        if isinstance(block, Grid):
            _add_grid(deck, material, message, block)
    about = deck.core_properties
    about.title, about.author = read(paper.head.title[0]), read(paper.head.issuer)
    about.last_modified_by, about.comments, about.revision = about.author, "", 1
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _add_title(deck: Deck, material: Material, paper: Paper) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    band = slide.shapes.add_shape(1, 0, Inches(2.2), _WIDTH, Inches(0.08))
    band.fill.solid()
    band.fill.fore_color.rgb = _RED
    band.line.fill.background()
    frame = _add_text(slide, _MARGIN, Inches(2.5), _WIDTH - 2 * _MARGIN, Inches(2.2))
    for number, line in enumerate(paper.head.title):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _write(paragraph, read(line), 40 if number == 0 else 24, bold=number == 0)
    frame = _add_text(slide, _MARGIN, Inches(5.4), _WIDTH - 2 * _MARGIN, Inches(1.2))
    _write(frame.paragraphs[0], f"{read(paper.head.issuer)}\u2003{read(paper.head.day)}", 18)
    if paper.head.mark:
        _write(frame.add_paragraph(), read(paper.head.mark), 14, colour=_RED)
    _note(slide, [*paper.head.title, paper.head.day])


def _start(deck: Deck, material: Material, title: Line) -> Slide:
    """A slide with its message on top, and beneath it what every page says of itself."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    heading = slide.shapes.title
    heading.left, heading.top = _MARGIN, Inches(0.4)
    heading.width, heading.height = _WIDTH - 2 * _MARGIN, Inches(0.95)
    heading.text_frame.word_wrap = True
    heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = heading.text_frame.paragraphs[0]
    _write(paragraph, read(title), 26 if len(read(title)) < 60 else 20, bold=True)
    paragraph.alignment = PP_ALIGN.LEFT
    t = material.t
    marks = [
        material.ledger.figures["period"].text,
        t("frame.version", version=material.version, cutoff=t.day(material.cutoff)),
        t("frame.sample") if material.district.is_sample else "",
        t.number(len(deck.slides)),
    ]
    frame = _add_text(slide, _MARGIN, Inches(6.95), _WIDTH - 2 * _MARGIN, Inches(0.35))
    _write(frame.paragraphs[0], "\u2003".join(filter(None, marks)), 11, colour=_QUIET)
    return slide


def _add_totals(deck: Deck, material: Material) -> None:
    """Headline figures as a table: now, on last year, on last period, of the year's target."""
    t, figures = material.t, material.ledger.figures
    title = tell_slide(material, "totals")
    slide = _start(deck, material, title)
    head = [t(f"briefing.slide_{key}") for key in ("figure", "now", "year", "previous", "target")]
    rows = []
    shown = []
    for figure in TOTALS:
        ids = [f"{figure}.{part}" for part in ("now", "on_year", "on_previous", "share_of_target")]
        name, unit = t(f"briefing.name_{figure}"), t(f"briefing.unit_{figure}")
        if unit not in name.lower():
            name = t("briefing.name_with_unit", name=name, unit=unit)
        rows.append([name, *(figures[id].text if id in figures else "—" for id in ids)])
        shown += [id for id in ids if id in figures]
    for figure in ("site_coverage", "active_sites"):
        if (now := figures.get(f"{figure}.now")) is not None:
            change = figures.get(f"{figure}.on_year")
            text = change.text if change else "—"
            rows.append([t(f"briefing.name_{figure}"), now.text, text, "—", "—"])
            shown.append(now.id)
    _add_table(slide, head, rows, [0.24, 0.14, 0.23, 0.22, 0.17], size=18)
    _note(slide, [title], shown, material)


def _add_trend(deck: Deck, material: Material) -> None:
    """Activities by month, stacked by task."""
    filters = material.request.filters
    tasks = material.names["tasks"]
    themes = material.frame("themes").set_index("theme_id")["task_id"]
    frame = material.frame("trend_now")
    months = pd.date_range(filters.since.replace(day=1), filters.until, freq="MS")
    table = (
        frame.assign(task=frame["theme_id"].map(themes).fillna(""))
        .pivot_table(index="month", columns="task", values="activities", aggfunc="sum")
        .reindex(index=months, columns=[*tasks, ""])
        .fillna(0)
    )
    title = tell_slide(material, "trend")
    slide = _start(deck, material, title)
    data = CategoryChartData(number_format="0")
    data.categories = [material.t.month(month) for month in months]
    names = {**tasks, "": material.t("common.other_theme")}
    colours = {**colour_tasks(list(tasks)), "": NONE}
    shown = [task for task in table.columns if table[task].any()]
    for task in shown:
        data.add_series(names[task], [int(value) for value in table[task]])
    _add_chart(slide, XL_CHART_TYPE.COLUMN_STACKED, data, [colours[task] for task in shown])
    _note(slide, [title])


def _add_tasks(deck: Deck, material: Material) -> None:
    """Activities by task as bars, the most on top."""
    counts = count_tasks(material)
    if not counts:
        return
    title = tell_slide(material, "tasks")
    slide = _start(deck, material, title)
    data = CategoryChartData(number_format="0")
    data.categories = [name for name, _ in reversed(counts)]
    colours = colour_tasks(list(material.names["tasks"]))
    values = [bound.value or 0 for _, bound in reversed(counts)]
    data.add_series(material.t("briefing.name_activities_held"), values)
    by_name = dict(zip(material.names["tasks"].values(), colours.values(), strict=True))
    shown = [by_name[name] for name, _ in reversed(counts)]
    _add_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, shown, labels=True)
    _note(slide, [title], [bound.id for _, bound in counts], material)


def _add_map(deck: Deck, material: Material, paper: Paper, picture: bytes) -> None:
    """The map as a picture with its own period and marks beside it."""
    title = tell_slide(material, "map")
    slide = _start(deck, material, title)
    shape = slide.shapes.add_picture(BytesIO(picture), 0, _BODY_TOP, height=_BODY_HEIGHT)
    shape.left = Emu((_WIDTH - shape.width) // 2)
    block = next(block for block in paper.blocks if block.key == "map")
    footer = getattr(block, "footer", ())
    shape._element.nvPicPr.cNvPr.set("descr", f"{read(title)} {read(footer)}")
    frame = _add_text(slide, _MARGIN, Inches(6.6), _WIDTH - 2 * _MARGIN, Inches(0.35))
    _write(frame.paragraphs[0], read(footer), 11, colour=_QUIET)
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    _note(slide, [title, footer])


def _add_list(deck: Deck, material: Material, key: str, lines: Sequence[Line]) -> None:
    title = tell_slide(material, key)
    slide = _start(deck, material, title)
    frame = _add_text(slide, _MARGIN, _BODY_TOP, _WIDTH - 2 * _MARGIN, _BODY_HEIGHT)
    size = 20 if sum(len(read(line)) for line in lines) < 320 else 16
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _write(paragraph, f"• {read(line)}", size)
        paragraph.space_after = Pt(10)
    _note(slide, [title, *lines])


def _add_grid(deck: Deck, material: Material, message: str, grid: Grid) -> None:
    """A table of tasks over as many slides as it needs."""
    widths = [column.width for column in grid.columns]
    rows = [[_cut(read(cell)) for cell in row] for row in grid.rows]
    title = tell_slide(material, message)
    shown = iter(grid.rows)
    for part in split_rows(rows, widths):
        slide = _start(deck, material, title)
        head = [column.heading for column in grid.columns]
        _add_table(slide, head, part, widths, size=_CELL_POINTS)
        cells = [cell for row in islice(shown, len(part)) for cell in row]
        _note(slide, [title, *cells])


def split_rows(rows: Sequence[list[str]], widths: Sequence[float]) -> list[list[list[str]]]:
    """Rows in parts that each fit a slide beneath a head of two lines."""
    room = _BODY_HEIGHT - 2 * measure_row([""], [1.0], _CELL_POINTS)
    parts: list[list[list[str]]] = [[]]
    filled = 0
    for row in rows:
        height = measure_row(row, widths, _CELL_POINTS)
        if parts[-1] and filled + height > room:
            parts.append([])
            filled = 0
        parts[-1].append(row)
        filled += height
    return parts


def measure_row(row: Sequence[str], widths: Sequence[float], size: float) -> int:
    """The height that a row takes in type of that size, in EMU: its longest cell decides."""
    room = (_WIDTH - 2 * _MARGIN) / Pt(size)  # characters over the whole width
    lines = max(
        -(-len(cell) // max(int(room * width) - 2, 1)) or 1
        for cell, width in zip(row, widths, strict=True)
    )
    return int(Pt(size * 1.4 * lines + 8))


def _add_table(
    slide: Slide,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    size: float,
) -> None:
    room = _WIDTH - 2 * _MARGIN
    heights = [measure_row(row, widths, size) for row in [head, *rows]]
    shape = slide.shapes.add_table(len(rows) + 1, len(head), _MARGIN, _BODY_TOP, room, sum(heights))
    table = shape.table
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(int(room * width))
    for number, row in enumerate([head, *rows]):
        table.rows[number].height = heights[number]
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.fill.solid()
            cell.fill.fore_color.rgb = _RED if number == 0 else _PALE
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Pt(3)
            white = RGBColor(0xFF, 0xFF, 0xFF)
            _write(
                cell.text_frame.paragraphs[0], text, size,
                bold=number == 0, colour=white if number == 0 else _INK,
            )  # fmt: skip


def _add_chart(
    slide: Slide,
    kind: XL_CHART_TYPE,
    data: CategoryChartData,
    colours: Sequence[str],
    *,
    labels: bool = False,
) -> None:
    room = _WIDTH - 2 * _MARGIN
    frame = slide.shapes.add_chart(kind, _MARGIN, _BODY_TOP, room, _BODY_HEIGHT, data)
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(14), _FACE
    chart.has_title = False
    chart.has_legend = not labels
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    chart.value_axis.minimum_scale = 0
    chart.value_axis.has_major_gridlines = not labels
    chart.value_axis.visible = not labels
    if not labels:
        chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor(0xE0, 0xE0, 0xE0)
        chart.value_axis.format.line.fill.background()
    plot = chart.plots[0]
    plot.gap_width = 60
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(14 if labels else 11)
    plot.data_labels.show_value = True
    if not labels:
        plot.overlap = 100
        plot.data_labels.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    filled = plot.series[0].points if labels else plot.series
    for number, colour in enumerate(colours):
        series = filled[number]
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())


def _add_text(slide: Slide, left: int, top: int, width: int, height: int) -> TextFrame:
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    return frame


def _write(
    paragraph: _Paragraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    colour: RGBColor = _INK,
) -> None:
    run = paragraph.add_run()
    run.text = "".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff")
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FACE
    run.font.color.rgb = colour
    # Chinese takes the face for East Asian text, which python-pptx has no call for.
    east = run._r.get_or_add_rPr().makeelement(qn("a:ea"), {"typeface": _FACE})
    run._r.get_or_add_rPr().append(east)


def _note(
    slide: Slide, lines: Sequence[Line], ids: Sequence[str] = (), material: Material | None = None
) -> None:
    """The ids of the slide's numbers in its notes, for whoever wants to trace one."""
    pairs = {run.bound: run.text for line in lines for run in line if run.bound}
    if material is not None:
        pairs |= {id: material.ledger.figures[id].text for id in ids}
    text = "\n".join(f"{id} = {text}" for id, text in pairs.items())
    slide.notes_slide.notes_text_frame.text = "".join(
        sign for sign in text if sign >= " " or sign == "\n"
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

"""The slides: native charts and tables that staff can edit, one message each in its title."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import islice

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches

from wenming.briefing.findings import tell_slide
from wenming.briefing.fitting import shorten
from wenming.briefing.measures import (
    TOTALS,
    bind_active,
    bind_changes,
    bind_coverage,
    bind_share_changes,
    bind_total,
    count_tasks,
)
from wenming.briefing.paper import Grid, Paper, Paragraph
from wenming.briefing.slide_parts import (
    BODY_HEIGHT,
    BODY_TOP,
    HEIGHT,
    LABEL,
    QUIET,
    RED,
    ROOM,
    WIDTH,
    add_bars,
    add_columns,
    add_table,
    add_text,
    add_texts,
    note,
    part_rows,
    part_texts,
    start_slide,
    write,
)
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, read
from wenming.briefing.trend import tabulate_trend, tell_hatched
from wenming.palette import colour_tasks
from wenming.signs import drop_unwritable


def build_slides(material: Material, paper: Paper, pictures: Mapping[str, bytes]) -> bytes:
    """The slides as a file; of `pictures` only the map is used."""
    deck = Presentation()
    _drop_thumbnail(deck)
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _add_title(deck, material, paper)
    blocks = {block.key: block for block in paper.blocks}
    if bind_total(material, "activities_held").value:
        _add_totals(deck, material)
    if isinstance(targets := blocks.get("targets"), Grid):
        _add_grid(deck, material, "targets", targets)
    if bind_total(material, "activities_held").value:
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
    about.title = drop_unwritable(read(paper.head.title[0]))
    about.author = drop_unwritable(read(paper.head.issuer))
    about.last_modified_by, about.comments, about.revision = about.author, "", 1
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _drop_thumbnail(deck: Deck) -> None:
    """Leave out python-pptx's picture of an empty deck, which a folder would show for ours."""
    package = deck.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(key)


def _add_title(deck: Deck, material: Material, paper: Paper) -> None:
    first, *others = paper.head.title
    slide = start_slide(deck, read(first), (40, 32, 24), top=Inches(2.4))
    band = slide.shapes.add_shape(1, 0, Inches(2.2), WIDTH, Inches(0.08))
    band.fill.solid()
    band.fill.fore_color.rgb = RED
    band.line.fill.background()
    frame = add_text(slide, Inches(4.0), Inches(1.2))
    for number, line in enumerate(others):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        write(paragraph, shorten(read(line), 2 * LABEL), 24)
    frame = add_text(slide, Inches(5.6), Inches(1.2))
    said = [shorten(read(paper.head.issuer), 2 * LABEL), read(paper.head.day)]
    write(frame.paragraphs[0], "\u2003".join(filter(None, said)), 18)
    if paper.head.mark:
        write(frame.add_paragraph(), read(paper.head.mark), 14, colour=RED)
    _note(slide, material, [*paper.head.title, paper.head.day])


def _start(deck: Deck, material: Material, title: Line) -> Slide:
    """A slide with its message on top, and beneath it what every page says of itself."""
    slide = start_slide(deck, read(title))
    t = material.t
    marks = [
        material.ledger.figures["period"].text,
        t("frame.version", version=material.version, cutoff=t.day(material.cutoff)),
        t("frame.sample") if material.district.is_sample else "",
        t.number(len(deck.slides)),
    ]
    frame = add_text(slide, Inches(6.95), Inches(0.35))
    write(frame.paragraphs[0], "\u2003".join(filter(None, marks)), 11, colour=QUIET)
    return slide


def _add_totals(deck: Deck, material: Material) -> None:
    """Headline figures as a table: now, on last year, on last period."""
    t = material.t
    title = tell_slide(material, "totals")
    head = [t(f"briefing.slide_{key}") for key in ("figure", "now", "year", "previous")]
    rows = []
    shown = []
    for figure in TOTALS:
        name, unit = t(f"briefing.name_{figure}"), t(f"briefing.unit_{figure}")
        if unit not in name.lower():
            name = t("briefing.name_with_unit", name=name, unit=unit)
        bounds = [bind_total(material, figure), *bind_changes(material, figure)]
        rows.append([name, *(bound.text for bound in bounds)])
        shown += [bound.id for bound in bounds]
    for figure, bind in (("site_coverage", bind_coverage), ("active_sites", bind_active)):
        bounds = [bind(material)[2], *bind_share_changes(material, figure)]
        if bounds[0].value is not None:
            rows.append([t(f"briefing.name_{figure}"), *(bound.text for bound in bounds)])
            shown += [bound.id for bound in bounds]
    widths = [0.27, 0.17, 0.28, 0.28]
    size, parts = part_rows(head, rows, widths, (22, 20, 18, 16, 14))
    for part in parts:
        slide = _start(deck, material, title)
        add_table(slide, head, part, widths, size)
        _note(slide, material, [title], shown)


def _add_trend(deck: Deck, material: Material) -> None:
    """Activities by month, stacked by task; a month that is not whole is hatched and told."""
    trend = tabulate_trend(material)
    title = tell_slide(material, "trend")
    slide = _start(deck, material, title)
    data = CategoryChartData(number_format="0")
    data.categories = [material.t.month(month) for month in trend.counts.index]
    for task, counts in trend.counts.items():
        name = drop_unwritable(shorten(trend.names[str(task)], LABEL))
        data.add_series(name, [int(value) for value in counts])
    colours = [trend.colours[str(task)] for task in trend.counts.columns]
    add_columns(slide, data, colours, trend.partial)
    hatched = tell_hatched(material)
    if hatched:
        _tell_beneath(slide, hatched)
    _note(slide, material, [title, hatched])


def _add_tasks(deck: Deck, material: Material) -> None:
    """Activities by task as bars, the most on top."""
    counts = count_tasks(material)
    if not counts:
        return
    title = tell_slide(material, "tasks")
    slide = _start(deck, material, title)
    data = CategoryChartData(number_format="0")
    data.categories = [drop_unwritable(shorten(name, LABEL)) for name, _ in reversed(counts)]
    colours = colour_tasks(list(material.names["tasks"]))
    values = [bound.value or 0 for _, bound in reversed(counts)]
    data.add_series(material.t("briefing.name_activities_held"), values)
    by_name = dict(zip(material.names["tasks"].values(), colours.values(), strict=True))
    shown = [by_name[name] for name, _ in reversed(counts)]
    add_bars(slide, data, shown)
    _note(slide, material, [title], [bound.id for _, bound in counts])


def _add_map(deck: Deck, material: Material, paper: Paper, picture: bytes) -> None:
    """The map as a picture with its own period and marks beside it."""
    title = tell_slide(material, "map")
    slide = _start(deck, material, title)
    shape = slide.shapes.add_picture(BytesIO(picture), 0, BODY_TOP)
    scale = min(ROOM / shape.width, BODY_HEIGHT / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    shape.left = Emu((WIDTH - shape.width) // 2)
    block = next(block for block in paper.blocks if block.key == "map")
    footer = getattr(block, "footer", ())
    shape._element.nvPicPr.cNvPr.set("descr", f"{read(title)} {read(footer)}")
    _tell_beneath(slide, footer)
    _note(slide, material, [title, footer])


def _tell_beneath(slide: Slide, line: Line) -> None:
    """What a chart or map must say of itself, small and in the middle beneath it."""
    frame = add_text(slide, Inches(6.6), Inches(0.35))
    write(frame.paragraphs[0], read(line), 11, colour=QUIET)
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER


def _add_list(deck: Deck, material: Material, key: str, lines: Sequence[Line]) -> None:
    """Paragraphs over as many slides as they need."""
    title = tell_slide(material, key)
    size, parts = part_texts([f"• {read(line)}" for line in lines])
    shown = iter(lines)
    for part in parts:
        slide = _start(deck, material, title)
        add_texts(slide, part, size)
        _note(slide, material, [title, *islice(shown, len(part))])


def _add_grid(deck: Deck, material: Material, message: str, grid: Grid) -> None:
    """A table of the paper over as many slides as it needs."""
    widths = [column.width for column in grid.columns]
    head = [column.heading for column in grid.columns]
    title = tell_slide(material, message)
    size, parts = part_rows(head, [[*map(read, row)] for row in grid.rows], widths)
    shown = iter(grid.rows)
    for part in parts:
        slide = _start(deck, material, title)
        add_table(slide, head, part, widths, size)
        cells = [cell for row in islice(shown, len(part)) for cell in row]
        _note(slide, material, [title, *cells])


def _note(slide: Slide, material: Material, lines: Sequence[Line], ids: Sequence[str] = ()) -> None:
    shown = {run.bound: run.text for line in lines for run in line if run.bound}
    note(slide, shown | {id: material.ledger.figures[id].text for id in ids})

"""The paper as a .docx: a letterhead filled with headings, paragraphs, tables and pictures."""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from wenming.briefing.controls import Footnotes, wrap
from wenming.briefing.fitting import measure
from wenming.briefing.letterhead import BODY, build_letterhead, set_styles
from wenming.briefing.paper import Align, Block, Grid, Heading, Paper, Paragraph, Picture
from wenming.briefing.tables import (
    keep_rows_whole,
    place_at_foot,
    repeat_head,
    rule,
    set_margins,
)
from wenming.briefing.text import Line, Run, read
from wenming.errors import WenmingError
from wenming.signs import drop_unwritable

_WIDTH = Mm(156)
_PICTURE = Mm(154)  # as wide as the text would be moved aside by some programs
_HEAD = ("name", "issue", "issuer", "day", "mark")
_STYLES = {0: "Heading 3", 1: "Heading 1", 2: "Heading 2"}
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_NAME_WIDTH = 440  # points a name at the head may take
_NAME_SIZE = 40
_KEPT_TOGETHER = 4  # rows of a table that is never parted over two pages
_CELL_SIDES = 70  # twentieths of a point
_KEPT_AT_END = 4  # lines, and rows of a table among them, that stay with those of distribution


def build_document(
    paper: Paper,
    pictures: Mapping[str, bytes],
    define: Callable[[str], tuple[str, str]],
    template: Path | None = None,
) -> bytes:
    """The paper as a file; `pictures` are PNG by name, `define` gives a footnote's id and text.

    Raises WenmingError when the template cannot be read or has no place for the body.
    """
    document = _open(template, paper)
    writer = _Writer(document, define, is_latin=paper.is_latin)
    writer.fill_head(paper)
    body = writer.find("{{body}}")
    if body is None:
        raise WenmingError("briefing.template_without_body", file=template)
    for line in paper.head.title:
        writer.title(body, line)
    if paper.head.title:
        writer.blank(body)
    for block in paper.blocks:
        writer.add(body, block, pictures)
    if paper.attachments:
        writer.blank(body)
        for line in paper.attachments:
            attachment = writer.before(body, "Normal")
            attachment.paragraph_format.keep_together = True
            writer.write(attachment, line)
    body._element.getparent().remove(body._element)
    writer.fill_end(paper)
    writer.footnotes.write()
    about = document.core_properties
    about.title = _clean("".join(read(line) for line in paper.head.title))
    about.author = about.last_modified_by = read(paper.head.issuer)
    about.comments = about.keywords = about.subject = ""
    about.revision = 1
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _open(template: Path | None, paper: Paper) -> Docx:
    if template is None:
        return build_letterhead(compact=paper.is_compact, latin=paper.is_latin)
    try:
        document = Document(str(template))
    except (PackageNotFoundError, KeyError, ValueError):
        raise WenmingError("briefing.template_unreadable", file=template) from None
    set_styles(document, replace=False, compact=paper.is_compact, latin=paper.is_latin)
    return document


class _Writer:
    """Writes lines into one document, counting its content controls and footnotes."""

    def __init__(
        self, document: Docx, define: Callable[[str], tuple[str, str]], *, is_latin: bool
    ) -> None:
        self.document = document
        self.footnotes = Footnotes(document, circled=not is_latin)
        self._define = define
        self._controls = 0
        self._styles: dict[str, str] = {}

    def find(self, place: str) -> DocxParagraph | None:
        return next((p for p in self.document.paragraphs if place in p.text), None)

    def fill_head(self, paper: Paper) -> None:
        """Put the head's lines where the template names them, in the template's own type."""
        lines = {name: getattr(paper.head, name) for name in _HEAD}
        for paragraph in self._paragraphs():
            if not any(f"{{{{{name}}}}}" in paragraph.text for name in _HEAD):
                continue
            _join_places(paragraph)
            is_issue = "{{issue}}" in paragraph.text
            for run in list(paragraph.runs):
                self._fill_run(paragraph, run, lines)
            if is_issue and not paragraph.text.strip() and not paper.head.issue:
                _drop(paragraph)

    def _paragraphs(self) -> Iterator[DocxParagraph]:
        yield from list(self.document.paragraphs)
        for table in self.document.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield from cell.paragraphs

    def _fill_run(self, paragraph: DocxParagraph, run: DocxRun, lines: dict[str, Line]) -> None:
        text = run.text
        for name, line in lines.items():
            if f"{{{{{name}}}}}" == text.strip() and name == "name":
                run.font.size = Pt(min(_NAME_SIZE, _NAME_WIDTH / max(measure(read(line)), 1)))
        pieces = _split(text, lines)
        if pieces == [text]:
            return
        for piece in pieces:
            for part in (Run(piece),) if isinstance(piece, str) else piece:
                copied = deepcopy(run._element)
                DocxRun(copied, paragraph).text = _clean(part.text)
                run._element.addprevious(self._bind(copied, part))
        run._element.getparent().remove(run._element)

    def fill_end(self, paper: Paper) -> None:
        """The lines of distribution between rules at the foot of the last page, or nothing."""
        place = self.find("{{distribution}}")
        if place is None:
            return
        if not paper.distribution:
            place._element.getparent().remove(place._element)
            return
        table = self.document.add_table(rows=0, cols=1)
        for line in paper.distribution:
            paragraph = table.add_row().cells[0].paragraphs[0]
            self._set_style(paragraph, "Wenming End")
            _hang(paragraph, *((1, 1) if paper.is_latin else (1, 3)))
            self.write(paragraph, line)
        keep_rows_whole(table)
        rule(table, ends=8, sides=False)
        set_margins(table, 0)
        place_at_foot(table, self.document.sections[-1])
        # The table stands on the page of the paragraph after it. That one takes no room and never
        # leaves the lines before, or the table could come to a page of its own.
        self._keep_before(place)
        place._element.addprevious(table._element)
        for run in place.runs:
            run.text = ""
        self._set_style(place, "Wenming Small")
        place.paragraph_format.line_spacing = Pt(1)

    def _keep_before(self, place: DocxParagraph) -> None:
        """Keep a place with the lines before it, and with the last rows of a table before those."""
        for before in list(place._element.itersiblings(preceding=True))[:_KEPT_AT_END]:
            kept = (
                before.findall(qn("w:tr"))[-_KEPT_AT_END:]
                if before.tag == qn("w:tbl")
                else [before]
            )
            for paragraph in (each for part in kept for each in part.iter(qn("w:p"))):
                DocxParagraph(paragraph, place._parent).paragraph_format.keep_with_next = True

    def add(self, body: DocxParagraph, block: Block, pictures: Mapping[str, bytes]) -> None:
        if isinstance(block, Heading):
            self.write(self.before(body, _STYLES[block.level]), block.line)
        elif isinstance(block, Paragraph):
            self.write(self.before(body, "Normal"), block.line)
        elif isinstance(block, Grid):
            self.grid(body, block)
        elif block.key in pictures:
            self.picture(body, block, pictures[block.key])

    def title(self, body: DocxParagraph, line: Line) -> None:
        paragraph = self.before(body, "Title")
        paragraph.paragraph_format.keep_with_next = True
        self.write(paragraph, line)

    def blank(self, body: DocxParagraph) -> None:
        self.before(body, "Normal")

    def before(self, place: DocxParagraph, style: str) -> DocxParagraph:
        """A new paragraph before a place."""
        element = OxmlElement("w:p")
        place._element.addprevious(element)
        paragraph = DocxParagraph(element, place._parent)
        self._set_style(paragraph, style)
        return paragraph

    def _set_style(self, paragraph: DocxParagraph, name: str) -> None:
        # python-docx reads through all styles for each paragraph, and tables have many.
        if name not in self._styles:
            self._styles[name] = str(self.document.styles[name].style_id)
        paragraph._p.style = self._styles[name]

    def write(self, paragraph: DocxParagraph, line: Line) -> None:
        """Add a line's runs: figures in content controls, definitions as footnotes."""
        for part in line:
            if part.text:
                run = paragraph.add_run(_clean(part.text))
                element = run._element
                paragraph._element.remove(element)
                paragraph._element.append(self._bind(element, part))
            if part.note is not None:
                paragraph._element.append(self.footnotes.add(*self._define(part.note)))

    def _bind(self, element: object, part: Run) -> object:
        tag = part.bound or ("edited" if part.edited else None)
        if tag is None:
            return element
        self._controls += 1
        return wrap(element, tag, self._controls)

    def picture(self, body: DocxParagraph, block: Picture, content: bytes) -> None:
        """A picture as wide as the text, its caption and footer beneath, never parted."""
        holder = self.before(body, "Caption")
        holder.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        holder.paragraph_format.space_before = Pt(8)
        shape = holder.add_run().add_picture(BytesIO(content), width=_PICTURE)
        shape._inline.docPr.set("descr", read(block.caption))
        self.write(self.before(body, "Caption"), block.caption)
        footer = self.before(body, "Wenming Small")
        footer.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        footer.paragraph_format.space_after = Pt(8)
        self.write(footer, block.footer)

    def grid(self, body: DocxParagraph, block: Grid) -> None:
        """A table as wide as the text; its head stands again on every page."""
        caption = self.before(body, "Caption")
        caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(4)
        self.write(caption, block.caption)
        table = self.document.add_table(rows=1, cols=len(block.columns))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            self._cell(cell.paragraphs[0], (Run(column.heading),), "centre")
            _set_bold(cell.paragraphs[0])
        for row in block.rows:
            cells = table.add_row().cells
            for cell, line, column in zip(cells, row, block.columns, strict=True):
                self._cell(cell.paragraphs[0], line, column.align)
        keep_rows_whole(table)
        repeat_head(table)
        kept = len(block.rows) if len(block.rows) <= _KEPT_TOGETHER else 1
        for row in table.rows[:kept]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        for column, width in zip(table.columns, block.columns, strict=True):
            column.width = round(_WIDTH * width.width)
            for cell in column.cells:
                cell.width = round(_WIDTH * width.width)
        rule(table, ends=6, sides=True)
        set_margins(table, _CELL_SIDES)
        body._element.addprevious(table._element)
        after = self.before(body, "Wenming Small")
        after.paragraph_format.line_spacing = Pt(8)

    def _cell(self, paragraph: DocxParagraph, line: Line, align: Align) -> None:
        self._set_style(paragraph, "Wenming Cell")
        paragraph.paragraph_format.alignment = _ALIGN[align]
        self.write(paragraph, line)


def _drop(paragraph: DocxParagraph) -> None:
    """Take a paragraph away; the only one of a table's cell has to stay, and stays empty."""
    holder = paragraph._element.getparent()
    if holder.tag != qn("w:tc") or len(holder.findall(qn("w:p"))) > 1:
        holder.remove(paragraph._element)


def _join_places(paragraph: DocxParagraph) -> None:
    """Put a place that Word parted into runs, as where it was edited, back into one."""
    runs = paragraph.runs
    places = [f"{{{{{name}}}}}" for name in _HEAD]
    whole = sum(run.text.count(place) for run in runs for place in places)
    if whole < sum(paragraph.text.count(place) for place in places):
        runs[0].text = paragraph.text
        for run in runs[1:]:
            run._element.getparent().remove(run._element)


def _split(text: str, lines: dict[str, Line]) -> list[str | Line]:
    """A run's text as pieces: words, and the lines that its places ask for."""
    pieces: list[str | Line] = [text]
    for name, line in lines.items():
        place = f"{{{{{name}}}}}"
        parted: list[str | Line] = []
        for piece in pieces:
            if not isinstance(piece, str) or place not in piece:
                parted.append(piece)
                continue
            before, _, after = piece.partition(place)
            parted.extend(part for part in (before, line, after) if part)
        pieces = parted
    return pieces


def _clean(text: str) -> str:
    """The text without the signs that no XML file may hold; line ends become spaces."""
    return re.sub(r"[\r\n\t]", " ", drop_unwritable(text))


def _hang(paragraph: DocxParagraph, first: int, more: int) -> None:
    """Indent by `first` characters, and all lines but the first by `more` further ones."""
    size = ((paragraph.style and paragraph.style.font.size) or BODY).pt
    indentation = paragraph._element.get_or_add_pPr().get_or_add_ind()
    for name, characters in (("left", first + more), ("hanging", more), ("right", first)):
        indentation.set(qn(f"w:{name}Chars"), str(characters * 100))
        indentation.set(qn(f"w:{name}"), str(round(characters * size * 20)))


def _set_bold(paragraph: DocxParagraph) -> None:
    for run in paragraph.runs:
        run.font.bold = True

"""The page of GB/T 9704-2012 as a .docx that an office may replace with its own letterhead.

Places to fill are written `{{name}}`, `{{issue}}`, `{{issuer}}`, `{{day}}`, `{{mark}}`,
`{{body}}` and `{{distribution}}`; a template may leave out any but `{{body}}`.
"""

from typing import cast

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from wenming.palette import BRAND

FACES = {
    "方正小标宋简体": "方正小标宋_GBK,华文中宋,STZhongsong,SimSun",
    "仿宋_GB2312": "仿宋,FangSong,华文仿宋,STFangsong",
    "楷体_GB2312": "楷体,KaiTi,华文楷体,STKaiti",
    "黑体": "SimHei,微软雅黑,Microsoft YaHei",
    "宋体": "SimSun,新宋体",
}
"""Typefaces by the names the standard's users have, each with what to take in its place."""

_TITLE, _BODY, _SECOND, _FIRST, _PAGE = FACES
LINE = Pt(28.95)
"""22 lines in 225 mm."""
BODY = Pt(16)
COMPACT, COMPACT_LINE = Pt(14), Pt(20)
_LATIN = "Times New Roman"
_GRID_LINE = 579  # twentieths of a point: a line of the page's grid
_CLOSER = "-5"  # twentieths of a point
_WIDTH = Mm(156)
_KEPT = {qn("w:keepNext"), qn("w:keepLines"), qn("w:outlineLvl")}


def build_letterhead(*, compact: bool = False, latin: bool = False) -> Docx:
    """The built-in template: page, styles, head, page numbers, and the places to fill.

    `compact` sets the body in 14 pt on lines of 20 pt, for sheets of two pages and for languages
    that need more room; `latin` takes a typeface for other languages than Chinese.
    """
    document = Document()
    _drop_leftovers(document)
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    _set_page(document)
    set_styles(document, replace=True, compact=compact, latin=latin)
    _name_faces(document)
    _add_page_numbers(document)
    _add_head(document)
    document.add_paragraph("{{body}}")
    document.add_paragraph("{{distribution}}")
    return document


def set_styles(
    document: Docx, *, replace: bool, compact: bool = False, latin: bool = False
) -> None:
    """Give the document the paper's styles; without `replace` only those it lacks."""
    body = COMPACT if compact else BODY
    if replace:
        normal = _find_style(document, "Normal")
        _set_style(normal, _BODY, body.pt, indent=True, latin=latin)
        _set_body(normal, compact=compact)
        normal.paragraph_format.widow_control = latin  # Chinese fills its 22 lines
        if not latin:
            normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name, face, size, indent, align in (
        ("Title", _TITLE, 22, False, WD_ALIGN_PARAGRAPH.CENTER),
        ("Heading 1", _FIRST, body.pt, True, None),
        ("Heading 2", _SECOND, body.pt, True, None),
        ("Heading 3", _FIRST, body.pt, False, WD_ALIGN_PARAGRAPH.CENTER),
        ("Caption", _FIRST, 12, False, WD_ALIGN_PARAGRAPH.CENTER),
        ("Wenming Cell", _BODY, 11, False, None),
        ("Wenming Small", _BODY, 9, False, None),
        ("Wenming End", _BODY, 14, False, None),
        ("Footnote Text", _BODY, 9, False, None),
    ):
        known = name in {style.name for style in document.styles}
        if known and not replace:
            continue
        style = _find_style(document, name)
        _set_style(style, face, size, indent=indent, latin=latin)
        layout = style.paragraph_format
        if align is not None:
            layout.alignment = align
        if name.startswith("Heading") or name == "Caption":
            layout.keep_with_next = True
        if size == body.pt:
            _set_body(style, compact=compact)
        if size > BODY.pt:
            layout.line_spacing = Pt(size * 1.5)
            _leave_grid(style)
        if size < body.pt:
            # A grid of 22 lines is for the body; small print stands closer.
            layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            layout.line_spacing = Pt(size * 1.3)
            _leave_grid(style)


def _find_style(document: Docx, name: str) -> ParagraphStyle:
    """The paragraph style of that name, made if the document has none."""
    known: dict[str, ParagraphStyle] = {
        str(style.name): style for style in document.styles if isinstance(style, ParagraphStyle)
    }
    if name in known:
        return known[name]
    added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return cast(ParagraphStyle, added)


def _set_style(style: ParagraphStyle, face: str, size: float, *, indent: bool, latin: bool) -> None:
    for properties in (style.element.rPr, style.element.pPr):
        for child in () if properties is None else list(properties):
            if child.tag not in _KEPT:
                properties.remove(child)
    style.font.name, style.font.size = face, Pt(size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _LATIN if latin and name != "eastAsia" else face)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    for name in ("autoSpaceDE", "autoSpaceDN"):
        # Numbers stand in controls: else there would be a space beside some of them only.
        off = OxmlElement(f"w:{name}")
        off.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().insert_element_before(
            off, "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc",
            "w:outlineLvl",
        )  # fmt: skip
    indentation = style.element.get_or_add_pPr().get_or_add_ind()
    indentation.set(qn("w:firstLineChars"), "200" if indent else "0")
    indentation.set(qn("w:firstLine"), str(round(size * 40)) if indent else "0")


def _set_body(style: ParagraphStyle, *, compact: bool) -> None:
    if compact:
        style.paragraph_format.line_spacing = COMPACT_LINE
        _leave_grid(style)
    else:
        _condense(style)


def _condense(style: ParagraphStyle) -> None:
    """Set 28 characters of 16 pt into 156 mm: a quarter of a point less between them.

    A grid of characters would do it in Word alone; other programs leave every other cell empty.
    """
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), _CLOSER)
    style.element.get_or_add_rPr().insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang"
    )


def _leave_grid(style: ParagraphStyle) -> None:
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(
        snap, "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _set_page(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(21.6)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_GRID_LINE))
    properties.append(grid)


def _drop_leftovers(document: Docx) -> None:
    """Leave out what python-docx's own template brings: a twin of its styles, a picture of it."""
    for related in (document.part.rels, document.part.package.rels):
        for key, relation in list(related.items()):
            if relation.reltype.rpartition("/")[2] in {"stylesWithEffects", "thumbnail"}:
                del related[key]
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # which form a sign takes where faces are missing


def _name_faces(document: Docx) -> None:
    """Write into the table of fonts what to take where a typeface is not installed."""
    part = next(
        p for p in document.part.package.iter_parts() if p.partname.endswith("fontTable.xml")
    )
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for face, others in FACES.items()
    )
    end = "</w:fonts>"
    part._blob = part.blob.decode().replace(end, fonts + end).encode()


def _add_page_numbers(document: Docx) -> None:
    """— 1 —, on odd pages right and on even pages left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        layout = paragraph.paragraph_format
        layout.alignment = align
        layout.first_line_indent = Pt(0)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
        if align == WD_ALIGN_PARAGRAPH.RIGHT:
            layout.right_indent = Pt(14)
        else:
            layout.left_indent = Pt(14)
        for text, is_field in (("— ", False), ("PAGE", True), (" —", False)):
            run = paragraph.add_run("" if is_field else text)
            run.font.size = Pt(14)
            fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
            for name in ("ascii", "hAnsi", "eastAsia"):
                fonts.set(qn(f"w:{name}"), _PAGE)
            if is_field:
                _add_field(run._element, text)


def _add_field(run: object, instruction: str) -> None:
    for kind in ("begin", None, "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run.append(element)  # type: ignore[attr-defined]  # an lxml element


def _add_head(document: Docx) -> None:
    red = RGBColor.from_string(BRAND.removeprefix("#").upper())
    mark = document.add_paragraph("{{mark}}", style="Wenming End")
    mark.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    name = document.add_paragraph(style="Title")
    run = name.add_run("{{name}}")
    run.font.size, run.font.color.rgb = Pt(40), red
    name.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    name.paragraph_format.space_before = Pt(20)
    issue = document.add_paragraph("{{issue}}")
    issue.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_indent(issue)
    line = document.add_paragraph("{{issuer}}\t{{day}}")
    _set_indent(line)
    line.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    borders = OxmlElement("w:pBdr")
    rule = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "4"), ("color", str(red))):
        rule.set(qn(f"w:{key}"), value)
    borders.append(rule)
    line._element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )
    _set_indent(document.add_paragraph())


def _set_indent(paragraph: Paragraph) -> None:
    indentation = paragraph._element.get_or_add_pPr().get_or_add_ind()
    indentation.set(qn("w:firstLineChars"), "0")
    indentation.set(qn("w:firstLine"), "0")

"""Parts of a .docx table that python-docx has no calls for; Word takes them in this order only."""

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docx.shared import Length, Mm
from docx.table import Table

_AFTER_PLACE = ("tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW")
_AFTER_BORDERS = ("shd", "tblLayout", "tblCellMar", "tblLook")
_GAP = 284  # twentieths of a point that text keeps from a table at the foot


def rule(table: Table, *, ends: int, sides: bool) -> None:
    """Draw rules between rows, at both ends `ends` eighths of a point wide, and at the sides."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if edge in {"left", "right", "insideV"} and not sides:
            continue
        line = OxmlElement(f"w:{edge}")
        width = ends if edge in {"top", "bottom"} else 6
        for key, value in (("val", "single"), ("sz", width), ("space", 0), ("color", "000000")):
            line.set(qn(f"w:{key}"), str(value))
        borders.append(line)
    _insert(table, borders, _AFTER_BORDERS)


def set_margins(table: Table, width: int) -> None:
    """Keep the words of all cells `width` twentieths of a point from both sides."""
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        side = OxmlElement(f"w:{edge}")
        side.set(qn("w:w"), str(width))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    _insert(table, margins, _AFTER_BORDERS[3:])


def place_at_foot(table: Table, section: Section) -> None:
    """Stand the table at the foot of its page's text, as wide as that."""
    left = section.left_margin or Mm(28)
    width = Length((section.page_width or Mm(210)) - left - (section.right_margin or Mm(26)))
    table.autofit = False
    table.columns[0].width = width
    for row in table.rows:
        row.cells[0].width = width
    whole = table._tbl.tblPr.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(width.twips))
    place = OxmlElement("w:tblpPr")
    for name, value in (
        ("leftFromText", 0), ("rightFromText", 0), ("topFromText", _GAP), ("bottomFromText", 0),
        ("vertAnchor", "margin"), ("horzAnchor", "page"),
        ("tblpX", left.twips), ("tblpYSpec", "bottom"),
    ):  # fmt: skip
        place.set(qn(f"w:{name}"), str(value))
    _insert(table, place, _AFTER_PLACE)


def repeat_head(table: Table) -> None:
    """Show the first row again on every page that the table comes to."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_rows_whole(table: Table) -> None:
    """Part the table over pages between rows only."""
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _insert(table: Table, element: object, following: tuple[str, ...]) -> None:
    table._tbl.tblPr.insert_element_before(element, *(f"w:{name}" for name in following))

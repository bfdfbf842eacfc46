"""Parts of a .docx that python-docx has no calls for: content controls and footnotes.

A number stands in a content control whose tag is its figure's id: Word and WPS show it when the
number is chosen, and a program can walk every number of the paper.
"""

from xml.sax.saxutils import escape

from docx.document import Document as Docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from lxml.etree import _Element

_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
    "<w:continuationSeparator/></w:r></w:p></w:footnote>"
)
_FIRST_ID = 1000


def wrap(run: _Element, tag: str, number: int) -> _Element:
    """A content control around a run, tagged with a figure's id; `number` is its own."""
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for name, value in (("alias", tag), ("tag", tag), ("id", str(_FIRST_ID + number))):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), value)
        properties.append(element)
    content = OxmlElement("w:sdtContent")
    content.append(run)
    control.append(properties)
    control.append(content)
    return control


class Footnotes:
    """The footnotes of a document, numbered as they come, each written once.

    `circled` numbers them ①②③, which beside a number can not be taken for a digit of it.
    """

    def __init__(self, document: Docx, *, circled: bool) -> None:
        self._document = document
        self._is_circled = circled
        self._notes: list[tuple[str, str]] = []

    def add(self, tag: str, text: str) -> _Element:
        """Keep a footnote bound to `tag`, and return the run that refers to it."""
        self._notes.append((tag, text))
        run = OxmlElement("w:r")
        run.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:vertAlign w:val="superscript"/></w:rPr>'))
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self._notes)))
        run.append(reference)
        return run

    def write(self) -> None:
        """Put the footnotes into the document."""
        if self._is_circled:
            for section in self._document.sections:
                _circle(section._sectPr)
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{self._style()}"/></w:pPr>'
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:sdt><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/>'
            f'<w:id w:val="{9 * _FIRST_ID + number}"/></w:sdtPr><w:sdtContent><w:r>'
            f'<w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:sdtContent></w:sdt>'
            "</w:p></w:footnote>"
            for number, (tag, text) in enumerate(self._notes, start=1)
        )
        xml = f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}{notes}</w:footnotes>"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        name, package = PackURI("/word/footnotes.xml"), self._document.part.package
        part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, (head + xml).encode(), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        properties = parse_xml(
            f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
            "</w:footnotePr>"
        )
        # The schema fixes the order; footnotePr stands before endnotePr, compat and what follows.
        following = {
            qn(f"w:{name}")
            for name in ("endnotePr", "compat", "docVars", "rsids", "themeFontLang",
                         "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator")
        }  # fmt: skip
        after = next((child for child in settings if child.tag in following), None)
        if after is None:
            settings.append(properties)
        else:
            after.addprevious(properties)

    def _style(self) -> str:
        return str(self._document.styles["Footnote Text"].style_id)


def _circle(section: _Element) -> None:
    """Number a section's footnotes ①②③; what a letterhead says of them otherwise is kept."""
    properties = section.find(qn("w:footnotePr"))
    if properties is None:
        properties = OxmlElement("w:footnotePr")
        heads = {qn("w:headerReference"), qn("w:footerReference")}
        section.insert(sum(child.tag in heads for child in section), properties)
    for old in properties.findall(qn("w:numFmt")):
        properties.remove(old)
    form = OxmlElement("w:numFmt")
    form.set(qn("w:val"), "decimalEnclosedCircleChinese")
    # The schema has the place of the notes before it, and everything else after.
    properties.insert(1 if properties.find(qn("w:pos")) is not None else 0, form)

"""The file that Word opens: the standard's page, bound numbers, and text that stays text."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.briefing.conftest import HALF_YEAR, MEETING
from tests.conftest import RIVERTON, SAMPLE, make_store
from wenming.briefing.document import build_document
from wenming.briefing.letterhead import build_letterhead
from wenming.briefing.pack import Pack, make_pack
from wenming.briefing.paper import Column, Grid, Head, Paper, Paragraph
from wenming.briefing.sources import Letter, Material, Request, find_missing
from wenming.briefing.text import Run
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.store import Snapshot

LINE = (Run("甲"),)
HEAD = Head(name=(Run("简报"),), issue=LINE, issuer=LINE, day=LINE, title=(LINE,))


def read_part(content: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(content)).read(name))


def make(*blocks: object, head: Head = HEAD, template: Path | None = None) -> bytes:
    return build_document(
        Paper(head, tuple(blocks)),  # type: ignore[arg-type]
        {},
        lambda figure: (f"definition.{figure}", "定义"),
        template,
    )


@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml"])
def test_every_number_of_the_file_stands_in_a_control_that_the_annex_knows(
    pack: Pack, pack_folder: Path, part: str
) -> None:
    root = read_part(pack.files["briefing.docx"], part)
    tags = set()
    for text in root.iter(qn("w:t")):
        if not re.search(r"[0-9０-９]", text.text or ""):
            continue
        control = next(text.iterancestors(qn("w:sdt")), None)
        assert control is not None, text.text
        tags.add(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))

    figures = pd.read_excel(pack_folder / "annex.xlsx", sheet_name="figures")
    assert tags and tags <= set(figures["id"])


def test_the_page_is_the_standards(pack: Pack) -> None:
    document = Document(BytesIO(pack.files["briefing.docx"]))
    (section,) = document.sections

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = [section.top_margin, section.left_margin, section.bottom_margin, section.right_margin]
    assert [round(margin.mm) for margin in margins] == [37, 28, 35, 26]
    body = document.styles["Normal"]
    assert body.font.size.pt == 16
    # 22 lines fill the text block of 225 mm, a 23rd does not fit.
    line = body.paragraph_format.line_spacing.pt
    assert line * 22 <= Mm(225).pt < line * 23
    # 28 characters of 16 pt, a quarter of a point closer, fill its 156 mm.
    closer = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert (16 + closer) * 28 <= Mm(156).pt < (16 + closer) * 29


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
    ],
)
def test_faces_are_the_standards_with_others_to_fall_back_on(
    pack: Pack, style: str, face: str, size: int
) -> None:
    content = pack.files["briefing.docx"]
    found = Document(BytesIO(content)).styles[style]

    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == face
    assert found.font.size.pt == size
    table = read_part(content, "word/fontTable.xml")
    named = {font.get(qn("w:name")): font for font in table}
    assert named[face].find(qn("w:altName")).get(qn("w:val"))


def test_page_numbers_stand_outside_right_on_odd_pages_and_left_on_even(pack: Pack) -> None:
    document = Document(BytesIO(pack.files["briefing.docx"]))
    (section,) = document.sections

    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for footer in (odd, even):
        assert footer.text == "—  —"
        assert [field.text for field in footer._element.iter(qn("w:instrText"))] == ["PAGE"]
        assert {run.font.size.pt for run in footer.runs} == {14}


def test_headings_and_captions_stay_with_what_follows(pack: Pack) -> None:
    document = Document(BytesIO(pack.files["briefing.docx"]))

    for name in ("Heading 1", "Heading 2", "Caption"):
        assert document.styles[name].paragraph_format.keep_with_next
    assert {p.style.name for p in document.paragraphs} >= {"Heading 1", "Heading 2", "Caption"}


def test_pictures_are_sharp_and_say_what_they_are(pack: Pack) -> None:
    document = Document(BytesIO(pack.files["briefing.docx"]))

    assert len(document.inline_shapes) == 3
    for shape in document.inline_shapes:
        assert 150 < shape.width.mm <= 156
        assert shape._inline.docPr.get("descr")
    with zipfile.ZipFile(BytesIO(pack.files["briefing.docx"])) as file:
        pictures = [file.read(name) for name in file.namelist() if name.startswith("word/media")]
    widths = [int.from_bytes(picture[16:20], "big") for picture in pictures]
    assert min(widths) >= 156 / 25.4 * 299


def test_markup_and_control_signs_are_text() -> None:
    written = "<b>&amp;\x07]]>{{body}}\n第二行"

    document = Document(BytesIO(make(Paragraph("a", (Run(written),)))))

    assert "<b>&amp;]]>{{body}} 第二行" in [p.text for p in document.paragraphs]


def test_two_hundred_tasks_with_long_names_hold() -> None:
    row = ((Run("长" * 400),), (Run("乙"),))
    grid = Grid("tasks", LINE, (Column("任务", 0.8), Column("单位", 0.2)), (row,) * 200)

    document = Document(BytesIO(make(grid)))

    assert len(document.tables[0].rows) == 201
    head = document.tables[0].rows[0]._tr
    assert head.find(f".//{qn('w:tblHeader')}") is not None


def test_a_long_name_at_the_head_is_set_smaller() -> None:
    long = Head(name=(Run("Civilization Practice Briefing"),), issue=LINE, issuer=LINE, day=LINE,
                title=(LINE,))  # fmt: skip

    def size(head: Head) -> float:
        paragraphs = Document(BytesIO(make(head=head))).paragraphs
        return next(run.font.size.pt for p in paragraphs for run in p.runs if run.font.size)

    assert size(long) < size(HEAD) == 40


def test_an_offices_own_letterhead_takes_the_place_of_ours(tmp_path: Path) -> None:
    document = build_letterhead()
    document.paragraphs[0].insert_paragraph_before("本单位版头")
    path = tmp_path / "letterhead.docx"
    document.save(str(path))

    made = Document(BytesIO(make(Paragraph("a", (Run("正文"),)), template=path)))

    said = [p.text for p in made.paragraphs]
    assert said[0] == "本单位版头"
    assert "正文" in said
    assert not [text for text in said if "{{" in text]


def test_a_letterhead_that_word_has_saved_anew_still_works(tmp_path: Path) -> None:
    """Word parts a place into runs where it was edited, and drops a size like the base style's."""
    document = build_letterhead()
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("{{"):
            words = paragraph.text
            paragraph.runs[0].text = words[:4]
            paragraph.add_run(words[4:])
    document.styles["Wenming End"].font.size = None
    path = tmp_path / "letterhead.docx"
    document.save(str(path))
    paper = Paper(HEAD, (Paragraph("a", LINE),), distribution=((Run("报送：区委"),),))

    content = build_document(paper, {}, lambda figure: (figure, ""), path)

    made = Document(BytesIO(content))
    assert made.tables[-1].cell(0, 0).text == "报送：区委"
    said = [p.text for p in made.paragraphs]
    assert "简报" in said
    assert not [text for text in said if "{{" in text or "}}" in text]


def test_a_plain_document_with_a_place_for_the_body_will_do(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{body}}")
    path = tmp_path / "plain.docx"
    document.save(str(path))

    made = Document(BytesIO(make(Paragraph("a", (Run("正文"),)), template=path)))

    assert "正文" in [p.text for p in made.paragraphs]


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"no zip", "briefing.template_unreadable"), (None, "briefing.template_unreadable")],
)
def test_a_template_that_is_none_is_an_error(
    tmp_path: Path, content: bytes | None, key: str
) -> None:
    path = tmp_path / "x.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WenmingError) as error:
        make(template=path)
    assert error.value.key == key


def test_a_template_needs_a_place_for_the_body(tmp_path: Path) -> None:
    path = tmp_path / "bare.docx"
    Document().save(str(path))
    with pytest.raises(WenmingError) as error:
        make(template=path)
    assert error.value.key == "briefing.template_without_body"


def list_neighbours(root: etree._Element) -> list[tuple[str, str]]:
    """For each mark of a footnote the sign before it and the sign after it in its paragraph."""
    found = []
    for paragraph in root.iter(qn("w:p")):
        text = "".join(
            "*" if node.tag == qn("w:footnoteReference") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:footnoteReference"))
        )
        found += [(m[1], m[2]) for m in re.finditer(r"(.)\*(.?)", text)]
    return found


def test_a_footnotes_mark_follows_the_term_and_never_a_number(
    pack: Pack, english_pack: Pack
) -> None:
    for made, circled in ((pack, True), (english_pack, False)):
        root = read_part(made.files["briefing.docx"], "word/document.xml")
        marks = list_neighbours(root)
        assert len(marks) >= 10
        assert not [mark for mark in marks if re.match(r"[\d%.,]", mark[0])]
        forms = [form.get(qn("w:val")) for form in root.iter(qn("w:numFmt"))]
        assert forms == (["decimalEnclosedCircleChinese"] if circled else [])
        if not circled:  # a plain digit of a mark must not come before a number's
            assert not [mark for mark in marks if mark[1].isdigit()]


def test_what_nobody_said_is_not_printed_as_an_empty_phrase() -> None:
    head = Head(name=(Run("简报"),), issue=(), issuer=LINE, day=(), title=(LINE,))

    said = [p.text for p in Document(BytesIO(make(head=head))).paragraphs]

    assert not [text for text in said if "期" in text or "{{" in text]
    given = [p.text for p in Document(BytesIO(make())).paragraphs]
    assert len(said) == len(given) - 1


@pytest.mark.parametrize(
    ("request_", "missing"),
    [
        (Request(HALF_YEAR, MEETING), ()),
        (Request(HALF_YEAR), ("issue", "day")),
        (Request(HALF_YEAR, letter=Letter(issue=7, day=date(2021, 7, 9))), ()),
    ],
)
def test_what_is_missing_is_what_neither_meeting_nor_staff_said(
    request_: Request, missing: tuple[str, ...]
) -> None:
    assert find_missing(request_, load_district(SAMPLE)) == missing


def test_recipients_are_missing_where_the_district_names_none() -> None:
    district = load_district(RIVERTON)

    assert find_missing(Request(HALF_YEAR, "m"), district) == ("report_to", "copy_to")
    letter = Letter(report_to="The council", copy_to="All")
    assert find_missing(Request(HALF_YEAR, "m", letter=letter), district) == ()
    assert find_missing(Request(replace(HALF_YEAR, streets=("s1",)), "m"), district) == ()


def test_made_again_the_files_are_the_same(sample: Snapshot, pack: Pack) -> None:
    again = make_pack(
        sample, Request(HALF_YEAR, MEETING), district=load_district(SAMPLE), t=Translator("zh")
    )

    assert again.files == pack.files


def test_it_can_be_made_without_any_record(tmp_path: Path) -> None:
    from wenming.store import open_snapshot

    empty = open_snapshot(make_store(tmp_path, SAMPLE, registry_only=True))
    made = make_pack(empty, Request(HALF_YEAR), district=load_district(SAMPLE), t=Translator("zh"))

    said = "\n".join(p.text for p in Document(BytesIO(made.files["briefing.docx"])).paragraphs)
    assert "没有文明实践活动记录" in said


def test_controls_have_ids_of_their_own(half_year: tuple[Material, Paper], pack: Pack) -> None:
    ids = []
    for part in ("word/document.xml", "word/footnotes.xml"):
        root = read_part(pack.files["briefing.docx"], part)
        ids += [e.get(qn("w:val")) for e in root.iterfind(f".//{qn('w:sdtPr')}/{qn('w:id')}")]
    assert len(ids) == len(set(ids)) > 50


def test_the_lines_of_distribution_stand_at_the_foot_of_the_last_page(pack: Pack) -> None:
    document = Document(BytesIO(pack.files["briefing.docx"]))
    table = document.tables[-1]
    section = document.sections[-1]

    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    assert int(place.get(qn("w:tblpX"))) == section.left_margin.twips
    # It comes to the page of the paragraph after it, which stays with the lines before.
    after = document.paragraphs[-1]
    assert table._tbl.getnext() is after._element
    before = document.paragraphs[-2]
    assert before.text.startswith("附件")
    assert before.paragraph_format.keep_with_next


@pytest.mark.parametrize("name", ["briefing.docx", "slides.pptx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_files_meet_the_schemas_of_office(
    pack: Pack, english_pack: Pack, language: str, name: str, tmp_path: Path
) -> None:
    files = {"zh": pack, "en": english_pack}[language].files
    (tmp_path / name).write_bytes(files[name])

    found = OpenXmlValidator().validate(tmp_path / name)

    assert [str(error) for error in found.errors] == []
    assert "thumbnail" not in " ".join(zipfile.ZipFile(tmp_path / name).namelist())

"""Names with markup, titles of 200 characters, 200 tasks: text stays text, the layout holds."""

import re
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from lxml import etree
from pptx import Presentation
from pptx.presentation import Presentation as Deck

from tests.conftest import RIVERTON, make_store
from wenming.briefing.pack import Pack, make_pack
from wenming.briefing.slide_parts import BODY_HEIGHT, BODY_TOP
from wenming.briefing.sources import Request
from wenming.config import load_district
from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.store import open_snapshot

RUDE = "<b>&amp;$\\frac{ {0} {{body}} [[x]] ]]> _*=1+1"
LONG = "长" * 150 + RUDE
DAMAGED = "\x01\ufffe\x0b\uffff"  # what no XML file may hold
TASKS = 200


def write_district(folder: Path) -> None:
    """The second district with names that no form would have asked for."""
    shutil.copytree(RIVERTON, folder)
    settings = (folder / "district.toml").read_text(encoding="utf-8")
    quoted = LONG.replace("\\", "\\\\") + "\ufffe\\u0001\uffff"
    for name in ("河镇", "学习", "护河"):
        settings = settings.replace(f'zh = "{name}"', f'zh = "{quoted}"')
    (folder / "district.toml").write_text(settings, encoding="utf-8")

    def change(table: str, **columns: object) -> None:
        path = folder / f"{table}.csv"
        pd.read_csv(path, dtype="string").assign(**columns).to_csv(path, index=False)

    def fill(table: str, rows: list[dict[str, object]]) -> None:
        path = folder / f"{table}.csv"
        columns = pd.read_csv(path, dtype="string").columns
        pd.DataFrame(rows).reindex(columns=columns).to_csv(path, index=False)

    for table in ("streets", "communities", "sites", "teams"):
        change(table, name=[f"{number}{LONG}{DAMAGED}" for number in range(len(
            pd.read_csv(folder / f"{table}.csv")))])  # fmt: skip
    fill(
        "meetings",
        [{"meeting_id": "m1", "held_on": "2021-03-01", "name": LONG + DAMAGED, "kind": "joint"}],
    )
    fill(
        "field_visits",
        [
            {
                "visit_id": "v1",
                "visited_on": "2021-05-01",
                "street_id": "s1",
                "highlights": DAMAGED + LONG,
            }
        ],
    )
    fill(
        "problems",
        [
            {"problem_id": f"p{number}", "visit_id": "v1", "street_id": "s1", "status": "open",
             "raised_on": "2021-05-01", "description": DAMAGED + LONG}
            for number in range(9)
        ],
    )  # fmt: skip
    fill(
        "tasks",
        [
            {"task_id": f"t{number:03}", "meeting_id": "m1", "measure": f"{number}{LONG}",
             "lead_unit": DAMAGED + RUDE, "supporting_units": "|".join(["某单位"] * 40),
             "responsible_office": RUDE + DAMAGED, "due_on": "2021-04-01", "status": "open"}
            for number in range(TASKS)
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("hard")
    write_district(folder / "district")
    store = open_snapshot(make_store(folder / "store", folder / "district"))
    request = Request(Filters(date(2021, 1, 1), date(2021, 6, 30)))
    district = load_district(folder / "district")
    return make_pack(store, request, district=district, t=Translator("zh"))


def read(element: etree._Element) -> str:
    """All words beneath an element, those in controls too."""
    return "".join(element.itertext(qn("w:t")))


@pytest.fixture(scope="module")
def paper(made: Pack) -> Docx:
    return Document(BytesIO(made.files["briefing.docx"]))


@pytest.fixture(scope="module")
def deck(made: Pack) -> Deck:
    return Presentation(BytesIO(made.files["slides.pptx"]))


def test_the_paper_lists_every_task_and_takes_markup_for_text(paper: Docx) -> None:
    tables = [table for table in paper.tables if len(table.rows) == TASKS + 1]

    assert len(tables) == 1
    assert {read(row.cells[1]._tc) for row in tables[0].rows[1:]} == {RUDE}


def test_a_problem_takes_a_few_lines_of_the_paper(paper: Docx) -> None:
    (told,) = [text for text in map(read, paper.element.iter(qn("w:p"))) if "尚未解决" in text]

    assert told.count("…") == 6
    assert max(map(len, re.findall("“(.*?)”", told))) <= 60


def test_every_task_stands_on_some_slide(deck: Deck) -> None:
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    listed = [
        table for table in tables if table.cell(0, 0).text == "任务" and len(table.columns) == 6
    ]

    assert sum(len(table.rows) - 1 for table in listed) == TASKS


def test_tables_and_texts_end_above_the_foot_of_their_slide(deck: Deck) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_table:
                assert shape.top == BODY_TOP and shape.height <= BODY_HEIGHT

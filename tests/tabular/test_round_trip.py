"""What goes out comes back: what is stored is skipped, and a filled-in template is accepted."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import RIVERTON, SAMPLE
from tests.tabular.conftest import TODAY, HandIn, find_stored, read_row, tell_reasons
from tests.test_templates import read_lists
from wenming.config import load_district
from wenming.i18n import Translator
from wenming.ingest.intake import HandedIn, read_ledgers
from wenming.ingest.reading import Reading
from wenming.ingest.results import Outcome
from wenming.schema import HANDED_IN, Column
from wenming.schema.words import name_column
from wenming.store import Store, open_snapshot
from wenming.store.check import check_store
from wenming.tabular.publishing import judge_table
from wenming.templates import build_template, write_template
from wenming.translation import build_translator

DISTRICTS = {"sample": SAMPLE, "riverton": RIVERTON}


def choose(form: str, field: Column, offered: list[str] | None) -> Any:
    """What a person puts into a cell of a template."""
    if field.kind == "key":
        return "NEW-1"
    if field.kind == "day":
        return date(2021, 3, 4)
    if field.kind == "count":
        return 3
    if field.kind == "number":
        return 12.5
    if field.kind == "degrees" or field.name in {"parent_id", "closed_on"}:
        return None
    if field.name == "status":
        return offered[0] if offered else None
    if offered is not None:
        return offered[-1]
    return None if field.kind in {"choice", "ref", "truth"} else f"Wording of {field.name}"


def fill_in(content: bytes, table: str, language: str) -> bytes:
    """A template with one row, as a person fills it in by its lists."""
    book = load_workbook(BytesIO(content))
    sheet, lists, t = book.worksheets[0], read_lists(book), Translator(language)
    for index, field in enumerate(HANDED_IN[table].columns, start=1):
        if field.name == "closed_on" or "street_id" in field.fills:
            continue
        heading = name_column(table, field.name, t)
        assert sheet.cell(1, index).value == heading
        sheet.cell(2, index).value = choose(table, field, lists.get(heading))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("district", "table", "language"),
    [
        *(("sample", table, "zh") for table in HANDED_IN),
        *(("riverton", table, "en") for table in HANDED_IN),
        *(("sample", table, "en") for table in ("sites", "service_orders", "tasks")),
    ],
)
def test_what_is_stored_comes_back_as_it_was(
    district: str, table: str, language: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(f"{district}_store")
    settings, path = load_district(DISTRICTS[district]), tmp_path / "back.xlsx"
    snapshot = open_snapshot(store)
    write_template(path, table, settings, t=Translator(language), store=snapshot, filled=True)

    judgement = judge_table(
        [HandedIn("back.xlsx", path)],
        table=table, store=store, district=settings, reading=Reading(TODAY, "wgs84"),
    )  # fmt: skip

    (report,) = judgement.reports
    assert report.refused is None
    assert not report.notes
    stored = len(snapshot.read_table(table))
    assert judgement.counts[Outcome.SKIPPED] == stored + 1  # and the heading
    assert len(report.rows) == stored + 1


@pytest.mark.parametrize(("district", "language"), [("jinping", "zh"), ("store", "en")])
def test_templates_that_were_filled_in_are_accepted(
    district: str, language: str, hand_in: HandIn, request: pytest.FixtureRequest
) -> None:
    """Every table in turn, so that the later ones can name rows of those before."""
    store: Store = request.getfixturevalue(district)
    settings = load_district(SAMPLE if district == "jinping" else RIVERTON)
    for table in HANDED_IN:
        snapshot = open_snapshot(store)
        template = build_template(table, settings, t=Translator(language), store=snapshot)
        judgement = hand_in(store, table, fill_in(template, table, language), publish=True)

        row = read_row(judgement)
        assert row.outcome is Outcome.ACCEPTED, (table, tell_reasons(row))
        assert not [repair for repair in row.repairs if repair.counts], table
        kept = find_stored(store, table, "NEW-1")
        for column in HANDED_IN[table].columns:
            assert not column.required or kept[column.name], (table, column.name)
    assert check_store(Store(store.folder))[-1] == 1 + len(HANDED_IN)


@pytest.mark.parametrize("district", DISTRICTS)
def test_the_ledgers_template_is_accepted_when_it_was_filled_in(
    district: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(f"{district}_store")
    settings, snapshot = load_district(DISTRICTS[district]), open_snapshot(store)
    t = Translator(settings.languages[0])
    book = load_workbook(BytesIO(build_template("activities", settings, t=t, store=snapshot)))
    sheet, lists = book.worksheets[0], read_lists(book)
    headings = [cell.value for cell in sheet[1]]
    values = ["一次活动 a new event", date(2021, 5, 4), None, lists[headings[3]][0], None]
    values += [lists[headings[5]][0], lists[headings[6]][-1], "广场", None, None, 30, 4, 8]
    values += [lists[headings[13]][0]]
    for column, value in enumerate(values, start=1):
        sheet.cell(2, column).value = value
    path = tmp_path / "ledger.xlsx"
    book.save(path)

    ((report,), _) = read_ledgers(
        [HandedIn(path.name, path)],
        store=store,
        version=snapshot.version,
        district=settings,
        as_of=TODAY,
    )

    assert report.refused is None
    assert [row.outcome for row in report.rows] == [Outcome.SKIPPED, Outcome.ACCEPTED]
    taken = report.rows[1].values
    assert (taken["attendance"], taken["volunteers"], taken["service_hours"]) == (30, 4, 8)
    assert taken["site_id"] and taken["theme_id"] and taken["team_id"]
    assert not report.hidden_sheets


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("table", HANDED_IN)
def test_a_template_in_the_districts_own_words_comes_back_as_it_was(
    table: str, language: str, riverton_store: Store, tmp_path: Path
) -> None:
    """Riverton says borough, estate and pounds where others say street, community and yuan."""
    settings, path = load_district(RIVERTON), tmp_path / "back.xlsx"
    t, snapshot = build_translator(settings, language), open_snapshot(riverton_store)
    write_template(path, table, settings, t=t, store=snapshot, filled=True)

    (report,) = judge_table(
        [HandedIn("back.xlsx", path)],
        table=table, store=riverton_store, district=settings, reading=Reading(TODAY, "wgs84"),
    ).reports  # fmt: skip

    (shape,) = report.tables
    assert {column.field for column in shape.columns} == set(HANDED_IN[table].names)
    assert not report.notes
    assert {row.outcome for row in report.rows} == {Outcome.SKIPPED}


def test_signs_that_no_document_may_hold_come_in_nowhere(
    store: Store, hand_in: HandIn, tmp_path: Path
) -> None:
    """Handed in as text, kept without them, and given out again as a workbook."""
    rows = (
        "site_id,name,name_en,level,street_id,responsible_unit,aliases\n"
        "s9,Shed\x07 9,Sh\ufffeed 9,station,s1,Offi\x01ce,Ni\uffffne|Hut\x02\n"
    )
    judged = hand_in(store, "sites", rows.encode(), name="sites.csv", publish=True)

    assert read_row(judged).outcome == Outcome.REPAIRED
    kept = find_stored(store, "sites", "s9")
    told = [kept[column] for column in ("name", "name_en", "responsible_unit", "aliases")]
    assert told == ["Shed 9", "Shed 9", "Office", "Nine|Hut"]
    settings = load_district(RIVERTON)
    path, snapshot = tmp_path / "filled.xlsx", open_snapshot(store)
    write_template(path, "sites", settings, t=Translator("en"), store=snapshot, filled=True)
    sources = snapshot._connection.cursor().table("source_rows").df()
    assert not set("\x01\x02\x07\ufffe\uffff") & set("".join(sources["raw"]))

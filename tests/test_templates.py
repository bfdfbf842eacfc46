"""Templates: headings, lists and explanations of every table, on both districts."""

import re
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.conftest import RIVERTON, SAMPLE
from wenming.config import District, load_district
from wenming.config.places import PROJECT
from wenming.i18n import LANGUAGES, Translator
from wenming.schema import HANDED_IN
from wenming.schema.words import explain_column, name_column
from wenming.store import Snapshot
from wenming.store.sql import load_sql
from wenming.templates import TEMPLATES, build_template

ZH, EN = Translator("zh"), Translator("en")
_PUBLISHED = "methods__published_by_figure"


@pytest.fixture(scope="module")
def jinping() -> District:
    return load_district(SAMPLE)


@pytest.fixture(scope="module")
def borough() -> District:
    return load_district(RIVERTON)


def open_book(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def read_lists(book: Workbook) -> dict[str, list[str]]:
    """What each column with a drop-down list offers, by its heading."""
    sheet = book.worksheets[0]
    lists = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type != "list":
            continue
        name, area = rule.formula1.rsplit("!", 1)
        cells = book[name.strip("'")][area.replace("$", "")]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        column = next(iter(rule.sqref.ranges)).min_col
        lists[sheet.cell(1, column).value] = [row[0].value for row in rows]
    return lists


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", HANDED_IN)
def test_no_two_columns_of_a_table_have_one_heading(table: str, language: str) -> None:
    t = Translator(language)
    headings = [name_column(table, column, t) for column in HANDED_IN[table].names]

    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TEMPLATES)
def test_a_template_has_a_row_of_headings_and_explains_each(
    table: str, language: str, borough: District, riverton: Snapshot
) -> None:
    t = Translator(language)
    book = open_book(build_template(table, borough, t=t, store=riverton))
    sheet, about, lists = book.worksheets

    headings = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "A2"
    assert lists.sheet_state == "hidden"
    told = {row[0].value: row for row in about.iter_rows()}
    assert set(headings) <= set(told)
    for heading in headings:
        assert told[heading][2].value, f"{heading} has no meaning"
        assert told[heading][3].value, f"{heading} has no form"


def test_lists_offer_what_the_district_and_its_store_have(
    jinping: District, sample: Snapshot
) -> None:
    lists = read_lists(open_book(build_template("sites", jinping, t=ZH, store=sample)))

    assert lists["层级"] == ["实践中心", "实践所", "实践站", "实践基地（点）"]
    assert lists["试点"] == ["市级试点", "区级试点"]
    assert len(lists["街道"]) == 12
    assert lists["是否示范站"] == ["是", "否"]
    assert "金平区新时代文明实践中心" in lists["上级阵地"]


def test_lists_are_in_the_language_asked_for(borough: District, riverton: Snapshot) -> None:
    lists = read_lists(open_book(build_template("sites", borough, t=EN, store=riverton)))

    assert lists["Level"] == ["Hall", "House", "Room"]
    assert lists["Street"] == ["Mill Street", "Abbey Street", "Quay Street"]


def test_communities_of_one_name_are_told_apart_by_their_street(
    jinping: District, sample: Snapshot
) -> None:
    lists = read_lists(open_book(build_template("service_orders", jinping, t=ZH, store=sample)))

    assert len(set(lists["社区"])) == len(sample.read_table("communities"))


def test_without_a_store_the_districts_own_choices_are_there(borough: District) -> None:
    lists = read_lists(open_book(build_template("sites", borough, t=EN)))

    assert lists["Level"] == ["Hall", "House", "Room"]
    assert "Street" not in lists


def test_the_ledgers_template_has_headings_its_reader_knows(
    jinping: District, sample: Snapshot
) -> None:
    book = open_book(build_template("activities", jinping, t=ZH, store=sample))
    lists = read_lists(book)

    assert [cell.value for cell in book.worksheets[0][1]][:4] == [
        "活动名称", "活动日期", "结束日期", "实践所（站）",
    ]  # fmt: skip
    assert lists["活动形式"] == ["线下", "线上"]
    assert "党史学习教育" in lists["活动类别"]


def test_days_and_numbers_are_checked_and_may_be_overruled(
    borough: District, riverton: Snapshot
) -> None:
    sheet = open_book(build_template("surveys", borough, t=EN, store=riverton)).worksheets[0]
    rules = {
        sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value: rule
        for rule in sheet.data_validations.dataValidation
    }

    assert rules["Surveyed on"].type == "date"
    assert rules["Asked (persons)"].type == "whole"
    assert {rule.errorStyle for rule in rules.values()} == {"warning"}


def test_what_is_kept_comes_as_it_is_called_and_no_formula_is_among_it(
    jinping: District, sample: Snapshot
) -> None:
    book = open_book(build_template("tasks", jinping, t=ZH, store=sample, filled=True))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))

    assert len(rows) == len(sample.read_table("tasks"))
    assert rows[0][9] == "已销号"
    assert rows[0][1] == "M-2020-07 2020年第二季度联席会议"
    assert not [cell for row in rows for cell in row if str(cell).startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_names_every_published_figure_that_is_compared(language: str) -> None:
    """The report knows them; nobody who fills in the table can look there."""
    compared = re.findall(r"when '(\w+)' then \w+\.\w+", load_sql("reports", _PUBLISHED))
    assert "themed_activities" in compared

    told = explain_column("published_figures", "key", Translator(language))
    described = (PROJECT / "data" / "README.md").read_text(encoding="utf-8")
    assert [key for key in compared if key not in told or f"`{key}`" not in described] == []

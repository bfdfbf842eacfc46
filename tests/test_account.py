"""Every clause of the district's account is answered by a page and a report that exist."""

import re

import pytest

from tests.account import Row, read_account
from wenming.config.places import PROJECT
from wenming.reports import find_reports

ROWS = read_account()


def test_every_clause_stands_in_the_list() -> None:
    assert list(dict.fromkeys(row.clause for row in ROWS)) == [f"C{n}" for n in range(1, 21)]


def test_every_row_of_the_table_is_read() -> None:
    """A row that is written differently would be left out of the tests."""
    text = (PROJECT / "docs" / "account.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\| C", text, re.M)) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.clause}-{row.page}")
def test_page_and_report_exist(row: Row) -> None:
    assert (PROJECT / "pages" / f"{row.page}.py").exists()
    assert row.report in find_reports()

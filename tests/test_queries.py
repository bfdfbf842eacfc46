"""The SQL files keep to their form: one statement, a declared head, known parameters."""

import dataclasses
import inspect
from datetime import date

import duckdb
import pytest

from wenming.filters import Filters
from wenming.reports import find_reports
from wenming.store import Snapshot
from wenming.store.sql import find_parameters, list_sql, load_sql, read_columns

FOLDERS = ("staging", "marts", "macros", "reports", "checks")
FILES = [(folder, name) for folder in FOLDERS for name in list_sql(folder)]
REPORTS = list_sql("reports")
FILTERS = Filters(date(2021, 1, 1), date(2021, 5, 31))
BOUND_BY_FILTERS = {field.name for field in dataclasses.fields(Filters)} | {
    "whole_since",
    "whole_until",
}


@pytest.mark.parametrize(("folder", "name"), FILES)
def test_a_file_holds_one_statement_and_says_its_grain(folder: str, name: str) -> None:
    sql = load_sql(folder, name)

    assert len(duckdb.extract_statements(sql)) == 1
    first = sql.partition("\n")[0]
    assert first.startswith(("-- One row", "-- The "))
    assert first.endswith((".", ":", ",")) or len(first) > 60


@pytest.mark.parametrize(("folder", "name"), FILES)
def test_only_reports_and_single_inserts_take_parameters(folder: str, name: str) -> None:
    if folder in {"marts", "macros", "checks"}:
        assert not find_parameters(load_sql(folder, name))


def test_there_is_one_function_a_file() -> None:
    assert set(find_reports()) == set(REPORTS)


@pytest.mark.parametrize("name", REPORTS)
def test_parameters_equal_the_python_signature(name: str) -> None:
    signature = inspect.signature(find_reports()[name]).parameters
    own = {key for key, value in signature.items() if value.kind is value.KEYWORD_ONLY}
    asked = find_parameters(load_sql("reports", name))

    assert asked - BOUND_BY_FILTERS == own
    assert bool(asked & BOUND_BY_FILTERS) == ("filters" in signature)


@pytest.mark.parametrize("name", REPORTS)
def test_columns_equal_those_the_head_declares(name: str, riverton: Snapshot) -> None:
    """The head of a report is its contract: names, types and order."""
    sql = load_sql("reports", name)
    cursor = riverton._connection.cursor()
    found = cursor.execute(f"describe {sql}", _any_values(sql)).fetchall()

    declared = [(column.name, column.type) for column in read_columns(sql)]
    assert [(name, kind.lower()) for name, kind, *_ in found] == declared
    assert all(column.meaning for column in read_columns(sql))


def _any_values(sql: str) -> dict[str, object] | None:
    """Values of the right types for a statement that is described, not run."""
    filters = {
        "since": FILTERS.since,
        "until": FILTERS.until,
        "whole_since": FILTERS.whole_since,
        "whole_until": FILTERS.whole_until,
        **dict.fromkeys(("streets", "levels", "themes")),
    }
    others = dict.fromkeys(find_parameters(sql) - BOUND_BY_FILTERS, 1)
    return {name: {**filters, **others}[name] for name in find_parameters(sql)} or None


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_reads_the_log_row_by_row_unless_it_lists_rows(name: str) -> None:
    """What keeps a page's cost independent of the log's length."""
    sql = load_sql("reports", name)
    if "by_activity" not in name:
        assert "from activities" not in sql
        assert "from counted_activities" not in sql

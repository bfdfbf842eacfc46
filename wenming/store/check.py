"""Whether a version is whole: every row readable, every reference met, every sum in step."""

from collections.abc import Callable

import duckdb

from wenming.errors import WenmingError
from wenming.store.files import read_all
from wenming.store.sql import list_sql, load_sql
from wenming.store.versions import Store


def verify(connection: duckdb.DuckDBPyConnection) -> None:
    """Run every check of `queries/checks`; each selects what is wrong, so no row is all well.

    Raises WenmingError with the first check that finds something, and an example.
    """
    for name in list_sql("checks"):
        wrong = connection.sql(load_sql("checks", name)).fetchall()
        if wrong:
            example = ", ".join(str(value) for value in wrong[0])
            raise WenmingError("errors.check_failed", check=name, count=len(wrong), example=example)


def check_store(
    store: Store, *, on_problem: Callable[[int, WenmingError], None] | None = None
) -> list[int]:
    """Read every listed version whole and verify it; returns the numbers of those that are well.

    `on_problem` is told what is missing, damaged or inconsistent; without it the first is raised.
    """
    store.require_current()
    whole = []
    for number in store.published():
        try:
            with store.read(number) as connection:
                read_all(connection)
                verify(connection)
        except WenmingError as problem:
            if on_problem is None:
                raise
            on_problem(number, problem)
        else:
            whole.append(number)
    return whole

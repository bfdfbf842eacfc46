"""Whether a version is whole: every row readable, every reference met, every sum in step."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import duckdb

from wenming.errors import WenmingError
from wenming.store.files import read_all
from wenming.store.sql import list_sql, load_sql
from wenming.store.tables import find_twice, find_unmet
from wenming.store.versions import Store

_Wrong = tuple[str, Sequence[tuple[object, ...]]]
"""A check, and an example of each thing that is wrong by it."""


def verify(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold the tables to their keys and references, and run every check of `queries/checks`.

    A check selects what is wrong, so no row is all well. Raises WenmingError with the first that
    finds something, and an example.
    """
    checks: Iterator[_Wrong] = (
        (name, connection.sql(load_sql("checks", name)).fetchall()) for name in list_sql("checks")
    )
    rules: tuple[_Wrong, ...] = (
        ("unique_keys", find_twice(connection)),
        ("references", [*find_unmet(connection)]),
    )
    for name, wrong in chain(rules, checks):
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

"""One version opened for reading: a connection that can only read, and queries on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import duckdb
import pandas as pd

from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.schema import TABLES
from wenming.store.files import is_damage
from wenming.store.sql import find_parameters, list_sql, load_sql
from wenming.store.versions import Store

_NEWEST = {("levels", "role"), ("learned_columns", "table_name")}
"""Columns that older releases' tables lack."""


@dataclass(frozen=True)
class Snapshot:
    """A version that stays as it is for as long as it is held, whatever is published meanwhile."""

    version: int
    cutoff: date | None
    """The last day of which anything is known: no report looks beyond it."""
    _connection: duckdb.DuckDBPyConnection
    _explain: Callable[[duckdb.Error], Exception] = lambda error: error
    """What to raise of a file that is damaged where it was not read before."""
    known_since: date | None = None
    """The first day of which anything is known, always the first of a month; None without any."""

    def run(self, report: str, filters: Filters | None = None, **values: Any) -> pd.DataFrame:
        """The rows of `queries/reports/<report>.sql` for these filters and values.

        A period that reaches beyond the cut-off ends there, whoever asks, and of its whole months
        those before the first record do not count.
        A name the statement does not use is left out; one it uses and nobody gives is a KeyError.
        """
        sql = load_sql("reports", report)
        given = {**({} if filters is None else self._bind(filters)), **values}
        bound = {name: given[name] for name in find_parameters(sql)}
        # A cursor a query: one shared connection answers concurrent threads wrongly.
        try:
            return self._connection.cursor().execute(sql, bound or None).df()
        except duckdb.Error as error:
            if not is_damage(error):
                raise
            raise self._explain(error) from error

    def _bind(self, filters: Filters) -> dict[str, Any]:
        def ids(chosen: tuple[str, ...] | None) -> list[str] | None:
            return None if chosen is None else list(chosen)

        known = filters.end_at(self.cutoff)
        return {
            "since": known.since,
            "until": known.until,
            "whole_since": known.start_at(self.known_since).whole_since,
            "whole_until": known.whole_until,
            "streets": ids(known.streets),
            "levels": ids(known.levels),
            "themes": ids(known.themes),
        }

    def read_table(self, name: str) -> pd.DataFrame:
        """A table of the district's folder whole, its cells as text, None where there is none."""
        table = TABLES[name]
        rows = self._connection.cursor().table(name).project("columns(*)::varchar")
        frame = rows.order(table.key).df()[[*table.names]].astype(object)
        text: pd.DataFrame = frame.where(frame.notna(), None)
        return text


def open_snapshot(store: Store, number: int | None = None) -> Snapshot:
    """Open version `number`, or the current one.

    Raises WenmingError when there is no store, no such version, its file is damaged, or an older
    release built it without what today's reports read.
    """
    number = store.require_current() if number is None else number
    store.require_listed(number)
    connection = store.open(number)
    try:
        row = connection.execute(load_sql("reports", "reference__version")).fetchone()
        held = connection.execute("select table_name, column_name from duckdb_columns()").fetchall()
        macros = connection.execute(
            "select function_name from duckdb_functions() where not internal"
        ).fetchall()
    except duckdb.Error as error:
        raise store.explain(number, error) from None
    needed = {name.partition("_")[2] for name in list_sql("marts")} | {
        "boundaries",
        "waiting_repeats",
    }
    lacks_tables = not needed <= {table for table, _ in held} or not set(held) >= _NEWEST
    if lacks_tables or not set(list_sql("macros")) <= {name for (name,) in macros}:
        raise WenmingError("errors.store_older", store=store.folder, version=number)
    known = connection.execute(load_sql("reports", "reference__known_since")).fetchone()
    return Snapshot(
        version=number,
        cutoff=row[3] if row else None,
        _connection=connection,
        _explain=partial(store.explain, number),
        known_since=known[0] if known else None,
    )

"""The obvious way: the same reports, answered by DuckDB from the table of activities itself.

What the product tallies when it publishes, so that a page need not read the log, is replaced by
views on the log. Reports are the product's own, so that both ways give the same answers.
"""

from pathlib import Path

import duckdb

from wenming.store import Snapshot, Store
from wenming.store.sql import list_sql, load_sql

_VIEWS = Path(__file__).with_name("raw_views.sql")


def open_raw(store: Store) -> Snapshot:
    """The current version, with views on the log in place of what is tallied from it."""
    number = store.require_current()
    connection = duckdb.connect()
    connection.execute("attach $path as store (read_only)", {"path": str(store.path(number))})
    for (table,) in connection.execute(
        "select table_name from duckdb_tables() where database_name = 'store'"
    ).fetchall():
        connection.execute(f'create view "{table}" as from store."{table}"')
    for name in list_sql("marts"):
        sql = load_sql("marts", name)
        if "activities" in sql:
            connection.execute(f"create or replace view {name.split('_', 1)[1]} as {sql}")
    for name in list_sql("macros"):
        connection.execute(load_sql("macros", name))
    connection.execute(_VIEWS.read_text(encoding="utf-8"))
    (cutoff,) = connection.execute("select max(started_on) from counted_activities").fetchone()
    return Snapshot(number, cutoff, connection)

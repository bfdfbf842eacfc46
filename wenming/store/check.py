"""Whether a version is whole: every row readable, every reference met, every sum in step."""

import duckdb

from wenming.errors import WenmingError
from wenming.store.sql import list_sql, load_sql
from wenming.store.versions import Store, explain, open_file


def verify(connection: duckdb.DuckDBPyConnection) -> None:
    """Run every check of `queries/checks`; each selects what is wrong, so no row is all well.

    Raises WenmingError with the first check that finds something, and an example.
    """
    for name in list_sql("checks"):
        wrong = connection.sql(load_sql("checks", name)).fetchall()
        if wrong:
            example = ", ".join(str(value) for value in wrong[0])
            raise WenmingError("errors.check_failed", check=name, count=len(wrong), example=example)


def check_store(store: Store) -> list[int]:
    """Read every published version whole and verify it; returns their numbers.

    Raises WenmingError for the first that is missing, damaged or inconsistent.
    """
    store.require_current()
    for number in store.published():
        path = store.path(number)
        if not path.exists():
            raise WenmingError("errors.no_version", store=store.folder, version=number)
        try:
            with open_file(path, read_only=True) as connection:
                _read_all(connection)
                verify(connection)
        except (duckdb.CatalogException, duckdb.BinderException):  # a table or column is not there
            raise WenmingError("errors.store_older", store=store.folder, version=number) from None
        except duckdb.Error as error:
            raise explain(path, error) from None
    return list(store.published())


def _read_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Read each block of each table: DuckDB compares every block with its checksum."""
    for (name,) in connection.sql("select table_name from duckdb_tables()").fetchall():
        connection.table(name).aggregate("count(columns(*))").fetchall()

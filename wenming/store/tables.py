"""The schema's tables in DuckDB: typed, created empty, their keys and references checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pandas as pd
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from wenming.schema import OWN_TABLES, TABLES, Column, Kind, Table

_TYPES: dict[Kind, str] = {
    "key": "varchar",
    "line": "varchar",
    "list": "varchar",
    "texts": "varchar[]",
    "day": "date",
    "time": "time",
    "moment": "timestamp",
    "count": "integer",
    "number": "double",
    "degrees": "double",
    "truth": "boolean",
    "choice": "varchar",
    "ref": "varchar",
}
LISTS = {
    "levels": "level",
    "themes": "theme_id",
    "services": "service_id",
    "sections": "section_id",
    "site_kinds": "kind",
}
"""The lists of `district.toml` that a store keeps and tables name, with the column of their ids."""
_LIKE = {"waiting_repeats": "activities"}  # tables that have another's columns, and more

ALL_TABLES = {**TABLES, **OWN_TABLES}


def type_rows(
    rows: duckdb.DuckDBPyRelation, table: Table, also: Sequence[str] = ()
) -> duckdb.DuckDBPyRelation:
    """Rows whose cells are text as the columns of a table have them; other columns kept as
    they are are named by `also`.

    Running it raises duckdb.ConversionException where a cell is none of its column's kind.
    """
    typed = [
        ColumnExpression(column.name).cast(duckdb.sqltype(_TYPES[column.kind])).alias(column.name)
        for column in table.columns
    ]
    return rows.select(*typed, *map(ColumnExpression, also))


def create_empty(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """A table without rows."""
    rows = pd.DataFrame(columns=[*table.names], dtype="string")
    type_rows(connection.from_df(rows), table).create(table.name)


def find_twice(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Every id that stands more than once: its table and the id."""
    return [
        (table.name, str(key))
        for table in ALL_TABLES.values()
        if table.columns[0].kind == "key"
        for (key,) in _count_keys(connection, table).fetchall()
    ]


def _count_keys(connection: duckdb.DuckDBPyConnection, table: Table) -> duckdb.DuckDBPyRelation:
    key = ColumnExpression(table.key)
    counted = connection.table(table.name).aggregate(
        [key, FunctionExpression("count", key).alias("rows_with_it")], table.key
    )
    return counted.filter(ColumnExpression("rows_with_it") > ConstantExpression(1)).select(key)


def find_unmet(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str]]:
    """Every value that names something which is not there: reference, id of its row, value.

    A reference is told as `sites.street_id`.
    """
    for name, table in {**ALL_TABLES, **{name: TABLES[of] for name, of in _LIKE.items()}}.items():
        for column in table.references:
            if (target := _find_target(column)) is not None:
                reference = f"{_LIKE.get(name, name)}.{column.name}"
                for record, missing in _find_unmet(connection, name, table, column, *target):
                    yield reference, str(record), str(missing)


def _find_target(column: Column) -> tuple[str, str] | None:
    """The table that a column names rows of, and their key; None for a list that is not kept."""
    of = column.of or ""
    if column.kind == "choice":
        return (of, LISTS[of]) if of in LISTS else None
    return of, TABLES[of].key


def _find_unmet(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    table: Table,
    column: Column,
    target: str,
    target_key: str,
) -> list[tuple[str, str]]:
    naming = connection.table(name).select(
        ColumnExpression(table.key).alias("record"), ColumnExpression(column.name).alias("named")
    )
    named = connection.table(target).select(ColumnExpression(target_key).alias("named"))
    filled = naming.filter(ColumnExpression("named").isnotnull())
    return filled.set_alias("naming").join(named, "named", how="anti").fetchall()

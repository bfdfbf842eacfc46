"""The schema: one file a table, from which forms, folder checks and the store's types come."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from duckdb import ColumnExpression

from tests.conftest import RIVERTON
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.schema import OWN_TABLES, TABLES
from wenming.schema.table import load_tables
from wenming.store import Store
from wenming.store.folder import check_columns
from wenming.store.tables import find_twice, find_unmet, type_rows

_SITES = """# Places.
natural = ["name"]

[columns]
site_id = { kind = "key" }
name = { required = true }
opened_on = { kind = "day" }
floor = { kind = "count", since = 2 }
"""


def test_a_table_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "01_sites.toml").write_text(_SITES, encoding="utf-8")

    (table,) = load_tables(tmp_path).values()

    assert (table.name, table.about, table.key) == ("sites", "Places.", "site_id")
    assert table.names == ("site_id", "name", "opened_on", "floor")


@pytest.mark.parametrize(
    "wrong", ['kind = "sort"', "need = true", 'order = [["a"]]'], ids=lambda text: text[:4]
)
def test_a_word_that_the_schema_has_not_is_an_error(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "01_x.toml").write_text(f"# X.\n[columns]\nx = {{ {wrong} }}\n", encoding="utf-8")

    with pytest.raises(ValueError, match="validation error"):
        load_tables(tmp_path)


def test_a_folder_older_than_a_column_need_not_have_it(tmp_path: Path) -> None:
    (tmp_path / "01_sites.toml").write_text(_SITES, encoding="utf-8")
    (table,) = load_tables(tmp_path).values()
    path = tmp_path / "sites.csv"

    path.write_text("site_id,name,opened_on\n", encoding="utf-8")
    check_columns(path, table)

    path.write_text("site_id,opened_on,floor\n", encoding="utf-8")
    with pytest.raises(WenmingError, match="name"):
        check_columns(path, table)


def test_every_reference_names_a_table_or_a_list_of_the_settings() -> None:
    lists = set(type(load_district(RIVERTON)).model_fields)

    for table in [*TABLES.values(), *OWN_TABLES.values()]:
        for column in table.columns:
            known = lists if column.kind == "choice" else set(TABLES)
            assert column.of is None or column.of in known, (table.name, column.name)
            assert set(column.fills) <= set(table.names), (table.name, column.name)


def test_a_store_has_every_table_as_the_schema_has_it(riverton_store: Store) -> None:
    with open_writable(riverton_store) as connection:
        for table in [*TABLES.values(), *OWN_TABLES.values()]:
            kept = connection.table(table.name)
            types = dict(zip(kept.columns, kept.types, strict=True))
            text = kept.project("columns(*)::varchar").select(*map(ColumnExpression, table.names))
            typed = type_rows(text, table)
            assert typed.types == [types.get(name) for name in table.names], table.name


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.references
        if column.of not in {"domains", "funds"}
    ],
)
def test_every_reference_is_held_to(riverton_store: Store, table: str, column: str) -> None:
    key = TABLES[table].key
    row = pd.DataFrame([{key: "row", column: "nowhere"}], columns=[*TABLES[table].names])
    with open_writable(riverton_store) as connection:
        assert not [*find_unmet(connection)]
        connection.execute(f"drop table {table}")
        typed = type_rows(connection.from_df(row.astype("string")), TABLES[table])
        typed.create(table)

        assert (f"{table}.{column}", {key: "row", column: "nowhere"}[key], "nowhere") in set(
            find_unmet(connection)
        )


def test_an_id_that_stands_twice_is_found(riverton_store: Store) -> None:
    with open_writable(riverton_store) as connection:
        assert not find_twice(connection)
        connection.execute("insert into teams select * from teams limit 1")

        ((table, _),) = find_twice(connection)

    assert table == "teams"


@contextmanager
def open_writable(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy in memory of what a store holds, to be spoilt."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{store.path(1)}' as kept (read_only)")
        connection.execute("copy from database kept to memory")
        yield connection

"""What tables, their columns and the choices in them are called."""

from __future__ import annotations

from collections.abc import Sequence

from wenming.config import District
from wenming.config.district import Named
from wenming.i18n import Translator, load_messages
from wenming.schema import TABLES, Column


def list_listed(column: Column, district: District) -> Sequence[Named]:
    """The items of `district.toml` that a choice is made from; none for any other column."""
    if column.kind != "choice" or column.of is None:
        return ()
    items: Sequence[Named] = getattr(district, column.of)
    return items


def name_table(table: str, t: Translator) -> str:
    """What people call a table."""
    return t.named("tables.", table)


def find_column_key(table: str, column: str) -> str:
    """The message that names a column; some mean something of their own in one table."""
    return _find(table, column, "")


def name_column(table: str, column: str, t: Translator) -> str:
    """What people call a column."""
    return t(find_column_key(table, column))


def explain_column(table: str, column: str, t: Translator) -> str:
    """What has to stand in a column, in a sentence; an id is explained alike in most tables."""
    own = f"tables.{table}.{column}.about"
    if column == TABLES[table].key and own not in load_messages():
        return t("tables.key_about")
    return t(_find(table, column, ".about"))


def name_option(table: str, column: str, option: str, t: Translator) -> str:
    """A fixed choice as people call it; problems have other words for their state than tasks."""
    key = f"tables.{table}.{column}.{option}"
    return t(key if key in load_messages() else f"tables.{column}.{option}")


def _find(table: str, column: str, suffix: str) -> str:
    own = f"tables.{table}.{column}{suffix}"
    return own if own in load_messages() else f"tables.{column}{suffix}"

"""The SQL files: their text, their named parameters and what their first lines declare."""

import re
from dataclasses import dataclass
from functools import cache

from wenming.config.places import QUERIES

_COLUMN = re.compile(r"^-- (\w+) {2,}(\w+(?:\[\])?) {2,}(.+)$", re.M)


@dataclass(frozen=True)
class Column:
    """A column that a report declares: its DuckDB type and its meaning with unit."""

    name: str
    type: str
    meaning: str


@cache
def load_sql(folder: str, name: str) -> str:
    """The text of `queries/<folder>/<name>.sql`."""
    return (QUERIES / folder / f"{name}.sql").read_text(encoding="utf-8")


def list_sql(folder: str) -> list[str]:
    """The names of the files in `queries/<folder>`, sorted."""
    return sorted(path.stem for path in (QUERIES / folder).glob("*.sql"))


@cache
def find_parameters(sql: str) -> frozenset[str]:
    """The `$names` that a statement binds; comments aside."""
    return frozenset(re.findall(r"\$([a-z_]+)", re.sub(r"--.*", "", sql)))


def read_columns(sql: str) -> list[Column]:
    """The columns declared in a report's head: `-- name  type  meaning`, two spaces between."""
    return [Column(*match) for match in _COLUMN.findall(sql)]

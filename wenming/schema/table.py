"""What a table is: its columns, their kinds, and what names a row; read from one file a table."""

from __future__ import annotations

import tomllib
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

Kind = Literal[
    "key", "line", "list", "day", "time", "moment", "count", "number", "degrees", "truth",
    "choice", "ref", "texts",
]  # fmt: skip
_LIMITS = {"lon": 180, "lat": 90}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Strict):
    """A column: its kind, and whether a row needs it.

    `options` are the ids of a choice, `of` the list of `district.toml` or the table that has them.
    An open choice takes other words as they are written. `unit` is a key of `tables.unit.…`. A
    number may be negative if it is `signed`, a day after today if it `may_come`. What is chosen
    here `fills` columns of the same name where they are empty, with what the record it names has
    there. A column with `is_name` names a thing, one with `is_role` an office
    or a public honour: what looks like a person's name may stand there.
    `field` is what a ledger's column is called that fills this one. Folders that were written
    before the release that a column is there `since` need not have it.
    """

    name: str
    kind: Kind = "line"
    required: bool = False
    options: tuple[str, ...] = ()
    of: str | None = None
    is_open: bool = False
    unit: str | None = None
    high: int | None = None
    signed: bool = False
    may_come: bool = False
    fills: tuple[str, ...] = ()
    is_name: bool = False
    is_role: bool = False
    is_long: bool = False
    field: str | None = None
    since: int = 1

    @property
    def names_things(self) -> bool:
        """Whether it is by its kind, or said to be, no place for persons."""
        return self.is_name or self.kind in {"key", "ref"}

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """The lowest and the highest number that may stand in it; None where there is no end."""
        if self.kind == "degrees":
            return -_LIMITS[self.name], _LIMITS[self.name]
        return (None if self.signed else 1 if self.high else 0), self.high


class Closing(_Strict):
    """A state and its day: where `column` `is` so there is a day `on`, else there is none."""

    column: str
    is_: str
    on: str

    @model_validator(mode="before")
    @classmethod
    def _rename(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {"is_" if key == "is" else key: value for key, value in values.items()}


class Table(_Strict):
    """A table: the first of its `columns` names a row.

    `natural` are the columns that name a row which gives no id; without any, the whole row does.
    `prefix` begins the ids that such a row is given. `order` are columns of which none may be
    after, or above, a later one. `has_names` marks tables whose rows are called by their `name`,
    which no two of them share (within the other natural columns); others are told by their
    `title`. `replaceable` tables are named by no other. A register (`is_register`) is what there
    is, any other table what happened; rows of tables `by_hand` are also written on a page, those
    of a table `from_map` come from a map file.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    prefix: str = ""
    natural: tuple[str, ...] = ()
    order: tuple[tuple[str, ...], ...] = ()
    closing: Closing | None = None
    title: str = "name"
    has_names: bool = False
    replaceable: bool = False
    is_register: bool = False
    by_hand: bool = False
    from_map: bool = False

    @model_validator(mode="before")
    @classmethod
    def _list_columns(cls, values: dict[str, Any]) -> dict[str, Any]:
        columns = values["columns"]
        if isinstance(columns, dict):
            columns = [{"name": name, **told} for name, told in columns.items()]
        return {**values, "columns": columns}

    @property
    def key(self) -> str:
        """The column whose value names a row."""
        return self.columns[0].name

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that name a row of a table, or an item of a list of `district.toml`."""
        return tuple(column for column in self.columns if column.of and not column.is_open)

    def column(self, name: str) -> Column:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)


def load_tables(folder: Path) -> dict[str, Table]:
    """The tables of a folder by name, in the order of their files.

    A file's first lines say what the table is; a number before its name is only its place.
    """
    tables = {}
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        name = path.stem.lstrip("0123456789_")
        head = takewhile(lambda line: line.startswith("#"), text.splitlines())
        about = "\n".join(line.removeprefix("#").removeprefix(" ") for line in head)
        tables[name] = Table(name=name, about=about, **tomllib.loads(text))
    return tables

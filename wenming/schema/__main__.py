"""`python -m wenming.schema` writes the tables into data/README.md as the schema has them."""

import re

from wenming.config.places import PROJECT
from wenming.i18n import Translator
from wenming.schema import FOLDER_TABLES, HANDED_IN, Column, Table
from wenming.schema.words import explain_column

README = PROJECT / "data" / "README.md"
_SECTIONS = re.compile(r"(?<=^## Tables\n\n).*?(?=^## |\Z)", re.S | re.M)
_KINDS = {"key": "id", "line": "text", "list": "several texts", "truth": "`true` or `false`"}


def describe_tables() -> str:
    """Every table of a district's folder, as data/README.md tells it."""
    return "\n\n".join(map(_describe, FOLDER_TABLES.values())) + "\n"


def _describe(table: Table) -> str:
    t = Translator("en")
    lines = [
        f"| `{column.name}` | {_tell_kind(column, t)} | {_explain(table, column, t)} |"
        for column in table.columns
    ]
    head = ["| column | form | what stands in it |", "|---|---|---|"]
    told = [f"### {table.name}.csv", "", table.about, "", *head, *lines]
    if (found := _tell_identity(table)) is not None:
        told += ["", found]
    return "\n".join(told)


def _explain(table: Table, column: Column, t: Translator) -> str:
    """As in the templates; but in a folder every row has its id."""
    told = explain_column(table.name, column.field or column.name, t)
    return "names the row" if told == t("tables.key_about") else told


def _tell_identity(table: Table) -> str | None:
    """What of a row that is handed in says which record it is about."""
    if table.name not in HANDED_IN:
        return None
    named = " and ".join(f"`{column}`" for column in table.natural) or "all that it gives"
    replaced = " `--replace` lets every stored row go." if table.replaceable else ""
    return f"Handed in without an id, a row is found by {named}.{replaced}"


def _tell_kind(column: Column, t: Translator) -> str:
    if column.options:
        kind = ", ".join(f"`{option}`" for option in column.options)
    elif column.of:
        kind = f"id of `[[{column.of}]]`" if column.kind == "choice" else f"id of `{column.of}.csv`"
    else:
        kind = _KINDS.get(column.kind, column.kind)
        if column.unit and column.kind != "degrees":
            kind += f" ({t(f'tables.unit.{column.unit}')})"
    kind += " or other words" if column.is_open else ""
    kind += f" from {column.limits[0]} to {column.high}" if column.high else ""
    return f"{kind}, needed" if column.required or column.kind == "key" else kind


def renew(text: str) -> str:
    """The text of data/README.md with the tables as the schema has them."""
    return _SECTIONS.sub(lambda found: describe_tables(), text)


if __name__ == "__main__":
    README.write_text(renew(README.read_text(encoding="utf-8")), encoding="utf-8")

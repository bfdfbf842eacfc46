"""What the choices of a column are called, in templates and in files that come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from wenming.config import District
from wenming.i18n import Translator
from wenming.schema import TABLES, Column, Table
from wenming.schema.words import list_listed, name_option
from wenming.store import Snapshot

Record = Mapping[str, str | None]
Records = Mapping[str, Record]
"""The rows of a table by id, every cell as text."""

_LONGEST = 40  # characters of a text that stands for its record


class HeldRecords:
    """What a version keeps of each table, read when it is asked for."""

    def __init__(self, load: Callable[[str], Records]) -> None:
        self._load = load
        self._tables: dict[str, Records] = {}

    def of(self, table: str) -> Records:
        """The rows of a table by id."""
        if table not in self._tables:
            self._tables[table] = self._load(table)
        return self._tables[table]


def hold_nothing() -> HeldRecords:
    """For a district without a store."""
    return HeldRecords(lambda table: {})


def hold(store: Snapshot) -> HeldRecords:
    """What is in a version of the store."""

    def load(name: str) -> Records:
        key = TABLES[name].key
        rows = store.read_table(name).to_dict("records")
        return {str(row[key]): {str(name): cell for name, cell in row.items()} for row in rows}

    return HeldRecords(load)


def label_choices(
    table: Table, column: Column, *, district: District, held: HeldRecords, t: Translator
) -> dict[str, str]:
    """What people choose from in a column, by what is stored; empty where anything may stand."""
    if column.kind == "truth":
        return {value: t(f"tables.yes_no.{value}") for value in ("true", "false")}
    if column.kind == "choice" and column.of is None:
        return {
            option: name_option(table.name, column.name, option, t) for option in column.options
        }
    if column.kind == "choice":
        return {item.id: t.of(item.name) for item in list_listed(column, district)}
    if column.kind == "ref" and column.of is not None:
        return label_records(column.of, held, t)
    return {}


def label_records(name: str, held: HeldRecords, t: Translator) -> dict[str, str]:
    """Each record by a label that no other of its table has: its name, or its id before it."""
    table, records = TABLES[name], held.of(name)
    names = {key: _name(table, record, t) for key, record in records.items()}
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    streets = label_records("streets", held, t) if shared and name == "communities" else {}
    labels = {}
    for key, called in names.items():
        if not table.has_names:
            labels[key] = f"{key} {called}".strip()
        elif called not in shared:
            labels[key] = called
        else:
            street = streets.get(records[key].get("street_id") or "", key)
            labels[key] = f"{street} {called}"
    twice = {label for label, count in Counter(labels.values()).items() if count > 1}
    return {key: f"{key} {label}" if label in twice else label for key, label in labels.items()}


def _name(table: Table, record: Record, t: Translator) -> str:
    name = record.get(t.column(table.title)) if table.title == "name" else None
    text = " ".join((name or record.get(table.title) or "").split())
    return text if len(text) <= _LONGEST or table.has_names else f"{text[:_LONGEST]}…"

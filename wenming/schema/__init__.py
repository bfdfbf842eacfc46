"""Every table, said once: `TABLES` are a district's, each with a file of its own in `tables/`."""

from pathlib import Path

from wenming.schema.table import Column, Kind, Table, load_tables

_HERE = Path(__file__).parent

LEDGER = "activities"
"""The activity log: offices hand in ledgers, which a reader of their own understands."""
BOUNDARIES = "boundaries"
"""The streets' areas: they come from a map file."""

TABLES: dict[str, Table] = load_tables(_HERE / "tables")
"""A district's tables, in the order in which they are told."""
FOLDER_TABLES = {name: table for name, table in TABLES.items() if not table.from_map}
"""Those that a district's folder holds as `<name>.csv`."""
HANDED_IN = {name: table for name, table in FOLDER_TABLES.items() if name != LEDGER}
"""Those that offices hand in as tables."""
BY_HAND = {name: table for name, table in TABLES.items() if table.by_hand}
"""Those whose rows are also written on a page."""
OWN_TABLES: dict[str, Table] = load_tables(_HERE / "own")
"""What the store keeps of its own accord: where rows came from, what was changed and learned."""
LEDGER_FIELDS = Table(
    name=LEDGER,
    about=TABLES[LEDGER].about,
    columns=tuple(
        column.model_copy(update={"name": column.field})
        for column in TABLES[LEDGER].columns
        if column.field
    ),
)
"""The columns of a ledger, as its reader and its template call them."""

__all__ = [
    "BOUNDARIES",
    "BY_HAND",
    "FOLDER_TABLES",
    "HANDED_IN",
    "LEDGER",
    "LEDGER_FIELDS",
    "OWN_TABLES",
    "TABLES",
    "Column",
    "Kind",
    "Table",
]

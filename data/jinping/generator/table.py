"""How a table is written: UTF-8, a heading row, empty for null, the same bytes on every system."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]


def format_cell(value: Any) -> str:
    """ISO dates, HH:MM times, true/false, lists separated by `|`, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple | list):
        return "|".join(value)
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def write_table(folder: Path, name: str, columns: str, rows: Iterable[Record]) -> None:
    """Write `folder/name.csv`; `columns` are separated by spaces.

    Raises KeyError when a row lacks a column, ValueError when it has one too many.
    """
    names = columns.split()
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for row in rows:
            if extra := set(row) - set(names):
                raise ValueError(f"{name}: no column {sorted(extra)}")
            writer.writerow(format_cell(row[column]) for column in names)

"""Whether a district's folder can be built from: its settings' names, and its tables row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from wenming.config import District
from wenming.config.district import OTHER_THEME
from wenming.errors import WenmingError
from wenming.figures import load_figures
from wenming.schema import FOLDER_TABLES, HANDED_IN, Column, Table
from wenming.schema.rules import Fault, find_cell_fault, find_faults
from wenming.schema.words import list_listed
from wenming.signs import drop_unwritable

_SETTINGS = "district.toml"
Row = Mapping[str, str]


def check_settings(district: District) -> None:
    """Names in `district.toml` that other parts of the product know: figures, tables, columns.

    Raises WenmingError for the first that is none.
    """
    for target in district.targets:
        if target.figure not in load_figures():
            told = {"file": _SETTINGS, "key": "[[targets]]", "figure": target.figure}
            raise WenmingError("errors.district_no_figure", **told)
    for table, columns in district.ledger.tables.items():
        key = f"ledger.tables.{table}"
        if table == "any":
            known = {column for each in HANDED_IN.values() for column in each.names}
        elif table in HANDED_IN:
            known = set(HANDED_IN[table].names)
        else:
            told = {"table": table, "known": ", ".join(["any", *HANDED_IN])}
            raise WenmingError("errors.district_no_table", file=_SETTINGS, key=key, **told)
        known |= {"id", "serial", "private", "coordinates"}
        if unknown := sorted(set(columns) - known):
            told = {"column": unknown[0], "known": ", ".join(sorted(known))}
            raise WenmingError("errors.district_no_column", file=_SETTINGS, key=key, **told)


def check_tables(district: District, *, registry_only: bool) -> None:
    """Every table that will be read: its columns, and each row of those that offices hand in.

    Raises WenmingError naming the file, the row and the cell of the first that is wrong.
    """
    ids: dict[str, set[str]] = {}
    for table in FOLDER_TABLES.values():
        check_columns(district.folder / f"{table.name}.csv", table)
    # A log may be long: typing it, and the version's own checks, tell what is wrong with it.
    read = [table for table in HANDED_IN.values() if table.is_register or not registry_only]
    for table in read:
        ids[table.name] = _check_rows(district, table)
    for table in read:
        _check_references(district, table, ids)
    _check_boundary(district.boundary_path, ids["streets"])


def _check_boundary(path: Path, streets: set[str]) -> None:
    """Where there is a file of boundaries, it holds polygons, each of a street that is known."""
    if not path.exists():
        return
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        named = [feature["properties"].get("street_id") for feature in features]
        kinds = {feature["geometry"]["type"] for feature in features}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise WenmingError("errors.boundary_wrong", file=path.name) from None
    if not features or not kinds <= {"Polygon", "MultiPolygon"}:
        raise WenmingError("errors.boundary_wrong", file=path.name)
    for number, street in enumerate(named, start=1):
        if str(street) not in streets:
            told = {"number": number, "value": "—" if street is None else street}
            raise WenmingError("errors.boundary_street", file=path.name, **told)


def check_columns(path: Path, table: Table) -> None:
    """A table is there, can be read, and has its columns and no others.

    What was added after the first release may be left out where no row needs it. Raises
    WenmingError where it is or has not.
    """
    if not path.is_file():
        raise WenmingError("errors.no_table", file=path)
    with path.open("rb") as file:
        first = file.readline()
    try:
        line = first.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WenmingError("errors.not_utf8", file=path.name) from None
    found = next(csv.reader([line]), [])
    if len(found) == 1 and any(sign in line for sign in ";\t") and len(table.names) > 1:
        raise WenmingError("errors.table_separator", file=path.name)
    missing = [
        column.name
        for column in table.columns
        if column.name not in found and (column.since == 1 or column.required)
    ]
    unknown = [column for column in found if column not in table.names]
    unknown += [column for at, column in enumerate(found) if column in found[:at]]
    if missing or unknown:
        raise WenmingError(
            "errors.table_columns",
            file=path,
            missing=", ".join(missing) or "—",
            unknown=", ".join(unknown) or "—",
        )


def _read_rows(folder: Path, table: Table) -> Iterator[tuple[int, Row]]:
    """The rows of a table with their number, as the store counts them: the heading is 1."""
    name, none = f"{table.name}.csv", dict.fromkeys(table.names, "")
    try:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            columns = next(reader)
            number = 1
            for cells in reader:
                if not cells:
                    continue
                number += 1
                if len(cells) != len(columns):
                    told = {"found": len(cells), "wanted": len(columns)}
                    raise WenmingError("errors.table_ragged", file=name, row=number, **told)
                plain = map(drop_unwritable, cells)
                yield number, none | dict(zip(columns, plain, strict=True))
    except UnicodeDecodeError:
        raise WenmingError("errors.not_utf8", file=name) from None
    except csv.Error as error:
        raise WenmingError("errors.table_unreadable", file=name, problem=error) from None


def _check_rows(district: District, table: Table) -> set[str]:
    """The ids of a table's rows, if nothing is wrong with them."""
    seen: dict[str, int] = {}
    parents: dict[str, str] = {}
    for number, row in _read_rows(district.folder, table):
        fault = _find_fault(district, table, row)
        if fault is None and row[table.key] in seen:
            told = {"value": row[table.key], "first": seen[row[table.key]]}
            fault = Fault("twice", (table.key,), told)
        if fault is not None:
            raise _tell_fault(table, number, fault)
        seen[row[table.key]] = number
        parents[row[table.key]] = row.get("parent_id", "")
    _check_tree(table, seen, parents)
    return set(seen)


def _find_fault(district: District, table: Table, row: Row) -> Fault | None:
    """The first thing that is wrong with a row."""
    if not row[table.key]:
        return Fault("missing", (table.key,))
    for column in table.columns:
        text = row[column.name]
        # What is no day is told when the table is typed, as what is no number.
        fault = find_cell_fault(column, text, _list_options(district, column)) if text else None
        if fault is not None and fault.kind != "day":
            return fault
    return next(iter(find_faults(table, row)), None)


def _list_options(district: District, column: Column) -> list[str] | None:
    """The ids that a choice may name; None for any other column."""
    if column.kind != "choice":
        return None
    more = [OTHER_THEME] if column.of == "themes" else []
    listed = (item.id for item in list_listed(column, district))
    return [*dict.fromkeys([*column.options, *listed, *more])]


def _check_tree(table: Table, rows: Mapping[str, int], parents: Mapping[str, str]) -> None:
    """No row stands above itself."""
    for key in parents:
        seen, above = {key}, parents[key]
        while above:
            if above in seen:
                raise _tell_fault(table, rows[key], Fault("loop", ("parent_id",), {"value": key}))
            seen.add(above)
            above = parents.get(above, "")


def _tell_fault(table: Table, number: int, fault: Fault) -> WenmingError:
    """What is wrong with a row, as a sentence that names the file, the row and its columns."""
    columns = dict(zip(("first", "second"), fault.columns, strict=False))
    told = {"file": f"{table.name}.csv", "row": number, "column": fault.columns[0]}
    return WenmingError(f"errors.table_{fault.kind}", **{**columns, **told, **fault.told})


def _check_references(district: District, table: Table, ids: Mapping[str, set[str]]) -> None:
    """What a row names in another table is there."""
    columns = [column for column in table.references if column.of in ids]
    for number, row in _read_rows(district.folder, table):
        for column in columns:
            if row[column.name] and row[column.name] not in ids[column.of or ""]:
                told = {"value": row[column.name], "other": f"{column.of}.csv"}
                raise _tell_fault(table, number, Fault("reference", (column.name,), told))

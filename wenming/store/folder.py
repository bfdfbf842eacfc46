"""Whether a district's folder can be built from: its settings' names, and its tables row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from wenming.config import District
from wenming.config.district import OTHER_THEME
from wenming.errors import WenmingError
from wenming.figures import load_figures
from wenming.forms import FORMS, Field, Form
from wenming.signs import drop_unwritable
from wenming.store.tables import TABLES, Table

_LIMITS = {"lon": 180, "lat": 90}
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
            known = {column for form in FORMS.values() for column in form.columns}
        elif table in FORMS:
            known = set(FORMS[table].columns)
        else:
            told = {"table": table, "known": ", ".join(["any", *FORMS])}
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
    read = [table for table in TABLES if not (registry_only and table.is_record)]
    for table in TABLES:
        check_columns(district.folder / f"{table.name}.csv", table)
    for table in read:
        if table.name in FORMS:
            checker = _RowChecker(district, FORMS[table.name], f"{table.name}.csv")
            ids[table.name] = checker.check(_read_rows(district.folder, table))
    for table in read:
        if table.name in FORMS:
            _check_references(district, FORMS[table.name], ids)
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
    """A table is there, can be read, and has exactly its columns.

    Raises WenmingError where it is or has not.
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
    if len(found) == 1 and any(sign in line for sign in ";\t") and len(table.columns) > 1:
        raise WenmingError("errors.table_separator", file=path.name)
    missing = [column for column in table.columns if column not in found]
    unknown = [column for column in found if column not in table.columns]
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
    name = f"{table.name}.csv"
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
                yield number, dict(zip(columns, map(drop_unwritable, cells), strict=True))
    except UnicodeDecodeError:
        raise WenmingError("errors.not_utf8", file=name) from None
    except csv.Error as error:
        raise WenmingError("errors.table_unreadable", file=name, problem=error) from None


@dataclass(frozen=True)
class _RowChecker:
    """Checks the rows of one table against its form, one after the other."""

    district: District
    form: Form
    file: str

    def check(self, rows: Iterator[tuple[int, Row]]) -> set[str]:
        """The ids of the rows, if nothing is wrong with them."""
        seen: dict[str, int] = {}
        parents: dict[str, str] = {}
        for number, row in rows:
            for column in self.form.fields:
                self._check_cell(number, column, row[column.name])
            for columns in self.form.order:
                self._check_order(number, columns, row)
            key = row[self.form.key]
            if key in seen:
                raise self._fault("twice", number, column=self.form.key, value=key, first=seen[key])
            seen[key] = number
            parents[key] = row.get("parent_id", "")
        self._check_tree(seen, parents)
        return set(seen)

    def _check_cell(self, number: int, column: Field, text: str) -> None:
        if not text:
            if column.required or column.name == self.form.key:
                raise self._fault("missing", number, column=column.name)
            return
        told = {"column": column.name, "value": text}
        options = self._list_options(column)
        if column.kind == "choice" and not column.is_open and text not in options:
            raise self._fault("choice", number, **told, options=", ".join(options) or "—")
        limit = _find_limit(column)
        value = _read_number(text) if column.kind in {"count", "number", "degrees"} else None
        if value is None:
            return  # what is no number is told when the table is typed
        low = -limit if column.kind == "degrees" and limit else 0
        if column.kind == "number" and column.signed:
            return
        if limit is None and value < 0:
            raise self._fault("negative", number, **told)
        if limit is not None and not low <= value <= limit:
            raise self._fault("limit", number, **told, low=low, high=limit)

    def _list_options(self, column: Field) -> list[str]:
        if column.of is None or column.kind != "choice":
            return list(column.options)
        more = [OTHER_THEME] if column.of == "themes" else []
        return [*dict.fromkeys([*(item.id for item in getattr(self.district, column.of)), *more])]

    def _check_order(self, number: int, columns: tuple[str, ...], row: Row) -> None:
        filled = [(name, row[name]) for name in columns if row[name]]
        for (first, before), (second, after) in pairwise(filled):
            low, high = _read_number(before), _read_number(after)
            if low > high if low is not None and high is not None else before > after:
                told = {"first": first, "before": before, "second": second, "after": after}
                raise self._fault("order", number, **told)

    def _check_tree(self, rows: Mapping[str, int], parents: Mapping[str, str]) -> None:
        """No row stands above itself."""
        for key in parents:
            seen, above = {key}, parents[key]
            while above:
                if above in seen:
                    raise self._fault("loop", rows[key], value=key)
                seen.add(above)
                above = parents.get(above, "")

    def _fault(self, kind: str, number: int, **told: object) -> WenmingError:
        return WenmingError(f"errors.table_{kind}", file=self.file, row=number, **told)


def _check_references(district: District, form: Form, ids: Mapping[str, set[str]]) -> None:
    """What a row names in another table is there."""
    table = next(table for table in TABLES if table.name == form.table)
    columns = [column for column in form.fields if column.kind == "ref"]
    for number, row in _read_rows(district.folder, table):
        for column in columns:
            known = ids.get(column.of or "")
            if known is not None and row[column.name] and row[column.name] not in known:
                raise WenmingError(
                    "errors.table_reference",
                    file=f"{form.table}.csv",
                    row=number,
                    column=column.name,
                    value=row[column.name],
                    other=f"{column.of}.csv",
                )


def _find_limit(column: Field) -> int | None:
    return _LIMITS[column.name] if column.kind == "degrees" else column.high


def _read_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

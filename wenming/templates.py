"""Workbooks to fill in: a table's headings, its choices as drop-down lists, and how to fill it in.

The same workbook holds what a table keeps already, so that it can be changed and handed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from wenming.config import District
from wenming.exports import clean_cell
from wenming.i18n import Translator
from wenming.schema import HANDED_IN, LEDGER, LEDGER_FIELDS, Column, Table
from wenming.schema.words import explain_column, name_column, name_table
from wenming.store import Snapshot
from wenming.tabular.labels import HeldRecords, hold, hold_nothing, label_choices
from wenming.whole_files import write_whole

TEMPLATES = (LEDGER, *HANDED_IN)
"""Every table there is a template for."""
_MORE_ROWS = 2000  # empty rows below those filled in, for which the lists hold
_FORMATS = {"day": "yyyy-mm-dd", "count": "0", "number": "0.00", "degrees": "0.000000"}
_WIDTHS = {"day": 13, "count": 13, "number": 15, "degrees": 13, "truth": 12, "key": 18}
_NUMBERS = {"count": "whole", "number": "decimal", "degrees": "decimal"}
_DAY = "2021-06-30"
_SHOWN = 12  # choices told in the explanation; the list has all of them

Rows = Iterable[Mapping[str, str | None]]


def write_template(
    path: Path,
    table: str,
    district: District,
    *,
    t: Translator,
    store: Snapshot | None = None,
    filled: bool = False,
) -> None:
    """Write a table's template as an .xlsx file, in the language of `t`.

    `table` is one of TEMPLATES. Drop-down lists name the streets, sites and so on of `store`, and
    without one those of `district.toml` only. With `filled` the workbook holds the rows that
    `store` keeps of the table (never of the activity ledger).
    """
    write_whole({path: build_template(table, district, t=t, store=store, filled=filled)})


def build_template(
    name: str,
    district: District,
    *,
    t: Translator,
    store: Snapshot | None = None,
    filled: bool = False,
) -> bytes:
    """As `write_template`, the file's content."""
    from openpyxl import Workbook

    table = LEDGER_FIELDS if name == LEDGER else HANDED_IN[name]
    held = hold_nothing() if store is None else hold(store)
    choices = {
        field.name: _list_choices(table, field, district=district, held=held, t=t)
        for field in table.columns
    }
    headings = [_head(table, field, district, t) for field in table.columns]
    rows = list(held.of(name).values()) if filled and name != LEDGER else []
    book = Workbook()
    sheet = book.active
    sheet.title = name_table(name, t)
    _fill_sheet(sheet, table, headings, rows, choices)
    _explain(book.create_sheet(t("tables.sheet.about")), table, headings, choices, t)
    _offer_choices(sheet, book.create_sheet(t("tables.sheet.lists")), table, choices, t)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _list_choices(
    table: Table, field: Column, *, district: District, held: HeldRecords, t: Translator
) -> dict[str, str]:
    """A column's choices; those of the ledger in words that `wenming.ingest` reads."""
    if table is not LEDGER_FIELDS:
        return label_choices(table, field, district=district, held=held, t=t)
    if field.name == "mode":
        words = district.ledger.offline[:1] + district.ledger.online[:1]
        return dict(zip(words, words, strict=True))
    if field.kind == "ref" and field.of is not None:
        names = (record.get("name") for record in held.of(field.of).values())
        return {name: name for name in names if name}
    return label_choices(table, field, district=district, held=held, t=t)


def _head(table: Table, field: Column, district: District, t: Translator) -> str:
    """A column's heading; the ledger's in the chosen language only if its reader knows it so."""
    heading = name_column(table.name, field.name, t)
    if table is not LEDGER_FIELDS:
        return heading
    # Here and not above: only the ledger's headings need its reader.
    from wenming.ingest.headings import HeadingFinder
    from wenming.ingest.text import Cleaner

    meaning = HeadingFinder(district.ledger, Cleaner(district.ledger)).meaning_of(heading)
    known = district.ledger.headings.get(field.name, ())
    return heading if (meaning and meaning.field == field.name) or not known else known[0]


def _fill_sheet(
    sheet: Any,
    table: Table,
    headings: list[str],
    rows: Rows,
    choices: Mapping[str, Mapping[str, str]],
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, (field, heading) in enumerate(zip(table.columns, headings, strict=True), start=1):
        cell = sheet.cell(1, number, heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor="F6D9D5" if field.required else "EDEDED")
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = _WIDTHS.get(field.kind, 26)
        column.number_format = _FORMATS.get(field.kind, "@")
    for number, row in enumerate(rows, start=2):
        for index, field in enumerate(table.columns, start=1):
            value = _show(field, row.get(field.name), choices[field.name])
            if value is None:
                continue
            cell = sheet.cell(number, index, clean_cell(value))
            cell.number_format = _FORMATS.get(field.kind, "@")


def _show(
    field: Column, text: str | None, choices: Mapping[str, str]
) -> str | int | float | date | None:
    """A stored cell as people write it: a day as a day, an id as what it is called."""
    if text is None:
        return None
    if field.kind == "day":
        return date.fromisoformat(text)
    if field.kind == "count":
        return int(text)
    if field.kind in {"number", "degrees"}:
        return float(text)
    if field.kind == "list":
        return join_list(text.split("|"))
    return choices.get(text, text)


def join_list(parts: list[str]) -> str:
    """Several values in one cell; where one holds a separator of its own, the sure one."""
    if any(sign in part for part in parts for sign in ";；、"):
        return "|".join([*parts, ""] if len(parts) == 1 else parts)
    return "; ".join(parts)


def _explain(
    sheet: Any,
    table: Table,
    headings: list[str],
    choices: Mapping[str, Mapping[str, str]],
    t: Translator,
) -> None:
    """How to fill the table in, and each column: meaning, form, what is allowed, an example."""
    from openpyxl.styles import Alignment, Font

    for letter, width in zip("ABCDEF", (22, 12, 46, 26, 46, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    told = ("how_ledger", "how_private") if table is LEDGER_FIELDS else (
        "how_rows", "how_empty", "how_ids", "how_private"
    )  # fmt: skip
    sheet.append([t("tables.about.how")])
    for key in told:
        sheet.append([t(f"tables.about.{key}")])
    sheet.append([])
    columns = ("column", "needed", "meaning", "form", "allowed", "example")
    sheet.append([t(f"tables.about.{key}") for key in columns])
    for cell in (sheet["A1"], *sheet[sheet.max_row]):
        cell.font = Font(bold=True)
    for field, heading in zip(table.columns, headings, strict=True):
        listed = choices[field.name]
        line = [
            heading,
            t("tables.about.is_needed") if field.required else None,
            explain_column(table.name, field.name, t),
            _tell_form(field, t),
            _tell_allowed(field, listed, t),
            _tell_example(table, field, listed, t),
        ]
        sheet.append([clean_cell(text) for text in line])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"


def _tell_form(field: Column, t: Translator) -> str:
    if field.kind == "number" and field.unit is None:
        return t("tables.form.number")
    unit = t(f"tables.unit.{field.unit}") if field.unit else ""
    return t(f"tables.form.{'number_unit' if field.kind == 'number' else field.kind}", unit=unit)


def _tell_allowed(field: Column, listed: Mapping[str, str], t: Translator) -> str:
    if field.kind == "ref" and field.of is not None:
        return t("tables.about.listed", table=name_table(field.of, t))
    if not listed:
        return t("tables.about.any") if field.kind in {"key", "line", "list"} else ""
    shown = list(listed.values())
    more = "…" if len(shown) > _SHOWN else ""
    options = t("downloads.separator").join(shown[:_SHOWN]) + more
    return t("tables.about.or_other", options=options) if field.is_open else options


def _tell_example(table: Table, field: Column, listed: Mapping[str, str], t: Translator) -> str:
    if listed:
        return next(iter(listed.values()))
    if field.kind == "key":
        return f"{table.prefix}-001"
    examples = {"day": _DAY, "count": str(field.high or 120), "number": "1200.5"}
    return examples.get(field.kind, "") if field.kind != "degrees" else ""


def _offer_choices(
    sheet: Any,
    lists: Any,
    table: Table,
    choices: Mapping[str, Mapping[str, str]],
    t: Translator,
) -> None:
    """Drop-down lists from a hidden sheet, and checks of days and numbers: each may be overruled,
    since a cell may also say that a value is to be emptied."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists.sheet_state = "hidden"
    last = sheet.max_row + _MORE_ROWS
    for number, field in enumerate(table.columns, start=1):
        listed = choices[field.name]
        check: dict[str, Any] = {}
        if listed:
            letter = get_column_letter(number)
            for row, label in enumerate(listed.values(), start=1):
                lists.cell(row, number, clean_cell(label))
            area = f"'{lists.title}'!${letter}$1:${letter}${len(listed)}"
            check = {"type": "list", "formula1": area, "error": t("tables.check.list")}
        elif field.kind == "day":
            check = {"type": "date", "operator": "greaterThan", "formula1": "36526"}
            check["error"] = t("tables.check.day")
        elif field.kind in _NUMBERS:
            low, high = _find_limits(field)
            check = {"type": _NUMBERS[field.kind], "operator": "between"}
            check |= {"formula1": low, "formula2": high, "error": t("tables.check.number")}
        if not check:
            continue
        title = t("tables.check.title")
        rule = DataValidation(**check, allow_blank=True, errorStyle="warning", errorTitle=title)
        rule.showErrorMessage = True
        rule.add(f"{get_column_letter(number)}2:{get_column_letter(number)}{last}")
        sheet.add_data_validation(rule)


def _find_limits(field: Column) -> tuple[str, str]:
    if field.kind == "degrees":
        return ("-180", "180") if field.name == "lon" else ("-90", "90")
    return ("0" if field.kind == "count" else "-1000000000", str(field.high or 1000000000))

"""The annex: every figure of the paper with its definition, rule, filter, version and rows.

`FIGURES` names the columns of the sheet of figures, in the order they stand there; the sheets of
rows are named after the rows' keys, so that `wenming.briefing.trace` finds its way through a file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from wenming.briefing.bound import Bound, Rows
from wenming.briefing.paper import Grid, Heading, Paper, Paragraph
from wenming.briefing.sources import Material
from wenming.briefing.text import read
from wenming.exports import clean_cell
from wenming.figures import load_figures
from wenming.filters import Filters
from wenming.i18n import Translator

FIGURES = (
    "id", "text", "value", "name", "definition", "rule", "column", "rows", "where", "detail",
    "detail_where", "parts", "source", "version",
)  # fmt: skip
FIGURES_SHEET, NOTES_SHEET, ROWS_SHEET, TEXT_SHEET = "figures", "about", "rows", "text"
REPORTED = "≠"
"""After a column's name in a condition: the rows that reported it."""

_REPORTED = {
    "attendance": "attendance",
    "attendance_reported": "attendance",
    "service_hours": "service_hours",
    "hours_reported": "service_hours",
    "tasks_covered": "task_id",
}
_LONGEST_CELL = 32_767  # characters a workbook can keep
_WIDTHS = {"text": 30, "definition": 60, "name": 18, "source": 30, "id": 34}


@dataclass(frozen=True)
class Sheet:
    """A sheet: name, headings and lines of plain cells."""

    name: str
    headings: tuple[str, ...]
    lines: Iterable[Iterable[Any]]


def build_annex(material: Material, paper: Paper) -> bytes:
    """The annex as a workbook; it opens on the figures."""
    used = _find_used(material)
    sheets = [
        Sheet(NOTES_SHEET, tuple(material.t(f"annex.{key}") for key in ("what", "text")),
              _tell_about(material, paper)),
        Sheet(FIGURES_SHEET, FIGURES, _list_figures(material)),
        Sheet(TEXT_SHEET, tuple(material.t(f"annex.{key}") for key in ("block", "origin", "text")),
              _list_text(material, paper)),
        *(_read_grid(block) for block in paper.blocks if isinstance(block, Grid)),
        Sheet(ROWS_SHEET, ("rows", "report", "filters", "number", "of", "command"),
              [_describe_rows(material, rows) for rows in used]),
        *(_read_rows(rows, material.t) for rows in used),
    ]  # fmt: skip
    file = BytesIO()
    # Line by line: the ledger's rows may be many.
    with Workbook(file, {"constant_memory": True}) as book:
        formats = _Formats(
            head=book.add_format({"bold": True, "valign": "top"}),
            day=book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
        book.get_worksheet_by_name(FIGURES_SHEET).activate()
    return file.getvalue()


@dataclass(frozen=True)
class _Formats:
    head: Format
    day: Format


def _write(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 0)
    for number, heading in enumerate(sheet.headings):
        page.set_column(number, number, _WIDTHS.get(heading, 16))
        page.write_string(0, number, str(clean_cell(heading)), formats.head)
    for row, line in enumerate(sheet.lines, start=1):
        for column, cell in enumerate(line):
            _write_cell(page, row, column, cell, formats.day)


def _write_cell(page: Worksheet, row: int, column: int, cell: object, day: Format) -> None:
    """A cell that no spreadsheet takes for a formula; nothing reported stays empty, never 0."""
    if isinstance(cell, str):
        page.write_string(row, column, str(clean_cell(cell))[:_LONGEST_CELL])
    elif cell is None or pd.isna(cell):  # type: ignore[call-overload]  # cells are scalars
        return
    elif isinstance(cell, bool | np.bool_):
        page.write_boolean(row, column, bool(cell))
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, day)
    else:
        page.write_number(row, column, cell)


def _tell_about(material: Material, paper: Paper) -> Iterator[tuple[str, str]]:
    t, filters = material.t, material.request.filters
    yield t("annex.title"), "".join(read(line) for line in paper.head.title)
    yield t("annex.period"), t.period(filters.since, filters.until)
    yield t("annex.day"), t.day(material.as_of)
    yield (
        t("annex.version"),
        t("frame.version", version=material.version, cutoff=t.day(material.cutoff)),
    )
    yield t("annex.characters"), t.number(paper.count_characters())
    if material.district.is_sample:
        yield t("annex.mark"), t("frame.sample")
    yield t("annex.reading"), t("annex.how_to_read")


def _list_figures(material: Material) -> Iterator[tuple[Any, ...]]:
    for bound in material.ledger.figures.values():
        rows = material.ledger.rows.get(bound.rows or "")
        detail, where = find_detail(bound, rows)
        yield (
            bound.id, bound.text, bound.value, _name(material, bound), _define(material, bound),
            bound.rule, bound.column, bound.rows, write_where(bound.where), detail, where,
            " ".join(bound.parts), bound.source, material.version,
        )  # fmt: skip


def find_detail(bound: Bound, rows: Rows | None) -> tuple[str | None, str]:
    """The ledger rows that a figure was added up from, and the condition that chooses them."""
    if rows is None or rows.detail is None:
        return None, ""
    conditions = [f"{column}={value}" for column, value in bound.where]
    if bound.column == "attendance_estimated":
        conditions.append("attendance_is_estimate=True")
    elif bound.column in _REPORTED:
        conditions.append(f"{_REPORTED[bound.column]}{REPORTED}")
    return rows.detail, "; ".join(conditions)


def write_where(where: Iterable[tuple[str, str]]) -> str:
    """`street_id=440511016; urgency=overdue`."""
    return "; ".join(f"{column}={value}" for column, value in where)


def _name(material: Material, bound: Bound) -> str | None:
    figure = load_figures().get(bound.definition or "")
    return material.t.of(figure.name) if figure else None


def _define(material: Material, bound: Bound) -> str | None:
    figure = load_figures().get(bound.definition or "")
    return figure.tell("definition", material.t, material.district) if figure else None


def _list_text(material: Material, paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Every paragraph, and whether a rule or the staff wrote it."""
    for block in paper.blocks:
        if isinstance(block, Heading | Paragraph):
            edited = any(run.edited for run in block.line)
            origin = material.t("annex.edited" if edited else "annex.generated")
            yield block.key, origin, read(block.line)


def _find_used(material: Material) -> list[Rows]:
    """The rows that some figure stands on, and the ledger rows beneath them."""
    known = material.ledger.rows
    keys = [bound.rows for bound in material.ledger.figures.values() if bound.rows]
    details = [known[key].detail for key in keys if known[key].detail]
    wanted = set(keys) | set(details)
    return [rows for key, rows in known.items() if key in wanted]


def _describe_rows(material: Material, rows: Rows) -> tuple[str, str, str, int, int, str]:
    filters = "" if rows.filters is None else _spell(rows.filters)
    options = [] if rows.filters is None else [
        f"--from {rows.filters.since} --to {rows.filters.until}",
        *(f"--{kind} {key}" for kind in ("street", "level", "theme")
          for key in getattr(rows.filters, f"{kind}s") or ()),
    ]  # fmt: skip
    options += [f"--set {name}={value}" for name, value in rows.values if value != ""]
    told = ["wenming report", rows.report, *options, f"--version {material.version}"]
    command = " ".join(told) if rows.report else ""  # nothing was asked where nothing is compared
    listed = len(rows.frame)
    return rows.key, rows.report, filters, listed, max(listed, rows.of), command


def _spell(filters: Filters) -> str:
    chosen = {name: getattr(filters, name) for name in ("streets", "levels", "themes")}
    narrowed = [f"{name}={','.join(ids)}" for name, ids in chosen.items() if ids]
    return "; ".join([f"{filters.since}/{filters.until}", *narrowed])


def _read_rows(rows: Rows, t: Translator) -> Sheet:
    """Rows as they are, names in the paper's language alone where there are both."""
    both = [name for name in rows.frame if f"{name}_en" in rows.frame]
    other = {f"{name}_en" for name in both} if t.language == "zh" else set(both)
    frame = rows.frame.drop(columns=list(other)).astype(object)
    return Sheet(rows.key[:31], tuple(frame.columns), frame.itertuples(index=False, name=None))


def _read_grid(block: Grid) -> Sheet:
    """A table of the paper as it stands there."""
    headings = tuple(column.heading for column in block.columns)
    return Sheet(f"table_{block.key}"[:31], headings, [map(read, row) for row in block.rows])

"""Frames on the terminal: a table for people, CSV and JSON for programs."""

import json
import sys
from datetime import date
from enum import StrEnum

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table


class Format(StrEnum):
    """The forms a report can be printed in."""

    table = "table"
    csv = "csv"
    json = "json"


def write_frame(frame: pd.DataFrame, form: Format, console: Console) -> None:
    """Print a frame; nothing reported is an empty cell or null, never 0."""
    frame = _with_plain_dates(frame)
    if form is Format.csv:
        frame.to_csv(sys.stdout, index=False)
    elif form is Format.json:
        records = frame.astype(object).where(frame.notna(), None).to_dict("records")
        json.dump(records, sys.stdout, ensure_ascii=False, indent=1, default=_as_plain)
        sys.stdout.write("\n")
    else:
        console.print(_build_table(frame))


def write_note(text: str) -> None:
    """Say something about what is printed, apart from what a program reads; nothing if empty."""
    if text:
        Console(stderr=True).print(text, soft_wrap=True, markup=False, highlight=False)


def _with_plain_dates(frame: pd.DataFrame) -> pd.DataFrame:
    """Days as 2021-06-30 rather than midnights."""
    frame = frame.copy()
    for column in frame.select_dtypes("datetime").columns:
        days = frame[column].dropna()
        if (days == days.dt.normalize()).all():
            frame[column] = frame[column].dt.strftime("%Y-%m-%d")
    return frame


def _as_plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "tolist"):  # numpy scalars and arrays
        return value.tolist()
    return str(value)


def _build_table(frame: pd.DataFrame) -> Table:
    table = Table()
    for column in frame.columns:
        numeric = pd.api.types.is_numeric_dtype(frame[column])
        table.add_column(str(column), justify="right" if numeric else "left")
    for row in frame.itertuples(index=False):
        table.add_row(*("" if pd.isna(cell) else escape(str(cell)) for cell in row))
    return table

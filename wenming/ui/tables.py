"""Showing a frame as a table: headings with units, numbers on the right, days as days."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.reports import reference
from wenming.ui.frame import Page
from wenming.ui.printed import add_printed

_ROWS_SHOWN_WHOLE = 20
_NUMBERS = {"count": "%,d", "rate": "%,.1f", "share": "%.1f%%"}


def show_table(
    page: Page,
    frame: pd.DataFrame,
    columns: Sequence[Column],
    *,
    alt: str,
    missing: str = "—",
    height: int | None = None,
    widths: Mapping[str, int] | None = None,
) -> None:
    """Draw the columns of a frame; `missing` stands where nothing was reported.

    Without a height (pixels) a short table stands whole and a long one scrolls. `widths` are
    pixels by column.
    """
    shown = frame[[column.key for column in columns]].copy()
    for column in columns:
        if column.kind == "share":  # as per cent, with the one decimal that files and text have
            shown[column.key] = shown[column.key].astype("Float64") * 100
    st.dataframe(
        shown,
        column_config=configure_columns(columns, widths),
        hide_index=True,
        height=height or ("content" if len(frame) <= _ROWS_SHOWN_WHOLE else "auto"),
        placeholder=missing,
        alt=alt,
    )
    add_printed(page, frame, columns, missing=missing)


def name_ids(page: Page, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with names in the page's language beside its ids, and months as text."""
    named = frame.copy()
    for key, report in (
        ("street", reference.streets),
        ("theme", reference.themes),
        ("level", reference.levels),
    ):
        column = "level" if key == "level" else f"{key}_id"
        if column in named:
            named[key] = named[column].map(page.names(report))
    if "month" in named:
        named["month"] = [page.t.month(month) for month in pd.to_datetime(named["month"])]
    return named


def configure_columns(
    columns: Sequence[Column], widths: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """Streamlit's settings for each column's kind; `widths` are pixels by column."""
    settings = {column.key: _configure(column) for column in columns}
    for key, width in (widths or {}).items():
        settings[key] = {**settings[key], "width": width}
    return settings


def _configure(column: Column) -> Any:
    if column.kind == "text":
        return st.column_config.TextColumn(column.heading)
    if column.kind == "number_text":
        return st.column_config.TextColumn(column.heading, alignment="right")
    if column.kind == "day":
        return st.column_config.DateColumn(column.heading, format="YYYY-MM-DD")
    return st.column_config.NumberColumn(
        column.heading, format=_NUMBERS[column.kind], alignment="right"
    )

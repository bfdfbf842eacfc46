"""Tables as they are printed: the table on the screen is a picture, cut where its frame ends."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from wenming.exports import Column
from wenming.ui.frame import Page

_BROWSER = Path(__file__).with_name("browser")
_MOST = 200  # rows on paper; more are downloaded
_KINDS = {"text": "", "number_text": "right", "day": "whole"}
_DECIMALS = {"count": 0, "rate": 1}


def add_printed(
    page: Page, frame: pd.DataFrame, columns: Sequence[Column], *, missing: str = "—"
) -> None:
    """Have the columns of a frame printed as a table in place of what the screen shows.

    As many rows as a person reads on paper, and a line that says how many there are.
    """
    rows = frame[[column.key for column in columns]].head(_MOST)
    spelled = [
        [_spell(page, value, column, missing) for value in rows[column.key]] for column in columns
    ]
    number = page.t.number
    more = ""
    if len(frame) > _MOST:
        more = page.t("frame.printed_rows", shown=number(_MOST), count=number(len(frame)))
    place = next(page.printed)
    with st.container(key=f"printed_{place}"):
        _register()(
            key=f"printed_table_{place}",
            data={
                "headings": [column.heading for column in columns],
                "rows": [list(row) for row in zip(*spelled, strict=True)],
                "kinds": [_KINDS.get(column.kind, "right whole") for column in columns],
                "more": more,
            },
        )


def read_columns(frame: pd.DataFrame) -> list[Column]:
    """Columns of a frame whose headings are its own names."""
    return [Column(str(name), str(name)) for name in frame.columns]


def _spell(page: Page, value: object, column: Column, missing: str) -> str:
    if pd.isna(value) or value == "":  # type: ignore[call-overload]  # a scalar
        return missing
    if column.kind == "share":
        return page.t.percent(float(value))  # type: ignore[arg-type]
    if column.kind in _DECIMALS:
        return page.t.number(float(value), _DECIMALS[column.kind])  # type: ignore[arg-type]
    return f"{value:%Y-%m-%d}" if column.kind == "day" else str(value)


@cache
def _register() -> ComponentRenderer:
    script = (_BROWSER / "printed.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "wenming_printed", html='<div class="printed"></div>', js=script, isolate_styles=False
    )

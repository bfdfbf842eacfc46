"""A long table a page at a time, whose rows can be chosen: only that page reaches the browser."""

from collections.abc import Callable, Hashable, Mapping, Sequence

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.ui.faults import guard
from wenming.ui.frame import Page
from wenming.ui.printed import add_printed
from wenming.ui.tables import configure_columns

ROWS = 20
"""Rows of a page."""

_CHOSEN = "_rows_chosen"


def choose_skip(found: int, *, name: str, listed: Hashable) -> int:
    """Draw the pages there are for `found` rows and return how many rows come before the chosen.

    `listed` says what is listed: another list begins at its first page again.
    """
    if found <= ROWS:
        return 0
    number = st.pagination(-(-found // ROWS), key=f"{name}_page_{hash(listed)}", width="stretch")
    return (number - 1) * ROWS


def show_rows(
    page: Page,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    *,
    name: str,
    alt: str,
    on_choose: Callable[[int], None],
    missing: str = "—",
    widths: Mapping[str, int] | None = None,
) -> None:
    """Draw the columns of a page of rows; choosing one calls `on_choose` with its number, from 0.

    `widths` are pixels by column.
    """
    # A key of its own after each row chosen: otherwise it stays chosen, and choosing it again
    # would do nothing.
    key = f"{name}_{st.session_state.get(_CHOSEN, 0)}"

    def choose() -> None:
        chosen = st.session_state[key]["selection"]["rows"]
        if chosen:
            on_choose(int(chosen[0]))
            st.session_state[_CHOSEN] = st.session_state.get(_CHOSEN, 0) + 1

    st.dataframe(
        rows[[column.key for column in columns]],
        column_config=configure_columns(columns, widths),
        hide_index=True,
        height="content",
        placeholder=missing,
        key=key,
        on_select=guard(choose),
        selection_mode="single-row",
        alt=alt,
    )
    add_printed(page, rows, columns, missing=missing)

"""What each column of a ledger was taken for, and changing it where it is wrong."""

from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from wenming.config.ledger import FIELDS
from wenming.exports import Column
from wenming.ingest.headings import PRIVATE
from wenming.ingest.listing import name_field
from wenming.ingest.results import LedgerReport, TableShape
from wenming.schema import BOUNDARIES, HANDED_IN
from wenming.tabular.headings import PRIVATE as LEFT_OUT
from wenming.tabular.headings import list_choices
from wenming.ui.frame import Page
from wenming.ui.tables import show_table
from wenming.ui.text import escape

_CHOSEN = "_columns_chosen"
_NONE = ""


def get_chosen() -> dict[str, str]:
    """The headings whose fields were changed in this session's upload (an empty text: to none)."""
    return dict(st.session_state.get(_CHOSEN, {}))


def forget_chosen() -> None:
    """Read the columns of what comes next by themselves again."""
    st.session_state.pop(_CHOSEN, None)


def offer_reset(page: Page) -> None:
    """A way back from changed columns, also where a file cannot be read with them."""
    t = page.t
    if chosen := get_chosen():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(t("data.columns_changed", count=len(chosen)), width="content")
            if st.button(t("data.columns_reset"), key="columns_reset", type="tertiary"):
                forget_chosen()
                st.rerun()


def show_columns(page: Page, read: Sequence[LedgerReport], table: str | None = None) -> None:
    """What each heading was taken for, folded away: most files need no look at it.

    A ledger's headings and those of another `table` can be taken for something else; a map's
    properties cannot.
    """
    t = page.t
    unknown = sum(
        column.field is None
        for report in read
        for shape in report.tables
        for column in shape.columns
    )
    with st.expander(t("data.understood", unknown=unknown), icon=":material/table_chart:"):
        st.caption(t("data.understood_caption"))
        columns = [
            Column("sheet", t("activities.field_sheet")),
            Column("rows", t("data.heading_rows"), "number_text"),
            Column("heading", t("data.heading")),
            Column("field", t("data.taken_for")),
            Column("why", t("data.taken_why")),
        ]
        for report in read:
            st.markdown(f"**{escape(report.file)}**")
            lines = [line for shape in report.tables for line in _tell_shape(page, shape, table)]
            show_table(page, pd.DataFrame(lines), columns, alt=report.file)
        if table != BOUNDARIES:
            st.markdown(t("data.columns_change"))
            _ask_fields(page, _list_headings(read), table)


def _ask_fields(page: Page, headings: dict[str, str], table: str | None) -> None:
    """A choice for each heading; the files are read anew as soon as one is changed."""
    chosen = get_chosen()
    never = PRIVATE if table is None else {LEFT_OUT}
    options = [_NONE, *(FIELDS if table is None else [*list_choices(HANDED_IN[table]), LEFT_OUT])]
    with st.grid(4, min_column_width=200, gap="small"):
        for number, (heading, field) in enumerate(headings.items()):
            wanted = st.selectbox(
                escape(heading),
                options,
                index=options.index(field),
                format_func=lambda name: _name_choice(page, name, table),
                # Another reading has other keys: a choice made for an earlier one is not repeated.
                key=f"column_{number}_{field}_{len(chosen)}",
                # What may name a person is dropped before anything is stored, and stays so.
                disabled=field in never,
            )
            if wanted != field:
                st.session_state[_CHOSEN] = chosen | {heading: wanted}
                st.rerun()


def _name_choice(page: Page, name: str, table: str | None) -> str:
    t = page.t
    if name == _NONE:
        return t("data.not_understood")
    return t("data.left_out") if name == LEFT_OUT else name_field(name, t, table)


def _list_headings(read: Sequence[LedgerReport]) -> dict[str, str]:
    """Each heading of the files once, with the field it was taken for."""
    return {
        column.heading: column.field or _NONE
        for report in read
        for shape in report.tables
        for column in shape.columns
    }


def _tell_shape(
    page: Page, shape: TableShape, table: str | None
) -> Iterator[dict[str, str | None]]:
    t = page.t
    rows = t("downloads.separator").join(map(str, shape.heading_rows))
    for column in shape.columns:
        if column.field is None:
            field = t("data.not_understood")
        elif column.field in PRIVATE:
            field = t("data.private", field=name_field(column.field, t))
        elif table is not None and column.field == LEFT_OUT:
            field = t("data.private", field=column.heading)
        else:
            field = name_field(column.field, t, table)
        yield {
            "sheet": shape.sheet or None,
            "rows": rows,
            "heading": column.heading,
            "field": field,
            "why": t(f"ledger.column.{column.why}") if column.why else None,
        }

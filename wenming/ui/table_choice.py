"""Which table is handed in, and its template to take away."""

from functools import partial

import streamlit as st

from wenming.schema import BOUNDARIES, HANDED_IN, LEDGER
from wenming.schema.words import name_table
from wenming.templates import build_template
from wenming.ui.faults import guard_file
from wenming.ui.frame import Page

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ask_table(page: Page) -> str:
    """The activity ledger unless another is chosen; its template is offered beside."""
    t = page.t
    with st.container(horizontal=True, vertical_alignment="bottom"):
        table = st.selectbox(
            t("data.what"),
            [LEDGER, *HANDED_IN, BOUNDARIES],
            format_func=lambda name: name_table(name, t),
            key="hand_in_table",
            help=t("data.what_help"),
        )
        if table != BOUNDARIES:
            offer_templates(page, table)
    return str(table)


def offer_templates(page: Page, table: str) -> None:
    """An empty workbook, and for other tables than the ledger one with what is stored."""
    t = page.t
    with st.popover(t("data.templates"), icon=":material/description:", key="templates"):
        st.caption(t("data.templates_caption"))
        for filled in (False,) if table == LEDGER else (False, True):
            st.download_button(
                t("data.template_filled" if filled else "data.template_empty"),
                data=guard_file(
                    partial(
                        build_template, table, page.district, t=t, store=page.store, filled=filled
                    ),
                    table,
                ),
                file_name=_name_file(page, table, filled=filled),
                mime=_XLSX,
                icon=":material/table:" if filled else ":material/draft:",
                key=f"template_{table}_{'filled' if filled else 'empty'}",
                on_click="ignore",
                width="stretch",
            )


def _name_file(page: Page, table: str, *, filled: bool) -> str:
    version = f"-v{page.store.version}" if filled else ""
    return f"{page.district.id}-{table}{version}.xlsx"

"""Tables and downloads: what a page shows, to read and as a file that says what it holds."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from wenming.exports import Column, Table, build_csv, build_xlsx
from wenming.reports import reference
from wenming.ui.faults import guard_file
from wenming.ui.frame import Page
from wenming.ui.tables import show_table

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_downloads(
    page: Page,
    frame: pd.DataFrame | Callable[[], pd.DataFrame],
    name: str,
    *,
    title: str,
    columns: Sequence[Column],
    notes: Sequence[tuple[str, str]] = (),
    filtered: bool = True,
    paint: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
    further: Callable[[], Sequence[tuple[str, Table]]] = tuple,
) -> None:
    """Offer a table as CSV and XLSX; the file is made only when somebody asks for it.

    `frame`, or what it returns, holds the `columns` in the page's language. `name` is the file's,
    in ASCII; `title` and `notes` stand in it. `filtered` is false for what no filter changes.
    In the workbook, `paint` gives the frame's cells their grounds, and `further` tables follow.
    """
    t = page.t
    about = (*_describe(page, title, filtered=filtered), *notes)

    def build() -> Table:
        rows = frame() if callable(frame) else frame
        return Table(about, tuple(columns), rows, paint(rows) if paint else None)

    file = _name_file(page, name, filtered=filtered)
    with st.popover(
        t("downloads.label"), icon=":material/download:", type="tertiary", key=f"download_{name}"
    ):
        st.download_button(
            t("downloads.csv"),
            data=guard_file(lambda: build_csv(build()), file),
            file_name=f"{file}.csv",
            mime="text/csv",
            icon=":material/csv:",
            key=f"download_{name}_csv",
            on_click="ignore",
            width="stretch",
        )
        sheets = t("downloads.notes_sheet"), t("downloads.data_sheet")
        st.download_button(
            t("downloads.xlsx"),
            data=guard_file(
                lambda: build_xlsx(
                    build(), notes_sheet=sheets[0], data_sheet=sheets[1], further=further()
                ),
                file,
            ),
            file_name=f"{file}.xlsx",
            mime=_XLSX,
            icon=":material/table:",
            key=f"download_{name}_xlsx",
            on_click="ignore",
            width="stretch",
        )


def offer_table(
    page: Page,
    table: pd.DataFrame,
    columns: Sequence[Column],
    *,
    name: str,
    title: str,
    label: str | None = None,
    missing: str = "—",
    notes: Sequence[tuple[str, str]] = (),
) -> None:
    """What a chart or map shows as a table behind a switch, and as a file.

    `label` stands at the switch; `missing` where nothing was reported; `notes` in the file.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = st.toggle(label or page.t("charts.table"), key=f"table_{name}")
        show_downloads(page, table, name, title=title, columns=columns, notes=notes)
    if shown:
        show_table(page, table, columns, alt=title, missing=missing)


def _describe(page: Page, title: str, *, filtered: bool) -> list[tuple[str, str]]:
    """What the file says before its rows: title, district, period, filters, version, marks."""
    t, filters = page.t, page.filters
    lines = [
        (t("downloads.title"), title),
        (t("downloads.district"), t.of(page.district.name)),
    ]
    if filtered:
        lines.append((t("downloads.period"), page.period))
        for kind, report, chosen in (
            ("street", reference.streets, filters.streets),
            ("level", reference.levels, filters.levels),
            ("theme", reference.themes, filters.themes),
        ):
            names = page.names(report)
            text = t("downloads.separator").join(names[key] for key in chosen or ())
            lines.append((t(f"frame.{kind}"), text or t(f"frame.all_{kind}")))
    version = t("frame.version", version=page.store.version, cutoff=t.day(page.store.cutoff))
    lines.append((t("downloads.version"), version))
    if page.district.is_sample:
        lines.append((t("downloads.mark"), t("frame.sample")))
    lines.append((t("downloads.reading"), t("downloads.how_to_read")))
    return lines


def _name_file(page: Page, name: str, *, filtered: bool) -> str:
    since, until = page.filters.since, page.filters.until
    period = f"-{since:%Y%m%d}-{until:%Y%m%d}" if filtered else ""
    return f"{page.district.id}-{name}{period}-v{page.store.version}"

"""The repair report: counts by outcome, what each column was understood as, each cell before and
after."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from wenming.exports import Column, Kind, Table
from wenming.ingest.listing import (
    CELL_COLUMNS,
    RowList,
    list_cells,
    list_value_columns,
    list_values,
    name_field,
)
from wenming.ingest.publishing import Judgement
from wenming.ingest.report import tell
from wenming.ingest.results import LedgerReport, Outcome
from wenming.palette import AFTER, BEFORE, OUTCOMES, UNDERSTOOD, lighten
from wenming.schema import BOUNDARIES
from wenming.schema.words import name_table
from wenming.tabular.publishing import TableJudgement
from wenming.ui.columns import show_columns
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.tables import configure_columns, show_table
from wenming.ui.text import escape

_LEDGER_KINDS: dict[str, Kind] = {
    "attendance": "count",
    "volunteers": "count",
    "service_hours": "rate",
}
_ROWS = 50  # ledger rows on a page
_PALE = 0.78  # of the way to white, so that text stays black on it
_THIN = "38"  # of 255: a ground through which light and dark pages show


def show_refusals(page: Page, judgement: Judgement) -> None:
    """One sentence for each file that cannot be taken."""
    for report in judgement.reports:
        if report.refused is not None:
            st.error(escape(tell(report.refused, page.t)), icon=":material/block:")


def show_report(page: Page, judgement: Judgement) -> None:
    """All there is to say of the files that were read."""
    read = [report for report in judgement.reports if report.refused is None]
    _show_counts(page, judgement, read)
    show_columns(page, read, find_table(judgement))
    _show_cells(page, judgement, read)


def find_table(judgement: Judgement) -> str | None:
    """The table that the files are of; None for ledgers."""
    return judgement.table if isinstance(judgement, TableJudgement) else None


def _find_finding(page: Page, judgement: Judgement, files: int) -> str:
    """What the counts come to, in a sentence."""
    t, counts = page.t, judgement.counts
    told = {"files": files, "rows": t.number(sum(counts.values()))}
    if isinstance(judgement, TableJudgement):
        told |= {"table": name_table(judgement.table, t), "added": t.number(judgement.added)}
        told |= {"changed": t.number(judgement.changed), "stored": t.number(judgement.stored)}
        return t("data.table_replaced" if judgement.replace else "data.table_finding", **told)
    taken = counts[Outcome.ACCEPTED] + counts[Outcome.REPAIRED]
    return t("data.finding", taken=t.number(taken), **told)


def _show_counts(page: Page, judgement: Judgement, read: Sequence[LedgerReport]) -> None:
    t = page.t
    counts = judgement.counts
    total = sum(counts.values())
    means = "means" if find_table(judgement) is None else "table_means"
    st.subheader(_find_finding(page, judgement, len(read)), anchor=False)
    with st.grid(5, min_column_width=150, gap="small"):
        for outcome in Outcome:
            st.metric(
                t(f"outcomes.{outcome}"),
                t.number(counts[outcome]),
                delta=t.percent(counts[outcome] / total if total else None),
                delta_color="off",
                delta_arrow="off",
                help=t(f"data.{means}_{outcome}"),
                border=True,
            )
    if len(read) > 1:
        _show_files(page, read)
    for report in read:
        for note in report.notes:
            st.caption(t("data.note", file=escape(report.file), note=escape(tell(note, t))))


def _show_files(page: Page, read: Sequence[LedgerReport]) -> None:
    t = page.t
    rows = [{"file": report.file, "rows": len(report.rows), **report.counts} for report in read]
    columns = [
        Column("file", t("activities.field_file")),
        Column("rows", t("data.rows"), "count"),
        *(Column(outcome.value, t(f"outcomes.{outcome}"), "count") for outcome in Outcome),
    ]
    show_table(page, pd.DataFrame(rows), columns, alt=t("data.by_file"))


def _show_cells(page: Page, judgement: Judgement, read: Sequence[LedgerReport]) -> None:
    t = page.t
    st.subheader(t("data.cells"), anchor=False)
    st.caption(t("data.cells_caption"))
    rows = _choose_rows(page, judgement, read)
    if not len(rows):
        st.info(t("data.no_such_rows"), icon=":material/search_off:")
        return
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        pages = -(-len(rows) // _ROWS)
        # A key for each choice: another choice begins at its first page again.
        ((_, first),) = rows.fetch(0, 1)
        key = f"cells_{pages}_{len(rows)}_{first.sheet}_{first.row}"
        number = st.pagination(pages, key=key, width="stretch") if pages > 1 else 1
        _offer_files(page, judgement, rows)
    table = find_table(judgement)
    shown = list_cells(rows.fetch((number - 1) * _ROWS, number * _ROWS), t, table)
    columns = _list_cell_columns(page, table)
    if len(read) == 1:
        columns = [column for column in columns if column.key != "file"]
    keys = [column.key for column in columns]
    grounds = _paint_cells(shown, thin=True)[keys]
    configured = configure_columns(columns)
    for key in ("title", "before", "after", "reason"):
        configured[key]["width"] = "medium"
    place.dataframe(
        shown[keys].style.apply(lambda _: _spell_grounds(grounds), axis=None),
        column_config=configured,
        hide_index=True,
        height=560 if len(shown) > 15 else "content",
        placeholder="—",
        alt=t("data.cells"),
    )


def _choose_rows(page: Page, judgement: Judgement, read: Sequence[LedgerReport]) -> RowList:
    """The rows of the outcomes and the file that are asked for."""
    t = page.t
    counts = judgement.counts
    present = [outcome for outcome in Outcome if counts[outcome]]
    with st.container(horizontal=True, vertical_alignment="center"):
        outcomes = st.pills(
            t("activities.field_outcome"),
            present,
            selection_mode="multi",
            format_func=lambda outcome: t(
                "data.outcome_count",
                outcome=t(f"outcomes.{outcome}"),
                count=t.number(counts[outcome]),
            ),
            key="cells_outcomes",
            label_visibility="collapsed",
        )
        file = None
        if len(read) > 1:
            file = st.selectbox(
                t("activities.field_file"),
                range(len(read)),
                index=None,
                format_func=lambda number: read[number].file,
                placeholder=t("data.all_files"),
                label_visibility="collapsed",
                key="cells_file",
            )
    chosen = read if file is None or file >= len(read) else [read[file]]
    return RowList(chosen, outcomes)


def _list_cell_columns(page: Page, table: str | None) -> list[Column]:
    t = page.t
    titles = {} if table is None else {"title": "record"}
    known = {"file": "file", "sheet": "sheet", "row": "row_number", "outcome": "outcome"}
    return [
        Column(
            key,
            t(f"activities.field_{known[key]}")
            if key in known
            else t(f"data.cell_{titles.get(key, key)}"),
            "count" if key == "row" else "text",
        )
        for key in CELL_COLUMNS
    ]


def _offer_files(page: Page, judgement: Judgement, rows: RowList) -> None:
    """The chosen rows as files: each cell before and after, and each row as it was taken."""
    t, table = page.t, find_table(judgement)
    counts = t("downloads.separator").join(
        t("data.outcome_count", outcome=t(f"outcomes.{outcome}"), count=t.number(count))
        for outcome, count in judgement.counts.items()
    )
    notes = [
        (t("data.all_rows"), counts),
        (t("data.compared_with"), t("data.version", version=judgement.version)),
        (t("data.colours"), t("data.colours_mean")),
    ]
    show_downloads(
        page,
        lambda: list_cells(rows, t, table),
        "repairs",
        title=t("data.cells"),
        columns=_list_cell_columns(page, table),
        notes=notes,
        filtered=False,
        paint=lambda frame: _paint_cells(frame, thin=False),
        further=lambda: (
            [] if table == BOUNDARIES else [(t("data.rows_sheet"), _build_rows(page, rows, table))]
        ),
    )


def _build_rows(page: Page, rows: RowList, table: str | None) -> Table:
    t = page.t
    frame = list_values(rows, t, table)
    kinds = _LEDGER_KINDS if table is None else {}
    columns = (
        *(Column(key, t(f"activities.field_{key}")) for key in ("file", "sheet")),
        Column("row", t("activities.field_row_number"), "count"),
        Column("outcome", t("activities.field_outcome")),
        *(
            Column(key, name_field(key, t, table), kinds.get(key, "text"))
            for key in list_value_columns(table)
        ),
        Column("reason", t("data.cell_reason")),
    )
    return Table((), columns, frame, _paint_rows(frame))


def _paint_cells(frame: pd.DataFrame, *, thin: bool) -> pd.DataFrame:
    """Grounds: the outcome's, and before and after of a cell that changed."""
    colours = pd.DataFrame(None, index=frame.index, columns=frame.columns, dtype=object)

    def ground(colour: str) -> str:
        return f"{colour}{_THIN}" if thin else lighten(colour, _PALE)

    colours["outcome"] = [ground(OUTCOMES[outcome]) for outcome in frame["outcome_id"]]
    repaired, understood = frame["counts"] == True, frame["counts"] == False  # noqa: E712
    colours.loc[repaired, "before"], colours.loc[repaired, "after"] = ground(BEFORE), ground(AFTER)
    colours.loc[understood, "after"] = ground(UNDERSTOOD)
    return colours


def _paint_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Grounds: the outcome's, and those of values that were repaired or understood."""
    records = []
    for row in frame.to_dict("records"):
        colours = {"outcome": lighten(OUTCOMES[row["outcome_id"]], _PALE)}
        colours |= dict.fromkeys(row["understood"], lighten(UNDERSTOOD, _PALE))
        colours |= dict.fromkeys(row["repaired"], lighten(AFTER, _PALE))
        records.append(colours)
    return pd.DataFrame(records, index=frame.index, columns=frame.columns, dtype=object)


def _spell_grounds(colours: pd.DataFrame) -> pd.DataFrame:
    return colours.map(lambda colour: f"background-color: {colour}" if pd.notna(colour) else "")

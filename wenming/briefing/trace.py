"""From a figure of a pack back to the rows it stands on, read from the pack's own annex."""

from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd

from wenming.briefing.annex import FIGURES_SHEET, REPORTED, ROWS_SHEET
from wenming.errors import WenmingError

ANNEX = "annex.xlsx"
_COUNTED = ("number", "of", "command")  # of the sheet of rows


@dataclass(frozen=True)
class Traced:
    """One figure and what it stands on: its entry, and rows with the name of their sheet.

    `of` is how many rows there are where the sheet lists only the first `listed`; `command` gives
    all of them.
    """

    entry: dict[str, str]
    sheet: str | None
    rows: pd.DataFrame
    listed: int = 0
    of: int = 0
    command: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether the pack lists fewer rows than there are."""
        return self.listed < self.of


def trace(figure: str, pack: Path) -> list[Traced]:
    """The figure, and after it the figures it was computed from, each with its rows.

    Raises WenmingError when the folder holds no pack, or the pack no such figure.
    """
    with _open(pack) as book:
        entries = _read(book, FIGURES_SHEET).fillna("").set_index("id", drop=False)
        if figure not in entries.index:
            raise WenmingError("briefing.no_figure", figure=figure, pack=pack)
        known = _read(book, ROWS_SHEET).fillna("").set_index("rows")
        sheets: dict[str, pd.DataFrame] = {}
        traced: list[Traced] = []
        waiting = [figure]
        while waiting:
            entry = {str(key): str(value) for key, value in entries.loc[waiting.pop(0)].items()}
            sheet = entry["detail"] or entry["rows"]
            where = entry["detail_where"] if entry["detail"] else entry["where"]
            if sheet and sheet not in sheets:
                sheets[sheet] = _read(book, sheet[:31])
            rows = choose(sheets[sheet], where) if sheet else pd.DataFrame()
            found = Traced(entry, sheet or None, rows)
            if sheet:
                listed, of, command = (str(known.at[sheet, name]) for name in _COUNTED)
                found = replace(found, listed=int(listed), of=int(of), command=command)
            traced.append(found)
            waiting.extend(entry["parts"].split())
        return traced


def choose(frame: pd.DataFrame, where: str) -> pd.DataFrame:
    """The rows that meet a condition as the annex writes it: `street_id=s1; attendance≠`."""
    for condition in filter(None, where.split("; ")):
        if condition.endswith(REPORTED):
            frame = frame[frame[condition.removesuffix(REPORTED)].notna()]
            continue
        column, _, value = condition.partition("=")
        frame = frame[frame[column].fillna("") == value]
    return frame


def _open(pack: Path) -> pd.ExcelFile:
    try:
        book = pd.ExcelFile(pack / ANNEX)
    except (FileNotFoundError, BadZipFile, ValueError):
        raise WenmingError("briefing.no_pack", pack=pack) from None
    if FIGURES_SHEET not in book.sheet_names:
        raise WenmingError("briefing.no_pack", pack=pack)
    return book


def _read(book: pd.ExcelFile, sheet: str) -> pd.DataFrame:
    """A sheet as text; an empty cell is missing. Days come back with a midnight nobody wrote."""
    frame = pd.read_excel(book, sheet_name=sheet, dtype="string")
    return frame.replace(r" 00:00:00$", "", regex=True)

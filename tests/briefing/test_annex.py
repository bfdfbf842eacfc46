"""The annex leads from every number to its rows, and `trace` walks that way."""

from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pytest
from openpyxl import load_workbook
from rich.console import Console

from tests.briefing.conftest import compose
from tests.conftest import SAMPLE
from wenming.briefing.annex import build_annex
from wenming.briefing.bound import compute
from wenming.briefing.paper import Paper
from wenming.briefing.sources import Material
from wenming.briefing.trace import trace
from wenming.cli.briefing import print_traced
from wenming.cli.output import Format
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.store import Snapshot


@pytest.fixture(scope="module")
def figures(pack_folder: Path) -> pd.DataFrame:
    return pd.read_excel(pack_folder / "annex.xlsx", sheet_name="figures", dtype="string")


def test_every_figure_has_value_rule_and_version(
    figures: pd.DataFrame, half_year: tuple[Material, Paper]
) -> None:
    assert set(half_year[0].ledger.figures) <= set(figures["id"])
    assert figures[["id", "text", "rule", "version"]].notna().all().all()
    assert set(figures["version"]) == {"1"}


def test_a_figure_computed_from_rows_comes_out_of_the_rows_in_the_file(
    figures: pd.DataFrame, pack_folder: Path
) -> None:
    """Nobody needs the store to check a pack: its own sheets give the numbers again."""
    book = pd.read_excel(pack_folder / "annex.xlsx", sheet_name=None)
    checked = 0
    for entry in figures[
        figures["rule"].isin(["sum", "total", "count", "max", "distinct"])
    ].itertuples():
        frame = book[entry.rows]
        where = [] if pd.isna(entry.where) else entry.where.split("; ")
        for condition in where:
            column, _, value = condition.partition("=")
            frame = frame[frame[column].astype("string").fillna("") == value]
        column = None if pd.isna(entry.column) else entry.column
        value = compute(entry.rule, frame, column)
        assert (value is None) == pd.isna(entry.value), entry.id
        if value is not None:
            assert value == pytest.approx(float(entry.value)), entry.id
        checked += 1
    assert checked > 50


def test_ledger_rows_behind_a_total_add_up_to_it(pack_folder: Path) -> None:
    (held,) = trace("activities_held.now", pack_folder)
    assert len(held.rows) == int(held.entry["value"])
    (attendance,) = trace("attendance.now", pack_folder)
    assert pd.to_numeric(attendance.rows["attendance"]).sum() == int(attendance.entry["value"])
    assert {"file", "row_number"} <= set(held.rows.columns)


def test_ledger_rows_behind_a_streets_number_are_its_own(pack_folder: Path) -> None:
    (street,) = trace("street.440511016.activities", pack_folder)

    log = pd.read_csv(SAMPLE / "activities.csv", dtype="string")
    expected = log[log["activity_id"].isin(street.rows["activity_id"])]
    assert len(street.rows) == int(street.entry["value"]) == len(expected)
    assert set(street.rows["street_id"]) == {"440511016"}


def test_a_change_leads_to_both_its_figures(pack_folder: Path) -> None:
    traced = [each.entry["id"] for each in trace("activities_held.on_year", pack_folder)]

    assert traced == [
        "activities_held.on_year",
        "activities_held.now",
        "activities_held.year_before",
    ]


def test_the_command_beside_the_rows_gives_them_again(pack_folder: Path) -> None:
    rows = pd.read_excel(pack_folder / "annex.xlsx", sheet_name="rows", dtype="string")
    headline = rows.set_index("rows").loc["headline_now"]

    assert headline["command"] == (
        "wenming report overview__headline --from 2021-01-01 --to 2021-06-30 --version 1"
    )


def test_rows_that_are_not_all_listed_are_counted_and_can_be_had(
    sample: Snapshot, tmp_path: Path
) -> None:
    with patch("wenming.briefing.sources.LEDGER_ROWS", 40):
        material, paper = compose(sample)
    (tmp_path / "annex.xlsx").write_bytes(build_annex(material, paper))

    (held,) = trace("activities_held.now", tmp_path)
    assert (held.is_cut, held.listed, held.of, len(held.rows)) == (True, 40, 819, 40)
    assert held.command.endswith("--set rows=819 --version 1")
    with StringIO() as told:
        print_traced([held], Format.table, Console(file=told, width=200), Translator("en"))
        assert "activities_now: 40 of 819 rows listed" in told.getvalue()


def test_no_cell_is_a_formula(pack_folder: Path) -> None:
    book = load_workbook(pack_folder / "annex.xlsx", read_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_a_figure_that_there_is_not_is_an_error(pack_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WenmingError) as error:
        trace("nothing", pack_folder)
    assert error.value.key == "briefing.no_figure"
    with pytest.raises(WenmingError) as error:
        trace("activities_held.now", tmp_path)
    assert error.value.key == "briefing.no_pack"

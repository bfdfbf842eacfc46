"""What every report says of the sample: a change of a figure shows as a change of these files.

After a change that was meant, write them anew with `WENMING_GOLDENS=write` and read the diff.
"""

import inspect
import io
import os
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from wenming.filters import Filters
from wenming.reports import find_reports
from wenming.store import Snapshot

FOLDER = Path(__file__).parent / "goldens"
FILTERS = Filters(date(2021, 1, 1), date(2021, 6, 30))
VALUES: dict[str, Any] = {
    "activity_id": "JP-A-02000",
    "as_of": date(2021, 7, 7),
    "batch_id": "jinping-sites",
    "limit": 5,
    "number": 1,
    "offset": 10,
    "rows": 5,
    "search": "端午",
    "site_id": "JP-I-009",
}
# When and under which path a file came in differs from run to run.
UNSTABLE = {"created_at", "imported_at", "sha256"}
_MOST = 60


def run_report(name: str, store: Snapshot) -> pd.DataFrame:
    function = find_reports()[name]
    parameters = inspect.signature(function).parameters
    values = {
        key: VALUES[key]
        for key, parameter in parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY and key in VALUES
    }
    arguments = (FILTERS,) if "filters" in parameters else ()
    return function(store, *arguments, **values)


def spell(frame: pd.DataFrame) -> str:
    """The frame's first rows as CSV, and of a long one how many there are and their sums."""
    frame = frame[[column for column in frame.columns if column not in UNSTABLE]]
    text = io.StringIO()
    frame.head(_MOST).to_csv(text, index=False, float_format="%.6f", lineterminator="\n")
    if len(frame) > _MOST:
        sums = frame.select_dtypes("number").sum().round(4).to_dict()
        text.write(f"# {len(frame)} rows; sums: {sums}\n")
    return text.getvalue()


@pytest.mark.parametrize("name", sorted(find_reports()))
def test_a_report_says_of_the_sample_what_it_said_before(name: str, sample: Snapshot) -> None:
    path = FOLDER / f"{name}.csv"
    found = spell(run_report(name, sample))
    if os.environ.get("WENMING_GOLDENS") == "write":
        path.write_text(found, encoding="utf-8")

    assert path.exists(), f"no golden for {name}: see the head of this file"
    assert found == path.read_text(encoding="utf-8")


def test_no_golden_outlives_its_report() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(find_reports())

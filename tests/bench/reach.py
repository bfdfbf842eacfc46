"""Server time of the reach page's parts, with few places of residents and with many.

`python -m tests.bench.reach` measures this alone, in three minutes.
"""

import sys
import time
from pathlib import Path
from unittest.mock import patch

import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.bench.stores import build_peopled
from tests.bench.times import Times, build_table, tell_milliseconds
from wenming.config.places import PROJECT
from wenming.store import Store

_POINTS = [10_000, 1_000_000]
_ROUNDS = 3
_PARTS = {
    "who is reached": {"part": "reach"},
    "… with clusters": {"part": "reach", "clusters": "true"},
    "support needed": {"part": "needs"},
    "where to go next": {"part": "next"},
    "new stations, older residents": {"part": "next", "purpose": "stations", "older": "true"},
    "access and fairness": {"part": "fairness"},
    "month by month": {"part": "growth"},
    "this year's pace": {"part": "pace"},
}


def measure_reach() -> str:
    """A table of parts: cold (nothing kept) and warm, for each number of places."""
    peopled = [build_peopled(points) for points in _POINTS]
    rows = []
    for name, query in _PARTS.items():
        _run_on(*peopled[0], query)  # libraries are loaded before anything counts
        row = [name]
        for store, district in peopled:
            row += map(tell_milliseconds, _time_part(store, district, query))
        rows.append(row)
    head = [f"{points:,} places, {kind}" for points in _POINTS for kind in ("cold", "warm")]
    return build_table(["part", *head], rows)


def _time_part(store: Store, district: Path, query: dict[str, str]) -> tuple[Times, Times]:
    cold, warm = [], []
    for _ in range(_ROUNDS):
        st.cache_data.clear()
        st.cache_resource.clear()
        cold.append(_run_on(store, district, query))
        warm.append(_run_on(store, district, query))
    return Times(tuple(cold)), Times(tuple(warm))


def _run_on(store: Store, district: Path, query: dict[str, str]) -> float:
    """Seconds of a new visitor's page, on the clock."""
    environment = {"WENMING_STORE": str(store.folder), "WENMING_DISTRICT": str(district)}
    page = AppTest.from_file(PROJECT / "pages" / "reach.py", default_timeout=600)
    for key, value in query.items():
        page.query_params[key] = value
    with patch.dict("os.environ", environment):
        started = time.perf_counter()
        page.run()
        seconds = time.perf_counter() - started
    assert not page.exception, page.exception
    return seconds


if __name__ == "__main__":
    sys.stdout.write(f"{measure_reach()}\n")

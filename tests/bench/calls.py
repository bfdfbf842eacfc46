"""What a page asks of the store: recorded from the page itself, and asked again."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pandas as pd
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.bench.times import Times
from tests.conftest import SAMPLE
from wenming.config.places import PROJECT
from wenming.filters import Filters
from wenming.store import Snapshot, Store


@dataclass(frozen=True)
class Call:
    """One report that was asked for, with its filters and values."""

    report: str
    filters: Filters | None
    values: tuple[tuple[str, Any], ...]

    def answer(self, store: Snapshot) -> pd.DataFrame:
        return store.run(self.report, self.filters, **dict(self.values))


def answer_all(calls: Sequence[Call], store: Snapshot) -> list[pd.DataFrame]:
    return [call.answer(store) for call in calls]


def record_page(page: str, store: Store, **query: str) -> list[Call]:
    """The calls that a page makes when it is opened with an empty cache, in their order."""
    calls: list[Call] = []
    answer = Snapshot.run

    def record(
        self: Snapshot, report: str, filters: Filters | None = None, **values: Any
    ) -> pd.DataFrame:
        calls.append(Call(report, filters, tuple(sorted(values.items()))))
        return answer(self, report, filters, **values)

    with patch.object(Snapshot, "run", record):
        visit_page(page, store, **query)
    return calls


def visit_page(page: str, store: Store, **query: str) -> None:
    """Run a page's script once, as for a visitor who finds nothing cached."""
    st.cache_data.clear()
    st.cache_resource.clear()
    environment = {"WENMING_STORE": str(store.folder), "WENMING_DISTRICT": str(SAMPLE)}
    with patch.dict("os.environ", environment):
        run = AppTest.from_file(PROJECT / "pages" / f"{page}.py", default_timeout=600)
        for key, value in query.items():
            run.query_params[key] = value
        run.run()
    assert not run.exception, run.exception


def time_rounds(answers: dict[str, Callable[[], object]], *, rounds: int) -> dict[str, Times]:
    """Each answer's seconds, a round of all after another, so that what else the machine does
    falls on all alike. A round before these fills caches.
    """
    taken: dict[str, list[float]] = {name: [] for name in answers}
    for _ in range(rounds + 1):
        for name, answer in answers.items():
            with _no_garbage_collection():
                started = time.perf_counter()
                answer()
                taken[name].append(time.perf_counter() - started)
    return {name: Times(tuple(seconds[1:])) for name, seconds in taken.items()}


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

"""How long the pages of the network take with fifty times its sites, teams and orders."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from tests.bench.calls import answer_all, record_page, time_rounds, visit_page
from tests.bench.stores import clear_folder, record_batch
from tests.bench.times import build_table, tell_milliseconds, tell_ratio
from tests.conftest import SAMPLE
from wenming.config import load_district
from wenming.store import Store, open_snapshot
from wenming.store.build import build_marts, build_store
from wenming.store.check import verify

_SITES, _TEAMS, _ORDERS = 10_000, 5_000, 1_000_000
_ROUNDS = 5
_HERE = Path(__file__).parent
_PARTS = {
    "more_sites": ("sites", {"sites": _SITES}),
    "more_teams": ("teams", {"teams": _TEAMS}),
    "more_orders": ("service_orders", {"orders": _ORDERS}),
    "copied_activities": ("activities", {}),
}
_VISITS = {
    "sites": ("sites", {}),
    "sites, a card": ("sites", {"site": "JP-S-005002"}),
    "volunteers": ("volunteers", {}),
    "exchange": ("exchange", {}),
    "projects": ("projects", {}),
    "online": ("online", {}),
    "methods": ("methods", {}),
}


def build_network() -> Store:
    """The sample with copies of its sites and their logs, its teams and its orders.

    The store of an earlier run is used again if nothing it holds changed.
    """
    store = Store(clear_folder() / "network")
    if store.current() is None:
        build_store(store, load_district(SAMPLE))
    if store.current() == 1:
        store.publish(_add, action="import", note="bench")
    return store


def _add(connection: duckdb.DuckDBPyConnection) -> None:
    for name, (table, values) in _PARTS.items():
        sql = (_HERE / f"{name}.sql").read_text(encoding="utf-8")
        connection.execute(f"insert into {table} by name {sql}", values)
    record_batch(connection)
    build_marts(connection)
    verify(connection)


def describe_network(store: Store) -> str:
    """What the store holds, in words."""
    held = store.describe(store.require_current()).activities
    return f"{_SITES:,} sites, {_TEAMS:,} teams, {_ORDERS:,} orders and {held:,} activities"


def measure_network(small: Store, large: Store) -> str:
    """The table of the network's pages: their data, and the whole run of their scripts."""
    stores = (small, large)
    snapshots = [open_snapshot(store) for store in stores]
    rows = []
    for name, (page, query) in _VISITS.items():
        answers: dict[str, Callable[[], object]] = {}
        for size, store, snapshot in zip(("small", "large"), stores, snapshots, strict=True):
            calls = record_page(page, store, **query)
            answers[f"data {size}"] = partial(answer_all, calls, snapshot)
            answers[f"page {size}"] = partial(visit_page, page, store, **query)
        times = time_rounds(answers, rounds=_ROUNDS)
        row = [name]
        for part in ("data", "page"):
            before, after = times[f"{part} small"], times[f"{part} large"]
            told = [tell_milliseconds(before), tell_milliseconds(after)]
            row += [*told, tell_ratio(after.over(before))]
        rows.append(row)
    head = ["page", "data, sample", "data, large", "ratio"]
    return build_table([*head, "script, sample", "script, large", "ratio"], rows)

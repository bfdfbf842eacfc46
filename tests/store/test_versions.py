"""Versions are immutable, published whole, and never lost."""

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.conftest import SAMPLE, make_store
from wenming.config.places import PROJECT
from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.build import build_marts
from wenming.store.check import check_store


def count_activities(store: Store) -> int:
    frame = open_snapshot(store).run("reference__version")
    return int(frame["activities"].iloc[0])


def drop_newest(connection: duckdb.DuckDBPyConnection) -> None:
    """A change to publish: one counted activity fewer."""
    connection.execute(
        "delete from activities where activity_id = (select max(activity_id) from activities)"
    )
    build_marts(connection)


def test_a_reader_keeps_its_version_while_a_new_one_is_published(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    reader = open_snapshot(store)
    before = reader.run("reference__version")

    store.publish(drop_newest, action="import")

    assert reader.run("reference__version").equals(before)
    assert count_activities(store) == before["activities"].iloc[0] - 1


def test_a_version_once_published_never_changes(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    first = store.path(1).read_bytes()

    store.publish(drop_newest, action="import")
    store.undo()
    check_store(store)

    assert store.path(1).read_bytes() == first


def test_undo_names_the_version_the_current_was_built_on(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.publish(drop_newest, action="import")
    store.publish(drop_newest, action="import")

    assert store.undo() == 2
    assert store.undo() == 1
    with pytest.raises(WenmingError, match="nothing_to_undo"):
        store.undo()
    assert store.publish(drop_newest, action="import") == 4
    assert store.describe(4).parent == 1
    assert store.published() == (1, 2, 3, 4)


def test_a_change_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("[vc]*")}

    def fail(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("delete from activities")
        raise WenmingError("errors.no_store", store="x")

    with pytest.raises(WenmingError):
        store.publish(fail, action="import")

    assert {path.name: path.read_bytes() for path in tmp_path.glob("[vc]*")} == before


def test_two_at_once_are_both_in(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    before = count_activities(store)
    threads = [
        threading.Thread(target=store.publish, args=(drop_newest,), kwargs={"action": "import"})
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert store.published() == (1, 2, 3, 4)
    assert count_activities(store) == before - 3


def test_who_looked_at_an_older_version_is_told_to_look_again(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.publish(drop_newest, action="import")

    with pytest.raises(WenmingError, match="store_moved"):
        store.publish(drop_newest, action="import", expected=1)
    assert store.current() == 2


def test_leftovers_of_a_killed_publication_go_with_the_next(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    orphan, building = tmp_path / "v000002.duckdb", tmp_path / "v000003.duckdb.building"
    orphan.write_bytes(b"never named in current.json")
    building.write_bytes(b"half")
    spilled = tmp_path / "v000003.duckdb.building.tmp"  # what did not fit in memory
    spilled.mkdir()
    (spilled / "duckdb_temp_block-1.block").write_bytes(b"half")

    assert check_store(store) == [1]
    assert store.publish(drop_newest, action="import") == 2
    assert check_store(store) == [1, 2]
    assert not building.exists()
    assert not spilled.exists()


PUBLISH_FOREVER = """
from pathlib import Path
import sys
from tests.store.test_versions import drop_newest
from wenming.store import Store
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    store.publish(drop_newest, action="import")
"""


@pytest.mark.slow
def test_killed_at_any_moment_the_store_is_whole(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    for attempt in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", PUBLISH_FOREVER, str(tmp_path)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            try:
                process.wait(0.05 + attempt * 0.037)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        assert check_store(store) == list(store.published())
        assert store.describe(store.require_current()).number == store.current()


@pytest.mark.parametrize("damage", ["", "{", '{"version": 1}', '{"version": "x", "published": []}'])
def test_a_damaged_pointer_is_one_sentence(tmp_path: Path, damage: str) -> None:
    (tmp_path / "current.json").write_text(damage)

    with pytest.raises(WenmingError, match="store_unreadable"):
        open_snapshot(Store(tmp_path))


def test_a_damaged_version_is_found(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    size = store.path(1).stat().st_size
    with store.path(1).open("r+b") as file:
        file.truncate(size // 2)

    with pytest.raises(WenmingError, match="store_unreadable"):
        check_store(store)


def test_a_version_of_an_older_release_is_one_sentence(tmp_path: Path) -> None:
    store = make_store(tmp_path)

    def drop_a_mart(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("drop table site_months")

    store.publish(drop_a_mart, action="import")

    with pytest.raises(WenmingError) as caught:
        open_snapshot(store)
    assert caught.value.key == "errors.store_older"
    assert open_snapshot(store, 1).version == 1


def test_a_version_whose_macros_are_older_is_not_read_by_other_rules(tmp_path: Path) -> None:
    store = make_store(tmp_path)

    def drop_a_macro(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("drop macro months_silent")

    store.publish(drop_a_macro, action="import")

    with pytest.raises(WenmingError) as caught:
        open_snapshot(store)
    assert caught.value.key == "errors.store_older"


def test_no_report_looks_beyond_the_cut_off(riverton: Snapshot) -> None:
    """The second district's log ends on 18 June 2021."""
    known, year = (Filters(date(2021, 1, 1), date(2021, month, 18)) for month in (6, 12))

    assert riverton.cutoff == date(2021, 6, 18)
    assert riverton.known_since == date(2020, 1, 1)
    for report in ("overview__silent_by_site", "overview__sites_by_month", "overview__headline"):
        assert riverton.run(report, year).equals(riverton.run(report, known))


def test_checking_a_version_of_an_older_release_says_that_it_is(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with duckdb.connect(str(store.path(1))) as connection:
        connection.execute("drop table waiting_repeats")

    with pytest.raises(WenmingError) as caught:
        check_store(store)
    assert caught.value.key == "errors.store_older"


def test_an_inconsistent_version_is_found(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with duckdb.connect(str(store.path(1))) as connection:
        connection.execute("delete from counted_activities where title like 'Story%'")

    with pytest.raises(WenmingError, match="tallies_add_up"):
        check_store(store)


@pytest.mark.parametrize(
    "change",
    [
        "delete from order_tallies where starts = '2021-05-01' and is_month",
        "delete from order_waits where starts = '2021-05-01' and is_month",
    ],
)
def test_orders_that_do_not_add_up_are_found(tmp_path: Path, change: str) -> None:
    store = make_store(tmp_path, SAMPLE)
    with duckdb.connect(str(store.path(1))) as connection:
        connection.execute(change)

    with pytest.raises(WenmingError, match="order_tallies_add_up"):
        check_store(store)


def test_a_reader_can_neither_write_nor_reach_files(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    cursor = open_snapshot(store)._connection.cursor()

    for attempt in (
        "delete from activities",
        "from read_csv('/etc/hostname')",
        "set enable_external_access = true",
        "install httpfs",
    ):
        with pytest.raises(duckdb.Error):
            cursor.execute(attempt)


def test_a_version_can_be_described_and_checked_while_it_is_read(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    reader = open_snapshot(store)

    assert store.describe(1).activities == count_activities(store)
    assert check_store(store) == [1]
    assert len(reader.run("reference__version")) == 1


def test_without_a_store_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WenmingError, match="no_store"):
        open_snapshot(Store(tmp_path))


def test_current_json_is_all_that_names_a_version(tmp_path: Path) -> None:
    store = make_store(tmp_path)

    assert json.loads((tmp_path / "current.json").read_text()) == {"version": 1, "published": [1]}
    assert [path.name for path in tmp_path.glob("*.building*")] == []
    assert store.current() == 1

"""Versions are immutable, published whole, and never lost."""

import json
import threading
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.conftest import RIVERTON, SAMPLE, make_store
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.store import Snapshot, Store, open_snapshot
from wenming.store.build import build_marts, build_store
from wenming.store.check import check_store
from wenming.store.sql import find_parameters, list_sql, load_sql


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
    building = tmp_path / "v000003.duckdb.building"
    building.write_bytes(b"half")
    log = tmp_path / "v000003.duckdb.building.wal"
    log.write_bytes(b"half")
    spilled = tmp_path / "v000003.duckdb.building.tmp"  # what did not fit in memory
    spilled.mkdir()
    (spilled / "duckdb_temp_block-1.block").write_bytes(b"half")

    assert check_store(store) == [1]
    assert store.publish(drop_newest, action="import") == 4  # no number is given twice
    assert check_store(store) == [1, 4]
    assert not building.exists()
    assert not log.exists()
    assert not spilled.exists()


def test_what_nobody_can_account_for_stays(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    copied = tmp_path / "v000002.duckdb.bak"
    copied.write_bytes(store.path(1).read_bytes())
    (tmp_path / "v000003.duckdb.d").mkdir()
    note = tmp_path / "v000003.duckdb.d" / "why.txt"
    note.write_text("kept for the audit")
    unreadable = tmp_path / "v000004.duckdb"
    unreadable.write_bytes(b"no version, but called one")

    assert store.publish(drop_newest, action="import") == 5
    store.undo()

    assert copied.read_bytes() == store.path(1).read_bytes()
    assert note.read_text() == "kept for the audit"
    assert unreadable.read_bytes() == b"no version, but called one"
    assert store.unlisted() == (4,)


def test_an_older_pointer_of_a_backup_costs_no_version(own: Store) -> None:
    pointer = own.folder / "current.json"
    pointer.write_text('{"version": 1, "published": [1]}\n')
    before = {number: own.path(number).read_bytes() for number in (2, 3)}

    assert own.publish(drop_newest, action="import") == 4

    assert own.describe(4).parent == 1
    assert own.unlisted() == (2, 3)
    assert {number: own.path(number).read_bytes() for number in (2, 3)} == before


def test_none_is_built_where_a_version_stands(own: Store) -> None:
    (own.folder / "current.json").unlink()
    before = sorted(path.name for path in own.folder.iterdir())

    with pytest.raises(WenmingError) as caught:
        build_store(own, load_district(RIVERTON))
    assert caught.value.key == "errors.pointer_missing"
    with pytest.raises(WenmingError) as caught:
        own.publish(drop_newest, action="import")
    assert caught.value.key == "errors.pointer_missing"

    assert sorted(path.name for path in own.folder.iterdir()) == before


def test_of_two_who_build_the_first_at_once_one_is_told(tmp_path: Path) -> None:
    store, told = Store(tmp_path), []

    def build() -> None:
        try:
            build_store(store, load_district(RIVERTON))
        except WenmingError as error:
            told.append(error.key)

    threads = [threading.Thread(target=build) for _ in range(2)]
    with store.turn():  # until both have found the folder empty
        for thread in threads:
            thread.start()
        queue = tmp_path / "publish.queue"
        while len(list(queue.glob("*.ticket"))) < 3:
            time.sleep(0.01)
    for thread in threads:
        thread.join()

    assert told == ["errors.store_exists"]
    assert check_store(store) == [1]


def damage(store: Store, number: int) -> None:
    """Cut a version's file in half."""
    size = store.path(number).stat().st_size
    with store.path(number).open("r+b") as file:
        file.truncate(size // 2)


@pytest.mark.parametrize("harm", [damage, lambda store, number: store.path(number).unlink()])
def test_checking_goes_on_past_an_old_version_that_is_not_whole(own: Store, harm) -> None:  # type: ignore[no-untyped-def]
    harm(own, 2)
    problems: dict[int, str] = {}

    whole = check_store(
        own, on_problem=lambda number, problem: problems.update({number: problem.key})
    )

    assert whole == [1, 3]
    assert problems.keys() == {2}
    assert problems[2] in ("errors.version_damaged", "errors.version_missing")
    assert own.publish(drop_newest, action="import") == 4


@pytest.mark.parametrize("harm", [damage, lambda store, number: store.path(number).unlink()])
def test_a_current_version_that_is_not_whole_is_told_with_what_helps(own: Store, harm) -> None:  # type: ignore[no-untyped-def]
    harm(own, 2)
    harm(own, 3)
    keys = {"errors.current_damaged", "errors.current_missing"}

    for attempt in (
        lambda: check_store(Store(own.folder), on_problem=raise_for(3)),
        lambda: open_snapshot(own),
        lambda: own.publish(drop_newest, action="import"),
        lambda: own.describe(3),
    ):
        with pytest.raises(WenmingError) as caught:
            attempt()
        assert caught.value.key in keys
        assert caught.value.params["to"] == 1  # 2 is not whole either

    skipped: list[WenmingError] = []
    assert own.undo(on_skip=skipped.append) == 1
    assert [error.params["version"] for error in skipped] == [3, 2]
    assert open_snapshot(own).version == 1
    assert own.publish(drop_newest, action="import") == 4


def raise_for(wanted: int):  # type: ignore[no-untyped-def]
    """What raises the problem of one version and leaves those of others."""

    def hear(number: int, problem: WenmingError) -> None:
        if number == wanted:
            raise problem

    return hear


def test_undo_passes_over_versions_that_are_not_whole(own: Store) -> None:
    damage(own, 2)
    skipped: list[WenmingError] = []

    assert own.undo(on_skip=skipped.append) == 1

    assert [error.key for error in skipped] == ["errors.version_damaged"]
    with pytest.raises(WenmingError, match="version_damaged"):
        own.undo(2)
    assert own.current() == 1


def test_the_last_whole_version_lost_is_one_sentence(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    damage(store, 1)

    with pytest.raises(WenmingError, match="only_damaged"):
        check_store(store)
    with pytest.raises(WenmingError, match="nothing_to_undo"):
        store.undo()


def test_damage_in_the_midst_of_a_file_is_one_sentence_when_it_is_read(own: Store) -> None:
    path, reader = own.path(3), open_snapshot(own)
    with path.open("r+b") as file:  # its headers, which are read by now, stay
        file.seek(16 * 1024)
        file.write(bytes(path.stat().st_size - 16 * 1024))

    told = []
    for name in list_sql("reports"):
        if not find_parameters(load_sql("reports", name)):
            try:
                reader.run(name)
            except WenmingError as error:
                told.append(error.key)

    assert set(told) == {"errors.current_damaged"}


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

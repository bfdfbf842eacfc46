"""Processes of their own that publish into one store at once, while another reads it."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from tests.conftest import SAMPLE, make_store
from tests.ledgers import DUMPLINGS, HISTORY, NO_SITE, make_ledger
from tests.store.test_versions import count_activities
from wenming.config.places import PROJECT
from wenming.reports import data
from wenming.store import open_snapshot
from wenming.store.build import build_marts
from wenming.store.check import check_store

PUBLICATIONS = int(os.environ.get("WENMING_PUBLICATIONS", "6"))
READERS = int(os.environ.get("WENMING_READERS", "4"))
OFFICES = "Mill Street", "Quay Street", "Hill Street"
PUBLISH = """
import sys
from pathlib import Path
from tests.store.test_together import add_one
from wenming.store import Store
store, office = Store(Path(sys.argv[1])), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[3])):
    before = store.current()
    print(before, store.publish(add_one, action="import", office=office), flush=True)
"""
READ = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from wenming.store import Store, open_snapshot
store, last, threads = Store(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
def read(_):
    seen, lines = 0, []
    while seen != last:
        snapshot = open_snapshot(store)
        seen = snapshot.version
        told = snapshot.run("reference__version")["activities"].iloc[0]
        counted = len(snapshot._connection.cursor().table("counted_activities"))
        lines.append(f"{seen} {told} {counted}")
        time.sleep(0.05)
    return lines
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(threads) as pool:
    for lines in pool.map(read, range(threads)):
        print(*lines, "0 0 0", sep="\\n", flush=True)
"""


def add_one(connection: duckdb.DuckDBPyConnection) -> None:
    """A change to publish: one counted activity more."""
    connection.execute(
        "insert into activities select * replace"
        " ((select 'C-' || max(version) from store_version) as activity_id)"
        " from activities where activity_id = (select min(activity_id) from counted_activities)"
    )
    build_marts(connection)


def start(script: str, *words: object) -> subprocess.Popen[str]:
    """A process that has loaded all it needs and waits for a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_three_processes_publish_in_turn_while_others_read(tmp_path: Path) -> None:
    """Six publications are part of the tests; `WENMING_PUBLICATIONS=300` asks for more."""
    store, each = make_store(tmp_path), PUBLICATIONS // len(OFFICES)
    before, last = count_activities(store), 1 + each * len(OFFICES)
    processes = [start(PUBLISH, tmp_path, office, each) for office in OFFICES]
    processes.append(start(READ, tmp_path, last, READERS))

    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=120 + 10 * PUBLICATIONS) for process in processes]

    assert [process.returncode for process in processes] == [0] * len(processes), outputs
    assert store.published() == tuple(range(1, last + 1)) == tuple(check_store(store))
    lines = [store.describe(number) for number in store.published()]
    assert [line.parent for line in lines] == [None, *range(1, last)]
    assert [line.activities for line in lines] == [before + step for step in range(last)]
    assert sorted(line.office for line in lines[1:]) == sorted(OFFICES * each)
    waited = [after - before - 1 for out, _ in outputs[:-1] for before, after in read_lines(out)]
    assert max(waited) <= 3, "somebody waited for more than three publications of others"
    print(f"waited for {max(waited)} at most, {sum(waited) / len(waited):.2f} on average")  # noqa: T201 - for who asked for more
    seen = read_lines(outputs[-1][0])
    assert seen.count((0, 0, 0)) == READERS
    readings = [(number, told, counted) for number, told, counted in seen if number]
    assert all(told == counted == before - 1 + number for number, told, counted in readings)
    assert len({number for number, *_ in readings}) > 1
    assert all(
        later >= earlier
        for (earlier, *_), (later, *_) in pairwise(seen)
        if later  # a reader's own numbers; 0 ends them
    )


def read_lines(text: str) -> list[tuple[int, ...]]:
    return [tuple(map(int, line.split())) for line in text.splitlines()]


@pytest.mark.slow
def test_two_ledgers_imported_at_once_are_both_in_and_their_repeat_counts_once(
    tmp_path: Path,
) -> None:
    store = make_store(tmp_path / "store", SAMPLE, registry_only=True)
    words = ["--store", str(store.folder), "--as-of", "2021-07-07"]
    processes = []
    for name, rows in (("甲.xlsx", (DUMPLINGS, HISTORY)), ("乙.xlsx", (HISTORY, NO_SITE))):
        (tmp_path / name).write_bytes(make_ledger(*rows))
        command = [sys.executable, "-m", "wenming", "import", str(tmp_path / name), *words]
        processes.append(subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL))

    assert [process.wait(600) for process in processes] == [0, 0]
    assert check_store(store) == [1, 2, 3]
    assert store.describe(3).activities == 2
    batches = data.batches_by_file(open_snapshot(store)).set_index("file")
    assert batches["skipped"].sum() == 3  # two headings, and the row that is in both
    assert batches["review"].sum() == 1

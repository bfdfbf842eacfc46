"""Processes of their own that publish into one store at once, while another reads it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, make_store
from tests.ledgers import DUMPLINGS, HISTORY, NO_SITE, make_ledger
from tests.store.test_versions import count_activities
from wenming.config.places import PROJECT
from wenming.reports import data
from wenming.store import open_snapshot
from wenming.store.check import check_store

EACH = 3
PUBLISH = """
import sys
from pathlib import Path
from tests.store.test_versions import drop_newest
from wenming.store import Store
store, office = Store(Path(sys.argv[1])), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[3])):
    store.publish(drop_newest, action="import", office=office)
"""
READ = """
import sys
from pathlib import Path
from wenming.store import Store, open_snapshot
store, last = Store(Path(sys.argv[1])), int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
seen = 0
while seen != last:
    snapshot = open_snapshot(store)
    seen = snapshot.version
    told = snapshot.run("reference__version")["activities"].iloc[0]
    counted = len(snapshot._connection.cursor().table("counted_activities"))
    print(seen, told, counted, flush=True)
"""


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
def test_two_processes_publish_while_a_third_reads(tmp_path: Path) -> None:
    store, last = make_store(tmp_path), 1 + 2 * EACH
    before = count_activities(store)
    offices = "Mill Street", "Quay Street"
    processes = [start(PUBLISH, tmp_path, office, EACH) for office in offices]
    processes.append(start(READ, tmp_path, last))

    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=120) for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0], outputs
    assert store.published() == tuple(range(1, last + 1)) == tuple(check_store(store))
    lines = [store.describe(number) for number in store.published()]
    assert [line.parent for line in lines] == [None, *range(1, last)]
    assert [line.activities for line in lines] == [before - step for step in range(last)]
    assert sorted(line.office for line in lines[1:]) == sorted(offices * EACH)
    seen = [tuple(map(int, line.split())) for line in outputs[-1][0].splitlines()]
    numbers = [number for number, *_ in seen]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 1
    assert all(told == counted == before + 1 - number for number, told, counted in seen)


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

    assert [process.wait(120) for process in processes] == [0, 0]
    assert check_store(store) == [1, 2, 3]
    assert store.describe(3).activities == 2
    batches = data.batches_by_file(open_snapshot(store)).set_index("file")
    assert batches["skipped"].sum() == 3  # two headings, and the row that is in both
    assert batches["review"].sum() == 1

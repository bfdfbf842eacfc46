"""Killed at any moment of anything that changes it, a store is whole and goes on.

A dozen kills are part of the tests; `WENMING_KILLS=200` asks for more.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, make_store
from wenming.config.places import PROJECT
from wenming.store import Store
from wenming.store.check import check_store, verify
from wenming.store.files import list_versions
from wenming.store.pointer import find_pointer
from wenming.store.recovery import recover_store, survey_store

KILLS = int(os.environ.get("WENMING_KILLS", "12"))
A_STORE = 20  # kills; to recover a store takes the longer the more versions it has
LONGEST = 2.5  # seconds that a process lives


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, KILLS, A_STORE))
def test_killed_at_any_moment_the_store_is_whole_and_goes_on(tmp_path: Path, first: int) -> None:
    store = make_store(tmp_path / "store", SAMPLE, registry_only=True)
    dice, seen, cut = random.Random(first), {}, Counter()  # noqa: S311 - a test's dice
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.nursery", str(store.folder), str(tmp_path)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as nursery:
        for seed in range(first, min(first + A_STORE, KILLS)):
            lines = kill_one(nursery, seed=seed, after=dice.uniform(0, LONGEST))
            cut[lines[-1][0]] += 1
            seen = check_after(store, lines, seen)
        assert nursery.stdin is not None
        nursery.stdin.close()
    assert nursery.returncode == 0
    assert check_store(store) == list(store.published())
    print(f"{cut.total()} kills, at {dict(cut)}; {len(seen)} versions")  # noqa: T201 - for -s


def kill_one(nursery: "subprocess.Popen[str]", *, seed: int, after: float) -> list[tuple[str, int]]:
    """Have a process begotten and end it; what it told of its deeds, the last perhaps not done."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{seed}\n")
    nursery.stdin.flush()
    lines = [("born", 0)]
    ended = False
    for line in nursery.stdout:
        word, number = line.split()
        if word == "dead":
            break
        lines.append((word, int(number)))
        if word == "born":
            time.sleep(after)
            os.kill(int(number), signal.SIGKILL)
            ended = True
    assert ended
    return [line for line in lines if line[0] != "born"] or [("nothing", 0)]


def check_after(
    store: Store, lines: list[tuple[str, int]], seen: dict[int, tuple[int, int, int]]
) -> dict[int, tuple[int, int, int]]:
    """What must hold after a kill; returns each version's file as it is now."""
    files = {}
    for number in list_versions(store.folder):
        stat = store.path(number).stat()
        files[number] = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    assert seen.items() <= files.items(), "a version was lost or changed"
    assert {number for _, number in lines if number} <= files.keys(), "what was told is there"
    words = [word for word, _ in lines]
    if not find_pointer(store.folder).exists():
        assert words[-1] == "begun-recover", "the pointer went by nobody's accident"
        recover_store(store, survey_store(store))
    with store.read(store.require_current()) as connection:
        verify(connection)
    assert set(store.published()) <= files.keys()
    number = store.publish(lambda connection: None, action="import", wait_seconds=5)
    assert number > max(files)
    assert not list(store.folder.glob("*.building*"))
    stat = store.path(number).stat()
    return files | {number: (stat.st_ino, stat.st_size, stat.st_mtime_ns)}

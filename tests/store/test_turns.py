"""Whoever came first goes first."""

import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.store.test_versions import drop_newest
from wenming.config.places import PROJECT
from wenming.errors import WenmingError
from wenming.store import Store
from wenming.store.turns import take_turn

HOLD = """
import sys, time
from pathlib import Path
from wenming.store.turns import take_turn
with take_turn(Path(sys.argv[1]), wait_seconds=60):
    print("mine", flush=True)
    time.sleep(60)
"""


def wait_for_tickets(folder: Path, count: int) -> None:
    while len(list((folder / "publish.queue").glob("*.ticket"))) != count:
        time.sleep(0.005)


def test_turns_are_taken_in_the_order_of_coming(tmp_path: Path) -> None:
    order: list[int] = []

    def wait(place: int) -> None:
        with take_turn(tmp_path, wait_seconds=60):
            order.append(place)
            time.sleep(0.03)

    threads = [threading.Thread(target=wait, args=(place,)) for place in range(8)]
    with take_turn(tmp_path, wait_seconds=60):
        for number, thread in enumerate(threads):
            thread.start()
            wait_for_tickets(tmp_path, number + 2)
    for thread in threads:
        thread.join()

    assert order == list(range(8))
    assert list((tmp_path / "publish.queue").glob("*.ticket")) == []


def test_one_who_comes_back_at_once_goes_behind_those_who_wait(tmp_path: Path) -> None:
    order: list[str] = []

    def publish(name: str, times: int) -> None:
        for _ in range(times):
            with take_turn(tmp_path, wait_seconds=60):
                order.append(name)
                time.sleep(0.05)

    editor = threading.Thread(target=publish, args=("editor", 12))
    importers = [threading.Thread(target=publish, args=(name, 3)) for name in ("甲", "乙")]
    for thread in (editor, *importers):
        thread.start()
    for thread in (editor, *importers):
        thread.join()

    for name in ("甲", "乙"):
        places = [place for place, each in enumerate(order) if each == name]
        assert max(after - before for before, after in pairwise(places)) <= 3


def test_a_process_that_dies_holds_nobody_up(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(WenmingError, match="store_busy"), take_turn(tmp_path, wait_seconds=0.2):
            pass
        process.send_signal(signal.SIGKILL)

    with take_turn(tmp_path, wait_seconds=5):
        wait_for_tickets(tmp_path, 1)  # the dead one's is swept


def test_what_is_done_within_a_turn_does_not_wait_for_it(own: Store) -> None:
    with own.turn():
        assert own.publish(drop_newest, action="import", wait_seconds=1) == 4
        assert Store(own.folder).undo() == 3
        assert own.publish(drop_newest, action="import", expected=3, wait_seconds=1) == 5


def test_a_turn_is_one_threads_own(own: Store) -> None:
    told: list[str] = []

    def publish() -> None:
        try:
            own.publish(drop_newest, action="import", wait_seconds=0.1)
        except WenmingError as error:
            told.append(error.key)

    with own.turn():
        other = threading.Thread(target=publish)
        other.start()
        other.join()

    assert told == ["errors.store_busy"]
    assert own.current() == 3


def test_who_is_late_is_told_before_the_turn_comes(own: Store) -> None:
    with own.turn():
        told: list[str] = []

        def publish() -> None:
            try:
                own.publish(drop_newest, action="import", expected=1)
            except WenmingError as error:
                told.append(error.key)

        other = threading.Thread(target=publish)
        other.start()
        other.join(60)

        assert told == ["errors.store_moved"]

"""`wenming brief` on logs of any size: the meeting's paper, slides and annex, from the shell."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.stores import BuiltStore
from tests.bench.times import Times, build_table, tell_ratio
from tests.conftest import SAMPLE

_ASKED = ("--from", "2021-01-01", "--to", "2021-06-30", "--meeting", "M-2021-07")


def measure_packs(stores: list[BuiltStore], rounds: int) -> str:
    """A table: seconds of the whole command, each a process of its own, every store in turn.

    Seconds of the processor stand beside those of the clock, which other work makes longer.
    """
    taken: dict[int, list[tuple[float, float]]] = {built.rows: [] for built in stores}
    with TemporaryDirectory(prefix="wenming-bench-") as folder:
        for _ in range(rounds):
            for built in stores:
                taken[built.rows].append(_time_brief(built.store.folder, Path(folder)))
    whole = {rows: Times(tuple(clock for clock, _ in each)) for rows, each in taken.items()}
    busy = {rows: Times(tuple(used for _, used in each)) for rows, each in taken.items()}
    first = stores[0].rows
    rows = [
        [
            f"{size:,}",
            f"{whole[size].middle:.1f} s",
            f"{busy[size].middle:.1f} s",
            tell_ratio(busy[size].over(busy[first])),
        ]
        for size in taken
    ]
    return build_table(["activities", "clock", "processor", f"processor ÷ {first:,}"], rows)


def _time_brief(store: Path, folder: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor that one pack takes, start of Python included."""
    command = [sys.executable, "-m", "wenming", "brief", *_ASKED, "--out", str(folder)]
    environment = {
        **os.environ, "WENMING_STORE": str(store.resolve()), "WENMING_DISTRICT": str(SAMPLE),
    }  # fmt: skip
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    seconds, after = time.perf_counter() - started, os.times()
    used = after.children_user - before.children_user
    return seconds, used + after.children_system - before.children_system

"""A long file's blocks are understood by other processes, and come out as if they were not."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import loky
import pytest

from wenming.config.ledger import LedgerSettings
from wenming.ingest import ledger, workers
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.registry import Registry
from wenming.ingest.results import LedgerReport

from .conftest import AS_OF

HEADING = "序号,活动名称,活动时间,站点,参与人数,联系人,备注"
SITES = ("东塘社区", "鮀滨所", "说不清", "")
COUNTS = ("30", "约30人", "五十余人", "50/20", "")


def write_rows(first: int, last: int) -> list[str]:
    return [
        f"{n},读书会第{n // 2}期,2021.{1 + n % 6}.{1 + n % 28},{SITES[n % 4]},"
        f"{COUNTS[n % 5]},王小明,电话13800000002"
        for n in range(first, last)
    ]


class Prompt(loky.ProcessPoolExecutor):  # type: ignore[misc]  # loky has no types
    """Workers that a short file waits for, where it would be read before they have started."""

    def submit(self, asked: Callable[..., Any], *given: Any) -> Future[Any]:
        future: Future[Any] = super().submit(asked, *given)
        if asked is int:
            future.result()
        return future


@pytest.fixture
def processors(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have so many processors, and files read in blocks that are all worth a worker."""
    monkeypatch.setattr(ledger, "_BLOCK", 50)
    monkeypatch.setattr(workers, "_FULL", 1)
    monkeypatch.setattr(workers.loky, "ProcessPoolExecutor", Prompt)
    return lambda count: monkeypatch.setattr(workers.loky, "cpu_count", lambda: count)


@pytest.fixture
def read(registry: Registry, settings: LedgerSettings) -> Callable[[Path, int], LedgerReport]:
    """Read a file, as a long one from so many bytes on."""

    def read_file(path: Path, long_from: int = 0) -> LedgerReport:
        changed = settings.model_copy(update={"long_text_bytes": long_from})
        return LedgerReader(registry=registry, settings=changed, as_of=AS_OF).read(path)

    return read_file


def test_what_workers_read_is_what_is_read_row_by_row(
    read: Callable[..., LedgerReport],
    write_text: Callable[..., Path],
    processors: Callable[[int], None],
) -> None:
    processors(3)
    path = write_text(
        "\n".join(
            [
                *("2021年活动台账", HEADING, *write_rows(0, 220), "合计,,,,880"),
                *("单位：东塘社区", *write_rows(220, 400)),
                *("序号,活动主题,日期,阵地,参加人数", *write_rows(100, 260)),
            ]
        )
    )
    by_workers, by_row = read(path), read(path, 1 << 40)
    assert list(by_workers.rows) == list(by_row.rows)
    assert by_workers.counts == by_row.counts
    assert sum(by_workers.counts.values()) == 565


def test_a_worker_that_ends_refuses_the_file(
    read: Callable[..., LedgerReport],
    write_text: Callable[..., Path],
    processors: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    processors(2)
    monkeypatch.setattr(workers, "_read", lambda *given: os._exit(1))
    report = read(write_text("\n".join([HEADING, *write_rows(0, 200)])))
    assert report.refused is not None
    assert report.refused.key == "ledger.refused.worker_ended"
    assert len(report.rows) == 0


class Patient(Prompt):
    """Workers of which each block is waited for before the next is sent."""

    def submit(self, asked: Callable[..., Any], *given: Any) -> Future[Any]:
        future = super().submit(asked, *given)
        future.exception()
        return future


def test_a_worker_that_ended_before_the_next_block_is_sent_refuses_the_file(
    read: Callable[..., LedgerReport],
    write_text: Callable[..., Path],
    processors: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    processors(2)
    monkeypatch.setattr(workers.loky, "ProcessPoolExecutor", Patient)
    monkeypatch.setattr(workers, "_read", lambda *given: os._exit(1))
    report = read(write_text("\n".join([HEADING, *write_rows(0, 200)])))
    assert report.refused is not None
    assert report.refused.key == "ledger.refused.worker_ended"


def test_one_processor_has_no_worker(
    read: Callable[..., LedgerReport],
    write_text: Callable[..., Path],
    processors: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    processors(1)
    monkeypatch.delattr(workers.loky, "ProcessPoolExecutor")
    report = read(write_text("\n".join([HEADING, *write_rows(0, 200)])))
    assert sum(report.counts.values()) == 201


KILLED = """
import os, signal, loky
from wenming.ingest import workers

pool = loky.ProcessPoolExecutor(1, initializer=workers._begin, initargs=(None, os.getpid()))
print(pool.submit(os.getpid).result(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_worker_ends_with_the_process_it_works_for() -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE) as killed:
        assert killed.stdout is not None
        worker = int(killed.stdout.readline())
        killed.kill()
    deadline = time.monotonic() + 120
    while is_running(worker):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_running(process: int) -> bool:
    """Whether a process is there, and does not only wait to be forgotten by its heir."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"

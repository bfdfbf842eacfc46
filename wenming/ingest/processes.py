"""Work on a file from outside, in a process of its own that may take so much time and memory."""

from __future__ import annotations

import logging
import os
import resource
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from wenming.errors import WenmingError
from wenming.ingest import nursery

T = TypeVar("T")
Hear = Callable[[int, float], None]
_LOOK = 0.1  # seconds between two looks at what a process takes
_TELL = 0.5  # seconds after which whoever waits is told again, though nothing was read meanwhile
_MEGABYTE = 1024**2
_TICKS = os.sysconf("SC_CLK_TCK")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What reading one file may take: seconds of processor and megabytes of memory, of its process
    and all that this starts. Both grow with the rows that were read."""

    seconds: float = 10
    seconds_per_row: float = 60 / 1_000_000
    megabytes: int = 1024
    megabytes_at_most: int = 2048
    many_rows: int = 500_000  # from here on the most memory may be taken

    def allow(self, rows: int) -> tuple[float, float]:
        """Seconds and megabytes, once so many rows were read."""
        share = min(rows / self.many_rows, 1)
        more = (self.megabytes_at_most - self.megabytes) * share
        return self.seconds + self.seconds_per_row * rows, self.megabytes + more


class UnexpectedError(Exception):
    """What a process raised that nobody could put right; its text is the traceback there."""


def run_limited(
    work: Callable[..., T],
    *args: Any,
    file_name: str,
    limits: Limits,
    hear: Hear = lambda rows, share: None,
    **given: Any,
) -> T:
    """What `work` returns, done in a process of its own: `work(*args, tell=…, **given)`.

    It may `tell(rows, share)` how much of a file it has read, which is passed on to
    `hear`; `hear` is asked again now and then while nothing comes. Where `hear` raises, or this
    process ends, the other one ends too. Raises WenmingError where the work does, where it takes
    more than the limits allow (`ledger.refused.too_slow`, `too_big`) or its process is ended by
    somebody else (`ended`); UnexpectedError where it raises anything else.
    """
    with tempfile.TemporaryDirectory(prefix="wenming-") as folder, _begin(work.__module__) as job:
        ended = WenmingError("ledger.refused.ended", file=file_name)
        try:
            _, process = nursery.receive(job)
            around = sys.path, str(Path.cwd()), dict(os.environ), folder
            nursery.send(job, (*around, partial(_restrict, limits)))
            nursery.send(job, (work, args, given))
        except (EOFError, ConnectionError):
            raise ended from None
        watch = _Watch(process, file_name, limits)
        rows, share = 0, 0.0
        while True:
            try:
                message = _await(job, watch, partial(hear, rows, share))
            except (EOFError, ConnectionError):
                raise ended from None
            match message:
                case ("told", rows, share):
                    watch.rows = max(watch.rows, rows)
                    hear(rows, share)
                case ("done", result):
                    return result  # type: ignore[no-any-return]  # of `work`
                case ("refused", key, params):
                    raise WenmingError(key, **params)
                case ("memory",):
                    raise watch.refuse_size()
                case ("failed", told):
                    raise UnexpectedError(told)


def warm_up(module: str) -> None:
    """Have a module loaded where processes are forked, in the background."""
    _nursery.ask(module)


def _await(job: socket.socket, watch: _Watch, wait: Callable[[], None]) -> Any:
    """The next message of a job, which is looked after meanwhile."""
    told = time.monotonic()
    while not select.select([job], [], [], _LOOK)[0]:
        watch.look()
        if time.monotonic() - told > _TELL:
            wait()
            told = time.monotonic()
    watch.look()
    return nursery.receive(job)


def _restrict(limits: Limits) -> None:
    """What the system itself ends a process for, should nobody look: twice what is allowed."""
    seconds, megabytes = limits.allow(limits.many_rows * 100)
    _lower(resource.RLIMIT_CPU, int(2 * seconds) + 1)
    # Of address space, libraries reserve far more than they use.
    _lower(resource.RLIMIT_DATA, int(2 * megabytes + 2048) * _MEGABYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


class _Watch:
    """Looks at what a process and all of its group take."""

    def __init__(self, process: int, file: str, limits: Limits) -> None:
        self._process, self._file, self._limits = process, file, limits
        self._seconds: dict[int, float] = {}
        self._looked = 0.0
        self._megabytes = 0.0
        self.rows = 0

    def look(self) -> None:
        """Raise WenmingError where they take more than is allowed."""
        if time.monotonic() - self._looked < _LOOK:
            return
        taken = list(_list_group(self._process))
        self._looked = time.monotonic()
        # Processes that ended are no longer listed: what they took counts on.
        self._seconds |= {number: seconds for number, seconds, _ in taken}
        self._megabytes = sum(memory for _, _, memory in taken)
        seconds, megabytes = self._limits.allow(self.rows)
        if sum(self._seconds.values()) > seconds:
            raise WenmingError("ledger.refused.too_slow", file=self._file, seconds=round(seconds))
        if self._megabytes > megabytes:
            raise self.refuse_size()

    def refuse_size(self) -> WenmingError:
        """What is said of a file that takes too much memory."""
        _, megabytes = self._limits.allow(self.rows)
        return WenmingError("ledger.refused.too_big", file=self._file, megabytes=round(megabytes))


def _list_group(group: int) -> Iterator[tuple[int, float, float]]:
    """Number, seconds of processor and megabytes of its own of each process of a group."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(stat[2]) != group:
                continue
            resident, shared = (entry / "statm").read_text().split()[1:3]
        except (OSError, IndexError):
            continue  # ended just now
        own = (int(resident) - int(shared)) * resource.getpagesize() / _MEGABYTE
        yield int(entry.name), (int(stat[11]) + int(stat[12])) / _TICKS, own


class _Nursery:
    """The process that forks others, started when it is first needed, and anew where it ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._control: socket.socket | None = None
        self._started_by = 0

    def ask(self, module: str, *handles: int) -> None:
        """Have it load a module and, given the sockets of a job, do the job."""
        with self._lock:
            for last in (False, True):
                control = self._start()
                try:
                    socket.send_fds(control, [module.encode()], handles)
                except OSError:
                    self._control = None
                    control.close()
                    if last:
                        raise
                else:
                    return

    def _start(self) -> socket.socket:
        if self._control is not None and self._started_by == os.getpid():
            return self._control
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._started_by = os.getpid()
        with theirs:
            subprocess.Popen(  # noqa: S603 - this product's own
                [sys.executable, "-m", nursery.__name__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                # Threads of its own would make it unsafe to fork.
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": _list_paths()},
            )
        return self._control


def _list_paths() -> str:
    return os.pathsep.join(filter(None, sys.path))


_nursery = _Nursery()


@contextmanager
def _begin(module: str) -> Iterator[socket.socket]:
    """A job's socket; what is left of the job ends with the context."""
    job, theirs = socket.socketpair()
    leash, its_end = socket.socketpair()
    with leash, job:
        with theirs, its_end:
            _nursery.ask(module, theirs.fileno(), its_end.fileno())
        yield job

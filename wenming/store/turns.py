"""Whoever came first goes first: a queue of those who change a store.

Each who waits holds a ticket, a file locked by the kernel in the order of coming, and goes when no
lower ticket is held any more. A process that dies lets go of its ticket, which the next sweeps
away. `publish.lock` is taken by whoever's turn it is: it is what an older release waits for.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from filelock import FileLock, Timeout

from wenming.errors import WenmingError

_QUEUE = "publish.queue"
_POLL_SECONDS = 0.02
_HELD: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def take_turn(folder: Path, *, wait_seconds: float) -> Iterator[None]:
    """Wait for the turn to change the store in `folder`, and hold it.

    Who holds it already goes on at once: only this thread's own calls do. Raises WenmingError
    `errors.store_busy` after so many seconds.
    """
    folder = folder.resolve()
    if folder in _HELD.get():
        yield
        return
    with ExitStack() as held:
        try:
            _wait(folder, time.monotonic() + wait_seconds, held)
        except Timeout:
            raise WenmingError(
                "errors.store_busy", store=folder, seconds=int(wait_seconds)
            ) from None
        token = _HELD.set(_HELD.get() | {folder})
        held.callback(_HELD.reset, token)
        yield


def _wait(folder: Path, until: float, held: ExitStack) -> None:
    queue = folder / _QUEUE
    queue.mkdir(parents=True, exist_ok=True)
    own = _draw_ticket(queue, until, held)
    while lower := [number for number in _list_tickets(queue) if number < own]:
        # Its lock is to be had when its process is done or dead; then it stands for nobody.
        ticket = queue / _name(lower[0])
        with _lock(ticket, until):
            ticket.unlink(missing_ok=True)
    # The kernel drops this lock with its process, so a killed import never blocks the next.
    held.enter_context(_lock(folder / "publish.lock", until))


def _draw_ticket(queue: Path, until: float, held: ExitStack) -> int:
    """The number after the last that waits. Numbers are drawn one at a time, so that no ticket is
    seen by another who draws before it is locked."""
    with _lock(queue / "door.lock", until):
        number = max(_list_tickets(queue), default=0) + 1
        ticket = queue / _name(number)
        lock = _lock(ticket, until)
        lock.acquire()
    held.callback(_give_back, ticket, lock)
    return number


def _give_back(ticket: Path, lock: FileLock) -> None:
    with suppress(OSError):  # where it cannot be removed it stays, and stands for nobody
        ticket.unlink()
    lock.release()


def _lock(path: Path, until: float) -> FileLock:
    left = max(until - time.monotonic(), 0)
    return FileLock(path, timeout=left, poll_interval=_POLL_SECONDS)


def _list_tickets(queue: Path) -> list[int]:
    return sorted(int(path.stem) for path in queue.glob("*.ticket") if path.stem.isdecimal())


def _name(number: int) -> str:
    return f"{number:09}.ticket"

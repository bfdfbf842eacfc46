"""A process that has what reads files loaded already, and forks one of its own for each file.

To fork it is cheap, and safe as the dashboard's is not: it has no threads. Nothing of the page
comes along, nor any file that somebody else handed in.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import select
import signal
import socket
import struct
import sys
import tempfile
import traceback
from collections.abc import Callable
from typing import Any

from wenming.errors import WenmingError

_LENGTH = struct.Struct("!Q")
_MODULE = 256  # bytes of a module's name


def send(to: socket.socket, message: Any) -> None:
    """Send one message."""
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    to.sendall(_LENGTH.pack(len(content)))
    to.sendall(content)


def receive(of: socket.socket) -> Any:
    """The next message; raises EOFError where the other end is gone."""
    return pickle.loads(_receive(of, *_LENGTH.unpack(_receive(of, _LENGTH.size))))  # noqa: S301 - from this product's own process


def _receive(of: socket.socket, count: int) -> bytearray:
    content = bytearray(count)
    view, done = memoryview(content), 0
    while done < count:
        got = of.recv_into(view[done:])
        if not got:
            raise EOFError
        done += got
    return content


def serve(control: socket.socket) -> None:
    """Fork a process for every job asked for, until the one that asks is gone.

    With a job come two sockets: its own, and a leash. When the leash is let go of, what is left of
    the job ends, and whatever it has started.
    """
    leashes: dict[socket.socket, int] = {}
    while True:
        ready, _, _ = select.select([control, *leashes], [], [])
        for leash in ready:
            if leash is not control:
                _end(leashes.pop(leash))
                leash.close()
        if control not in ready:
            continue
        name, handles, _, _ = socket.recv_fds(control, _MODULE, 2)
        if not name:
            break
        _load(name.decode())
        if not handles:
            continue
        job, leash = (socket.socket(fileno=handle) for handle in handles)
        process = os.fork()
        if not process:
            for other in (control, leash, *leashes):
                other.close()
            _work(job)
        job.close()
        leashes[leash] = process
    for process in leashes.values():
        _end(process)


def _load(module: str) -> None:
    """Load what jobs need; what cannot be loaded is told by the job that needs it."""
    if module in sys.modules:
        return
    with contextlib.suppress(ImportError):
        importlib.import_module(module)
    gc.collect()
    gc.freeze()  # shared with the processes forked: not to be looked through in each


def _end(process: int) -> None:
    """End a job with all it has started, which has its group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)  # before it had a group of its own
    os.waitpid(process, 0)


def _work(job: socket.socket) -> None:
    """Do one job, tell what came of it, and end."""
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        send(job, ("begun", os.getpid()))
        # As whoever asks is now, not as it was when this process began.
        paths, here, environment, folder, prepare = receive(job)
        sys.path[:] = paths
        os.chdir(here)
        os.environ.update(environment)
        tempfile.tempdir = folder
        prepare()
        work, args, given = receive(job)
        send(job, ("done", work(*args, tell=_tell_to(job), **given)))
    except WenmingError as error:
        _answer(job, ("refused", error.key, error.params))
    except MemoryError:
        _answer(job, ("memory",))
    except BaseException:  # noqa: BLE001 - told, and raised again where somebody hears of it
        _answer(job, ("failed", traceback.format_exc()))
    finally:
        os._exit(0)


def _answer(job: socket.socket, message: Any) -> None:
    with contextlib.suppress(OSError):
        send(job, message)


def _tell_to(job: socket.socket) -> Callable[..., None]:
    return lambda *told: send(job, ("told", *told))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        serve(asked)
    os._exit(0)  # what was loaded is not taken apart, which libraries complain of

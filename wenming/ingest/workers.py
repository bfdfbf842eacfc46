"""Blocks of a long file understood by other processes, while this one reads on."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread

import loky

from wenming.errors import WenmingError
from wenming.ingest.bulk import BulkReader, Read
from wenming.ingest.columns import Codes, Columns
from wenming.ingest.headings import Heading
from wenming.ingest.rows import RowReader
from wenming.ingest.view import Readers, Setting

_MOST = 3  # one process finds the rows and compares them, and cannot feed more
_FULL = 10_000  # rows of a block after which more are to be expected


class Workers:
    """Understands the blocks of one file: once one was full, in a process for every other
    processor, if there is one; here until those have started. That takes them a second or two,
    which a short file is not worth.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._count: int = min(loky.cpu_count() - 1, _MOST)
        self._pool: loky.ProcessPoolExecutor | None = None
        self._table: RowReader | None = None
        self._tables = 0
        self._here: BulkReader | None = None
        self._started: Future[int] = Future()

    @property
    def ahead(self) -> int:
        """How many blocks may wait to be understood: more would only fill memory."""
        return self._count + 1

    def submit(self, columns: Columns, keep: Codes, reader: RowReader) -> Future[Read]:
        """Have the rows at the places `keep` understood; see `BulkReader.read`.

        Raises WenmingError as `wait` does, where a worker ended before.
        """
        if self._table is not reader:
            self._table, self._here = reader, None
            self._tables += 1
        if self._pool is None and self._count and len(keep) >= _FULL:
            self._pool = loky.ProcessPoolExecutor(
                self._count, initializer=_begin, initargs=(reader.readers, os.getpid())
            )
            self._started = self._pool.submit(int)
        if self._pool is None or not self._started.done():
            return self._read_here(columns, keep, reader)
        table = self._tables, reader.heading, reader.setting
        with self._telling_of_ends():
            submitted: Future[Read] = self._pool.submit(_read, table, columns, keep)
        return submitted

    def wait(self, read: Future[Read]) -> Read:
        """What was submitted, once it is understood.

        Raises WenmingError (`ledger.refused.worker_ended`) when its process came to an end.
        """
        with self._telling_of_ends():
            return read.result()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(kill_workers=True)

    @contextmanager
    def _telling_of_ends(self) -> Iterator[None]:
        try:
            yield
        except BrokenProcessPool:
            raise WenmingError("ledger.refused.worker_ended", file=self._file) from None

    def _read_here(self, columns: Columns, keep: Codes, reader: RowReader) -> Future[Read]:
        self._here = self._here or BulkReader(reader)
        done: Future[Read] = Future()
        done.set_result(self._here.read(columns, keep))
        return done


class _Worker:
    """What a worker's process keeps from one block to the next."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._table = 0
        self._bulk: BulkReader | None = None

    def read(self, table: tuple[int, Heading, Setting], columns: Columns, keep: Codes) -> Read:
        number, heading, setting = table
        if self._bulk is None or self._table != number:
            self._bulk = BulkReader(RowReader(self._readers, heading, setting))
            self._table = number
        read = self._bulk.read(columns, keep)
        gc.freeze()  # loky has garbage looked for every second: not among what is remembered
        return read


_worker: _Worker


def _begin(readers: Readers, parent: int) -> None:
    gc.disable()  # loky looks for garbage itself
    global _worker
    _worker = _Worker(readers)
    Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    """End with the process that started this one: where that was killed, loky goes on waiting."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read(table: tuple[int, Heading, Setting], columns: Columns, keep: Codes) -> Read:
    return _worker.read(table, columns, keep)

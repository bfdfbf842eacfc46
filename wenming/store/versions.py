"""Immutable versions: one DuckDB file each, and `current.json` that names the one to read.

A version is built beside the others, flushed to disk, and only then named in `current.json` by an
atomic rename, so a reader or a crash sees the old version or the new one and nothing between.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from wenming.errors import WenmingError
from wenming.privacy import check_office, mask_typed
from wenming.store.sql import load_sql

Settings = dict[str, str | bool | int | float | list[str]]
# An extension would be fetched from a host that offices cannot reach: never try.
_COMMON: Settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
# A version of any size is built in so much memory; what needs more goes to disk meanwhile.
_WRITING: Settings = {**_COMMON, "memory_limit": "1GB"}
# What a reader may do is fixed when it opens: no files, no network, no change of settings. All
# readers open alike, because DuckDB lets one process open a file in one way only.
_READING: Settings = {
    **_COMMON,
    "enable_external_access": "false",
    "lock_configuration": "true",
}
_BUILDING = ".building"
_CURRENT = "current.json"


@dataclass(frozen=True)
class Version:
    """One published version and what made it."""

    number: int
    parent: int | None
    created_at: datetime
    action: str
    note: str
    office: str
    cutoff: date | None
    activities: int


@dataclass(frozen=True)
class _Current:
    version: int
    published: tuple[int, ...]


@dataclass(frozen=True)
class Store:
    """The versions kept in one folder."""

    folder: Path

    def path(self, number: int) -> Path:
        return self.folder / f"v{number:06}.duckdb"

    def current(self) -> int | None:
        """The number of the version to read; None before the first is published."""
        current = self._read_current()
        return current.version if current else None

    def published(self) -> tuple[int, ...]:
        """All versions ever published and still here, oldest first."""
        current = self._read_current()
        return current.published if current else ()

    def require_current(self) -> int:
        number = self.current()
        if number is None:
            raise WenmingError("errors.no_store", store=self.folder)
        return number

    def describe(self, number: int) -> Version:
        """What made version `number`; raises WenmingError when it is not here or unreadable."""
        if number not in self.published():
            raise WenmingError("errors.no_version", store=self.folder, version=number)
        with open_file(self.path(number), read_only=True) as connection:
            row = connection.execute(
                "select version, parent, created_at, action, note, office, cutoff, activities"
                " from store_version order by version desc limit 1"
            ).fetchone()
        assert row is not None  # noqa: S101 - written with every version
        return Version(*row)

    def publish(
        self,
        change: Callable[[duckdb.DuckDBPyConnection], None],
        *,
        action: str,
        note: str = "",
        office: str = "",
        expected: int | None = None,
        wait_seconds: float = 600,
    ) -> int:
        """Build the next version from the current one by `change`, and make it current.

        `change` gets a connection to a private copy, in which `max(version)` of `store_version` is
        already the number being built; whatever it raises leaves the store as it was. `office`
        says who publishes: raises WenmingError where that is a private person. With `expected`,
        raises WenmingError if another version became current meanwhile. Returns the new version's
        number.
        """
        office, note = check_office(office), mask_typed(note)
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock(wait_seconds):
            current = self._read_current()
            parent = current.version if current else None
            if expected is not None and parent != expected:
                raise WenmingError("errors.store_moved", store=self.folder, version=parent)
            published = current.published if current else ()
            self._remove_leftovers(published)
            number = max(published, default=0) + 1
            building = self.folder / f"{self.path(number).name}{_BUILDING}"
            try:
                if parent is not None:
                    shutil.copyfile(self.path(parent), building)
                with open_file(building, read_only=False) as connection:
                    _begin(connection, number, parent, action, note, office)
                    change(connection)
                    _finish(connection, number)
                _flush(building)
                building.rename(self.path(number))
                self._write_current(_Current(number, (*published, number)))
            finally:
                _remove(building)
        return number

    def undo(self, to: int | None = None) -> int:
        """Make an older version current: `to`, or the one the current was built from."""
        with self._lock(60):
            current = self._read_current()
            if current is None:
                raise WenmingError("errors.no_store", store=self.folder)
            if to is None:
                to = self.describe(current.version).parent
                if to is None:
                    raise WenmingError("errors.nothing_to_undo", version=current.version)
            if to not in current.published:
                raise WenmingError("errors.no_version", store=self.folder, version=to)
            self._write_current(_Current(to, current.published))
        return to

    @contextmanager
    def _lock(self, wait_seconds: float) -> Iterator[None]:
        # The kernel drops this lock with its process, so a killed import never blocks the next.
        lock = FileLock(self.folder / "publish.lock", timeout=wait_seconds)
        try:
            with lock:
                yield
        except Timeout:
            raise WenmingError(
                "errors.store_busy", store=self.folder, seconds=int(wait_seconds)
            ) from None

    def _remove_leftovers(self, published: tuple[int, ...]) -> None:
        """Files of a publication that was killed: nobody can have read them."""
        kept = {self.path(number) for number in published}
        for path in self.folder.glob("v*.duckdb*"):
            if path.is_dir():  # what DuckDB put aside for want of memory
                shutil.rmtree(path)
            elif path not in kept:
                path.unlink()

    def _read_current(self) -> _Current | None:
        path = self.folder / _CURRENT
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            return _Current(int(values["version"]), tuple(map(int, values["published"])))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise WenmingError("errors.store_unreadable", file=path, problem=error) from None

    def _write_current(self, current: _Current) -> None:
        path = self.folder / _CURRENT
        new = path.with_suffix(".new")
        new.write_text(
            json.dumps({"version": current.version, "published": list(current.published)}) + "\n",
            encoding="utf-8",
        )
        _flush(new)
        new.replace(path)
        _flush(self.folder)


def open_file(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a version's file; raises WenmingError when it is missing or damaged."""
    settings = _READING if read_only else _WRITING
    try:
        return duckdb.connect(str(path), read_only=read_only, config=settings)
    except duckdb.Error as error:
        raise explain(path, error) from None


def explain(path: Path, error: duckdb.Error) -> WenmingError:
    """The sentence for a file that DuckDB cannot read."""
    problem = str(error).splitlines()[0]
    return WenmingError("errors.store_unreadable", file=path, problem=problem)


def _begin(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    parent: int | None,
    action: str,
    note: str,
    office: str,
) -> None:
    """Write into a version what it is, beside the lines of the versions it stands on, and set
    aside what counted before."""
    if parent is None:
        connection.execute(
            "create table store_version (version integer primary key, parent integer,"
            " created_at timestamp, action varchar, note varchar, office varchar, cutoff date,"
            " activities bigint)"
        )
        connection.execute(
            "create table version_changes (version integer, street_id varchar, added bigint,"
            " removed bigint)"
        )
        connection.execute(
            "create temp table counted_before (activity_id varchar, street_id varchar)"
        )
    else:
        connection.execute(
            "create temp table counted_before as"
            " select activity_id, street_id from counted_activities"
        )
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    connection.execute(
        "insert into store_version values ($number, $parent, $now, $action, $note, $office,"
        " null, null)",
        {"number": number, "parent": parent, "now": now, "action": action, "note": note}
        | {"office": office},
    )


def _finish(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Add to a version's line what counts now, and what it changed street by street."""
    connection.execute(
        "update store_version set cutoff = counted.cutoff, activities = counted.activities"
        " from (select max(started_on) as cutoff, count(*) as activities"
        " from counted_activities) as counted where version = $number",
        {"number": number},
    )
    connection.execute(load_sql("staging", "version_changes"), {"version": number})
    connection.execute("drop table counted_before")


def _flush(path: Path) -> None:
    """Have the system write a file or folder to disk before what follows."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open folders; NTFS journals the rename itself.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(building: Path) -> None:
    for path in (building, Path(f"{building}.wal")):
        path.unlink(missing_ok=True)

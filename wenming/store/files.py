"""The files of a store's folder: what they are called, opened and flushed, and what is left over.

Only what an unfinished publication left under its own name is ever removed. Whatever else stands
in the folder is somebody's, also where nobody here knows whose.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import errorcode
from pathlib import Path

import duckdb

from wenming.errors import WenmingError, explain_system

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
_VERSION = re.compile(r"v(\d{6,9})\.duckdb")
_UNFINISHED = re.compile(_VERSION.pattern + r"\.building(\.wal(\.checkpoint|\.recovery)?|\.tmp)?")
_NUMBERED = re.compile(_VERSION.pattern + r".*")
_DAMAGE = (
    duckdb.IOException,
    duckdb.InternalException,
    duckdb.FatalException,
    duckdb.SerializationException,
)
_SPILLED_OVER = "max_temp_directory_size"  # DuckDB's words for a disk that is full meanwhile


def name_version(number: int) -> str:
    return f"v{number:06}.duckdb"


def name_unfinished(number: int) -> str:
    """What a version is called until it is whole and flushed."""
    return f"{name_version(number)}.building"


def list_versions(folder: Path) -> tuple[int, ...]:
    """The numbers of the version files in a folder, lowest first, listed or not."""
    found = (_VERSION.fullmatch(name) for name in _list_names(folder))
    return tuple(sorted(int(match[1]) for match in found if match))


def find_highest_number(folder: Path) -> int:
    """The highest number that any file in the folder bears, copies and leftovers too; 0 without."""
    found = (_NUMBERED.fullmatch(name) for name in _list_names(folder))
    return max((int(match[1]) for match in found if match), default=0)


def remove_unfinished(folder: Path) -> None:
    """Remove what a publication that was killed left behind; only while nobody else publishes."""
    for name in _list_names(folder):
        if _UNFINISHED.fullmatch(name):
            path = folder / name
            if path.is_dir():  # what DuckDB put aside for want of memory
                shutil.rmtree(path)
            else:
                path.unlink()


def open_file(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a version's file; raises duckdb.Error when it is missing or damaged."""
    settings = _READING if read_only else _WRITING
    return duckdb.connect(str(path), read_only=read_only, config=settings)


def read_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Read each block of each table: DuckDB compares every block with its checksum."""
    for (name,) in connection.sql("select table_name from duckdb_tables()").fetchall():
        connection.table(name).aggregate("count(columns(*))").fetchall()


def flush(path: Path) -> None:
    """Have the system write a file or folder to disk before what follows."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open folders; NTFS journals the rename itself.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def telling_disk(place: Path) -> Iterator[None]:
    """What the disk refuses within is told in one sentence, whoever asked it: Python or DuckDB."""
    try:
        yield
    except OSError as error:
        raise explain_system(error, place) from error
    except duckdb.Error as error:
        told = explain_disk(error, place)
        if told is None and isinstance(error, duckdb.IOException):
            told = WenmingError("errors.system", place=place, problem=tell_problem(error))
        if told is None:
            raise
        raise told from error


def explain_disk(error: duckdb.Error, place: Path) -> WenmingError | None:
    """The sentence for a disk that is full or cannot be written; None for any other error."""
    text = str(error)
    if _SPILLED_OVER in text:
        return WenmingError("errors.disk_full", place=place, problem=_SPILLED_OVER)
    for code in errorcode:
        told = explain_system(OSError(code, os.strerror(code)), place)
        if told.key != "errors.system" and os.strerror(code) in text:
            return told
    return None


def is_damage(error: duckdb.Error) -> bool:
    """Whether DuckDB says that a file is not, or no longer, as it was written; what a statement
    does wrong is none. A checksum that does not fit is of no class of its own."""
    return type(error) is duckdb.Error or isinstance(error, _DAMAGE)


def tell_problem(error: Exception) -> str:
    """What a library says is wrong with a file, on one line."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def _list_names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []

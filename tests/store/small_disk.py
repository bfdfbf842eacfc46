"""Run in a mount namespace of its own: a store on a disk that is full, then one only for reading.

`python -m tests.store.small_disk FOLDER STORE` mounts a small disk at FOLDER, copies STORE to it
and prints as JSON what each attempt gave at each amount of room, and how the store was after it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.store import Store
from wenming.store.check import verify
from wenming.store.files import read_all
from wenming.store.recovery import recover_store, survey_store
from wenming.whole_files import write_whole


def attempt(store: Store, act: Callable[[], object]) -> dict[str, object]:
    """What came of an act: its error's sentence, and the store by then."""
    told: dict[str, object] = {"key": None}
    try:
        act()
    except WenmingError as error:
        told = {"key": error.key, "says": Translator("zh")(error.key, **error.params)}
    current, published = store.require_current(), store.published()
    with store.read(current) as connection:
        read_all(connection)
        verify(connection)
    names = {path.name for path in store.folder.iterdir() if path.is_file()}
    return told | {
        "current": current,
        "published": published,
        "left": sorted(names - {store.path(number).name for number in published} - KNOWN),
    }


def grow(connection: duckdb.DuckDBPyConnection) -> None:
    """A change that needs sixteen megabytes, more than a version has free within its file."""
    connection.execute(
        "create or replace table ballast as select random() as one, random() as two"
        " from range(1_000_000)"
    )


KNOWN = {"current.json", "publish.lock"}


def fill(folder: Path, *, leaving: int) -> None:
    """Take all room but so many bytes."""
    with (folder / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - leaving)


def try_full(folder: Path, store: Store) -> list[dict[str, object]]:
    """Publishing with ever more room, from none to plenty; then moves with none."""
    size, rows = store.path(3).stat().st_size, []

    def run(room: int, act: Callable[[], object]) -> None:
        fill(folder, leaving=room)
        rows.append(attempt(store, act))
        (folder / "filler").unlink()

    for room in (0, size / 2, size + 2**16, size + 2**23, size + 2**25):
        run(int(room), lambda: store.publish(grow, action="import"))
    run(0, lambda: store.undo(1))
    run(0, lambda: recover_store(store, survey_store(store)))
    return rows


def try_report(folder: Path) -> dict[str, object]:
    """A file for people that is written anew while there is no room for it."""
    path = folder / "report.json"
    path.write_text("as it was")
    fill(folder, leaving=8192)
    try:
        write_whole({path: bytes(1_000_000)})
        problem = None
    except OSError as error:
        problem = error.strerror
    (folder / "filler").unlink()
    names = sorted(each.name for each in folder.glob("report*"))
    return {"problem": problem, "text": path.read_text(), "names": names}


def main() -> None:
    folder, source = map(Path, sys.argv[1:])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", folder], check=True)
    store = Store(folder / "store")
    shutil.copytree(source, store.folder)
    told = {"full": try_full(folder, store), "report": try_report(folder)}
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    told["read_only"] = [
        attempt(store, act)
        for act in (
            lambda: store.publish(grow, action="import"),
            lambda: store.undo(1),
            lambda: recover_store(store, survey_store(store), to=1),
        )
    ]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()

"""A disk that is full or cannot be written: one sentence, and what was there is there."""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.store.small_disk import grow
from tests.store.test_versions import drop_newest
from wenming.config.places import PROJECT
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.store import Store
from wenming.store.check import check_store
from wenming.store.files import open_file
from wenming.store.line import read_line
from wenming.whole_files import write_whole

_UNSHARE = ["unshare", "--mount"]


def can_mount() -> bool:
    try:
        return subprocess.run([*_UNSHARE, "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def told(three_versions: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `small_disk` prints."""
    if not can_mount():
        pytest.skip("only root can mount a small disk")
    command = [*_UNSHARE, sys.executable, "-m", "tests.store.small_disk"]
    done = subprocess.run(
        [*command, str(tmp_path_factory.mktemp("disk")), str(three_versions.folder)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_full_disk_costs_nothing_at_whatever_byte_it_fills(told: dict[str, Any]) -> None:
    *refused, published, undone, recovered = told["full"]
    for row in (*refused, undone, recovered):
        assert row["key"] == "errors.disk_full"
        assert "已满" in row["says"]
        assert row["left"] == []
    assert len(refused) == 4
    assert {(row["current"], *row["published"]) for row in refused} == {(3, 1, 2, 3)}
    assert (published["key"], published["current"]) == (None, 4)
    assert undone["current"] == recovered["current"] == 4


def test_a_disk_only_for_reading_is_read_and_refuses_changes_in_one_sentence(
    told: dict[str, Any],
) -> None:
    assert [row["key"] for row in told["read_only"]] == ["errors.disk_read_only"] * 3
    assert [row["current"] for row in told["read_only"]] == [4] * 3


def test_a_file_written_anew_stays_as_it_was(told: dict[str, Any]) -> None:
    assert told["report"] == {
        "problem": os.strerror(errno.ENOSPC),
        "text": "as it was",
        "names": ["report.json"],
    }


@pytest.mark.parametrize("room", [-(2**20), 2**20])
def test_a_file_that_may_not_grow_costs_nothing(own: Store, room: int) -> None:
    """What any account may try: the system refuses to write beyond a size, to Python as it copies
    the file and to DuckDB as it writes into the copy."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (own.path(3).stat().st_size + room, hard))
    try:
        with pytest.raises(WenmingError) as caught:
            own.publish(grow, action="import")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert caught.value.key == "errors.system"
    assert os.strerror(errno.EFBIG) in Translator("en")(caught.value.key, **caught.value.params)
    assert check_store(own) == [1, 2, 3]
    assert own.unlisted() == ()
    assert not list(own.folder.glob("*.building*"))
    assert own.publish(grow, action="import") == 4


def test_a_version_is_whole_before_its_file_is_closed(
    own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB does not tell what it could not write while it closes a file: on a disk that is full
    by then the tables stay in the log beside it, and are gone with that."""
    copy = tmp_path / "before closing.duckdb"

    @contextmanager
    def open_and_copy(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        with open_file(path, read_only=read_only) as connection:
            yield connection
            if not read_only:
                shutil.copyfile(path, copy)

    monkeypatch.setattr("wenming.store.versions.open_file", open_and_copy)
    own.publish(drop_newest, action="import")

    with open_file(copy, read_only=True) as connection:
        line = read_line(connection)
        assert line is not None
        assert (line.number, line.activities) == (4, 84)


def test_a_pointer_that_cannot_be_put_in_place_leaves_no_version_behind(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(WenmingError, match="disk_full"):
            own.publish(drop_newest, action="import")

    assert (own.current(), own.unlisted()) == (3, ())
    assert own.publish(drop_newest, action="import") == 4


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "disk_read_only"),
        (errno.EACCES, "disk_denied"),
        (errno.EIO, "system"),
    ],
)
def test_what_the_system_refuses_is_told_by_its_kind(
    own: Store, monkeypatch: pytest.MonkeyPatch, code: int, key: str
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(WenmingError) as caught:
        own.publish(drop_newest, action="import")
    assert caught.value.key == f"errors.{key}"
    with pytest.raises(WenmingError, match=key):
        own.undo()
    assert check_store(own) == [1, 2, 3]
    assert own.current() == 3


def test_files_of_a_pack_are_all_new_or_all_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, slides = tmp_path / "paper.docx", tmp_path / "slides.pptx"
    write_whole({paper: b"old", slides: b"old"})
    real = os.fsync

    def refuse(handle: int) -> None:
        if any("slides" in path.name for path in tmp_path.glob("*.part")):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="space"):
        write_whole({paper: b"new", slides: b"new"})

    assert (paper.read_bytes(), slides.read_bytes()) == (b"old", b"old")
    assert {path.name for path in tmp_path.iterdir()} == {"paper.docx", "slides.pptx"}


def test_what_is_no_ordinary_file_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe, seen = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    write_whole({pipe: b"told"})
    seen.append(reader.communicate()[0])

    assert seen == [b"told"]
    assert pipe.is_fifo()

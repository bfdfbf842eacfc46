"""Files handed in are kept on disk as they arrive, and only as long as they are handed in."""

import errno
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from tests.conftest import SAMPLE, make_store
from tests.pages.conftest import RunPage
from wenming.ui import uploads
from wenming.ui.uploads import _Keeper, _Kept

MOST = 100


def record(number: int, name: str, content: bytes) -> UploadedFileRec:
    return UploadedFileRec(str(number), name, "", content)


def upload(number: int, name: str, content: bytes = b"") -> Any:
    return UploadedFile(record(number, name, content), None)


def test_memory_lets_go_of_what_is_on_disk() -> None:
    kept, file = _Kept(MOST), upload(1, "六月.xlsx", b"content")
    (first,) = kept.keep([file])
    assert (first.name, first.size, first.path.read_bytes()) == ("六月.xlsx", 7, b"content")
    assert file.getvalue() == b""
    assert kept.keep([upload(1, "六月.xlsx")]) == [first]


def test_a_file_taken_out_goes_and_all_go_with_the_session() -> None:
    kept = _Kept(MOST)
    first, second = kept.keep([upload(1, "a.csv", b"a"), upload(2, "b.csv", b"b")])
    assert kept.keep([upload(2, "b.csv")]) == [second]
    assert not first.path.exists()
    del kept
    assert not second.path.parent.exists()


def test_a_name_from_outside_is_no_path() -> None:
    kept = _Kept(MOST)
    (kept_as,) = kept.keep([upload(1, "../../etc/cron.d/x.s$h", b"x")])
    assert kept_as.name == "x.s$h"
    assert kept_as.path.name == "1"
    assert Path(kept_as.path).parent.name.startswith("wenming-")


@pytest.fixture
def keeper() -> MemoryUploadedFileManager:
    """Streamlit's own, once a page with a field for files has been drawn."""
    manager = MemoryUploadedFileManager("/upload")
    manager.__class__ = _Keeper
    return manager


def test_a_file_goes_to_disk_as_it_arrives_and_not_with_those_that_were_there_before(
    keeper: MemoryUploadedFileManager,
) -> None:
    """A run may come between: what the field does not list yet is no file that was taken out."""
    kept = uploads._OF_SESSION["one"] = _Kept(MOST)
    keeper.add_file("one", record(1, "a.csv", b"content"))
    assert [file.data for file in keeper.get_files("one", ["1"])] == [b""]

    assert kept.keep([]) == []
    (first,) = kept.keep([upload(1, "a.csv")])
    assert (first.size, first.path.read_bytes()) == (7, b"content")

    keeper.remove_file("one", "1")
    assert not first.path.exists()


def test_what_comes_beyond_the_limit_is_told_by_its_size_and_kept_nowhere(
    keeper: MemoryUploadedFileManager,
) -> None:
    kept = uploads._OF_SESSION["two"] = _Kept(MOST)
    for number in range(5):
        keeper.add_file("two", record(number, f"{number}.csv", b"x" * 40))

    files = kept.keep([upload(number, f"{number}.csv") for number in range(5)])

    assert [file.size for file in files] == [40] * 5
    assert [file.path.exists() for file in files] == [True, True, False, False, False]
    assert keeper.get_stats()["cache_memory_bytes"][0].byte_length == 0


def test_of_another_session_everything_stays_as_streamlit_does_it(
    keeper: MemoryUploadedFileManager,
) -> None:
    keeper.add_file("nobody's", record(1, "a.csv", b"content"))
    assert [file.data for file in keeper.get_files("nobody's", ["1"])] == [b"content"]


def test_a_temporary_folder_that_fills_is_one_sentence_on_the_page(
    run_page: RunPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run_page("data", store=make_store(tmp_path / "store", SAMPLE, registry_only=True))

    def fill_up(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", fill_up)
        page.file_uploader[0].set_value([("六月.xlsx", b"content", "")])
        page.run()

    (error,) = page.error
    assert error.value.startswith("六月.xlsx 所在的磁盘已满")
    assert not page.exception and not page.metric


def test_a_temporary_folder_with_little_room_is_told_before_anything_is_handed_in(
    run_page: RunPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 7 * 1024**2 + 5

    monkeypatch.setattr(uploads.shutil, "disk_usage", lambda path: Usage)
    page = run_page("data", store=make_store(tmp_path / "store", SAMPLE, registry_only=True))

    assert [each.value for each in page.warning] == [
        "服务器的临时文件夹只剩 7 MB，大一些的文件传不上来；请先在服务器上腾出空间。"
    ]

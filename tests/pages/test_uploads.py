"""Files handed in are kept on disk, and only as long as they are handed in."""

from pathlib import Path
from typing import Any

from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from wenming.ui.uploads import _Kept


def upload(number: int, name: str, content: bytes) -> Any:
    return UploadedFile(UploadedFileRec(str(number), name, "", content), None)


def test_memory_lets_go_of_what_is_on_disk() -> None:
    kept, file = _Kept(), upload(1, "六月.xlsx", b"content")
    (first,) = kept.keep([file])
    assert (first.name, first.size, first.path.read_bytes()) == ("六月.xlsx", 7, b"content")
    assert file.getvalue() == b""
    assert kept.keep([upload(1, "六月.xlsx", b"")]) == [first]


def test_a_file_taken_out_goes_and_all_go_with_the_session() -> None:
    kept = _Kept()
    first, second = kept.keep([upload(1, "a.csv", b"a"), upload(2, "b.csv", b"b")])
    assert kept.keep([upload(2, "b.csv", b"")]) == [second]
    assert not first.path.exists()
    del kept
    assert not second.path.parent.exists()


def test_a_name_from_outside_is_no_path() -> None:
    kept = _Kept()
    (kept_as,) = kept.keep([upload(1, "../../etc/cron.d/x.s$h", b"")])
    assert kept_as.name == "x.s$h"
    assert kept_as.path.name == "1"
    assert Path(kept_as.path).parent.name.startswith("wenming-")

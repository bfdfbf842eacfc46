"""Handing in files: told in the page's language, as Streamlit's own words for it are English only,
and kept on disk, as Streamlit would keep them in memory until the session ends."""

import json
import re
import shutil
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from wenming.i18n import Translator

_KEPT = "_uploads"
_SUFFIX = re.compile(r"\.[a-z]{1,8}")

# Streamlit tells why it did not take a file only to who points at it: here it is told below the
# field, in a red that can be read on light and on dark.
_WORDS = """<style>
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p,
[data-testid="stFileUploaderDropzoneInstructions"] > * { display: none; }
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"]::after {
  content: %(choose)s;
}
[data-testid="stFileUploaderDropzoneInstructions"]::after {
  content: %(drop)s; font-size: 0.875rem; opacity: 0.7;
}
[data-testid="stFileUploader"]:has([aria-invalid="true"])::after {
  content: %(kept)s; color: #d63a46; font-size: 0.875rem;
}
</style>"""


def ask_files(t: Translator, label: str, **options: Any) -> Any:
    """`st.file_uploader`, of which `options` are the further arguments."""
    limit = st.get_option("server.maxUploadSize")
    words = {
        "choose": t("data.choose"),
        "drop": t("data.drop"),
        "kept": t("data.not_taken", limit=limit),
    }
    st.html(_WORDS % {name: json.dumps(word, ensure_ascii=False) for name, word in words.items()})
    return st.file_uploader(label, **options)


@dataclass(frozen=True)
class Upload:
    """A file handed in: Streamlit's id of it, what people call it, and where its bytes are."""

    id: str
    name: str
    path: Path
    size: int


class _Kept:
    """The files that a session has handed in, in a folder that goes with the session."""

    def __init__(self) -> None:
        self._folder = Path(mkdtemp(prefix="wenming-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._uploads: dict[str, Upload] = {}
        self._count = 0

    def keep(self, files: Sequence[UploadedFile]) -> list[Upload]:
        """The files on disk; those that are no longer among them go."""
        for gone in self._uploads.keys() - {file.file_id for file in files}:
            self._uploads.pop(gone).path.unlink(missing_ok=True)
        for file in files:
            if file.file_id not in self._uploads:
                self._uploads[file.file_id] = self._write(file)
                _empty(file)
        return [self._uploads[file.file_id] for file in files]

    def _write(self, file: UploadedFile) -> Upload:
        name = Path(file.name).name
        suffix = Path(name).suffix.casefold()
        # A name from outside is shown, never used: only a suffix of plain letters.
        suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
        self._count += 1
        path = self._folder / f"{self._count}{suffix}"
        path.write_bytes(file.getvalue())
        return Upload(file.file_id, name, path, file.size)


def keep_uploads(files: Sequence[UploadedFile]) -> list[Upload]:
    """What was handed in, on disk until the files or the session are gone; Streamlit's memory is
    emptied of it."""
    kept: _Kept | None = st.session_state.get(_KEPT)
    if kept is None:
        if not files:
            return []
        kept = st.session_state[_KEPT] = _Kept()
    return kept.keep(files)


def _empty(file: UploadedFile) -> None:
    """Let Streamlit's memory go of a file, of which the field goes on to show the name."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        record = UploadedFileRec(file.file_id, file.name, file.type, b"")
        context.uploaded_file_mgr.add_file(context.session_id, record)
    file.seek(0)
    file.truncate()

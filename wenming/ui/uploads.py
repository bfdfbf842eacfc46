"""Handing in files: told in the page's language, as Streamlit's own words for it are English only,
and kept on disk as they arrive, as Streamlit would keep them in memory until the session ends."""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from wenming.errors import explain_system
from wenming.i18n import Translator

MEGABYTE = 1024**2
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


@dataclass(frozen=True)
class Upload:
    """A file handed in: Streamlit's id of it, what people call it, and where its bytes are.

    Of what came when the session had more than it may, only the size (bytes) is known, and there is
    nothing at `path`; `problem` is why what came could not be written.
    """

    id: str
    name: str
    path: Path
    size: int
    problem: OSError | None = None


def ask_files(t: Translator, label: str, *, most: int, **options: Any) -> list[Upload]:
    """`st.file_uploader`, of which `options` are the further arguments: what was handed in, on disk
    until it or the session is gone.

    A session may have `most` bytes. Raises WenmingError where the disk does not take a file.
    """
    limit = st.get_option("server.maxUploadSize")
    words = {
        "choose": t("data.choose"),
        "drop": t("data.drop"),
        "kept": t("data.not_taken", limit=limit),
    }
    st.html(_WORDS % {name: json.dumps(word, ensure_ascii=False) for name, word in words.items()})
    if (room := shutil.disk_usage(gettempdir()).free // MEGABYTE) < limit:
        st.warning(t("data.little_room", room=room), icon=":material/hard_drive:")
    kept = _find_kept(most)
    asked = st.file_uploader(label, **options)
    uploads = kept.keep(asked if isinstance(asked, list) else [asked] if asked else [])
    for upload in uploads:
        if upload.problem is not None:
            raise explain_system(upload.problem, upload.name)
    return uploads


def forget_uploads() -> None:
    """Let go of all that the session has handed in."""
    if _KEPT in st.session_state:
        st.session_state[_KEPT].keep([])


class _Kept:
    """The files that a session has handed in, in a folder that goes with the session."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._folder: TemporaryDirectory[str] | None = None
        self._uploads: dict[str, Upload] = {}
        self._listed: set[str] = set()
        self._count = 0

    def take(self, file: UploadedFileRec) -> UploadedFileRec:
        """Write a file down as it arrives; what is left of it holds no bytes."""
        with self._lock:
            if file.file_id not in self._uploads:
                self._uploads[file.file_id] = self._write(file)
        return file._replace(data=b"")

    def keep(self, files: Sequence[UploadedFile]) -> list[Upload]:
        """The files on disk; those that are no longer among them go."""
        ids = [file.file_id for file in files]
        for gone in self._listed.difference(ids):
            self.drop(gone)
        self._listed = set(ids)
        for file in files:
            if file.file_id not in self._uploads:
                self.take(UploadedFileRec(file.file_id, file.name, file.type, file.getvalue()))
                _empty(file)
        return [self._uploads[id] for id in ids]

    def drop(self, id: str) -> None:
        """Let go of a file."""
        with self._lock:
            if (gone := self._uploads.pop(id, None)) is not None:
                gone.path.unlink(missing_ok=True)

    def _write(self, file: UploadedFileRec) -> Upload:
        name = Path(file.name).name
        suffix = Path(name).suffix.casefold()
        # A name from outside is shown, never used: only a suffix of plain letters.
        suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
        self._count += 1
        size = len(file.data)
        had = sum(upload.size for upload in self._uploads.values())
        upload = Upload(file.file_id, name, Path(f"{self._count}{suffix}"), size)
        try:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="wenming-", ignore_cleanup_errors=True)
            upload = replace(upload, path=Path(self._folder.name) / upload.path)
            if had + size <= self._most:
                upload.path.write_bytes(file.data)
        except OSError as error:
            upload.path.unlink(missing_ok=True)
            return replace(upload, problem=error)
        return upload


_OF_SESSION: WeakValueDictionary[str, _Kept] = WeakValueDictionary()


class _Keeper(MemoryUploadedFileManager):
    """Streamlit's keeper of uploads, which gives them to the disk as each arrives."""

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        kept = _OF_SESSION.get(session_id)
        super().add_file(session_id, file if kept is None else kept.take(file))

    def remove_file(self, session_id: str, file_id: str) -> None:
        if (kept := _OF_SESSION.get(session_id)) is not None:
            kept.drop(file_id)
        super().remove_file(session_id, file_id)


def _find_kept(most: int) -> _Kept:
    """What the session has handed in; from now on what it hands in goes there."""
    kept: _Kept = st.session_state.setdefault(_KEPT, _Kept(most))
    context = get_script_run_ctx()
    if context is not None:
        _OF_SESSION[context.session_id] = kept
        # Streamlit makes its keeper itself and asks nobody which: the one that is there learns.
        if type(context.uploaded_file_mgr) is MemoryUploadedFileManager:
            context.uploaded_file_mgr.__class__ = _Keeper
    return kept


def _empty(file: UploadedFile) -> None:
    """Let Streamlit's memory go of a file that came before its keeper had learned."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        record = UploadedFileRec(file.file_id, file.name, file.type, b"")
        context.uploaded_file_mgr.add_file(context.session_id, record)
    file.seek(0)
    file.truncate()

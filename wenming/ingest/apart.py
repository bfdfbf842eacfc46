"""The files of one hand-in, each read in a process of its own, in their order."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from wenming.errors import WenmingError
from wenming.ingest.files import TEXTS
from wenming.ingest.ledger import OnRows
from wenming.ingest.processes import Limits, run_limited, warm_up
from wenming.ingest.results import LedgerReport, Message
from wenming.privacy import mask_typed_title
from wenming.store.imported import hash_file

# Of a long text, what is written alike is understood at once; elsewhere each row by itself.
_AT_ONCE, _ROW_BY_ROW = Limits(), Limits(seconds_per_row=500 / 1_000_000)


@dataclass(frozen=True)
class HandedIn:
    """A file to read: what people call it, and where its bytes are just now."""

    name: str
    path: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", mask_typed_title(self.name))


class Reader(Protocol):
    """Reads the files of a hand-in one after the other."""

    def read(self, path: Path, *, name: str, on_rows: OnRows) -> LedgerReport:
        """What becomes of the rows of a file."""

    @property
    def earlier(self) -> Any:
        """What the files read so far hold, for those to come."""


def read_apart(
    build: Callable[..., Reader],
    files: Sequence[HandedIn],
    *,
    long_from: float = math.inf,
    on_file: Callable[[HandedIn], None] = lambda file: None,
    on_rows: OnRows = lambda rows, share: None,
    **given: Any,
) -> tuple[tuple[LedgerReport, ...], tuple[str, ...]]:
    """Each file's report, and its SHA-256 (empty where it is refused).

    `build(earlier=…, **given)` makes the reader where a file is read; `earlier` is what the one
    for the file before had, None for the first. From `long_from` bytes on it reads a text many rows
    at once. A file that takes too much time or memory is refused, and those after it are read.
    """
    warm_up(build.__module__)
    reports, hashes = [], []
    with TemporaryDirectory(prefix="wenming-") as folder:
        earlier: Path | None = None
        for number, file in enumerate(files, 1):
            on_file(file)
            keep = Path(folder) / str(number) if number < len(files) else None
            try:
                report, sha256 = run_limited(
                    _read,
                    build,
                    file,
                    earlier=earlier,
                    keep=keep,
                    given=given,
                    file_name=file.name,
                    limits=_find_limits(file.path, long_from),
                    hear=on_rows,
                )
            except WenmingError as error:
                if not error.key.startswith("ledger.refused."):
                    raise
                told = Message(error.key, {**error.params, "file": file.name})
                report, sha256 = LedgerReport(file.name, told), ""
            if report.refused is None:
                earlier = keep
            reports.append(report)
            hashes.append(sha256)
    return tuple(reports), tuple(hashes)


def _find_limits(path: Path, long_from: float) -> Limits:
    is_text = path.suffix.casefold() in TEXTS
    is_long = is_text and path.is_file() and path.stat().st_size >= long_from
    return _AT_ONCE if is_long else _ROW_BY_ROW


def _read(
    build: Callable[..., Reader],
    file: HandedIn,
    *,
    earlier: Path | None,
    keep: Path | None,
    given: dict[str, Any],
    tell: OnRows,
) -> tuple[LedgerReport, str]:
    before = pickle.loads(earlier.read_bytes()) if earlier else None  # noqa: S301 - as kept below
    reader = build(earlier=before, **given)
    report = reader.read(file.path, name=file.name, on_rows=tell)
    if report.refused is not None:
        return report, ""
    if keep is not None:
        keep.write_bytes(pickle.dumps(reader.earlier))
    return report, hash_file(file.path)

"""What goes wrong while a file is read, made into one sentence about that file.

A damaged file makes the libraries that read it raise whatever they come upon: an index, a number,
a compression that does not end. That is the file's fault, and told as such. What this product's
own code raises is a fault of its own: whoever handed the file in is given a number that stands in
the log, and tests see it raised (`WENMING_RAISE`).
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from wenming.errors import WenmingError
from wenming.faults import log_fault

_READERS = frozenset(
    {
        "codecs", "csv", "encodings", "json", "lxml", "openpyxl", "pyexpat", "pyogrio", "struct",
        "xlrd", "xml", "zipfile", "zlib",
    }
)  # fmt: skip
_log = logging.getLogger(__name__)


@contextmanager
def refusing_damage(file: str) -> Iterator[None]:
    """While a file is read: raise WenmingError for whatever else is raised.

    `ledger.refused.damaged` where a library could not read it, `ledger.refused.failed` with the
    number of the log's entry where this product could not.
    """
    try:
        yield
    except (WenmingError, MemoryError):
        raise
    except Exception as error:
        if _is_of_reader(error):
            _log.info("a file is damaged", exc_info=error)
            raise WenmingError("ledger.refused.damaged", file=file) from error
        if os.environ.get("WENMING_RAISE"):
            raise
        number = log_fault(error, "a file")
        raise WenmingError("ledger.refused.failed", file=file, number=number) from error


def _is_of_reader(error: Exception) -> bool:
    """Whether a library that reads files raised an error, rather than our own code."""
    if type(error).__module__.partition(".")[0] in _READERS:
        return True
    beyond: list[str] = []
    for frame, _ in traceback.walk_tb(error.__traceback__):
        name = str(frame.f_globals.get("__name__", ""))
        beyond = [] if name.partition(".")[0] == "wenming" else [*beyond, name]
    return any(name.partition(".")[0] in _READERS for name in beyond)

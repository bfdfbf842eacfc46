"""Files for people and other programs, written whole or not at all: a disk may fill at any byte."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write all files or none: what stood there stays until all are written and flushed.

    A path that is no ordinary file, such as a pipe, is written to as it is. Raises OSError.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            if path.exists() and not path.is_file():
                path.write_bytes(content)
                continue
            place = path.resolve()  # where a link leads, which stays a link
            part = place.with_name(f"{place.name}.{os.getpid()}.part")
            written[part] = place
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for part, place in written.items():
            part.replace(place)
    finally:
        for part in written:
            with suppress(OSError):  # of a disk that fails: what stood there is whole all the same
                part.unlink(missing_ok=True)

"""`current.json`: the version to read, those there are, and each move from one to another by hand.

It is replaced whole by an atomic rename. Files of older releases hold version and list alone.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from wenming.errors import WenmingError
from wenming.store.files import flush

_MOST_BYTES = 16 * 1024 * 1024  # a hundred thousand versions take one of them
_HIGHEST = 999_999_999


class Way(StrEnum):
    """How a move was made: back to an older version, or to what was found in the folder."""

    BACK = "back"
    RECOVER = "recover"


@dataclass(frozen=True)
class Move:
    """Another version was made current without a new one being built."""

    at: datetime
    """UTC."""
    way: Way
    before: int | None
    """None where it was not known any more."""
    after: int
    by: str
    """An office; empty where nobody said."""


@dataclass(frozen=True)
class Pointer:
    """What `current.json` says. `last` is the highest number ever given."""

    version: int
    published: tuple[int, ...]
    last: int
    moves: tuple[Move, ...] = ()

    def add(self, number: int) -> "Pointer":
        """With a new version, which is current."""
        return replace(self, version=number, published=(*self.published, number), last=number)

    def move(self, to: int, *, way: Way, by: str) -> "Pointer":
        """With another version current, and the line that says so."""
        return replace(
            self, version=to, moves=(*self.moves, record_move(way, self.version, to, by))
        )


def record_move(way: Way, before: int | None, after: int, by: str) -> Move:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    return Move(now, way, before, after, by)


def find_pointer(folder: Path) -> Path:
    return folder / "current.json"


def read_pointer(folder: Path) -> Pointer | None:
    """What `current.json` says; None where there is none.

    Raises WenmingError `errors.pointer_unreadable` when it does not say it in the form it has.
    """
    path = find_pointer(folder)
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    try:
        if len(content) > _MOST_BYTES:
            raise ValueError(f"> {_MOST_BYTES} bytes")
        return _parse(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problem = f"{type(error).__name__}: {error}"[:200]
        raise WenmingError("errors.pointer_unreadable", file=path, problem=problem) from None


def write_pointer(folder: Path, pointer: Pointer) -> Path:
    """Write beside `current.json` what it is to say; returns the flushed file to put in place."""
    values: dict[str, Any] = {"version": pointer.version, "published": list(pointer.published)}
    if pointer.last > max(pointer.published):
        values["last"] = pointer.last
    if pointer.moves:
        values["moves"] = [_spell(move) for move in pointer.moves]
    new = find_pointer(folder).with_suffix(".new")
    try:
        new.write_text(json.dumps(values, ensure_ascii=False) + "\n", encoding="utf-8")
        flush(new)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    return new


def place_pointer(folder: Path, new: Path) -> None:
    """Put in place what `write_pointer` wrote; from here on everybody reads it."""
    new.replace(find_pointer(folder))
    flush(folder)


def _parse(values: Any) -> Pointer:
    version, published = _number(values["version"]), _numbers(values["published"])
    if version not in published:
        raise ValueError(f"version {version} is not in published")
    last = max(*published, _number(values.get("last", version)))
    return Pointer(version, published, last, tuple(map(_parse_move, values.get("moves", []))))


def _parse_move(values: Any) -> Move:
    before = values["from"]
    return Move(
        at=datetime.fromisoformat(values["at"]),
        way=Way(values["way"]),
        before=None if before is None else _number(before),
        after=_number(values["to"]),
        by=str(values["by"]),
    )


def _spell(move: Move) -> dict[str, Any]:
    return {
        "at": move.at.isoformat(),
        "way": move.way.value,
        "from": move.before,
        "to": move.after,
        "by": move.by,
    }


def _numbers(values: Iterable[Any]) -> tuple[int, ...]:
    if not isinstance(values, list):
        raise TypeError("published is not a list")
    return tuple(sorted(set(map(_number, values))))


def _number(value: Any) -> int:
    if type(value) is not int or not 0 < value <= _HIGHEST:
        raise ValueError(f"{str(value)[:40]} is not the number of a version")
    return value

"""Rebuilding `current.json` from the version files, when it is lost, damaged or of an older day."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import count

from wenming.errors import WenmingError
from wenming.privacy import check_office
from wenming.store.files import find_highest_number, list_versions, read_all, telling_disk
from wenming.store.line import Version
from wenming.store.pointer import Pointer, Way, find_pointer, record_move
from wenming.store.versions import Store


@dataclass(frozen=True)
class Found:
    """One version that has a file or is listed. Either `line` says what it is, or `problem` why
    it cannot be read."""

    number: int
    is_listed: bool
    line: Version | None
    problem: WenmingError | None

    @property
    def is_older(self) -> bool:
        return self.problem is not None and self.problem.key == "errors.store_older"


@dataclass(frozen=True)
class Survey:
    """What the folder holds and `current.json` says; `proposed` is the version to make current,
    None where no file is a whole version."""

    pointer: Pointer | None
    pointer_problem: WenmingError | None
    found: tuple[Found, ...]
    proposed: int | None

    @property
    def whole(self) -> tuple[int, ...]:
        return tuple(each.number for each in self.found if each.line is not None)

    @property
    def listed(self) -> tuple[int, ...]:
        """What `current.json` is to list: what is whole, of today's release or an older one."""
        older = (each for each in self.found if each.is_older)
        return tuple(sorted({*self.whole, *(each.number for each in older)}))

    @property
    def is_needed(self) -> bool:
        """Whether `current.json` says anything else than the files do."""
        return self.pointer is None or self.pointer.published != self.listed

    def choose(self, store: Store, to: int | None) -> int:
        """`to`, or what is proposed; raises WenmingError when it is not whole, or nothing is."""
        if self.proposed is None:
            raise WenmingError("errors.nothing_to_recover", store=store.folder)
        if to is not None and to not in self.whole:
            raise WenmingError("errors.not_whole", store=store.folder, version=to)
        return self.proposed if to is None else to


def survey_store(store: Store) -> Survey:
    """Read every version of the folder whole, listed or not; nothing is changed.

    Where `current.json` is readable its version stays proposed, or the newest of those that were
    built on it and are not listed; otherwise the newest.
    """
    pointer, pointer_problem = None, None
    try:
        pointer = store.read_pointer()
    except WenmingError as problem:
        pointer_problem = problem
    listed = pointer.published if pointer else ()
    numbers = sorted({*listed, *list_versions(store.folder)})
    found = tuple(_look_at(store, number, number in listed) for number in numbers)
    return Survey(pointer, pointer_problem, found, _propose(pointer, found))


def recover_store(store: Store, survey: Survey, *, to: int | None = None, by: str = "") -> int:
    """Have `current.json` list what the survey found whole, `to` or what it proposes current.

    What `current.json` said stays in the history where it could be read; one that could not is
    kept beside it. Raises WenmingError when nothing is whole, `to` is not, or somebody changed
    the store since the survey.
    """
    by = check_office(by)
    to = survey.choose(store, to)
    with store.turn(60):
        _require_unchanged(store, survey)
        was, last = survey.pointer, find_highest_number(store.folder)
        move = record_move(Way.RECOVER, was.version if was else None, to, by)
        moves = (*was.moves, move) if was else (move,)
        if was:
            last = max(last, was.last)
        if survey.pointer_problem is not None:
            _keep_unreadable(store)
        store.point_to(Pointer(to, survey.listed, last, moves))
    return to


def _look_at(store: Store, number: int, is_listed: bool) -> Found:
    try:
        line = store.describe_file(number)
        with store.read(number) as connection:
            read_all(connection)
    except WenmingError as problem:
        return Found(number, is_listed, None, problem)
    return Found(number, is_listed, line, None)


def _propose(pointer: Pointer | None, found: tuple[Found, ...]) -> int | None:
    lines = {each.number: each.line for each in found if each.line is not None}
    if pointer is None or pointer.version not in lines:
        return max(lines, default=None)
    proposed = pointer.version
    for each in found:  # lowest first: a version stands on lower ones
        if each.line is not None and not each.is_listed and each.line.parent == proposed:
            proposed = each.number
    return proposed


def _require_unchanged(store: Store, survey: Survey) -> None:
    now = None
    if survey.pointer_problem is None:
        now = store.read_pointer()
    if now != survey.pointer or not set(survey.whole) <= set(list_versions(store.folder)):
        version = now.version if now else "—"
        raise WenmingError("errors.store_moved", store=store.folder, version=version)


def _keep_unreadable(store: Store) -> None:
    path = find_pointer(store.folder)
    copies = (path.with_suffix(f".damaged-{number}.json") for number in count(1))
    copy = next(copy for copy in copies if not copy.exists())
    with telling_disk(copy):
        shutil.copyfile(path, copy)

"""Immutable versions: one DuckDB file each, and `current.json` that names the one to read.

A version is built beside the others, flushed to disk, and only then named in `current.json` by an
atomic rename, so a reader or a crash sees the old version or the new one and nothing between.
Nothing that is or may be a version is ever removed, and no number is given twice.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from wenming.errors import WenmingError
from wenming.privacy import check_office, mask_typed
from wenming.store.actions import Action
from wenming.store.files import (
    explain_disk,
    find_highest_number,
    flush,
    is_damage,
    list_versions,
    name_unfinished,
    name_version,
    open_file,
    read_all,
    remove_unfinished,
    tell_problem,
    telling_disk,
)
from wenming.store.line import Version, begin_line, finish_line, list_older, read_line
from wenming.store.pointer import (
    Move,
    Pointer,
    Way,
    find_pointer,
    place_pointer,
    read_pointer,
    write_pointer,
)
from wenming.store.turns import take_turn

OnSkip = Callable[[WenmingError], None]


@dataclass(frozen=True)
class Store:
    """The versions kept in one folder."""

    folder: Path

    def path(self, number: int) -> Path:
        return self.folder / name_version(number)

    def current(self) -> int | None:
        """The number of the version to read; None before the first is published."""
        pointer = self.read_pointer()
        return pointer.version if pointer else None

    def published(self) -> tuple[int, ...]:
        """The versions that `current.json` lists, oldest first."""
        pointer = self.read_pointer()
        return pointer.published if pointer else ()

    def unlisted(self) -> tuple[int, ...]:
        """Version files that `current.json` does not list: of a publication that was killed at its
        end, or of a time after the backup that `current.json` was taken back from."""
        return tuple(sorted(set(list_versions(self.folder)) - set(self.published())))

    def moves(self) -> tuple[Move, ...]:
        """Each time another version was made current without building one, in order of time."""
        pointer = self.read_pointer()
        return pointer.moves if pointer else ()

    def read_pointer(self) -> Pointer | None:
        with telling_disk(find_pointer(self.folder)):
            return read_pointer(self.folder)

    def require_current(self) -> int:
        return self._require_pointer().version

    def require_empty(self) -> None:
        """Raises WenmingError where any version stands, so that none is built over it."""
        if (current := self.current()) is not None:
            raise WenmingError("errors.store_exists", store=self.folder, version=current)
        self._refuse_files()

    def require_folder(self) -> None:
        """Raises WenmingError where there is neither a pointer nor a version to point to."""
        if not list_versions(self.folder) and not find_pointer(self.folder).exists():
            raise WenmingError("errors.no_store", store=self.folder)

    def require_listed(self, number: int) -> None:
        if number not in self.published():
            raise WenmingError("errors.no_version", store=self.folder, version=number)

    def describe(self, number: int) -> Version:
        """What made version `number`; raises WenmingError when it is not here or unreadable."""
        self.require_listed(number)
        return self.describe_file(number)

    def describe_file(self, number: int) -> Version:
        """The same of a version that may not be listed."""
        with self.read(number) as connection:
            line = read_line(connection)
        if line is None or line.number != number:
            raise self.explain(number, f"version {line.number if line else '—'}")
        return line

    @contextmanager
    def read(self, number: int) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that can only read version `number`; what DuckDB cannot read is told as
        `explain` does."""
        try:
            with self.open(number) as connection:
                yield connection
        except duckdb.Error as error:
            raise self.explain(number, error) from None

    def open(self, number: int) -> duckdb.DuckDBPyConnection:
        """Open version `number` for reading; raises WenmingError as `explain` tells."""
        try:
            return open_file(self.path(number), read_only=True)
        except duckdb.Error as error:
            raise self.explain(number, error) from None

    def explain(self, number: int, problem: duckdb.Error | str) -> WenmingError:
        """The sentence for a version that cannot be read: what helps depends on whether it is the
        current one, and on which others are whole."""
        path = self.path(number)
        if isinstance(problem, duckdb.Error):
            if isinstance(problem, duckdb.CatalogException | duckdb.BinderException):
                return WenmingError("errors.store_older", store=self.folder, version=number)
            if told := explain_disk(problem, path):
                return told
        kind = "damaged" if path.exists() else "missing"
        params = {"version": number, "file": path, "problem": problem}
        if isinstance(problem, duckdb.Error):
            params["problem"] = tell_problem(problem)
        if not self._is_current(number):
            return WenmingError(f"errors.version_{kind}", **params)
        for other in self._list_others(number):
            with suppress(WenmingError):
                return WenmingError(
                    f"errors.current_{kind}", **params, to=self.describe_file(other).number
                )
        return WenmingError(f"errors.only_{kind}", **params)

    @contextmanager
    def turn(self, wait_seconds: float = 600) -> Iterator[None]:
        """Hold the turn to change the store: who came first goes first.

        What is published, undone or recovered within goes on without waiting, and nobody else
        does meanwhile. Raises WenmingError when the turn does not come in so many seconds.
        """
        with telling_disk(self.folder), take_turn(self.folder, wait_seconds=wait_seconds):
            yield

    def publish(
        self,
        change: Callable[[duckdb.DuckDBPyConnection], None],
        *,
        action: Action,
        note: str = "",
        office: str = "",
        expected: int | None = None,
        wait_seconds: float = 600,
    ) -> int:
        """Build the next version from the current one by `change`, and make it current.

        `change` gets a connection to a private copy, in which `max(version)` of `store_version` is
        already the number being built; whatever it raises leaves the store as it was. `office`
        says who publishes: raises WenmingError where that is a private person. With `expected`,
        raises WenmingError if another version became current meanwhile. Returns the new version's
        number.
        """
        office, note = check_office(office), mask_typed(note)
        self._require_expected(expected)  # who is late need not wait to be told
        with self.turn(wait_seconds):
            self._require_expected(expected)
            pointer = self.read_pointer()
            if pointer is None:
                self._refuse_files()
            number = self._find_free_number(pointer)
            remove_unfinished(self.folder)
            try:
                building = self._build(number, pointer, change, action, note, office)
                self._name(building, number, pointer)
            finally:
                with suppress(OSError):  # of a full disk: the next publication removes it
                    remove_unfinished(self.folder)
        return number

    def undo(self, to: int | None = None, *, by: str = "", on_skip: OnSkip | None = None) -> int:
        """Make an older version current: `to`, or the last whole one of those that the current
        stands on; `on_skip` is told which were not. `by` says who does it: an office."""
        by = check_office(by)
        with self.turn(60):
            pointer = self._require_pointer()
            if to is None:
                to = self._find_previous(pointer.version, on_skip or (lambda problem: None))
            else:
                self.describe(to)
            if to != pointer.version:
                self.point_to(pointer.move(to, way=Way.BACK, by=by))
        return to

    def point_to(self, pointer: Pointer) -> None:
        """Put another `current.json` in place; only while holding the turn."""
        place_pointer(self.folder, write_pointer(self.folder, pointer))

    def _is_current(self, number: int) -> bool:
        try:
            return number == self.current()
        except WenmingError:  # of a pointer that cannot be read: told by whoever needs it
            return False

    def _require_pointer(self) -> Pointer:
        pointer = self.read_pointer()
        if pointer is None:
            self._refuse_files()
            raise WenmingError("errors.no_store", store=self.folder)
        return pointer

    def _refuse_files(self) -> None:
        """Raises WenmingError where versions stand and nothing says which of them is current."""
        if numbers := list_versions(self.folder):
            files = ", ".join(map(name_version, numbers[-3:]))
            raise WenmingError(
                "errors.pointer_missing", store=self.folder, count=len(numbers), files=files
            )

    def _require_expected(self, expected: int | None) -> None:
        if expected is not None and (current := self.current()) != expected:
            raise WenmingError("errors.store_moved", store=self.folder, version=current)

    def _find_free_number(self, pointer: Pointer | None) -> int:
        return 1 + max(pointer.last if pointer else 0, find_highest_number(self.folder))

    def _build(
        self,
        number: int,
        pointer: Pointer | None,
        change: Callable[[duckdb.DuckDBPyConnection], None],
        action: Action,
        note: str,
        office: str,
    ) -> Path:
        """Build version `number` from the current one; returns its flushed file."""
        parent = pointer.version if pointer else None
        building = self.folder / name_unfinished(number)
        if parent is not None:
            with self.read(parent):
                pass  # what cannot be read is told before it is copied
            shutil.copyfile(self.path(parent), building)
        try:
            with open_file(building, read_only=False) as connection:
                begin_line(connection, number, parent, action, note, office)
                change(connection)
                finish_line(connection, number)
                # DuckDB says nothing of what goes wrong while it closes a file, and would close
                # over a full disk: what is not in the file by then is lost with its log.
                connection.execute("checkpoint")
        except duckdb.Error as error:
            if parent is not None and is_damage(error):
                with self.read(parent) as connection:
                    read_all(connection)  # raises what is wrong, if it is wrong with this one
            raise
        flush(building)
        return building

    def _name(self, building: Path, number: int, pointer: Pointer | None) -> None:
        """Give a built version its name and make it current. What needs room is written first."""
        named = pointer.add(number) if pointer else Pointer(number, (number,), number)
        new = write_pointer(self.folder, named)
        path = building.rename(self.path(number))
        try:
            place_pointer(self.folder, new)
        except OSError:
            if self.current() != number:  # nobody can have read it
                path.rename(building)
            raise

    def _find_previous(self, current: int, on_skip: OnSkip) -> int:
        """The newest whole one of the versions that the current stands on, or of all the others
        where the current cannot say."""
        try:
            with self.read(current) as connection:
                others = list_older(connection, current)
        except WenmingError as problem:
            on_skip(problem)
            others = self._list_others(current)
        if not others:
            raise WenmingError("errors.nothing_to_undo", version=current)
        for number in others:
            try:
                return self.describe(number).number
            except WenmingError as problem:
                on_skip(problem)
        raise WenmingError("errors.nothing_whole_to_undo", version=current, store=self.folder)

    def _list_others(self, number: int) -> list[int]:
        """The listed versions apart from one: the older first, each from the newest down."""
        others = [other for other in self.published() if other != number]
        return sorted(others, key=lambda other: (other > number, -other))

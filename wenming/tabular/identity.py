"""Which record a row of a table is about: a known one, by its id or what names it, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wenming.ingest.results import Message, Place
from wenming.schema import Table
from wenming.tabular.cells import Draft, spell_stored
from wenming.tabular.labels import Records
from wenming.tabular.names import Names

Values = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Identity:
    """The record of a row: `before` is what is stored of it, None for a new one."""

    id: str
    before: Values | None


@dataclass
class Earlier:
    """What the files of a batch that were read so far say, for those to come: the records they are
    about, where each was said first, and what was not understood there."""

    records: list[tuple[str, Values]] = field(default_factory=list)
    said: dict[str, tuple[Place, dict[str, Any]]] = field(default_factory=dict)
    unread: dict[Place, list[str]] = field(default_factory=dict)


@dataclass
class Identities:
    """The records that rows are compared with: those stored, and those of rows read before."""

    table: Table
    names: Names
    fold: Callable[[str], str]
    records: dict[str, Values]
    taken_ids: set[str]
    _natural: dict[tuple[str, ...], set[str]] = field(init=False)
    _contents: dict[tuple[str, ...], dict[tuple[str | None, ...], str]] = field(init=False)

    def __post_init__(self) -> None:
        self._natural = defaultdict(set)
        self._contents = {}
        for key, record in self.records.items():
            self._index(key, record)

    def keep(self, key: str, record: Values) -> None:
        """Let later rows find the record of a row that was read."""
        self.taken_ids.add(key)
        self._index(key, record)
        for columns, keys in self._contents.items():
            keys[tuple(record.get(column) for column in columns)] = key

    def find(self, draft: Draft) -> Identity | None:
        """The record that a row is about; None where it cannot be told, which is a problem of the
        draft."""
        key = draft.values.get(self.table.key)
        return self._find_by_id(key, draft) if key else self._find_by_name(draft)

    def _find_by_id(self, key: str, draft: Draft) -> Identity:
        before = self.records.get(key)
        effective = {**(before or {}), **draft.values}
        others = self._ids_like(effective) - {key}
        if others and (before is None or self._spell(before) != self._spell(effective)):
            draft.problems.append(_say("known_otherwise", id=min(others)))
        return Identity(key, before)

    def _find_by_name(self, draft: Draft) -> Identity | None:
        found = self._ids_like(draft.values) if self.table.natural else self._same_as(draft.values)
        if len(found) > 1:
            draft.problems.append(_say("several", ids=sorted(found)[:5]))
            return None
        if found:
            key = next(iter(found))
            return Identity(key, self.records.get(key))
        if self.table.has_names and (known := self._find_alias(draft)) is not None:
            return known
        return Identity(self._number(), None)

    def _find_alias(self, draft: Draft) -> Identity | None:
        """The record that goes by a row's name, though it is called something else."""
        name = draft.values.get("name")
        if not name:
            return None
        found = self.names.find_own(name, draft.values.get("street_id"))
        if found.id is not None and self._fits(found.id, draft.values):
            draft.values.pop("name")  # another name of it: what it is called stays
            return Identity(found.id, self.records.get(found.id))
        near = self.names.resembles(name, draft.values.get("street_id"))
        if near in self.records:
            told = {"id": near, "name": self.records[near or ""].get("name") or near}
            draft.problems.append(_say("resembles", **told))
        return None

    def _fits(self, key: str, values: Mapping[str, str | None]) -> bool:
        """Whether the other columns that name a record do not tell the two apart."""
        record = self.records.get(key, {})
        others = [column for column in self.table.natural if column != "name"]
        return all(values.get(column) in (None, record.get(column)) for column in others)

    def _number(self) -> str:
        number = len(self.taken_ids) + 1
        while (key := f"{self.table.prefix}-{number:03}") in self.taken_ids:
            number += 1
        self.taken_ids.add(key)
        return key

    def _index(self, key: str, record: Mapping[str, str | None]) -> None:
        if self.table.natural:
            self._natural[self._spell(record)].add(key)

    def _spell(self, values: Mapping[str, str | None]) -> tuple[str, ...]:
        return tuple(
            self.fold(spell_stored(self.table.column(column), values.get(column)) or "")
            for column in self.table.natural
        )

    def _ids_like(self, values: Mapping[str, str | None]) -> set[str]:
        """Ids of the records with the same natural key."""
        spelled = self._spell(values)
        return set(self._natural.get(spelled, ())) if any(spelled) else set()

    def _same_as(self, values: Mapping[str, str | None]) -> set[str]:
        """One id of the records that have everything a row gives: a repeat of any is a repeat."""
        columns = tuple(sorted(column for column, value in values.items() if value is not None))
        if columns not in self._contents:
            self._contents[columns] = {
                tuple(record.get(column) for column in columns): key
                for key, record in self.records.items()
            }
        found = self._contents[columns].get(tuple(values[column] for column in columns))
        return {found} if columns and found is not None else set()


def _say(key: str, **params: object) -> Message:
    return Message(f"tables.review.{key}", params)


def bites(key: str, parents: Mapping[str, str | None], stored: Records, column: str) -> bool:
    """Whether the way up from a record comes back to it."""
    seen = {key}
    above: str | None = key
    while above is not None:
        above = parents[above] if above in parents else stored.get(above, {}).get(column)
        if above in seen:
            return True
        seen.add(above or "")
    return False

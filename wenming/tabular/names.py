"""Which record or choice a cell names: by id, by what it is called in any language, by an alias."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from wenming.config import District
from wenming.i18n import Translator
from wenming.ingest.names import build_pattern
from wenming.ingest.registry import Registry
from wenming.schema import TABLES, Column, Table
from wenming.tabular.labels import HeldRecords, Record, label_choices, label_records
from wenming.translation import build_readers


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: an id, whether it is called just so, or else what it could be."""

    id: str | None = None
    is_exact: bool = True
    candidates: tuple[str, ...] = ()


@dataclass
class NameIndex:
    """Texts by the ids that they may mean: written just so, or otherwise."""

    fold: Callable[[str], str]
    _written: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _sure: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _loose: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, key: str, texts: Iterable[str | None], *, is_sure: bool = True) -> None:
        """Let texts mean an id; a loose name counts where no sure one does."""
        names = self._sure if is_sure else self._loose
        for text in texts:
            if text:
                names[self.fold(text)].add(key)
                if is_sure:
                    self._written[text.strip()].add(key)

    def find(self, text: str) -> Named:
        """The one id that a text means."""
        written = self._written.get(text.strip(), ())
        if len(written) == 1:
            return Named(next(iter(written)))
        folded = self.fold(text)
        for names, is_exact in ((self._sure, True), (self._loose, False)):
            if found := names.get(folded):
                if len(found) == 1:
                    return Named(next(iter(found)), is_exact)
                return Named(candidates=tuple(sorted(found)))
        return Named()


@dataclass
class Names:
    """Looks up what the cells of a table may name."""

    table: Table
    district: District
    held: HeldRecords
    registry: Registry
    _indexes: dict[str, NameIndex] = field(init=False, default_factory=dict)
    spoken: Sequence[Translator] = field(init=False)

    def __post_init__(self) -> None:
        self.spoken = build_readers(self.district)

    def find(self, column: Column, text: str, street_id: str | None = None) -> Named:
        """What a cell of a choice or a reference names."""
        if column.kind == "ref" and column.of is not None:
            return self._find_record(column.of, text, street_id)
        found = self._choices(column).find(text)
        if (
            found.id is None
            and column.of == "themes"
            and (theme := self.registry.match_theme(text))
        ):
            return Named(theme, is_exact=False)
        return found

    def find_own(self, text: str, street_id: str | None = None) -> Named:
        """The record of the table itself that has a name or alias; of communities also
        without what says that they are such."""
        found = self._records(self.table.name).find(text)
        if found.id is None and self.table.name == "communities":
            return self._find_community(text, street_id)
        return found

    def resembles(self, text: str, street_id: str | None) -> str | None:
        """The site, street or team that a name nearly is."""
        return self._match(self.table.name, text, street_id)

    def add_own(self, key: str, record: Record) -> None:
        """Let a row of the file be named by others of it."""
        self._add(self._records(self.table.name), self.table, key, record)

    def _find_record(self, table: str, text: str, street_id: str | None) -> Named:
        index = self._records(table)
        found = index.find(text)
        if found.id is not None:
            return found
        within = self._within(table, found.candidates, street_id)
        if len(within) == 1:
            return Named(within[0], is_exact=False)
        if found.candidates:
            return found
        first = text.split(maxsplit=1)[0] if text.split() else ""
        if first != text and first in self.held.of(table):
            return Named(first)  # an id with something of its record after it
        if table == "communities":
            return self._find_community(text, street_id)
        match = self._match(table, text, street_id)
        return Named(match, is_exact=False) if match else Named(candidates=self._near(table, text))

    def _find_community(self, text: str, street_id: str | None) -> Named:
        """The community of a name with or without 社区, 居委会 and the like behind it."""
        index = self._records("communities")
        bare = self._community_words.sub("", index.fold(text))
        found = index.find(bare)
        within = self._within("communities", found.candidates, street_id)
        if len(within) == 1:
            return Named(within[0], is_exact=False)
        return Named(found.id, is_exact=False, candidates=found.candidates)

    def _within(self, table: str, ids: tuple[str, ...], street_id: str | None) -> list[str]:
        """Of several records of one name, those of the row's own street."""
        records = self.held.of(table) if ids and street_id else {}
        return [key for key in ids if records.get(key, {}).get("street_id") == street_id]

    def _match(self, table: str, text: str, street_id: str | None) -> str | None:
        if table == "sites":
            return self.registry.match_site(text, street_id).id
        if table == "streets":
            return self.registry.match_street(text).id
        return self.registry.match_team(text) if table == "teams" else None

    def _near(self, table: str, text: str) -> tuple[str, ...]:
        return self.registry.match_site(text).candidates if table == "sites" else ()

    @property
    def _community_words(self) -> re.Pattern[str]:
        fold, words = self.registry.cleaner.fold, self.registry.settings.site.community
        return re.compile(build_pattern(map(fold, words)) + "$")

    def _choices(self, column: Column) -> NameIndex:
        if column.name not in self._indexes:
            index = NameIndex(self.registry.cleaner.fold)
            for t in self.spoken:
                choices = label_choices(
                    self.table, column, district=self.district, held=self.held, t=t
                )
                for key, label in choices.items():
                    index.add(key, (key, label))
            self._indexes[column.name] = index
        return self._indexes[column.name]

    def _records(self, table: str) -> NameIndex:
        key = f"table {table}"
        if key not in self._indexes:
            index = NameIndex(self.registry.cleaner.fold)
            for t in self.spoken:
                for record_id, label in label_records(table, self.held, t).items():
                    index.add(record_id, (record_id, label))
            for record_id, record in self.held.of(table).items():
                self._add(index, TABLES[table], record_id, record)
            self._indexes[key] = index
        return self._indexes[key]

    @staticmethod
    def _add(index: NameIndex, table: Table, key: str, record: Record) -> None:
        index.add(key, (key,))
        if table.has_names:
            index.add(key, (record.get("name"), record.get("name_en")))
            index.add(key, (record.get("aliases") or "").split("|"), is_sure=False)
        else:
            index.add(key, (record.get(table.title),), is_sure=False)

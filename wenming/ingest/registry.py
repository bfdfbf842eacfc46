"""The district's sites, streets, teams and themes, and which of them a ledger's text names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from rapidfuzz import fuzz, process
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.prepared import PreparedGeometry, prep

from wenming.config.ledger import LedgerSettings
from wenming.ingest.lengths import read_short, remember_short
from wenming.ingest.names import (
    Form,
    Match,
    Named,
    Site,
    build_named,
    build_pattern,
    find_slips,
    list_records,
    read_aliases,
)
from wenming.ingest.text import Cleaner

METRES_PER_DEGREE = 111_320.0


@dataclass
class Registry:
    """Names a ledger may use, looked up in any of their written forms.

    `outline` is the district's area and `street_areas` the streets' (WGS-84, shapely); points are
    checked against them where they are given. `learned` are names that a person settled once, each
    with its site: asked where a text names no one site by itself.
    """

    sites: Mapping[str, Site]
    streets: Mapping[str, Named]
    communities: Mapping[str, Named]
    teams: Mapping[str, Named]
    themes: Mapping[str, Named]
    settings: LedgerSettings
    outline: BaseGeometry | None = None
    street_areas: Mapping[str, BaseGeometry] = field(default_factory=dict)
    areas_are_schematic: bool = True
    other_theme: str = "other"
    learned: Mapping[str, str] = field(default_factory=dict)
    cleaner: Cleaner = field(init=False)

    def __post_init__(self) -> None:
        official = [
            named.name
            for table in (self.sites, self.streets, self.communities)
            for named in table.values()
        ]
        self.cleaner = Cleaner(self.settings, official)
        self._no_theme = self.other_theme if self.other_theme in self.themes else None
        self._learned = {
            self.cleaner.fold(alias): site
            for alias, site in self.learned.items()
            if site in self.sites
        }
        self._index_sites()
        self._official = {
            table: _index_as_written(getattr(self, table))
            for table in ("sites", "streets", "teams", "themes")
        }
        self._street_names = self._index(self.streets)
        self._team_names = self._index(self.teams)
        self._theme_names = self._index(self.themes)
        margin = self.settings.bounds_margin_m / METRES_PER_DEGREE
        self._inside = prep(self.outline.buffer(margin)) if self.outline is not None else None
        self._areas: dict[str, PreparedGeometry] = {
            street: prep(area) for street, area in self.street_areas.items()
        }
        self.match_site = read_short(self._match_site, Match())
        self.match_street = read_short(self._match_street, Match(), 8192)
        self.find_site_in = remember_short(self._find_site_in, 4096)

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew in the process it is sent to: the indices are not sent."""
        return Registry, tuple(getattr(self, each.name) for each in fields(self) if each.init)

    @classmethod
    def from_frames(
        cls,
        *,
        sites: Any,
        streets: Any,
        settings: LedgerSettings,
        communities: Any = (),
        teams: Any = (),
        themes: Any = (),
        outline: BaseGeometry | None = None,
        street_areas: Mapping[str, BaseGeometry] | None = None,
        areas_are_schematic: bool = True,
        other_theme: str = "other",
        learned: Mapping[str, str] | None = None,
    ) -> Registry:
        """Build from frames or records with the columns of the district's tables.

        `aliases` may be a list or one text joined by `|`. Themes need `theme_id`, `name` (one
        language) and `aliases`.
        """
        return cls(
            sites={
                row["site_id"]: Site(
                    row["site_id"],
                    row["name"],
                    read_aliases(row),
                    level=row.get("level") or "",
                    street_id=row.get("street_id") or None,
                    community_id=row.get("community_id") or None,
                )
                for row in list_records(sites)
            },
            streets=build_named(streets, "street_id"),
            communities=build_named(communities, "community_id"),
            teams=build_named(teams, "team_id"),
            themes=build_named(themes, "theme_id"),
            settings=settings,
            outline=outline,
            street_areas=street_areas or {},
            areas_are_schematic=areas_are_schematic,
            other_theme=other_theme,
            learned=learned or {},
        )

    def match_team(self, text: str) -> str | None:
        """The team of that name or alias."""
        found = self._find_as_written("teams", text) or self._team_names.get(
            self.cleaner.fold(text), frozenset()
        )
        return next(iter(found)) if len(found) == 1 else None

    def match_theme(self, text: str) -> str | None:
        """The theme of that name or alias."""
        found = self._find_as_written("themes", text) or self._theme_names.get(
            self.cleaner.fold(text), frozenset()
        )
        return next(iter(found)) if len(found) == 1 else None

    def theme_of(self, text: str) -> str | None:
        """The theme of that name or alias, or else the district's theme for all others."""
        return self.match_theme(text) or self._no_theme

    def covers(self, lon: float, lat: float) -> bool:
        """Whether a WGS-84 point lies in the district, or no outline is known."""
        return self._inside is None or bool(self._inside.covers(Point(lon, lat)))

    def street_at(self, lon: float, lat: float) -> str | None:
        """The street whose area holds a WGS-84 point."""
        point = Point(lon, lat)
        return next((s for s, area in self._areas.items() if area.covers(point)), None)

    def institute_of(self, street_id: str) -> str | None:
        """The site of a street itself, as against those of its communities."""
        found = [
            site.id
            for site in self.sites.values()
            if site.street_id == street_id and site.level == "institute"
        ]
        return found[0] if len(found) == 1 else None

    def _match_street(self, text: str) -> Match:
        folded = self._strip_prefix(self.cleaner.fold(text))
        found = self._find_as_written("streets", text) or self._street_names.get(folded)
        if not found:
            found = self._street_names.get(self._strip(folded, self._street_suffix))
        if not found:
            near = find_slips(self._strip(folded, self._street_suffix), self._street_names)
            found = frozenset(near)
        if len(found) == 1:
            street = next(iter(found))
            return Match(street, exact=self.streets[street].name == text)
        return Match(candidates=tuple(sorted(found)))

    def _match_site(self, text: str, street_id: str | None = None) -> Match:
        """The site that a text names; a street settles between several of one name.

        Where none or several have the name, what a person said it means."""
        folded = self.cleaner.fold(text)
        match = self._match_named(text, folded, street_id)
        site = None if match.id else self._learned.get(folded)
        return Match(site) if site else match

    def _match_named(self, text: str, folded: str, street_id: str | None) -> Match:
        found = (
            self._find_as_written("sites", text)
            or self._site_names.get(folded)
            or self._site_names.get(self._strip_prefix(folded))
        )
        if not found:
            found = self._by_form(self._form(self._strip_prefix(folded)))
        found = self._settled(frozenset(found), street_id)
        if len(found) == 1:
            site = next(iter(found))
            return Match(site, exact=self.sites[site].name == text)
        if found:
            return Match(candidates=tuple(sorted(found)))
        plain = re.sub(r"[(\[【].*?[)\]】]", "", folded)
        if plain and plain != folded:
            return self.match_site(plain, street_id)
        parts = self._listing.split(folded)
        several = [self.match_site(part, street_id).id for part in parts if len(parts) > 1]
        if several and all(several):
            return Match(candidates=tuple(dict.fromkeys(filter(None, several))))
        return Match(candidates=self._nearest(folded, street_id))

    def _find_as_written(self, table: str, text: str) -> frozenset[str]:
        """The one of a table that is called just so: others only come near it."""
        found = self._official[table].get(text.strip(), frozenset())
        return found if len(found) == 1 else frozenset()

    def _settled(self, found: frozenset[str], street_id: str | None) -> frozenset[str]:
        if len(found) > 1 and street_id:
            within = frozenset(s for s in found if self.sites[s].street_id == street_id)
            return within or found
        return found

    def _find_site_in(self, text: str) -> str | None:
        """The one site whose full name or alias stands in a longer text, such as a title line."""
        folded = self.cleaner.fold(text)
        best: dict[str, frozenset[str]] = {}
        for name, ids in self._site_names.items():
            start = folded.find(name)
            if start < 0 or len(name) < 3:
                continue
            if self._goes_on.match(folded, start + len(name)):
                return None
            best[name] = ids
        longest = [n for n in best if not any(n != other and n in other for other in best)]
        found = {site for name in longest for site in best[name]}
        return next(iter(found)) if len(found) == 1 else None

    def streets_in(self, text: str) -> frozenset[str]:
        """The streets whose full names stand in a longer text."""
        folded = self.cleaner.fold(text)
        return frozenset(
            street.id
            for street in self.streets.values()
            if self.cleaner.fold(street.name) in folded
        )

    def _index(self, table: Mapping[str, Named]) -> dict[str, frozenset[str]]:
        names: dict[str, set[str]] = defaultdict(set)
        for named in table.values():
            for text in (named.name, *named.aliases):
                names[self.cleaner.fold(text)].add(named.id)
        if table is self.streets:
            for named in table.values():
                for text in (named.name, *named.aliases):
                    bare = self._strip(self.cleaner.fold(text), self._street_suffix)
                    if bare and bare not in names:
                        names[bare].add(named.id)
        return {name: frozenset(ids) for name, ids in names.items() if name}

    def _index_sites(self) -> None:
        words = self.settings.site
        fold = self.cleaner.fold
        self._prefix = re.compile(build_pattern(map(fold, words.prefixes)))
        self._generic = re.compile(build_pattern(map(fold, words.generic)))
        self._street_suffix = re.compile(build_pattern(map(fold, words.street)) + "$")
        self._community_word = re.compile(build_pattern(map(fold, words.community)))
        self._street_word = re.compile(build_pattern(map(fold, words.street)))
        self._level_words = {
            "centre": re.compile(build_pattern(map(fold, words.centre)) + "$"),
            "institute": re.compile(build_pattern(map(fold, words.institute)) + "$"),
            "station": re.compile(build_pattern(map(fold, words.station)) + "$"),
            "base": re.compile(build_pattern(map(fold, words.base)) + "$"),
        }
        levels = build_pattern(
            map(fold, (*words.institute, *words.station, *words.base, *words.centre))
        )
        listing = build_pattern(map(fold, self.settings.date.listing))
        self._listing = re.compile(rf"{listing}|/")
        self._goes_on = re.compile(
            rf"\({levels}|{listing}|/"
        )  # 所(站), 所、站: not this site alone
        self._site_names = self._index(self.sites)
        forms: dict[str, set[str]] = defaultdict(set)
        for site in self.sites.values():
            for core in self._cores(site):
                if core:
                    forms[core].add(site.id)
        self._forms = {core: frozenset(ids) for core, ids in forms.items()}

    def _cores(self, site: Site) -> set[str]:
        fold = self.cleaner.fold
        street = self.streets.get(site.street_id or "")
        streets = [street.name, *street.aliases] if street else []
        bare_streets = {self._strip(fold(name), self._street_suffix) for name in streets}
        cores = {self._form(self._strip_prefix(fold(n))).core for n in (site.name, *site.aliases)}
        community = self.communities.get(site.community_id or "")
        if community is not None and site.level == "station":
            bare = self._form(fold(community.name)).core
            joined = {street_name + bare for street_name in bare_streets}
            if bare in cores or cores & joined:  # named after its community, not after a place
                cores |= {bare, *joined}
        if site.level == "institute":
            cores |= bare_streets
        for core in list(cores):
            for street_name in bare_streets:
                if core.startswith(street_name) and core != street_name:
                    rest = core[len(street_name) :]
                    cores.add(rest)
                    cores |= {other + rest for other in bare_streets}
        return cores

    def _form(self, folded: str) -> Form:
        """Drop the generic words, and note what the words say about the level."""
        levels: frozenset[str] = frozenset()
        text = re.sub(r"[()\[\]【】<>《》,，.。、:：_-]", "", folded)
        for level, pattern in self._level_words.items():
            shorter = pattern.sub("", text)
            if shorter != text:
                text, levels = shorter, frozenset({level})
                break
        text = self._generic.sub("", text)
        named_community = bool(self._community_word.search(text))
        named_street = bool(self._street_word.search(text))
        core = self._community_word.sub("", text)
        core = self._street_word.sub("", core)
        if not levels and named_community:
            levels = frozenset({"station"})
        elif not levels and named_street and self._street_suffix.search(text):
            levels = frozenset({"institute"})
        return Form(core, levels)

    def _by_form(self, form: Form) -> frozenset[str]:
        if not form.core:
            return self._only_ones(form.levels)
        found = self._allowed(self._forms.get(form.core, frozenset()), form)
        if found:
            return found
        near = find_slips(form.core, self._forms)
        return self._allowed(frozenset(near), form)

    def _only_ones(self, levels: frozenset[str]) -> frozenset[str]:
        """Sites of a level that has a single one: 新时代文明实践中心 is the district's."""
        found = frozenset(site.id for site in self.sites.values() if site.level in levels)
        return found if len(found) == 1 else frozenset()

    def _allowed(self, ids: frozenset[str], form: Form) -> frozenset[str]:
        if not form.levels:
            return ids
        return frozenset(site for site in ids if self.sites[site].level in form.levels)

    def _nearest(self, folded: str, street_id: str | None) -> tuple[str, ...]:
        """Sites to offer a person: the most alike names, those of the street first."""
        core = self._form(self._strip_prefix(folded)).core
        if not core:
            return ()
        alike = process.extract(
            core, list(self._forms), scorer=fuzz.ratio, limit=5, score_cutoff=50
        )
        ids = [site for name, _, _ in alike for site in sorted(self._forms[name])]
        ids.sort(key=lambda site: self.sites[site].street_id != street_id)
        return tuple(dict.fromkeys(ids))[:5]

    def _strip_prefix(self, folded: str) -> str:
        while True:
            shorter = re.sub(f"^(?:{self._prefix.pattern})", "", folded)
            if shorter == folded:
                return folded
            folded = shorter

    @staticmethod
    def _strip(folded: str, suffix: re.Pattern[str]) -> str:
        return suffix.sub("", folded) or folded


def _index_as_written(table: Mapping[str, Named]) -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for named in table.values():
        names[named.name.strip()].add(named.id)
    return {name: frozenset(ids) for name, ids in names.items()}

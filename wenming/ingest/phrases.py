"""A heading taken apart: what it counts, of whom, in which unit, and whether that happened.

Offices write headings in endless ways, but put them together from few parts: a qualifier (实到,
报名, expected), a subject (志愿者, women), a measure (人数, 时长, date) and a unit in brackets. The
parts are words of the language; how they go together is here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from wenming.config.ledger import HeadingParts
from wenming.ingest.lengths import read_short

COUNTED = frozenset({"attendance", "volunteers", "service_hours"})
MOMENTS = frozenset({"start", "end", "day"})
_EXCLUDES: Mapping[str, frozenset[str]] = {
    "planned": COUNTED | MOMENTS,  # signed up, invited, expected: not what happened
    "viewed": COUNTED,  # looked at on a screen
    "running": COUNTED,  # of all rows up to this one
    "recorded": MOMENTS,  # when somebody wrote of it
    "registered": COUNTED,  # on a register, whoever came
    "paired": COUNTED,  # helped or paired with
}
"""What a qualifier keeps a heading from being, whatever the heading ends in."""

_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_OPEN_BRACKET = re.compile(r"[(\[【][^)\]】]*$")
_UNIT_LABEL = re.compile(r"(?:单位|unit)\s*[:：]?\s*(\S{1,12})$")
_LONGEST_UNIT = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a heading says.

    `measure` is `persons`, `hours`, `moment`, `sessions` or `status`; `subject` is `volunteers`,
    `attendance` or `staff`; `groups` are kinds of people that are told apart, as (set, kind): of
    one set they exclude each other; `is_general` says that no kind of people is named at all.
    `against` are the qualifiers that say that this did not happen here; one that says that it did
    takes back those before it. `unit` is what the brackets say figures are in, None where they say
    nothing; `unknown_unit` is one that stands there and is not known.
    """

    measure: str | None = None
    subject: str | None = None
    groups: frozenset[tuple[str, str]] = frozenset()
    against: frozenset[str] = frozenset()
    is_general: bool = False
    is_held: bool = False
    is_total: bool = False
    is_subset: bool = False
    edge: str | None = None
    unit: str | None = None
    unknown_unit: str | None = None
    scale: int = 1

    @property
    def field(self) -> str | None:
        """The field that such a heading fills where nothing speaks against it."""
        if self.measure == "hours":
            return "service_hours"
        if self.measure == "persons":
            return None if self.subject == "staff" else self.subject or "attendance"
        if self.measure == "moment":
            return self.edge or "start"
        if self.measure in ("sessions", "status"):
            return self.measure
        return None

    def excludes(self, field: str) -> bool:
        """Whether the heading says that it is not what happened, which that field holds."""
        return any(field in _EXCLUDES[kind] for kind in self.against)

    @property
    def why_not(self) -> str:
        """Why such a heading is not read, where its parts alone say so; else an empty text."""
        if self.measure == "audience":
            return "audience"
        if self.subject == "staff" and self.measure in (None, "persons"):
            return "staff"
        return min(self.against) if self.against and self.measure is None else ""


NOTHING_SAID = Phrase()


class PhraseReader:
    """Takes headings apart by the words of a language. `simplify` makes one script of them."""

    def __init__(self, words: HeadingParts, simplify: Callable[[str], str]) -> None:
        self._simplify = simplify
        self._kinds: dict[str, list[tuple[str, str]]] = {}
        for role, table in (("qualifier", words.qualifiers), ("measure", words.measures),
                            ("subject", words.subjects), ("unit", words.units)):  # fmt: skip
            for kind, listed in table.items():
                self._add((role, kind), listed)
        for name, group in words.groups.items():
            for number, listed in enumerate(group):
                self._add((f"group:{name}", str(number)), listed)
        for word, factor in words.scales.items():
            self._add(("scale", str(factor)), (word,))
        self._words = compile_words(self._kinds)
        self._fillers = compile_words(map(self.normalise, words.fillers))
        self.read = read_short(self._read, NOTHING_SAID, 4096)

    def _add(self, kind: tuple[str, str], words: Iterable[str]) -> None:
        for word in words:
            self._kinds.setdefault(self.normalise(word), []).append(kind)

    def normalise(self, text: str) -> str:
        """A text as parts are compared: one width, case and script; words keep their spaces."""
        plain = self._simplify(unicodedata.normalize("NFKC", text)).casefold()
        return " ".join(plain.replace("_", " ").split())

    def _read(self, text: str) -> Phrase:
        plain = self.normalise(text)
        inside = [part.strip() for part in _BRACKETED.findall(plain)]
        outside = _OPEN_BRACKET.sub("", _BRACKETED.sub("", plain)).strip()
        found = self._find(outside)
        told = _Told(found)
        unit, scale, unknown = self._read_unit(inside)
        measure = told.last("measure")
        subject = told.last("subject")
        groups = frozenset((name[6:], kind) for name, kind in found if name.startswith("group:"))
        if measure is None and unit in ("persons", "hours"):
            measure = unit
        if measure is None and told.counts(subject or groups):
            measure = "persons"  # 实到群众, # registered
        if measure == "moment" and unit == "hours":
            measure = "hours"  # 服务时间(小时)
        if {measure, unit} == {"persons", "hours"}:
            unit, unknown = None, unit  # it says two things at once
        return Phrase(
            measure=measure,
            subject=subject,
            groups=groups,
            against=told.against(),
            is_general=not groups and not self._leftover(outside),
            is_held=told.has("qualifier", "held"),
            is_total=told.has("qualifier", "total"),
            is_subset=told.has("qualifier", "subset"),
            edge=told.edge(),
            unit=unit,
            unknown_unit=unknown,
            scale=scale,
        )

    def _find(self, text: str) -> list[tuple[str, str]]:
        """The parts in a text in their order; a longer word goes before those inside it."""
        return [kind for hit in self._words.finditer(text) for kind in self._kinds[hit[0]]]

    def _leftover(self, text: str) -> str:
        """What of a text no part is, but for words that say nothing by themselves."""
        return re.sub(r"\W", "", self._fillers.sub("", self._words.sub("", text)))

    def _read_unit(self, inside: list[str]) -> tuple[str | None, int, str | None]:
        """The unit that brackets name, what one of it stands for, and a unit that is not known."""
        for said in inside:
            label = _UNIT_LABEL.search(said)
            text = label[1] if label else said
            if len(text) > _LONGEST_UNIT:
                continue
            kinds = self._find(text)
            scale = next((int(kind) for role, kind in kinds if role == "scale"), 1)
            unit = next((kind for role, kind in kinds if role == "unit"), None)
            if unit == "unknown":
                return None, 1, text
            if unit is not None or scale != 1:
                return unit, scale, None
            if label:
                return None, 1, text
        return None, 1, None


class _Told:
    """The parts of a heading in their order."""

    def __init__(self, parts: list[tuple[str, str]]) -> None:
        self._parts = parts

    def last(self, role: str) -> str | None:
        """The last part of a role: what a heading ends in says what it is."""
        return next((kind for name, kind in reversed(self._parts) if name == role), None)

    def has(self, role: str, kind: str) -> bool:
        return (role, kind) in self._parts

    def against(self) -> frozenset[str]:
        """The qualifiers that say that it did not happen, after the last that says it did."""
        said: set[str] = set()
        for role, kind in self._parts:
            if role == "qualifier" and kind in _EXCLUDES:
                said.add(kind)
            elif role == "qualifier" and kind == "held":
                said.clear()
        return frozenset(said)

    def counts(self, people: object) -> bool:
        """Whether a heading without a measure counts people: it says so, or it names people and
        whether they came."""
        return self.has("qualifier", "counted") or bool(people and self.last("qualifier"))

    def edge(self) -> str | None:
        for kind in ("end", "start"):
            if ("qualifier", kind) in self._parts:
                return kind
        return None


def compile_words(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; Latin letters stand as words of their own."""
    patterns = []
    for word in sorted(filter(None, set(words)), key=len, reverse=True):
        before = r"(?<![a-z])" if word[0].isascii() and word[0].isalpha() else ""
        after = r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
        patterns.append(before + re.escape(word) + after)
    return re.compile("|".join(patterns) or "(?!)")

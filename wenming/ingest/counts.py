"""How many people a ledger's cell says: hedges, units, Chinese numerals, two numbers in one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from wenming.config.ledger import LedgerSettings
from wenming.ingest.lengths import read_short
from wenming.ingest.numerals import GROUPED, drop_note_marks, read_numeral

_NUMERAL = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_FIGURE = rf"(?:{GROUPED}|\.\d+|[{_NUMERAL}]+)"


@dataclass(frozen=True, slots=True)
class Count:
    """A cell of persons understood.

    `volunteers` is set where the cell names volunteers beside, or instead of, those attending;
    `named` says that it names them. `problem` is one of `count_two_numbers`, `count_range`,
    `count_vague`, `count_not_people`, `count_negative`, `count_fraction`, `count_unreadable`.
    `kind` names the repair, None where the cell was a plain number.
    """

    value: int | None = None
    is_estimate: bool = False
    volunteers: int | None = None
    volunteers_is_estimate: bool = False
    problem: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    is_estimate: bool


class CountReader:
    """Reads cells that count persons. `typed` says that the file tells numbers from text."""

    def __init__(self, settings: LedgerSettings, *, typed: bool = True) -> None:
        self._typed = typed
        words = settings.count
        self._none = {_plain(mark) for mark in settings.none_marks}
        self._of_which = re.compile(f"^(?:{_any(words.of_which).pattern})")
        self._vague = _any(words.vague)
        self._fillers = re.compile(f"^(?:{_any(words.fillers).pattern})+")
        self._not_people = re.compile(
            f"{_FIGURE}(?:{_any(words.about_after).pattern})?(?:{_any(words.not_people).pattern})"
        )
        multipliers = "|".join(map(re.escape, words.multipliers)) or "(?!)"
        self._multipliers = words.multipliers
        before, after = _any(words.about_before).pattern, _any(words.about_after).pattern
        units = _any(words.units).pattern
        self._bracketed = re.compile(rf"\(((?:{units})+|(?:{before}|{after})+)\)")
        self._number = (
            rf"(?P<before>(?:{before})+)?(?P<figure>{_FIGURE})(?P<inner>{after})?"
            rf"(?P<times>{multipliers})?(?P<after>{after})?(?:{units})*(?P<last>{after})?(?:{units})*"
        )
        self._single = re.compile(self._number)
        volunteers = _any(words.volunteers).pattern
        attendance = _any(words.attendance).pattern
        anonymous = re.sub(r"\?P<\w+>", "", self._number)
        link = rf"(?:{_any(words.fillers).pattern}|[:：])*"
        people = rf"(?:{volunteers}|{attendance})+"
        self._volunteer = re.compile(volunteers)
        self._named = re.compile(
            rf"(?P<who>{people}){link}(?P<number>{anonymous})|(?P<number2>{anonymous})(?P<who2>{people})"
        )
        self._anything = re.compile(anonymous)
        self._range = re.compile(
            rf"{_FIGURE}(?:{units})*(?:-|~|至|到|—|–)+{_FIGURE}(?:{multipliers})?(?:{units})*"
        )
        self.read_text = read_short(self._read_text, Count(problem="count_unreadable"))

    def read(self, value: Any, *, scale: int = 1) -> Count:
        """Read one cell; an empty one gives an empty `Count`. A heading may count in thousands
        (`scale`)."""
        if value is None:
            return Count()
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            number = _Number(round(value * scale, 6), is_estimate=False)
            return _whole(number, "unit" if scale != 1 else None)
        if not isinstance(value, str):
            return Count(problem="count_unreadable")
        count = self.read_text(value)
        if scale == 1 or not (count.kind or count.value):
            return count
        return self._scaled(value, scale)

    def _scaled(self, text: str, scale: int) -> Count:
        plain = _plain(text)
        if re.fullmatch(r"\d+(?:\.\d+)?", plain):
            return _whole(_Number(round(float(plain) * scale, 6), is_estimate=False), "unit")
        return self.read_text(text)

    def _read_text(self, text: str) -> Count:
        plain = self._bracketed.sub(r"\1", _plain(text)).rstrip("。.,;、")
        if not plain:
            return Count() if not text.strip() else Count(kind="none_mark")
        if _plain(text) in self._none or plain in self._none:
            return Count(kind="none_mark")
        if plain.isascii() and plain.isdigit():
            as_written = not self._typed and plain == text.strip()
            return _whole(
                _Number(float(plain), is_estimate=False), None if as_written else "number_text"
            )
        return self._read_words(plain)

    def _read_words(self, plain: str) -> Count:
        if re.match(r"-[\d.]", plain):
            return Count(problem="count_negative")
        bare = self._fillers.sub("", plain)
        if single := self._single.fullmatch(bare):
            number = self._value(single)
            if number is not None:
                return _whole(number, "estimate" if number.is_estimate else _kind(bare))
        if self._range.search(plain):
            return Count(problem="count_range")
        named = self._read_named(plain)
        if named is not None:
            return named
        if self._vague.search(plain):
            return Count(problem="count_vague")
        if self._not_people.search(plain):
            return Count(problem="count_not_people")
        if len(self._anything.findall(plain)) > 1:
            return Count(problem="count_two_numbers")
        return Count(problem="count_unreadable")

    def _read_named(self, plain: str) -> Count | None:
        """志愿者20人,群众50人, and 50人(其中志愿者20人); None if a number has no name."""
        inner = re.fullmatch(r"(?P<whole>[^()]+)[(](?P<part>[^()]+)[)]", plain)
        if inner is None:
            inner = re.fullmatch(r"(?P<whole>[^,;、]+)[,;、](?P<part>.+)", plain)
            inner = inner if inner and self._of_which.match(inner["part"]) else None
        if inner is not None:
            whole = self._single.fullmatch(self._fillers.sub("", inner["whole"]))
            part = self._parts(self._of_which.sub("", inner["part"]))
            number = self._value(whole) if whole else None
            if number is None:
                number = (self._parts(inner["whole"]) or {}).get("attendance")
            if number is not None and part is not None and set(part) == {"volunteers"}:
                return _both(number, part["volunteers"])
        parts = self._parts(plain)
        if not parts:
            return None
        return _both(parts.get("attendance"), parts.get("volunteers"))

    def _parts(self, plain: str) -> dict[str, _Number] | None:
        """Numbers by who they count; None unless all of the text is named numbers."""
        parts: dict[str, _Number] = {}
        rest = plain
        for found in self._named.finditer(plain):
            who = found["who"] or found["who2"]
            single = self._single.fullmatch(found["number"] or found["number2"])
            number = self._value(single) if single else None
            field = "volunteers" if self._volunteer.search(who) else "attendance"
            if number is None or field in parts:
                return None
            parts[field] = number
            rest = rest.replace(found[0], "", 1)
        rest = self._fillers.sub("", re.sub(r"[\s,，、;；。.:：()（）/+和及与]", "", rest))
        return parts if parts and not rest else None

    def _value(self, found: re.Match[str]) -> _Number | None:
        figure = found["figure"]
        if re.search(r"\d", figure):
            if not re.fullmatch(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\.\d+", figure):
                return None
            value: float | None = float(figure.replace(",", ""))
        else:
            value = read_numeral(figure)
        if value is None:
            return None
        hedged = any(found[part] for part in ("before", "inner", "after", "last"))
        if found["times"]:
            value *= self._multipliers[found["times"]]
        return _Number(round(value, 6), hedged or figure in ("百", "千", "万"))


def _both(attending: _Number | None, volunteers: _Number | None) -> Count:
    if any(
        n is not None and (n.value < 0 or n.value != int(n.value)) for n in (attending, volunteers)
    ):
        return Count(problem="count_fraction")
    return Count(
        value=int(attending.value) if attending else None,
        is_estimate=bool(attending and attending.is_estimate),
        volunteers=int(volunteers.value) if volunteers else None,
        volunteers_is_estimate=bool(volunteers and volunteers.is_estimate),
        kind="named_numbers",
    )


def _whole(number: _Number, kind: str | None) -> Count:
    if number.value != number.value or abs(number.value) > 1e9:
        return Count(problem="count_unreadable")
    if number.value < 0:
        return Count(problem="count_negative")
    if number.value != int(number.value):
        return Count(problem="count_fraction")
    return Count(int(number.value), is_estimate=number.is_estimate, kind=kind)


def _kind(text: str) -> str:
    if re.fullmatch(r"[\d,.]+", text):
        return "number_text"
    return "unit" if re.search(r"\d", text) else "chinese_numeral"


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", drop_note_marks(text)).casefold()
    text = re.sub(r"(?<=\d)\s+(?=\d)", "、", text)  # 50 20 is not 5020
    return re.sub(r"\s+", "", text)


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted({_plain(word) for word in words}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) or "(?!)")

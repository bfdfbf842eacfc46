"""Where a table's heading stands, found by what its cells say, and what its columns mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wenming.config.ledger import LedgerSettings
from wenming.ingest.lengths import LONGEST, read_short
from wenming.ingest.phrases import COUNTED, MOMENTS, NOTHING_SAID, Phrase, PhraseReader
from wenming.ingest.sheets import Row, is_blank
from wenming.ingest.text import Cleaner

_LONGEST = 24  # a longer cell is a sentence, but for what it says in brackets
_MOST_ROWS = 3
_FIGURES = re.compile(r"\s*\d[\d.,/:年月日\s-]*$")  # a cell of figures: this is no heading
_SEVERAL = re.compile(r"[/、及和与]")
_DAY = re.compile(r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d|\d{1,2}月\d{1,2}[日号]")
CHOSEN = -1  # rank of a heading whose field a person chose
COMPOSED = 150  # rank of a heading that is understood by its parts
LOOSE = 200  # rank from which a heading is known by its ending alone
BARE = 400  # rank of one whose parts say only that it is not to be read
UNREAD = "unread"  # the field of a column that says what it is, and that it is not to be read
_SERIAL_FIELDS = {"serial"}
PRIVATE = frozenset({"contact", "phone"})
_NAMED = frozenset({"title", "site", "street", "place", "start", "end", "lon", "lat"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one heading says. A lower `rank` is a surer name for the field.

    `why` tells of a column that is not read (`UNREAD`) the reason, as a key of
    `ledger.column.…`.
    """

    field: str
    rank: int
    per_head: bool = False
    minutes: bool = False
    scale: int = 1
    phrase: Phrase = NOTHING_SAID
    why: str = ""


@dataclass(slots=True)
class Heading:
    """A table's heading: the rows it takes, its texts, and the columns of each field.

    The first column of a field is the one to read; further ones are looked at where it is empty.
    `phrases` are what the texts say by their parts; `hidden` the columns that the sheet does not
    show. Columns of a field in `added` are its parts; of those of one in `asked` nobody knows
    which it is: rows in which they differ wait for review.
    """

    rows: tuple[int, ...]
    texts: dict[int, str]
    columns: dict[str, list[int]]
    meanings: dict[int, Meaning] = field(default_factory=dict)
    phrases: dict[int, Phrase] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    added: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()

    def field_of(self, index: int) -> str | None:
        """The field a column was understood as."""
        return self.meanings[index].field if index in self.meanings else None

    def private_columns(self) -> list[int]:
        """Columns that are never stored."""
        return sorted(i for i, meaning in self.meanings.items() if meaning.field in PRIVATE)

    def holds_names(self, index: int) -> bool:
        """Whether a name may stand alone in a cell of the column: it is no place, team or title."""
        return self.field_of(index) not in _NAMED


class HeadingFinder:
    """Finds headings by a district's words. `chosen` maps a heading to the field a person gave it
    (an empty text: to none)."""

    def __init__(
        self, settings: LedgerSettings, cleaner: Cleaner, chosen: Mapping[str, str] | None = None
    ) -> None:
        self._cleaner = cleaner
        self._per_head = [self._key(word) for word in settings.hour.per_head]
        self._minutes = [self._key(word) for word in settings.hour.minutes]
        self._hours = {self._key(word) for word in settings.hour.hours}
        self._ignored = {self._key(word) for word in settings.heading_ignored}
        self._fillers = sorted(map(self._key, settings.heading_fillers), key=len, reverse=True)
        self._names = self._ranked(settings.headings)
        self._lower = self._ranked(settings.lower_headings)
        self._volunteers = [self._key(word) for word in settings.count.volunteers]
        self._scales = {self._key(k): v for k, v in settings.count.multipliers.items()}
        self._fallback = {self._key(word) for word in settings.title_fallback}
        self._chosen = {self._key(text): name for text, name in (chosen or {}).items()}
        self._phrases = PhraseReader(settings.parts, cleaner.simplify)
        self.meaning_of = read_short(self._meaning_of, None, 4096)
        self._exact = read_short(self._exactly, None, 4096)

    def _ranked(self, table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, int]]:
        names: dict[str, tuple[str, int]] = {}
        for name, words in table.items():
            for rank, word in enumerate(words):
                names.setdefault(self._key(word), (name, rank))
        return names

    def _key(self, text: str) -> str:
        folded = self._cleaner.fold(unicodedata.normalize("NFKC", text))
        return re.sub(r"^(?:\*|\d+[.、])", "", folded).rstrip(":：*")

    def _meaning_of(self, text: str) -> Meaning | None:
        """What a heading says; None if it is not known."""
        key = self._key(text)
        kept = self._key(self._cleaner.mask(text))  # as a person saw it who chose
        if kept in self._chosen:
            key = kept
        if key in self._chosen:
            return Meaning(self._chosen[key], CHOSEN) if self._chosen[key] else None
        outside = _without_brackets(key)
        if not outside or len(outside) > _LONGEST or re.fullmatch(r"[\d.,/:-]+", key):
            return None
        if outside in self._ignored:
            return None
        phrase = self._phrases.read(text)
        meaning = self._exact(text) or self._compose(text)
        if meaning is None and not phrase.why_not:
            meaning = self._loosely(key)
        if meaning is not None and meaning.field == "start" and self._is_length(key):
            meaning = replace(meaning, field="service_hours")
        return self._weigh(meaning, phrase)

    def _compose(self, text: str) -> Meaning | None:
        """What a heading says by its parts."""
        phrase, key = self._phrases.read(text), self._key(text)
        if phrase.field is None:
            return None
        per_head = any(word in key for word in self._per_head)
        return Meaning(phrase.field, COMPOSED, per_head, self._says_minutes(key), phrase.scale)

    @staticmethod
    def _weigh(meaning: Meaning | None, phrase: Phrase) -> Meaning | None:
        """The meaning with what its parts say; what did not happen is not read."""
        if meaning is None:
            why = phrase.why_not
            return Meaning(UNREAD, BARE, phrase=phrase, why=why) if why else None
        if phrase.excludes(meaning.field):
            return replace(meaning, field=UNREAD, phrase=phrase, why=min(phrase.against))
        return replace(meaning, phrase=phrase)

    def _is_length(self, key: str) -> bool:
        """Whether a heading says that its times are lengths: 志愿服务时间(小时)."""
        return any(unit in self._hours or unit in self._minutes for unit in _in_brackets(key))

    def _exactly(self, text: str, lower: bool = False) -> Meaning | None:
        key = self._key(text)
        names = self._lower if lower else self._names
        per_head = any(word in key for word in self._per_head)
        inside = "".join(_in_brackets(key))
        outside = _without_brackets(key)
        minutes = self._says_minutes(key)
        shorter = outside
        for word in self._per_head:
            shorter = shorter.replace(word, "")
        scale = max((n for word, n in self._scales.items() if inside.startswith(word)), default=1)
        joined = re.sub(r"[(\[【)\]】]", "", key)  # 所(站)名称
        first = _SEVERAL.split(outside)[0]  # 活动名称/主题 is what it names first
        for form in (key, joined, outside, shorter, first):
            if form in names:
                return Meaning(*names[form], per_head, minutes, scale)
        return None

    def _loosely(self, key: str) -> Meaning | None:
        """A heading not known as written: without its fillers, or by the words it ends in."""
        outside = _without_brackets(key)
        if outside in self._ignored or any(word in outside for word in self._ignored):
            return None
        per_head = any(word in key for word in self._per_head)
        minutes = self._says_minutes(key)
        bare = self._bare(outside)
        if bare in self._names:
            name, rank = self._names[bare]
            rank += 100
        else:
            endings = (outside[start:] for start in range(1, len(outside) - 1))
            ending = next((text for text in endings if text in self._names), None)
            if ending is not None:
                name, rank = self._names[ending]
                rank += 100 if not bare and name == "title" else LOOSE  # 活动具体名称
            elif any("attendance" in self._names.get(unit, ()) for unit in _in_brackets(key)):
                name, rank = "attendance", LOOSE + 100  # 到会者(人)
            else:
                return None
        if name == "attendance" and any(word in outside for word in self._volunteers):
            name = "volunteers"
        return Meaning(name, rank, per_head, minutes)

    def _bare(self, text: str) -> str:
        for word in (*self._per_head, *self._fillers):
            text = text.replace(word, "")
        return text

    def _says_minutes(self, key: str) -> bool:
        """Whether a heading counts in minutes: 服务分钟数, 时长(分)."""
        return any(word in key for word in self._minutes if len(word) > 1) or any(
            unit in self._minutes for unit in _in_brackets(key)
        )

    def find(
        self, row: Row, following: Sequence[Row] = (), *, in_table: bool = False
    ) -> Heading | None:
        """The heading that begins in this row, over one row to three; None if none does.

        `in_table` says that a table is under way, so that the row may as well be one of its own.
        """
        rows = [row]
        if not self._may_be_heading(row, in_table):
            if not following or not self._is_above(row, following[0], in_table):
                return None
            rows, following = [row, following[0]], following[1:]
        for below in following[: _MOST_ROWS - len(rows)]:
            if not self._is_lower_row(rows[-1], below):
                break
            rows.append(below)
        for count in range(len(rows), 0, -1):
            if (heading := self._build(tuple(rows[:count]))) is not None:
                return heading
        return None

    def _is_above(self, row: Row, heading: Row, in_table: bool) -> bool:
        """Whether a row gathers columns of the heading below it under names of its own, as
        志愿者服务统计 over 人数 and 小时."""
        own = row.own()
        texts = [row.values[i] for i in own]
        wide = any(row.spans.get(i, (1, 1))[1] > 1 for i in own)
        return (
            wide
            and len(own) > 1
            and all(isinstance(t, str) and len(t) <= _LONGEST for t in texts)
            and not any(self.is_figure(t) or _DAY.search(t) for t in texts)
            and self._may_be_heading(heading, in_table)
            and all(_is_divided(row, heading, i) for i in heading.own())
        )

    @staticmethod
    def is_figure(text: str) -> bool:
        """Whether a cell holds nothing but figures: its row is no heading."""
        return _FIGURES.match(text) is not None

    def _may_be_heading(self, row: Row, in_table: bool) -> bool:
        own = row.own()
        texts = [row.values[i] for i in own]
        if len(own) < 2 or any(not isinstance(t, str) or self.is_figure(t) for t in texts):
            return False
        if any(_DAY.search(_without_brackets(text[:LONGEST])) for text in texts):
            return False
        meanings = [meaning for text in texts if (meaning := self.meaning_of(text)) is not None]
        known = sum(each.rank < BARE for each in meanings)
        # A street, a site and a team in full end as headings do: such a row has to say more.
        if in_table and known < len(own) and sum(each.rank < LOOSE for each in meanings) < 2:
            return False
        short = all(len(_without_brackets(text)) <= _LONGEST for text in texts)
        return known >= 2 and (known * 2 >= len(own) or (known >= 4 and short))

    def _is_lower_row(self, upper: Row, lower: Row) -> bool:
        """Whether a row names parts of what the row above it names: 志愿者 and 群众 of 人数."""
        own = lower.own()
        texts = [lower.values[i] for i in own]
        if not own or any(not isinstance(t, str) or len(t) > _LONGEST for t in texts):
            return False
        if not all(_is_divided(upper, lower, index) for index in own):
            return False
        known = sum(self._exact(t, lower=True) is not None or self._part(t) for t in texts)
        return known * 2 >= len(own)

    def _part(self, text: str) -> bool:
        if self.meaning_of(text) is not None or self._key(text) in self._ignored:
            return True
        return self._phrases.read(text) != NOTHING_SAID

    def _build(self, rows: tuple[Row, ...]) -> Heading | None:
        texts: dict[int, str] = {}
        meanings: dict[int, Meaning] = {}
        width = max(len(row.values) for row in rows)
        for index in range(width):
            parts = _texts_at(rows, index)
            text = _join(parts)
            if not text:
                continue
            texts[index] = self._cleaner.mask(text)
            joined = len(parts) > 1 and self._key(text) not in self._chosen
            meaning = self._joint_meaning(parts) if joined else self.meaning_of(text)
            if meaning is not None:
                meanings[index] = meaning
        self._fall_back(texts, meanings)
        columns = list_columns(meanings)
        told = set(columns) - _SERIAL_FIELDS - {UNREAD}
        dated = bool(told & {"start", "month", "day"}) or any(
            each.field == UNREAD and each.phrase.field in MOMENTS for each in meanings.values()
        )
        if ("title" in told and dated and len(told) >= 2) or (
            ("title" in told or dated) and len(told) >= 3
        ):
            phrases = {index: self._phrases.read(text) for index, text in texts.items()}
            return Heading(tuple(row.number for row in rows), texts, columns, meanings, phrases)
        return None

    def _joint_meaning(self, parts: Sequence[str]) -> Meaning | None:
        """What a heading says that stands over several rows, the widest part first."""
        lower, upper, text = parts[-1], "".join(parts[:-1]), _join(parts)
        if self._key(lower) in self._ignored:
            meaning = self._exact(lower + upper)
        else:
            meaning = (
                self._exact(upper + lower)
                or self._exact(lower + upper)
                or self._exact(lower, lower=True)
                or self._by_itself(lower)
                or self._compose(text)
                or self.meaning_of(lower)
                or self.meaning_of(lower + upper)
            )
        return self._weigh(meaning, self._phrases.read(text))

    def _by_itself(self, lower: str) -> Meaning | None:
        """What a lower cell says whatever stands above it; what is counted, or when, is said by
        both together."""
        meaning = self._exact(lower)
        together = COUNTED | {"start", "end"}
        return None if meaning is None or meaning.field in together else meaning

    def _fall_back(self, texts: dict[int, str], meanings: dict[int, Meaning]) -> None:
        """A column headed 主题 or 内容 is the title where no other column is."""
        if any(meaning.field == "title" for meaning in meanings.values()):
            return
        for index, text in texts.items():
            if {self._key(text), self._bare(self._key(text))} & self._fallback:
                meanings[index] = Meaning("title", 300)
                return


def list_columns(meanings: Mapping[int, Meaning]) -> dict[str, list[int]]:
    """The columns of each field, the surest first."""
    columns: dict[str, list[int]] = {}
    for index, meaning in sorted(meanings.items(), key=lambda item: (item[1].rank, item[0])):
        columns.setdefault(meaning.field, []).append(index)
    return columns


def _without_brackets(text: str) -> str:
    return re.sub(r"[(\[【（][^)\]】）]*[)\]】）]", "", text)


def _in_brackets(key: str) -> list[str]:
    return re.findall(r"[(\[【]([^)\]】]*)[)\]】]", key)


def _is_divided(upper: Row, lower: Row, index: int) -> bool:
    """Whether the heading above a cell spans several columns: merged, or blank beside it."""
    if any(left <= index < left + size[1] for left, size in upper.spans.items() if size[1] > 1):
        return True
    beside = index + 1
    return is_blank(upper.value(index)) or (
        is_blank(upper.value(beside)) and not is_blank(lower.value(beside))
    )


def _texts_at(rows: Sequence[Row], index: int) -> list[str]:
    """What stands over a column, from the top row down: each text once. A text in an upper row
    holds for the columns it is merged over, or, where nothing is merged, until the next."""
    parts: list[str] = []
    for row in reversed(rows):
        text = "" if index in row.filled else _text(row, index)
        if not text and parts and index not in row.filled:
            text = _text_left_of(row, index)
        if text and text not in parts:
            parts.insert(0, text)
    if not parts:  # merged down from above the heading's last row
        return [text] if (text := _text(rows[0], index)) else []
    return parts


def _text_left_of(row: Row, index: int) -> str:
    for left in range(index - 1, -1, -1):
        if text := _text(row, left):
            is_wide = any(size[1] > 1 for size in row.spans.values())
            covers = left + row.spans.get(left, (1, 1))[1] > index
            return text if covers or not is_wide else ""
    return ""


def _join(parts: Sequence[str]) -> str:
    """The parts of a heading as one text; words of Latin letters keep a space between them."""
    text = ""
    for part in parts:
        text += " " + part if text and text[-1].isascii() and part[0].isascii() else part
    return text


def _text(row: Row, index: int) -> str:
    value = row.value(index)
    return value.strip() if isinstance(value, str) else ""

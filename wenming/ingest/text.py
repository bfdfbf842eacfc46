"""Ledger text made plain: script, pinyin in brackets, widths, spaces, private numbers."""

from __future__ import annotations

import re
import re._parser as pattern_parser  # type: ignore[import-not-found]  # not public: see below
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import opencc
import pypinyin

from wenming.config.ledger import LedgerSettings
from wenming.ingest.lengths import remember_short

HAN = r"\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]"
)
_BREAKS = re.compile(r"[\r\n\t\v\f\u0085]+")
_WIDE_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_SPACES = re.compile(r" {2,}")
_BETWEEN_HAN = re.compile(
    rf"(?<=[{HAN}\u3000-\u303f\uff01-\uffee\u2018-\u201d\u2014\u2026]) +"
    rf"(?=[{HAN}\u3000-\u303f\uff01-\uffee\u2018-\u201d\u2014\u2026])"
)
_SPACED_OUT = re.compile(rf"(?:^|[^{HAN}])[{HAN}](?: [{HAN}]){{2,}}(?:$|[^{HAN}])")
_PAIR_SPACED = re.compile(rf"^[{HAN}](?: [{HAN}])+$")
_READ = 6  # characters that one reading in brackets may be of
_READING = re.compile(
    rf"(?P<before>[{HAN}]{{1,{_READ}}})[（(]"
    r"(?P<reading>[a-zü\u0300-\u036f\u00c0-\u01dcḿńňǹ'’ -]{1,40}[1-5]?)[)）]",
    re.IGNORECASE,
)
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|van|üan|ai|ei|ao|ou|an|en|in|un|vn|ün"
    r"|ia|ie|iu|ua|uo|ui|ue|ve|üe|er|a|o|e|i|u|v|ü|n|ng|m)"
)
_WIDE = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_DASHES = dict.fromkeys(map(ord, "－—–‐‑‒―−"), "-")
_NARROW = _WIDE | _DASHES | {0xA0: " ", 0x3000: " ", ord("．"): "."}  # sign by sign
_CHANGED_IN_PHRASES = "沈坏藉覆瞭哩甦衹"  # by the table from Traditional to Simplified
_MANY_DIGITS = re.compile(r"\d(?:[^\w]{0,2}\d){4}")  # what a number at least has
MASK = "***"


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class Cleaner:
    """Text as the store keeps it.

    `official` are names from the registry, kept where a text has them, though the
    Traditional-to-Simplified table would change a character of theirs. Where it would make a rare
    character of it, nobody writes that for anything else: it is read as the one of the names
    wherever it stands (the table knows 鮀 only as 𬶍). What is common, as 后 for 後, is a word of
    its own and stays.
    """

    def __init__(self, settings: LedgerSettings, official: Iterable[str] = ()) -> None:
        self._settings = settings
        self._private = [re.compile(pattern) for pattern in settings.private_patterns]
        self._least = min(map(_find_least, settings.private_patterns), default=0)
        labels = "|".join(sorted(map(re.escape, settings.name_labels), key=len, reverse=True))
        self._named = re.compile(
            rf"((?:{labels or '(?!)'})[^:：]{{0,6}}[:：]\s*)[^\s:：,，;；、。()（）]+"
        )
        self._none: frozenset[str] = frozenset()
        names = sorted(set(official), key=len, reverse=True) if settings.simplify else []
        changed = _find_changed(names)
        rare = {other: sign for sign, other in changed if not _is_common(other)}
        kept = {sign for sign, other in changed if _is_common(other)}
        self._to_official = str.maketrans(rare)
        self._names = re.compile(
            "|".join(re.escape(name) for name in names if kept.intersection(name)) or "(?!)"
        )
        self._plain = _compile_plain("".join(rare))
        self.clean = remember_short(self._clean)
        self.fold = remember_short(self._fold)
        self.read_plain = remember_short(self._read_plain)
        self._none = frozenset(map(self.fold, settings.none_marks))

    def _read_plain(self, text: str) -> str:
        """The text for a parser: simplified, without readings in brackets or invisible signs."""
        if self._is_plain(text):
            return text
        text = _INVISIBLE.sub("", text)
        if self._settings.read_pinyin:
            text = remove_readings(text)
        return self.simplify(text)

    def simplify(self, text: str) -> str:
        """Simplified characters, with the rare ones of official names as they stand there."""
        if not self._settings.simplify or text.isascii():
            return text
        simple: str = _converter().convert(text)
        return simple.translate(self._to_official)

    def _simplify_around_names(self, text: str) -> str:
        simple, end = "", 0
        for found in self._names.finditer(text):
            simple += self.simplify(text[end : found.start()]) + found[0]
            end = found.end()
        return simple + self.simplify(text[end:])

    def _clean(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text to keep, and the kinds of repair it took (`tidy` does not count as one)."""
        if self._is_plain(text):
            masked = self.mask(text)
            return masked, ("masked",) if masked != text else ()
        kinds: list[str] = []
        plain = _INVISIBLE.sub("", text)
        if plain != text:
            kinds.append("invisible")
        spaced = _BREAKS.sub(" ", plain)
        spaced = _WIDE_SPACE.sub(" ", spaced)
        tidy = _SPACES.sub(" ", spaced).strip(" ")
        messy = tidy != plain or bool(_SPACED_OUT.search(tidy) or _PAIR_SPACED.match(tidy))
        closed = _BETWEEN_HAN.sub("", tidy)
        if messy:
            kinds.append("spaces")
        elif closed != tidy:
            kinds.append("tidy")
        narrow = closed.translate(_WIDE)
        if narrow != closed:
            kinds.append("width")
        if self._settings.read_pinyin:
            unread = remove_readings(narrow)
            if unread != narrow:
                kinds.append("pinyin")
                narrow = unread
        simple = self._simplify_around_names(narrow)
        if simple != narrow:
            kinds.append("script")
        masked = self.mask(simple)
        if masked != simple:
            kinds.append("masked")
        return masked, tuple(kinds)

    def mask(self, text: str) -> str:
        """The text without telephone and identity numbers and without persons named as such."""
        has_label = ":" in text or "：" in text
        if not has_label and (len(text) < self._least or not _MANY_DIGITS.search(text)):
            return text
        is_plain = text.isascii() and text.isprintable()
        narrow = text if is_plain else _INVISIBLE.sub("", text).translate(_NARROW)
        masked = narrow
        for pattern in self._private:
            masked = pattern.sub(MASK, masked)
        if masked != narrow:
            text = masked
        return self._named.sub(rf"\1{MASK}", text) if has_label else text

    def is_none(self, text: str) -> bool:
        """Whether a text is a mark for none, such as 无 or a dash."""
        return self.fold(text) in self._none

    def _fold(self, text: str) -> str:
        """The text to compare by: simplified, NFKC, lower case, no spaces, one kind of quote."""
        if self._is_plain(text):
            return text.casefold().replace(" ", "")
        plain = self.read_plain(text)
        text = unicodedata.normalize("NFKC", plain).casefold()
        if text != plain:
            text = self.simplify(text)  # NFKC itself makes some characters traditional
        return re.sub(r"\s+", "", text).translate(_ONE_QUOTE)

    def _is_plain(self, text: str) -> bool:
        """Whether a text is of signs that cleaning leaves as they are, as most texts are: tidy
        Chinese in simplified characters, figures and Latin letters."""
        return self._plain.fullmatch(text) is not None


def _find_changed(names: Iterable[str]) -> list[tuple[str, str]]:
    """The characters of names that the table changes, and what it makes of them."""
    signs = sorted({sign for name in names for sign in name if sign > "\u2e80"})
    pairs = zip(signs, map(_converter().convert, signs), strict=True)
    return [(sign, other) for sign, other in pairs if other != sign]


def _is_common(sign: str) -> bool:
    """Whether a simplified character is one that people write: GB 2312 has all of those."""
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _find_least(pattern: str) -> int:
    """The fewest signs that a match of a pattern can have: `re` knows, but has no public word."""
    least: int = pattern_parser.parse(pattern).getwidth()[0]
    return least


@cache
def _compile_plain(without: str) -> re.Pattern[str]:
    """What a text is like that only `mask` may change: characters that stay what they are alone
    and in a phrase, none of those `without`; spaces only where they stay."""
    signs = list(map(chr, range(0x4E00, 0xA000)))
    kept = "".join(
        sign
        for sign, simple in zip(signs, _converter().convert("\n".join(signs)).split(), strict=True)
        if sign == simple and sign not in _CHANGED_IN_PHRASES and sign not in without
    )
    plain = f"[0-9A-Za-z、。《》{kept}]"
    return re.compile(f"{plain}+(?: [0-9A-Za-z]{plain}*)*")


_ONE_QUOTE = str.maketrans({"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "‘": "'", "’": "'"})


def remove_readings(text: str) -> str:
    """Drop a reading in brackets after its character: 區(qū) is 區, 英语角(hello) stays."""
    if "(" not in text and "（" not in text:
        return text
    return _READING.sub(lambda found: found["before"] if _is_reading(found) else found[0], text)


def _is_reading(found: re.Match[str]) -> bool:
    reading = unicodedata.normalize("NFD", found["reading"].lower().strip())
    toned = any(0x300 <= ord(sign) <= 0x36F and sign != "\u0308" for sign in reading)
    plain = "".join(sign for sign in reading if not 0x300 <= ord(sign) <= 0x36F or sign == "\u0308")
    plain = unicodedata.normalize("NFC", plain).rstrip("12345")
    syllables = [part for part in re.split(r"[\s'’-]+", plain) if part]
    if not syllables or any(not sign.isalpha() for part in syllables for sign in part):
        return False
    joined = "".join(syllables).replace("ü", "v")
    for length in range(1, len(found["before"]) + 1):
        if joined in _readings(found["before"][-length:]):
            return True
    return toned and len(syllables) == 1 and bool(_SYLLABLE.fullmatch(syllables[0]))


@lru_cache(maxsize=4096)
def _readings(characters: str) -> frozenset[str]:
    """All toneless readings of up to six characters, written together."""
    joined = {""}
    for options in pypinyin.pinyin(
        characters, style=pypinyin.Style.NORMAL, heteronym=True, v_to_u=False
    ):
        joined = {start + option for start in joined for option in options}
        if len(joined) > 256:
            return frozenset()
    return frozenset(joined)


@lru_cache(maxsize=4096)
def _toned(character: str) -> frozenset[str]:
    return frozenset(pypinyin.pinyin(character, style=pypinyin.Style.TONE3, heteronym=True)[0])


def compare_sounds(one: str, other: str) -> int:
    """2 if two characters share a reading (州 and 洲), 1 if they do but for the tone, else 0."""
    if _toned(one) & _toned(other):
        return 2
    return int(bool(_readings(one) & _readings(other)))

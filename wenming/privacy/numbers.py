"""Private numbers in a text: found as groups of digits over whatever separates them, then judged.

A text is never searched for each way of writing a number. Digits, in whatever script, are gathered
over separators into a run; of a run each stretch of whole groups is held against what a telephone,
an identity number or a bank card is like. So 138.0013.8004 and 一三八 0013 8004 are one thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from wenming.privacy.words import WORDS, one_of

_RUN = re.compile(r"\d(?:[\W_]{0,3}\d){6,}")
_GROUP = re.compile(r"\d+")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d([-./ ])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)"
)
_CHINESE = {ord(sign): str(i) for i, sign in enumerate("零一二三四五六七八九")}
_CHINESE |= {ord(sign): str(i) for i, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_CHINESE |= {ord(sign): str(i) for i, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨")}
_CHINESE |= {ord(sign): digit for sign, digit in zip("○幺两參陸", "01236", strict=True)}
_SIGNS = "".join(map(chr, _CHINESE))
_SPOKEN = re.compile(rf"[{_SIGNS}](?:[\W_]{{0,3}}[{_SIGNS}]){{2}}")
_LONGEST = 20  # digits; no number is longer
_SHAPES = {
    (3, 4, 4), (4, 3, 4), (4, 4, 3), (3, 8), (7, 4), (3, 3, 5), (4, 7), (8, 3), (6, 5), (5, 6),
    (3, 5, 3), (3, 2, 2, 2, 2), (3, 2, 3, 3), (3, 3, 3, 2), (2, 3, 3, 3), (3, 4, 2, 2),
}  # fmt: skip
_MOBILE = re.compile(r"((?:00)?86|0|17951|12593)?(1[3-9]\d{9})")
_MOBILE_ABROAD = re.compile(r"(?:00)?861")
_PLUS = re.compile(r"(?:^|\D)\+\(?$")
_AREA = re.compile(r"(?:0(?:10|2\d|[3-9]\d\d))")
_ABROAD = re.compile(r"(?:00)?86([1-9]\d{1,2})[2-9]\d{6,7}")
_CARD = re.compile(r"(?:62|4|5[1-5]|2[2-7]|3[47]|6[05]|9558)\d+")
_PROVINCES = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for code in range(first, last + 1)
)
_LIST = set("、,，;；")
_FOR_ALL = re.compile(r"400|8(?:00|33|44|55|66|77|88)")  # lines that anybody calls


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Whole groups of digits that may be one number, what separates them, and what is before."""

    digits: str
    sizes: tuple[int, ...]
    gaps: tuple[str, ...]
    before: str  # the text before it
    group_before: str  # digits right before, with their separator
    is_marked: bool  # after a plus

    @property
    def is_even(self) -> bool:
        return len({gap.strip() or gap[:1] for gap in self.gaps}) <= 1


def find_numbers(text: str) -> list[tuple[int, int]]:
    """Where private numbers stand in a text: (start, end), in order, apart from each other."""
    narrow = to_digits(text)
    spans = list(_find(narrow))
    if _SPOKEN.search(text):
        spans += _find(narrow.translate(_CHINESE))
    return join_spans(spans)


def join_spans(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def to_digits(text: str) -> str:
    """The text with every script's digits and wide letters as ASCII, sign by sign."""
    if text.isascii():
        return text
    return "".join(map(_narrow, text))


@cache
def _narrow(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign.isdecimal():  # ① is none: before a number it counts lines
        return str(unicodedata.decimal(sign))
    wide = unicodedata.normalize("NFKC", sign)
    return wide if len(wide) == 1 and wide.isascii() and not wide.isdigit() else sign


def _find(text: str) -> Iterator[tuple[int, int]]:
    text = _DATE.sub(lambda found: "D" * len(found[0]), text)
    end = 0
    for run in _RUN.finditer(text):
        groups = [found.span() for found in _GROUP.finditer(text, *run.span())]
        place = 0
        while place < len(groups):
            last = _match(text, groups, place, near=0 < groups[place][0] - end <= 3 and end > 0)
            if last is None:
                place += 1
                continue
            start, end = groups[place][0], groups[last][1]
            if end < len(text) and text[end] in "xX" and end - start >= 17:
                end += 1
            yield _open(text, start, end), end
            place = last + 1


def _open(text: str, start: int, end: int) -> int:
    """The start with the bracket and the plus that belong to a number."""
    while (
        start
        and text[start - 1] in "+(（["
        and (text[start - 1] == "+" or any(sign in text[start:end] for sign in ")）]"))
    ):
        start -= 1
    return start


def _match(text: str, groups: list[tuple[int, int]], first: int, *, near: bool) -> int | None:
    """The last group of the longest private number that begins with group `first`."""
    best, digits, start = None, "", groups[first][0]
    before = text[max(0, start - 16) : start]
    group_before = text[groups[first - 1][0] : start] if first else ""
    sizes: list[int] = []
    gaps: list[str] = []
    for place in range(first, min(first + _LONGEST, len(groups))):
        begin, end = groups[place]
        if sizes:
            gaps.append(text[groups[place - 1][1] : begin])
        digits += text[begin:end]
        sizes.append(end - begin)
        if len(digits) > _LONGEST:
            break
        if len(digits) < 7 or (sizes[0] < 3 and place > first and not _may_begin(digits, sizes)):
            continue
        tail = text[end : end + 2]
        if len(digits) == 17 and tail[:1] in ("x", "X") and not tail[1:].isalnum():
            digits += "X"
        stretch = _Stretch(
            digits, tuple(sizes), tuple(gaps), before, group_before, bool(_PLUS.search(before))
        )
        if _is_private(stretch, near=near):
            best = place
    return best


def _may_begin(digits: str, sizes: list[int]) -> bool:
    """Whether a number may begin with a group of one or two digits: most lists of figures do."""
    return (
        _MOBILE.fullmatch(digits) is not None
        or digits.startswith(("00", "86"))
        or (len(digits) in (15, 17, 18) and digits[:2] in _PROVINCES)
        or sizes == [1, 3, 3, 4]
        or len(sizes) <= 5
    )


def _is_private(it: _Stretch, *, near: bool) -> bool:
    if _is_fraction(it):
        return False
    return (
        _is_mobile(it)
        or _is_identity(it)
        or _is_landline(it)
        or _is_card(it)
        or _is_western(it)
        or _is_told(it, near=near)
    )


def _is_fraction(it: _Stretch) -> bool:
    """Whether the digits are decimals, as of a coordinate."""
    head = it.group_before
    if head.endswith(".") and head[:-1].isdigit() and len(it.sizes) == 1:
        return len(head) > 2 or len(it.digits) != 11 or head[0] == "0"
    if it.digits[0] == "0" and it.sizes[0] > 1:
        return False  # no number begins so, an area code does
    return it.gaps == (".",) and not _MOBILE_ABROAD.match(it.digits)


def _is_mobile(it: _Stretch) -> bool:
    found = _MOBILE.fullmatch(it.digits)
    if found is None:
        return False
    sizes, gaps = list(it.sizes), list(it.gaps)
    prefix = len(found[1] or "")
    while prefix and sizes[0] <= prefix:
        prefix -= sizes.pop(0)
        gaps = gaps[1:]
    sizes[0] -= prefix
    shape, even = tuple(sizes), len({gap.strip() or gap[:1] for gap in gaps}) <= 1
    if shape == (11,):
        return True
    if max(shape) <= 2:
        return even and len(shape) >= 6 and ":" not in gaps[0] and "：" not in gaps[0]
    if shape not in _SHAPES or not (even or shape == (3, 4, 4)):
        return False
    starts = [it.digits[-11:][sum(shape[:i]) :][: shape[i]] for i in range(len(shape))]
    if shape[0] == 4 and shape[1] >= 4 and _is_year(starts[0]) and _is_year(starts[1][:4]):
        return False
    if not any(gap.strip() in _LIST for gap in gaps):
        return True
    sure = found[1] or shape in {(3, 4, 4), (3, 8), (7, 4)}  # three counts are seldom so
    return bool(sure) or any(each.startswith("0") for each in starts[1:])


def _is_identity(it: _Stretch) -> bool:
    digits = it.digits
    if digits[:2] not in _PROVINCES or not it.is_even:
        return False
    if len(digits) == 18:
        return digits[6:8] in ("19", "20") and is_day(digits[6:14])
    return (
        len(digits) == 15
        and it.sizes in ((15,), (6, 6, 3), (3,) * 5)
        and is_day("19" + digits[6:12])
    )


def _is_landline(it: _Stretch) -> bool:
    digits = it.digits
    area = _AREA.match(digits)
    if area is not None:
        rest = digits[area.end() :]
        apart = len(it.sizes) == 1 or (it.sizes[0] == area.end() and len(it.sizes) <= 4)
        return apart and len(rest) in (7, 8) and rest[0] in "23456789" and not is_day(rest)
    found = _ABROAD.fullmatch(digits)
    if found is not None and len(digits) >= 11:
        return it.is_marked or digits.startswith("00")
    return it.is_marked and 8 <= len(digits) <= 15


def _is_card(it: _Stretch) -> bool:
    if not 12 <= len(it.digits) <= 19 or not it.is_even or not it.digits.isdecimal():
        return False
    apart = len(it.sizes) == 1 or set(it.sizes[:-1]) == {4} or it.sizes[0] == 6
    if not apart:
        return False
    if _after(it.before, "card"):
        return True
    if len(it.digits) < 16 or not _CARD.fullmatch(it.digits):
        return False
    return len(it.sizes) > 1 or _adds_up(it.digits)


def _is_western(it: _Stretch) -> bool:
    digits, sizes = it.digits, it.sizes
    gaps = [gap.strip(" ().") for gap in it.gaps]
    if any(gap not in ("", "-", "‑", "–", "/", "_") for gap in gaps):
        return False
    if sizes in ((3, 3, 4), (1, 3, 3, 4)):
        local = digits[-10:]
        plain = all(gap == " " for gap in it.gaps)
        if _FOR_ALL.match(digits[-10:]):
            return False
        named = digits[0] == "1" or len(digits) == 10
        return named and local[0] in "23456789" and (not plain or local[3] in "23456789")
    if sizes == (3, 2, 4) and it.gaps == ("-", "-"):
        return True  # social security
    if digits[:2] in ("01", "02", "03", "07") and len(digits) in (10, 11):
        if len(sizes) == 1:
            return len(digits) == 11
        return 3 <= sizes[0] <= 5 and len(sizes) <= 3 and min(sizes) >= 3
    return False


def _is_told(it: _Stretch, *, near: bool) -> bool:
    """Whether what stands before says that the digits are a telephone."""
    if len(it.digits) not in (7, 8, 10) or len(it.sizes) > 3 or is_day(it.digits):
        return False
    if it.digits[0] not in "23456789" or it.sizes[0] < 3 or not it.is_even:
        return False
    if len(it.digits) == 10 and _FOR_ALL.match(it.digits):
        return False
    return _after(it.before, "telephone") or (near and len(it.digits) in (7, 8))


def _is_year(text: str) -> bool:
    return len(text) == 4 and "1800" <= text <= "2100"


def is_day(text: str) -> bool:
    """Whether eight digits are a day: 20210630."""
    if len(text) != 8 or not text.isdecimal() or text[:2] not in ("19", "20"):
        return False
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def _adds_up(digits: str) -> bool:
    """Luhn's sum, by which cards are told from other long numbers."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


@cache
def _label(kind: str) -> re.Pattern[str]:
    joined = r"(?:号码|号|no\.?|number)?[\W_]{0,4}(?:为|是|at|on)?[\W_]{0,2}$"
    return re.compile(one_of(WORDS["numbers"][kind]) + joined, re.IGNORECASE)


def _after(before: str, kind: str) -> bool:
    return _label(kind).search(before) is not None

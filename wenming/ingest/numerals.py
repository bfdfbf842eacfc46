"""Chinese numerals inside text, made into digits."""

from __future__ import annotations

import re

import cn2an

from wenming.ingest.lengths import read_short

DIGITS = "〇零一二三四五六七八九"
_NUMERAL = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_RUN = re.compile(f"[{_NUMERAL}]+")
_YEAR = re.compile(f"([{DIGITS}]{{4}})(?=年)")
_BARE_UNIT = {"百": 100, "千": 1000, "万": 10000}
GROUPED = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""A figure: a comma in it stands between thousands, never before decimals."""
_NOTE_MARKS = re.compile("(?<=[0-9０-９])[¹²³⁰-⁹①-⑳*＊†‡]+(?![0-9０-９])")
_LONGEST = 40  # signs of a numeral: 九千九百九十九亿九千九百九十九万九千九百九十九 has 21


def drop_note_marks(text: str) -> str:
    """A text without the raised marks that point from its figures to a note: 45①, 60², 38*."""
    return _NOTE_MARKS.sub("", text)


def _read_numeral(text: str) -> float | None:
    """Read a whole Chinese numeral (一百二十, 两百, 壹佰贰拾, 一百二); None if it is none.

    A unit alone stands for one of it (百 is 100), as in 百余人.
    """
    if text in _BARE_UNIT:
        return float(_BARE_UNIT[text])
    if len(text) > _LONGEST or not _RUN.fullmatch(text):
        return None
    text = text.replace("卅", "三十").replace("廿", "二十")
    try:
        return float(cn2an.cn2an(text, "normal"))
    except ValueError:
        return None


read_numeral = read_short(_read_numeral, None, 4096)


def arabicise(text: str) -> str:
    """Put digits for every Chinese numeral in the text that can be read: 六月十五日, 6月15日."""
    text = _YEAR.sub(lambda found: "".join(str(_digit(sign)) for sign in found[1]), text)

    def number(found: re.Match[str]) -> str:
        value = read_numeral(found[0])
        return found[0] if value is None or value != int(value) else str(int(value))

    return _RUN.sub(number, text)


def _digit(sign: str) -> int:
    return max(DIGITS.index(sign) - 1, 0)

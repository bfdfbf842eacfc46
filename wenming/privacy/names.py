"""Names of private persons in a text: after a label, beside a role, or alone in a cell.

No list of persons is kept. A Chinese name is a family name and one or two characters that stand in
given names; whether it is meant as a name is told by what stands around it. Where nothing does
(张三丰拳社, 李大姐工作室), a text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wenming.privacy.words import WORDS, one_of

_W: dict[str, Any] = WORDS["names"]
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff"
_END = rf"(?![{_HAN}A-Za-z])"
_WESTERN_PLAIN = r"[A-Z][a-z]+ [A-Z][a-z]+"
_GIVEN = rf"(?:(?![{_W['never']}])[{_HAN}])"
_WEEKDAY = r"(?!周[一二三四五六日天])"
_PLAIN = rf"(?:{_WEEKDAY}[{_W['plain']}]|{one_of(_W['double'])})"
_ANY = rf"(?:{_WEEKDAY}[{_W['plain']}{_W['worded']}]|{one_of(_W['double'])})"
_MINORITY = rf"[{_HAN}]{{1,6}}[·•‧・][{_HAN}]{{1,6}}(?:[·•‧・][{_HAN}]{{1,6}})?"
_HONOUR = one_of(
    [*_W["titles"], "同志", "主任", "书记", "医生", "教授", "副教授", "博士", "护士", "律师"]
)
_KIN = "[阿老大][公婆伯姨叔嫂哥姐妹弟爷奶妈爸]"
_LOOSE = (
    rf"(?:{_MINORITY}|{_ANY}{_KIN}|{_ANY}{_HONOUR}|{_ANY}{_GIVEN}{{1,2}}"
    rf"|[小老阿]{_ANY}|{_ANY}(?:某{{1,2}}|[Xx×*]{{1,2}}))"
)
_SURE = rf"(?:{_MINORITY}|{_PLAIN}{_GIVEN}{{1,2}}|[{_W['worded']}]{_GIVEN}{{2}})"
_AND = r"\s?(?:[、,，/;；|&和及与]|\s)\s?"
_NAMES = rf"{_LOOSE}(?:{_HONOUR})?{_END}(?:{_AND}{_LOOSE}(?:{_HONOUR})?{_END})*"

_STRONG = one_of([*_W["acts"], *_W["is_met"]]) + one_of(_W["who"])
_ACTS = one_of(_W["acts"]) + "[人员](?!员)"
_OFFICE = one_of(_W["offices"])
_ALONE = [*_W["labels"], *_W["roles"], *_W["acts"], *_W["is_met"]]
_LABEL = f"(?:{_STRONG}|{one_of(_ALONE)})"
# What stands behind a label and a colon, whatever it is like: no office, no sentence.
_BEHIND = r"[^\s:：,，;；、。()（）\d*]{1,4}(?=$|[\s:：,，;；、。()（）\d*])"
_COLON = re.compile(
    rf"{_LABEL}(?:姓名|名单|签名|签字)?\s?(?:[(（][^()（）:：]{{0,8}}[)）])?\s?"
    rf"(?:[:：=为是]|(?<=[)）])|[-—]{{1,2}}|[(（])\s?(?:[{_HAN}]{{1,12}}{_OFFICE}[\s、])?"
    rf"(?P<names>{_NAMES}|(?:[A-Za-z.'’-]{{2,20}} ?){{1,3}})"
)
# A word for somebody is made of what they do and an ending (收件人, 表演者, 受助学生): with a colon
# and a name behind it, it needs to stand on no list.
_ANYBODY = re.compile(
    rf"[{_HAN}](?:人|者|员|师|生|长|主|士|手)(?:姓名)?\s?[:：=]\s?(?P<names>{_NAMES})"
)
_FREE = re.compile(rf"{_ACTS}(?:姓名)?\s?[:：=]\s?(?P<names>{_BEHIND})")
_AFTER = rf"(?:{_END}|(?={one_of(_W['after'])}))"
_BESIDE = re.compile(
    rf"(?:{_STRONG}|{one_of(_W['before_name'])})\s?(?P<names>{_NAMES}|{_SURE}{_AFTER})"
)
_ROLE = re.compile(
    rf"{one_of(_W['roles'])}[“\"'「]?\s?(?P<names>{_SURE}{_AFTER}(?:{_AND}{_SURE}{_AFTER})*)"
)
_TITLED = re.compile(
    rf"(?:^|(?<=[^{_HAN}])|{one_of(_W['before_titles'])})"
    rf"(?P<names>{_PLAIN}{_GIVEN}{{1,2}})(?={one_of(_W['titles'])}|[(（]{one_of(_W['roles'])}[)）])"
)
_BY_WHOM = re.compile(rf"由(?P<names>{_SURE})(?=(?:同志)?{one_of(_W['by_whom'])})")
_CREDIT = re.compile(
    rf"(?<![{_HAN}])[文图摄][/／:：]\s?(?P<names>{_NAMES})"
    rf"|(?<=[(（])(?P<author>{_SURE})(?=\s?(?:供稿|摄|文|撰稿))"
    rf"|(?<![{_HAN}])(?P<first>{_SURE})(?=等\s?[\d一二两三四五六七八九十]+[人名位])"
)
_BEFORE_NUMBER = re.compile(
    rf"(?:^|(?<=[^{_HAN}])|{one_of(_W['ask'])})(?P<names>{_SURE}|{_WESTERN_PLAIN})"
    r"(?:先生|女士|老师|同志)?[\s:：,，(（]{0,3}$"
)
_JOINED = (_BESIDE, _ROLE, _TITLED, _BY_WHOM)
_PATTERNS = (_COLON, _ANYBODY, *_JOINED)
_BEHIND_NUMBER = re.compile(rf"[\s,，(（]{{0,3}}(?P<names>{_SURE}){_END}")

_CAPITAL = r"(?:[A-Z][a-zà-ÿ]*(?:['’-][A-Z]?[a-zà-ÿ]+)*|[A-Z]\.)"
_TITLE = rf"(?:{one_of(_W['english_titles'])}\.? )"
_FURTHER = rf"(?: (?:de |van |von |bin |al-)?{_CAPITAL})"
_WESTERN = rf"(?:{_TITLE}{_CAPITAL}{_FURTHER}{{0,3}}|{_CAPITAL}{_FURTHER}{{1,3}})"
_WEST_AND = r"(?:, and | and |, ?| & | / |; ?)"
_FIRST = rf"(?:{_TITLE}?{_CAPITAL})"
_ENGLISH = re.compile(
    rf"(?:(?<![A-Za-z])(?i:{one_of(_W['english_labels'])})s?(?: name)?"
    r"|(?:^|(?<=[(（;；,，、|。]))[Nn]ame)\s?[:：=–-]\s?"
    rf"(?P<names>(?:{_WESTERN}|{_FIRST})(?:{_WEST_AND}(?:{_WESTERN}|{_FIRST}))*)(?![A-Za-z])"
)
_BY = re.compile(
    rf"\b(?i:{one_of(_W['english_by'])}) (?i:by):? "
    rf"(?P<names>{_WESTERN}(?:{_WEST_AND}{_WESTERN})*)(?![A-Za-z])"
)
_CONTACT = re.compile(
    rf"\b(?i:contact|call|ring|phone|text|ask for|email) (?P<names>{_WESTERN})"
    r"(?=,? (?:on|at|via|tel|by|for)\b|[ ,:(]{1,3}[\d+*])"
)
_ENGLISH_ROLE = re.compile(rf"\b{one_of(_W['english_roles'])} (?P<names>{_WESTERN})(?![A-Za-z])")
_OTHER = frozenset(_W["english_other"])
_FOLLOWS = one_of(
    [*_W["titles"], *_W["after"], "同志", "主任", "书记", "医生", *_W["by_whom"], "(", "（"]
)
# Without both of these there is no name to look for. Each begins with one set of signs and no
# choice between patterns: so most texts are done with in a microsecond.
_FIRST_SIGNS = "".join([_W["plain"], _W["worded"], *(word[0] for word in _W["double"]), "小老阿"])
_SHAPE = re.compile(
    rf"[{_FIRST_SIGNS}](?:{_GIVEN}{{1,3}}{_END}|{_GIVEN}{{0,3}}(?:{_FOLLOWS}|{_HONOUR})"
    rf"|{_KIN}|[某Xx×*])"
)
_LATIN = re.compile(r"[A-Z][a-z.]")
_CUE = re.compile(
    "|".join(
        map(
            re.escape,
            [*_ALONE, *_W["before_name"], *_W["titles"], "由", "供稿", "摄", "撰稿", "等"],
        )
    )
)
_APART, _CREDITED = re.compile(r"[:：=(（)）为是—-]"), re.compile(r"[:：/／供摄撰文等]")
_COLONS = re.compile(r"[:：=/／]")
_NONE = re.compile(r"(?:无|暂无|没有|不详|待定|未定|略|同上|见附件|附件)$")


def find_names(text: str) -> list[tuple[int, int]]:
    """Where names of private persons stand in a text: (start, end)."""
    spans: list[tuple[int, int]] = []
    if not text.isascii():
        spans += _find_chinese(text)
    if _LATIN.search(text):
        spans += _find_western(text)
    return spans


def is_name(text: str) -> bool:
    """Whether a text is a person's name and nothing else, as far as its form can say so."""
    return _WHOLE.fullmatch(text.strip()) is not None


def is_names(text: str) -> bool:
    """Whether a text is a list of at least two names and nothing else."""
    return _WHOLE_LIST.fullmatch(text.strip()) is not None


def is_like_name(text: str) -> bool:
    """Whether a cell could be a name or several, where its column speaks of persons."""
    text = text.strip()
    return _WHOLE_LOOSE.fullmatch(text) is not None or _is_western_list(text)


_WHOLE = re.compile(rf"(?:{_MINORITY}|{_PLAIN}{_GIVEN}{{1,2}})(?:{_HONOUR})?")
_WHOLE_LIST = re.compile(rf"{_LOOSE}(?:{_AND}{_LOOSE}){{1,400}}(?:等(?:\d+人)?)?")
_WHOLE_LOOSE = re.compile(
    rf"{_LOOSE}(?:{_HONOUR})?(?:{_AND}{_LOOSE}(?:{_HONOUR})?){{0,400}}(?:等(?:\d+人)?)?[\s\d*()（）-]*"
)
_WHOLE_LABEL = re.compile(
    rf"(?:{_LABEL}|(?i:{one_of(_W['english_labels'])}|{one_of(_W['english_by'])} by))"
    r"(?:姓名|签名|签字)?\s?[:：]?"
)
_WHOLE_WESTERN = re.compile(rf"{_WESTERN}(?:{_WEST_AND}{_WESTERN})*")


def is_named_by(label: str, text: str) -> bool:
    """Whether a cell holds the name that the cell before it asks for: 填表人 | 王小明."""
    return _WHOLE_LABEL.fullmatch(label.strip()) is not None and is_like_name(text)


def _is_western_list(text: str) -> bool:
    return _WHOLE_WESTERN.fullmatch(text) is not None and not _OTHER.intersection(
        re.findall(r"[a-z]+", text.lower())
    )


def _find_chinese(text: str) -> Iterator[tuple[int, int]]:
    if (_COLONS.search(text) or _CUE.search(text)) and ("·" in text or _SHAPE.search(text)):
        if _CREDITED.search(text):
            for found in _CREDIT.finditer(text):
                yield found.span(found.lastgroup or 0)
        for pattern in _PATTERNS if _APART.search(text) else _JOINED:
            yield from (found.span("names") for found in pattern.finditer(text))
    if ":" in text or "：" in text:
        for found in _FREE.finditer(text):
            if not _is_office(found["names"]) and not _NONE.match(found["names"]):
                yield found.span("names")
        if _LATIN.search(text):
            yield from (found.span("names") for found in _COLON.finditer(text))


def find_beside(text: str, numbers: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where names stand right before or behind private numbers."""
    for start, end in numbers:
        before = _BEFORE_NUMBER.search(text, max(0, start - 24), start)
        if before is not None:
            yield before.span("names")
        behind = _BEHIND_NUMBER.match(text, end)
        if behind is not None:
            yield behind.span("names")


def _is_office(text: str) -> bool:
    return any(text.endswith(word) for word in _W["offices"])


def _find_western(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_ENGLISH, _BY, _CONTACT, _ENGLISH_ROLE):
        for found in pattern.finditer(text):
            words = set(re.findall(r"[a-z]+", found["names"].lower()))
            if not words & _OTHER:
                yield found.span("names")

"""Damage done to small workbooks and texts, each time the same for the same seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime

import openpyxl

from .biff import build_xls

_HEADING = (
    "序号",
    "活动名称",
    "活动时间",
    "所属实践站",
    "参与人数",
    "志愿者人数",
    "服务时长",
    "备注",
)
_ROWS = [
    (
        n,
        f"读书会第{n}期",
        datetime(2021, 6, 1 + n % 28),
        "东塘站",
        f"约{n}人",
        n,
        "2小时",
        "东经116.6",
    )
    for n in range(1, 31)
]
_HARD = (
    "9" * 5000, "一" * 400, "约" * 3000, "~" * 3000, "(" * 3000, "因" * 60 + "取消", "-1", "1e309",
    "nan", "2000000000", "\x00", "]]>", "<c", "&lol;", "九" * 3000 + "年", " " * 3000 + "x",
    "合计" + "," * 3000,
)  # fmt: skip


def make_xlsx() -> bytes:
    """A workbook of two sheets, with a merged range and a formula."""
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("七月")):
        for row in (_HEADING, *_ROWS):
            sheet.append(row)
        sheet["J2"] = "=SUM(E2:E9)"
        sheet.merge_cells("D2:D5")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def make_csv(encoding: str = "utf-8") -> bytes:
    """A text ledger."""
    lines = [",".join(_HEADING)]
    lines += [",".join(map(str, (*row[:2], row[2].date(), *row[3:]))) for row in _ROWS]
    return "\n".join(lines).encode(encoding)


def make_xls() -> bytes:
    """A workbook as Excel 97 wrote it."""
    return build_xls(
        {"台账": [list(_HEADING), *[[*row[:2], row[2].date(), *row[3:]] for row in _ROWS]]}
    )


BASES: Mapping[str, Callable[[], bytes]] = {
    "xlsx": make_xlsx,
    "xls": make_xls,
    "csv": make_csv,
    "gb18030.csv": lambda: make_csv("gb18030"),
}


def mutate(seed: int) -> tuple[str, bytes]:
    """A file's suffix and its damaged bytes."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    suffix = chance.choice([*BASES, "xlsx", "xlsx"])  # most of what is handed in
    content = BASES[suffix]()
    if suffix == "xlsx" and chance.random() < 0.7:
        content = _change_parts(content, chance)
    else:
        change = chance.choice((_flip, _cut, _repeat, _insert_hard))
        content = change(content, chance)
    return suffix, content


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 5, 50))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.choice((1, 100, len(content))) :]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.choice((10, 1000))]
    return content[:start] + piece * chance.choice((2, 100)) + content[start:]


def _insert_hard(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + chance.choice(_HARD).encode() + content[start:]


def _change_parts(content: bytes, chance: random.Random) -> bytes:
    """Change the XML inside a workbook's package, which stays a sound package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([*parts, *(each for each in parts if "sheet1" in each)])
    change = chance.choice(
        (
            _flip,
            _cut,
            _repeat,
            _insert_hard,
            _change_value,
            _change_value,
            _change_mark,
            _nest,
            _drop,
        )
    )
    parts[name] = change(parts[name], chance)
    if chance.random() < 0.05:
        del parts[name]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for each, part in parts.items():
            package.writestr(each, part)
    return file.getvalue()


def _change_value(part: bytes, chance: random.Random) -> bytes:
    """Put something hard for what stands between two tags."""
    places = [found.span(1) for found in re.finditer(rb">([^<>]+)<", part)] or [(0, 0)]
    start, end = chance.choice(places)
    return part[:start] + chance.choice(_HARD).encode() + part[end:]


def _change_mark(part: bytes, chance: random.Random) -> bytes:
    """Put something hard for an attribute's value."""
    places = [found.span(1) for found in re.finditer(rb'="([^"<>]*)"', part)] or [(0, 0)]
    start, end = chance.choice(places)
    hard = (*_HARD, "XFD1048576", "ZZZZ9", "A0", "4294967296", "A1:XFD1048576")
    return part[:start] + chance.choice(hard).encode() + part[end:]


def _nest(part: bytes, chance: random.Random) -> bytes:
    places = [found.end() for found in re.finditer(rb">", part)]
    start = chance.choice(places)
    depth = chance.choice((10, 5000))
    return part[:start] + b"<c>" * depth + b"</c>" * depth + part[start:]


def _drop(part: bytes, chance: random.Random) -> bytes:
    tags = [found.span() for found in re.finditer(rb"<[^>]+>", part)]
    start, end = chance.choice(tags)
    return part[:start] + part[end:]

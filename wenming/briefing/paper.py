"""What a paper is made of, before it becomes a document, slides or a preview."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from wenming.briefing.text import Line, read

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (一、) or 2 (（一）), with its number in it."""

    key: str
    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; `key` names it, so that an edit finds it again."""

    key: str
    line: Line


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and its share of the width."""

    heading: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Grid:
    """A table: caption, columns and rows of lines."""

    key: str
    caption: Line
    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A chart or map by its name; `caption` is its finding, `footer` what it must say of itself."""

    key: str
    caption: Line
    footer: Line


Block = Heading | Paragraph | Grid | Picture


@dataclass(frozen=True)
class Head:
    """The head of a briefing: its name, number, issuing unit, day, and title in lines by sense."""

    name: Line
    issue: Line
    issuer: Line
    day: Line
    title: tuple[Line, ...]
    mark: Line = ()


@dataclass(frozen=True)
class Paper:
    """A whole paper: head, blocks in order, and the lines of distribution at its end.

    `is_compact` is set in smaller type, as a street's sheet of two pages is; `is_latin` in a
    typeface for other languages than Chinese.
    """

    head: Head
    blocks: tuple[Block, ...]
    distribution: tuple[Line, ...] = ()
    attachments: tuple[Line, ...] = field(default=())
    is_compact: bool = False
    is_latin: bool = False

    def lines(self) -> Iterator[Line]:
        """Every line of the paper in reading order."""
        head = self.head
        yield from (head.name, head.issue, head.issuer, head.day, head.mark, *head.title)
        for block in self.blocks:
            if isinstance(block, Heading | Paragraph):
                yield block.line
            else:
                yield block.caption
                if isinstance(block, Picture):
                    yield block.footer
                else:
                    yield from (cell for row in block.rows for cell in row)
        yield from (*self.attachments, *self.distribution)

    def count_characters(self) -> int:
        """Characters of the body: headings and paragraphs, spaces aside."""
        texts = [read(b.line) for b in self.blocks if isinstance(b, Heading | Paragraph)]
        return sum(len("".join(text.split())) for text in texts)

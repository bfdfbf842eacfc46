"""Sentences of a paper: runs of text, each either plain words or a bound figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

from wenming.briefing.bound import Bound
from wenming.i18n import Translator, choose_form

_DIGIT = re.compile(r"[0-9０-９]")


@dataclass(frozen=True)
class Run:
    """A piece of a line; `bound` is the id of the figure it shows, None for words.

    `note` is the id of a catalogue figure whose definition stands in a footnote after it: on a run
    without text, which stands after the figure's name; `edited` tells words that staff wrote from
    words that a rule wrote.
    """

    text: str
    bound: str | None = None
    note: str | None = None
    edited: bool = False


Line = tuple[Run, ...]


def say(t: Translator, key: str, **places: Bound | Line | str) -> Line:
    """The message `key` as a line, its places filled with figures, lines or words.

    `{count:row|rows}` goes with the number that `count` shows. `{count!n}` is where the footnote
    of the figure stands: after its name, as a raised sign after a number reads as a part of it.
    """
    runs: list[Run] = []
    for words, place, forms, conversion in Formatter().parse(t(key)):
        if words:
            runs.append(Run(words))
        if place is None:
            continue
        if conversion == "n":
            runs.extend(mark(places[place]))
            continue
        line = as_line(places[place])
        runs.extend((Run(choose_form(forms, read(line))),) if forms else line)
    return tuple(runs)


def as_line(piece: Bound | Line | str) -> Line:
    """Words or a figure as a line."""
    if isinstance(piece, str):
        return (Run(piece),) if piece else ()
    if isinstance(piece, Bound):
        return (Run(piece.text, piece.id),)
    return piece


def mark(piece: Bound | Line | str) -> Line:
    """The footnote of a figure of the catalogue; nothing for what has no definition."""
    if isinstance(piece, Bound) and piece.definition is not None:
        return (Run("", note=piece.definition),)
    return ()


def join(pieces: Sequence[Bound | Line | str], separator: str) -> Line:
    """Lines one after the other with words between."""
    runs: list[Run] = []
    for index, piece in enumerate(pieces):
        if index:
            runs.append(Run(separator))
        runs.extend(as_line(piece))
    return tuple(runs)


def read(line: Line) -> str:
    """The line as plain text."""
    return "".join(run.text for run in line)


def find_unbound(line: Line) -> list[str]:
    """Runs that show a digit and stand for no figure: there should be none."""
    return [run.text for run in line if run.bound is None and _DIGIT.search(run.text)]

"""Words that staff put in the place of those written by rule; numbers in them stay bound.

Stored words name figures by id, `[[activities_held.now]]`; what staff type and read shows the
numbers themselves. A number that is nobody's figure is bound to the change it came in with.
"""

import re
from collections.abc import Mapping

from wenming.briefing.bound import Bound, Ledger
from wenming.briefing.text import Line, Run

_TOKEN = re.compile(r"\[\[([^\[\]]+)\]\]")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,，．]*[%％]?")
_DIGIT = re.compile(r"[0-9０-９]")
Wording = Mapping[str, str | None]
"""Stored words by paragraph; None leaves the paragraph out."""


def store_words(typed: str, line: Line, ledger: Ledger) -> str:
    """What was typed with the ids of figures in the place of their numbers.

    The paragraph's own figures are looked for first, in its order, then the paper's others, the
    longest first; a number is taken only where it stands whole.
    """
    text = " ".join(typed.replace("[[", "").replace("]]", "").split())
    own = [ledger.figures[run.bound] for run in line if run.bound in ledger.figures]
    others = sorted(ledger.figures.values(), key=lambda bound: -len(bound.text))
    pieces: list[str] = [text]
    for bound in [*own, *others]:
        if _DIGIT.search(bound.text):
            pieces = _take(pieces, bound)
    return "".join(pieces)


def _take(pieces: list[str], bound: Bound) -> list[str]:
    """Put a figure's id in the place of its number, once, in the first piece that has it whole."""
    whole = re.compile(rf"(?<![0-9０-９.]){re.escape(bound.text)}(?![0-9０-９%％]|\.[0-9])")
    for index, piece in enumerate(pieces):
        if piece.startswith("[["):
            continue
        if found := whole.search(piece):
            parts = [piece[: found.start()], f"[[{bound.id}]]", piece[found.end() :]]
            return [*pieces[:index], *filter(None, parts), *pieces[index + 1 :]]
    return pieces


def read_words(stored: str, block: str, ledger: Ledger) -> Line:
    """Stored words as a line: figures as they read now, other numbers bound to the change.

    Footnotes stand at the end: what a figure is called in these words is not known, and a raised
    sign after a number would read as a part of it.
    """
    runs: list[Run] = []
    notes: dict[str, Run] = {}
    for index, piece in enumerate(_TOKEN.split(stored)):
        if index % 2 == 0:
            runs.extend(_bind_typed(piece, block, ledger, len(runs)))
        elif (bound := ledger.figures.get(piece)) is not None:
            runs.append(Run(bound.text, bound.id, edited=True))
            if bound.definition is not None:
                notes[bound.definition] = Run("", note=bound.definition, edited=True)
        else:
            runs.append(Run("—", edited=True))
    ends_in_words = runs and not _DIGIT.search(runs[-1].text[-1:])
    return (*runs, *notes.values()) if ends_in_words else tuple(runs)


def _bind_typed(text: str, block: str, ledger: Ledger, start: int) -> list[Run]:
    runs: list[Run] = []
    last = 0
    for found in _NUMBER.finditer(text):
        if found.start() > last:
            runs.append(Run(text[last : found.start()], edited=True))
        number = found.group()
        bound = ledger.bind_given(f"typed.{block}.{start + len(runs)}", number, "paper_edits")
        runs.append(Run(number, bound.id, edited=True))
        last = found.end()
    if last < len(text):
        runs.append(Run(text[last:], edited=True))
    return runs

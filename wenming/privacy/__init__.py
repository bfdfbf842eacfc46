"""What is private stays out: names and numbers of private persons, masked before text is kept.

Every door through which text comes into the store or a report leads through here. Public roles
that the schema marks apart (exemplars by their title, offices that answer) are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from wenming.errors import WenmingError
from wenming.privacy.labelled import find_labelled
from wenming.privacy.names import find_beside, find_names, is_name, is_names
from wenming.privacy.numbers import find_numbers, join_spans
from wenming.privacy.words import WORDS, one_of

__all__ = [
    "MASK", "Mask", "Masker", "check_office", "mask_typed", "mask_typed_cell", "mask_typed_title",
]  # fmt: skip

MASK = "***"
Mask = Callable[[str], str]
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]"
)
_MANY_DIGITS = re.compile(r"\d(?:[\W_]{0,3}\d){6}")
_SPOKEN = "零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖⓪-⓿①-⑨"
_MANY_SPOKEN = re.compile(rf"[{_SPOKEN}](?:[\W_]{{0,3}}[{_SPOKEN}\d]){{6}}")
_PARTS = re.compile(r"([-_\s()（）【】\[\].,，、+&—–]+)")
_SOME = re.compile(r"[\dA-Za-z@＠址]")
_LABEL_WORDS = [
    word for kind in ("account", "document", "address") for word in WORDS["numbers"][kind]
]
_LABELS = one_of(_LABEL_WORDS)
_LABELLED = re.compile(rf"[(\[]at[)\]]|{_LABELS}|[A-Z]{{1,2}} ?\d\d", re.IGNORECASE)


class Masker:
    """Masks text by the words of this package and by a district's own.

    `labels` are words before a colon and a person's name, `patterns` regular expressions of
    numbers, beside those that are known anyway; `public` are names of places and offices, which
    are kept where they look like a person's.
    """

    def __init__(
        self,
        labels: Iterable[str] = (),
        patterns: Iterable[str] = (),
        public: Iterable[str] = (),
    ) -> None:
        self._public = frozenset(public)
        self._own = [re.compile(pattern) for pattern in patterns]
        words = tuple(labels)
        self._named = (
            re.compile(rf"{one_of(words)}[^:：]{{0,6}}[:：]\s*(?P<names>[^\s:：,，;；、。()（）]+)")
            if words
            else None
        )
        # A title is asked for more than once: as a value, as it was written, in its repairs.
        self.mask: Mask = lru_cache(maxsize=65_536)(self._mask)
        """The text without what is private; as it was where nothing is."""

    def _mask(self, text: str) -> str:
        plain = text if text.isprintable() else _INVISIBLE.sub("", text)
        spans: list[tuple[int, int]] = []
        if _SOME.search(plain) or _MANY_SPOKEN.search(plain):  # most texts have none of this
            if _MANY_DIGITS.search(plain) or _MANY_SPOKEN.search(plain):
                numbers = find_numbers(plain)
                spans += [*numbers, *find_beside(plain, numbers), *find_labelled(plain)]
            elif "@" in plain or "＠" in plain or "_" in plain or _LABELLED.search(plain):
                spans += find_labelled(plain)
        spans += find_names(_hide(plain, spans) if spans else plain)
        spans += [found.span() for pattern in self._own for found in pattern.finditer(plain)]
        if self._named is not None and (":" in plain or "：" in plain):
            spans += [found.span("names") for found in self._named.finditer(plain)]
        return _blot(plain, spans) if spans else text

    def mask_cell(self, text: str) -> str:
        """The same of a whole cell: a name that stands alone in it goes as well."""
        return MASK if self.names_person(text) else self.mask(text)

    def mask_title(self, text: str) -> str:
        """The same of a file's or a sheet's name, in which a name stands between other parts."""
        parts = _PARTS.split(self.mask(text))
        return "".join(MASK if self.names_person(part) else part for part in parts)

    def names_person(self, text: str) -> bool:
        """Whether a text is nothing but a person's name, or several."""
        return len(text) > 1 and text not in self._public and (is_name(text) or is_names(text))


def _hide(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with other signs where numbers are, so that names beside them end there."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = "*" * (end - start)
    return "".join(signs)


def _blot(text: str, spans: list[tuple[int, int]]) -> str:
    parts, end = [], 0
    for start, stop in join_spans([span for span in spans if span[0] < span[1]]):
        parts += [text[end:start], MASK]
        end = stop
    return "".join([*parts, text[end:]])


_KNOWN = Masker()


def mask_typed(text: str) -> str:
    """Text that a person typed, or that is stored without its district at hand."""
    return _KNOWN.mask(text)


@lru_cache(maxsize=4096)
def mask_typed_cell(text: str) -> str:
    """The same where a name may stand alone."""
    return _KNOWN.mask_cell(text)


def mask_typed_title(text: str) -> str:
    """The same of a file's name."""
    return _KNOWN.mask_title(text)


def check_office(text: str) -> str:
    """Who acts, as it may be kept: an office or a post on one line.

    Raises WenmingError where it is a private person's name or holds a private number.
    """
    plain = " ".join(text.split())
    if mask_typed_cell(plain) != plain:
        raise WenmingError("data.office_private")
    return plain

"""What names a person's document, account, mail or home, told by its form or by its label."""

from __future__ import annotations

import re
from functools import cache

from wenming.privacy.numbers import is_day, join_spans, to_digits
from wenming.privacy.words import WORDS, one_of

_DOCUMENT = re.compile(
    r"(?<![A-Za-z0-9])(?:E[A-HJ-NP-Z]\d{7}|[EG]\d{8}|C[A-HJ-NP-Z]\d{7}|C\d{8}|[HM]\d{8}(?:\d\d)?"
    r"|[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D])(?![A-Za-z0-9])"
)
_MAIL = re.compile(
    r"(?:(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}|[\u4e00-\u9fff]{1,4})"
    r" ?(?:@|[(\[]at[)\]]) ?[A-Za-z0-9-]{1,63}(?: ?\. ?[A-Za-z0-9-]{1,63}){1,5}",
    re.IGNORECASE,
)


def find_labelled(text: str) -> list[tuple[int, int]]:
    """Where letters and digits stand that name a person's document, mail or account."""
    narrow = to_digits(text)
    spans = [found.span() for found in _DOCUMENT.finditer(narrow) if not _is_serial(found[0])]
    if "@" in narrow or "at" in narrow:
        spans += [found.span() for found in _MAIL.finditer(narrow)]
    spans += [found.span("id") for found in _addresses().finditer(narrow)]
    for pattern in (_documents(), _accounts()):
        spans += [
            found.span("id") for found in pattern.finditer(narrow) if not is_day(found["id"][:8])
        ]
    return join_spans(spans)


def _is_serial(text: str) -> bool:
    """Whether a letter and digits count things or name a day: C00000123, G20210601."""
    digits = "".join(filter(str.isdigit, text))
    return digits.startswith("000") or is_day(digits)


@cache
def _documents() -> re.Pattern[str]:
    words = one_of(WORDS["numbers"]["document"])
    return re.compile(
        rf"{words}(?:号码|号|no\.?|number)?[:：\s#]{{0,3}}"
        r"(?P<id>[A-Z]{0,3} ?\d{6,12}[A-Z]?)(?![A-Za-z0-9])",
        re.IGNORECASE,
    )


@cache
def _addresses() -> re.Pattern[str]:
    words = one_of(WORDS["numbers"]["address"])
    return re.compile(rf"{words}\s?[:：]\s?(?P<id>[^，,；;。\n]{{2,60}})", re.IGNORECASE)


@cache
def _accounts() -> re.Pattern[str]:
    words = one_of(WORDS["numbers"]["account"])
    return re.compile(
        rf"(?<![A-Za-z]){words}(?:号码|账号|帐号|号|id)?"
        r"(?:\s?[:：是为=]\s?(?P<told>)|\s{0,2})"
        r"(?P<id>(?(told)[A-Za-z][\w-]{4,19}|(?=[A-Za-z_-]{0,19}[\d_])[A-Za-z][A-Za-z0-9_-]{5,19})"
        r"|\d(?:[ -]?\d){4,11})(?![A-Za-z0-9])",
        re.I | re.A,
    )

"""The district's account as `docs/account.md` lists it: which page and report answer a clause."""

import re
from dataclasses import dataclass

from wenming.config.places import PROJECT

_ROW = re.compile(r"^\| (C\d+) \| (.+) \| `(\w+)` \| (.+) \| `(\w+)` \|$", re.M)


@dataclass(frozen=True)
class Row:
    """A clause, the page that shows it, words that stand on that page, and the report."""

    clause: str
    page: str
    words: str
    report: str


def read_account() -> list[Row]:
    text = (PROJECT / "docs" / "account.md").read_text(encoding="utf-8")
    return [
        Row(clause, page, words, report) for clause, _, page, words, report in _ROW.findall(text)
    ]

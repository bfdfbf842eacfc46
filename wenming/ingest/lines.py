"""Rows of a ledger that are no activity: subtotals, signatures, notes, title lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from wenming.config.ledger import LedgerSettings
from wenming.ingest.lengths import LONGEST, remember_short
from wenming.ingest.numerals import arabicise
from wenming.ingest.phrases import compile_words
from wenming.ingest.text import Cleaner

_SPAN_OF_MONTHS = re.compile(
    r"\d(?:\s{0,4}月)?\s{0,4}[-~—–至到、和]\s{0,4}\d{1,2}\s{0,4}月"
)  # 4-6月
_CLAUSES = re.compile(r"[,，;；。(（]")
_LONGEST_STATUS = 24


class LineReader:
    """Tells lines apart by a district's words, and reads what title lines say."""

    def __init__(self, settings: LedgerSettings, cleaner: Cleaner) -> None:
        self._cleaner = cleaner
        fold = cleaner.fold
        tail = re.escape("".join(sorted(set(fold(settings.subtotal_tail)))))
        subtotals = _any(map(fold, settings.subtotals))
        # Words that are written apart are looked for as such: a possum is no sum.
        apart = [word for word in map(_spell, settings.subtotals) if word.isascii()]
        together = [word for word in map(fold, settings.subtotals) if not word.isascii()]
        self._words_of_subtotal = re.compile(rf"(?<![a-z])(?:{_any(apart)})(?![a-z])")
        self._signs_of_subtotal = re.compile(_any(together))
        self._subtotal = re.compile(
            rf"(?P<before>.{{0,16}}?)(?:{subtotals})[\s:：,，()（）=]*[\d.,，;；、{tail}]*"
        )
        signatures = _any(map(fold, settings.signatures))
        self._signature = re.compile(
            rf"(?:{signatures})(?:人|者)?(?:[(（][^)）]*[)）])?\s*(?:[:：]|$)"
        )
        notes = _any(map(fold, settings.notes))
        self._note = re.compile(rf"(?:{notes})\s*\d*\s*(?:[:：]|$)|^第\d+页|^共\d+页")
        self._page = re.compile(r"[-—]?\d+[-—/]?\d*页?")
        self._examples = set(map(fold, settings.examples))
        self._choices = re.compile(rf"(?:{_any(map(fold, settings.choices))})")
        self._cancelled = re.compile(_any(map(fold, settings.cancelled)))
        before = "|".join(settings.cancelled_before) or "(?!)"
        after = _any(map(fold, settings.cancelled_after))
        # So many at most: each may hold what another could, and all ways would be tried.
        mark = rf"(?:{before}){{0,3}}(?:{self._cancelled.pattern})(?:{after})?"
        until = _any(map(fold, settings.date.span))  # 延期至6月10日
        events = f"(?:{_any(map(fold, settings.events))})"
        self._marked = re.compile(
            rf"[(\[【（]{mark}(?:(?:{until})[^()\[\]【】（）]*)?[)\]】）]|^{mark}(?:[:：\-—]|$)|(?:[\-—:：,，]|{events}){mark}$"
        )
        self._postponed = re.compile(_any(map(fold, settings.postponed)))
        self._held_no = compile_words(map(fold, settings.held.no))
        self._held_yes = compile_words(map(fold, settings.held.yes))
        self._plan = compile_words(map(fold, settings.plans))
        self._report = compile_words(map(fold, settings.reports))
        self._not_cancelled = re.compile(_any(map(fold, settings.not_cancelled)))
        report = _any(map(fold, settings.date.report_dates))
        self._report_date = re.compile(
            rf"(?:{report})(?:日期|时间)?[:：至]?\s*\d{{2,4}}[年./-]\d{{1,2}}(?:[月./-]\d{{1,2}}日?)?"
        )
        self.years_in = remember_short(self._years_in, 4096)

    def is_subtotal(self, text: str) -> bool:
        """A cell such as 小计, 合 计, 3月小计: or 合计:30场1200人次."""
        folded = self._cleaner.fold(text)
        # Most hold no such word, and the other pattern takes longer.
        if not self._signs_of_subtotal.search(folded) and not (
            self._words_of_subtotal.search(_spell(text))
        ):
            return False
        return len(folded) <= LONGEST and self._subtotal.fullmatch(folded) is not None

    def is_bare_subtotal(self, text: str) -> bool:
        """A cell that is nothing but a word for a sum: 合计, but not 春节合计."""
        found = self._subtotal.fullmatch(self._cleaner.fold(text)) if len(text) <= LONGEST else None
        return found is not None and not found["before"]

    def is_signature(self, text: str) -> bool:
        """A cell such as 填表人:… or 审核:…"""
        return bool(self._signature.match(self._cleaner.fold(text)))

    def is_note(self, text: str) -> bool:
        """A cell such as 注:…, 单位:人次 or 第1页."""
        folded = self._cleaner.fold(text)
        return bool(self._note.match(folded) or self._choices.match(folded))

    def is_page(self, text: str) -> bool:
        """A cell such as - 3 - or 1/5, which numbers a page where it stands alone in its row."""
        return len(text) <= LONGEST and bool(self._page.fullmatch(self._cleaner.fold(text)))

    def is_example(self, text: str) -> bool:
        """A serial number such as 例 or 示例: the row shows how to fill in the form."""
        plain = text if text.isascii() and text.isdecimal() else self._cleaner.fold(text)
        return plain in self._examples

    def says_cancelled(self, text: str) -> bool:
        """Whether a note says that the activity did not take place."""
        return bool(self._cancelled.search(self._told(text)))

    def is_marked_cancelled(self, text: str) -> bool:
        """Whether a title carries a mark of its own: a title may be about cancelling something
        else, so the mark stands in brackets, before a colon, or at the end of an event's name."""
        told = self._told(text)
        return bool(told and self._marked.search(told))

    def says_postponed_only(self, text: str) -> bool:
        """Whether a text speaks of another day and of nothing that was called off."""
        return not self._cancelled.search(self._postponed.sub("", self._told(text)))

    def tells_held(self, text: str) -> bool | None:
        """Whether a cell of a status says that it took place; None where it says neither."""
        said = self._not_cancelled.sub("", self._cleaner.fold(_CLAUSES.split(text.strip())[0]))
        if len(said) > _LONGEST_STATUS or self._cleaner.is_none(said):
            return None
        if self._held_no.search(said):
            return False
        return True if self._held_yes.search(said) else None

    def is_plan(self, text: str) -> bool:
        """Whether the name of a sheet or table says that it is of what is to come."""
        folded = self._cleaner.fold(text)
        return bool(self._plan.search(folded)) and not self._report.search(folded)

    def _told(self, text: str) -> str:
        """What may speak of cancelling: nothing, where no word for it stands in the text."""
        folded = self._cleaner.fold(text)
        if not self._cancelled.search(folded):
            return ""
        return self._not_cancelled.sub("", folded)

    def _years_in(self, text: str) -> tuple[int, ...]:
        """Years that a title line, a sheet's name or a file's name gives, without report dates."""
        plain = unicodedata.normalize("NFKC", arabicise(text))
        plain = self._report_date.sub(" ", plain)
        years = [int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?!\d)", plain)]
        years += [int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?=(?:0[1-9]|1[0-2])(?!\d))", plain)]
        years += [2000 + int(y) for y in re.findall(r"(?<!\d)(\d\d)(?=年)", plain)]
        return tuple(dict.fromkeys(years))

    def period_in(self, text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The first and last (year, month) of a title such as 2020年9月至2021年6月台账."""
        plain = unicodedata.normalize("NFKC", arabicise(text))
        found = re.search(
            r"(?<!\d)(20\d\d)[年./-](\d{1,2})月?\s*[-~—–至到]+\s*(20\d\d)[年./-](\d{1,2})(?!\d)",
            plain,
        )
        if found is None:
            return None
        first, last = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
        return (first, last) if first[0] < last[0] else None

    def month_in(self, text: str) -> int | None:
        """The one month that a sheet's name or a title line gives."""
        plain = self._report_date.sub(" ", unicodedata.normalize("NFKC", arabicise(text)))
        if _SPAN_OF_MONTHS.search(plain):
            return None
        months = {int(m) for m in re.findall(r"(?<![\d.])(\d{1,2})月", plain)}
        months = {month for month in months if 1 <= month <= 12}
        return months.pop() if len(months) == 1 else None


def _spell(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _any(words: Iterable[str]) -> str:
    ordered = sorted({word for word in words if word}, key=len, reverse=True)
    return "|".join(map(re.escape, ordered)) or "(?!)"

"""Date cells: the day, the span and the time of day in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from wenming.config.ledger import LedgerSettings
from wenming.ingest.days import MIXED, SPAN, Around, When, read_days, tell_orders
from wenming.ingest.lengths import read_short
from wenming.ingest.numerals import arabicise

__all__ = ["Around", "DateReader", "When"]

EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
SERIALS = range(36526, 73051)  # 2000 to 2099 in the 1900 system
NOWHERE = Around()
_NEARLY_MIDNIGHT = time(23, 59, 1)  # what some libraries make of a day, by rounding
_ZONED = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)", re.IGNORECASE
)
_SCRIPTED = re.compile(  # as browsers write a moment
    r"[a-z]{3} ([a-z]{3} \d\d \d{4}) (\d\d:\d\d):\d\d GMT([+-]\d{4})(?: \(.{0,40}\))?",
    re.IGNORECASE,
)
_TAKEN = "\x00"  # where a time of day was taken out


class DateReader:
    """Reads date cells by a district's words.

    `epoch_1904` is the workbook's date system; `typed` says that the file tells dates from text,
    as workbooks do.
    """

    def __init__(
        self, settings: LedgerSettings, *, epoch_1904: bool = False, typed: bool = True
    ) -> None:
        self.settings = settings
        self.epoch_1904 = epoch_1904
        self._zone = ZoneInfo(settings.timezone) if settings.timezone else None
        self.typed = typed
        words = sorted(settings.date.day_parts, key=len, reverse=True)
        part = "|".join(map(re.escape, words)) or "(?!)"
        half = "|".join(map(re.escape, settings.date.half_past)) or "(?!)"
        clock = (
            r"(?<![\d.])(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})(?:[:：]\d{2}(?:\.\d+)?|分)?"
            rf"|[点时](?:(?P<half>{half})|(?P<past>\d{{1,2}})分?)?整?)\s*(?P<ampm>[ap]\.?m\.?\b)?"
            r"|(?<![\d.:])(?P<only>\d{1,2})\s*(?P<only_ampm>[ap]\.?m\.?\b)"
        )
        self._times = re.compile(rf"(?P<part>{part})?\s*(?:{clock})|(?P<alone>{part})")
        self._spans = [
            unicodedata.normalize("NFKC", word)
            for word in sorted(settings.date.span, key=len, reverse=True)
        ]
        self._listing = [unicodedata.normalize("NFKC", mark) for mark in settings.date.listing]
        self._months = [
            (number, _month_pattern(names)) for number, names in enumerate(settings.date.months, 1)
        ]
        self.read_text = read_short(self._read_text, When(problem="date_unreadable"))

    def read(self, value: Any, number_format: str = "General", around: Around = NOWHERE) -> When:
        """Read one cell. An empty cell gives an empty `When`."""
        if isinstance(value, datetime):
            if value.time() >= _NEARLY_MIDNIGHT:
                return When(start=value.date() + timedelta(days=1), kind="date_short")
            at = None if value.time() == time() else value.time().replace(microsecond=0)
            return When(start=value.date(), start_time=at, exact=True)
        if isinstance(value, date):
            return When(start=value, exact=True)
        if isinstance(value, time):
            return When(start_time=value.replace(microsecond=0), exact=True)
        if isinstance(value, timedelta):
            seconds = int(value.total_seconds())
            if 0 <= seconds < 86400:
                return When(start_time=(datetime.min + value).time(), exact=True)
            return When(problem="date_unreadable")
        if isinstance(value, bool):
            return When(problem="date_unreadable")
        if isinstance(value, (int, float)):
            return self._read_number(value, number_format, around)
        text = str(value or "").strip()
        return self.read_text(text, around) if text else When()

    def _read_number(self, value: float, number_format: str, around: Around) -> When:
        if value != value or abs(value) > 1e9 or value < 0:
            return When(problem="date_unreadable")
        whole = int(value)
        if whole in SERIALS:
            moment = datetime.combine(
                EPOCH_1904 if self.epoch_1904 else EPOCH_1900, time()
            ) + timedelta(days=whole, seconds=round((value - whole) * 86400))
            at = moment.time() if moment.time() != time() else None
            return When(start=moment.date(), start_time=at, kind="date_serial")
        if value == whole:
            return self.read_text(str(whole), around)
        decimals = re.search(r"\.(0+)", number_format)
        if decimals:
            return self.read_text(f"{value:.{len(decimals[1])}f}", around)
        return self.read_text(f"{value:.6f}".rstrip("0"), around)

    def _read_text(self, text: str, around: Around = NOWHERE) -> When:
        """A date written as text."""
        found = self._read_iso(text) or self._read_zoned(text)
        if found is not None:
            return found
        if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and int(float(text)) in SERIALS:
            return self._read_number(float(text), "General", around)
        return self._read_written(text, around)

    def _read_iso(self, text: str) -> When | None:
        iso = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.0+)?)?)?", text)
        if not iso:
            return None
        try:
            day = date.fromisoformat(iso[1])
            at = time.fromisoformat(iso[2]) if iso[2] else None
        except ValueError:
            return When(problem="date_impossible")
        return When(start=day, start_time=None if at == time() else at, exact=not self.typed)

    def _read_zoned(self, text: str) -> When | None:
        """A moment with its zone, as programs write it, on the clocks of the district."""
        if found := _ZONED.fullmatch(text):
            written, shown = f"{found[1]} {found[2]} {found[3]}", "%Y-%m-%d %H:%M %z"
        elif found := _SCRIPTED.fullmatch(text):
            written, shown = f"{found[1]} {found[2]} {found[3]}", "%b %d %Y %H:%M %z"
        else:
            return None
        try:
            moment = datetime.strptime(written, shown)
        except ValueError:
            return When(problem="date_impossible")
        if self._zone is not None:
            moment = moment.astimezone(self._zone)
        elif moment.utcoffset() == timedelta():
            return When(problem="date_zone")  # nobody knows which clocks the district has
        at = moment.time().replace(second=0)
        return When(start=moment.date(), start_time=None if at == time() else at, kind="date_zone")

    def _read_written(self, text: str, around: Around) -> When:
        words = self.settings.date
        plain = unicodedata.normalize("NFKC", text).casefold().replace("。", ".")
        for pattern in (*words.weekdays, *words.fillers):
            plain = re.sub(pattern, " ", plain)
        plain = self._number_months(arabicise(plain))
        for word in self._spans:
            plain = plain.replace(word, SPAN)
        plain = re.sub(f"{SPAN}+", SPAN, plain)
        plain, times, whole_day = self._take_times(re.sub(r"(?<=\d)\s*[号號]", "日", plain))
        plain = re.sub(r"[()\[\]【】:]", " ", plain).strip(" ,，、.~-/")
        is_list = any(mark in plain for mark in self._listing)
        plain = re.sub(r"\s*([年月日./~-])\s*", r"\1", plain).strip(" .~-/")
        if times == [time()]:
            times = []  # a day exported as a moment
        start_time = times[0] if times and not whole_day else None
        end_time = times[-1] if len(times) > 1 and not whole_day else None
        if not plain:
            if start_time is not None or whole_day:
                return When(start_time=start_time, end_time=end_time)
            return When(problem="date_unreadable")
        if is_list or (len(times) > 2 and SPAN not in plain):
            return When(problem="date_list")
        got = read_days(
            re.sub(r"(?<=[日月年])\s+(?=\d)", "", plain),
            around.order or self.settings.date_order,
            around,
        )
        if got.problem and around.order == MIXED and tell_orders(plain):
            return When(problem="date_order")
        if got.problem is None and got.start is not None:
            got = replace(got, start_time=start_time, end_time=end_time)
        return got

    def _number_months(self, text: str) -> str:
        """Put dates with the name of a month (June 1-3, 2021; 1st of June) as 2021年6月1日."""
        for number, pattern in self._months:
            text = pattern.sub(partial(_numbered, month=number), text)
        return text

    def _take_times(self, text: str) -> tuple[str, list[time], bool]:
        """Take the times of day out; what is left, the times in order, and whether all day."""
        words = self.settings.date
        whole_day = False
        for word in words.whole_day:
            if word in text:
                whole_day, text = True, text.replace(word, " ")
        times: list[time] = []
        part = ""

        def take(found: re.Match[str]) -> str:
            nonlocal part
            if found["alone"]:
                part = found["alone"]
                times.append(time.fromisoformat(words.day_parts[part]))
                return _TAKEN
            if found["part"]:
                part = found["part"]
            at = _clock(found, part in words.afternoon)
            if at is None:
                return found[0]
            times.append(at)
            return _TAKEN

        text = self._times.sub(take, text)
        text = re.sub(rf"{_TAKEN}(?:\s*[~-]\s*{_TAKEN})+", " ", text)
        return text.replace(_TAKEN, " "), times, whole_day


def _clock(found: re.Match[str], after_noon: bool) -> time | None:
    hour = int(found["hour"] or found["only"])
    minute = 30 if found["half"] else int(found["minute"] or found["past"] or 0)
    half_day = found["ampm"] or found["only_ampm"]
    if half_day and hour <= 12:
        hour = hour % 12 + (12 if half_day.startswith("p") else 0)
    elif after_noon and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute)


def _month_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted((re.escape(name.casefold()) for name in names), key=len, reverse=True)
    name, day = rf"\b(?:{'|'.join(ordered)})\b\.?", r"\d{1,2}(?:st|nd|rd|th)?"
    year = r"(?:\s*,?\s*(?P<year{0}>\d{{4}}))?"
    return re.compile(
        rf"{name}\s*(?P<first>{day})(?:\s*[-~–]\s*(?P<last>{day}))?(?!\d){year.format(1)}"
        rf"|(?P<first2>{day})(?:\s*[-~–]\s*(?P<last2>{day}))?\s+(?:of\s+)?{name}{year.format(2)}"
        rf"|{name},?\s*(?P<year3>\d{{4}})"
    )


def _numbered(found: re.Match[str], month: int) -> str:
    year = found["year1"] or found["year2"] or found["year3"]
    days = [found["first"] or found["first2"], found["last"] or found["last2"]]
    written = f"{year}年{month}月" if year else f"{month}月"
    written += "~".join(re.sub(r"\D", "", day) + "日" for day in days if day)
    return f" {written} "

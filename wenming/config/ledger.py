"""How a district's offices write their ledgers: the words, marks and limits that intake goes by."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
import zoneinfo
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from wenming.config.problems import make_problem

Words = tuple[str, ...]

FIELDS = (
    "serial",
    "title",
    "start",
    "end",
    "year",
    "month",
    "day",
    "site",
    "street",
    "theme",
    "team",
    "place",
    "lon",
    "lat",
    "coordinates",
    "attendance",
    "volunteers",
    "service_hours",
    "mode",
    "contact",
    "phone",
    "note",
    "sessions",
    "status",
)


class SiteWords(BaseModel):
    """Parts of a site's name that offices leave out or write differently."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefixes: Words = ()  # of the province, city and district, dropped from the front
    generic: Words = ()  # dropped wherever they stand
    centre: Words = ()
    institute: Words = ()
    station: Words = ()
    base: Words = ()
    street: Words = ()  # say that a street is meant
    community: Words = ()  # say that a community is meant


class DateWords(BaseModel):
    """Words inside a date cell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day_parts: dict[str, str] = Field(default_factory=dict)  # word -> HH:MM it stands for
    afternoon: Words = ()  # day parts after which 3 o'clock means 15:00
    whole_day: Words = ()
    weekdays: Words = ()  # regular expressions, dropped
    fillers: Words = ()  # regular expressions, dropped
    span: Words = ()  # stand between the two ends of a span
    listing: Words = ()  # stand between the dates of a list
    months: tuple[Words, ...] = ()  # names of the twelve months, where months have names
    half_past: Words = ()
    report_dates: Words = ()  # words before a date on which the ledger itself was made


class CountWords(BaseModel):
    """Words inside a cell that counts people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about_before: Words = ()
    about_after: Words = ()
    vague: Words = ()  # no figure can be had
    fillers: Words = ()
    units: Words = ()
    not_people: Words = ()
    of_which: Words = ()
    volunteers: Words = ()
    attendance: Words = ()
    multipliers: dict[str, int] = Field(default_factory=dict)


class HourWords(BaseModel):
    """Words inside a cell that holds a length of time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hours: Words = ()
    minutes: Words = ()
    half: Words = ()
    per_head: Words = ()


class HeadingParts(BaseModel):
    """The parts that headings are put together from; see `wenming.ingest.phrases`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    qualifiers: dict[str, Words] = Field(default_factory=dict)
    subjects: dict[str, Words] = Field(default_factory=dict)
    measures: dict[str, Words] = Field(default_factory=dict)
    units: dict[str, Words] = Field(default_factory=dict)
    scales: dict[str, int] = Field(default_factory=dict)
    # kinds of people that exclude each other, by what tells them apart
    groups: dict[str, tuple[Words, ...]] = Field(default_factory=dict)
    fillers: Words = ()  # say nothing by themselves


class HeldWords(BaseModel):
    """Words in a cell that says whether an activity took place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    no: Words = ()  # looked for first: 未完成 holds 完成
    yes: Words = ()


class TruthWords(BaseModel):
    """What stands for yes and for no in a cell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    yes: Words = ()
    no: Words = ()


@cache
def _read_base(name: str) -> dict[str, Any]:
    source = files("wenming.config").joinpath("ledgers", f"{name}.toml")
    if not name.isidentifier() or not source.is_file():
        raise make_problem("no_base", key="ledger.base", base=name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _replaced(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        if isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = _replaced(merged[key], value)
        else:
            merged[key] = value
    return merged


def _joined(base: Mapping[str, Any], more: Any, key: str = "ledger.add") -> dict[str, Any]:
    if not isinstance(more, Mapping):
        raise make_problem("not_table", key=key)
    merged = dict(base)
    for name, value in more.items():
        known = merged.get(name, {} if isinstance(value, Mapping) else [])
        if isinstance(known, Mapping):
            merged[name] = _joined(known, value, f"{key}.{name}")
        elif isinstance(value, list) and isinstance(known, (list, tuple)):
            merged[name] = [*known, *value]
        else:
            raise make_problem("not_list", key=f"{key}.{name}")
    return merged


def fold_word(word: str) -> str:
    """A word as two of them are compared: width, case and spaces do not tell them apart."""
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


def check_claims(key: str, words: Mapping[str, Words]) -> None:
    """Raise the problem of a word that two columns claim."""
    claimed: dict[str, str] = {}
    for column, listed in words.items():
        for word in listed:
            other = claimed.setdefault(fold_word(word), column)
            if other != column:
                raise make_problem("claimed_twice", key=key, word=word, first=other, second=column)


class LedgerSettings(BaseModel):
    """The `[ledger]` table of a district, filled up from the base it names.

    A list in the district's own table replaces the base's list of that name; a list under
    `[ledger.add]` is joined to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: str | None = None
    headings: dict[str, Words] = Field(default_factory=dict)
    lower_headings: dict[str, Words] = Field(default_factory=dict)
    heading_fillers: Words = ()
    heading_ignored: Words = ()
    title_fallback: Words = ()  # headings of a theme that is the title where there is no other

    parts: HeadingParts = HeadingParts()
    held: HeldWords = HeldWords()
    plans: Words = ()  # in the name of a sheet or table that says what is to come
    reports: Words = ()  # in one that says what was done, also beside such a word

    subtotals: Words = ()
    subtotal_tail: str = ""  # characters that may follow a subtotal word, besides figures
    signatures: Words = ()
    notes: Words = ()
    choices: Words = ()
    examples: Words = ()  # in the place of a serial number
    cancelled: Words = ()
    cancelled_before: Words = ()  # regular expressions of what may stand before such a word
    cancelled_after: Words = ()
    not_cancelled: Words = ()
    postponed: Words = ()  # of the words above, those after which it may be held all the same
    events: Words = ()  # words that an event's name ends in
    none_marks: Words = ()
    online: Words = ()
    offline: Words = ()

    site: SiteWords = SiteWords()
    date: DateWords = DateWords()
    count: CountWords = CountWords()
    hour: HourWords = HourWords()

    # the other tables, which `wenming import --table` reads
    tables: dict[str, dict[str, Words]] = Field(default_factory=dict)  # headings by column
    truth: TruthWords = TruthWords()
    number_units: dict[str, float] = Field(default_factory=dict)  # unit -> what one is worth

    date_order: Literal["ymd", "mdy", "dmy"] = "ymd"
    timezone: str = ""  # of the district's clocks, as Asia/Shanghai; empty where nobody said
    simplify: bool = False  # Traditional characters become simplified
    read_pinyin: bool = False  # a reading in brackets after a character is dropped
    # Beside what `wenming.privacy` knows anyway:
    name_labels: Words = ()  # words before a colon and a private person's name
    private_patterns: Words = ()  # regular expressions of numbers that are never stored

    earliest: dt.date = dt.date(2018, 7, 1)
    max_session_hours: float = 12
    max_series_days: int = 31
    near_match_percent: float = 90
    long_title: int = 200
    bounds_margin_m: float = 500  # an outline is drawn no finer than this

    max_hand_in_bytes: int = 500 * 1024**2  # of all files that are handed in together on the page
    max_workbook_bytes: int = 64 * 1024**2
    max_text_bytes: int = 2 * 1024**3
    long_text_bytes: int = 4 * 1024**2  # from here on a text's rows are kept on disk, not in memory
    max_unpacked_bytes: int = 400 * 1024**2
    max_unpacked_ratio: float = 150
    max_preamble: int = 2000  # rows without any heading before a file is given up

    @model_validator(mode="before")
    @classmethod
    def fill_up(cls, table: Any) -> Any:
        """Take what the table leaves out from its base, and join what it adds."""
        if not isinstance(table, Mapping):
            return table
        own = dict(table)
        more = own.pop("add", {})
        base = _read_base(str(own["base"])) if own.get("base") else {}
        return _joined(_replaced(base, own), more)

    @model_validator(mode="after")
    def check_fields(self) -> Self:
        """Headings are of fields that ledgers have."""
        for name in ("headings", "lower_headings"):
            words = getattr(self, name)
            if unknown := sorted(set(words) - set(FIELDS)):
                raise make_problem(
                    "no_column", key=f"ledger.{name}", column=unknown[0], known=", ".join(FIELDS)
                )
            check_claims(f"ledger.{name}", words)
        for table, columns in self.tables.items():
            if table != "any":  # there, tables that have both columns are told apart by their own
                check_claims(f"ledger.tables.{table}", columns)
        return self

    @model_validator(mode="after")
    def check_patterns(self) -> Self:
        """Regular expressions are such, and a time of day is one."""
        patterns = {
            "ledger.cancelled_before": self.cancelled_before,
            "ledger.private_patterns": self.private_patterns,
            "ledger.date.weekdays": self.date.weekdays,
            "ledger.date.fillers": self.date.fillers,
        }
        for key, pattern in ((key, each) for key, listed in patterns.items() for each in listed):
            try:
                re.compile(pattern)
            except re.error as error:
                told = {"pattern": pattern, "problem": str(error)}
                raise make_problem("no_pattern", key=key, **told) from None
        if self.timezone and self.timezone not in zoneinfo.available_timezones():
            raise make_problem("no_timezone", key="ledger.timezone", text=self.timezone)
        for word, moment in self.date.day_parts.items():
            if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", moment):
                raise make_problem("no_moment", key=f"ledger.date.day_parts.{word}", text=moment)
        if len(self.date.months) not in (0, 12):
            raise make_problem("not_twelve", key="ledger.date.months")
        return self

"""Messages in the languages of the product, and numbers and dates as each language writes them."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("zh", "en")
_LOCALES = {"zh": "zh_CN", "en": "en_GB"}
_NONE = "—"


@cache
def load_messages() -> dict[str, dict[str, str]]:
    """Every message by `namespace.key`, each a text by language; a namespace is a file here."""
    messages: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for key, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
            messages[f"{path.stem}.{key}"] = texts
    return messages


def choose_language(wanted: str | None, offered: tuple[str, ...] = LANGUAGES) -> str:
    """The offered language that a browser's or a shell's tag (`zh-CN`, `en_US`) asks for."""
    code = (wanted or "").replace("_", "-").split("-")[0].lower()
    return code if code in offered else offered[0]


class _Plurals(Formatter):
    """Fills places as `str.format` does, and chooses between one and many."""

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, many = format_spec.split("|")
        return one if str(value) == "1" else many


_FORMATTER = _Plurals()


class Translator:
    """`t("page.title")` in one language; its methods write numbers and dates of that language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self.locale = _LOCALES[self.language]

    def __call__(self, key: str, **params: object) -> str:
        """The message `key`, its `{places}` filled; an unknown key is a programming error.

        `{count:row|rows}` is `row` where `count` is 1, else `rows`.
        """
        text = load_messages()[key][self.language]
        return _FORMATTER.format(text, **params) if params else text

    def of(self, text: dict[str, str]) -> str:
        """A district's own text in this language, or else in its first."""
        return text.get(self.language) or next(iter(text.values()), "")

    def number(self, value: float | int | None, digits: int = 0) -> str:
        """A number with at most `digits` decimals; nothing reported is a dash, never 0."""
        if value is None or value != value:
            return _NONE
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        return format_decimal(value, format=pattern, locale=self.locale)

    def percent(self, share: float | None, digits: int = 1) -> str:
        """A share of 1 as per cent; 0 of 0 is a dash."""
        if share is None or share != share:
            return _NONE
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        return format_percent(share, format=pattern, locale=self.locale)

    def day(self, day: date | None) -> str:
        return _NONE if day is None else format_date(day, "medium", locale=self.locale)

    def month(self, day: date) -> str:
        """`2021年6月`, `Jun 2021`."""
        return format_skeleton("yMMM", day, locale=self.locale)

    def period(self, since: date, until: date) -> str:
        return self("common.period", since=self.day(since), until=self.day(until))

    def column(self, base: str = "name") -> str:
        """The column of a frame that holds names in this language."""
        return base if self.language == "zh" else f"{base}_{self.language}"

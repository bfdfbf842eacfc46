"""Messages in the languages of the product, and numbers and dates as each language writes them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("zh", "en")
_LOCALES = {"zh": "zh_CN", "en": "en_GB"}
_NONE = "—"
# What a district may call by words of its own: as it stands in the messages, by its name here.
_STANDING = {
    "zh": {"street": "街道", "community": "社区", "station": "实践站", "money": "元"},
    "en": {
        "street": "street",
        "streets": "streets",
        "community": "community",
        "communities": "communities",
        "station": "station",
        "stations": "stations",
        "money": "yuan",
    },
}
# Never the place to fill that has the word's name, nor a part of another word.
_FOUND = {
    "zh": "(?<!单)({words})(?!格)",
    "en": r"(?<![\w{{])(?:\b(a|an) )?\b({words})\b",
}


class ProductText(dict[str, str]):
    """A text of the product's own in each language: in it a district's words stand."""


@cache
def load_messages() -> dict[str, dict[str, str]]:
    """Every message by `namespace.key`, each a text by language; a namespace is a file here."""
    messages: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for key, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
            messages[f"{path.stem}.{key}"] = texts
    return messages


def is_told(key: str, given: Iterable[str]) -> bool:
    """Whether this release has the message, and what is given fills all its places."""
    texts = load_messages().get(key, {}).values()
    places = {name for text in texts for _, name, _, _ in _FORMATTER.parse(text) if name}
    return bool(texts) and places <= set(given)


def choose_language(wanted: str | None, offered: tuple[str, ...] = LANGUAGES) -> str:
    """The offered language that a browser's or a shell's tag (`zh-CN`, `en_US`) asks for."""
    code = (wanted or "").replace("_", "-").split("-")[0].lower()
    return code if code in offered else offered[0]


def choose_form(forms: str, number: str) -> str:
    """Of `row|rows` the one that goes with a number as it is written."""
    one, many = forms.split("|")
    return one if number == "1" else many


class _Plurals(Formatter):
    """Fills places as `str.format` does, and chooses between one and many."""

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        return choose_form(format_spec, str(value))


_FORMATTER = _Plurals()


class Translator:
    """`t("page.title")` in one language; its methods write numbers and dates of that language.

    `words` are what a district calls a street and the like; English dates are its country's.
    """

    def __init__(
        self,
        language: str,
        *,
        words: Mapping[str, str] | None = None,
        country: str | None = None,
    ) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self.locale = _LOCALES[self.language]
        self.date_locale = _find_date_locale(self.language, country)
        standing = _STANDING[self.language]
        self._words = {standing[key]: own for key, own in (words or {}).items() if key in standing}
        listed = "|".join(sorted(self._words, key=len, reverse=True))
        pattern = _FOUND[self.language].format(words=listed)
        self._found = re.compile(pattern, re.IGNORECASE) if listed else None

    def __call__(self, key: str, /, **params: object) -> str:
        """The message `key`, its `{places}` filled; an unknown key is a programming error.

        `{count:row|rows}` is `row` where `count` is 1, else `rows`.
        """
        text = self._with_own_words(load_messages()[key][self.language])
        return _FORMATTER.format(text, **params) if params else text

    def of(self, text: dict[str, str], **params: object) -> str:
        """A district's own text in this language, or else in its first; or one of the product's.

        Its `{places}` are filled where there are `params`, as a message's are.
        """
        told = text.get(self.language) or next(iter(text.values()), "")
        told = self._with_own_words(told) if isinstance(text, ProductText) else told
        return _FORMATTER.format(told, **params) if params else told

    def named(self, prefix: str, value: object) -> str:
        """What people call a value that a store or a file holds: the message `prefix + value`.

        A value that this release has no word for, as another release wrote it, stands as it is;
        nothing is a dash.
        """
        if not isinstance(value, str):
            return _NONE
        key = prefix + value
        return self(key) if key in load_messages() else value

    def number(self, value: float | int | None, digits: int = 0) -> str:
        """A number with at most `digits` decimals; nothing reported is a dash, never 0."""
        if value is None or value != value:
            return _NONE
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        return format_decimal(value, format=pattern, locale=_parse(self.locale))

    def percent(self, share: float | None, digits: int = 1) -> str:
        """A share of 1 as per cent; 0 of 0 is a dash."""
        if share is None or share != share:
            return _NONE
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        return format_percent(share, format=pattern, locale=_parse(self.locale))

    def day(self, day: date | None) -> str:
        return _NONE if day is None else format_date(day, "medium", locale=_parse(self.date_locale))

    def month(self, day: date) -> str:
        """`2021年6月`, `Jun 2021`."""
        return format_skeleton("yMMM", day, locale=_parse(self.locale))

    def short_day(self, day: date) -> str:
        """`7月7日`, `7 Jul`: a day whose year is plain from where it stands."""
        return format_skeleton("MMMd", day, locale=_parse(self.date_locale))

    def months(self, since: date, until: date) -> str:
        """`2021年1月至6月`, `Jan – Jun 2021`: whole months, from the first's to the last's."""
        return format_interval(since, until, "yMMM", locale=_parse(self.locale))

    def period(self, since: date, until: date) -> str:
        return self("common.period", since=self.day(since), until=self.day(until))

    def column(self, base: str = "name") -> str:
        """The column of a frame that holds names in this language."""
        return base if self.language == "zh" else f"{base}_{self.language}"

    def _with_own_words(self, text: str) -> str:
        if self._found is None:
            return text
        if self.language == "zh":
            return self._found.sub(lambda found: self._words[found[1]], text)

        def put(found: re.Match[str]) -> str:
            own = self._words[found[2].lower()]
            own = own[0].upper() + own[1:] if found[2][0].isupper() else own
            if not found[1]:
                return own
            article = "an" if own[0].lower() in "aeiou" else "a"
            return f"{article.capitalize() if found[1][0] == 'A' else article} {own}"

        return self._found.sub(put, text)


@cache
def _parse(locale: str) -> Locale:
    """Babel looks a name up among all it knows, which takes longer than writing the number."""
    return Locale.parse(locale)


def _find_date_locale(language: str, country: str | None) -> str:
    """English dates as the country writes them, where it is one whose English is known."""
    if language == "en" and country:
        try:
            return str(Locale.parse(f"en_{country}"))
        except UnknownLocaleError:
            pass
    return _LOCALES[language]

"""Both languages say everything, with the same places to fill, and write numbers their own way."""

import ast
import re
import string
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from wenming.config.places import PROJECT
from wenming.i18n import LANGUAGES, ProductText, Translator, choose_language, load_messages
from wenming.store import Action

_SOURCES = [*PROJECT.glob("wenming/**/*.py"), *PROJECT.glob("pages/*.py"), PROJECT / "dashboard.py"]
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


# One test a rule rather than one a message: each names every message that breaks it.
def test_a_message_stands_in_every_language() -> None:
    def is_whole(texts: Mapping[str, str]) -> bool:
        return set(texts) == set(LANGUAGES) and all(text.strip() for text in texts.values())

    assert [key for key, texts in load_messages().items() if not is_whole(texts)] == []


def test_a_message_has_the_same_places_to_fill_in_every_language() -> None:
    def count_places(texts: Mapping[str, str]) -> int:
        return len({frozenset(_places(text)) for text in texts.values()})

    assert [key for key, texts in load_messages().items() if count_places(texts) != 1] == []


def test_an_english_message_holds_no_chinese() -> None:
    assert [key for key, texts in load_messages().items() if _HAN.search(texts["en"])] == []


def _literal_keys(path: Path) -> set[str]:
    """Keys written out in `t("…")` and `WenmingError("…")` calls."""
    keys = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            value = node.args[0].value
            if called in {"t", "WenmingError"} and isinstance(value, str):
                keys.add(value)
    return keys


def test_every_key_used_in_code_has_a_message() -> None:
    used = {str(path.relative_to(PROJECT)): _literal_keys(path) for path in _SOURCES}

    lacking = {path: keys - set(load_messages()) for path, keys in used.items()}
    assert {path: keys for path, keys in lacking.items() if keys} == {}


@pytest.mark.parametrize(
    ("asked", "language"),
    [("zh-CN", "zh"), ("en_US.UTF-8", "en"), ("fr-FR", "zh"), (None, "zh"), ("", "zh")],
)
def test_a_browser_or_shell_gets_the_nearest_language(asked: str | None, language: str) -> None:
    assert choose_language(asked) == language


@pytest.mark.parametrize(
    ("language", "number", "share", "day", "month"),
    [
        ("zh", "12,345.7", "8.0%", "2021年6月30日", "2021年6月"),
        ("en", "12,345.7", "8.0%", "30 Jun 2021", "Jun 2021"),
    ],
)
def test_numbers_and_dates_are_written_as_the_language_does(
    language: str, number: str, share: str, day: str, month: str
) -> None:
    t = Translator(language)

    assert t.number(12345.678, 1) == number
    assert t.percent(0.08) == share
    assert t.day(date(2021, 6, 30)) == day
    assert t.month(date(2021, 6, 1)) == month


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 orders were"), (1, "1 order was"), (1_001, "1,001 orders were")]
)
def test_one_is_told_as_one(count: int, told: str) -> None:
    t = Translator("en")
    message = t("volunteers.loop_finding_none", completed="0", requested=t.number(count))
    assert message == f"0 of {told} completed"


def test_what_was_not_reported_is_a_dash_and_never_zero() -> None:
    t = Translator("zh")

    assert t.number(None) == t.number(float("nan")) == t.percent(None) == t.day(None) == "—"
    assert t.number(0) == "0"


@pytest.mark.parametrize("action", Action)
def test_whatever_the_store_records_has_words(action: Action) -> None:
    assert f"methods.action_{action}" in load_messages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_another_release_recorded_is_told_as_it_stands(language: str) -> None:
    t = Translator(language)

    assert t.named("methods.action_", "import") == t("methods.action_import")
    assert t.named("methods.action_", "of another release") == "of another release"
    assert t.named("methods.action_", None) == t.named("methods.action_", float("nan")) == "—"


@pytest.mark.parametrize(
    ("language", "words", "text", "told"),
    [
        ("en", {"street": "ward"}, "Street, a street: {street}", "Ward, a ward: {street}"),
        ("en", {"street": "area"}, "A street's network", "An area's network"),
        ("en", {"streets": "wards"}, "Streets ({streets})", "Wards ({streets})"),
        ("en", {"street": "ward"}, "Streets, {first_street}", "Streets, {first_street}"),
        ("en", {"communities": "estates"}, "{communities} communities", "{communities} estates"),
        ("en", {"money": "pounds"}, "Spent (yuan)", "Spent (pounds)"),
        (
            "zh",
            {"street": "镇", "money": "英镑"},
            "街道{street}的单元格：元",
            "镇{street}的单元格：英镑",
        ),
        ("zh", {"station": "驿站"}, "社区有开放的实践站", "社区有开放的驿站"),
    ],
)
def test_a_districts_words_stand_in_the_products_texts(
    language: str, words: dict[str, str], text: str, told: str
) -> None:
    assert Translator(language, words=words).of(ProductText({language: text})) == told
    assert Translator(language).of(ProductText({language: text})) == text


def test_a_districts_own_names_keep_their_words() -> None:
    t = Translator("en", words={"street": "ward", "streets": "wards"})

    assert t.of({"en": "Mill Street"}) == "Mill Street"
    assert t("coverage.table_streets", count="3 streets") == "Wards (3 streets)"


@pytest.mark.parametrize(
    ("language", "country", "day"),
    [
        ("en", "US", "Jun 30, 2021"),
        ("en", "GB", "30 Jun 2021"),
        ("en", "CN", "30 Jun 2021"),
        ("zh", "US", "2021年6月30日"),
    ],
)
def test_english_dates_are_its_countrys(language: str, country: str, day: str) -> None:
    assert Translator(language, country=country).day(date(2021, 6, 30)) == day

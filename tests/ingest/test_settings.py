"""A district's `[ledger]` table: its base, what it replaces and adds, and what is wrong in it."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

import wenming
from wenming.config.ledger import FIELDS, LedgerSettings

PACKAGE = Path(wenming.__file__).parent


def test_lists_replace_those_of_the_base() -> None:
    settings = LedgerSettings.model_validate({"base": "zh", "none_marks": ["缺"]})
    assert settings.none_marks == ("缺",)
    assert settings.subtotals == LedgerSettings.model_validate({"base": "zh"}).subtotals


def test_lists_can_be_added_to() -> None:
    settings = LedgerSettings.model_validate(
        {"base": "zh", "add": {"headings": {"title": ["服务内容简介"]}}}
    )
    assert {"活动名称", "服务内容简介"} <= set(settings.headings["title"])


@pytest.mark.parametrize(
    "table",
    [
        {"base": "klingon"},
        {"base": "../zh"},
        {"headings": {"colour": ["颜色"]}},
        {"subtotal": ["合计"]},
        {"date_order": "ydm"},
    ],
)
def test_mistakes_are_told(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        LedgerSettings.model_validate(table)


@pytest.mark.parametrize("base", ["zh", "en"])
def test_every_base_names_the_fields_a_ledger_needs(base: str) -> None:
    settings = LedgerSettings.model_validate({"base": base})
    assert set(settings.headings) | set(settings.parts.measures) >= set(FIELDS)


def test_every_message_of_intake_is_translated() -> None:
    messages = tomllib.loads((PACKAGE / "i18n/ledger.toml").read_text(encoding="utf-8"))
    source = "\n".join(p.read_text(encoding="utf-8") for p in (PACKAGE / "ingest").glob("*.py"))
    keys = set(re.findall(r"\"ledger\.((?:refused|note|skip|reject)\.[a-z_]+)\"", source))
    keys |= {f"review.{k}" for k in re.findall(r"(?:doubt\(|problem=)\s*\"([a-z_]+)\"", source)}
    keys |= {f"remark.{k}" for k in re.findall(r"remark\(\"([a-z_]+)\"", source)}
    kinds = set(re.findall(r"kind=\"([a-z_]+)\"", source)) - {"ledger"}  # of a batch, not a repair
    keys |= {f"repair.{kind}" for kind in kinds}
    assert keys <= set(messages)
    assert all(texts.keys() == {"zh", "en"} for texts in messages.values())

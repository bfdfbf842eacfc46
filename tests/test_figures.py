"""The catalogue of figures holds only what is computed, in both languages."""

import string

import pytest

from tests.conftest import RIVERTON
from wenming.config import load_district
from wenming.config.district import Thresholds
from wenming.figures import Figure, load_figures
from wenming.i18n import LANGUAGES, Translator, load_messages
from wenming.reports import find_reports
from wenming.store.sql import load_sql, read_columns

FIGURES = load_figures()
TEXTS = ("name", "unit", "definition", "formula", "denominator", "note")


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_every_source_is_a_declared_column_of_a_report_that_exists(figure: Figure) -> None:
    for source in figure.sources:
        report, column = source.split(".")
        assert report in find_reports()
        assert column in {declared.name for declared in read_columns(load_sql("reports", report))}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_every_text_is_there_in_every_language(figure: Figure) -> None:
    texts = [text for name in TEXTS if (text := getattr(figure, name)) is not None]
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_thresholds_named_are_those_filled_in(figure: Figure) -> None:
    texts = [text for name in TEXTS if (text := getattr(figure, name)) is not None]
    named = {
        place
        for text in texts
        for words in text.values()
        for _, place, _, _ in string.Formatter().parse(words)
        if place
    }
    assert named == set(figure.thresholds)
    assert named <= set(Thresholds.model_fields)
    assert {f"methods.threshold_{name}" for name in named} <= set(load_messages())


def test_definitions_state_the_thresholds_of_the_district() -> None:
    district = load_district(RIVERTON).model_copy(
        update={
            "thresholds": Thresholds(
                silent_yellow_months=4, silent_orange_months=5, silent_red_months=6
            )
        }
    )
    told = FIGURES["silent_sites"].tell("formula", Translator("en"), district)
    assert told == "full months since the last activity ≥ 4"


def test_explanation_for_a_tooltip_holds_definition_formula_and_note() -> None:
    explained = FIGURES["attendance"].explain(Translator("en"), load_district(RIVERTON))
    assert "visits, not people" in explained
    assert "Computed as: Σ attendance" in explained
    assert "never taken as 0" in explained


def test_an_absent_part_is_told_as_nothing() -> None:
    district = load_district(RIVERTON)
    assert FIGURES["activities_held"].tell("denominator", Translator("zh"), district) == ""

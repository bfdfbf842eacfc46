"""Whatever goes wrong on a page is one sentence with a number of the log; the rest stays."""

import ast
import logging
import re
import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import RunPage
from wenming.config.places import PROJECT
from wenming.errors import WenmingError
from wenming.i18n import LANGUAGES, Translator
from wenming.ui import overview_lists, sites
from wenming.ui.faults import tell_error
from wenming.ui.routes import PAGES


@pytest.fixture
def no_fault() -> None:
    """Here faults are planted."""


def fail(*_: object, **__: object) -> None:
    raise KeyError("planted")


def find_number(sentence: str) -> str:
    (number,) = re.findall(r"\d{6}", sentence)
    return str(number)


def expect(page: AppTest, language: str, caplog: pytest.LogCaptureFixture) -> None:
    """One sentence on the page, in its language, whose number stands in the log."""
    assert not page.exception
    (shown,) = page.error
    number = find_number(shown.value)
    assert shown.value == Translator(language)("errors.unforeseen", number=number)
    (record,) = [record for record in caplog.records if record.name == "wenming"]
    assert record.levelno == logging.ERROR and record.getMessage().startswith(number)
    assert "planted" in caplog.text and "Traceback" in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_that_fails_leaves_the_rest_of_the_page(
    run_on_riverton: RunPage,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    language: str,
) -> None:
    whole = [title.value for title in run_on_riverton("overview", lang=language).subheader]
    monkeypatch.setattr(overview_lists, "show_silent", fail)

    page = run_on_riverton("overview", lang=language)

    expect(page, language, caplog)
    rest = [title.value for title in page.subheader]
    assert len(rest) == len(whole) - 1 and rest[-1] == whole[-1]


def test_what_fails_within_a_section_ends_that_section_only(
    run_on_riverton: RunPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sites, "show_chart_and_table", fail)

    page = run_on_riverton("sites", lang="en")

    assert not page.exception
    numbers = [find_number(shown.value) for shown in page.error]
    assert len(set(numbers)) == 3 and all(number in caplog.text for number in numbers)
    assert page.metric and page.dataframe


def test_without_what_all_sections_stand_on_a_page_ends(
    run_on_riverton: RunPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sites, "load_frames", fail)

    page = run_on_riverton("sites", lang="en")

    expect(page, "en", caplog)
    assert page.title and not page.metric


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_cannot_open_says_so(
    run_on_riverton: RunPage,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    language: str,
) -> None:
    monkeypatch.setattr("wenming.ui.frame.read_filter_bar", fail)

    expect(run_on_riverton("overview", lang=language), language, caplog)


def test_what_a_person_can_put_right_keeps_its_own_sentence(
    run_on_riverton: RunPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = WenmingError("errors.no_version", store="a*b", version=7)

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(overview_lists, "show_silent", refuse)

    (shown,) = run_on_riverton("overview", lang="en").error

    assert shown.value == tell_error(error, Translator("en"))
    assert r"a\*b" in shown.value


def ask_for_a_fault() -> None:
    """A page whose callback, dialog and file all fail."""
    import streamlit as st

    from wenming.i18n import Translator
    from wenming.ui.faults import contain, guard, guard_file, tell_waiting

    t = Translator("en")

    def choose() -> None:
        raise KeyError("planted")

    def build() -> bytes:
        raise KeyError("planted")

    @st.dialog("Dialog")
    @contain(t, "dialog")
    def ask() -> None:
        raise KeyError("planted")

    tell_waiting(t)
    st.button("callback", key="callback", on_click=guard(choose))
    if st.button("dialog", key="dialog"):
        ask()
    if st.button("file", key="file"):
        try:
            guard_file(build, "file.xlsx")()
        except RuntimeError:
            st.write("no file")
    st.write("the rest")


@pytest.mark.parametrize("what", ["callback", "dialog", "file"])
def test_callbacks_dialogs_and_files_that_fail_are_told(
    caplog: pytest.LogCaptureFixture, what: str
) -> None:
    page = AppTest.from_function(ask_for_a_fault).run()

    page.button(key=what).click().run()
    if what == "file":
        page.run()

    assert not page.exception
    assert page.markdown[-1].value == "the rest"
    (told,) = page.error if what == "dialog" else page.toast
    assert find_number(told.value) in caplog.text
    page.run()
    assert not page.toast  # told once


@pytest.mark.parametrize("name", PAGES)
def test_a_page_draws_nothing_but_contained_sections(name: str) -> None:
    """What a page calls of `wenming.ui` goes through `page.show` or `page.need`."""
    code = ast.parse((PROJECT / "pages" / f"{name}.py").read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(code)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wenming.ui")
        for alias in node.names
    }
    called = {
        node.func.id
        for node in ast.walk(code)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert imported & called <= {"open_page", "choose_option", "open_clicked_activity"}


@pytest.mark.parametrize("path", sorted(PROJECT.glob("wenming/ui/*.py")), ids=lambda p: p.name)
def test_a_callback_is_guarded(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        for word in node.keywords:
            if word.arg in {"on_click", "on_change", "on_select", "on_dismiss"}:
                code = ast.unparse(word.value)
                assert code == "'ignore'" or code.startswith("guard("), code


def test_streamlit_itself_shows_no_error() -> None:
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showErrorLinks"] is False

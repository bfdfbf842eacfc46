"""Until people sign in: who reaches the dashboard is told, and nobody is believed unasked."""

import subprocess

import pytest
import streamlit as st

from tests.pages.conftest import RunPage
from wenming.config.places import PROJECT
from wenming.i18n import LANGUAGES, Translator


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("127.0.0.1", False),
        ("127.0.0.2", False),
        ("localhost", False),
        ("::1", False),
        ("0.0.0.0", True),  # noqa: S104
        ("::", True),
        ("10.1.2.3", True),
        ("board.office.example", True),
        (None, True),
    ],
)
def test_a_dashboard_that_others_reach_says_what_that_means(
    run_on_riverton: RunPage,
    monkeypatch: pytest.MonkeyPatch,
    address: str | None,
    is_open: bool,
    language: str,
) -> None:
    asked = st.get_option

    def answer(key: str) -> object:
        return address if key == "server.address" else asked(key)

    monkeypatch.setattr(st, "get_option", answer)

    page = run_on_riverton("methods", lang=language)

    told = Translator(language)("frame.open_to_network")
    assert (told in [caption.value for caption in page.caption]) == is_open


@pytest.mark.parametrize(("host", "lines"), [("127.0.0.1", 0), ("localhost", 0), ("10.1.2.3", 2)])
def test_make_says_it_too(host: str, lines: int) -> None:
    command = ["make", "--no-print-directory", "--dry-run", "--assume-old=setup"]
    told = subprocess.run(
        [*command, f"HOST={host}", "dashboard"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    notice = told[told.index("case ") : told.index("esac") + 4]

    run = subprocess.run(["sh", "-c", notice], capture_output=True, text=True, check=True)

    assert len(run.stderr.splitlines()) == lines


def test_what_a_browser_sends_of_itself_is_no_office(
    run_on_riverton: RunPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(st.context), "headers", {"X-Forwarded-User": "Mill Street"})

    page = run_on_riverton("data", lang="en")

    assert page.selectbox(key="hand_in_office").value is None

"""A running dashboard and a browser that fails the test on any outside request or console error."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from tests.conftest import RIVERTON, SAMPLE
from wenming.config.places import PROJECT
from wenming.store import Store

DESKTOP = (1440, 900)
PHONE = (390, 844)
CHROMIUM = "/usr/bin/chromium-headless-shell"  # it draws no window: a third less work
ROW = 35  # pixels of a row of Streamlit's table
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# How long anything may take on a machine that does other work beside: what is waited for is a
# state, so that nothing takes longer than it has to.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)  # before those that `-m` leaves out are dropped
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here drives a browser."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Dashboard:
    """A dashboard that is serving: its address, and the store it reads."""

    url: str
    store: Store


@contextmanager
def serve(store: Store, district: Path = SAMPLE) -> Iterator[Dashboard]:
    """Start the dashboard as `make dashboard` does, on a free port, and stop it at the end.

    Fails when the server itself asked any other machine for anything.
    """
    port = find_port()
    outside = store.folder.parent / f"outside-{port}.log"
    outside.touch()
    environment = {
        **os.environ,
        "WENMING_STORE": str(store.folder),
        "WENMING_DISTRICT": str(district),
        "PYTHONPATH": str(Path(__file__).parent / "offline"),
        "OUTSIDE_LOG": str(outside),
    }
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with subprocess.Popen([*command, *options], cwd=PROJECT, env=environment) as server:
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until_healthy(f"{url}/_stcore/health", server)
            yield Dashboard(url, store)
        finally:
            server.terminate()
    assert not outside.read_text(encoding="utf-8"), "the server asked an outside host"


def find_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_healthy(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(900):
        assert server.poll() is None, "the dashboard ended while starting"
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
        try:
            server.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("the dashboard did not answer in three minutes")


@pytest.fixture(scope="session")
def dashboard(sample_store: Store) -> Iterator[Dashboard]:
    """The dashboard on the sample district; tests must not publish to its store."""
    with serve(sample_store) as running:
        yield running


@pytest.fixture(scope="session")
def riverton_dashboard(riverton_store: Store) -> Iterator[Dashboard]:
    """The same on the small second district, whose titles hold markup and formulas."""
    with serve(riverton_store, RIVERTON) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Start = Callable[..., Dashboard]
Visit = Callable[..., Page]


@pytest.fixture
def start() -> Iterator[Start]:
    """`start(store, district)` serves a dashboard of the test's own until the test ends."""
    with ExitStack() as running:
        yield lambda *args: running.enter_context(serve(*args))


@pytest.fixture
def visit(browser: Browser, start: Start) -> Iterator[Visit]:
    """`visit(url, locale="en-GB", size=PHONE)` opens a page and waits until it stands.

    It asks for `start` so that pages close before their server does. At the end the
    test fails if any page asked another host for anything or its console showed an error.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_in_browser(
        url: str, *, locale: str = "zh-CN", size: tuple[int, int] = DESKTOP, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()

        def check_request(address: str) -> None:
            if urlsplit(address).hostname not in (None, "127.0.0.1"):
                complaints.append(f"asked an outside host: {address}")

        page.on("request", lambda request: check_request(request.url))

        def check_console(message: ConsoleMessage) -> None:
            # Below a page's own address Streamlit looks for its server first, then at the root.
            probing = "/_stcore/" in message.location["url"]
            if message.type == "error" and not probing:
                complaints.append(f"{message.text} {message.location['url']}")

        page.on("console", check_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        wait_until_idle(page)
        return page

    yield open_in_browser
    for context in contexts:
        context.close()
    assert not complaints, complaints


# Nothing runs, nothing is still to be drawn, and every element is where it was a moment before.
_STANDS = """() => {
    const finds = (selector) => document.querySelector(selector) !== null;
    const isWhole = finds("h1") && finds("[data-test-script-state=notRunning]")
        && !finds("[data-testid=stSkeleton], .chart:not(.drawn)");
    const places = isWhole && [...document.querySelectorAll("[data-testid=stElementContainer]")]
        .map((element) => Object.values(element.getBoundingClientRect().toJSON())).join();
    const stands = isWhole && places === window.placesBefore;
    window.placesBefore = places;
    return stands;
}"""


def wait_until_idle(page: Page) -> None:
    """Wait until the page stands whole and still: a click then meets what it is meant for.

    A quiet network says nothing of that: what was fetched may not have been drawn yet.
    """
    page.wait_for_function(_STANDS, polling=100)


def click_row(table: Locator, number: int) -> None:
    """Choose a row of a table, from 1: it is drawn on a canvas, so the place of its box is clicked.

    The click waits until the table keeps still, and goes to it wherever it then is.
    """
    wait_until_idle(table.page)
    table.click(position={"x": 18, "y": ROW * number + ROW / 2})


def width_of(page: Page) -> int:
    """How wide the page's content is (pixels); more than the screen is cut or has to be pushed."""
    return int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth"))

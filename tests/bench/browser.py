"""How long a visitor waits in Chromium, and what the coverage map sends there."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from tests.bench.times import Times, build_table, tell_milliseconds, tell_ratio
from tests.browser.conftest import CHROMIUM, DESKTOP, FLAGS, find_port, wait_until_healthy
from tests.conftest import SAMPLE
from wenming.config.places import PROJECT
from wenming.store import Store

_APPS = Path(__file__).with_name("apps")
_ROUNDS = 5
_PATIENCE = 120_000  # milliseconds
_ALL = "coverage?from=2019-01-01&to=2021-06-30"

_TITLE = "document.querySelector('h1')?.offsetParent"
_CARDS = """
    [...document.querySelectorAll('[data-testid=stMetricValue]')]
        .filter(value => value.innerText.trim()).length >= 6
"""
_WHOLE = """
    [...document.querySelectorAll('[class*=st-key-card_] img')]
        .filter(course => course.complete).length >= 6
    && document.querySelectorAll('.js-plotly-plot .main-svg').length >= 2
    && [...document.querySelectorAll('.js-plotly-plot')].length == 2
    && document.querySelectorAll('[data-testid=stDataFrame] canvas').length >= 2
"""
# Every marker stands when clusters and single ones together make up the activities placed.
_MARKERS = """
    [...document.querySelectorAll('iframe')].some(frame => {
        const icons = [...(frame.contentDocument?.querySelectorAll('%s') ?? [])];
        return icons.length > 0
            && icons.reduce((sum, icon) => sum + (Number(icon.innerText) || 1), 0) >= %d;
    })
"""


@dataclass(frozen=True)
class Visit:
    """An address, and what has to be on screen: a condition in JavaScript for each mark."""

    url: str
    marks: dict[str, str]
    on_socket: Callable[[WebSocket], None] | None = None


def measure_browser(store: Store, activities: int) -> tuple[str, str]:
    """The tables of waits and of the map's payload, for the sample of `activities`."""
    with (
        _serve_app("empty") as empty,
        _serve_app("markers") as markers,
        _serve(PROJECT / "dashboard.py", store) as dashboard,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        naive = _MARKERS % (".marker-cluster, .leaflet-marker-icon", activities)
        ours = _MARKERS % (".activities, .activity", activities)
        visits = {
            "an empty app: title": Visit(empty, {"": _TITLE}),
            "overview": Visit(dashboard, {": headline figures": _CARDS, ": whole": _WHOLE}),
            "coverage map": Visit(f"{dashboard}/{_ALL}", {": every marker": ours}),
            "a Folium marker an activity": Visit(markers, {": every marker": naive}),
        }
        times = _time_visits(browser, visits)
        bytes_sent = {
            name: _count_bytes(browser, visits[name])
            for name in ("coverage map", "a Folium marker an activity")
        }
        browser.close()
    first = times["an empty app: title"]
    map_times = times["coverage map: every marker"]
    naive_times = times["a Folium marker an activity: every marker"]
    rows = [
        [name, tell_milliseconds(taken), tell_ratio(taken.over(first))]
        for name, taken in times.items()
    ]
    waits = build_table(["on screen", "after", "÷ the empty app"], rows)
    share = f"The coverage map takes {tell_ratio(map_times.over(naive_times))} the obvious way."
    payload = build_table(
        ["map of the sample", "bytes to the browser"],
        [[name, f"{count:,}"] for name, count in bytes_sent.items()],
    )
    return f"{waits}\n\n{share}", payload


def _time_visits(browser: Browser, visits: dict[str, Visit]) -> dict[str, Times]:
    """Seconds from navigation to each mark, a round of all visits after another.

    Each visit is a new visitor's, whose browser has nothing stored. A round before these has the
    servers import what they need.
    """
    taken: dict[str, list[float]] = {}
    for _ in range(_ROUNDS + 1):
        for name, visit in visits.items():
            with _open(browser, visit) as page:
                for mark, condition in visit.marks.items():
                    taken.setdefault(name + mark, []).append(_wait(page, condition) / 1000)
    return {name: Times(tuple(seconds[1:])) for name, seconds in taken.items()}


def _count_bytes(browser: Browser, visit: Visit) -> int:
    """Bytes of what the server sends for the map's component until its markers stand."""
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: frames.append(bytes(data)))

    with _open(browser, Visit(visit.url, visit.marks, listen)) as page:
        for condition in visit.marks.values():
            _wait(page, condition)
    return sum(len(frame) for frame in frames if b"streamlit_folium" in frame)


@contextmanager
def _open(browser: Browser, visit: Visit) -> Iterator[Page]:
    context = browser.new_context(
        locale="zh-CN", viewport={"width": DESKTOP[0], "height": DESKTOP[1]}
    )
    page = context.new_page()
    if visit.on_socket:
        page.on("websocket", visit.on_socket)
    page.goto(visit.url, wait_until="commit")
    yield page
    context.close()


def _wait(page: Page, condition: str) -> float:
    """Milliseconds from the start of navigation until the condition holds."""
    found = page.wait_for_function(
        f"() => ({condition}) ? performance.now() : false", timeout=_PATIENCE, polling="raf"
    )
    return float(found.json_value())


@contextmanager
def _serve_app(name: str) -> Iterator[str]:
    """Serve one of the small apps, beside the files that a map loads."""
    with tempfile.TemporaryDirectory() as folder:
        script = shutil.copy(_APPS / f"{name}.py", folder)
        (Path(folder) / "static").symlink_to(PROJECT / "static")
        with _serve(Path(script)) as url:
            yield url


@contextmanager
def _serve(script: Path, store: Store | None = None) -> Iterator[str]:
    port = find_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "WENMING_DISTRICT": str(SAMPLE),
        "WENMING_STORE": str(store.folder) if store else "",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with subprocess.Popen(
        [*command, *options], cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL
    ) as server:
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until_healthy(f"{url}/_stcore/health", server)
            yield url
        finally:
            server.terminate()

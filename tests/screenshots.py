"""Renew the pictures in docs/screenshots: `make screenshots`, after looking at every page."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, DESKTOP, FLAGS, PHONE, serve, wait_until_idle
from tests.conftest import SAMPLE, make_store
from wenming.config.places import PROJECT
from wenming.ui.routes import PAGES

FOLDER = PROJECT / "docs" / "screenshots"
_EVEN = "--font-render-hinting=none"  # letters keep their distances, as in a window
_SETTLE = 3000  # milliseconds for digits to stop rolling and maps to draw


def take(page: Page, address: str, path: Path) -> None:
    """Open a page, let it come to rest, and keep what a visitor sees first."""
    page.goto(address)
    wait_until_idle(page)
    page.wait_for_timeout(_SETTLE)
    page.screenshot(path=path, type="png")


def main() -> None:
    """Each page in both languages on a desk, and in Chinese on a phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(make_store(Path(folder) / "store", SAMPLE)) as dashboard,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, _EVEN])
        for name in PAGES:
            address = f"{dashboard.url}/{'' if name == 'overview' else name}"
            for suffix, locale, size in (
                ("zh", "zh-CN", DESKTOP),
                ("en", "en-GB", DESKTOP),
                ("phone", "zh-CN", PHONE),
            ):
                context = browser.new_context(
                    locale=locale, viewport={"width": size[0], "height": size[1]}
                )
                take(context.new_page(), address, FOLDER / f"{name}-{suffix}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()

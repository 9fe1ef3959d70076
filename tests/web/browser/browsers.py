"""Real browsers that are installed here, and what a test wants to know of a page that stands in one."""

from __future__ import annotations

import os
import shutil
from base64 import b64encode
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
# Which browser the tests run in; those of Firefox alone find it by themselves.
WANTED = os.environ.get("KMANIM_BROWSER", "chromium")
# Firefox is driven by WebDriver BiDi, which sets no media; its own settings do.
_FIREFOX_MEDIA = {
    ("color_scheme", "dark"): {"layout.css.prefers-color-scheme.content-override": 0},
    ("reduced_motion", "reduce"): {"ui.prefersReducedMotion": 1},
    ("forced_colors", "active"): {"browser.display.document_color_use": 2, "ui.useAccessibilityTheme": 1},
}
needs_chromium = pytest.mark.skipif(
    WANTED != "chromium", reason="only Chromium can be told of fingers, folders and media while a page stands"
)
# Before a screenshot in Firefox Playwright adds a sheet, "body {}", which the policy of no page of ours lets in.
_PLAYWRIGHTS_OWN = b64encode(sha256(b"body {}").digest()).decode()
# What a page may be opened with in Chromium alone.
_CHROMIUM_ONLY = {
    "has_touch": True,
    "java_script_enabled": False,
    "color_scheme": "dark",
    "forced_colors": "active",
}


def needs(settings):
    """Skip a test that opens pages as the browser that is wanted cannot."""
    for name, value in _CHROMIUM_ONLY.items():
        if WANTED != "chromium" and settings.get(name) == value:
            pytest.skip(f"Firefox, driven by WebDriver BiDi, does not take {name}={value!r}")


@contextmanager
def started(driver, name, **media):
    """Start a browser and stop it in the end; media are settings that Firefox can only begin with."""
    where = {"chromium": CHROMIUM, "firefox": FIREFOX}[name]
    if where is None:
        pytest.skip(f"{name} is not installed here")
    if name == "chromium":
        browser = driver.chromium.launch(executable_path=where, args=["--no-sandbox"])
    else:
        settings = [_FIREFOX_MEDIA.get(pair, {}) for pair in media.items()]
        browser = driver.firefox.launch(
            channel="moz-firefox",
            executable_path=where,
            firefox_user_prefs={key: value for one in settings for key, value in one.items()},
        )
    try:
        yield browser
    finally:
        browser.close()


def watch(page):
    """Keep what a page asks of the network and what it complains of, in ``page.troubles``."""
    page.troubles = []
    page.on(
        "request",
        lambda asked: (
            asked.url.startswith(("file:", "data:", "blob:", "about:"))
            or page.troubles.append(f"asked for {asked.url}")
        ),
    )
    page.on(
        "console",
        lambda said: said.type in ("error", "warning") and page.troubles.append(f"said {said.text}"),
    )
    page.on(
        "pageerror",
        lambda error: _PLAYWRIGHTS_OWN in str(error) or page.troubles.append(f"failed: {error}"),
    )
    return page


def barriers(page, within=None):
    """What axe-core finds wrong, one line each."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed here: npm install --no-package-lock --prefix tests/web")
    # Evaluated from outside, so that no policy of the page is in the way.
    page.evaluate(AXE.read_text("utf-8") + ";0")
    found = page.evaluate(
        "where => axe.run(where ?? document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', "
        "'best-practice']})",
        within,
    )
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def pixels_of(locator):
    """Give a picture of an element as it is seen, byte for byte the same if nothing has changed."""
    return locator.screenshot(animations="allow", caret="hide")


def wide(page):
    """How far a page reaches beyond its window, in px."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")

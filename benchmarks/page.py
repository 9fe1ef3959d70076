"""The page on which readers choose: how heavy it is, and how long they wait, measured in Chromium.

Beside it, what d3 alone weighs, minified as npm has it: where npm is not installed, or not answered, that row is left
out. Moves are cuts, so that a step is what is computed and drawn, from the press to the end of the next task; a first
picture is counted from the start of the navigation, over a page that opens from disk.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import kmanim
from benchmarks._machine import about
from benchmarks._measure import options, spread, table

SIZES = ("what", "bytes", "gzipped")
TIMES = ("what", "points", "ms: median (least-most)", "budget ms")
QUICK, FULL = ((32, 500), 500), ((32, 500, 5_000), 2_000)
# When the first marks are there, as the page's own clock has it.
_FIRST = """
const seen = () => {
  if (!document.querySelector(".plane [data-cluster], .plane canvas")) return requestAnimationFrame(seen);
  requestAnimationFrame(() => { window.first = performance.now(); });
};
requestAnimationFrame(seen);
"""
_STEPS = """async times => {
  const [back, next] = ["Back", "Next"].map(name =>
    [...document.querySelectorAll("button")].find(one => one.textContent === name));
  const spent = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    (i % 2 ? next : back).click();
    await new Promise(done => setTimeout(done));
    document.body.getBoundingClientRect();
    spent.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return spent;
}"""
_DRAGS = """async times => {
  const slider = [...document.querySelectorAll("input[type=range]")].find(one => one.ariaLabel === "eps");
  const spent = [];
  for (let i = 0; i < times; i++) {
    slider.value = String(Number(slider.min) * (10 + (i % 40)));
    const start = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    spent.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return spent;
}"""


def weights(page: str) -> list[list[str]]:
    """Give the rows of the table of sizes."""
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    parts = {"the page": page, "its script": script, "its style": style}
    if d3 := library("d3", "package/dist/d3.min.js"):
        parts["d3 alone"] = d3
    return [
        [name, f"{len(text.encode()):,}", f"{len(gzip.compress(text.encode(), 9)):,}"]
        for name, text in parts.items()
    ]


def library(name: str, file: str) -> str:
    """Give a file of a package of npm; empty where there is none to be had."""
    npm = shutil.which("npm")
    with TemporaryDirectory() as folder, suppress(subprocess.SubprocessError, json.JSONDecodeError, KeyError):
        if npm:
            command = [npm, "pack", name, "--json", "--pack-destination", folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
            with tarfile.open(Path(folder) / json.loads(done.stdout)[0]["filename"]) as packed:
                member = packed.extractfile(file)
                return member.read().decode("utf-8") if member else ""
    return ""


def browser_of(driver: Any) -> Any:
    """Start the Chromium that is installed here; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    where = next(filter(None, map(shutil.which, names)), None)
    return driver.chromium.launch(executable_path=where, args=["--no-sandbox"]) if where else None


def opened(browser: Any, explorer: Any, link: str = "") -> Any:
    """Open a page, and give it once its first picture is there."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(_FIRST)
    page = context.new_page()
    with TemporaryDirectory() as folder:
        page.goto(explorer.save(Path(folder) / "page.html").as_uri() + link)
        page.wait_for_function("() => window.first")
    return page


def measure(browser: Any, sizes: Sequence[int], most: int, repeat: int) -> list[list[str]]:
    """Give the rows of the table of times."""
    rows = []
    cars = kmanim.explore("mtcars", init=[(1000, 150), (1500, 150)])
    firsts = []
    for _ in range(repeat):
        page = opened(browser, cars)
        firsts.append(page.evaluate("window.first"))
        page.context.close()
    rows.append(["first picture", "32", spread(firsts), "200"])
    for points in sizes:
        data = "mtcars" if points == 32 else kmanim.load("blobs", n=points)
        page = opened(browser, kmanim.explore(data, k=3, init="k-means++"))
        page.get_by_role("button", name="Last", exact=True).click()
        spent = page.evaluate(_STEPS, 20 * repeat)
        rows.append(["a step of k-means", f"{points:,}", spread(spent), "16" if points <= 500 else "50"])
        page.context.close()
    page = opened(browser, kmanim.explore(kmanim.load("blobs", n=most), "dbscan"))
    spent = page.evaluate(_DRAGS, 20 * repeat)
    rows.append(["another eps of DBSCAN, all points shown as they will be", f"{most:,}", spread(spent), "50"])
    page.context.close()
    return rows


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    print(table("Page: how heavy it is", SIZES, weights(kmanim.explore("mtcars").html)))
    if find_spec("playwright"):
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it need not be installed

        with sync_playwright() as driver:
            if browser := browser_of(driver):
                rows = measure(browser, *(QUICK if chosen.quick else FULL), chosen.repeat)
                print(table(f"Page: how long readers wait, in Chromium {browser.version}", TIMES, rows))
                browser.close()
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])

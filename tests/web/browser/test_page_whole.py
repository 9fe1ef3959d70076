"""The page as a whole: it asks for nothing, works where little is allowed, carries many points, and prints."""

from itertools import pairwise

import numpy as np
import pytest
from browsers import WANTED, needs_chromium
from explorer import NINE, REFERENCE

import kmanim

_REPORTS = """
window.reports = [];
addEventListener("securitypolicyviolation", one => reports.push(one.violatedDirective));
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_from_disk_without_a_request_or_a_report(explored, scheme):
    page = explored(REFERENCE, init=_REPORTS, color_scheme=scheme)
    page.press("Last")
    page.pick("DBSCAN")
    page.press("Last")
    assert page.state == "end"
    assert page.page.evaluate("reports") == []
    paper = page.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")


def test_nothing_moves_before_a_press(explored):
    page = explored(REFERENCE, reduced_motion="no-preference")
    before = page.picture()
    page.page.wait_for_timeout(400)
    assert page.picture() == before


def test_it_works_where_storage_and_history_are_closed(explored):
    closed = (
        "for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('closed', 'SecurityError'); } });"
        "history.pushState = history.replaceState = () => { throw new DOMException('closed', 'SecurityError'); };"
    )
    page = explored(REFERENCE, init=closed)
    page.press("Next")
    assert page.caption.startswith("Every car joins")
    page.press("Last")
    assert page.state == "end"


def test_without_the_fonts_of_this_machine(explored):
    """A font of other widths: nothing is cut off, and marks stay where they are."""
    page = explored(REFERENCE + "&t=3", viewport={"width": 360, "height": 800})
    page.page.evaluate("document.body.style.fontFamily = 'monospace'")
    page.page.wait_for_timeout(50)
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_there_are_the_poster_and_all_steps(opened, tmp_path):
    path = kmanim.explore("mtcars", k=2, init="1000,150 1500,150").save(tmp_path / "page.html")
    page = opened(path, java_script_enabled=False)
    assert "32 cars" in page.locator("img").first.get_attribute("alt")
    text = page.locator("body").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    for said in ("9 and 23 cars", "2 cars are now nearer", "No car switches"):
        assert said in text


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Points as many as the page takes for k-means, and for DBSCAN."""
    folder = tmp_path_factory.mktemp("many")
    paths = []
    for name, n in (("kmeans", 5_000), ("dbscan", 2_000)):
        path = folder / f"{name}.csv"
        data = kmanim.load("blobs", n=n)
        rows = [",".join(map(repr, row)) for row in data.points.tolist()]
        path.write_text("\n".join(["a,b", *rows]), "utf-8")
        paths.append(path)
    return paths


# To and fro, five steps at a time; a multiple of ten ends where it began.
_STEPS = """async count => {
  const [back, next] = ["Back", "Next"].map(name =>
    [...document.querySelectorAll(".bar button")].find(one => one.textContent === name));
  for (let i = 0; i < count; i++) {
    (Math.floor(i / 5) % 2 ? next : back).click();
    if (i % 20 === 0) await new Promise(requestAnimationFrame);
  }
}"""


def held(page):
    """What a page keeps: its elements, and where a browser tells it, its memory in bytes."""
    count = page.page.evaluate("document.querySelectorAll('*').length")
    if WANTED != "chromium":
        return count, 0
    client = page.page.context.new_cdp_session(page.page)
    client.send("HeapProfiler.collectGarbage")
    return count, client.send("Runtime.getHeapUsage")["usedSize"]


def test_a_thousand_steps_leave_nothing_behind(explored):
    page = explored(REFERENCE + "&t=8")
    kept = []
    for _ in range(4):
        page.page.evaluate(_STEPS, 250)
        assert page.state == "end"
        kept.append(held(page))
    counts, memories = zip(*kept, strict=True)
    assert max(counts) <= min(counts) + 5
    # An engine makes notes of its own now and then; what steps left behind would be more in every round.
    assert min(after - before for before, after in pairwise(memories)) < 125_000


def test_five_thousand_points_are_stepped_through(explored, many):
    page = explored()
    page.open(many[0])
    page.page.wait_for_function("() => location.hash.includes('kmeans.csv')")
    page.type("k", "4")
    page.press("k-means++")
    page.press("Last")
    assert page.state == "end"
    assert sum(int(row[1].replace(",", "")) for row in page.cells()) == 5_000
    page.page.evaluate(_STEPS, 50)
    assert page.state == "end"


def test_a_hundred_runs_of_five_thousand_points_leave_the_page_alive(explored, many):
    """They go on in pieces, and say how far they are; whoever chooses another k meanwhile is rid of them."""
    page = explored()
    page.open(many[0])
    page.page.wait_for_function("() => location.hash.includes('kmeans.csv')")
    page.type("k", "12")
    page.press("k-means++")
    page.press("Last")
    page.press("Best of 100")
    told = page.page.locator(".many [role=status]")
    assert told.inner_text().endswith(" of 100 runs so far.")
    page.type("k", "2")
    told.wait_for(state="hidden")
    page.press("k-means++")
    page.press("Last")
    page.press("Best of 100")
    page.page.wait_for_function("() => document.querySelector('.many tbody')")
    assert sum(int(row[2]) for row in page.cells("Solutions")) == 100
    assert told.inner_text().startswith("100 runs end in ")


def test_eps_dragged_over_two_thousand_points(explored, many):
    page = explored(NINE)
    page.open(many[1])
    page.page.wait_for_function("() => location.hash.includes('dbscan.csv')")
    slider = page.whole.get_by_role("slider", name="eps", exact=True).first
    seen = set()
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
        seen.add(page.caption)
    assert len(seen) > 1
    page.press("Undo")
    assert page.state == "eps"


@needs_chromium
def test_paper_shows_the_step_and_no_buttons(explored):
    page = explored(REFERENCE + "&t=3")
    page.page.emulate_media(media="print")
    assert page.page.locator("button:visible").count() == 0
    assert page.plane.is_visible()
    assert page.page.locator(".caption").is_visible()
    assert page.page.pdf().startswith(b"%PDF")


def test_nothing_has_an_id_so_that_two_can_stand_on_one_page(explored):
    page = explored(REFERENCE)
    assert page.page.locator("[id]").count() == 0


def test_a_recorded_run_opens_as_it_was(explored, tmp_path):
    trace = kmanim.run("kmeans", "faithful", k=3, seed=4)
    page = explored(path=kmanim.explore(trace).save(tmp_path / "run.html"))
    page.press("Last")
    assert [int(row[1]) for row in page.cells()] == np.bincount(list(trace)[-1].labels).tolist()

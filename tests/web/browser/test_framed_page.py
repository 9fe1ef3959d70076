"""The page in the frame of a notebook: shut off, as high as it tells, and at work with its storage closed."""

import pytest

import kmanim


@pytest.fixture(scope="module")
def cell(tmp_path_factory):
    path = tmp_path_factory.mktemp("cell") / "cell.html"
    shown = kmanim.explore("mtcars", init=[(1000, 150), (1500, 150)])._repr_html_()
    path.write_text(
        f"<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Cell</title>{shown}", "utf-8"
    )
    return path


def test_it_is_as_high_as_what_it_holds_and_hides_what_stood_for_it(opened, cell):
    page = opened(cell, viewport={"width": 1100, "height": 800})
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Next", exact=True).wait_for()
    page.wait_for_function("() => document.querySelector('iframe').style.height !== '900px'")
    page.wait_for_timeout(200)
    high = page.locator("iframe").evaluate("one => one.clientHeight")
    inside = frame.locator("body").evaluate("one => Math.ceil(one.getBoundingClientRect().height)")
    assert abs(high - inside) <= 4
    assert not page.locator("iframe + div").is_visible()
    frame.get_by_text("All points as a table").click()
    page.wait_for_function("was => document.querySelector('iframe').clientHeight > was + 300", arg=high)


def test_it_is_light_or_dark_as_the_notebook(opened, cell):
    page = opened(cell)
    body = page.frame_locator("iframe").locator("body")
    paper = "one => getComputedStyle(one).backgroundColor"
    assert body.evaluate(paper) == "rgb(255, 255, 255)"
    page.evaluate("document.body.style.color = 'rgba(255, 255, 255, 0.87)'")
    page.wait_for_timeout(100)
    assert body.evaluate(paper) == "rgb(22, 24, 28)"
    page.evaluate("document.body.style.color = ''")
    page.wait_for_timeout(100)
    assert body.evaluate(paper) == "rgb(255, 255, 255)"


def test_it_works_where_nothing_can_be_kept(opened, cell):
    page = opened(cell)
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Next", exact=True).click()
    assert "9 and 23 cars" in frame.locator(".caption").first.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    kept = "() => { try { return localStorage.length } catch (error) { return error.name } }"
    assert frame.locator("body").evaluate(kept) == "SecurityError"


def test_without_scripts_there_is_a_picture_and_every_step(opened, tmp_path):
    path = kmanim.explore("mtcars", init=[(1000, 150), (1500, 150)]).save(tmp_path / "page.html")
    page = opened(path, java_script_enabled=False)
    picture = page.locator("noscript img, img").first
    assert picture.bounding_box()["width"] > 200
    assert "No car switches" in page.locator("ol").inner_text().replace("\N{NO-BREAK SPACE}", " ")

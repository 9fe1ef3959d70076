"""The plane under hands: fingers, keys, a line on a curve, motion that is wanted or not, thousands of points."""

import pytest
from browsers import needs_chromium
from explorer import NINE, REFERENCE

MOONS = "#v=1&a=dbscan&d=moons&eps=0.15&m=5"


def _swipe(page, start, way):
    """Drag a finger, as a browser gets it from a screen."""
    screen = page.page.context.new_cdp_session(page.page)

    def touch(kind, *points):
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    (x, y), (dx, dy) = start, way
    touch("touchStart", {"x": x, "y": y})
    for share in range(1, 9):
        touch("touchMove", {"x": x + dx * share / 8, "y": y + dy * share / 8})
        page.page.wait_for_timeout(16)
    touch("touchEnd")


def _on_screen(page, x, y):
    box = page.plane.bounding_box()
    px, py = page.at(x, y)
    return box["x"] + px, box["y"] + py


@needs_chromium
def test_a_finger_moves_centres_and_the_page_scrolls_elsewhere(explored):
    phone = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
    page = explored(REFERENCE, **phone)
    page.plane.scroll_into_view_if_needed()
    before = page.page.evaluate("scrollY")
    _swipe(page, _on_screen(page, 1500, 150), (40, -30))
    assert page.page.evaluate("scrollY") == before
    first, second = page.starts
    assert first == (1000, 150)
    assert second[0] > 1600
    assert second[1] > 170
    _swipe(page, _on_screen(page, 2200, 300), (0, -200))
    page.page.wait_for_function("before => scrollY !== before", arg=before)
    assert page.starts == [first, second]


@needs_chromium
def test_a_tap_selects_a_centre_and_the_next_one_is_its_place(explored):
    page = explored(REFERENCE, viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    for place in ((1000, 150), (2000, 250)):
        page.plane.scroll_into_view_if_needed()
        px, py = page.at(*place)
        page.plane.tap(position={"x": px, "y": py})
    (x, y), second = page.starts
    assert x == pytest.approx(2000, abs=15)
    assert y == pytest.approx(250, abs=3)
    assert second == (1500, 150)


def test_keys_carry_a_centre_and_put_it_back(explored):
    page = explored(REFERENCE)
    page.plane.focus()
    keys = page.page.keyboard
    for key in ("PageDown", "Enter", "ArrowRight", "Shift+ArrowUp", "Escape"):
        keys.press(key)
    assert page.starts == [(1000, 150), (1500, 150)]
    for key in (
        "Enter",
        "Shift+ArrowLeft",
        "ArrowRight",
        "Alt+ArrowRight",
        "Enter",
    ):  # the cursor is there still
        keys.press(key)
    (x, y), second = page.starts
    assert (y, second) == (150, (1500, 150))
    width = (1000 - x) / (0.1 - 0.01 - 0.001)  # of the axis: as many steps as were pressed
    assert 1774 < width < 2200
    keys.press("Delete")
    assert page.starts == [(1500, 150)]


def test_points_are_walked_from_left_to_right_and_escape_ends_it(explored):
    page = explored(REFERENCE + "&t=2")
    page.plane.focus()
    state = page.link
    keys = page.page.keyboard
    keys.press("ArrowDown")
    assert page.plane.get_by_text("Lotus Europa").count() == 1
    keys.press("End")
    keys.press("ArrowLeft")
    assert (
        page.plane.get_by_text("Cadillac Fleetwood").count() + page.plane.get_by_text("Chrysler").count() == 1
    )
    keys.press("Escape")
    assert page.plane.locator(".name.halo").count() == 0
    assert page.link == state  # walking is no step
    keys.press("ArrowRight")
    assert page.link != state  # now it is


def test_a_line_on_the_curve_is_moved_by_keys_and_by_a_click(explored):
    page = explored(MOONS)
    line = page.whole.get_by_role("slider", name="eps").locator("visible=true").last
    line.focus()
    now = float(line.get_attribute("aria-valuenow"))
    assert now == 0.15
    line.press("ArrowUp")
    up = float(line.get_attribute("aria-valuenow"))
    assert up > now
    assert float(page.link_values["eps"]) == up
    line.press("ArrowDown")
    assert float(line.get_attribute("aria-valuenow")) == now
    box = line.bounding_box()
    line.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert float(page.link_values["eps"]) == float(line.get_attribute("aria-valuenow")) != now


@needs_chromium
def test_a_move_becomes_a_cut_when_the_reader_wants_no_motion(explored):
    page = explored(REFERENCE + "&t=1", reduced_motion="no-preference")
    page.press("Next")
    page.page.wait_for_timeout(100)
    moving = page.picture()
    page.page.emulate_media(reduced_motion="reduce")
    page.page.wait_for_timeout(100)
    there = page.picture()
    assert there != moving
    page.page.wait_for_timeout(300)
    assert page.picture() == there
    fresh = explored(REFERENCE + "&t=2")
    assert fresh.picture() == there


def test_balls_have_their_true_size_and_their_counts(explored):
    page = explored(NINE + "&t=1")
    ball = page.plane.locator(".ball")
    assert ball.count() == 1
    left, right = page.at(-1.98, 0), page.at(1.98, 0)
    assert float(ball.get_attribute("rx")) == pytest.approx((right[0] - left[0]) / 2, rel=0.01)
    assert float(ball.get_attribute("ry")) == pytest.approx(float(ball.get_attribute("rx")))  # equal axes
    assert page.plane.locator(".count").first.text_content() == "3 < 4"


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_take_the_colours_of_the_theme(explored, scheme):
    page = explored(REFERENCE + "&t=1", color_scheme=scheme)
    fills = page.plane.locator("path[data-cluster='1']").evaluate_all(
        "all => all.map(one => getComputedStyle(one).fill)"
    )
    assert set(fills) == {"rgb(0, 114, 178)" if scheme == "light" else "rgb(39, 135, 190)"}

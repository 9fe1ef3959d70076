"""On a phone: the page scrolls over the plane, targets are as wide as a finger, nothing needs a pointer that hovers."""

import pytest
from explorer import NINE, REFERENCE

PHONE = {
    "viewport": {"width": 390, "height": 780},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


def swept(page, places):
    """Move a finger over the page, from place to place in px of the window."""
    client = page.page.context.new_cdp_session(page.page)
    for number, (x, y) in enumerate(places):
        kind = "touchMove" if number else "touchStart"
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        page.page.wait_for_timeout(15)
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("link", [REFERENCE + "&t=3", REFERENCE], ids=["look", "place"])
def test_the_page_scrolls_over_the_plane(explored, link):
    page = explored(link, **PHONE)
    page.plane.scroll_into_view_if_needed()
    box = page.plane.bounding_box()
    before = page.page.evaluate("scrollY")
    x, y = box["x"] + 0.5 * box["width"], box["y"] + 0.8 * box["height"]
    swept(page, [(x, y - 20 * number) for number in range(8)])
    page.page.wait_for_function("before => scrollY > before + 50", arg=before)
    assert page.link == link


def test_a_finger_finds_the_nearest_within_22_px(explored):
    page = explored("#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=2&c=1000,250;2000,300", **PHONE)
    px, py = page.at(1000, 250)
    page.plane.tap(position={"x": px + 14, "y": py - 14})
    page.tap(1250, 300)
    assert abs(page.starts[0][0] - 1250) < 15
    assert len(page.starts) == 2


def test_a_tap_tells_what_hover_would(explored):
    page = explored(REFERENCE + "&t=3", **PHONE)
    page.tap(1315, 110)
    assert "365.4" in page.page.locator(".distances").inner_text()
    dbscan = explored(NINE, **PHONE)
    dbscan.tap(0, 0)
    assert "3 < 4" in dbscan.page.locator(".distances").inner_text()


def test_buttons_are_as_wide_as_a_finger(explored):
    for link in (REFERENCE + "&t=8", NINE + "&t=4"):
        page = explored(link, **PHONE)
        for button in page.whole.get_by_role("button").all():
            box = button.bounding_box()
            assert box is None or min(box["width"], box["height"]) >= 43.9, button.text_content()
        for box in page.whole.locator("select, input[type=text], input[type=range]").all():
            size = box.bounding_box()
            assert not size or not size["width"] or size["height"] >= 43.9


def test_a_finger_drags_a_centre(explored):
    page = explored("#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=1&c=1000,250", **PHONE)
    page.plane.scroll_into_view_if_needed()
    box = page.plane.bounding_box()
    (x, y), (to_x, to_y) = page.at(1000, 250), page.at(2000, 100)
    ways = (0, 0.2, 0.4, 0.6, 0.8, 1)
    swept(page, [(box["x"] + x + way * (to_x - x), box["y"] + y + way * (to_y - y)) for way in ways])
    assert abs(page.starts[0][0] - 2000) < 20
    assert abs(page.starts[0][1] - 100) < 6

"""Starts placed by mouse, by a finger, by keyboard alone and by fields: the same choice, the same run."""

import pytest

PLACES = ((1000, 150), (1500, 150))
HEAD = "#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none"


def by_mouse(page, places):
    for x, y in places:
        page.click(x, y)


def by_drag(page, places):
    for x, y in places:
        page.click(x + 100, y + 60)
        page.drag((x + 100, y + 60), (x, y))


def by_finger(page, places):
    for x, y in places:
        page.tap(x, y)


def near(found, wanted):
    """Within what a px can tell."""
    assert len(found) == len(wanted)
    for (x, y), (to_x, to_y) in zip(found, wanted, strict=True):
        assert abs(x - to_x) < 6
        assert abs(y - to_y) < 2


@pytest.mark.parametrize("way", [by_mouse, by_drag, by_finger])
def test_places_by_pointer_are_those_of_the_fields(explored, way):
    page = explored(HEAD, has_touch=way is by_finger)
    way(page, PLACES)
    near(page.starts, PLACES)
    typed = explored(HEAD)
    typed.type_starts(*page.starts)
    assert typed.link == page.link
    for one in (page, typed):
        one.press("Last")
    assert typed.caption == page.caption
    assert typed.centres() == page.centres()


def test_keyboard_alone_places_moves_and_removes(explored):
    page = explored(HEAD)
    page.plane.focus()
    keys = page.page.keyboard
    for key in ("ArrowRight", "Enter", "Escape", "ArrowUp"):
        keys.press(key)
    keys.press("Shift+ArrowRight")
    keys.press("Shift+ArrowRight")
    keys.press("Enter")
    assert len(page.starts) == 2
    before = page.starts
    keys.press("Enter")  # takes up the centre under the cursor
    keys.press("Shift+ArrowUp")
    keys.press("Alt+ArrowUp")
    keys.press("Escape")
    assert page.starts == before
    keys.press("Enter")
    keys.press("Shift+ArrowUp")
    keys.press("Enter")
    moved = page.starts
    assert moved[0] == before[0]
    assert moved[1][0] == before[1][0]
    assert moved[1][1] > before[1][1]
    link = page.link
    keys.press("Delete")
    assert len(page.starts) == 1
    page.press("Undo")
    assert page.starts == moved
    typed = explored(HEAD)
    typed.type_starts(*moved)
    assert typed.link == link


def test_arrows_move_a_centre_by_parts_of_the_axis(explored):
    page = explored(HEAD + "&k=1&c=1400,150")
    page.plane.focus()
    keys = page.page.keyboard
    steps = []
    for key in ("ArrowRight", "Shift+ArrowRight", "Alt+ArrowRight"):
        keys.press("PageDown")
        before = page.starts[0][0]
        keys.press("Enter")
        keys.press(key)
        keys.press("Enter")
        steps.append(page.starts[0][0] - before)
    assert steps[1] == pytest.approx(10 * steps[0], rel=0.1)
    assert steps[2] == pytest.approx(steps[0] / 10, rel=0.4)


def test_a_tap_way_for_every_drag(explored):
    """A centre that is tapped is in the hand, and goes where the next tap is."""
    page = explored(HEAD + "&c=1000,150;1500,150", has_touch=True)
    page.tap(1500, 150)
    page.tap(2000, 250)
    near(page.starts, [(1000, 150), (2000, 250)])


def test_ten_centres_one_centre_and_two_on_one_spot(explored):
    page = explored(HEAD)
    for number in range(10):
        page.click(750 + 170 * number, 90 + 20 * (number % 5))
    assert (len(page.starts), page.field("k")) == (10, "10")
    page.press("Last")
    assert len(page.cells()) == 10
    one = explored(HEAD)
    one.type("k", "1")
    one.click(1000, 150)
    one.press("Last")
    assert [row[1] for row in one.cells()] == ["32"]
    twice = explored(HEAD + "&k=2&c=1000,150;1000,150")
    twice.press("Next")
    assert [row[1] for row in twice.cells()] == ["32", "0"]


def test_a_start_outside_the_box_is_on_the_plane(explored):
    page = explored(HEAD)
    page.type_starts((9000, 900), (1500, 150))
    x, y = page.at(9000, 900)
    box = page.plane.bounding_box()
    assert 0 < x < box["width"]
    assert 0 < y < box["height"]
    page.press("Last")
    assert [row[1] for row in page.cells()] == ["0", "32"]


def test_k_and_data_never_lose_places_for_good(explored):
    page = explored(HEAD + "&k=3&c=1000,150;1500,150;2000,200")
    page.press("k: one less")
    assert len(page.starts) == 2
    page.press("Undo")
    assert len(page.starts) == 3
    page.choose("Data", "faithful")
    assert page.starts == []
    page.press("Undo")
    assert (page.link_values["d"], len(page.starts)) == ("mtcars", 3)
    page.press("Redo")
    assert page.link_values["d"] == "faithful"


@pytest.mark.parametrize(("name", "text"), [("k", "zero"), ("k", "0"), ("k", "33"), ("k", ""), ("k", "2.5")])
def test_what_is_no_number_of_centres_is_said_beside_the_field(explored, name, text):
    page = explored(HEAD + "&k=2&c=1000,150;1500,150")
    page.type(name, text)
    field = page.box(name)
    assert field.input_value() == text
    assert field.get_attribute("aria-invalid") == "true"
    assert "1 to 32" in page.said
    assert (text or "empty") in page.said
    assert page.link_values["k"] == "2"


def test_what_is_no_place_is_said_and_kept(explored):
    page = explored(HEAD + "&k=2&c=1000,150;1500,150")
    page.type("centre 1, across", "a ton")
    assert "a ton" in page.said
    assert page.starts == [(1000, 150), (1500, 150)]
    page.type("centre 1, across", "1e3")
    assert page.starts[0] == (1000, 150)


def test_undo_by_key_wherever_the_focus_is(explored):
    page = explored(HEAD)
    page.click(*PLACES[0])
    page.click(*PLACES[1])
    page.page.evaluate("document.activeElement.blur()")
    page.page.keyboard.press("Control+z")
    assert len(page.starts) == 1
    page.page.keyboard.press("Control+Shift+Z")
    assert len(page.starts) == 2
    field = page.box("k")
    field.press("End")
    field.press("7")
    field.press("Control+z")  # the text's own way back
    assert len(page.starts) == 2


@pytest.mark.parametrize("rule", ["Uniform", "Sample", "k-means++", "Farthest"])
def test_no_rule_draws_more_centres_than_there_are_places(explored, rule):
    page = explored()
    page.choose("Data", "points that I draw")
    page.type("k", "3")
    assert page.link_values["k"] == "3"
    for place in ((2, 2), (8, 8)):
        page.click(*place)
    page.press(rule)
    assert "k is 3 but points has only 2 points; choose a smaller k." in page.said
    assert (page.state, page.starts) == ("place", [])
    page.click(5, 8)
    page.press(rule)
    page.press("Last")
    assert page.kind == "done"


@pytest.mark.parametrize("rest", ["&i=k-means%2B%2B", "&c=" + ";".join(["1000,150"] * 32) + "&t=3"])
def test_a_link_to_more_centres_than_places_does_not_run(explored, rest):
    page = explored(f"{HEAD}&k=32{rest}")
    assert page.problems == "In the link, k is 32 but there are only 31 distinct points; choose a smaller k."
    assert page.state == "place"
    page.press("Next")
    assert page.state == "place"
    page.type("k", "2")
    page.press("Uniform")
    page.press("Last")
    assert page.kind == "done"


def test_the_least_known_is_of_these_very_points(explored):
    page = explored()
    page.choose("Data", "points that I draw")
    for place in ((1, 1), (2, 1), (1, 2), (2, 2)):
        page.click(*place)
    page.press("Best of 100")
    page.whole.get_by_text("100 runs end in").wait_for()
    page.press("Undo")
    page.click(9, 9)
    assert not page.whole.get_by_text("100 runs end in").is_visible()

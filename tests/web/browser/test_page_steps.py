"""Stepping through runs of k-means: the reference run, every rule of starts, ties, centres that lose all points."""

import pytest
from browsers import pixels_of
from explorer import NINE, REFERENCE, number

import kmanim

# Caption, W, cars in each cluster, switched cars.
RUN = (
    ("Every car joins its nearest centre: 9 and 23 cars.", 3_509_517, (9, 23), ()),
    ("Centres move to the mean of their cars: [940; 84] and [1663; 171]", 2_818_721, (9, 23), ()),
    (
        "2 cars are now nearer to centre 1: Ferrari Dino and Volvo 142E",
        2_700_718,
        (11, 21),
        ("Ferrari Dino", "Volvo 142E"),
    ),
    ("Centres move again: [998; 94] and [1701; 174]", 2_631_226, (11, 21), ()),
    (
        "1 car switches: Mazda RX4 Wag, 307 to centre 1, 402 to centre 2",
        2_563_627,
        (12, 20),
        ("Mazda RX4 Wag",),
    ),
    ("Smaller moves: [1023; 96] and [1721; 177]", 2_547_692, (12, 20), ()),
    ("No car switches, so the centres stay. Stop.", 2_547_692, (12, 20), ()),
)


def steps_of(page):
    """Press Next to the end, and give the kind of every picture on the way."""
    kinds = page.whole.locator("[data-state]").evaluate(_TO_THE_END)
    assert page.state == "end"
    return kinds


# Within the page: a hand's press takes a browser as long as ten steps.
_TO_THE_END = """async one => {
  const next = [...one.querySelectorAll(".bar button")].find(button => button.textContent === "Next");
  const kinds = [];
  while (one.dataset.state !== "end" && kinds.length < 200) {
    next.click();
    await new Promise(done => setTimeout(done));
    kinds.push(one.dataset.kind);
  }
  return kinds;
}"""


def test_seven_presses_are_the_reference_run_and_seven_lead_back(explored):
    page = explored(REFERENCE)
    page.unfold()
    forth = [pixels_of(page.plane)]
    for caption, w, sizes, switched in RUN:
        page.press("Next")
        assert page.caption == caption
        assert round(page.w) == w
        assert tuple(int(row[1]) for row in page.cells()) == sizes
        assert tuple(row[0] for row in page.cells("Points") if any("!" in cell for cell in row)) == switched
        forth.append(pixels_of(page.plane))
    assert len(set(forth)) == len(forth)
    for picture in reversed(forth[:-1]):
        page.press("Back")
        assert pixels_of(page.plane) == picture
    slider = page.whole.get_by_role("slider", name="Step")
    for step in (5, 2, 7, 0):
        slider.fill(str(step))
        assert pixels_of(page.plane) == forth[step]
    assert slider.get_attribute("aria-valuetext") == "step 1 of 9"


def test_every_half_step_is_that_of_python_to_the_last_bit(explored):
    trace = kmanim.run("kmeans", "mtcars", k=2, init="1000,150 1500,150")
    page = explored(REFERENCE)
    for snapshot in trace:
        if snapshot.step == "start":
            continue
        page.press("Next")
        assert page.centres() == [tuple(map(float, centre)) for centre in snapshot.centroids]
        assert page.w == pytest.approx(snapshot.inertia, rel=1e-12)


def test_the_end_says_why_and_how_good_it_is(explored):
    page = explored(REFERENCE)
    steps_of(page)
    assert page.caption.startswith("Done in 4 rounds: 12 lighter cars, 20 heavier cars.")
    page.press("Best of 100")
    rows = page.cells("Solutions")
    assert 2 <= len(rows) <= 8
    assert number(rows[0][0]) == 2_547_692
    assert sum(int(row[2]) for row in rows) <= 100
    page.press("Again from other starts")
    assert page.state == "place"
    page.press("Undo")
    assert page.state == "end"


def test_a_point_that_is_looked_at_tells_its_distances_until_escape(explored):
    page = explored(REFERENCE + "&t=3")
    page.look_at(1315, 110)
    told = page.whole.get_by_text("Mazda RX4 Wag").first
    assert "365.4" in page.page.locator(".distances").inner_text()
    assert "363.8" in page.page.locator(".distances").inner_text()
    assert page.page.locator(".distances strong").inner_text() == "363.8"
    page.plane.press("Escape")
    told.wait_for(state="hidden")


@pytest.mark.parametrize("rule", ["Uniform", "Sample", "k-means++", "Farthest"])
def test_every_rule_draws_starts_that_a_link_repeats(explored, rule):
    page = explored()
    page.type("k", "3")
    page.press(rule)
    assert len(page.starts) == 3
    if rule in ("k-means++", "Farthest"):
        assert page.link_values["i"] == rule.lower()
    kinds = steps_of(page)
    assert kinds[0] in (("assign",) if rule in ("Uniform", "Sample") else ("weigh", "draw"))
    assert kinds[-1] == "done"
    again = explored(page.link)
    assert again.caption == page.caption
    assert again.labels() == page.labels()
    assert again.centres() == page.centres()


@pytest.mark.parametrize(
    ("k", "sizes", "w"), [(2, [4, 28], 3_170_213), (3, [3, 12, 17], 809_034), (4, [3, 7, 9, 13], 426_714)]
)
def test_farthest_from_the_mazda(explored, k, sizes, w):
    page = explored("#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none")
    page.type("k", str(k))
    page.type("k-means++ and Farthest begin with", "Mazda RX4")
    page.press("Farthest")
    assert page.starts[:2] == [(1188, 110), (2460, 215)]
    page.press("Last")
    assert sorted(int(row[1]) for row in page.cells()) == sizes
    assert round(page.w) == w


def test_ties_go_to_the_lower_number(explored):
    page = explored("#v=1&a=kmeans&d=lesson-nine&x=x,y&z=none&k=2&c=-1,0;1,0&e=keep")
    page.press("Next")
    assert [int(row[1]) for row in page.cells()] == [5, 4]
    assert page.w == pytest.approx(13.42)
    page.press("Next")
    assert page.w == pytest.approx(5.1595)
    assert page.centres() == [(-1.74, 0), (2.175, 0)]


def test_farthest_takes_the_lowest_of_equally_far_rows(explored):
    first = explored("#v=1&a=kmeans&d=lesson-nine&x=x,y&z=none&k=3")
    first.type("k-means++ and Farthest begin with", "1")
    first.press("Farthest")
    assert first.starts == [(0, 0), (-2.3, 0.5), (2.3, 0.5)]


@pytest.mark.parametrize(
    ("policy", "sizes"),
    [("stays where it is", True), ("goes to the farthest point", False), ("goes to a random point", False)],
)
def test_a_centre_without_points(explored, policy, sizes):
    page = explored("#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=3&c=1000,150;1500,150;9000,900")
    page.choose("A centre without points", policy)
    kinds = steps_of(page)
    assert ("empty" in kinds) or ("relocate" in kinds)
    assert any(row[1] == "0" for row in page.cells()) == sizes
    again = explored(page.link)
    assert (again.caption, again.labels(), again.centres()) == (page.caption, page.labels(), page.centres())


def test_hasty_presses_end_in_a_picture_that_is_held(explored):
    page = explored(REFERENCE + "&t=1", reduced_motion="no-preference")
    still = explored(REFERENCE + "&t=3")
    page.page.get_by_role("button", name="Next").dblclick()
    page.page.wait_for_timeout(1_500)
    assert (page.caption, page.labels()) == (still.caption, still.labels())
    page.press("Play")
    page.press("Back")
    page.press("Next")
    page.page.set_viewport_size({"width": 800, "height": 700})
    page.page.set_viewport_size({"width": 1280, "height": 720})
    page.page.wait_for_timeout(1_500)
    assert page.picture() == still.picture()


def test_numbers_are_told_in_original_units_whatever_is_clustered(explored):
    page = explored(NINE.replace("dbscan", "kmeans"))
    page.choose("Scale", "z-scores")
    page.type_starts((-1, 0), (1, 0))
    page.press("Last")
    assert [int(row[1]) for row in page.cells()] == [5, 4]
    assert [number(row[2]) for row in page.cells()] == pytest.approx([-1.74, 2.175], abs=0.006)

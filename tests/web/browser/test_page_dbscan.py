"""DBSCAN on the page: the nine points both ways, radii around a rim, every visit, the reader's own order."""

import pytest
from explorer import NINE

import kmanim

FILM = "#v=1&a=dbscan&d=lesson-dbscan&x=x,y&z=none"


def finished(page):
    page.press("Last")
    return page


def test_before_the_run_every_point_shows_what_it_will_be(explored):
    page = explored(NINE)
    assert page.state == "eps"
    assert "8 core" in page.caption
    page.unfold()
    told = [row[3] for row in page.cells("Points")]
    assert [int(text.partition("(")[2].rstrip(")")) for text in told] == [3, 5, 4, 4, 4, 5, 4, 4, 4]
    assert told[0].startswith("border")
    assert all(text.startswith("core") for text in told[1:])


@pytest.mark.parametrize(("order", "group"), [("rows", (1, 2, 3, 4)), ("backwards", (5, 6, 7, 8))])
def test_the_middle_goes_with_the_cluster_that_comes_first(explored, order, group):
    page = finished(explored(NINE.replace("o=rows", f"o={order}")))
    page.unfold()
    clusters = [row[3] for row in page.cells("Points")]
    assert len({clusters[0], *(clusters[row] for row in group)}) == 1
    assert page.whole.get_by_text("in another order of visits").is_visible()


@pytest.mark.parametrize(
    ("eps", "kinds"),
    [
        ("1.8", "8 core, 1 border, 0 noise"),
        ("1.79", "8 core, 0 border, 1 noise"),
        ("2.3", "9 core, 0 border, 0 noise"),
    ],
)
def test_a_point_exactly_on_the_rim_is_inside(explored, eps, kinds):
    page = explored(NINE)
    page.type("eps", eps)
    assert kinds in page.caption
    assert page.link_values["eps"] == eps
    finished(page)
    assert len([row for row in page.cells() if row[0].strip() != "noise"]) == (1 if eps == "2.3" else 2)


def test_the_points_of_the_film_visit_by_visit(explored):
    page = explored(FILM)
    trace = kmanim.run(
        "dbscan", "lesson-dbscan", eps=float(page.field("eps")), min_samples=int(page.field("min_samples"))
    )
    page.press("Next")
    captions = [page.caption]
    while page.state != "end":
        page.press("Next")
        captions.append(page.caption)
        assert len(captions) < 60
    assert len(set(captions)) == len(captions)
    page.unfold()
    clusters = [int(row[3] or 0) - 1 for row in page.cells("Points")]
    assert clusters == trace.labels.tolist()


def test_what_is_changed_half_way_leads_back_to_eps_and_can_be_undone(explored):
    page = explored(NINE)
    page.press("Next", 4)
    assert page.state == "step"
    step = page.link_values["t"]
    page.whole.get_by_role("slider", name="eps", exact=True).first.press("ArrowRight")
    assert page.state == "eps"
    page.press("Undo")
    assert (page.state, page.link_values["t"], page.link_values["eps"]) == ("step", step, "1.98")
    page.press("min_samples: one more")
    assert (page.state, page.link_values["m"]) == ("eps", "5")


def test_the_reader_picks_the_next_point(explored):
    page = explored(NINE)
    page.choose("Order of visits", "picked")
    page.press("Next")
    page.click(2.3, 0.5)
    assert "t" in page.link_values
    page.unfold()
    rows = page.cells("Points")
    assert rows[7][3] == "1"
    finished(page)
    clusters = [row[3] for row in page.cells("Points")]
    assert clusters[0] == clusters[7] == "1"
    again = explored(page.link)
    assert (again.caption, again.labels()) == (page.caption, page.labels())


def test_a_random_order_is_carried_by_the_link(explored):
    page = explored(NINE)
    page.choose("Order of visits", "random")
    page.press("Next", 3)
    again = explored(page.link)
    assert (again.caption, again.picture()) == (page.caption, page.picture())


@pytest.mark.parametrize("by", ["a cluster", "the end"])
def test_larger_steps(explored, by):
    page = explored(NINE)
    page.pick(by)
    presses = 0
    while page.state != "end":
        page.press("Next")
        presses += 1
        assert presses < 8
    assert len(page.cells()) == 3


def test_looking_at_a_point_shows_its_ball_and_count(explored):
    page = explored(NINE)
    page.look_at(0, 0)
    told = page.page.locator(".distances").inner_text()
    assert "3 < 4" in told
    assert page.plane.locator("ellipse").count() >= 1


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("eps", "0", "above 0"),
        ("eps", "-1", "above 0"),
        ("eps", "wide", "above 0"),
        ("eps", "1e101", "up to 1e100"),
        ("min_samples", "10", "1 to 9"),
    ],
)
def test_what_will_not_do_is_said_beside_the_field(explored, name, text, wanted):
    page = explored(NINE)
    page.type(name, text)
    assert text in page.said
    assert wanted in page.said
    assert (page.link_values["eps"], page.link_values["m"]) == ("1.98", "4")


def test_the_slider_reaches_where_all_nine_are_one_cluster(explored):
    page = explored(NINE)
    page.whole.get_by_role("slider", name="eps", exact=True).first.press("End")
    assert page.link_values["eps"] == "2.3"
    assert "9 core" in page.caption


def test_a_line_that_is_dragged_is_one_choice_for_undo_and_for_the_browser(explored):
    page = explored(NINE)
    before = page.page.evaluate("history.length")
    grip = page.page.locator(".line-grip").bounding_box()
    x, y = grip["x"] + 60, grip["y"] + grip["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x, y + 30, steps=6)
    page.page.mouse.up()
    assert float(page.link_values["eps"]) < 1.7
    assert page.page.evaluate("history.length") == before + 1
    page.press("Undo")
    assert page.link_values["eps"] == "1.98"


@pytest.mark.parametrize("eps", ["1.03", "1.79", "1.8", "2.29", "2.31"])
def test_the_curves_say_what_comes_of_this_very_eps(explored, eps):
    page = explored(NINE.replace("m=4", "m=5"))
    page.type("eps", eps)
    trace = kmanim.run("dbscan", "lesson-nine", eps=float(eps), min_samples=5)
    line = page.whole.get_by_role("slider", name="eps", exact=True).last
    page.pick("Clusters")
    assert line.get_attribute("aria-valuetext") == f"{trace.n_clusters()} at {eps}"
    page.pick("Noise")
    assert line.get_attribute("aria-valuetext") == f"{int(trace.noise().sum())} at {eps}"

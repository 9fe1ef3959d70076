import io
from dataclasses import replace
from itertools import combinations, pairwise

import matplotlib as mpl
import numpy as np
import pytest
from figures_pen import drawn_on

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.plot.figures.density import density
from kmanim.plot.figures.distances import distances
from kmanim.plot.figures.elbow import elbow
from kmanim.plot.figures.equal_scale import level
from kmanim.plot.figures.grid import grid
from kmanim.plot.figures.objective import objective
from kmanim.plot.figures.raw_and_scaled import moved_rows, scaled
from kmanim.plot.figures.raw_data import raw
from kmanim.plot.figures.strip import strip
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import THEMES
from kmanim.simulate.record import run
from kmanim.simulate.runs.relabel import order_by_overlap
from kmanim.simulate.runs.runs import Runs, run_many
from kmanim.story.figures import grid as grid_words
from kmanim.story.figures import objective as objective_words
from kmanim.story.figures import strip as strip_words
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.film import tell
from kmanim.story.runs import objective_texts
from kmanim.story.text.numbers import percent
from kmanim.story.text.sums import objectives

STARTS = ((1000, 150), (1500, 150))
BEST = [6_249_946, 2_547_692, 807_376, 426_714, 260_038, 177_265]
SIX = {"Hornet 4 Drive", "Valiant", "Merc 240D", "Merc 230", "Merc 280", "Merc 280C"}


@pytest.fixture(scope="module")
def cars():
    return run("kmeans", load("mtcars"), k=2, init=STARTS)


@pytest.fixture(scope="module")
def dozen():
    return run_many("kmeans", load("mtcars"), 12, k=2)


@pytest.fixture(scope="module")
def both(cars):
    start = load("mtcars", scale="zscore")
    return cars, run_many("kmeans", start, 40, k=2).best


def odd():
    """Many clusters, one of them a single point, huge and tiny units, names that look like markup."""
    rng = np.random.default_rng(7)
    points = np.vstack([rng.uniform(0, 1, (80, 2)), [[30, 30]]]) * [1e9, 1e-7]
    names = ["$x_1$ <b>&amp; a name that is longer than any axis is wide, really", "_y"]
    return load(points, columns=names)


FIGURES = {
    "raw": lambda cars, dozen, both, look: raw(cars.dataset, look=look),
    "density": lambda cars, dozen, both, look: density(cars, look=look),
    "distances": lambda cars, dozen, both, look: distances(cars, "Mazda RX4", look=look),
    "strip": lambda cars, dozen, both, look: strip(cars, look=look),
    "grid": lambda cars, dozen, both, look: grid(dozen, look=look),
    "scaled": lambda cars, dozen, both, look: scaled(*both, look=look),
    "objective": lambda cars, dozen, both, look: objective(cars, look=look),
    "elbow": lambda cars, dozen, both, look: elbow(range(1, 7), BEST, look=look),
    "level": lambda cars, dozen, both, look: level(cars, look=look),
}


@pytest.fixture(params=FIGURES)
def draw(request, cars, dozen, both):
    return lambda look=None: FIGURES[request.param](cars, dozen, both, look or Look())


def saved(figure, kind, **options):
    file = io.BytesIO()
    figure.savefig(file, format=kind, **options)
    return file.getvalue()


def pixels(figure):
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba()).copy()


# Every figure


def test_it_is_saved_as_png_svg_and_pdf(draw):
    figure = draw()
    assert saved(figure, "png", dpi="figure").startswith(b"\x89PNG")
    assert b"<svg" in saved(figure, "svg", metadata={"Date": None})
    assert saved(figure, "pdf").startswith(b"%PDF")


def test_it_is_600_px_wide_and_twice_that_at_scale_2(draw):
    one, two = pixels(draw()), pixels(draw(Look(scale=2)))
    assert one.shape[1] in (600, 800)
    assert two.shape[:2] == (2 * one.shape[0], 2 * one.shape[1])


@pytest.mark.parametrize("theme", THEMES)
def test_its_text_is_ink_inside_the_picture_and_apart(draw, theme):
    figure = draw(Look(theme=theme))
    height, width = pixels(figure).shape[:2]
    style = THEMES[theme]
    texts = drawn_on(figure).texts
    assert texts
    for text in texts:
        left, bottom, right, top = text.box
        assert left >= 0, text
        assert right <= width, text
        assert bottom >= 0, text
        assert top <= height, text
        assert text.size >= 13 or text.text == "!", text
        assert text.colour in {style.ink, style.quiet_ink, style.switched_ink}, text
    for one, other in combinations(texts, 2):
        a, b = one.box, other.box
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one.text, other.text)


def test_the_users_settings_do_not_reach_it(draw):
    expected = pixels(draw())
    hostile = {
        "text.usetex": False, "font.family": ["monospace"], "font.size": 30, "lines.linewidth": 9,
        "lines.scale_dashes": False, "lines.linestyle": ":", "lines.marker": "o", "axes.facecolor": "red",
        "figure.facecolor": "blue", "figure.autolayout": True, "axes.xmargin": 0.4, "patch.linewidth": 7,
        "patch.edgecolor": "red", "patch.force_edgecolor": True, "path.sketch": (5, 20, 3), "hatch.color": "red",
        "lines.antialiased": False, "patch.antialiased": False, "axes.grid": True, "text.parse_math": True,
        "path.simplify_threshold": 1.0, "axes.spines.top": True, "xtick.minor.visible": True,
        "axes.titlesize": 40, "figure.dpi": 30, "savefig.bbox": "tight",
    }  # fmt: skip
    with mpl.rc_context(hostile):
        before = dict(mpl.rcParams)
        found = pixels(draw())
        assert dict(mpl.rcParams) == before
    np.testing.assert_array_equal(found, expected)


def test_it_is_the_same_from_one_call_to_the_next(draw):
    assert saved(draw(), "png") == saved(draw(), "png")


def test_its_page_has_the_same_pixels(request, draw, cars, dozen, both):
    """What the command writes is what a figure saves, without any figure being made."""
    name = request.node.callspec.params["draw"]
    pages = {
        "raw": (raw, cars.dataset), "density": (density, cars), "distances": (distances, cars, "Mazda RX4"),
        "strip": (strip, cars), "grid": (grid, dozen), "scaled": (scaled, *both), "objective": (objective, cars),
        "elbow": (elbow, range(1, 7), BEST), "level": (level, cars),
    }  # fmt: skip
    function, *arguments = pages[name]
    for look in (Look(), Look(theme="dark", scale=1.7), Look(transparent=True)):
        page = function.page(*arguments, look=look)
        np.testing.assert_array_equal(page.image(), pixels(draw(look)))


def test_more_can_be_drawn_in_units_of_the_data(cars):
    figure = density(cars)
    plain = pixels(figure)
    figure.axes[0].axvline(1400, color="red")
    column = np.flatnonzero((pixels(figure) != plain).any(axis=(0, 2)))
    expected = figure.axes[0].transData.transform((1400, 0))[0]
    assert abs(column - expected).max() < 2


def test_transparent_figures_have_no_paper(draw):
    assert pixels(draw(Look(transparent=True)))[0, 0, 3] == 0
    assert tuple(pixels(draw())[0, 0]) == (255, 255, 255, 255)


# One by one


def test_raw_data_are_grey_where_they_are(cars):
    figure = raw(cars.dataset)
    (axes,) = figure.axes
    (marks,) = drawn_on(figure).of("points unassigned")
    expected = axes.transData.transform(cars.dataset.points) * 72 / figure.dpi
    np.testing.assert_allclose(marks.places, expected, atol=1e-2)
    assert {"32 cars by weight and horsepower", "×2", "Weight (kg)", "Horsepower"} <= set(
        drawn_on(figure).said()
    )
    assert "Horsepower tends to rise with weight (r = 0.66)" in drawn_on(figure).said()


def test_distances_are_written_and_worked_out(cars):
    said = drawn_on(distances(cars, "Mazda RX4")).said()
    assert {"192", "315", "Mazda RX4", "round 1"} <= set(said)
    assert "Mazda RX4 is nearer to centre 1: 192.2 against 314.6." in said
    assert "√((1188 − 1000)² + (110 − 150)²) = 192.2" in said
    later = drawn_on(distances(cars, "Mazda RX4 Wag", iteration=2))
    assert {"365.4", "363.8"} <= set(later.said())
    assert later.of("points cluster 1")
    solid = [colour for _, colour, dash, role in later.lines if role == "distances" and not dash]
    assert solid == [THEMES["light"].clusters[1]]


def test_distances_in_scaled_units(both):
    said = drawn_on(distances(both[1], 0)).said()
    assert any("(scaled)" in text for text in said)


@pytest.mark.parametrize("iteration", [0, 5, -1])
def test_an_iteration_that_is_none_is_refused(cars, iteration):
    with pytest.raises(InputError, match="between 1 and 4"):
        distances(cars, 0, iteration=iteration)


def test_the_strip_shows_eight_keyframes_of_the_reference_run(cars):
    timeline = tell(cars)
    assert [i + 1 for i in timeline.telling] == [2, 5, 6, 7, 8, 9, 10, 12]
    figure = strip(cars)
    assert [a.get_label() for a in figure.axes] == [
        "1 Starts", "2 Assign", "3 Update", "4 Reassign", "5 Update", "6 Reassign", "7 Update", "8 Done",
    ]  # fmt: skip
    assert len({(a.get_xlim(), a.get_ylim()) for a in figure.axes}) == 1
    drawn = drawn_on(figure)
    assert {"round 1", "round 2", "round 3", "round 4", "k-means, k = 2 · 32 cars"} <= set(drawn.said())
    told = [text.text for text in drawn.texts if text.role == "caption"]
    values = [f"W falls to {CentroidFacts(cars).inertia(i)}" for i in (2, 4, 6)]
    assert told == [
        "Two chosen centres", "9 and 23 cars", values[0], "2 cars switch",
        values[1], "1 car switches", values[2], "12 and 20 cars",
    ]  # fmt: skip
    assert not drawn.of("left out")
    assert strip_words.describe(cars).title == " ".join(t.text for t in drawn.texts if t.size == 16)


@pytest.mark.parametrize(
    ("algorithm", "options"),
    [
        ("dbscan", {"eps": 1.0, "min_samples": 3}),
        ("em", {"k": 2, "seed": 3}),
        ("kmeans", {"k": 2, "seed": 3}),
    ],
)
def test_words_below_panels_of_a_strip_keep_apart(algorithm, options):
    values = np.array([(x, y) for x in (0, 0.5, 1, 1.5, 9, 9.5, 10) for y in (0, 0.7, 1.4)])
    data = dataset(values, noun=("electron", "electrons"))
    told = [
        text.box for text in drawn_on(strip(run(algorithm, data, **options))).texts if text.role == "caption"
    ]
    assert len(told) >= 4
    for (_, low, right, _), (other, at, *_) in pairwise(told):
        assert at != low or other >= right + 9


def strip_story(trace):
    return tell(trace, max_seconds=240)


def test_where_rounds_are_left_out_a_strip_says_so():
    """The six rounds of section 5 of the storyboard: 2 and 30 cars, then 7, 9, 11 and 12 in cluster 1."""
    long = run("kmeans", load("mtcars"), k=2, init=((750, 60), (850, 80)))
    figure = strip(long)
    drawn = drawn_on(figure)
    assert [len(marks.places) for marks in drawn.of("left out")] == [3]
    told = [text.text for text in drawn.texts if text.role == "caption"]
    assert told[:5] == ["Two chosen centres", "2 and 30 cars", told[2], "5 cars switch", "rounds 2 to 4"]
    assert len(told) == 8
    assert len(figure.axes) == 7


def test_a_strip_of_two_gaps_has_no_third_row():
    """Gaps have their places among the panels: never a last row with the end alone."""
    long = run(
        "kmeans", load("penguins", columns=["bill_length_mm", "bill_depth_mm"], missing="drop"), k=3, seed=0
    )
    found = strip_words.panels(strip_story(long))
    assert sum(isinstance(one, strip_words.Gap) for one in found) == 2
    assert len(found) == 8
    figure = strip(long)
    assert [a.get_label().split(" ", 1)[1] for a in figure.axes][:4] == [
        "Starts",
        "Assign",
        "Update",
        "Reassign",
    ]
    assert figure.axes[-1].get_label().endswith("Done")


def test_centroids_of_a_strip_are_small(cars):
    sizes = {marks.size for marks in drawn_on(strip(cars)).of("centroid 1") if marks.fill is None}
    assert max(sizes) <= 12
    many = run("kmeans", load("mtcars"), k=20)
    assert max(marks.size for marks in drawn_on(strip(many)).of("centroid 1")) < max(sizes)


@pytest.mark.parametrize(
    ("algorithm", "data", "options", "gap"),
    [
        ("dbscan", "moons", {}, "points 7 to 298"),
        ("hierarchical", "mtcars", {}, "merges 13 to 29"),
        ("kmedoids", "mtcars", {"k": 3, "method": "pam"}, "rounds 2 to 3"),
        ("kmodes", "zoo", {"k": 4, "seed": 1}, ""),
    ],
)
def test_every_family_has_one_whole_line_a_panel(algorithm, data, options, gap):
    drawn = drawn_on(strip(run(algorithm, load(data), **options)))
    told = [text for text in drawn.texts if text.role == "caption"]
    assert len(told) == 8
    assert not any(text.text.endswith("…") for text in told)
    assert bool(gap) == bool(drawn.of("left out"))
    assert not gap or gap in [text.text for text in told]


def test_the_grid_tells_every_run_the_best_first(dozen):
    figure = grid(dozen)
    found = [axes.get_label() for axes in figure.axes]
    assert sorted(found) == sorted(f"Run {t.run}: solution {dozen.solution_of(t).letter}" for t in dozen)
    costs = [dozen.outcome_of(int(label.split(":")[0][4:])).objective for label in found]
    assert costs == sorted(costs)
    assert found[:5] == [*(f"Run {n}: solution A" for n in (1, 6, 9, 12)), "Run 8: solution B"]
    assert pixels(figure).shape[1] == 600
    assert len({(a.get_xlim(), a.get_ylim()) for a in figure.axes}) == 1
    drawn = drawn_on(figure)
    best = dozen.solutions[0].runs
    assert sum(r[-1] == "best" for r in drawn.rectangles) == len(best) == 4
    finding = "4 of 12 runs find the best of 4 solutions"
    assert {t.text for t in drawn.texts if t.bold} == {f"Run {run}: solution A" for run in best} | {finding}
    assert {
        "k-means, k = 2 · 32 cars",
        "Crosses: starts; framed: the best solution.",
        "W: sum of squared distances to the centres.",
    } <= set(drawn.said())
    assert grid_words.describe(dozen).title == finding
    assert len(drawn.of("starts")) == 2 * 12
    assert f"2 rounds · W = {objective_texts(dozen)['D']}" in drawn.said()


def test_where_all_runs_end_alike_no_panel_has_a_frame():
    runs = run_many("kmeans", load("mtcars"), 5, k=1)
    drawn = drawn_on(grid(runs))
    assert not [r for r in drawn.rectangles if r[-1] == "best"]
    assert "Crosses: starts." in drawn.said()
    assert grid_words.describe(runs).alt.endswith("where 5 runs end in 1 solution.")


def test_what_a_grid_found_is_hedged():
    cars = load("mtcars")
    assert grid_words.finding(run_many("kmeans", cars, 3)) == "1 of 3 runs finds the better of two solutions"
    assert grid_words.finding(run_many("kmeans", cars, 5, k=1)) == "All 5 runs end in the same solution"
    assert grid_words.finding(run_many("kmeans", cars, 1)).startswith("One run: k-means stops after 3 rounds")
    assert (
        grid_words.finding(run_many("kmeans", cars, 1000)) == "403 of 1,000 runs find the best of 6 solutions"
    )
    moons = run_many("dbscan", load("moons"), 6, order="random", eps=0.12)
    assert grid_words.finding(moons) == "6 runs end in 2 solutions, 3 of them alike"
    assert "Framed: what most runs end in." in drawn_on(grid(moons)).said()


def test_an_axis_title_loses_what_is_in_brackets_before_it_is_cut():
    zoo = load("zoo")
    said = drawn_on(grid(run_many("kmodes", zoo, 3, k=4))).said()
    assert not any(text.endswith("…") for text in said)
    assert "Dimension 2" in said


def test_ends_that_are_as_good_as_the_best_are_the_best():
    """One centre for two of three places in a row: two ends, W = 0.5 each."""
    runs = run_many("kmeans", load([[0.0], [1.0], [2.0]]), 12, k=2)
    assert [solution.objective for solution in runs.solutions] == [0.5, 0.5]
    assert grid_words.finding(runs) == "All 12 runs find the best W, in two different solutions"
    assert "12 of 12" not in grid_words.describe(runs).caption
    drawn = drawn_on(grid(runs))
    assert not [r for r in drawn.rectangles if r[-1] == "best"]
    square = load([(0, 0), (4, 0), (0, 4), (4, 4)])
    starts = [((0, 2), (4, 2)), ((2, 0), (2, 4)), ((0, 0), (4, 4))]
    some = Runs([replace(run("kmeans", square, k=2, init=start), run=i) for i, start in enumerate(starts, 1)])
    good = [len(one.runs) for one in some.solutions if one.objective == 16]
    assert len(good) == 2 < len(some.solutions)
    assert grid_words.finding(some) == "2 of 3 runs find the best W, in two different solutions"
    assert grid_words.describe(some).alt.endswith("a frame marks the best, A and B, in 2 panels.")
    drawn = drawn_on(grid(some))
    assert len([r for r in drawn.rectangles if r[-1] == "best"]) == 2
    assert "Crosses: starts; framed: the best solutions." in drawn.said()


def test_lines_above_panels_are_short_enough_for_all_of_them():
    """Stopped runs have more to say than there is room for: then all say the same, and less."""
    runs = run_many("kmeans", load("blobs", n=900), 3, k=9, max_iter=2)
    told = [t.text for t in drawn_on(grid(runs)).texts if t.role == "panel title"]
    assert not any(text.endswith("…") for text in told)
    values = objective_texts(runs)
    assert [text for text in told if "stopped" in text] == [
        f"2 rounds, stopped · {values[solution.letter]}" for solution in runs.solutions
    ]


def test_a_panel_of_empty_clusters_counts_them():
    trace = run("kmeans", load("blobs", n=400), k=12, seed=3)
    said = drawn_on(strip(trace)).said()
    assert "1 empty cluster" in said
    assert said[0] == "k-means stops after 13 rounds", "a list of twelve sizes is no heading"


def test_starts_and_ends_of_a_panel_are_where_they_belong(cars):
    figure = grid(Runs([cars]))
    (axes,) = figure.axes
    drawn = drawn_on(figure)
    inside = axes.transData.transform
    _, crosses = drawn.of("starts")
    np.testing.assert_allclose(crosses.places, inside(STARTS), atol=1e-2)
    hollow = drawn.of("centroid 2")[0]
    assert hollow.fill is None
    np.testing.assert_allclose(hollow.places, inside([cars.centroids_of(-1)[1]]), atol=1e-2)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 9, 24])
def test_any_number_of_runs_has_panels_that_do_not_touch(count):
    figure = grid(run_many("kmeans", load("mtcars"), count, k=2))
    boxes = [a.get_position() for a in figure.axes]
    assert len(boxes) == count
    assert all(b.x0 >= 0 and b.y0 >= 0 and b.x1 <= 1 and b.y1 <= 1 for b in boxes)
    for one, other in combinations(boxes, 2):
        assert one.x1 < other.x0 or other.x1 < one.x0 or one.y1 < other.y0 or other.y1 < one.y0


def test_many_runs_are_told_by_their_solutions():
    runs = run_many("kmeans", load("mtcars"), 40, k=2)
    figure = grid(runs)
    assert len(figure.axes) == len(runs.solutions)
    assert figure.axes[0].get_label() == f"Solution A: {len(runs.solutions[0].runs)} of 40"
    note = f"One panel for each of the {len(runs.solutions)} solutions of 40 runs."
    assert note in drawn_on(figure).said()


def test_the_six_cars_are_ringed_in_both_panels_and_named(both):
    one, other = both
    rows = moved_rows(one, other.relabelled(order_by_overlap(other, one)))
    assert {one.dataset.row_name(row) for row in rows} == SIX
    figure = scaled(one, other)
    drawn = drawn_on(figure)
    assert [a.get_label() for a in figure.axes] == ["Raw", "Scaled (z-scores)"]
    assert figure.axes[0].get_xlim() == figure.axes[1].get_xlim()
    assert figure.axes[0].get_ylim() == figure.axes[1].get_ylim()
    for axes, ring in zip(figure.axes, drawn.of("changed"), strict=True):
        expected = axes.transData.transform(one.dataset.points[rows])
        np.testing.assert_allclose(ring.places, expected, atol=1e-2)
    words = " ".join(drawn.said())
    assert all(name in words for name in SIX)
    assert {"12 and 20 cars", "18 and 14 cars"} <= set(drawn.said())
    assert "best of" not in words
    said = " ".join(drawn_on(scaled(one, other, 50)).said())
    assert "Each clustering is the best of 50 runs. Ringed: " in said
    assert len([role for *_, role in drawn.lines if role == "boundary"]) == 2


def test_one_row_is_one_point_above_its_panel():
    raw, other = (run("kmeans", load([[1.0, 2.0]], scale=scale), k=1) for scale in ("none", "zscore"))
    assert drawn_on(scaled(raw, other)).said().count("1 point") == 2


def test_runs_over_different_rows_are_not_compared(cars):
    with pytest.raises(InputError, match="same rows"):
        scaled(cars, run("kmeans", load("faithful"), k=2))


def test_w_per_half_step(cars):
    figure = objective(cars)
    assert [axes.get_label() for axes in figure.axes] == ["W", "magnified"]
    values = figure.curves["W"]["inertia"][:, 1]
    np.testing.assert_array_equal(values, cars.objective[1:])
    assert (np.diff(values) <= 0).all()
    np.testing.assert_array_equal(figure.curves["magnified"]["inertia"][:, 1], values[2:])
    drawn = drawn_on(figure)
    counts = {
        role: sorted(len(marks.places) for marks in drawn.of(role)) for role in ("assignments", "updates")
    }
    assert counts == {"assignments": [3, 4], "updates": [2, 3]}
    first, last = objectives([values[0], values[-1]])
    drop = objective_words.largest_drop(cars)
    assert drop.place == 1
    assert drop.share == pytest.approx((3_510_000 - 2_818_721) / (3_510_000 - 2_547_692), abs=0.001)
    assert {first, last, drop.name, "W: sum of squared distances to the centres. It never rises."} <= set(
        drawn.said()
    )
    assert drop.name.endswith(", the largest drop")
    told = objective_words.describe(cars)
    assert (
        told.title
        == f"W falls by {percent(values[0] - values[-1], values[0])} in 4 rounds, most of it in round 1"
    )
    assert {told.title, "k-means, k = 2 · 32 cars"} <= set(drawn.said())
    thick = [xy for xy, _, _, role in drawn.lines if role == "largest step"]
    np.testing.assert_allclose(
        thick[0], figure.axes[0].transData.transform([(1, values[0]), (2, values[1])]), atol=0.01
    )


def test_a_curve_that_does_not_lie_flat_has_no_inset_and_one_that_stays_no_drop():
    trace = run("kmeans", load("mtcars"), k=1)
    figure = objective(trace)
    assert [axes.get_label() for axes in figure.axes] == ["W"]
    still = run("kmeans", load([[1.0], [1.0], [5.0]]), k=2, init=((1,), (5,)))
    assert objective_words.largest_drop(still) is None
    assert objective_words.finding(still) == "W stays at 0"
    assert drawn_on(objective(still)).said().count("0") >= 2


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("data", "k"), [("uniform", 20), ("blobs", 12), ("faithful", 5), ("sheehan4", 4)])
def test_words_of_long_curves_are_inside_and_apart(theme, data, k):
    drawn = drawn_on(objective(run("kmeans", load(data), k=k), look=Look(theme=theme)))
    for text in drawn.texts:
        assert 0 <= text.box[0] < text.box[2] <= 600, text
    for one, other in combinations(drawn.texts, 2):
        a, b = one.box, other.box
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one.text, other.text)


def test_the_elbow(cars):
    figure = elbow(range(1, 7), BEST)
    np.testing.assert_array_equal(figure.curves["W"]["elbow"], np.column_stack([range(1, 7), BEST]))
    assert {"6,249,946", "177,265"} <= set(drawn_on(figure).said())


@pytest.mark.parametrize(
    ("ks", "best"), [([], []), ([1, 2], [3.0]), ([2, 1], [1.0, 2.0]), ([1, 2], [1.0, np.nan]), ([0], [1.0])]
)
def test_an_elbow_of_nonsense_is_refused(ks, best):
    with pytest.raises(InputError):
        elbow(ks, best)


def test_one_unit_is_equally_long_on_both_axes(cars):
    figure = level(cars)
    height, width = pixels(figure).shape[:2]
    assert (width, height) == (600, 225)
    assert "Weight decides: 98 % of all squared distance" in drawn_on(figure).said()
    (axes,) = figure.axes
    origin, across, up = axes.transData.transform([(1000, 100), (1100, 100), (1000, 200)])
    assert across[0] - origin[0] == pytest.approx(up[1] - origin[1])


def test_every_figure_has_its_words(draw):
    assert len(draw().alt) > 40


# Odd data


@pytest.mark.parametrize("k", [1, 20])
def test_odd_data_are_drawn_whole(k):
    dataset = odd()
    runs = run_many("kmeans", dataset, 3, k=k, init="k-means++")
    other = run("kmeans", load(dataset.points, scale="zscore"), k=k)
    for figure in (
        raw(dataset), density(runs.best), strip(runs.best), grid(runs), scaled(runs.best, other),
        objective(runs.best), level(runs.best), distances(runs.best, 80),
    ):  # fmt: skip
        height, width = pixels(figure).shape[:2]
        for text in drawn_on(figure).texts:
            left, bottom, right, top = text.box
            assert left >= -0.5, text
            assert bottom >= -0.5, text
            assert right <= width + 0.5, text
            assert top <= height + 0.5, text


def test_names_are_shown_literally():
    said = drawn_on(raw(odd())).said()
    assert any(text.startswith("$x_1$ <b>&amp;") for text in said)
    assert any(text.startswith("_y") for text in said)


@pytest.mark.parametrize("n", [1, 2])
def test_one_and_two_rows(n):
    trace = run("kmeans", load([[1.0, 2.0], [3.0, 5.0]][:n]), k=n)
    for figure in (raw(trace.dataset), density(trace), strip(trace), objective(trace), level(trace)):
        assert pixels(figure).any()


@pytest.mark.parametrize(("times", "told"), [(1, "From step 14 on, magnified"), (40, "From step 14 on")])
def test_what_is_magnified_says_from_where_in_whole_words(times, told):
    rows = np.tile(load("faithful").points, (times, 1))
    figure = objective(run("em", rows, means=[(3.883, 76), (4.733, 75), (4.367, 82)]))
    assert [text.text for text in drawn_on(figure).texts if text.role == "magnified"] == [told]
    assert figure.curves["magnified"]["log_likelihood"][0, 0] == 15  # the start is the first


@pytest.mark.parametrize("algorithm", ["kmedians", "affinity_propagation"])
def test_what_an_objective_is_is_said_to_the_end(algorithm):
    given = {"k": 3} if algorithm == "kmedians" else {}
    said = drawn_on(objective(run(algorithm, load("mtcars"), **given))).said()
    assert max(map(len, said)) <= 60  # the pen cuts what is longer
    assert any(one.endswith(("rises.", "falls.")) for one in said)

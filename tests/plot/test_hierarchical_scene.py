"""What the pictures of a tree show, read back from the strokes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plot_recording import RecordingPen

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.films.film import animate
from kmanim.plot.figures.dendrogram import dendrogram
from kmanim.plot.figures.linkages import linkages
from kmanim.plot.film.canvas import Canvas
from kmanim.plot.marks.hulls import convex, hull_around
from kmanim.plot.scenes.hierarchical.colours import n_colours, shown_labels
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.parameters.hierarchical import LINKAGES
from kmanim.simulate.record import run

PLACES = np.array([(0, 3), (4, 3.5), (0.5, 7.5), (2.5, 3), (0.5, 1), (6.5, 0.5), (5.5, 6)])
SEVEN = dataset(PLACES, labels=list("ABCDEFG"))


def film(data=SEVEN, told=None, **params):
    return animate(run("hierarchical", data, **params), **(told or {}))


def strokes(film, keyframe, tween=None, at=1.0):
    pen = RecordingPen()
    film.scene.draw(pen, keyframe, tween, at)
    return pen


def places(film, kind):
    return [i for i, key in enumerate(film.timeline.keyframes) if key.kind == kind]


@pytest.fixture(scope="module")
def seven():
    return film()


def heights_of(film, stroke):
    plane = film.scene.panel.on.plane
    up = stroke.xy[~np.isnan(stroke.xy).any(axis=1), 1]
    return (up - plane.box.bottom) / plane.box.height * (plane.high[1] - plane.low[1]) + plane.low[1]


def test_every_bracket_stands_at_the_height_of_its_merge(seven):
    for keyframe in places(seven, "merge"):
        step = seven.timeline.keyframes[keyframe].step
        (new,) = strokes(seven, keyframe).of("new bracket")
        assert new.edge == LIGHT.merge
        assert heights_of(seven, new).max() == pytest.approx(seven.trace.heights[step - 1])
        old = strokes(seven, keyframe).of("brackets")
        reached = sorted({round(h, 9) for s in old for h in heights_of(seven, s) if h > 0})
        assert reached == pytest.approx(sorted(seven.trace.heights[: step - 1]))
        levels = strokes(seven, keyframe).of("level before")
        assert len(levels) == (step > 1)
        for level in levels:
            assert heights_of(seven, level) == pytest.approx([seven.trace.heights[step - 2]] * 2)


def test_brackets_not_yet_reached_are_absent(seven):
    pen = strokes(seven, 0)
    assert pen.of("brackets") == pen.of("new bracket") == []
    assert len(pen.of("leaves")) == 1


def test_a_bracket_grows_from_its_higher_child_to_its_height(seven):
    keyframe = places(seven, "merge")[2]
    lead = seven.timeline.keyframes[keyframe].lead_in
    tops = [
        heights_of(seven, strokes(seven, keyframe, len(lead) - 1, at).of("new bracket")[0]).max()
        for at in (0.05, 0.5, 0.95)
    ]
    assert 2.0616 < tops[0] < tops[1] < tops[2] < 3.4152


def test_an_inverted_bracket_hangs_below_its_child():
    centroid = film(linkage="centroid")
    keyframe = places(centroid, "merge")[4]
    (new,) = strokes(centroid, keyframe).of("new bracket")
    feet = heights_of(centroid, new)[[0, 3]]
    assert feet.max() == pytest.approx(5.0327, abs=1e-4)
    assert heights_of(centroid, new)[1] == pytest.approx(4.6648, abs=1e-4)


def test_the_side_that_changes_its_number_is_yellow(seven):
    for keyframe in places(seven, "merge"):
        key = seven.timeline.keyframes[keyframe]
        pen = strokes(seven, keyframe)
        yellow = np.vstack([s.xy for s in pen.of("switched", "markers") if s.fill == LIGHT.switched])
        wanted = seven.scene.places[list(key.rows)]
        assert sorted(map(tuple, yellow.tolist())) == sorted(map(tuple, wanted.tolist()))
        assert pen.texts("switched marks") == ["!"] * len(key.rows)
        leaves = sum(len(s.xy) for s in pen.of("switched leaves"))
        assert leaves == len(key.rows)
        assert pen.of("hull")


def test_the_distances_that_count_are_written_beside_their_lines(seven):
    (keyframe,) = places(seven, "worked")
    pen = strokes(seven, keyframe)
    assert sorted(pen.texts("values")) == ["2.50", "2.83", "4.03", "4.30"]
    assert len(pen.of("distances", "line")) == 4
    single = film(linkage="single")
    lines = strokes(single, places(single, "worked")[0]).of("distances", "line")
    assert sorted(bool(line.dash) for line in lines) == [False, True, True, True]
    centroid = film(linkage="centroid")
    pen = strokes(centroid, places(centroid, "worked")[0])
    assert pen.texts("values") == ["3.25"]
    assert pen.of("means")


def test_manhattan_distances_have_corners():
    bent = film(metric="manhattan")
    (line,) = strokes(bent, 1).of("distances", "line")
    assert len(line.xy) == 3


def test_the_cut_lies_between_the_merges_that_are_kept_and_the_others(seven):
    (keyframe,) = places(seven, "cut")
    (_, line) = strokes(seven, keyframe).of("cut")
    below, above = seven.trace.cut_between(2)
    assert below < heights_of(seven, line)[0] < above
    lead = seven.timeline.keyframes[keyframe].lead_in
    way = [
        heights_of(seven, strokes(seven, keyframe, len(lead) - 1, at).of("cut")[-1])[0]
        for at in (0.1, 0.5, 0.9)
    ]
    assert way == sorted(way, reverse=True)
    coloured = {s.edge for s in strokes(seven, keyframe).of("brackets below")}
    assert coloured == {seven.scene.styles[0].colour}


def test_five_trees_share_one_axis_and_hide_the_points(seven):
    keyframe = places(seven, "trees-linkages")[0]
    pen = strokes(seven, keyframe)
    assert pen.texts("tree titles") == ["Single", "Complete", "Average", "Centroid", "Ward"]
    assert not pen.starting("points")
    assert len(pen.texts("leaf names")) == 35
    # The tree of Ward is twice as high as that of single linkage.
    tops = [max(s.xy[~np.isnan(s.xy).any(axis=1), 1].max() for s in pen.of("brackets above"))]
    assert tops[0] < seven.scene.stage.side.top


def test_more_than_two_hundred_leaves_are_the_last_thirty_merges():
    many = film(np.random.default_rng(0).normal(size=(300, 2)), told={"profile": "loop"})
    assert len(many.scene.panel.on.tree.leaves) == 31
    assert many.scene.panel.on.plane.titles[0] == "the last 30 merges"
    pen = strokes(many, places(many, "cut")[0])
    assert sum(len(s.xy) for s in pen.of("leaves")) == 31


@given(st.integers(1, 40), st.integers(0, 10**6), st.sampled_from(LINKAGES), st.integers(1, 9))
def test_colours_are_few_and_those_of_the_cut_stay(n, seed, linkage, k):
    points = np.random.default_rng(seed).normal(size=(n, 2))
    trace = run("hierarchical", points, linkage=linkage, k=min(n, k))
    history, grey = shown_labels(trace), n_colours(trace)
    assert grey <= max(6, trace.k)
    assert (history.at(0) == grey).all()
    assert history.at(n).tolist() == trace.labels.tolist()
    for i in range(1, n):
        labels, shown = trace[i].labels, history.at(i)
        sizes = np.bincount(labels, minlength=n)[labels]
        assert ((shown == grey) == (sizes == 1)).all()
        for label in np.unique(labels):
            assert len(set(shown[labels == label].tolist())) == 1
        if n - i <= grey:  # from here on each cluster has its own
            several = np.unique(labels[sizes > 1])
            worn = [int(shown[labels == label][0]) for label in several]
            assert len(set(worn)) == len(worn)
    # Rows of a cluster of the cut wear its colour when the tree has come there.
    at = history.at(n - trace.k)
    assert all(
        shown in (label, grey) for shown, label in zip(at.tolist(), trace.labels.tolist(), strict=True)
    )


@given(st.integers(1, 200), st.integers(0, 10**6), st.booleans())
def test_a_hull_holds_its_places_and_keeps_off_them(n, seed, whole):
    random = np.random.default_rng(seed)
    places_ = random.integers(0, 9, (n, 2)) * 10.0 if whole else random.normal(size=(n, 2)) * 50
    corners = hull_around(places_, 8.0)
    edges = np.roll(corners, -1, axis=0) - corners
    inward = np.column_stack([-edges[:, 1], edges[:, 0]]) / np.hypot(*edges.T)[:, None]
    apart = ((places_[:, None] - corners) * inward).sum(axis=2)
    assert (apart > 7.8).all()
    assert len(convex(places_)) <= len(np.unique(places_, axis=0))


def test_of_very_many_places_the_hull_is_the_same_to_a_px():
    places_ = np.random.default_rng(1).normal(size=(5_000, 2)) * 60
    reach = hull_around(places_, 8.0)
    assert reach.min(axis=0) == pytest.approx(places_.min(axis=0) - 8, abs=0.1)
    assert reach.max(axis=0) == pytest.approx(places_.max(axis=0) + 8, abs=0.1)


FILMS = {
    "seven": lambda: film(told={"compare": "linkages"}),
    "cars, Ward, dark": lambda: film(load("mtcars"), linkage="ward", k=3, told={"theme": "dark"}),
    "metrics, small": lambda: film(
        metric="manhattan", told={"compare": "metrics", "width": 361, "height": 271}
    ),
    "3,000 points": lambda: film(np.random.default_rng(2).normal(size=(3_000, 2)), told={"profile": "loop"}),
    "one column": lambda: film(load("mtcars", columns=["weight"]), told={"transparent": True}),
    "one point": lambda: film([[1.0, 2.0]]),
}


@pytest.mark.parametrize("make", FILMS.values(), ids=FILMS)
def test_every_picture_is_the_one_drawn_from_nothing(make):
    scene = make().scene
    canvas = Canvas(scene, scene.look)
    for index, key in enumerate(scene.timeline.keyframes):
        states = [(tween, at) for tween in range(len(key.lead_in)) for at in (0.3, 0.8)]
        for tween, at in [*states, (None, 1.0)]:
            canvas.show(index, tween, at)
            alone = Canvas(scene, scene.look)
            alone.show(index, tween, at)
            np.testing.assert_array_equal(canvas.pixels(), alone.pixels())


def test_names_and_values_stay_inside_the_plot(seven):
    box = seven.scene.stage.plane.box
    for keyframe in range(len(seven.timeline.keyframes)):
        pen = strokes(seven, keyframe)
        for stroke in [*pen.of("names", "text"), *pen.of("values", "text")]:
            left, bottom, right, top = stroke.box
            assert box.left <= left + 1
            assert right <= box.right + 1
            assert box.bottom <= bottom + 2
            assert top <= box.top + 2


def test_the_dendrogram_names_its_leaves_below_or_beside():
    pens = []
    for data in (SEVEN, load("mtcars")):
        page = dendrogram.page(run("hierarchical", data))
        pen = RecordingPen()
        page.draw(pen)
        pens.append((page, pen))
    assert pens[0][1].texts("leaf names") == list("AEBDGCF")
    assert pens[0][0].pixels[0] == 600
    assert pens[0][0].pixels[1] < pens[1][0].pixels[1]
    assert len(pens[1][1].texts("leaf names")) == 32
    assert pens[1][0].pixels[1] > 500
    assert "Mazda RX4 Wag" in pens[1][1].texts("leaf names")


@pytest.mark.parametrize("height", [0.0, *np.linspace(1, 2, 9), 1 / 1.07, 2 / 1.07])
def test_no_mark_of_the_dendrogram_reaches_what_stands_above(height):
    pairs = dataset(np.array([(0, 0), (0, 0), (height, 0), (height, 0)], float))
    (plot,) = dendrogram.page(run("hierarchical", pairs, k=2)).plots
    plane = plot.plane
    assert plane.high[1] == pytest.approx(1.07 * (height or 1))
    assert (1 - plane.y.places[-1] / plane.high[1]) * plane.box.height >= 5 - 1e-9


def test_of_many_leaves_the_dendrogram_says_how_many_rows_each_stands_for():
    trace = run("hierarchical", load("faithful"))
    pen = RecordingPen()
    dendrogram.page(trace).draw(pen)
    assert sum(int(text) for text in pen.texts("leaf names")) == 272


def test_the_linkages_are_compared_in_one_figure():
    page = linkages.page(run("hierarchical", SEVEN, metric="manhattan"))
    pen = RecordingPen()
    page.draw(pen)
    assert pen.texts("tree titles") == ["Single", "Complete", "Average"]
    assert "dendrograms side by side" in page.alt


def test_figures_of_trees_want_trees():
    with pytest.raises(Exception, match="k-means has none"):
        dendrogram(run("kmeans", SEVEN))


@pytest.mark.parametrize("linkage", ["average", "ward"])
def test_in_a_plane_that_hides_columns_lines_are_leaders(linkage):
    rng = np.random.default_rng(2)
    for data, width in ((dataset(rng.normal(size=(9, 4))), 1.0), (SEVEN, LIGHT.line)):
        shown = film(data, linkage=linkage)
        drawn = [
            stroke.width
            for kind in ("nearest", "worked")
            for keyframe in places(shown, kind)
            for stroke in strokes(shown, keyframe).of("distances", "line")
        ]
        assert drawn
        assert set(drawn) == {width}


def test_other_trees_show_who_moves_in_yellow_and_the_heights_that_tell():
    data = load("sheehan-seven-b")
    odd = film(data, linkage="complete", k=3, told={"compare": "both", "max_seconds": 60})
    kinds = [key.kind for key in odd.timeline.keyframes]
    at = odd.scene.stage.plane.to_px(data.points[[data.labels.index("p4")]])[0]
    yellow = {
        kind: [stroke for stroke in strokes(odd, kinds.index(kind)).strokes if "switched" in stroke.role]
        for kind in ("tree-single", "tree-average", "tree-centroid")
    }
    for kind in ("tree-single", "tree-average"):
        assert any(
            np.allclose(np.atleast_2d(stroke.xy)[0], at) for stroke in yellow[kind] if stroke.xy is not None
        )
    assert not yellow["tree-centroid"], "as in the picture before"
    assert strokes(odd, kinds.index("trees-linkages")).texts("tree heights") == [
        "3.57", "2.66", "9.33", "3.92", "6.00", "3.72", "5.51", "3.72", "9.31", "4.29",
    ]  # fmt: skip


def test_while_merges_go_by_the_tree_grows():
    many = film(load("blobs"), k=3)
    keyframe = next(i for i, key in enumerate(many.timeline.keyframes) if key.passing)
    key = many.timeline.keyframes[keyframe]
    pen = RecordingPen()
    many.scene.draw(pen, keyframe, len(key.lead_in) - 1, 0.5)
    step, counter = key.passing_at(0.5)
    assert f"{300 - step} clusters" in pen.texts("tree words")
    assert counter in " ".join(pen.texts("header"))

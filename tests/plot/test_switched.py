"""Points that have just switched: yellow, outlined, never without a "!", and how they settle."""

import itertools
from collections import Counter

import numpy as np
import pytest
from plot_recording import RecordingPen, drawn, film_of, index_of, places_of, row

from kmanim.data.load import load
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.switched import Switched, draw_switched
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT, TextStyle

YELLOW, INK = "#F0E442", "#222222"


def test_switched_cars_are_yellow_with_a_rim_of_their_old_colour_and_named(cars_film):
    index = index_of(cars_film, "reassign")
    pen = drawn(cars_film, index)
    outline, rim, yellow = pen.of("switched")
    names = ["Ferrari Dino", "Volvo 142E"]
    expected = cars_film.places[sorted(row(cars_film, name) for name in names)]
    for marks in (outline, rim, yellow):
        assert sorted(map(tuple, marks.xy.tolist())) == sorted(map(tuple, expected.tolist()))
        assert (marks.edge, marks.shape) == (None, "circle")
    assert (outline.fill, rim.fill, yellow.fill) == (INK, cars_film.styles[1].colour, YELLOW)
    assert outline.size - rim.size >= 2 * 1  # a px or more on either side
    assert outline.size >= 2 * point_size(32, cars_film.look.style)
    assert pen.texts("switched marks") == ["!", "!"]
    assert sorted(pen.texts("names")) == names
    assert not pen.of("old centroid")
    assert not pen.of("pills")
    assert len(places_of(pen, "points cluster 1")) == 11


def test_yellow_settles_and_is_gone_when_centroids_move(cars_film):
    index = index_of(cars_film, "update", 1)
    kinds = [t.kind for t in cars_film.timeline.keyframes[index].lead_in]
    assert kinds == ["recolour", "move"]
    sizes, fills = [], []
    for at in (0.2, 0.4, 0.6, 0.8):
        pen = drawn(cars_film, index, 0, at)
        marks = pen.of("switched")[-1]
        sizes.append(marks.size)
        fills.append(marks.fill)
        assert not pen.of("names")
        old = cars_film.stops[cars_film.timeline.keyframes[index].step - 1]
        np.testing.assert_allclose(pen.of("centroid 1")[-1].xy[0], old[0])
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(fills)) == 4
    for tween, at in ((0, 1.0), (1, 0.01), (1, 0.5)):
        assert not drawn(cars_film, index, tween, at).of("switched")


def marked(places, former, labels, n=100):
    places = np.array(places, float)
    return Switched.of(places, np.array(former), np.array(labels), n, LIGHT)


def painted(switched, theme=LIGHT, **more):
    pen = RecordingPen()
    draw_switched(pen, switched, 100, cluster_styles(6, theme), theme, **more)
    return pen


def test_rows_on_one_spot_are_one_mark():
    one = marked([(50, 50)] * 6 + [(150, 50)], [0] * 7, [1] * 7)
    assert not one.is_crowd
    pen = painted(one)
    assert sorted(pen.texts("switched marks")) == ["!", "!6"]
    wide = text_width("!6", TextStyle(size=round(one.size * 0.86), colour=INK, bold=True))
    assert max(s.size for s in pen.of("switched") if s.fill == YELLOW) > wide
    assert one.place_of.tolist() == [0] * 6 + [1]


def test_where_signs_would_touch_there_is_a_crowd():
    assert not marked([(50, 50), (70, 50), (50, 80)], [0, 0, 1], [1, 1, 2]).is_crowd
    crowd = marked([(50, 50), (55, 52), (50, 80)], [0, 0, 1], [1, 1, 2])
    assert crowd.is_crowd
    assert not painted(crowd).of("switched marks")
    spread = [(20 * (i % 10), 20 * (i // 10)) for i in range(61)]
    assert marked(spread, [0] * 61, [1] * 61).is_crowd
    assert not marked(spread[:60], [0] * 60, [1] * 60).is_crowd


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("many", [1, 5, 80, 3000])
@pytest.mark.parametrize("label", range(6))
def test_every_yellow_mark_has_a_dark_outline_of_a_px(theme, many, label):
    rng = np.random.default_rng(many)
    places = rng.uniform(20, 500, size=(many, 2))
    switched = Switched.of(places, np.zeros(many, int), np.full(many, label), 10 * many, theme)
    pen = painted(switched, theme)
    strokes = pen.of("switched", "markers")
    yellow = [s for s in strokes if s.fill == theme.switched]
    dark = [s for s in strokes if s.fill == theme.switched_ink]
    assert yellow
    for mark in yellow:
        assert any(
            o.shape == mark.shape and o.size >= mark.size + 2 and len(o.xy) == len(mark.xy) for o in dark
        )


@pytest.mark.parametrize(("data", "options"), [
    (("blobs", 1800), {"k": 3}), (("sheehan4", None), {"k": 4}), (("blobs", 100_000), {"k": 5, "seed": 1}),
])  # fmt: skip
def test_pills_count_the_streams_of_the_trace(data, options):
    name, n = data
    scene = film_of(load(name, **({"n": n} if n else {})), told={"profile": "loop"}, **options)
    trace, box = scene.trace, scene.stage.plane.box
    seen = 0
    for index, key in enumerate(scene.timeline.keyframes):
        pen = drawn(scene, index)
        texts = pen.texts("pills")
        assert bool(pen.of("switched")) == bool(texts or pen.of("switched marks"))
        if key.kind != "reassign" or not texts:
            continue
        seen += 1
        rows = trace.changed(key.step)
        kinds = Counter(zip(trace[key.step - 1].labels[rows], trace[key.step].labels[rows], strict=True))
        counts = sorted(kinds.values(), reverse=True)
        told = sorted((int(text.split()[1].replace(",", "")) for text in texts), reverse=True)
        if len(counts) <= 6:
            assert told == counts
        else:
            assert sum(told) == sum(counts)
            assert sum(text.endswith("…") for text in texts) == 1
        pills = scene.letters.at(index).pills
        corners = [(p.box.left, p.box.bottom, p.box.right, p.box.top) for p in pills]
        for one, other in itertools.combinations(corners, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        for left, low, right, top in corners:
            assert box.left <= left
            assert right <= box.right
            assert box.bottom <= low
            assert top <= box.top
        assert all(s.style.size == 16 and s.style.bold for s in pen.of("pills", "text"))
    assert seen


def test_pills_count_on_while_the_boundary_passes():
    scene = film_of(load("blobs", n=1800), k=3, told={"profile": "loop"})
    index = index_of(scene, "reassign")
    sums = []
    for at in np.linspace(0, 1, 13)[1:-1]:
        texts = drawn(scene, index, 0, at).texts("pills")
        sums.append(sum(int(text.split()[1].replace(",", "")) for text in texts))
    assert sums == sorted(sums)
    assert 0 < sums[5] < len(scene.states[index].switched)


@pytest.mark.parametrize(("n", "k", "least"), [(400, 3, 31), (400, 12, 2)])
def test_a_crowd_settles_one_after_the_other_and_so_do_many_colours(n, k, least):
    """Those that are still yellow stay as large and as yellow as they were; nothing between the colours is drawn."""
    points = np.random.default_rng(4).uniform(size=(n, 2))
    scene = film_of(load(points), k=k, seed=1)
    updates = [i for i, key in enumerate(scene.timeline.keyframes) if key.kind == "update"]
    index = next(i for i in updates if len(scene.states[i - 1].switched) >= least)
    switched = scene.states[index - 1].switched
    held = {(s.shape, s.size, s.fill) for s in drawn(scene, index - 1).of("switched")}
    counts = []
    for at in (0.25, 0.5, 0.75):
        marks = drawn(scene, index, 0, at).of("switched")
        assert {(s.shape, s.size, s.fill) for s in marks} <= held
        yellow = [s.xy for s in marks if s.fill == YELLOW]
        counts.append(sum(map(len, yellow)))
        assert counts[-1] == len(switched) - round(at * len(switched))
        there = {tuple(xy) for xy in scene.places[switched]}
        assert {tuple(xy) for xy in np.vstack(yellow)} <= there

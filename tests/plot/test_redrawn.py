"""The canvas draws only what differs, and every picture is the one drawn from nothing."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plot_recording import film_of, reference

from kmanim.data.load import load
from kmanim.frame import Area
from kmanim.plot.film.canvas import Canvas, apart, differing
from kmanim.plot.film.frames import frames, stills
from kmanim.plot.render.bounds import Bounds
from kmanim.plot.render.sketch import Sketch
from kmanim.plot.style.look import Look


def crowd(n, k, **drawn):
    points = np.random.default_rng(n).normal(0, 1, (n, 2)) * (1, 3)
    return film_of(load(points), k=k, seed=3, **drawn, told={"profile": "loop"})


FILMS = {
    "cars": reference,
    "dark twice": lambda: reference(Look(scale=2, theme="dark"), regions=True, panel="inertia"),
    "transparent, odd size": lambda: reference(
        Look(width=361, height=271, scale=1.7, transparent=True), trail=True
    ),
    "all telling": lambda: reference(questions=True, near_misses=True),
    "six clusters": lambda: film_of(load("mtcars"), k=6, seed=1),
    "700 points": lambda: crowd(700, 5, regions=True),
    "3,500 points": lambda: crowd(3_500, 3),
    "drawn starts": lambda: film_of(load("mtcars"), k=3, seed=4, init="k-means++"),
    "3,500 drawn points": lambda: film_of(
        load(np.random.default_rng(1).normal(size=(3_500, 2))), k=2, init="k-means++"
    ),
    "one column": lambda: film_of(load("mtcars", columns=["weight"]), k=3, seed=2),
}


@pytest.mark.parametrize("make", FILMS.values(), ids=FILMS)
def test_every_picture_is_the_one_drawn_from_nothing(make):
    scene = make()
    canvas = Canvas(scene, scene.look)
    for index, key in enumerate(scene.timeline.keyframes):
        states = [(tween, at) for tween in range(len(key.lead_in)) for at in (0.1, 0.9)]
        for tween, at in [*states, (None, 1.0)]:
            canvas.show(index, tween, at)
            alone = Canvas(scene, scene.look)
            alone.show(index, tween, at)
            np.testing.assert_array_equal(canvas.pixels(), alone.pixels())


def test_pictures_may_come_in_any_order():
    scene = reference()
    forwards = {frame.keyframe: frame.pixels for frame in stills(scene, scene.look, range(12))}
    for frame in stills(scene, scene.look, [11, 0, 7, 7, 3, 6, 2]):
        np.testing.assert_array_equal(frame.pixels, forwards[frame.keyframe])


@pytest.mark.parametrize("make", FILMS.values(), ids=FILMS)
def test_nothing_changes_outside_of_the_area_that_a_frame_names(make):
    scene = make()
    before = None
    for frame in frames(scene, scene.timeline, scene.look):
        if before is None:
            assert frame.changed == Area(0, 0, *scene.look.pixels)
        else:
            differs = (frame.pixels != before).any(axis=2)
            frame.changed.cut(differs)[:] = False
            assert not differs.any()
        before = frame.pixels


def test_a_small_change_is_a_small_area(cars_film):
    canvas = Canvas(cars_film, cars_film.look)
    canvas.show(5)
    assert canvas.show(5) == Area(0, 0, 0, 0)
    move = canvas.show(7, len(cars_film.timeline.keyframes[7].lead_in) - 1, 0.5)
    assert 0 < move.size < 600 * 450


class Named:
    def __init__(self, key, reach):
        self.key, self.bounds = key, reach


@given(st.lists(st.integers(0, 4), max_size=7), st.lists(st.integers(0, 4), max_size=7))
def test_strokes_in_another_order_are_different(before, now):
    """Where no place is named, both lists must paint alike: the same strokes in the same order."""
    lists = [[Named(key, Bounds(key, 0, key + 1, 1)) for key in keys] for keys in (before, now)]
    places = set(differing(*lists))
    for key in range(5):
        if Bounds(key, 0, key + 1, 1) not in places:
            assert before.count(key) == now.count(key)
    still = [key for key in before if Bounds(key, 0, key + 1, 1) not in places]
    assert still == [key for key in now if Bounds(key, 0, key + 1, 1) not in places]


boxes = st.builds(
    lambda x, y, w, h: Bounds(x, y, x + w, y + h),
    st.integers(0, 30), st.integers(0, 30), st.integers(1, 9), st.integers(1, 9),
)  # fmt: skip


@given(st.lists(boxes, max_size=12))
def test_joined_rectangles_cover_the_same_and_do_not_overlap(places):
    joined = apart(places)
    for place in places:
        assert any(
            one.left <= place.left
            and one.right >= place.right
            and one.bottom <= place.bottom
            and one.top >= place.top
            for one in joined
        )
    for number, one in enumerate(joined):
        assert not one.meets_any(joined[:number])


def test_what_was_painted_within_a_kept_part_is_kept_with_it():
    painted = []

    def paint(pen, around):
        pen.kept("points", lambda pen: painted.append("points") or pen.rectangle(0, 0, 2, 2, "#000000"))
        pen.rectangle(around, 5, 2, 2, "#000000")

    sketch, seen = None, []
    for around in (1, 1, 1, 3):  # "points" are asked for again only where what is around them has changed
        sketch = Sketch(1.0, sketch)
        sketch.kept(("ground", around), partial(paint, around=around))
        seen.append([stroke.key for stroke in sketch.strokes])
    assert painted == ["points"]
    assert seen[0] == seen[1] == seen[2] != seen[3]
    assert seen[0][0] == seen[3][0]

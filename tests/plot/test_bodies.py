"""Bodies of groups, and the hatched part that a cell cuts off: by hand, and on pictures."""

import numpy as np
import pytest
from plot_recording import RecordingPen

import kmanim
from kmanim.films.film import animate
from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.bodies import Bodies, chord, hatches, in_body, joined, reach_of, without
from kmanim.plot.style.theme import DARK, LIGHT
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.story.comparisons.known_groups import KnownGroups, known_groups

ROOT = np.sqrt(2)


def test_intervals_are_joined_and_cut():
    parts = joined(np.array([(4.0, 5.0), (0.0, 2.0), (1.0, 3.0), (1.5, 1.8)]))
    assert parts == [(0.0, 3.0), (4.0, 5.0)]
    assert without(parts, (2.0, 4.5)) == [(0.0, 2.0), (4.5, 5.0)]
    assert without(parts, (-1.0, 9.0)) == []
    assert without(parts, (3.2, 3.8)) == parts


def test_a_line_through_a_square():
    corners = np.array([(0.0, -1.0), (2.0, -1.0), (2.0, 1.0), (0.0, 1.0)])
    assert chord(corners[:, 0], corners[:, 1]) == (0.0, 2.0)
    assert chord(corners[:, 0], corners[:, 1] - 3) is None


def test_hatches_of_one_disc_by_hand():
    # Lines at heights 0 and +-5 across a disc of radius 6 around the origin.
    lines = hatches(np.array([(0.0, 0.0)]), 6.0, pitch=5.0)
    lengths = sorted(float(np.hypot(*(line[1] - line[0]))) for line in lines)
    np.testing.assert_allclose(lengths, [2 * np.sqrt(11), 2 * np.sqrt(11), 12.0])
    for line in lines:
        along = line[1] - line[0]
        assert along[0] == pytest.approx(along[1]), "they slant by 45 degrees"


def test_a_hull_that_a_line_cuts_is_hatched_on_the_far_side_alone():
    places = np.array([(x, 0.0) for x in range(0, 101, 5)])
    cell = np.array([(-50.0, -50.0), (40.0, -50.0), (40.0, 50.0), (-50.0, 50.0)])
    cut = hatches(places, 8.0, [cell])
    assert cut
    ends = np.concatenate(cut)
    assert ends[:, 0].min() == pytest.approx(40.0, abs=1e-9), "up to the line, and no farther"
    assert ends[:, 0].max() <= 108
    whole = hatches(places, 8.0)
    for line in cut:
        for share in (0.1, 0.5, 0.9):
            at = line[0] + share * (line[1] - line[0])
            assert at[0] >= 40 - 1e-9
            assert np.hypot(*(places - at).T).min() <= 8 + 1e-9, "inside the body"
    length = sum(float(np.hypot(*(line[1] - line[0]))) for line in whole)
    # Hatches a pitch apart cover the area of the body, to a part of its rim.
    assert length * 7 == pytest.approx(16 * 100 + np.pi * 64, rel=0.1)


def test_a_body_is_wider_where_points_are_few_and_leaves_out_those_by_themselves():
    dense = np.array([(x, y) for x in range(0, 60, 3) for y in range(0, 60, 3)], float)
    wide = dense * 3
    assert reach_of(dense, 400, LIGHT) < reach_of(wide, 400, LIGHT) <= 16
    lone = np.vstack([wide, [(900.0, 900.0)]])
    inside = in_body(lone, reach_of(lone, 401, LIGHT))
    assert not inside[-1]
    assert inside[:-1].all()
    assert in_body(np.array([(0.0, 0.0)]), 4.0).all()
    assert in_body(np.zeros((5, 2)), 4.0).all(), "rows on one place are a body, too"


def drawn(film, keyframe=-1):
    pen = RecordingPen()
    number = range(len(film.timeline.keyframes))[keyframe]
    film.scene.draw(pen, number)
    return pen.strokes


@pytest.mark.parametrize(
    ("name", "k"), [("moons", 2), ("rings", 2), ("stretched", 3), ("unequal-sizes", 3), ("outlier", 2)]
)
def test_the_lesson_hatches_what_lies_beyond_the_line_and_rings_nobody(name, k):
    trace = run_many("kmeans", kmanim.load(name), 12, k=k).best
    film = animate(trace, profile="loop")
    strokes = drawn(film)
    roles = [stroke.role for stroke in strokes]
    assert roles.index("bodies") < roles.index("hatches") < roles.index("points cluster 1")
    assert "ringed" not in roles
    assert not [stroke for stroke in drawn(film, -2) if stroke.role in ("bodies", "hatches")]
    known = known_groups(trace, k)
    stops = film.scene.stops[-1]
    ends = np.concatenate([stroke.xy for stroke in strokes if stroke.role == "hatches"])
    # In the middle of every hatch the nearest centre is not the one of the nearest point's group.
    middle = ends.reshape(-1, 2, 2).mean(axis=1)
    places = film.scene.places[:]
    wrong = set()
    for at in middle:
        nearest = int(np.argmin(((stops - at) ** 2).sum(axis=1)))
        apart = np.hypot(*(places - at).T)
        near = set(known.of_rows[apart <= 16.01].tolist())
        assert any(known.cluster_of[group] != nearest for group in near)
        wrong.add(nearest)
    assert wrong


def test_one_point_with_a_centre_is_named():
    film = animate(run_many("kmeans", kmanim.load("outlier"), 12, k=2).best, profile="loop")
    said = [stroke.text for stroke in drawn(film) if stroke.role == "lonely" and stroke.kind == "text"]
    assert said == ["one point, one centre"]


def test_points_of_a_crowd_lie_below_hatches():
    film = animate(run("kmeans", kmanim.load("moons", n=1_500), k=2), profile="loop")
    roles = [stroke.role for stroke in drawn(film)]
    assert roles.index("points cluster 1") < roles.index("hatches")


def test_drawn_shapes_have_equal_axes():
    for scene in (
        animate(run("kmeans", kmanim.load("rings"), k=2)).scene,
        kmanim.beside_classes(run("kmeans", kmanim.load("moons"), k=2)).scene.scene,
    ):
        x, y = scene.stage.plane.units_per_px
        assert x == pytest.approx(y, rel=0.02)
    x, y = animate(run("kmeans", kmanim.load("mtcars"), k=2)).scene.stage.plane.units_per_px
    assert x != pytest.approx(y, rel=0.1)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_group_without_a_cluster_is_hatched_whole(theme):
    places = np.array([(10.0, 10.0), (14.0, 10.0), (60.0, 60.0), (64.0, 60.0)])
    known = KnownGroups("group", ("1", "2"), np.array([0, 0, 1, 1]), np.array([0, 1]), np.array([0, 0, 0, 0]))
    assert known.misplaced.tolist() == [2, 3]
    pen = RecordingPen()
    box = Box(0, 0, 100, 100)
    Bodies(places, known, box, theme).draw_cut(pen, [(0, np.array([(0, 0), (100, 0), (100, 100), (0, 100)]))])
    ends = np.concatenate([stroke.xy for stroke in pen.strokes])
    assert ends.min() > 40
    assert {stroke.role for stroke in pen.strokes} == {"hatches"}

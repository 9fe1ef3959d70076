"""What the members of the family draw otherwise than k-means."""

from itertools import pairwise

import numpy as np
import pytest
from figures_pen import drawn_on
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from plot_recording import REFERENCE, RecordingPen

import kmanim
from kmanim.plot.axes.plane import Box
from kmanim.plot.regions.manhattan_voronoi import bent_boundaries, bent_cells


def drawn(film, kind):
    number = next(i for i, key in enumerate(film.timeline.keyframes) if key.kind == kind)
    pen = RecordingPen()
    film.scene.draw(pen, number)
    return pen.strokes


@pytest.fixture(scope="module")
def medians():
    return kmanim.run("kmedians", kmanim.load("mtcars"), init=REFERENCE)


def test_manhattan_ways_have_corners_and_boundaries_bends(medians):
    film = kmanim.animate(medians)
    ways = [
        stroke.xy for stroke in drawn(film, "explain") if stroke.role == "distances" and len(stroke.xy) > 1
    ]
    assert any(len(way) == 3 for way in ways)
    for way in ways:
        if len(way) == 3:
            (across, up) = np.diff(way, axis=0)
            assert across[1] == up[0] == 0
    assert [len(stroke.xy) for stroke in drawn(film, "reassign") if stroke.role == "boundary"] == [4]
    euclid = kmanim.animate(kmanim.run("kmeans", kmanim.load("mtcars"), init=REFERENCE))
    assert [len(stroke.xy) for stroke in drawn(euclid, "assign") if stroke.role == "boundary"] == [2]


@pytest.mark.parametrize("scale", ["none", "zscore"])
def test_points_lie_in_the_regions_of_their_clusters(scale):
    trace = kmanim.run("kmedians", kmanim.load("mtcars", scale=scale), k=4, seed=2)
    film = kmanim.animate(trace, regions=True)
    polygons, _ = film.scene._divisions.at(len(trace) - 1)
    for place, label in zip(film.scene.places, trace.labels, strict=True):
        assert label in [owner for owner, corners in polygons if inside(corners, place)]


def inside(corners, place):
    edges, to = np.roll(corners, -1, axis=0) - corners, place - corners
    return bool(np.all(edges[:, 0] * to[:, 1] - edges[:, 1] * to[:, 0] >= -1e-6))


def area(corners):
    x, y = corners.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2


BOX = Box(10, 20, 300, 200)
numbers = st.floats(-50, 400).map(lambda x: round(x, 1))


@given(
    arrays(np.float64, st.tuples(st.integers(1, 7), st.just(2)), elements=numbers),
    st.sampled_from([(1.0, 1.0), (0.3, 1.0), (1.0, 0.02), (1.0, 0.0)]),
)
def test_bent_cells_hold_what_is_nearest(centres, weights):
    """Checked with places all over the box; a tie goes to the lower number."""
    weights = np.array(weights)
    found = bent_cells(centres, weights, BOX)
    assert np.isclose(sum(area(corners) for _, corners in found), BOX.width * BOX.height, rtol=1e-6)
    rng = np.random.default_rng(0)
    for place in np.array([BOX.left, BOX.bottom]) + rng.random((60, 2)) * [BOX.width, BOX.height]:
        far = (np.abs(centres - place) * weights).sum(axis=1)
        near = np.flatnonzero(far <= far.min() + 1e-9)
        owners = [owner for owner, corners in found if inside(corners, place)]
        assert near[0] in owners or np.sum(far <= far.min() + 1e-5) > 1
    for line in bent_boundaries(centres, weights, BOX):
        for start, end in pairwise(line):
            far = np.sort((np.abs(centres - (start + end) / 2) * weights).sum(axis=1))
            assert far[1] - far[0] <= 1e-5


def test_a_bent_boundary_by_hand():
    (line,) = bent_boundaries(np.array([[60.0, 100], [140, 140]]), np.ones(2), BOX)
    line = line if line[0, 1] < line[-1, 1] else line[::-1]
    np.testing.assert_allclose(line, [[120, 20], [120, 100], [80, 140], [80, 220]], atol=1e-9)
    # Beyond a diagonal are whole areas as near to one as to the other: they belong to the lower number.
    (line,) = bent_boundaries(np.array([[60.0, 100], [100, 140]]), np.ones(2), BOX)
    line = line if line[0, 1] < line[-1, 1] else line[::-1]
    assert line.tolist() == [[310, 100], [100, 100], [60, 140], [60, 220]]
    owners = {owner for owner, corners in bent_cells(np.array([[60.0, 100], [100, 140]]), np.ones(2), BOX)
              if inside(corners, np.array([20.0, 200]))}  # fmt: skip
    assert owners == {0}


def test_a_swap_moves_one_medoid_and_leaves_a_grey_one_behind():
    film = kmanim.animate(kmanim.run("kmedoids", kmanim.load("mtcars"), k=3, method="pam"))
    number = next(i for i, key in enumerate(film.timeline.keyframes) if key.kind == "swap")
    step = film.timeline.keyframes[number].step
    (mover,) = np.flatnonzero(film.trace.moves(step))
    state = film.scene.states[number]
    row = film.trace[step].medoids[mover]
    np.testing.assert_allclose(state.centroids[mover], film.scene.places[row])
    assert (state.old != state.centroids).any(axis=1).sum() == 1
    assert [tween.kind for tween in film.timeline.keyframes[number].lead_in] == ["move"]
    assert [stroke for stroke in drawn(film, "assign") if stroke.role == "boundary"], (
        "straight lines are true"
    )


def test_the_objective_has_its_own_name(medians):
    film = kmanim.animate(medians, panel="inertia", width=720)
    assert any(stroke.text.startswith("D = ") for stroke in drawn(film, "done"))
    figure = kmanim.elbow([1, 2], [9.0, 5.0], algorithm="kmedians")
    assert "Best D found" in drawn_on(figure).said()
    assert "Best W found" in drawn_on(kmanim.elbow([1, 2], [9.0, 5.0])).said()

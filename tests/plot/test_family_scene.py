"""What the members of the family draw otherwise than k-means."""

import numpy as np
import pytest
from figures_pen import drawn_on
from plot_recording import REFERENCE, RecordingPen

import kmanim
from kmanim.errors import InputError


def drawn(film, kind):
    number = next(i for i, key in enumerate(film.timeline.keyframes) if key.kind == kind)
    pen = RecordingPen()
    film.scene.draw(pen, number)
    return pen.strokes


@pytest.fixture(scope="module")
def medians():
    return kmanim.run("kmedians", kmanim.load("mtcars"), init=REFERENCE)


def test_manhattan_ways_have_corners_and_no_line_divides(medians):
    film = kmanim.animate(medians)
    ways = [
        stroke.xy for stroke in drawn(film, "explain") if stroke.role == "distances" and len(stroke.xy) > 1
    ]
    assert any(len(way) == 3 for way in ways)
    for way in ways:
        if len(way) == 3:
            (across, up) = np.diff(way, axis=0)
            assert across[1] == up[0] == 0
    assert not [stroke for stroke in drawn(film, "assign") if stroke.role == "boundary"]
    euclid = kmanim.animate(kmanim.run("kmeans", kmanim.load("mtcars"), init=REFERENCE))
    assert [stroke for stroke in drawn(euclid, "assign") if stroke.role == "boundary"]


def test_regions_of_manhattan_distance_are_refused(medians):
    with pytest.raises(InputError, match="regions have straight sides, and those of k-medians do not; leave"):
        kmanim.animate(medians, regions=True)


def test_a_swap_moves_one_medoid_and_leaves_a_grey_one_behind():
    film = kmanim.animate(kmanim.run("kmedoids", kmanim.load("mtcars"), k=3, method="pam"))
    number = next(i for i, key in enumerate(film.timeline.keyframes) if key.kind == "swap")
    step = film.timeline.keyframes[number].step
    (mover,) = np.flatnonzero(film.trace.moves(step))
    moment = film.scene.moments[number]
    row = film.trace[step].medoids[mover]
    np.testing.assert_allclose(moment.centroids[mover], film.scene.places[row])
    assert (moment.old != moment.centroids).any(axis=1).sum() == 1
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

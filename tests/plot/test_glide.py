"""Cause before effect: the boundary glides, and points turn yellow as it passes them."""

import numpy as np
import pytest
from plot_recording import drawn, film_of, index_of, reference

import kmanim
from kmanim.plot.film.easing import in_pictures
from kmanim.plot.scenes.kmeans.passing import passed_at

SHARES = np.linspace(0, 1, 13)[1:]


def glides(scene):
    return [
        (i, number)
        for i, key in enumerate(scene.timeline.keyframes)
        for number, tween in enumerate(key.lead_in)
        if tween.kind == "glide"
    ]


def test_the_boundary_goes_from_where_it_was_to_where_it_will_be():
    scene = reference()
    index = index_of(scene, "reassign")
    (before,), (after,) = (drawn(scene, i).of("boundary") for i in (index - 1, index))
    bottoms = [drawn(scene, index, 0, at).of("boundary")[0].xy[0, 0] for at in SHARES]
    assert before.xy[0, 0] < bottoms[0]
    assert bottoms == sorted(bottoms)
    assert bottoms[-1] == pytest.approx(after.xy[0, 0])


def test_points_turn_yellow_one_after_the_other_and_all_are_in_the_end():
    scene = film_of(kmanim.load("blobs", n=300), k=3, seed=3)
    for index, number in glides(scene):
        state = scene.states[index]
        counts = [len(scene.way.at(index, number, at)[0].switched) for at in SHARES]
        assert counts == sorted(counts)
        assert counts[-1] == len(state.switched)
    assert any(len(scene.states[i].switched) > 5 for i, _ in glides(scene))


def test_a_point_turns_when_the_line_is_at_it():
    scene = reference()
    index = index_of(scene, "reassign")
    trace, step = scene.trace, scene.timeline.keyframes[index].step
    shares = passed_at(trace, 1, step)
    rows = trace.changed(step)
    before, after = trace.centroids_at(1), trace.centroids_at(step)
    for row, share in zip(rows, shares, strict=True):
        for at, labels in ((share, trace[step].labels), (share - 1 / 24, trace[step - 1].labels)):
            way = np.linalg.norm(before + at * (after - before) - trace.dataset.values[row], axis=1)
            assert np.argmin(way) == labels[row]


def test_until_the_line_passes_them_points_keep_their_colours():
    scene = reference()
    index = index_of(scene, "reassign")
    early = drawn(scene, index, 0, 1 / 12)
    assert not early.of("switched")
    blue = [s for s in early.strokes if s.role == "points cluster 2"]
    held = [s for s in drawn(scene, index - 1).strokes if s.role == "points cluster 2"]
    assert sum(len(s.xy) for s in blue) == sum(len(s.xy) for s in held) == 23


def test_where_nobody_switches_the_boundary_still_goes_and_nothing_turns_yellow():
    scene = reference()
    index = index_of(scene, "check")
    assert [t.kind for t in scene.timeline.keyframes[index].lead_in] == ["glide"]
    assert not drawn(scene, index, 0, 0.5).of("switched")
    states = [drawn(scene, i).of("boundary")[0].xy[0, 0] for i in (index - 1, index)]
    assert states[0] < drawn(scene, index, 0, 0.5).of("boundary")[0].xy[0, 0] < states[1]


def test_categories_have_nothing_between_them():
    for algorithm, data in (("kmodes", "zoo"), ("kmeans", "iris")):
        film = kmanim.animate(kmanim.run(algorithm, kmanim.load(data), k=4, seed=0))
        assert bool(glides(film.scene)) == (algorithm == "kmeans")
        assert any(key.kind == "reassign" for key in film.timeline.keyframes)


@pytest.mark.parametrize(("pictures", "frames"), [(8, 16), (5, 16), (8, 12), (16, 16), (1, 4)])
def test_a_move_in_a_few_pictures_shows_each_as_long_as_others(pictures, frames):
    """Rounding half to even would show every other one three times as long as its neighbours."""
    shown = [in_pictures(k / frames, pictures) for k in range(1, frames + 1)]
    times = np.unique(shown, return_counts=True)[1]
    assert sorted(shown) == shown
    assert shown[0] == 1 / pictures
    assert shown[-1] == 1
    assert len(times) == pictures
    assert times.max() - times.min() <= 1

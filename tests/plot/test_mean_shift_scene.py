"""What the pictures of mean shift show, read back from the strokes."""

import numpy as np
import pytest
from plot_recording import RecordingPen

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.films.film import animate
from kmanim.plot.axes.plane import Box
from kmanim.plot.panels.courses import Course, Courses
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run

TEN = load("lesson-shift")


def strokes(film, keyframe, tween=None, at=1.0):
    pen = RecordingPen()
    film.scene.draw(pen, keyframe, tween, at)
    return pen


def places(film, kind):
    return [i for i, key in enumerate(film.timeline.keyframes) if key.kind == kind]


@pytest.fixture(scope="module")
def ten():
    return animate(run("mean_shift", TEN, bandwidth=2))


def px(film, *points):
    return film.scene.stage.plane.to_px(np.array(points, float))


def marks(pen, role):
    return sum(len(np.atleast_2d(stroke.xy)) for stroke in pen.of(role, "markers"))


def test_a_ball_is_a_circle_of_its_true_radius_around_the_start(ten):
    pen = strokes(ten, places(ten, "ball")[0])
    ball = pen.of("balls", "polygon")[0].xy
    middle, plane = px(ten, (4.5, 2.5))[0], ten.scene.stage.plane
    radius = 2 / plane.units_per_px
    np.testing.assert_allclose(np.hypot(*((ball - middle) / radius).T), 1, atol=1e-9)
    assert radius[0] == pytest.approx(radius[1])
    assert pen.texts("count") == ["2"]
    assert sorted(pen.texts("names")) == ["A", "J"]


def test_where_no_ball_can_be_drawn_a_ring_says_which_point_it_starts_at(ten):
    film = animate(run("mean_shift", "iris"))
    ball, climb = places(film, "ball")[0], places(film, "climb")[0]
    start = film.scene.places[film.timeline.keyframes[ball].rows[0]]
    (ring,) = strokes(film, ball).of("ringed", "markers")
    np.testing.assert_allclose(np.atleast_2d(ring.xy), [start])
    assert marks(strokes(film, climb), "ringed") == 0
    assert marks(strokes(ten, places(ten, "ball")[0]), "ringed") == 0


def test_points_in_the_ball_are_dark_and_the_others_grey(ten):
    pen = strokes(ten, places(ten, "ball")[0])
    inside = pen.of("points cluster 1", "markers")[0]
    assert inside.fill == LIGHT.neighbourhood
    np.testing.assert_allclose(inside.xy, px(ten, (4.5, 2.5), (6, 3)))
    assert marks(pen, "points unassigned") == 8


def test_the_mean_is_a_cross_with_an_arrow_to_it(ten):
    pen = strokes(ten, places(ten, "mean")[0])
    np.testing.assert_allclose(pen.of("mean")[0].xy, px(ten, (5.25, 2.75)))
    assert pen.of("next", "polygon")
    assert not strokes(ten, places(ten, "ball")[0]).of("mean")
    assert not strokes(ten, places(ten, "rest")[0]).of("mean")


def test_who_comes_in_or_drops_out_is_yellow_and_named(ten):
    climbs = places(ten, "climb")
    came = strokes(ten, climbs[1])
    assert sorted(came.texts("names")) == ["B", "I"]
    assert came.texts("switched marks") == ["!", "!"]
    left = strokes(ten, climbs[3])
    assert left.texts("names") == ["A"]
    np.testing.assert_allclose(left.of("switched")[0].xy, px(ten, (4.5, 2.5)))


def test_the_old_ball_is_grey_and_dashed(ten):
    pen = strokes(ten, places(ten, "climb")[0])
    old = pen.of("old ball", "line")[0]
    assert old.dash
    assert old.edge == LIGHT.earlier
    np.testing.assert_allclose(old.xy[:-1].mean(axis=0), px(ten, (4.5, 2.5))[0])


def test_a_ball_on_its_way_holds_who_it_held_and_marks_nobody(ten):
    keyframe = places(ten, "climb")[0]
    pen = strokes(ten, keyframe, 0, 0.5)
    middle = pen.of("balls", "polygon")[0].xy.mean(axis=0)
    np.testing.assert_allclose(middle, px(ten, (4.875, 2.625))[0])
    assert marks(pen, "points cluster 1") == 2
    assert not pen.of("switched")
    assert not pen.texts("count")
    assert pen.texts("course words")[0] == "2"


def test_all_ends_have_their_balls_and_trails(ten):
    pen = strokes(ten, places(ten, "ends")[0])
    assert len(pen.of("balls", "polygon")) == 3
    assert pen.of("trails", "line")
    assert marks(pen, "climbers") == 2 * 3


def test_an_end_that_goes_is_grey_beside_the_fuller_one(ten):
    pen = strokes(ten, places(ten, "merge")[0])
    gone = pen.of("absorbed", "markers")[0]
    np.testing.assert_allclose(gone.xy, px(ten, (4.8333333, 7.3333333)), atol=1e-4)
    assert sorted(pen.texts("counts")) == ["3", "4", "5"]
    assert len(pen.starting("centroid")) == 2 * 3


def test_the_end_has_clusters_modes_and_their_balls(ten):
    pen = strokes(ten, places(ten, "done")[0])
    assert [marks(pen, f"points cluster {c}") for c in (1, 2)] == [6, 4]
    assert [stroke.xy.mean(axis=0).round(6).tolist() for stroke in pen.of("balls", "polygon")] == px(
        ten, (7, 3.4), (4.25, 7.375)
    ).round(6).tolist()


def test_the_sweep_colours_the_nearest_first(ten):
    pen = strokes(ten, places(ten, "assign")[0], 0, 0.5)
    assert marks(pen, "points unassigned") == 5


def test_numbers_beside_it_follow_the_climb_and_then_all_climbs(ten):
    told = {
        kind: strokes(ten, places(ten, kind)[-1]).texts("course words") for kind in ("climb", "rest", "ends")
    }
    assert told == {
        "climb": ["5", "points inside", "3.20", "hill: never falls", "0.32", "the move"],
        "rest": ["5", "points inside", "3.45", "hill: never falls", "0.44", "the move"],
        "ends": ["3", "different places", "0", "still moving"],
    }
    assert not strokes(ten, 0).texts("course words")


def test_no_panel_where_none_is_wanted():
    film = animate(run("mean_shift", TEN, bandwidth=2), panel="none")
    assert film.scene.stage.side is None
    assert not strokes(film, places(film, "climb")[0]).texts("course words")


def test_points_that_climbed_elsewhere_are_yellow():
    film = animate(run("mean_shift", TEN))
    pen = strokes(film, places(film, "elsewhere")[0])
    np.testing.assert_allclose(pen.of("switched")[0].xy, px(film, (6, 3)))
    settled = strokes(film, places(film, "done")[0], 0, 1.0)
    assert not settled.of("switched")


def test_basins_part_the_plane_between_ends(ten):
    film = animate(ten.trace, basins=True)
    assert len(strokes(film, places(film, "done")[0]).of("regions", "polygon")) == 2
    assert not strokes(ten, places(ten, "done")[0]).of("regions")


def test_basins_are_refused_of_more_than_two_columns():
    trace = run("mean_shift", load("iris"))
    with pytest.raises(InputError, match=r"^basins are drawn of two columns at most, and 4 are clustered"):
        animate(trace, basins=True)


def test_balls_of_more_than_two_columns_are_points_alone():
    film = animate(run("mean_shift", load("iris")))
    pen = strokes(film, places(film, "climb")[0])
    assert not pen.of("balls")
    assert pen.of("points cluster 1")
    assert pen.of("way")


def test_a_grid_of_starts_is_seen():
    trace = run("mean_shift", load("faithful"), bandwidth=5, seeds="bins")
    film = animate(trace)
    pen = strokes(film, places(film, "starts")[0])
    assert marks(pen, "climb starts") == trace.n_climbs
    assert len(pen.of("balls", "line")) == trace.n_climbs
    box, plane = film.scene.stage.plane.box, film.scene.stage.plane
    starts = plane.to_px(trace.positions_of(0))
    assert (starts > (box.left, box.bottom)).all()


def test_a_climb_alone_ends_with_its_ball_and_no_noise():
    film = animate(run("mean_shift", TEN, bandwidth=2, start="A"))
    pen = strokes(film, places(film, "done")[0])
    assert marks(pen, "points cluster 1") == 5
    assert marks(pen, "points unassigned") == 5
    assert not pen.of("points noise")


def test_axes_are_equal_where_columns_are_clustered_as_they_are_drawn():
    def unequal(data):
        film = animate(run("mean_shift", data))
        across, up = film.scene.stage.plane.units_per_px
        return across / up

    rng = np.random.default_rng(1)
    assert unequal(dataset(rng.normal(size=(30, 2)) * (1, 3))) == pytest.approx(1)
    assert unequal(dataset(rng.normal(size=(30, 2)) * (1, 3), scale="zscore")) != pytest.approx(1)


def test_a_gaussian_fades():
    film = animate(run("mean_shift", TEN, bandwidth=1, kernel="gaussian"))
    pen = strokes(film, places(film, "ball")[0])
    assert len(pen.of("balls", "polygon")) == 2
    assert not pen.texts("count")


def test_many_ends_have_small_marks():
    film = animate(run("mean_shift", load("faithful", scale="zscore"), bandwidth=0.18))
    pen = strokes(film, places(film, "done")[0])
    assert pen.of("small modes")
    assert not pen.starting("centroid")


def test_courses_say_the_last_value_and_leave_out_what_is_not_known():
    values = np.array([np.nan, 2.0, 1.0])
    courses = Courses(
        LIGHT, Box(0, 0, 200, 200), (Course(("the move",), values, ("", "2.0", "1.0")),), "Move", 18
    )
    pen = RecordingPen()
    courses.draw(pen, 0)
    assert pen.texts("course words") == ["the move"]
    assert not pen.of("course")
    courses.draw(pen, 2)
    assert pen.texts("course words")[-2:] == ["1.0", "the move"]
    assert len(pen.of("course", "line")[0].xy) == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("transparent", [False, True])
def test_dense_clouds_are_drawn(theme, transparent):
    points = np.random.default_rng(3).normal(size=(2_500, 2))
    film = animate(
        run("mean_shift", dataset(points), bandwidth=1.2, seeds="bins"), theme=theme, transparent=transparent
    )
    for kind in ("climb", "ends", "done"):
        assert strokes(film, places(film, kind)[0]).strokes


def test_ways_of_many_climbs_do_not_lie_over_the_clusters(ten):
    crowd = animate(run("mean_shift", "moons"))
    assert strokes(ten, places(ten, "done")[0]).of("trails", "line")
    assert not strokes(crowd, places(crowd, "done")[0]).of("trails", "line")
    assert strokes(crowd, places(crowd, "merge")[0]).of("trails", "line")

"""What is drawn where, in which colour and shape, at every keyframe of the storyboard's film."""

import re

import numpy as np
import pytest
from plot_recording import drawn, film_of, index_of, places_of, reference, row

from kmanim.data.load import load
from kmanim.plot.film.easing import eased
from kmanim.plot.style.look import Look

RED, BLUE, GREY, YELLOW, INK = "#D55E00", "#0072B2", "#767676", "#F0E442", "#222222"


def px(scene, *points):
    return scene.stage.plane.to_px(np.array(points, dtype=float))


def test_the_kinds_of_the_walkthrough(cars_film):
    kinds = [k.kind for k in cars_film.timeline.keyframes]
    assert kinds == [
        "data", "starts", "explain", "explain", "assign", "update", "reassign", "update", "reassign", "update",
        "check", "done",
    ]  # fmt: skip


def test_data_are_grey_points_and_two_cars_on_one_spot(cars_film):
    pen = drawn(cars_film, 0)
    (points,) = pen.starting("points")
    assert (len(points.xy), points.fill, points.shape) == (32, GREY, "circle")
    assert 8 <= points.size <= 10
    (ring,) = pen.of("duplicates")
    np.testing.assert_allclose(ring.xy, px(cars_film, (1560, 123)))
    assert ring.fill is None
    assert pen.texts("duplicate counts") == ["×2"]
    assert not pen.starting("centroid")
    assert not pen.of("boundary")


def test_starts_are_hollow_and_have_a_cross_above_a_halo(cars_film):
    pen = drawn(cars_film, 1)
    for number, (place, shape, colour) in enumerate(
        zip(px(cars_film, (1000, 150), (1500, 150)), ("circle", "square"), (RED, BLUE), strict=True), start=1
    ):
        strokes = pen.of(f"centroid {number}")
        assert all(s.fill is None for s in strokes)
        outline, cross = strokes[-2:]
        assert (outline.shape, outline.edge, outline.size) == (shape, colour, 18)
        assert (cross.shape, cross.edge) == ("plus", colour)
        np.testing.assert_allclose(outline.xy[0], place)
    roles = [s.role for s in pen.strokes]
    assert roles.index("halo") < roles.index("points unassigned") < roles.index("centroid 1")
    assert pen.texts("centroid numbers") == ["1", "2"]
    assert all(s.fill == GREY for s in pen.starting("points"))


@pytest.mark.parametrize(
    ("number", "car", "near", "texts", "colour"),
    [(0, "Mazda RX4", 0, ["192", "315"], RED), (1, "Merc 280C", 1, ["66", "561"], BLUE)],
)
def test_explained_car_has_lines_and_their_values(cars_film, number, car, near, texts, colour):
    pen = drawn(cars_film, index_of(cars_film, "explain", number))
    place = cars_film.places[row(cars_film, car)]
    lines = pen.of("distances", "line")
    solid = [s for s in lines if not s.dash]
    dashed = [s for s in lines if s.dash]
    assert len(solid) == len(dashed) == 1
    assert solid[0].edge == colour
    centres = px(cars_film, (1000, 150), (1500, 150))
    for line, centre in ((solid[0], centres[near]), (dashed[0], centres[1 - near])):
        way = (centre - place) / np.hypot(*(centre - place))
        for end in line.xy:  # on the straight line between the two
            assert abs(np.cross(np.append(way, 0), np.append(end - place, 0))[2]) < 1e-6
    ring = pen.of("distances", "markers")[-1]
    np.testing.assert_allclose(ring.xy[0], place)
    names = pen.texts("names")
    assert sorted(names) == sorted([*texts, car])
    coloured = places_of(pen, "points cluster")
    assert len(coloured) == number + 1


def test_values_never_touch_lines_and_labels_cover_nothing(cars_film):
    for number in (0, 1):
        index = index_of(cars_film, "explain", number)
        pen = drawn(cars_film, index)
        lines = [s.xy for s in pen.of("distances", "line")]
        for label in pen.of("names", "text"):
            left, low, right, top = label.box
            for line in lines:
                ways = line[0] + np.linspace(0, 1, 400)[:, None] * (line[1] - line[0])
                assert not (
                    (ways[:, 0] > left) & (ways[:, 0] < right) & (ways[:, 1] > low) & (ways[:, 1] < top)
                ).any(), label.text
            inside = (
                (cars_film.places[:, 0] > left - 3) & (cars_film.places[:, 0] < right + 3)
                & (cars_film.places[:, 1] > low - 3) & (cars_film.places[:, 1] < top + 3)
            )  # fmt: skip
            assert not inside.any(), label.text


def test_assignment_colours_every_car_and_draws_the_boundary(cars_film):
    pen = drawn(cars_film, index_of(cars_film, "assign"))
    assert len(places_of(pen, "points cluster 1")) == 9
    assert len(places_of(pen, "points cluster 2")) == 23
    (one,), (two,) = pen.of("points cluster 1"), pen.of("points cluster 2")
    assert (one.fill, one.shape, two.fill, two.shape) == (RED, "circle", BLUE, "square")
    (boundary,) = pen.of("boundary")
    assert boundary.dash
    np.testing.assert_allclose(boundary.xy[:, 0], px(cars_film, (1250, 0))[0, 0], atol=1e-6)


@pytest.mark.parametrize(
    ("kind", "number", "low", "high"),
    [
        ("assign", 0, 1250, 1250),
        ("reassign", 0, 1313, 1273),
        ("reassign", 1, 1362, 1324),
        ("check", 0, 1385, 1346),
    ],
)
def test_boundary_stands_where_the_storyboard_says(cars_film, kind, number, low, high):
    pen = drawn(cars_film, index_of(cars_film, kind, number))
    (boundary,) = pen.of("boundary")
    (x0, y0), (x1, y1) = boundary.xy
    plane = cars_film.stage.plane
    for horsepower, weight in ((25, low), (360, high)):
        _, y = plane.to_px(np.array([[0.0, horsepower]]))[0]
        x = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        found = plane.low[0] + (x - plane.box.left) / plane.box.width * (plane.high[0] - plane.low[0])
        assert round(found) == weight


def test_update_leaves_grey_hollow_marks_and_dashed_ways(cars_film):
    pen = drawn(cars_film, index_of(cars_film, "update"))
    old = [s for s in pen.of("old centroid") if s.edge == GREY and s.shape in {"circle", "square"}]
    np.testing.assert_allclose(np.vstack([s.xy for s in old]), px(cars_film, (1000, 150), (1500, 150)))
    assert all(s.fill is None for s in old)
    ways = pen.of("way", "line")
    assert [(s.edge, bool(s.dash)) for s in ways] == [(GREY, True)] * 2
    new = [pen.of(f"centroid {n}")[-1].xy[0] for n in (1, 2)]
    np.testing.assert_allclose(new, px(cars_film, (939.5556, 83.6667), (1662.5652, 171.3478)), atol=1e-3)


def test_moves_are_eased_straight_and_together(cars_film):
    index = index_of(cars_film, "update")
    (tween,) = cars_film.timeline.keyframes[index].lead_in
    assert (tween.kind, tween.duration_ms) == ("move", 800)
    start, end = cars_film.stops[0], cars_film.stops[2]
    for at in (1 / 16, 0.3, 0.5, 15 / 16):
        pen = drawn(cars_film, index, 0, at)
        now = np.array([pen.of(f"centroid {n}")[-1].xy[0] for n in (1, 2)])
        np.testing.assert_allclose(now, start + (3 * at**2 - 2 * at**3) * (end - start))
    assert eased(0.0) == 0
    assert eased(1.0) == 1


def test_sweep_goes_by_distance_and_keeps_explained_cars(cars_film):
    index = index_of(cars_film, "assign")
    trace = cars_film.trace
    own = np.array([trace.distances(1, i)[trace[1].labels[i]] for i in range(32)])
    explained = {row(cars_film, name) for name in ("Mazda RX4", "Merc 280", "Merc 280C")}
    before = 0
    assert len(explained) == 3
    for at in np.linspace(1 / 12, 11 / 12, 11):
        pen = drawn(cars_film, index, 0, at)
        coloured = {tuple(p) for p in places_of(pen, "points cluster")}
        rows = {i for i in range(32) if tuple(cars_film.places[i]) in coloured} - explained
        grey = {i for i in range(32) if tuple(cars_film.places[i]) not in coloured}
        if rows and grey:
            assert max(own[list(rows)]) <= min(own[list(grey)]) + 1e-9
        assert len(rows) >= before
        before = len(rows)
    assert not pen.of("boundary")


def test_check_changes_nothing_and_the_tick_waits_for_a_verdict(cars_film):
    pen = drawn(cars_film, index_of(cars_film, "check"))
    assert not pen.of("switched")
    assert not pen.of("old centroid")
    every = range(len(cars_film.timeline.keyframes))
    assert not any(drawn(cars_film, i).of("tick mark") for i in every)
    known = reference(best=float(cars_film.trace.objective[-1]))
    assert [bool(drawn(known, i).of("tick mark")) for i in every] == [False] * 11 + [True]


def test_done_shows_the_whole_way(cars_film):
    pen = drawn(cars_film, len(cars_film.timeline.keyframes) - 1)
    stops = pen.of("trail", "markers")
    np.testing.assert_allclose([s.xy[0] for s in stops], px(cars_film, (1000, 150), (1500, 150)))
    assert all(s.edge == GREY for s in stops)
    ways = pen.of("trail", "line")
    for one, way in enumerate(ways):  # all of it, though stops are marked only where they stand apart
        np.testing.assert_allclose(way.xy, [cars_film.stops[step][one] for step in (0, 2, 4, 6)])
    assert not any(drawn(cars_film, i).of("trail") for i in range(11))


def test_trail_on_every_keyframe_when_asked():
    scene = reference(Look(), trail=True)
    assert drawn(scene, index_of(scene, "reassign", 1)).of("trail", "markers")


def test_progress_grows_and_is_full_at_the_end_only(cars_film):
    shares = [
        drawn(cars_film, i).of("progress")[0].xy[1, 0] / 600 for i in range(len(cars_film.timeline.keyframes))
    ]
    assert shares == sorted(shares)
    assert shares[-1] == 1 > shares[-2]


def test_captions_and_headers_are_those_of_the_story(cars_film):
    for index, key in enumerate(cars_film.timeline.keyframes):
        for tween in (None, *range(len(key.lead_in))):
            settling = tween is not None and key.lead_in[tween].kind == "recolour"
            told = cars_film.timeline.keyframes[index - settling]
            pen = drawn(cars_film, index, tween, 0.5)
            lines = told.marked or tuple((line,) for line in told.caption)
            assert pen.texts("caption") == [run for line in lines for run in line if isinstance(run, str)]
            marks = [cars_film.styles[run] for line in lines for run in line if isinstance(run, int)]
            assert [s.fill for s in pen.of("caption mark")] == [style.colour for style in marks]
            *steps, where = pen.texts("header")
            assert steps == ([told.phase] if told.turn is None else ["assign", " → ", "move"])
            assert [s.text for s in pen.of("header") if s.style.bold] == [steps[2 * (told.turn or 0)]]
            place = f"{index - settling + 1}/{len(cars_film.timeline.keyframes)}"
            assert where == (f"{told.counter} · {place}" if told.counter else place)
            assert pen.texts("subject") == ["k-means, k = 2 · 32 cars"]
            assert all(s.style.size == 18 for s in pen.of("caption"))


def test_question_changes_nothing_but_the_words_and_dims_the_boundary():
    scene = reference(questions=True, near_misses=True)
    index = index_of(scene, "question")

    def plot(i):
        return [
            (s.kind, s.role, s.xy.tolist(), s.fill, s.edge)
            for s in drawn(scene, i).strokes
            if s.role not in {"caption", "header", "progress", "boundary"}
        ]

    assert plot(index) == plot(index - 1)
    (pale,), (firm,) = (drawn(scene, i).of("boundary") for i in (index, index - 1))
    assert pale.xy.tolist() == firm.xy.tolist()
    assert pale.edge == "#C8C8C8" != firm.edge
    near = drawn(scene, index_of(scene, "near-miss"))
    assert {"365.4", "363.8", "Mazda RX4 Wag"} <= set(near.texts("names"))
    assert not near.of("switched")


def test_panel_has_one_dot_a_half_step_on_a_fixed_axis():
    scene = reference(Look(), panel="inertia")
    dots = []
    for index, key in enumerate(scene.timeline.keyframes):
        pen = drawn(scene, index)
        found = pen.of("objective", "markers")
        dots.append(len(found[0].xy) if found else 0)
        assert dots[-1] == max(key.step, 0)
        if key.kind == "reassign" and dots[-1] == 3:
            assert pen.texts("objective") == ["W = 2,700,718"]
            assert pen.texts("objective change") == ["−4.2 %"]
    assert dots[-1] == 7
    assert pen.texts("objective change") == ["no change"]
    last = drawn(scene, len(scene.timeline.keyframes) - 1).of("objective", "markers")[0].xy
    assert (np.diff(last[:, 1]) <= 1e-9).all()  # W never rises
    assert scene.panel.plane.low[1] == 0


def test_the_words_of_the_panel_have_equally_many_decimals_and_the_change_tells_values_apart():
    scene = film_of(load("sheehan4"), k=4, seed=1, look=Look(), panel="inertia")
    values, changes = [], []
    for index in range(len(scene.timeline.keyframes)):
        pen = drawn(scene, index)
        if pen.texts("objective"):
            values += pen.texts("objective")
            changes += pen.texts("objective change")
            assert "…" not in values[-1]
    assert len(values) > 6
    assert len({len(text.partition(".")[2]) for text in values}) == 1
    fell = [bool(drop) for drop in np.diff(scene.trace.objective[1:]) < 0]
    told = [key.step - 2 for key in scene.timeline.keyframes if key.step > 1]
    assert [fell[step] for step in told] == [text != "no change" for text in changes]


def test_the_axis_of_the_panel_is_in_millions_where_its_words_have_as_many():
    for name, millions in (("mtcars", True), ("sheehan4", False)):
        scene = film_of(load(name), k=4, seed=1, look=Look(), panel="inertia")
        pen = drawn(scene, len(scene.timeline.keyframes) - 1)
        assert re.fullmatch(r"W = [\d,]+(\.\d+)?", pen.texts("objective")[0])
        assert scene.panel.plane.y.exponent == (6 if millions else 3)


def test_regions_have_the_hue_of_their_cluster_and_meet_at_the_boundary():
    scene = reference(Look(), regions=True)
    pen = drawn(scene, index_of(scene, "assign"))
    one, two = pen.of("regions")
    wall = px(scene, (1250, 0))[0, 0]
    assert one.xy[:, 0].max() == pytest.approx(wall)
    assert two.xy[:, 0].min() == pytest.approx(wall)
    assert not drawn(scene, index_of(scene, "starts")).of("regions")


def test_scaled_boundary_separates_what_was_assigned():
    scene = film_of(load("mtcars", scale="zscore"), k=2, init=((1000, 150), (1500, 150)))
    index = index_of(scene, "done")
    (boundary,) = drawn(scene, index).of("boundary")
    a, b = boundary.xy
    side = (scene.places[:, 0] - a[0]) * (b[1] - a[1]) - (scene.places[:, 1] - a[1]) * (b[0] - a[0])
    labels = scene.trace.labels
    assert len({bool(s > 0) for s in side[labels == 0]}) == 1
    assert len({bool(s > 0) for s in side[labels == 1]}) == 1
    assert (side[labels == 0][0] > 0) != (side[labels == 1][0] > 0)


def test_no_boundary_where_the_view_hides_a_column():
    scene = film_of(load("iris"), k=3, look=Look(), regions=True)
    for index in range(len(scene.timeline.keyframes)):
        pen = drawn(scene, index)
        assert not pen.of("boundary")
        assert not pen.of("regions")


def test_an_empty_cluster_is_ringed_where_it_stays():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    scene = film_of(load(points), k=2, init=((0.5, 0.5), (9.0, 9.0)))
    index = index_of(scene, "empty")
    (ring,) = drawn(scene, index).of("emphasis")
    np.testing.assert_allclose(ring.xy, scene.stage.plane.to_px(np.array([[9.0, 9.0]])))


def test_a_centroid_that_starts_outside_the_data_is_inside_the_box():
    scene = film_of(load("mtcars"), k=2, init=((100, 900), (5000, -300)))
    box = scene.stage.plane.box
    for stop in scene.stops:
        assert (stop >= (box.left + 12, box.bottom + 12)).all()
        assert (stop <= (box.right - 12, box.top - 12)).all()

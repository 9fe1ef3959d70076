"""What the pictures of gradient descent show, read back from the strokes."""

import re

import numpy as np
import pytest
from plot_recording import RecordingPen

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.films.film import animate
from kmanim.films.side_by_side import side_by_side
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run

WEIGHT = load("mtcars", columns=["weight"], target="horsepower", scale="zscore")
GEARS = load("mtcars", columns=["weight", "horsepower"], target="am", scale="zscore")
ONE = load("mtcars", columns=["weight"], target="am", scale="zscore")


def descent(data, **options):
    return run("gradient_descent", data, **options)


def strokes(film, keyframe, tween=None, at=1.0, scene=None):
    pen = RecordingPen()
    (scene or film.scene).draw(pen, keyframe, tween, at)
    return pen


def kinds(film):
    return [key.kind for key in film.timeline.keyframes]


def of_step(film, step):
    keys = enumerate(film.timeline.keyframes)
    return next(i for i, key in keys if key.step == step and key.kind in ("step", "switch"))


def px(film, *points):
    return film.scene.stage.plane.to_px(np.array(points, float))


def path(pen, role):
    (line,) = pen.of(role, "line")
    return line.xy


def known(xy):
    return xy[~np.isnan(xy[:, 0])]


@pytest.fixture(scope="module")
def line():
    return animate(descent(WEIGHT, rate=0.1))


@pytest.fixture(scope="module")
def gears():
    return animate(descent(GEARS, rate=1.0))


@pytest.fixture(scope="module")
def moons():
    return animate(descent(load("moons-100"), model="network", rate=0.5, steps=256, seed=1))


# A line


def test_the_target_stands_upwards_in_its_own_units(line):
    plane = line.scene.stage.plane
    assert plane.titles == ("Weight (kg)", "Horsepower")
    points = strokes(line, 0).starting("points")
    assert [stroke.fill for stroke in points] == [LIGHT.unassigned]
    expected = px(line, *np.column_stack([WEIGHT.points[:, 0], WEIGHT.target.values]))
    np.testing.assert_allclose(np.sort(points[0].xy, axis=0), np.sort(expected, axis=0))


def test_the_state_has_most_of_the_page(line):
    assert line.scene.stage.plane.box.right >= 360


@pytest.mark.parametrize("step", [1, 2, 8, 32])
def test_the_line_is_that_of_the_step_and_the_old_one_grey(line, step):
    keyframe = of_step(line, step)
    pen, plane = strokes(line, keyframe), line.scene.stage.plane
    x = np.array([plane.low[0], plane.high[0]])
    for role, index in (("curve", step), ("old curve", step // 2)):
        intercept, slope = line.trace.line(index)
        np.testing.assert_allclose(path(pen, role), px(line, *np.column_stack([x, intercept + slope * x])))
    (old,) = pen.of("old curve")
    assert old.dash
    assert old.edge == LIGHT.old_centroid
    assert not pen.of("curve")[0].dash


def test_before_the_model_there_is_no_line_and_no_dot(line):
    pen = strokes(line, kinds(line).index("data"))
    assert not pen.of("curve")
    assert not pen.of("course")
    pen = strokes(line, kinds(line).index("start"))
    assert len(pen.of("curve")) == 1
    assert not pen.of("course")


def test_one_residual_is_thick_from_the_row_to_the_line_and_a_few_are_thin(line):
    keyframe = kinds(line).index("residual")
    pen, key = strokes(line, keyframe), line.timeline.keyframes[keyframe]
    place = line.scene.points.cloud.places[key.rows[0]]
    foot = px(line, (WEIGHT.points[key.rows[0], 0], 0.0))[0]
    thick = pen.of("residual")[0]
    np.testing.assert_allclose(thick.xy, [place, foot])
    thin = pen.of("residuals")
    assert 4 <= len(thin) <= 5
    assert all(stroke.width < thick.width for stroke in thin)
    assert key.note in pen.texts("names")
    (ring,) = pen.of("ringed")
    np.testing.assert_allclose(ring.xy[0], place)


def test_rows_that_change_sides_are_yellow_and_named(line):
    pen = strokes(line, of_step(line, 4))
    row = WEIGHT.labels.index("Merc 240D")
    yellow = [stroke for stroke in pen.of("switched") if stroke.fill == LIGHT.switched]
    np.testing.assert_allclose(yellow[0].xy, line.scene.points.cloud.places[[row]])
    assert pen.texts("switched marks") == ["!"]
    assert pen.texts("names") == ["Merc 240D"]
    assert strokes(line, of_step(line, 8)).texts("pills") == ["! 9"]


def test_the_best_line_lies_dotted_on_the_one_that_was_found(line):
    pen = strokes(line, kinds(line).index("done"))
    plane = line.scene.stage.plane
    x = np.array([plane.low[0], plane.high[0]])
    slope, intercept = np.polyfit(WEIGHT.points[:, 0], WEIGHT.target.values, 1)
    (best,) = pen.of("best curve")
    np.testing.assert_allclose(best.xy, px(line, *np.column_stack([x, intercept + slope * x])), atol=1e-6)
    assert best.dash
    assert best.edge == LIGHT.ink
    np.testing.assert_allclose(best.xy, path(pen, "curve"), atol=1.0)


def test_the_loss_has_a_dot_for_every_shown_step_and_a_dashed_floor(line):
    pen = RecordingPen()
    line.scene.draw_stage(pen)
    (floor,) = pen.of("best known", "line")
    assert floor.dash
    assert "best 2,578" in pen.texts("best known")
    last = strokes(line, len(line.timeline.keyframes) - 1)
    small, large = last.of("course", "markers")
    assert len(small.xy) + len(large.xy) == 8  # 0, 1, 2, 4, 8, 16, 32, 35
    assert len(last.of("course", "line")[0].xy) == 36
    assert last.texts("course words") == ["2,578", "Loss"]
    assert abs(large.xy[0, 1] - floor.xy[0, 1]) < 1


# On the way


@pytest.mark.parametrize("film", ["line", "gears", "moons"])
def test_the_end_of_a_move_is_the_held_picture(film, request):
    film = request.getfixturevalue(film)
    for number, key in enumerate(film.timeline.keyframes):
        if key.lead_in:
            held, end = strokes(film, number), strokes(film, number, len(key.lead_in) - 1, 1.0)
            assert len(held.strokes) == len(end.strokes)
            for one, other in zip(held.strokes, end.strokes, strict=True):
                np.testing.assert_array_equal(one.xy, other.xy)


def test_a_move_begins_where_the_line_was_and_shows_no_yellow(line):
    keyframe = of_step(line, 4)
    key = line.timeline.keyframes[keyframe]
    move = next(i for i, tween in enumerate(key.lead_in) if tween.kind == "move")
    before = path(strokes(line, keyframe - 1), "curve")
    early, late = (path(strokes(line, keyframe, move, at), "curve") for at in (0.0625, 0.9375))
    now = path(strokes(line, keyframe), "curve")
    assert np.abs(early - before).max() < 0.1 * np.abs(now - before).max()
    assert np.abs(late - now).max() < 0.1 * np.abs(now - before).max()
    assert not strokes(line, keyframe, move, 0.5).of("switched")


def test_a_boundary_turns_through_the_upright(gears):
    keyframe = of_step(gears, 8)
    tilts = []
    for at in (0.2, 0.4, 0.6, 0.8):
        pen = strokes(gears, keyframe, len(gears.timeline.keyframes[keyframe].lead_in) - 1, at)
        (stroke,) = pen.of("boundary", "line")
        low, high = stroke.xy[np.argsort(stroke.xy[:, 1])]
        tilts.append((high[0] - low[0]) / (high[1] - low[1]))
    assert np.all(np.diff(tilts) > 0)
    assert tilts[0] < 0 < tilts[-1]
    assert max(np.abs(tilts)) < 0.5


# Two classes


def test_the_known_class_is_the_shape_and_the_told_one_the_colour(gears):
    grey = strokes(gears, 0).starting("points")
    assert {stroke.fill for stroke in grey} == {LIGHT.unassigned}
    assert {stroke.shape: len(stroke.xy) for stroke in grey} == {"circle": 19, "triangle": 13}
    start = strokes(gears, kinds(gears).index("start")).starting("points")
    assert {stroke.fill for stroke in start} == {LIGHT.clusters[1]}
    assert {stroke.shape: len(stroke.xy) for stroke in start} == {"circle": 19, "triangle": 13}
    end = strokes(gears, len(gears.timeline.keyframes) - 1)
    counts = {(stroke.shape, stroke.fill): len(stroke.xy) for stroke in end.starting("points")}
    cold, warm = LIGHT.clusters[1], LIGHT.clusters[0]
    assert counts == {
        ("circle", cold): 18,
        ("circle", warm): 1,
        ("triangle", warm): 12,
        ("triangle", cold): 1,
    }


def test_wrong_rows_are_ringed(gears):
    for kind, wrong in (("start", 13), ("done", 2)):
        rings = strokes(gears, kinds(gears).index(kind)).of("wrong")
        assert sum(len(ring.xy) for ring in rings) == wrong


def test_the_boundary_is_where_the_chance_is_a_half_and_thin_lines_where_it_is_small_or_large(gears):
    pen, plane = strokes(gears, of_step(gears, 32)), gears.scene.stage.plane

    def chances(stroke):
        data = plane.low + (stroke.xy - [plane.box.left, plane.box.bottom]) * plane.units_per_px
        return gears.trace.predict(32, data)

    (boundary,) = pen.of("boundary", "line")
    np.testing.assert_allclose(chances(boundary), 0.5, atol=1e-9)
    levels = np.sort(np.concatenate([chances(stroke) for stroke in pen.of("levels")]))
    np.testing.assert_allclose(levels, [0.1, 0.1, 0.9, 0.9], atol=1e-9)
    assert all(stroke.width < boundary.width for stroke in pen.of("levels"))
    (old,) = pen.of("old boundary")
    assert old.dash
    data = plane.low + (old.xy - [plane.box.left, plane.box.bottom]) * plane.units_per_px
    np.testing.assert_allclose(gears.trace.predict(16, data), 0.5, atol=1e-9)


def test_the_boundary_lies_where_the_trace_says_in_original_units(gears):
    a, b, c = gears.trace.boundary(128)
    pen, plane = strokes(gears, of_step(gears, 128)), gears.scene.stage.plane
    (boundary,) = pen.of("boundary", "line")
    data = plane.low + (boundary.xy - [plane.box.left, plane.box.bottom]) * plane.units_per_px
    np.testing.assert_allclose(data @ [a, b] + c, 0, atol=1e-8)


def test_the_key_says_which_shape_is_which_class(gears):
    pen = RecordingPen()
    gears.scene.draw_stage(pen)
    assert pen.texts("class key") == ["automatic", "manual", "wrong"]
    assert gears.scene.stage.plane.box.top < min(text.box[1] for text in pen.of("class key", "text"))


def test_how_many_are_right_stands_below_the_loss(gears):
    words = strokes(gears, of_step(gears, 1)).texts("course words")
    assert words == ["0.578", "Loss", "27 of 32", "Right"]


def test_one_feature_has_the_chance_upwards_and_an_upright_boundary():
    film = animate(descent(ONE, rate=1.0))
    plane = film.scene.stage.plane
    assert plane.titles == ("Weight (kg)", "Chance of manual")
    pen = strokes(film, of_step(film, 16))
    curve = path(pen, "curve")
    data = plane.low + (curve - [plane.box.left, plane.box.bottom]) * plane.units_per_px
    np.testing.assert_allclose(data[:, 1], film.trace.predict(16, data[:, :1]), atol=1e-9)
    (middle,) = pen.of("boundary", "line")
    a, _, c = film.trace.boundary(16)
    np.testing.assert_allclose(middle.xy[:, 0], px(film, (-c / a, 0))[0, 0], atol=0.05)
    low, high = (px(film, (0, y))[0, 1] for y in (0, 1))
    for dots in pen.starting("points"):
        assert np.isclose(dots.xy[:, [1]], [low, high]).any(axis=1).all()


# A network


def test_tints_and_contour_agree_with_the_network(moons):
    pen, plane = strokes(moons, len(moons.timeline.keyframes) - 1), moons.scene.stage.plane
    assert pen.of("tints", "image")
    weights = moons.trace.unlabelled[256].weights
    tints = moons.scene.told.tints(weights, 1.0, moons.scene.styles)
    height, width = tints.shape[:2]
    rng = np.random.default_rng(0)
    rows, columns = rng.integers(0, height, 500), rng.integers(0, width, 500)
    at = np.column_stack([columns + 0.5, height - rows - 0.5])
    corner = np.round([plane.box.left, plane.box.bottom]) - [plane.box.left, plane.box.bottom]
    chances = moons.trace.predict(256, plane.low + (at + corner) * plane.units_per_px)
    bands = np.digitize(chances, [0.1, 0.3, 0.7, 0.9])
    near = np.abs(chances[:, None] - [0.1, 0.3, 0.7, 0.9]).min(axis=1) < 0.02
    shares = np.array([38, 18, 0, 18, 38])
    np.testing.assert_allclose(tints[rows, columns, 3][~near], shares[bands[~near]], atol=1)
    for line in pen.of("boundary", "line"):
        data = plane.low + (line.xy - [plane.box.left, plane.box.bottom]) * plane.units_per_px
        np.testing.assert_allclose(moons.trace.predict(256, data), 0.5, atol=0.02)


def test_thin_lines_beside_a_boundary_say_whose_chance_they_are(gears):
    pen = strokes(gears, len(gears.timeline.keyframes) - 1)
    told = [stroke for stroke in pen.of("names", "text") if stroke.text.endswith(" % manual")]
    assert [stroke.text for stroke in told] == ["10 % manual", "90 % manual"]
    boundary = path(pen, "boundary")
    light, heavy = sorted(told, key=lambda stroke: stroke.xy[0, 0])
    assert light.text.startswith("90")
    assert light.xy[0, 0] < boundary[:, 0].mean() < heavy.xy[0, 0]
    assert not pen.of("leaders")


def test_tints_change_with_the_points_and_not_while_the_boundary_moves(moons):
    scene, number = moons.scene, of_step(moons, 64)
    moves = [n for n, tween in enumerate(moons.timeline.keyframes[number].lead_in) if tween.kind == "move"]
    asked = []
    for tween, at in [(moves[-1], 0.1), (moves[-1], 0.6), (moves[-1], 0.95), (None, 1.0)]:
        scene.told._tinted.clear()
        strokes(moons, number, tween, at)
        asked.append(next(iter(scene.told._tinted))[0])
    before, after = (moons.trace.unlabelled[step].weights.tobytes() for step in (32, 64))
    assert asked == [before] * 3 + [after]


def test_the_same_tints_are_the_same_pixels(moons):
    weights = moons.trace.unlabelled[4].weights
    one, other = (moons.scene.told.tints(weights, 1.0, moons.scene.styles) for _ in range(2))
    assert one is other


def test_the_floor_of_a_network_is_a_straight_line_s(moons):
    pen = RecordingPen()
    moons.scene.draw_stage(pen)
    assert any(text.startswith("straight line") for text in pen.texts("best known"))


# Runs that go wrong, and other shapes of data


@pytest.mark.parametrize(
    "options", [{"rate": 1.05, "steps": 40}, {"rate": 50, "steps": 400}, {"rate": 1e60, "steps": 9}]
)
def test_a_run_that_leaves_draws_no_number_that_is_none_and_nothing_outside(options):
    film = animate(descent(WEIGHT, **options))
    box = film.scene.stage.plane.box
    for number, key in enumerate(film.timeline.keyframes):
        for tween in (None, *range(len(key.lead_in))):
            pen = strokes(film, number, tween, 0.5)
            for stroke in pen.strokes:
                assert not np.isinf(stroke.xy).any()
                if stroke.role in ("curve", "old curve", "residual", "residuals", "curve away"):
                    xy = known(stroke.xy)
                    assert (xy >= [box.left - 1e-6, box.bottom - 1e-6]).all()
                    assert (xy <= [box.right + 1e-6, box.top + 1e-6]).all()


def test_a_line_that_has_left_the_plot_is_told_by_arrowheads_on_its_edge():
    film = animate(descent(WEIGHT, rate=1.05, steps=41))
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    assert not pen.of("curve")
    (away,) = pen.of("curve away")
    last = film.trace.predictions(-1)
    assert away.shape == ("triangle" if (last > 400).all() else "down-triangle")


def test_the_axis_of_a_run_that_diverges_goes_by_powers_of_ten():
    film = animate(descent(WEIGHT, rate=1.05, steps=40))
    pen = RecordingPen()
    film.scene.draw_stage(pen)
    assert any(text.startswith("10") and len(text) <= 4 for text in pen.texts("ticks"))


def test_three_features_have_no_boundary_and_classes_their_rings():
    data = load("mtcars", columns=["weight", "horsepower", "mpg"], target="am", scale="zscore")
    film = animate(descent(data, rate=1.0, steps=64))
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    assert not pen.starting("boundary")
    assert not pen.of("curve")
    assert sum(len(ring.xy) for ring in pen.of("wrong")) == len(film.trace.wrong(-1))


def test_rows_of_a_regression_on_two_features_point_to_their_side():
    data = load("mtcars", columns=["weight", "horsepower"], target="mpg", scale="zscore")
    film = animate(descent(data, rate=0.1))
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    counts = {stroke.shape: len(stroke.xy) for stroke in pen.starting("points")}
    below = len(film.trace.below(-1))
    assert counts == {"triangle": 32 - below, "down-triangle": below}
    stage = RecordingPen()
    film.scene.draw_stage(stage)
    assert stage.texts("class key") == ["above", "below"]


def test_a_run_without_best_weights_says_that_its_floor_is_never_reached():
    data = load("mtcars", columns=["wt", "qsec"], target="am", scale="zscore")
    pen = RecordingPen()
    animate(descent(data, rate=1.0, steps=64)).scene.draw_stage(pen)
    assert pen.texts("best known") == ["never reached"]


@pytest.mark.parametrize("data", [WEIGHT, GEARS, ONE])
@pytest.mark.parametrize(
    "look", [{}, {"width": 360, "height": 270}, {"width": 500, "height": 500, "theme": "dark"}]
)
def test_no_word_beside_or_above_the_plot_leaves_the_page(data, look):
    film = animate(descent(data, steps=16), **look)
    width, height = film.look.page
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    film.scene.draw_stage(pen)
    for stroke in pen.strokes:
        if stroke.kind == "text":
            left, bottom, right, top = stroke.box
            assert left >= -0.5
            assert right <= width + 0.5
            assert bottom >= -0.5
            assert top <= height + 0.5


# Two weights


def test_the_way_goes_through_the_weights_of_every_step():
    film = animate(descent(WEIGHT, rate=0.1), space="weights")
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    weights = np.array([snapshot.weights for snapshot in film.trace.unlabelled])
    np.testing.assert_allclose(pen.of("way", "line")[-1].xy, px(film, *weights))
    np.testing.assert_allclose(pen.of("ball")[0].xy, px(film, weights[-1]))
    np.testing.assert_allclose(pen.of("best weights")[-1].xy, px(film, film.trace.best.weights))
    plane = film.scene.stage.plane
    across, up = plane.units_per_px
    assert across == pytest.approx(up)  # a round bowl is round


def test_contours_join_weights_of_equal_loss():
    film = animate(descent(WEIGHT, rate=0.1), space="weights")
    pen, plane = strokes(film, 1), film.scene.stage.plane
    lines = pen.of("contours")
    assert len(lines) >= 6
    for line in lines:
        data = plane.low + (line.xy - [plane.box.left, plane.box.bottom]) * plane.units_per_px
        losses = [film.trace.task.at(weights).loss for weights in data[::5]]
        assert np.ptp(losses) < 0.03 * np.mean(losses)


def test_a_way_in_the_midst_of_a_move_ends_on_it():
    film = animate(descent(WEIGHT, rate=0.05, optimizer="momentum", steps=40), space="weights")
    keyframe = next(i for i, key in enumerate(film.timeline.keyframes) if key.step > 2 and key.lead_in)
    move = [tween.kind for tween in film.timeline.keyframes[keyframe].lead_in].index("move")
    whole = strokes(film, keyframe).of("way", "line")[-1].xy
    half = strokes(film, keyframe, move, 0.5).of("way", "line")[-1].xy
    assert 2 <= len(half) <= len(whole)
    np.testing.assert_allclose(half[:-1], whole[: len(half) - 1])
    start, end = whole[len(half) - 2 : len(half)]
    assert np.hypot(*(half[-1] - start)) + np.hypot(*(end - half[-1])) == pytest.approx(
        np.hypot(*(end - start))
    )


def test_weights_of_more_than_two_cannot_be_shown():
    with pytest.raises(InputError, match="this model has 3"):
        animate(descent(GEARS, steps=4), space="weights")


def test_four_optimizers_share_one_plane_and_have_a_way_each():
    momentum, adam = {"rate": 0.05, "optimizer": "momentum"}, {"rate": 5.0, "optimizer": "adam"}
    runs = [descent(WEIGHT, **own, steps=40) for own in ({"rate": 0.1}, {"rate": 0.9}, momentum, adam)]
    film = side_by_side(runs, space="weights")
    limits = {(*plane.low, *plane.high) for plane in film.scene.planes}
    assert len(limits) == 1
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    assert len(pen.of("ball")) == 4


def test_rates_side_by_side_keep_classes_and_lines_apart():
    film = side_by_side([descent(GEARS, rate=rate, steps=16) for rate in (0.1, 1.0)])
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    assert len(pen.of("boundary", "line")) == 2


@pytest.mark.parametrize("scale", [1, 1.5, 2])
def test_tints_cover_the_plot_in_files_of_lines_of_any_sharpness(moons, scale, tmp_path):
    film = animate(moons.trace, scale=scale)
    film.still(-1).savefig(tmp_path / "still.svg")
    text = (tmp_path / "still.svg").read_text("utf-8")
    wide, high = (
        float(re.search(rf'<image[^>]*? {side}="([\d.]+)"', text)[1]) for side in ("width", "height")
    )
    box = film.scene.stage.plane.box
    assert wide == pytest.approx(box.width, abs=1)
    assert high == pytest.approx(box.height, abs=1)


@pytest.mark.parametrize("rate", [0.9, 1.0])
def test_a_way_that_jumps_over_the_best_stays_on_the_plot(rate):
    film = animate(descent(WEIGHT, rate=rate, steps=8), space="weights")
    for number in range(1, len(film.timeline.keyframes)):
        assert len(strokes(film, number).of("ball")) == 1


def test_an_equation_is_in_the_caption_and_not_among_the_points(gears):
    last = len(gears.timeline.keyframes) - 1
    key = gears.timeline.keyframes[last]
    assert key.note in " ".join(key.caption)
    pen = strokes(gears, last)
    assert not any(stroke.text == key.note for stroke in pen.strokes if stroke.kind == "text")

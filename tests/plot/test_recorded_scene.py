"""The pictures of anybody's generator, read back from the strokes; axes that stand still, frames as from nothing."""

import numpy as np
import pytest
from plot_recording import RecordingPen, drawn

import kmanim
from kmanim.plot.axes.bare import BarePlane
from kmanim.plot.axes.plane import tick_style
from kmanim.plot.film.canvas import Canvas
from kmanim.plot.film.frames import page_of
from kmanim.plot.render.text_width import text_width
from kmanim.plot.scenes.recorded.scene import YieldedScene
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.theme import LIGHT

SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
POINTS = [
    {"positions": SQUARE, "labels": [0, 0, 1, -1], "curves": {"f": [(0, 0), (2, 2)], "here": [(0.5, 0.5)]}},
    {"labels": [1, 0, 1, 1], "highlight": 2, "objective": 3},
    {"positions": [(0, 0), (1, 0), (1, 1), (0, 3)], "curves": {"f": [(0, 0), (2, 4)]}, "objective": 2},
    {"links": [(0, 1)], "objective": 1},
]
BARS = [
    {"positions": [3, 1, 2], "labels": [0, 0, 0]},
    {"positions": [1, 3, 2], "labels": [1, 0, 0]},
    {"highlight": 1},
]
BOARD = [{"labels": np.eye(4, 6, dtype=int)}, {"labels": 1 - np.eye(4, 6, dtype=int)}]
GRAPH = [{"positions": SQUARE, "links": [(0, 1), (2, 3)]}, {"highlight": 1}]
RUNS = {
    "points": POINTS,
    "bars": BARS,
    "tiles": [{"labels": [0, 0, -1]}, {"labels": [0, 1, -1], "highlight": 0}],
    "objective": [{"objective": i} for i in range(4)],
    "curves": [{"curves": {"f": [(0, 0), (1, 1)]}}, {"curves": {"f": [(0, 0), (1, 2)]}}],
    "bare": [{"positions": SQUARE[:1]}, {"positions": SQUARE[1:2]}],
}


def film(name, **options):
    return kmanim.animate(
        kmanim.record(RUNS[name], names=list("ABCD") if name == "points" else None), **options
    )


def px(film, *points):
    return film.scene.stage.plane.to_px(np.array(points, float))


def test_groups_switches_highlights_and_curves():
    one = film("points")
    start, switched, moved, joined, done = (drawn(one.scene, keyframe) for keyframe in range(5))
    np.testing.assert_allclose(start.of("points cluster 1")[0].xy, px(one, *SQUARE[:2]))
    np.testing.assert_allclose(start.of("points noise")[0].xy, px(one, SQUARE[3]))
    assert not start.starting("switched")
    yellow = [s for s in switched.of("switched") if s.fill == LIGHT.switched]
    assert sorted(map(tuple, np.vstack([s.xy for s in yellow]))) == sorted(
        map(tuple, px(one, SQUARE[0], SQUARE[3]))
    )
    assert switched.texts("switched marks") == ["!", "!"]
    np.testing.assert_allclose(switched.of("highlight")[0].xy, px(one, SQUARE[2]))
    assert not switched.of("old curves")
    np.testing.assert_allclose(moved.of("old curves", "line")[0].xy, px(one, (0, 0), (2, 2)))
    assert moved.of("old curves", "line")[0].edge == LIGHT.old_centroid
    np.testing.assert_allclose(moved.of("curve 1", "line")[0].xy, px(one, (0, 0), (2, 4)))
    np.testing.assert_allclose(moved.of("way", "line")[0].xy, px(one, (0, 1), (0, 3)))
    np.testing.assert_allclose(moved.of("old place")[0].xy, px(one, (0, 1)))
    assert not moved.starting("switched")
    np.testing.assert_allclose(joined.of("links", "line")[0].xy, px(one, *SQUARE[:2]))
    assert not joined.of("old curves") + joined.of("way")
    assert done.texts("names") == list("ABCD")
    assert not done.starting("switched") + done.of("highlight")


def test_curves_are_named_above_the_plot_and_places_are_not():
    one = film("points")
    pen = RecordingPen()
    one.scene.draw_stage(pen)
    assert pen.texts("key of curves") == ["f"]
    assert pen.of("key of curves", "text")[0].xy[0, 1] > one.scene.stage.plane.box.top
    colours = {
        s.fill for role in ("points cluster 1", "points cluster 2") for s in drawn(one.scene, 0).of(role)
    }
    assert pen.of("key of curves", "line")[0].edge not in colours


def test_groups_that_have_names_are_named_above_the_plot():
    trace = kmanim.record(POINTS, groups=("near", "far"))
    pen, scene = RecordingPen(), kmanim.animate(trace).scene
    scene.draw_stage(pen)
    assert pen.texts("key of groups") == ["near", "far"]
    marks = pen.of("key of groups", "markers")
    assert [(s.shape, s.fill) for s in marks] == [(style.shape, style.colour) for style in scene.styles]
    assert pen.texts("key of curves") == ["f"]


def test_moves_are_straight_and_end_exactly():
    one = film("points")
    half = drawn(
        one.scene, 2, one.timeline.keyframes[2].lead_in.index(one.timeline.keyframes[2].lead_in[-1]), 0.5
    )
    np.testing.assert_allclose(half.of("points cluster 2")[0].xy[-1], px(one, (0, 2))[0])
    np.testing.assert_allclose(half.of("curve 1", "line")[0].xy, px(one, (0, 0), (2, 3)))
    last = len(one.timeline.keyframes[2].lead_in) - 1
    end = [(s.role, s.xy.tolist()) for s in drawn(one.scene, 2, last, 1.0).strokes]
    assert end == [(s.role, s.xy.tolist()) for s in drawn(one.scene, 2).strokes]


def test_the_objective_has_a_dot_a_value():
    one = film("points")
    assert [len(drawn(one.scene, i).of("objective", "markers")[0].xy) for i in (1, 2, 3, 4)] == [1, 2, 3, 3]
    assert not drawn(one.scene, 0).of("objective", "markers")
    assert film("points", panel="none").scene.stage.side is None
    many = kmanim.animate(kmanim.record({"positions": [(i, i)], "objective": i} for i in range(500)))
    told = len({key.step for key in many.timeline.keyframes})
    assert len(drawn(many.scene, told).of("objective", "markers")[0].xy) == told < 60


def test_bars_stand_on_zero_and_go_to_their_places():
    one = film("bars")
    low, high = one.scene.stage.plane.low, one.scene.stage.plane.high
    assert low[1] < 0 < 3 < high[1]
    start, switched, looked = (drawn(one.scene, keyframe) for keyframe in range(3))
    bars = start.of("bars group 1", "rectangle")
    assert [b.xy[0, 1] for b in bars] == pytest.approx([px(one, (0, 0))[0, 1]] * 3)
    assert [b.xy[1, 1] for b in bars] == pytest.approx(px(one, (1, 3), (2, 1), (3, 2))[:, 1].tolist())
    assert start.texts("names") == ["3", "1", "2"]
    (yellow,) = switched.of("switched", "rectangle")
    assert yellow.xy.mean(axis=0)[0] == pytest.approx(px(one, (1, 0))[0, 0])
    assert yellow.fill == LIGHT.switched
    assert switched.texts("switched marks") == ["!"]
    marked = [b for b in looked.strokes if b.kind == "rectangle" and b.edge == LIGHT.ink]
    assert [b.xy[1, 1] for b in marked] == pytest.approx([px(one, (2, 3))[0, 1]])
    dots = drawn(film("bars", marks="dots").scene, 0)
    assert len(dots.of("points cluster 1")[0].xy) == 3


def test_tiles_have_their_numbers_and_no_axes():
    one = film("tiles")
    pen = drawn(one.scene, 1, stage=True)
    assert not pen.of("axes") + pen.of("grid")
    assert [s.text for s in pen.strokes if s.role in ("names", "switched marks")] == ["1", "2\u00a0!", "3"]
    assert len(pen.of("tiles group 1", "rectangle")) == 1
    assert len(pen.of("tiles", "rectangle")) == 1


def test_an_objective_alone_is_drawn_as_it_grows():
    one = film("objective")
    assert one.scene.stage.side is None
    assert len(drawn(one.scene, 2).of("objective", "line")[0].xy) == 3
    half = drawn(one.scene, 2, 0, 0.5).of("objective", "line")[0].xy
    np.testing.assert_allclose(half[-1], px(one, (1.5, 1.5))[0])


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("size", [(600, 450), (360, 270)])
def test_every_picture_is_the_one_drawn_from_nothing_and_axes_stand_still(name, size):
    one = film(name, width=size[0], height=size[1])
    assert isinstance(one.scene, YieldedScene)
    canvas = Canvas(one.scene, one.look)
    for keyframe in (*range(len(one.timeline.keyframes)), 1, 0):
        canvas.show(keyframe)
        found = page_of(one.scene, one.look, keyframe, still=False).image()
        np.testing.assert_array_equal(canvas.pixels(), found)
    box, places = one.scene.stage.plane.box, px(one, *one.scene.extent(one.trace))
    assert (places > (box.left, box.bottom)).all()
    assert (places < (box.right, box.top)).all()


@pytest.mark.parametrize("name", RUNS)
def test_words_lie_within_the_page_and_files_are_the_same_bytes(name, tmp_path):
    one = film(name, theme="dark", width=360, height=270)
    for keyframe in range(len(one.timeline.keyframes)):
        for stroke in drawn(one.scene, keyframe, stage=True).strokes:
            if stroke.kind == "text":
                assert 0 <= stroke.box[0] <= stroke.box[2] <= one.look.page[0] + 0.5, stroke.text
    files = [film(name).save(tmp_path / f"{i}.gif").read_bytes() for i in (1, 2)]
    assert files[0] == files[1]


def test_ends_of_axes_hold_and_what_lies_beyond_is_cut():
    trace = kmanim.record([{"positions": SQUARE, "curves": {"f": [(0, 0), (1, 1e6)]}}], ylim=(0, 2))
    plane = kmanim.animate(trace).scene.stage.plane
    assert -1 < plane.low[1] < 0 < 2 < plane.high[1] < 3
    assert all(s.clip is not None for s in drawn(kmanim.animate(trace).scene, 0).of("curve 1"))


def test_lines_among_points_do_not_squeeze_them_and_those_of_one_ball_are_whole():
    far = {"f": [(0, 0), (1, 1000)]}
    plane = kmanim.animate(kmanim.record([{"positions": SQUARE, "curves": far}])).scene.stage.plane
    assert 1.25 < plane.high[1] < 1.5
    plane = kmanim.animate(kmanim.record([{"positions": SQUARE[:1], "curves": far}])).scene.stage.plane
    assert plane.high[1] > 1000


def test_names_stand_clear_of_yellow_marks():
    one = film("points")
    pen = drawn(one.scene, 1)
    marks = pen.of("switched", "markers")
    for name in pen.of("names", "text"):
        for mark in marks:
            for x, y in mark.xy:
                reach = mark.size / 2 - 1
                left, bottom, right, top = name.box
                assert not (left < x + reach and x - reach < right and bottom < y + reach and y - reach < top)


def test_equal_axes_stay_equal_below_the_names_of_curves():
    one = film("points", aspect="equal")
    across, up = one.scene.stage.plane.units_per_px
    assert across == pytest.approx(up)


@pytest.mark.parametrize("name", RUNS)
def test_figures_and_the_end_of_a_run(name, tmp_path):
    one = film(name)
    for figure in one.figures:
        getattr(kmanim, figure.replace("-", "_"))(one.trace).savefig(tmp_path / f"{figure}.png")
    pen = RecordingPen()
    plane = one.scene.stage.plane
    YieldedScene.draw_result(pen, one.trace, Cloud(one.trace.dataset, plane, LIGHT))
    assert pen.strokes
    assert kmanim.side_by_side([one.trace, one.trace]).save(tmp_path / "both.gif").stat().st_size > 500


def test_which_values_are_better_is_said_only_where_somebody_has_said_it():
    for options, words in (({}, ""), ({"better": "high"}, "Higher is better.")):
        trace = kmanim.record([{"positions": SQUARE}, {"objective": 3.0}, {"objective": 4.0}], **options)
        pen, panel = RecordingPen(), kmanim.animate(trace).scene.panel
        panel.draw(pen, 0)
        assert " ".join(pen.texts("objective direction")) == words


def test_steps_beside_the_plot_have_room_for_their_numbers():
    trace = kmanim.record({"positions": SQUARE, "objective": 1 + 1 / (1 + i)} for i in range(3001))
    for steps in ("even", "doubling"):
        panel = kmanim.animate(trace, steps=steps).scene.panel
        ticks, style = panel.plane.x, tick_style(LIGHT)
        middles = panel.plane.to_px(np.column_stack([ticks.places, np.ones(len(ticks.places))]))[:, 0]
        wide = np.array([text_width(label, style) for label in ticks.labels])
        assert len(ticks.labels) >= 2
        assert (np.diff(middles) >= (wide[1:] + wide[:-1]) / 2 + 2).all()


def test_places_of_bars_are_marked_equally_far_apart():
    for n in (1, 2, 9, 10, 16, 17, 40, 300):
        plane = kmanim.animate(kmanim.record([{"positions": np.arange(n)}])).scene.stage.plane
        assert len(set(np.diff(plane.x.places))) <= 1
        assert (plane.x.places % 1 == 0).all()
        assert plane.x.places.min() >= 1


def test_bars_have_the_numbers_that_they_have_now():
    one = kmanim.animate(kmanim.record([{"positions": [3, 1, 2]}, {"positions": [3, 12, 2]}]))
    assert drawn(one.scene, 0).texts("names") == ["3", "1", "2"]
    assert sorted(drawn(one.scene, 1).texts("names")) == ["12", "2", "3"]


def test_places_that_mean_nothing_have_no_axes():
    for snapshots, options in ((BOARD, {}), (GRAPH, {"axes": False})):
        trace = kmanim.record(snapshots, **options)
        film, pen = kmanim.animate(trace), RecordingPen()
        film.scene.draw_stage(pen)
        assert not pen.of("grid") + pen.of("axes") + pen.of("ticks") + pen.of("axis titles")
        assert isinstance(film.scene.plane_of_small(film.scene.stage.plane, trace), BarePlane)
        beside = kmanim.side_by_side([trace, trace]).scene
        assert not any(place.x.labels for place in beside.planes)
        assert " by " not in film.alt
    plain = kmanim.animate(kmanim.record(GRAPH)).scene
    assert not isinstance(plain.stage.plane, BarePlane)


def test_the_cells_of_a_board_are_squares_with_a_sign_where_they_change():
    scene = kmanim.animate(kmanim.record(BOARD)).scene
    cells, changed = drawn(scene, 0).starting("tiles group"), drawn(scene, 1)
    assert len(cells) == 24
    middles = px(kmanim.animate(kmanim.record(BOARD)), (1, -1), (2, -2))
    assert abs(np.ptp(middles[:, 0]) - np.ptp(middles[:, 1])) < 1e-6
    assert changed.texts("switched marks") == ["!"] * 24
    assert not changed.texts("names")


def test_runs_with_and_without_groups_stand_side_by_side():
    with_groups, without = (
        kmanim.record(BARS),
        kmanim.record([{"positions": [3, 1, 2]}, {"positions": [1, 2, 3]}]),
    )
    for pair in ([with_groups, without], [without, with_groups]):
        assert kmanim.side_by_side(pair).scene.planes


def test_a_long_curve_keeps_its_outline():
    trace = kmanim.record({"objective": float(i * 7919 % 101)} for i in range(5001))
    line = drawn(kmanim.animate(trace).scene, -1).of("objective", "line")[0].xy
    assert len(line) < 4000
    values = trace.objective
    np.testing.assert_allclose(
        np.ptp(line[:, 1]), np.ptp(px(kmanim.animate(trace), *enumerate(values.tolist()))[:, 1])
    )
    np.testing.assert_allclose(line[[0, -1]], px(kmanim.animate(trace), (0, values[0]), (5000, values[-1])))

"""What the pictures of an A/B test's length show, read back from the strokes."""

import math
from itertools import combinations

import numpy as np
import pytest
from figures_pen import drawn_on
from plot_recording import RecordingPen, drawn, index_of

from kmanim.films.film import animate
from kmanim.films.side_by_side import side_by_side
from kmanim.plot.figures.best_length import best_length
from kmanim.plot.figures.best_length_grid import best_length_grid
from kmanim.plot.figures.length_by_traffic import length_by_traffic
from kmanim.plot.figures.wrong_belief import wrong_belief
from kmanim.plot.render.text_width import text_width
from kmanim.plot.scenes.ab_test.axes import end_of_time, log_ticks, worth_ends
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run


@pytest.fixture(scope="module")
def scene():
    return animate(run("ab_test")).scene


def bar(scene, pen):
    (filled,) = [s for s in pen.of("test", "rectangle") if s.fill != LIGHT.paper]
    left, right = filled.xy[:, 0]
    assert left == scene.panels.bar.left
    return (right - left) / scene.panels.bar.width * scene.panels.end


def data(plane, places):
    share = (places - (plane.box.left, plane.box.bottom)) / (plane.box.width, plane.box.height)
    return plane.low + share * (plane.high - plane.low)


def test_the_question_has_axes_and_an_empty_bar(scene):
    assert scene.panels.end == 200
    pen = drawn(scene, 0)
    for role in ("test", "lift", "worth", "old area", "lengths", "curve"):
        assert not pen.of(role)
    pen = drawn(scene, 0, stage=True)
    assert pen.texts("test") == ["Test"]
    assert len(pen.texts("panel title")) >= 4


@pytest.mark.parametrize(
    ("kind", "number", "days"), [("short", 0, 1), ("short", 2, 9), ("best", 0, 18), ("long", 1, 72)]
)
def test_a_length_is_a_bar_a_step_and_an_area(scene, kind, number, days):
    pen = drawn(scene, index_of(scene, kind, number))
    trial, panels = scene.trace.trial, scene.panels
    assert bar(scene, pen) == pytest.approx(days)
    (step,) = pen.of("lift", "line")
    lift = float(trial.lift(days))
    assert data(panels.lift, step.xy) == pytest.approx(
        np.array([(0, 0), (days, 0), (days, lift), (200, lift)]), abs=1e-9
    )
    (area,) = pen.of("worth", "polygon")
    corners = data(panels.worth, area.xy)
    assert corners[0] == pytest.approx((days, 0), abs=1e-9)
    assert corners[1] == pytest.approx((days, 200 * lift * math.exp(-days / 365)))
    assert corners[-2] == pytest.approx((200, 200 * lift * math.exp(-200 / 365)))
    # What is not drawn any more is worth exp(-r 200) of it.
    x, y = corners.T
    inside = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    beyond = 200 * lift * 365 * math.exp(-200 / 365)
    assert inside + beyond == pytest.approx(float(trial.worth(days)), rel=1e-4)


def test_the_area_before_is_a_grey_outline_until_the_formula(scene):
    for keyframe, key in enumerate(scene.timeline.keyframes):
        old = drawn(scene, keyframe).of("old area", "line")
        if keyframe < 2 or key.kind in ("band", "factors"):
            assert not old
            continue
        (outline,) = old
        assert outline.edge == LIGHT.old_centroid
        assert outline.dash
        before = scene.trace.unlabelled[scene.timeline.keyframes[keyframe - 1].step].days
        assert data(scene.panels.worth, outline.xy)[0] == pytest.approx((before, 0), abs=1e-9)


def test_on_the_way_all_is_true_of_the_length_of_the_moment(scene):
    keyframe = index_of(scene, "best")
    pen = drawn(scene, keyframe, 0, 0.5)
    assert bar(scene, pen) == pytest.approx((9 + 18) / 2)
    trial = scene.trace.trial
    (step,) = pen.of("lift", "line")
    assert data(scene.panels.lift, step.xy)[2] == pytest.approx((13.5, float(trial.lift(13.5))))
    *_, now = pen.of("lengths", "markers")
    assert data(scene.hill.plane, now.xy)[0] == pytest.approx((math.log10(13.5), float(trial.worth(13.5))))


def test_lengths_are_collected_and_become_a_curve(scene):
    counts = [sum(len(s.xy) for s in drawn(scene, i).of("lengths", "markers")) for i in range(10)]
    assert counts == [0, 2, 3, 4, 5, 6, 7, 6, 6, 6]  # the one of the moment is drawn once more
    for keyframe in range(7):
        assert not drawn(scene, keyframe).of("curve")
    pen = drawn(scene, index_of(scene, "band"))
    (curve,) = pen.of("curve", "line")
    points = data(scene.hill.plane, curve.xy)
    assert points[:, 1] == pytest.approx(scene.trace.trial.worth(10 ** points[:, 0]))
    (band,) = pen.of("band", "rectangle")
    assert 10 ** data(scene.hill.plane, band.xy)[:, 0] == pytest.approx(scene.trace.band)
    (line, *_) = pen.of("best length", "line")
    assert 10 ** data(scene.hill.plane, line.xy)[0, 0] == pytest.approx(18.131126)
    assert pen.texts("best length") == ["18.13 days"]
    assert pen.texts("band") == ["99 %: 12 to 28"]


def test_the_best_length_is_a_line_up_to_a_ring_with_its_number_above(scene):
    trial, plane = scene.trace.trial, scene.hill.plane
    for kind in ("formula", "band", "factors"):
        pen = drawn(scene, index_of(scene, kind))
        (ring,) = pen.of("best length", "markers")
        assert data(plane, ring.xy)[0] == pytest.approx(
            (math.log10(trial.best), float(trial.worth(trial.best)))
        )
        (line,) = pen.of("best length", "line")
        assert line.xy[-1] == pytest.approx(ring.xy[0])
        (number,) = (stroke for stroke in pen.of("best length") if stroke.kind == "text")
        assert ring.xy[0, 1] < number.box[1] < number.box[3] <= plane.box.top
        # No line goes through the words at the foot.
        for words in pen.of("band", "text"):
            assert words.box[3] <= line.xy[0, 1]


def test_titles_of_panels_begin_where_their_panels_do(scene):
    pen = drawn(scene, 0, stage=True)
    lefts = {stroke.text: stroke.box[0] for stroke in pen.of("panel title", "text")}
    assert lefts["Worth, in thousands"] == pytest.approx(scene.hill.plane.box.left, abs=2)
    for text, left in lefts.items():
        if not text.startswith("Worth"):
            assert left == pytest.approx(scene.panels.lift.box.left, abs=2)


def test_side_by_side_each_has_its_area_up_to_where_the_shared_axis_ends():
    traces = [run("ab_test", discount=rate) for rate in ("10 % a year", "1/365")]
    film = side_by_side(traces)
    assert film.titles == ("discount = 0.000273973", "discount = 0.00273973")
    assert film.timeline.keyframes[0].text.startswith("A/B test: discount = ")
    assert film.timeline.subject == "A/B test"
    assert "area charts" in film.timeline.alt
    assert "by effect" not in film.timeline.alt
    last = film.timeline.keyframes[-1].text
    assert "best 59.42 days" in last
    assert "best 18.13 days" in last
    pen = RecordingPen()
    film.scene.draw(pen, len(film.timeline.keyframes) - 1)
    areas = pen.of("worth", "polygon")
    assert len(areas) == 2
    for area, plane, trace in zip(areas, film.scene.planes, traces, strict=True):
        corners = data(plane, area.xy)
        assert corners[0] == pytest.approx((trace.best_length, 0), rel=1e-6, abs=1e-6)
        assert area.xy[-1, 0] == pytest.approx(plane.box.left + plane.box.width)


def test_half_and_twice_are_marked(scene):
    pen = drawn(scene, index_of(scene, "factors"))
    (marks,) = pen.of("factors", "markers")
    assert 10 ** data(scene.hill.plane, marks.xy)[:, 0] == pytest.approx([9.065563, 36.262253], rel=1e-6)
    assert pen.texts("factors") == ["÷ 2", "× 2"]


SMALL = {"effect_sd": 0.001, "noise_sd": 50, "per_day": 10}


@pytest.mark.parametrize("given", [{}, {"effect_sd": 0.01, "noise_sd": 0.3, "unit": "orders"}, SMALL])
def test_what_half_and_twice_are_called_stands_beside_their_marks(given):
    scene = animate(run("ab_test", **given)).scene
    pen = drawn(scene, index_of(scene, "factors"))
    (marks,) = pen.of("factors", "markers")
    half, twice = pen.of("factors", "text")
    assert half.xy[0, 0] < marks.xy[0, 0] - 15
    assert twice.xy[0, 0] >= marks.xy[1, 0] + 7
    assert twice.xy[0, 0] + text_width(twice.text, twice.style) <= 600 - 5


OTHERS = [
    {},
    {"effect_sd": 0.01, "noise_sd": 0.3, "unit": "orders"},
    {"effect_sd": 0.01, "noise_sd": 0.3, "per_day": 1e6, "unit": "€"},
    {"effect_sd": 1e-5},
    {"noise_sd": 1e-10},
    {
        "effect_sd": 1e5,
        "noise_sd": 2e6,
        "per_day": 1e5,
        "discount": "10 % a year",
        "unit": "signed contracts",
    },
    {"discount": 1e-9, "noise_sd": 1e4},
]


@pytest.mark.parametrize("given", OTHERS)
@pytest.mark.parametrize("size", [{}, {"width": 360, "height": 270}, {"width": 900, "height": 450}])
def test_nothing_is_cut_and_no_words_meet(given, size):
    film = animate(run("ab_test", **given), **size)
    width, height = film.look.page
    for keyframe in range(len(film.timeline.keyframes)):
        pen = drawn(film.scene, keyframe, stage=True)
        words = [stroke for stroke in pen.strokes if stroke.kind == "text"]
        for stroke in words:
            left, bottom, right, top = stroke.box
            assert left >= 0
            assert bottom >= -1
            assert right <= width + 1
            assert top <= height + 1
        for one, other in combinations(words, 2):
            a, b = one.box, other.box
            across = min(a[2], b[2]) - max(a[0], b[0])
            up = min(a[3], b[3]) - max(a[1], b[1])
            assert across <= 1 or up <= 4, (one.text, other.text)


def test_time_ends_at_a_round_number_near_eleven_best_lengths():
    assert [end_of_time(best) for best in (18.13, 49.02, 182.5, 13.73, 1.65e-5)] == pytest.approx(
        [200, 500, 2000, 150, 2e-4]
    )
    for best in np.geomspace(1e-9, 1e9, 500):
        assert 0.85 < end_of_time(best) / (11 * best) < 1.18


def test_powers_of_ten_have_room():
    assert log_ticks(0.8, 90, 150, LIGHT).labels == ("1", "3", "10", "30")
    assert log_ticks(0.8, 90, 400, LIGHT).labels == ("1", "2", "5", "10", "20", "50")
    wide = log_ticks(1e-6, 1e9, 200, LIGHT)
    assert 2 <= len(wide.labels) <= 6


def test_an_axis_begins_at_0_unless_all_is_near_the_top():
    assert worth_ends(16_000, 26_000)[0] == 0
    low, high = worth_ends(2_850_000, 2_903_000)
    assert 2_700_000 < low < 2_850_000
    assert 2_903_000 < high < 3_000_000


# Figures


def test_the_curve_with_its_band():
    trace = run("ab_test")
    page = best_length.page(trace)
    (plot,) = page.plots
    days, worths = plot.curves["worth"].T
    assert worths == pytest.approx(trace.trial.worth(days))
    assert 18 < days[worths.argmax()] < 18.4
    texts = [text.text for text in drawn_on(best_length(trace)).texts if text.role == "words"]
    assert texts == ["best: 18.13 days", "12 to 28 days: 99 % of it"]


def test_the_grid_of_best_lengths():
    texts = [
        text.text for text in drawn_on(best_length_grid(run("ab_test"))).texts if text.role == "best lengths"
    ]
    assert len(texts) == 25
    assert texts[10:15] == ["34.42", "25.09", "18.13", "13.02", "9.31"]
    assert texts[2::5] == ["37.22", "26.04", "18.13", "12.55", "8.60"]


def test_wrong_beliefs_are_right_in_the_middle():
    (plot,) = wrong_belief.page(run("ab_test")).plots
    assert set(plot.curves) == {"per_day", "effect_sd", "discount"}
    for curve in plot.curves.values():
        assert curve[len(curve) // 2] == pytest.approx((0, 100))
        assert curve[:, 1].max() <= 100 + 1e-9
    assert 100 - plot.curves["per_day"][0, 1] == pytest.approx(5.6, abs=0.06)


def test_four_hills_by_sessions_a_day():
    (plot,) = length_by_traffic.page(run("ab_test")).plots
    assert list(plot.curves) == ["25", "100", "400", "1,600"]
    tops = [10 ** curve[curve[:, 1].argmax(), 0] for curve in plot.curves.values()]
    assert tops == pytest.approx([34.42, 18.13, 9.31, 4.71], rel=0.02)


@pytest.mark.parametrize(
    ("given", "rows"),
    [({}, 1), (SMALL, 1), ({"per_day": 2_000_000}, 2)],
)
def test_no_curve_runs_through_the_key(given, rows):
    page = length_by_traffic.page(run("ab_test", **given))
    key = [text for text in drawn_on(length_by_traffic(run("ab_test", **given))).texts if text.role == "key"]
    (plot,) = page.plots
    assert len(key) == 4
    assert len({text.y for text in key}) == rows
    assert min(text.y for text in key) >= plot.plane.box.top + 4


@pytest.mark.parametrize("given", OTHERS)
def test_figures_of_other_tests_are_drawn(given):
    trace = run("ab_test", **given)
    for figure in (best_length, best_length_grid, wrong_belief, length_by_traffic):
        found = drawn_on(figure(trace))
        assert found.texts
        assert all(math.isfinite(text.x) for text in found.texts)


def test_a_small_picture_is_the_area(scene):
    assert scene.drawn(scene.trace).view.titles == ("Days since the start", "Worth a day")
    assert RecordingPen().is_raster


def test_a_lift_far_below_what_is_possible_has_the_axis_for_itself():
    film = animate(run("ab_test", effect_sd=1e-5))
    pen = drawn(film.scene, index_of(film.scene, "best"), stage=True)
    assert not pen.of("ceiling")
    assert not any("dashed" in words for words in pen.texts("panel title"))
    (step,) = pen.of("lift", "line")
    heights = step.xy[:, 1]
    assert heights.max() - heights.min() > 0.3 * film.scene.panels.lift.box.height

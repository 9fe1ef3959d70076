"""What of curves is inside the plot, where numbers pass through a level, and a clock of doublings."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plot_recording import RecordingPen

from kmanim.plot.axes.plane import Box, tick_style
from kmanim.plot.axes.ticks import power_ticks
from kmanim.plot.marks.curves import inside, straight
from kmanim.plot.panels.courses import Course, Courses, Doublings
from kmanim.plot.regions.contours import contour
from kmanim.plot.style.theme import LIGHT

BOX = Box(10, 20, 100, 50)
numbers = st.floats(-300, 300).map(lambda x: round(x, 3))


def length(paths):
    return sum(np.nansum(np.hypot(*np.diff(path, axis=0).T)) for path in paths)


def test_a_path_is_cut_exactly_at_the_edges():
    path = inside(np.array([[0.0, 10.0], [200.0, 110.0]]), BOX)
    np.testing.assert_allclose(path, [[20, 20], [110, 65]])


def test_pieces_are_parted_where_a_path_leaves_and_joined_where_it_stays():
    path = inside(np.array([[20.0, 30], [40, 40], [60, 90], [80, 40], [100, 40]]), BOX)
    gaps = np.flatnonzero(np.isnan(path[:, 0]))
    assert len(gaps) == 1
    np.testing.assert_allclose(path[: gaps[0]], [[20, 30], [40, 40], [52, 70]])
    np.testing.assert_allclose(path[gaps[0] + 1 :], [[68, 70], [80, 40], [100, 40]])


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=9))
def test_what_is_left_lies_inside_and_on_the_path(places):
    path = np.array(places)
    found = inside(path, BOX)
    known = found[~np.isnan(found[:, 0])] if len(found) else found
    assert (known >= np.array([BOX.left, BOX.bottom]) - 1e-9).all()
    assert (known <= np.array([BOX.right, BOX.top]) + 1e-9).all()
    fine = np.linspace(0, 1, 2001)[:, None]
    dense = np.concatenate([a + fine * (b - a) for a, b in pairwise(path)])
    held = ((dense > [BOX.left, BOX.bottom]) & (dense < [BOX.right, BOX.top])).all(axis=1)
    step = np.hypot(*np.diff(dense, axis=0).T)
    assert length([found]) == pytest.approx(step[held[:-1] & held[1:]].sum(), abs=2.0)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf, 1e308])
def test_nothing_is_left_of_pieces_that_lead_nowhere(wrong):
    found = inside(np.array([[10.0, 40.0], [60.0, wrong], [70.0, 40.0], [90.0, 40.0]]), BOX)
    assert np.isfinite(found[~np.isnan(found[:, 0])]).all()
    np.testing.assert_allclose(found[-2:], [[70, 40], [90, 40]])


@pytest.mark.parametrize("tilt", np.linspace(0, np.pi, 13))
@pytest.mark.parametrize("size", [1e-200, 1.0, 1e200])
def test_no_line_is_too_steep(tilt, size):
    a, b = np.cos(tilt), np.sin(tilt)
    c = -(a * 60 + b * 45)
    line = straight((size * a, size * b, size * c), BOX)
    assert line.shape == (2, 2)
    np.testing.assert_allclose(line @ [a, b] + c, 0, atol=1e-9)
    on_edge = (np.abs(line - [10, 20]) < 1e-9).any(axis=1) | (np.abs(line - [110, 70]) < 1e-9).any(axis=1)
    assert on_edge.all()


@pytest.mark.parametrize("weights", [(0, 0, 1), (0, 0, 0), (np.nan, 1, 1), (1, 1, 1e9), (np.inf, 1, 0)])
def test_a_line_that_is_none_or_elsewhere_is_not_drawn(weights):
    assert straight(weights, BOX).shape == (0, 2)


def test_a_contour_of_a_slope_is_a_line():
    rows, columns = np.mgrid[0:5, 0:8].astype(float)
    (line,) = contour(columns + 2 * rows, 6.5)
    np.testing.assert_allclose(line @ [1, 2], 6.5)
    assert set(line[[0, -1], 1]) == {0.0, 3.25}


def test_a_contour_of_a_bowl_is_a_closed_circle():
    rows, columns = np.mgrid[0:61, 0:61].astype(float)
    (line,) = contour((rows - 30) ** 2 + (columns - 30) ** 2, 400.0)
    np.testing.assert_array_equal(line[0], line[-1])
    np.testing.assert_allclose(np.hypot(*(line - 30).T), 20, atol=0.02)


def test_a_saddle_has_two_lines_that_do_not_cross():
    lines = contour(np.array([[1.0, 0.0], [0.0, 1.0]]), 0.4)
    assert len(lines) == 2
    assert contour(np.zeros((3, 3)), 0.5) == []


@given(st.integers(0, 2**32 - 1))
def test_lines_part_what_is_high_from_what_is_low(seed):
    values = np.random.default_rng(seed).standard_normal((6, 7))
    lines = contour(values, 0.0)
    high = values > 0
    crossed = np.count_nonzero(high[:, 1:] != high[:, :-1]) + np.count_nonzero(high[1:] != high[:-1])
    distinct = {tuple(place) for line in lines for place in np.round(line, 9)}
    assert len(distinct) == crossed
    for line in lines:
        on_side = np.isclose(line, np.round(line)).any(axis=1)
        assert on_side.all()


def test_doublings_are_equally_far_apart_and_0_before_them():
    places = Doublings.places(np.array([0, 1, 2, 4, 8]))
    np.testing.assert_allclose(np.diff(places), 1)


@pytest.mark.parametrize("last", [1, 2, 35, 128, 974, 4096, 100_000])
@pytest.mark.parametrize("width", [30.0, 90.0, 400.0])
def test_labels_of_doublings_stand_equally_far_apart(last, width):
    ticks = Doublings(np.array([0])).ticks(last, width, tick_style(LIGHT))
    assert ticks.labels[0] == "0"
    assert np.ptp(np.diff(ticks.places)) < 1e-9 if len(ticks.places) > 1 else True


def course_of(values, **more):
    values = np.asarray(values, float)
    return Course(("Loss",), values, tuple(f"{v:.0f}" for v in values), **more)


def drawn_of(course, step, dotted=(0, 1, 2, 4)):
    panel = Courses(LIGHT, Box(0, 80, 220, 300), [course], "Step", 18.0, Doublings(np.array(dotted)))
    pen = RecordingPen()
    panel.draw_axes(pen)
    panel.draw(pen, step)
    return panel, pen


def test_the_curve_goes_through_all_steps_and_has_dots_where_the_film_stops():
    _, pen = drawn_of(course_of([16, 8, 4, 3, 2, 2]), 4)
    (line,) = pen.of("course", "line")
    assert len(line.xy) == 5
    small, large = pen.of("course", "markers")
    assert len(small.xy) == 3
    np.testing.assert_allclose(large.xy[0], line.xy[-1])
    assert pen.texts("course words") == ["2", "Loss"]


def test_before_the_first_step_the_axes_stand_alone():
    _, pen = drawn_of(course_of([16, 8, 4]), -1)
    assert not pen.of("course")
    assert pen.texts("course words") == ["Loss"]


def test_the_line_of_what_is_known_has_its_words_where_the_curve_is_not():
    panel, pen = drawn_of(
        course_of([26071, 17613, 12200, 6519, 3239, 2600], known=2578.0, known_words=("best 2,578",)), 5
    )
    line, text = pen.of("best known")
    assert line.dash
    up = panel.planes[0].to_px(np.array([[0.0, 2578.0]]))[0, 1]
    np.testing.assert_allclose(line.xy[:, 1], up)
    left, low, right, high = text.box
    curve = pen.of("course", "line")[0].xy
    covered = (curve[:, 0] > left) & (curve[:, 0] < right) & (curve[:, 1] > low) & (curve[:, 1] < high)
    assert not covered.any()


def test_an_axis_by_powers_of_ten_has_short_labels():
    values = 26071 * 1.21 ** np.arange(80)
    panel, _ = drawn_of(course_of(values, powers=True), 79)
    labels = panel.planes[0].y.labels
    assert all(label.startswith("10") and len(label) <= 4 for label in labels)
    assert 2 <= len(labels) <= 11


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0.0, 3.0, ("1", "10", "100", "1,000")),
        (2.0, 9.0, ("10²", "10⁴", "10⁶", "10⁸")),
        (3.2, 3.9, ("2000", "4000", "6000")),
        (3.2, 4.6, ("2,000", "5,000", "10,000", "20,000")),
    ],
)
def test_ticks_of_powers(low, high, labels):
    assert power_ticks(low, high, 4).labels == labels


def test_what_is_known_has_its_own_height_on_an_axis_of_powers():
    values = 2578 + 23493 * 1.21 ** np.arange(21)
    panel, pen = drawn_of(course_of(values, powers=True, known=2578.0, known_words=("best",)), 20)
    line = pen.of("best known", "line")[0]
    lowest = pen.of("course", "line")[0].xy[:, 1].min()
    assert lowest - line.xy[0, 1] > 40
    assert panel.planes[0].y.labels == ("10⁴", "10⁵", "10⁶")


def test_values_that_are_no_numbers_leave_no_ink():
    _, pen = drawn_of(course_of([16, np.nan, 4, 3, np.nan]), 4)
    (line,) = pen.of("course", "line")
    assert np.isfinite(line.xy).all()


def test_a_narrow_panel_says_what_its_labels_leave_out():
    values = np.array([1.756e11, 1.129e11, 7.282e10, 3.073e10])
    words = tuple(f"{value:.3e}" for value in values)
    panel = Courses(LIGHT, Box(0, 80, 200, 300), [Course(("Loss",), values, words)], "Step", 18.0)
    pen = RecordingPen()
    panel.draw(pen, 3)
    value, title = pen.of("course words")
    assert (value.text, title.text) == ("3.073e+10", "Loss, × 10⁹")
    assert 0 <= title.box[0] < panel.planes[0].box.left
    assert title.box[2] < value.box[0]

"""The curve of the objective beside a film: what it means, where the best lies, and the lens on what lies flat."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plot_recording import RecordingPen, drawn, reference

from kmanim.data.load import load
from kmanim.plot.axes.plane import Box
from kmanim.plot.panels.broken_axis import outside_of
from kmanim.plot.panels.lens import times_in_words
from kmanim.plot.panels.objective import ObjectivePanel, gain_words, objective_words
from kmanim.plot.scenes.kmeans.scene import CentroidScene
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell

W = Objective(symbol="W", name="within-cluster sum of squares", meaning="sum of squared distances")
ROOM = Box(385, 108, 215, 300)


def panel(values, objective=W, best=None, room=ROOM):
    values = np.array(values, dtype=float)
    rounds = [i // 2 + 1 for i in range(values.size)]
    return ObjectivePanel(LIGHT, room, values, rounds, objective, 18, best=best)


def shown(panel, count):
    pen = RecordingPen()
    panel.draw_stage(pen)
    panel.draw(pen, count)
    return pen


def boxes(pen, role):
    """Give left, bottom, right, top of the letters of a role."""
    return [stroke.box for stroke in pen.of(role, "text")]


def test_the_symbol_is_explained_from_the_first_picture_on():
    scene = reference(Look(), panel="inertia")
    pen = RecordingPen()
    scene.draw_stage(pen)
    assert " ".join(pen.texts("objective meaning")) == "W: sum of squared distances to the centres"
    assert "Round" in pen.texts("axis titles")


L = Objective(symbol="log L", name="log-likelihood", direction="rises", floor=None)


def test_an_axis_without_an_end_breaks_where_the_first_step_dwarfs_the_rest():
    values = [-3197.6, -1292.6, -1288.8, -1284.9, -1150.0, -1130.3]
    broken = panel(values, L)
    for count in (1, 2, 6):
        pen = shown(broken, count)
        assert pen.of("axis break")
        assert pen.texts("outside") == ["−3,198"]
    box, heights = broken.plane.box, broken._places[:, 1]
    assert heights[0] < box.bottom + 20 < heights[1:].min()
    back = broken.plane.low[1] + (heights[1:] - box.bottom) * broken.plane.units_per_px[1]
    assert back == pytest.approx(values[1:])
    ticks = broken.plane.y.places
    assert ticks.min() > -1320, "no number stands below the break"


@pytest.mark.parametrize(
    ("values", "outside"),
    [
        ([-54.3, -45.9, -45.5, -45.2, -44.2, -40.4], 0),  # the first step is no more than the rest
        ([-3000, -1292, -1288, -1284, -1150, -1130], 1),
        ([-9000, -3000, -1030, -1020, -1010, -1000], 2),
        ([-9000, -5.0, -4.0], 0),  # too few are left
        ([-5.0, -5.0, -5.0, -5.0, -5.0], 0),
    ],
)
def test_as_few_values_lie_outside_as_leave_the_rest_an_axis(values, outside):
    assert outside_of(np.array(values, float)) == outside


def test_gains_are_said_as_they_are_where_values_may_be_negative():
    values = np.array([-3197.59, -1292.57, -1292.57, -1292.569988, -1293.0])
    assert [gain for _, gain in gain_words(values, "log L")] == [
        "",
        "+1,905",
        "no change",
        "+0.000012",
        "−0.43",
    ]
    assert gain_words(np.array([]), "log L") == []
    assert gain_words(np.array([-2.0]), "log L", ["−2.00"]) == [("log L = −2.00", "")]


def test_what_rounding_leaves_is_no_steep_curve():
    log_l = Objective(
        symbol="log L", name="log-likelihood", meaning="log-likelihood", direction="rises", floor=None
    )
    alike = panel([-113.4151475, -113.4151475 - 6e-14], log_l).plane
    assert np.ptp(alike.to_px(np.array([[1, -113.4151475], [2, -113.4151475 - 6e-14]]))[:, 1]) < 0.01
    stays = panel([-9.526609, -9.526609 - 1.9e-9], log_l).plane  # as words say of the ninth digit
    assert np.ptp(stays.to_px(np.array([[1, -9.526609], [2, -9.526609 - 1.9e-9]]))[:, 1]) < 0.01
    apart = panel([-113.4151475, -113.4151475 + 6e-7], log_l).plane
    assert np.ptp(apart.to_px(np.array([[1, -113.4151475], [2, -113.4151475 + 6e-7]]))[:, 1]) > 100


def test_no_panel_is_empty():
    scene = reference(Look(), panel="inertia")
    first, last = drawn(scene, 0), drawn(scene, len(scene.timeline.keyframes) - 1)
    assert first.texts("objective direction") == ["Lower is better.", "No step raises it."]
    assert not last.texts("objective direction")
    rising = panel([-5.0, -3.0], Objective(symbol="L", name="log-likelihood", direction="rises", floor=None))
    assert shown(rising, 0).texts("objective direction") == ["Higher is better.", "No step lowers it."]
    free = panel([3.0, 2.0], Objective(symbol="S", name="sum", tolerance=np.inf))
    assert shown(free, 0).texts("objective direction") == ["Lower is better."]


def test_changes_have_two_digits_at_most():
    values = np.array([200_000.0, 90_000.0, 89_100.0, 89_099.9, 89_099.9])
    assert [change for _, change in objective_words(values, "W")] == [
        "", "−55 %", "−1 %", "almost nothing", "no change",
    ]  # fmt: skip
    assert objective_words(np.array([87543.0]), "W") == [("W = 87,543", "")]


@pytest.mark.parametrize(
    ("top", "exponent", "title"),
    [(900.0, 0, "W"), (87543.0, 3, "W, in thousands"), (3.5e6, 6, "W, in millions")],
)
def test_labels_of_the_axis_are_short_and_its_title_says_their_unit(top, exponent, title):
    found = panel([top, top / 2])
    assert found.plane.y.exponent == exponent
    assert title in shown(found, 2).texts("axis titles")


def test_a_dashed_line_marks_the_best_that_is_known():
    values = [150.0, 100.0, 90.0, 88.0]
    found = panel(values, best=50.0)
    pen = shown(found, 4)
    (line,) = pen.of("best known", "line")
    assert line.xy[:, 1] == pytest.approx(found.plane.to_px(np.array([(1.0, 50.0)]))[0, 1])
    assert line.xy[0, 0] == found.plane.box.left
    assert line.xy[1, 0] == found.plane.box.right
    assert pen.texts("best known") == ["best known 50"]
    assert not shown(panel(values), 4).of("best known")


@pytest.mark.parametrize("best", [88.0, 60.0, 9.0, 3.0, 0.0])
@pytest.mark.parametrize(
    "values", [[150.0, 100.0, 90.0, 88.0], [2000.0, 200.0, 100.0, 88.0], [90.0, 89.0, 88.0]]
)
def test_the_word_of_the_best_lies_in_the_plot_and_not_on_the_curve(values, best):
    found = panel(values, best=best)
    pen = shown(found, len(values))
    ((left, bottom, right, top),) = boxes(pen, "best known")
    box = found.plane.box
    assert box.left <= left
    assert right <= box.right
    assert box.bottom - 1 <= bottom
    assert top <= box.top + 1
    curve = pen.of("objective", "line")[0].xy
    height = np.interp(np.linspace(left, right, 30), curve[:, 0], curve[:, 1])
    assert ((height < bottom) | (height > top)).all()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=20), st.floats(0.0, 1.0))
def test_words_keep_off_the_curve_and_off_each_other_whatever_it_is(shares, best):
    values = 123_456.0 * np.cumprod(shares)
    found = panel(values, best=float(values[-1]) * best)
    box = found.plane.box
    labels = boxes(shown(found, values.size), "best known")
    for left, bottom, right, top in labels:
        assert box.left <= left < right <= box.right
        assert box.bottom - 1 <= bottom < top <= box.top + 1
        curve = found.plane.to_px(np.column_stack([np.arange(1.0, values.size + 1), values]))
        height = np.interp(np.linspace(left, right, 30), curve[:, 0], curve[:, 1])
        assert ((height < bottom + 1) | (height > top - 1)).all()
        for _, low, _, high in boxes(shown(found, 0), "objective direction"):
            assert high <= bottom + 1 or low >= top - 1


def test_what_lies_flat_is_shown_by_a_lens_as_soon_as_the_film_is_there():
    values = [1000.0, 400.0, 104.0, 102.0, 101.0, 100.0]
    found = panel(values)
    assert found.lens is not None
    assert found.lens.start == 2
    assert not shown(found, 3).of("lens")
    pen = shown(found, 4)
    assert len(pen.of("lens", "markers")[0].xy) == 2
    last = shown(found, 6).of("lens", "markers")[0].xy
    assert len(last) == 4
    frame = found.lens.plane.box
    assert frame.bottom < last[:, 1].min()
    assert last[:, 1].max() < frame.top
    steeper = (last[0, 1] - last[-1, 1]) / (
        found.plane.to_px(np.array([(3.0, 104.0)])) - found.plane.to_px(np.array([(6.0, 100.0)]))
    )[0, 1]
    assert f"×{times_in_words(steeper)}" in pen.texts("lens")[0]


def test_there_is_no_lens_where_nothing_lies_flat_or_almost_nothing_happens():
    assert panel([100.0, 80.0, 60.0, 40.0, 20.0]).lens is None
    assert panel([100.0, 50.0, 50.0, 50.0, 50.0, 50.0]).lens is None
    assert panel([100.0, 50.003, 50.002, 50.001, 50.0, 50.0]).lens is None
    assert panel([100.0, 50.0]).lens is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.01, 1.0), min_size=1, max_size=30),
    st.floats(1e-3, 1e9),
    st.one_of(st.none(), st.floats(0.2, 1.0)),
    st.sampled_from([ROOM, Box(231, 108, 129, 260), Box(770, 108, 430, 700)]),
)
def test_a_lens_never_covers_the_curve_nor_the_word_of_the_best(shares, top, best, room):
    values = top * np.cumprod(shares)
    found = panel(values, best=None if best is None else float(values[-1]) * best, room=room)
    if found.lens is None:
        return
    box = found.lens.plane.box
    plot = found.plane.box
    assert plot.left <= box.left
    assert box.right <= plot.right
    assert plot.bottom <= box.bottom
    assert box.top <= plot.top
    curve = found.plane.to_px(np.column_stack([np.arange(1.0, values.size + 1), values]))
    height = np.interp(np.linspace(box.left, box.right, 50), curve[:, 0], curve[:, 1])
    assert ((height < box.bottom) | (height > box.top)).all()
    for left, bottom, right, upper in boxes(shown(found, values.size), "best known"):
        assert left > box.right or right < box.left or bottom >= box.top - 1 or upper <= box.bottom + 1


def test_times_have_two_digits():
    assert [times_in_words(x) for x in (1.6, 17.4, 99.7, 4_762, 123_456)] == [
        "2",
        "17",
        "100",
        "4,800",
        "120,000",
    ]


def test_the_best_of_a_timeline_reaches_the_panel():
    trace = run("kmeans", load("mtcars"), k=2, init=((1300, 150), (2400, 200)))
    told = tell(trace)
    known = CentroidScene(trace, replace(told, best=2_547_692.0), Look(), panel="inertia")
    assert drawn(known, -1).texts("best known")[0].endswith("2,547,692")
    alone = CentroidScene(trace, replace(told, best=None), Look(), panel="inertia")
    assert not drawn(alone, -1).texts("best known")


def test_the_best_of_what_rises_is_named_above_its_line():
    values = np.array([-2010.0, -1872.0, -1790.0, -1765.0, -1761.02])
    texts = ["−2,010", "−1,872", "−1,790", "−1,765", "−1,761"]
    rising = ObjectivePanel(LIGHT, ROOM, values, range(5), L, 18, best=-1761.0, texts=texts, each="step")
    (words,) = shown(rising, 5).of("best known", "text")
    (line,) = shown(rising, 5).of("best known", "line")
    assert words.text == "best −1,761"  # as the last value is written, which is as good
    assert 0 < words.xy[0, 1] - line.xy[0, 1] < 12


def test_the_word_of_the_best_stands_below_its_line_where_values_may_be_negative():
    found = panel([125.0, 88.0, 30.0, -6.0, -7.25], replace(W, floor=None), best=-7.25)
    pen = shown(found, 5)
    (line,) = pen.of("best known", "line")
    ((_, bottom, _, top),) = boxes(pen, "best known")
    assert line.xy[0, 1] - 22 < bottom < top < line.xy[0, 1]

"""Nothing is clipped, nothing overlaps that can be kept apart, nothing jumps: on every page, for every data."""

import numpy as np
import pytest
from plot_recording import drawn, film_of, reference

from kmanim.data.load import load
from kmanim.plot.axes.plane import tick_style, title_lines, title_rooms, title_style
from kmanim.plot.layout import set_stage
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import LIGHT

RNG = np.random.default_rng(3)
BLOBS = np.concatenate([RNG.normal(m, 1, (40, 2)) for m in RNG.uniform(0, 20, (5, 2))])

FILMS = {
    "cars": reference,
    "cars dark with panel": lambda: reference(Look(theme="dark"), panel="inertia", regions=True),
    "small": lambda: reference(Look(width=360, height=270)),
    "wide": lambda: reference(Look(width=1200, height=400)),
    "tall": lambda: reference(Look(width=300, height=800), panel="inertia"),
    "equal": lambda: reference(Look(aspect="equal")),
    "blobs": lambda: film_of(load(BLOBS), k=5),
    "many clusters": lambda: film_of(load(BLOBS), k=20, look=Look(), panel="inertia"),
    "one cluster": lambda: film_of(load(BLOBS), k=1),
    "one column": lambda: film_of(load(BLOBS[:, :1]), k=3),
    "one point": lambda: film_of(load(np.array([[3.0, 4.0]])), k=1),
    "constant column": lambda: film_of(load(np.column_stack([BLOBS[:, 0], np.full(len(BLOBS), 7.0)])), k=2),
    "far away": lambda: film_of(load(BLOBS + np.array([1e8, -3e11])), k=3),
    "tiny": lambda: film_of(load(BLOBS * 1e-9), k=3),
    "huge": lambda: film_of(load(BLOBS * 1e12), k=3, look=Look(), panel="inertia"),
    "components": lambda: film_of(load("iris"), k=3),
    "scaled": lambda: film_of(load("mtcars", scale="zscore"), k=4),
}


@pytest.fixture(params=FILMS, scope="module")
def film(request):
    return FILMS[request.param]()


def test_every_text_lies_inside_the_page(film):
    width, height = film.look.page
    for index in range(len(film.timeline.keyframes)):
        pen = drawn(film, index, stage=True)
        for stroke in pen.strokes:
            if stroke.kind == "text":
                left, low, right, top = stroke.box
                assert left >= 0, stroke.text
                assert low >= 0, stroke.text
                assert right <= width, stroke.text
                assert top <= height, stroke.text


# Marks that stand beside the points or below them.
_ELSEWHERE = ("objective", "lens", "caption mark")


def test_every_mark_lies_inside_the_box(film):
    box = film.stage.plane.box
    for index in range(len(film.timeline.keyframes)):
        for stroke in drawn(film, index).strokes:
            if stroke.kind == "markers" and stroke.role not in _ELSEWHERE and stroke.clip is None:
                reach = stroke.size * 0.5
                assert (stroke.xy >= (box.left - 1 + reach, box.bottom - 1 + reach)).all(), stroke.role
                assert (stroke.xy <= (box.right + 1 - reach, box.top + 1 - reach)).all(), stroke.role


def test_words_of_the_frame_do_not_overlap(film):
    fixed = {"header", "ticks", "axis titles", "caption", "objective"}
    for index in (0, len(film.timeline.keyframes) - 1):
        boxes = [s for s in drawn(film, index, stage=True).strokes if s.kind == "text" and s.role in fixed]
        for i, one in enumerate(boxes):
            for other in boxes[:i]:
                apart = (
                    one.box[2] <= other.box[0] or other.box[2] <= one.box[0]
                    or one.box[3] <= other.box[1] + 0.5 or other.box[3] <= one.box[1] + 0.5
                )  # fmt: skip
                assert apart, (one.role, one.text, other.role, other.text)


def test_labels_keep_off_each_other(film):
    for index in range(len(film.timeline.keyframes)):
        labels = [s for s in drawn(film, index).strokes if s.kind == "text" and s.role == "names"]
        for i, one in enumerate(labels):
            for other in labels[:i]:
                assert (
                    one.box[2] <= other.box[0] or other.box[2] <= one.box[0]
                    or one.box[3] <= other.box[1] or other.box[3] <= one.box[1]
                ), (one.text, other.text)  # fmt: skip


def test_ticks_are_distinct_and_few(film):
    for ticks in (film.stage.plane.x, film.stage.plane.y):
        assert len(set(ticks.labels)) == len(ticks.labels) <= 12
        assert (np.diff(ticks.places) > 0).all()


def test_nothing_jumps(film):
    """Points, ticks and boxes are the same in every keyframe."""
    first = drawn(film, 0)
    places = np.sort(np.vstack([s.xy for s in first.starting("points") if s.kind == "markers"]), axis=0)
    for index in range(1, len(film.timeline.keyframes)):
        pen = drawn(film, index)
        now = np.sort(np.vstack([s.xy for s in pen.starting("points") if s.kind == "markers"]), axis=0)
        np.testing.assert_array_equal(places, now)
        assert [s.xy.tolist() for s in pen.of("duplicate counts")] == [
            s.xy.tolist() for s in first.of("duplicate counts")
        ]


def test_equal_aspect_draws_a_flat_strip():
    units = reference(Look(aspect="equal")).stage.plane.units_per_px
    assert units[0] == pytest.approx(units[1])
    box = reference(Look(aspect="equal")).stage.plane.box
    assert box.height < box.width / 3


@pytest.mark.parametrize(
    ("low", "height", "width", "side"),
    # Labels of these go to and fro between 10 and 10.0 as the margin makes room for them.
    [(9.4, 8.66, 13.72, 0.36), (4.61, 7.21, 27.73, 0.0), (5.9, 9.28, 13.04, 0.4), (1.07, 3.9, 21.09, 0.3)],
)
@pytest.mark.parametrize("equal", [True, False])
def test_the_margin_has_room_for_the_longest_tick_label(low, height, width, side, equal):
    shown = np.array([[0.0, low], [width, low + height]])
    plane = set_stage(Look(), ("x", "y"), shown, side=side, equal=equal).plane
    labels = max(text_width(label, tick_style(LIGHT)) for label in plane.y.labels)
    assert plane.box.left >= labels + 15 + LIGHT.title_size


def test_the_plot_is_larger_than_in_the_sketch(cars_film):
    box = cars_film.stage.plane.box
    assert box.width * box.height > 519 * 277
    assert cars_film.stage.caption_bar.bottom == 5


def test_a_long_axis_title_has_two_lines_and_ordinary_planes_stay():
    shown = np.array([[0.0, 0.0], [10.0, 10.0]])
    short = set_stage(Look(), ("Weight (kg)", "Horsepower"), shown).plane
    assert short.wrapped == (False, False)
    words = "Share of the households that own at least one car, in the year before the survey (%)"
    long = set_stage(Look(), (words, words), shown).plane
    assert long.wrapped == (True, True)
    assert long.box.bottom > short.box.bottom + 10
    assert long.box.left > short.box.left + 10
    assert (long.box.top, long.box.right) == (short.box.top, short.box.right)
    style = title_style(Look().style)
    for axis, room in enumerate(title_rooms(long.box)):
        lines = title_lines(words, style, room)
        assert len(lines) == 2, axis
        assert all(text_width(line, style) <= room for line in lines)
    assert " ".join(title_lines(words, style, title_rooms(long.box)[0])) == words
    assert title_lines("x" * 200, style, 300)[0].endswith("…")
    assert title_lines("short one", style, 300) == ["short one"]

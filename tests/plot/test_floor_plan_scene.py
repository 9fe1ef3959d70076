"""What the pictures of the toy of floor plans show, read back from the strokes."""

from itertools import combinations

import numpy as np
import pytest
from plot_recording import RecordingPen

import kmanim
from kmanim.data.load import load
from kmanim.films.film import animate
from kmanim.plot.axes.plane import Box
from kmanim.plot.scenes.floor_plan.floor import Floor
from kmanim.plot.scenes.floor_plan.histogram import bars_of
from kmanim.plot.scenes.floor_plan.names import distinct, name_size, short_names
from kmanim.plot.style.colours import contrast
from kmanim.plot.style.theme import DARK, LIGHT
from kmanim.simulate.machines.floor_plans.grid import Grid
from kmanim.simulate.record import run

NINE = load("nine-rooms")


@pytest.fixture(scope="module")
def film():
    return animate(run("floor_plan", NINE, seed=2))


def strokes(film, keyframe, tween=None, at=1.0):
    pen = RecordingPen()
    film.scene.draw(pen, keyframe, tween, at)
    return pen


def place(film, kind, nth=0):
    return [i for i, key in enumerate(film.timeline.keyframes) if key.kind == kind][nth]


def rooms(table, names=None):
    pandas = pytest.importorskip("pandas")
    names = names or [f"Room number {i}" for i in range(1, len(table) + 1)]
    return load(pandas.DataFrame(table, index=names, columns=names), kinds="walks")


def walks(n, seed=0):
    table = np.triu(np.random.default_rng(seed).integers(1, 10, (n, n)), 1).astype(float)
    return table + table.T


def middle(stroke):
    return stroke.xy.mean(axis=0)


def test_every_room_has_a_box_on_its_cell_with_its_name(film):
    pen = strokes(film, place(film, "start"))
    boxes = pen.of("rooms", "rectangle")
    assert pen.texts("rooms") == list(NINE.labels)
    cells = film.trace.cells(0)
    np.testing.assert_allclose([middle(box) for box in boxes], film.scene._floor.of(cells))
    assert not pen.of("switched")
    assert len(pen.of("cells", "rectangle")) == 9


def test_lines_are_as_thick_as_walks(film):
    pen = strokes(film, place(film, "start"))
    lines = pen.of("walks", "line")
    between = NINE.values[np.triu_indices(9, 1)]
    assert len(lines) == np.count_nonzero(between) == 21
    thickest = max(line.width for line in lines)
    expected = sorted(max(0.8, thickest * walk / 10) for walk in between if walk)
    assert sorted(line.width for line in lines) == pytest.approx(expected)
    assert [line.width for line in lines] == sorted(line.width for line in lines)


def test_no_line_goes_straight_through_a_room_between_two_others(film):
    places = film.scene._floor.places
    for line in strokes(film, place(film, "start")).of("walks", "line"):
        halfway = line.xy[len(line.xy) // 2] if len(line.xy) > 2 else line.xy.mean(axis=0)
        ends = [int(np.hypot(*(places - end).T).argmin()) for end in line.xy[[0, -1]]]
        others = np.delete(places, ends, axis=0)
        assert np.hypot(*(others - halfway).T).min() > 4


def test_swapped_rooms_are_yellow_with_a_sign_and_their_old_places_dashed(film):
    key = place(film, "swap", 1)
    pen = strokes(film, key)
    yellow = pen.of("switched", "rectangle")
    assert {box.fill for box in yellow} == {LIGHT.switched}
    assert sorted(pen.texts("switched")) == ["B", "Gym"]
    assert pen.texts("switched marks") == ["!", "!"]
    old = [line for line in pen.of("old places", "line") if len(line.xy) == 5]
    floor, trace = film.scene._floor, film.trace
    before = film.timeline.keyframes[key - 1].step
    moved = trace.changed(film.timeline.keyframes[key].step)
    np.testing.assert_allclose([middle(line.__class__(**{**line.__dict__, "xy": line.xy[:4]})) for line in old],
                               floor.of(trace.cells(before))[moved])  # fmt: skip
    assert all(line.dash and line.edge == LIGHT.old_centroid for line in pen.of("old places", "line"))


def test_a_swap_goes_from_the_old_places_to_the_new_ones_and_nobody_else_moves(film):
    key = place(film, "swap")
    step, before = film.timeline.keyframes[key].step, film.timeline.keyframes[key - 1].step
    floor, trace = film.scene._floor, film.trace
    first = strokes(film, key, 0, 1e-9)
    boxes = {
        text.text: middle(box)
        for text, box in zip(first.of("rooms", "text"), first.of("rooms", "rectangle"), strict=True)
    }
    start = dict(zip(NINE.labels, floor.of(trace.cells(before)), strict=True))
    for name, at in boxes.items():
        np.testing.assert_allclose(at, start[name], atol=1e-6)
    half = strokes(film, key, 0, 0.5)
    boxes = {
        text.text: middle(box)
        for text, box in zip(half.of("rooms", "text"), half.of("rooms", "rectangle"), strict=True)
    }
    moved = {NINE.labels[row] for row in trace.changed(step)}
    for name, at in boxes.items():
        assert (np.hypot(*(at - start[name])) > 5) == (name in moved)
    assert half.of("rooms", "text")[-1].text in moved, "who moves is above the others"
    last = strokes(film, key, 0, 1.0)
    assert [s.text for s in last.of("switched", "text")] == [
        s.text for s in strokes(film, key).of("switched", "text")
    ]


def test_above_twelve_nobody_is_yellow():
    trace = run("floor_plan", rooms(walks(20)), method="population", plans=4, generations=300, seed=1)
    film = animate(trace)
    keys = film.timeline.keyframes
    many = [i for i, key in enumerate(keys) if key.kind in ("swap", "several") and len(key.rows) > 12]
    assert many
    for i in many:
        assert not strokes(film, i).of("switched", "rectangle")
        assert not strokes(film, i).of("old places")


def test_the_walk_falls_beside_the_plan_to_the_shortest_that_is_known(film):
    panel = film.scene._panel
    for nth, walk in enumerate((195, 183, 175, 161, 158, 150, 146)):
        pen = strokes(film, place(film, "swap", nth))
        dots = pen.of("objective", "markers")[0].xy
        assert len(dots) == nth + 2
        np.testing.assert_allclose(dots[-1, 1], panel._at(walk))
        assert pen.texts("objective") == [str(walk)]
        assert pen.texts("best known") == ["shortest 146"]
        (line,) = pen.of("best known", "line")
        assert line.dash
        np.testing.assert_allclose(line.xy[:, 1], panel._at(146))
    assert (np.diff(dots[:, 1]) < 0).all()


def test_a_counter_runs_and_the_line_goes_on_level(film):
    key = place(film, "swap", 2)
    heads = [strokes(film, key, 0, at) for at in (0.1, 0.5, 0.9)]
    ends = [pen.of("objective", "line")[0].xy[-1] for pen in heads]
    assert ends[0][0] < ends[1][0] < ends[2][0]
    assert len({end[1] for end in ends}) == 1
    told = [text for pen in heads for text in pen.texts("header")] or [
        stroke.text
        for pen in heads
        for stroke in pen.strokes
        if stroke.kind == "text" and stroke.text.startswith("try ")
    ]
    assert told


def test_more_rooms_have_no_dashed_line():
    film = animate(run("floor_plan", rooms(walks(12))))
    assert not strokes(film, 2).of("best known")


def test_all_plans_are_in_the_histogram_and_this_one_is_marked(film):
    pen = strokes(film, place(film, "every"))
    every = film.trace.every
    bars = bars_of(every)
    assert bars.counts.sum() == 362_880
    assert len(pen.of("bars", "rectangle")) == np.count_nonzero(bars.counts)
    assert pen.texts("this plan") == ["this plan, the shortest: 146"]
    assert pen.texts("first plan") == ["try 0: 198"]
    marked, first = pen.of("this plan", "line")[0].xy[0, 0], pen.of("first plan", "line")[0].xy[0, 0]
    assert marked < first
    assert not pen.of("rooms")


def test_bars_take_in_whole_walks():
    bars = bars_of(run("floor_plan", NINE).every)
    width = np.diff(bars.edges)
    assert set(width.tolist()) == {2.0}
    every = run("floor_plan", NINE).every
    for left, right, count in zip(bars.edges[:-1], bars.edges[1:], bars.counts, strict=True):
        inside = (every.lengths > left) & (every.lengths < right)
        assert count == every.counts[inside].sum()


def test_a_dozen_starts_the_best_framed(film):
    pen = strokes(film, place(film, "dozen"))
    titles = pen.of("panel title", "text")
    assert [text.text for text in titles][:3] == ["Start 0: 168", "Start 1: 146", "Start 2: 146"]
    assert len(titles) == 12
    assert sum(text.style.bold for text in titles) == len(pen.of("best", "rectangle")) == 7
    assert len(pen.of("rooms", "rectangle")) == 12 * 9


def test_before_there_is_a_plan_rooms_stand_in_a_ring_and_none_covers_another(film):
    for n in (2, 3, 9, 16):
        shown = film if n == 9 else animate(run("floor_plan", rooms(walks(n))))
        boxes = [box.xy for box in strokes(shown, 0).of("rooms", "rectangle")]
        assert len(boxes) == n
        for one, other in combinations(boxes, 2):
            assert (np.minimum(one[1], other[1]) <= np.maximum(one[0], other[0]) + 1e-6).any()


@pytest.mark.parametrize(
    "look", [{}, {"theme": "dark"}, {"width": 360, "height": 270}, {"width": 900, "height": 450}]
)
def test_all_words_lie_on_the_page_and_in_their_boxes(look):
    names = ["$x$", "a_b", "厨房の大きな部屋", "A room with a name that is far too long", "<b>", "C", "D"]
    film = animate(run("floor_plan", rooms(walks(7), names), seed=1), **look)
    wide, high = film.look.page
    for i in range(len(film.timeline.keyframes)):
        pen = strokes(film, i)
        for text in (stroke for stroke in pen.strokes if stroke.kind == "text"):
            left, bottom, right, top = text.box
            assert left >= -1, text.text
            assert bottom >= -1, text.text
            assert right <= wide + 1, text.text
            assert top <= high + 1, text.text
        for box, name in zip(pen.of("rooms", "rectangle"), pen.of("rooms", "text"), strict=False):
            if name.box[3] - name.box[1] < box.xy[1, 1] - box.xy[0, 1]:
                assert name.box[0] >= box.xy[0, 0] - 1
                assert name.box[2] <= box.xy[1, 0] + 1


def test_dark_paper_has_dark_letters_on_yellow_alone():
    film = animate(run("floor_plan", NINE, seed=2), theme="dark")
    pen = strokes(film, place(film, "swap"))
    assert {text.style.colour for text in pen.of("switched", "text")} == {DARK.switched_ink}
    assert {text.style.colour for text in pen.of("rooms", "text")} == {DARK.ink}


def test_names_that_are_cut_alike_are_told_apart():
    names = [f"Room number {i}" for i in range(30)]
    assert distinct(names, (200.0, 40.0), LIGHT) == names
    assert distinct(names, (40.0, 20.0), LIGHT) == [str(i) for i in range(30)]
    alike = ["Aaaaaaaaaaaaaaaaaaaaaa 1", "Aaaaaaaaaaaaaaaaaaaaaa 2"]
    assert distinct(alike, (40.0, 20.0), LIGHT) == ["1", "2"]
    one, other = distinct(["Aaaaaaaaaaaaaaaab", "Aaaaaaaaaaaaaaaac"], (40.0, 20.0), LIGHT)
    assert (one[:1], one[-3:], other) == ("A", "… 1", f"{one[:-1]}2")
    assert distinct(["Aaaaaaaaaaaaaaaab", "Aaaaaaaaaaaaaaaac"], (9.0, 20.0), LIGHT) == ["1", "2"]
    assert short_names(list(NINE.labels)) == ["En", "Of", "Li", "Gy", "Ca", "Ki", "A", "B", "To"]
    assert short_names(["Room 1", "Room 2"]) == ["1", "2"]
    assert short_names([f"Room {i}" for i in range(12)]) == [str(i) for i in range(12)]
    assert short_names(["room 1", "room 2", "bath", "$x$", "Bathroom"]) == ["1", "2", "bath", "$x$", "Bath"]
    assert short_names(["Corridor", "Corridors", "Hall"]) == ["Co1", "Co2", "Hall"]
    assert name_size(["A"], (80.0, 40.0), LIGHT) == LIGHT.name_size


def test_only_names_that_are_cut_alike_are_written_otherwise():
    """A caption calls a room by its name: numbers in the picture would not lead to it."""
    names = ["The very long corridor to the old wing", "The very long corridor to the new wing", "Kitchen"]
    assert distinct(names, (80.0, 30.0), LIGHT) == ["old wing", "new wing", "Kitchen"]
    film = animate(run("floor_plan", rooms(walks(12), [f"Room {i}" for i in range(12)])))
    numbers = [str(i) for i in range(12)]
    assert [text.split()[-1] for text in strokes(film, 0).texts("rooms")] == numbers
    dozen = strokes(film, place(film, "dozen")).texts("rooms")
    assert sorted(dozen) == sorted(numbers * 12)


def test_cells_lie_in_the_middle_of_their_room():
    floor = Floor(Grid(2, 3), Box(10, 20, 300, 200))
    np.testing.assert_allclose(floor.places.mean(axis=0), (160, 120))
    assert (np.diff(floor.places[:3, 0]) > 0).all()
    assert floor.places[0, 1] > floor.places[3, 1]


def test_figures_of_a_run():
    trace = run("floor_plan", NINE, seed=2)
    figure = kmanim.all_plans(trace)
    assert figure.curves["plans"]["plans"][:, 1].sum() == 362_880
    assert kmanim.toy_plan(trace).get_size_inches()[0] > 0
    assert kmanim.plan_starts(trace).get_size_inches()[0] > 0
    with pytest.raises(kmanim.InputError, match="toy_plan shows a floor plan, and k-means has none"):
        kmanim.toy_plan(run("kmeans", "mtcars", k=2))


@pytest.mark.parametrize("scale", [0, 1, 1e9])
def test_the_axis_of_counted_walks_has_whole_numbers_and_no_number_is_cut(scale):
    film = animate(run("floor_plan", rooms(walks(5, seed=2) * scale), seed=1))
    panel = film.scene._panel
    assert len(panel.plane.y.places) >= 2
    assert (panel.plane.y.places % 1 == 0).all()
    last = strokes(film, place(film, "swap", -1) if scale else place(film, "start"))
    assert not [text for text in last.texts("objective change") if "…" in text]
    (meaning,) = last.texts("objective meaning")
    assert meaning == ("Cells walked a day, × 10⁹" if scale > 1 else "Cells walked a day")
    # What the shortest is called stands above the axis.
    (called,) = last.of("best known", "text")
    assert called.box[1] >= panel.plane.box.bottom - 2
    if not scale:
        histogram = strokes(film, place(film, "every"))
        assert [stroke.text for stroke in histogram.strokes if stroke.text in ("0", "1", "0.5")]
        assert "0.5" not in [stroke.text for stroke in histogram.strokes if stroke.kind == "text"]


def test_lines_of_all_rooms_are_there_as_soon_as_the_rooms_are(film):
    index = place(film, "swap")
    move = next(n for n, tween in enumerate(film.timeline.keyframes[index].lead_in) if tween.kind == "move")
    on_the_way, there, held = (
        strokes(film, index, move, 0.5),
        strokes(film, index, move, 0.97),
        strokes(film, index),
    )
    lines = [line.xy.tolist() for line in held.of("walks", "line")]
    assert [line.xy.tolist() for line in there.of("walks", "line")] == lines
    assert len(on_the_way.of("walks", "line")) < len(lines)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_lines_between_rooms_stand_out_from_the_paper(theme):
    pen = strokes(animate(run("floor_plan", NINE, seed=2), theme=theme.name), 1)
    assert all(contrast(line.edge, theme.paper) >= 3 for line in pen.of("walks", "line"))

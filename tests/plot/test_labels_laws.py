"""Laws of letters among points, on random data: who is meant is plain, and no line runs through a text."""

import numpy as np
import pytest
from plot_recording import drawn, film_of

from kmanim.data.make_dataset import dataset
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.style.theme import TextStyle

ROOM, STYLE = Box(0, 0, 500, 300), TextStyle(size=14, colour="#222222")


def gaps(box, places):
    """How far places are from a box."""
    left, bottom, width, height = box
    x, y = places.T
    return np.hypot(x - np.clip(x, left, left + width), y - np.clip(y, bottom, bottom + height))


@pytest.mark.parametrize("n", [5, 40, 300, 5_000])
@pytest.mark.parametrize("seed", range(8))
def test_a_name_without_a_leader_is_nearest_to_its_own_point(n, seed):
    rng = np.random.default_rng(seed)
    points = rng.uniform((10, 10), (490, 290), (n, 2))
    room = FreeRoom(ROOM, Obstacles(points, ROOM), 4.5)
    for row in range(3):
        label = room.name(points[row], 4.5, f"point {row}", STYLE)
        others = np.delete(points, row, axis=0)
        if label.leader is None:
            nearer = gaps(label.box, others) < gaps(label.box, points[row : row + 1]) - 1.5
            assert not nearer.any()
        else:
            start, _ = label.leader
            assert np.hypot(*(np.array(start) - points[row])) < 8


def test_a_name_amid_points_is_led_and_a_free_one_is_not():
    angles = np.radians(np.arange(0, 360, 20))
    around = (150, 150) + 14 * np.column_stack([np.cos(angles), np.sin(angles)])
    points = np.concatenate([[(150.0, 150)], around, [(400, 200)]])
    room = FreeRoom(ROOM, Obstacles(points, ROOM), 4.5)
    assert room.name(points[0], 4.5, "amid others", STYLE).leader is not None
    assert room.name(points[-1], 4.5, "alone", STYLE).leader is None


def test_a_ring_says_who_is_meant():
    points = np.array([(100.0, 100), (116.0, 100), (84.0, 100)])
    room = FreeRoom(ROOM, Obstacles(points, ROOM), 4.5)
    label = room.name(points[0], 9, "×2", STYLE, ringed=True)
    assert label.leader is None or np.hypot(*np.diff(label.leader, axis=0)[0]) > 5


@pytest.mark.parametrize("seed", range(12))
def test_no_line_runs_through_a_text_of_an_explained_row(seed):
    rng = np.random.default_rng(seed)
    scene = film_of(
        dataset(rng.normal(size=(60, 2)) * (3, 1)), k=int(rng.integers(2, 7)), seed=seed,
        told={"explain": (0, 1, 2)},
    )  # fmt: skip
    for index, key in enumerate(scene.timeline.keyframes):
        if key.kind != "explain":
            continue
        pen = drawn(scene, index)
        lines = [
            start + np.linspace(0, 1, 200)[:, None] * (end - start)
            for stroke in pen.of("distances", "line")
            for start, end in zip(stroke.xy, stroke.xy[1:], strict=False)
        ]
        for text in pen.of("names", "text"):
            left, low, right, top = text.box
            for line in lines:
                inside = (line > (left + 1, low + 2)) & (line < (right - 1, top - 2))
                assert not inside.all(axis=1).any(), (text.text, key.rows)


@pytest.mark.parametrize("seed", [0, 1, 2, 5])
def test_walls_are_obstacles(seed):
    rng = np.random.default_rng(100 + seed)
    scene = film_of(
        dataset(rng.normal(size=(30, 2)), labels=[f"point {i}" for i in range(30)]), k=3, seed=seed
    )
    met = 0
    for index, key in enumerate(scene.timeline.keyframes):
        if key.kind != "reassign":
            continue
        pen = drawn(scene, index)
        for text in pen.of("names", "text"):
            left, low, right, top = text.box
            for wall in pen.of("boundary", "line"):
                for start, end in zip(wall.xy, wall.xy[1:], strict=False):
                    line = start + np.linspace(0, 1, 400)[:, None] * (end - start)
                    assert (
                        not ((line > (left + 1, low + 2)) & (line < (right - 1, top - 2))).all(axis=1).any()
                    )
                    met += 1
    assert met


def test_a_long_value_by_the_edge_stays_in_the_plot():
    """Beside a short line at the very edge half of it would stand outside, wherever along the line."""
    room = FreeRoom(ROOM, Obstacles(np.array([(250.0, 150)]), ROOM), 4.5)
    label = room.beside(np.array([4.0, 100]), np.array([14.0, 100]), "a value with a very long unit", STYLE)
    assert label is not None
    left, bottom, width, height = label.box
    assert left >= 0
    assert left + width <= 500
    assert bottom + height < 100 or bottom > 100

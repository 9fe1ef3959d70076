"""What lies over what: points, centroids, the places they came from, and the letters beside them."""

from itertools import combinations

import numpy as np
import pytest
from plot_recording import drawn, film_of, index_of, reference

from kmanim.data.load import load
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.marks.ground import CROWD
from kmanim.plot.marks.old_centroids import draw_trail
from kmanim.plot.render.pen import SHAPES, Pen
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import LIGHT, TextStyle

PAST = ("way", "trail")


@pytest.fixture(scope="module")
def crowd():
    rng = np.random.default_rng(4)
    points = np.concatenate([rng.normal(m, 1, (100, 2)) for m in ((0, 0), (4, 1), (2, 5))])
    return film_of(load(points), k=3, look=Look(), trail=True)


def order(pen, *starts):
    return [i for i, s in enumerate(pen.strokes) if s.role.startswith(starts)]


def test_nothing_of_the_past_shows_inside_a_centroid(cars_film, crowd):
    for film in (cars_film, crowd):
        for kind in ("update", "done"):
            index = index_of(film, kind)
            pen = drawn(film, index)
            covers = [i for i in order(pen, "halo") if pen.strokes[i].alpha > 0.7]
            past = order(pen, *PAST)
            assert past
            after = [pen.strokes[i] for i in covers if i > max(past)]
            for place in film.states[index].centroids:
                cover = next(s for s in after if np.allclose(s.xy, place))
                assert cover.fill == film.look.style.paper
                assert cover.size >= film.look.style.centroid + 2


def test_few_points_are_never_hidden_and_many_are_seen_through(cars_film, crowd):
    assert len(cars_film.places) <= CROWD < len(crowd.places)
    for film, least in ((cars_film, 0.5), (crowd, 0.2)):
        pen = drawn(film, index_of(film, "update"))
        first = min(order(pen, "points"))
        over = [s for s in pen.strokes[first:] if s.fill == film.look.style.paper and s.role == "halo"]
        assert over
        assert all(1 - s.alpha >= least - 1e-9 for s in over)
        assert min(order(pen, "centroid 1")) > max(order(pen, "points", "halo"))


def test_old_centroids_lie_above_points_and_halos_and_below_new_ones(cars_film, crowd):
    for film in (cars_film, crowd):
        pen = drawn(film, index_of(film, "update"))
        old, first = order(pen, "old centroid"), min(order(pen, "centroid 1"))
        assert max(order(pen, "points", "halo")) < min(old)
        assert min(old) < first


def test_stops_of_a_trail_touch_neither_each_other_nor_the_centroid():
    rng = np.random.default_rng(2)
    end = np.array([300.0, 200.0])
    ways = end + np.append(
        rng.normal(0, 150, (2, 2)) * 0.9 ** np.arange(60)[:, None, None], np.zeros((1, 2, 2)), 0
    )
    film = reference()
    pen = drawn(film, 0)
    pen.strokes.clear()
    draw_trail(pen, list(ways), cluster_styles(2, LIGHT), LIGHT)
    for one, (line, marks) in enumerate(
        zip(pen.of("trail", "line"), pen.of("trail", "markers"), strict=True)
    ):
        np.testing.assert_allclose(line.xy[[0, -1]], [ways[0, one], end])
        np.testing.assert_allclose(marks.xy[0], ways[0, one])
        assert len(marks.xy) > 2
        for a, b in combinations(marks.xy, 2):
            assert np.hypot(*(a - b)) > marks.size + marks.width
        assert np.hypot(*(marks.xy - end).T).min() > LIGHT.centroid / 2


def test_with_the_trail_throughout_a_move_is_drawn_once(crowd):
    index = index_of(crowd, "update", 1)
    pen = drawn(crowd, index)
    old = crowd.states[index].old
    for one, way in enumerate(pen.of("trail", "line")):
        np.testing.assert_allclose(way.xy[-1], old[one])


def test_outlined_clusters_have_a_cross_that_is_seen():
    scene = film_of(load("mtcars"), k=6)
    pen = drawn(scene, index_of(scene, "starts"))
    for number, style in enumerate(cluster_styles(6, LIGHT), start=1):
        (cross,) = [s for s in pen.of(f"centroid {number}") if s.shape == "plus"]
        assert cross.edge == (style.edge or style.colour)


@pytest.mark.parametrize("shape", [s for s in SHAPES if s not in {"plus", "cross"}])
def test_every_shape_stands_with_its_middle_of_mass_on_its_place(shape):
    pen, pixels = Pen.on_nothing(60, 60, 1)
    pen.markers(shape, np.array([(30.0, 30.0)]), 40, "#000000")
    ink = pixels()[..., 3].astype(float)
    middle = [(ink.sum(axis=axis) * (np.arange(60) + 0.5)).sum() / ink.sum() for axis in (0, 1)]
    assert middle == pytest.approx([30, 30], abs=0.6)


def test_numbers_of_centroids_leave_the_outlines_whole(cars_film, crowd):
    for film in (cars_film, crowd):
        for index in range(1, len(film.timeline.keyframes)):
            pen = drawn(film, index)
            for number, text in enumerate(pen.of("centroid numbers", "text"), start=1):
                (x, y) = pen.of(f"centroid {number}")[-1].xy[0]
                half = film.look.style.centroid * 0.45 + 1.25  # the square reaches farther on the slant
                left, _, right, _ = text.box
                low, top = text.xy[0, 1], text.xy[0, 1] + 0.73 * text.style.size
                assert left > x + half or right < x - half or low > y + half or top < y - half


def test_numbers_walk_round_their_centroids(cars_film, crowd):
    for film in (cars_film, crowd):
        clear = film.look.style.centroid / 2 + 0.7 * film.look.style.name_size
        for index, key in enumerate(film.timeline.keyframes):
            for tween in range(len(key.lead_in)):
                for at in (0.25, 0.5, 0.75):
                    pen = drawn(film, index, tween, at)
                    for number, text in enumerate(pen.of("centroid numbers", "text"), start=1):
                        middle = text.xy[0] + (0, text.style.size * 0.365)
                        assert np.hypot(*(middle - pen.of(f"centroid {number}")[-1].xy[0])) > clear


def test_shared_spots_are_counted_where_no_centroid_and_no_distance_comes():
    for look in (Look(), Look(aspect="equal")):
        film = reference(look)
        (count,) = drawn(film, 0).of("duplicate counts", "text")
        left, low, right, top = count.box
        for stops in film.stops:
            apart = np.column_stack(
                [stops[:, 0] - stops[:, 0].clip(left, right), stops[:, 1] - stops[:, 1].clip(low, top)]
            )
            assert np.hypot(*apart.T).min() > film.look.style.centroid / 2
        for number in (0, 1):
            for line in drawn(film, index_of(film, "explain", number)).of("distances", "line"):
                way = line.xy[0] + np.linspace(0, 1, 300)[:, None] * (line.xy[1] - line.xy[0])
                assert not ((way > (left, low)) & (way < (right, top))).all(axis=1).any()


def test_each_count_stands_nearest_to_its_own_spot():
    film = film_of(load("mtcars", columns=["weight"]), k=3, look=Look(), panel="inertia")
    pen = drawn(film, 0)
    rings = np.vstack([s.xy for s in pen.of("duplicates")])
    counts = {f"×{n}": film.places[row] for row, n in zip(film._spots.rows, film._spots.counts, strict=True)}
    labels = pen.of("duplicate counts", "text")
    assert {label.text for label in labels} == set(counts) == {"×2", "×3"}
    leaders = [s.xy for s in pen.of("duplicate counts", "line")]
    for label in labels:
        left, low, right, top = label.box
        gaps = np.hypot(rings[:, 0] - rings[:, 0].clip(left, right), rings[:, 1] - rings[:, 1].clip(low, top))
        np.testing.assert_allclose(rings[gaps.argmin()], counts[label.text])
        led = [way for way in leaders if np.hypot(*(way[0] - counts[label.text])) < 12]
        if gaps.min() <= 10:
            assert not led
            continue
        # Farther off a line leads from it to its own spot, and to no other.
        ((begin, end),) = led
        assert np.hypot(*(rings - begin).T).argmin() == gaps.argmin()
        assert left - 2 <= end[0] <= right + 2
        assert low - 2 <= end[1] <= top + 2


def test_an_explained_spot_has_one_ring(cars_film):
    assert drawn(cars_film, index_of(cars_film, "explain", 0)).of("duplicates")
    assert not drawn(cars_film, index_of(cars_film, "explain", 1)).of("duplicates")


def test_no_line_strikes_a_number_through_however_many_points_there_are():
    rng = np.random.default_rng(6)
    box = Box(0, 0, 500, 300)
    room = FreeRoom(box, Obstacles(rng.uniform((0, 0), (500, 300), (20_000, 2)), box), 1.0)
    lines = [np.array([(250.0, 150.0), (60.0 * i, 280.0 - 30 * (i % 3))]) for i in range(1, 8)]
    for line in lines:
        room.take_line(line)
    for line in lines[:2]:
        label = room.beside(line[0], line[1], "123.4", TextStyle(size=14, colour="#222222"))
        for other in lines:
            way = other[0] + np.linspace(0, 1, 500)[:, None] * (other[1] - other[0])
            low, high = label.box[:2], (label.box.right, label.box.top)
            assert not ((way > low) & (way < high)).all(axis=1).any()


def test_a_distance_stands_nearest_to_its_own_line():
    scene = film_of(load("mtcars"), k=6, seed=3, told={"explain": ("Mazda RX4",)})
    index = index_of(scene, "explain")
    state = scene.states[index]
    place = scene.places[state.explained]
    trace = scene.trace
    lines = {
        f"{trace.distances(0, state.explained)[cluster]:.0f}": place
        + np.linspace(0, 1, 400)[:, None] * (state.centroids[cluster] - place)
        for cluster in range(6)
    }
    values = [t for t in drawn(scene, index).of("names", "text") if t.text in lines]
    assert len(values) >= 4
    for value in values:
        left, low, right, top = value.box
        gap = {
            text: np.hypot(
                way[:, 0] - way[:, 0].clip(left, right), way[:, 1] - way[:, 1].clip(low, top)
            ).min()
            for text, way in lines.items()
        }
        assert min(gap, key=gap.get) == value.text


def test_a_leader_goes_round_points_where_it_can():
    box = Box(0, 0, 400, 400)
    around = 200 + 30 * np.array([(np.cos(a), np.sin(a)) for a in np.linspace(0.4, 2 * np.pi - 0.4, 60)])
    room = FreeRoom(box, Obstacles(np.vstack([[(200.0, 200.0)], around]), box), 4.5)
    label = room.name(
        np.array([200.0, 200.0]), 9, "a name that is long", TextStyle(size=14, colour="#222222")
    )
    start, end = np.array(label.leader)
    way = start + np.linspace(0, 1, 200)[:, None] * (end - start)
    assert np.hypot(*(way[:, None] - around).transpose(2, 0, 1)).min() > 4.5

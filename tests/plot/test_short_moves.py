"""Old centroids are seen however short a move is and however many points there are."""

import numpy as np
import pytest
from figures_pen import drawn_on
from plot_recording import REFERENCE, RecordingPen, drawn, film_of, index_of, reference

import kmanim
from kmanim.data.load import load
from kmanim.plot.cards.card import covers
from kmanim.plot.figures.strip import strip
from kmanim.plot.marks.ground import draw_ground
from kmanim.plot.marks.insets import (
    LARGE,
    SMALL,
    Inset,
    draw_hints,
    draw_inset,
    factor_of,
    factor_text,
    inset_size,
)
from kmanim.plot.marks.old_centroids import is_far, short_moves
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT


def crowd(n, k, seed=1):
    rng = np.random.default_rng(seed)
    return load(np.concatenate([rng.normal(rng.uniform(0, 10, 2), 1, (n // k, 2)) for _ in range(k)]))


def updates(scene):
    return [i for i, key in enumerate(scene.timeline.keyframes) if key.kind == "update"]


def on_ground(way, n=10, theme=LIGHT):
    old, new = np.array([(100.0, 100.0)]), np.array([(100.0 + way, 100.0)])
    pen = RecordingPen()
    styles = cluster_styles(1, theme)
    draw_ground(pen, lambda: pen.markers("circle", new, 9), n, new, styles, theme, old=old)
    return pen


@pytest.mark.parametrize(
    ("way", "far", "short"),
    [(0.0, False, False), (0.4, False, False), (0.6, False, True), (23.9, False, True), (24.1, True, False)],
)
@pytest.mark.parametrize("n", [10, 4000])
def test_a_mark_stands_where_it_is_clear_of_the_new_one(way, far, short, n):
    pen = on_ground(way, n)
    assert bool(pen.of("old centroid")) == far
    assert bool(pen.of("way")) == far
    old, new = np.array([(5.0, 5.0)]), np.array([(5.0, 5.0 + way)])
    assert is_far(old, new, LIGHT).tolist() == [far]
    assert short_moves(old, new, LIGHT) == ((0,) if short else ())


@pytest.mark.parametrize("n", [10, 4000])
def test_no_halo_lies_on_an_old_mark(n):
    pen = on_ground(30.0, n)
    roles = [s.role for s in pen.strokes]
    first = roles.index("old centroid")
    assert "halo" in roles[:first]
    assert "halo" not in roles[first:]
    halo, grey, _ = pen.of("old centroid")
    assert (halo.edge, grey.edge, grey.fill) == (LIGHT.halo, LIGHT.old_centroid, None)
    assert any(np.allclose(s.xy, (100, 100)) for s in pen.of("halo"))


def test_a_long_move_comes_out_from_under_the_centroid():
    old, bound = np.array([(100.0, 100.0)]), np.array([(180.0, 100.0)])
    for share, above in ((0.1, False), (0.5, True)):
        pen, here = RecordingPen(), old + share * (bound - old)
        draw_ground(pen, lambda: None, 10, here, cluster_styles(1, LIGHT), LIGHT, old=old, bound=bound)
        roles = [s.role for s in pen.strokes]
        last = len(roles) - 1 - roles[::-1].index("halo")
        assert (roles.index("old centroid") > last) == above


@pytest.mark.parametrize("radius", [LARGE, SMALL])
def test_the_factor_is_round_and_old_and_new_stand_apart_inside(radius):
    for way in np.geomspace(0.51, 23.9, 60):
        factor = factor_of(way, radius)
        assert factor > 1
        assert 24 <= factor * way <= 2 * radius
    assert [factor_text(f) for f in (1.5, 4, 100)] == ["×1.5", "×4", "×100"]


def test_an_inset_shows_the_move_magnified_and_its_direction():
    scene = reference()
    index = updates(scene)[1]
    state = scene.states[index]
    moves = scene.letters.short_moves.at(index)
    assert [inset.cluster for inset in moves.insets] == [0, 1]
    assert not moves.hinted
    pen = drawn(scene, index)
    olds, news = pen.of("old centroid")[1::3], pen.of("inset centroid")[1::3]
    for inset, old, new in zip(moves.insets, olds, news, strict=True):
        way = state.centroids[inset.cluster] - state.old[inset.cluster]
        np.testing.assert_allclose(new.xy[0] - old.xy[0], inset.factor * way)
        np.testing.assert_allclose((new.xy[0] + old.xy[0]) / 2, inset.middle)
        assert old.edge == LIGHT.old_centroid
        assert new.edge == scene.styles[inset.cluster].colour
        assert old.shape == new.shape == scene.styles[inset.cluster].shape
        for mark in (old, new):
            assert np.hypot(*(mark.xy[0] - inset.middle)) + mark.size * 0.6 < inset.radius
    for inset, head in zip(moves.insets, pen.of("inset arrow", "polygon"), strict=True):
        way = state.centroids[inset.cluster] - state.old[inset.cluster]
        pointing = head.xy[0] - head.xy[1:].mean(axis=0)
        assert pointing @ way == pytest.approx(np.hypot(*pointing) * np.hypot(*way))
    assert pen.texts("inset factor") == [factor_text(inset.factor) for inset in moves.insets]


def test_inside_an_inset_the_centroid_moves_as_it_does_outside():
    scene = reference()
    index = updates(scene)[1]
    lead = scene.timeline.keyframes[index].lead_in
    tween = next(n for n, t in enumerate(lead) if t.kind == "move")
    inset = scene.letters.short_moves.at(index).insets[0]
    held = drawn(scene, index)
    for at in (0.2, 0.5, 0.8):
        pen = drawn(scene, index, tween, at)
        place = pen.of("centroid 1")[-1].xy[0]
        way = pen.of("inset centroid")[1].xy[0] - pen.of("old centroid")[1].xy[0]
        np.testing.assert_allclose(way, inset.factor * (place - scene.states[index].old[0]), atol=1e-9)
        for role in ("inset", "old centroid", "inset leader"):
            for here, there in zip(pen.of(role), held.of(role), strict=True):
                np.testing.assert_allclose(here.xy, there.xy)


def test_insets_lie_in_the_plot_and_off_centroids_numbers_counts_and_each_other():
    films = [
        reference(), film_of(crowd(4000, 4), k=4, seed=2), film_of(crowd(600, 20), k=20, seed=3),
        film_of(load("iris"), k=3, seed=3), film_of(load("mtcars", columns=["weight"]), k=3, seed=1),
        film_of(load("faithful"), k=2, seed=3, look=Look(width=360, height=270, theme="dark")),
    ]  # fmt: skip
    seen = 0
    for scene in films:
        plot, theme = scene.stage.plane.box, scene.look.style
        for index in updates(scene):
            state, moves = scene.states[index], scene.letters.short_moves.at(index)
            assert len(moves.insets) <= 3
            pen = drawn(scene, index)
            texts = [s.box for role in ("centroid numbers", "duplicate counts") for s in pen.of(role, "text")]
            for number, inset in enumerate(moves.insets):
                seen += 1
                box = inset.box
                assert box.left >= plot.left
                assert box.right <= plot.right
                assert box.bottom >= plot.bottom
                assert box.top <= plot.top
                assert not covers(box, state.centroids, theme.centroid / 2 + 2)
                for other in moves.insets[:number]:
                    assert np.hypot(*(inset.middle - other.middle)) > inset.radius + other.radius
                for left, low, right, top in texts:
                    assert right < box.left or left > box.right or top < box.bottom or low > box.top
            shown = {inset.cluster for inset in moves.insets} | set(moves.hinted)
            assert shown == set(short_moves(state.old, state.centroids, theme))
    assert seen > 12


def test_many_short_moves_have_three_insets_at_most_and_arrows():
    scene = film_of(crowd(600, 20), k=20, seed=3)
    index = updates(scene)[1]
    state, moves = scene.states[index], scene.letters.short_moves.at(index)
    assert 1 <= len(moves.insets) <= 3
    assert len(moves.hinted) > 8
    pen = drawn(scene, index)
    heads = [s for s in pen.of("short move", "polygon") if s.edge is None]
    for cluster, head in zip(moves.hinted, heads, strict=True):
        way = state.centroids[cluster] - state.old[cluster]
        to = state.centroids[cluster] - head.xy[0]
        assert to @ way == pytest.approx(np.hypot(*to) * np.hypot(*way))
        assert LIGHT.centroid / 2 < np.hypot(*to) < LIGHT.centroid
        assert head.fill == LIGHT.old_centroid


def test_insets_stay_where_they_are_from_move_to_move():
    scene = reference()
    _, second, third = (scene.letters.short_moves.at(i) for i in updates(scene))
    assert [(i.cluster, i.x, i.y) for i in second.insets] == [(i.cluster, i.x, i.y) for i in third.insets]


def test_pictures_come_out_the_same_in_any_order():
    first, second = reference(), reference()
    last = updates(first)[-1]
    alone = first.letters.short_moves.at(last)
    for index in updates(second):
        second.letters.short_moves.at(index)
    assert second.letters.short_moves.at(last) == alone


def test_an_inset_goes_when_the_next_assignment_begins():
    scene = reference()
    index = index_of(scene, "reassign", 1)
    assert drawn(scene, index - 1).of("inset")
    assert not drawn(scene, index, 0, 0.5).of("inset")
    assert not drawn(scene, index, 0, 0.5).of("old centroid")
    assert not drawn(scene, index).of("inset")


def test_a_centroid_that_stays_leaves_nothing():
    points = np.array([(0.0, 0), (0, 2), (2, 0), (2, 2), (20, 0), (20, 2), (23, 0), (23, 2)])
    scene = film_of(load(points), k=2, init=((1, 1), (20, 2)))
    pen = drawn(scene, index_of(scene, "update"))
    assert len(pen.of("old centroid")) == 3
    assert not pen.of("inset")
    assert not pen.of("short move")


def test_in_a_hundred_thousand_points_every_move_is_seen():
    scene = film_of(crowd(100_000, 6), k=6, seed=1)
    for index in updates(scene):
        state, moves = scene.states[index], scene.letters.short_moves.at(index)
        pen = drawn(scene, index)
        moved = int((np.hypot(*(state.centroids - state.old).T) > 0.5).sum())
        assert len(pen.of("old centroid")) // 3 + len(moves.hinted) == moved
        assert max(i for i, s in enumerate(pen.strokes) if s.kind == "image") < min(
            i for i, s in enumerate(pen.strokes) if s.role in {"old centroid", "short move"}
        )


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_an_inset_is_paper_with_a_rim_and_grey_and_colour_in_it(theme):
    pen, pixels = Pen.on_nothing(120, 120, 1)
    inset = Inset(0, 60.0, 60.0, LARGE, 10.0)
    style = cluster_styles(1, theme)[0]
    draw_inset(pen, inset, np.array([10.0, 10.0]), np.array([13.5, 10.0]), style, theme)
    picture = pixels()
    assert picture[60, 60, 3] == 255
    colours = {"#{:02X}{:02X}{:02X}".format(*p[:3]) for p in picture.reshape(-1, 4) if p[3] == 255}
    assert {theme.paper, theme.old_centroid, style.colour, theme.ink} <= colours


def test_small_panels_have_arrows_and_no_insets():
    cars = load("mtcars")
    film = kmanim.side_by_side(
        [kmanim.run("kmeans", cars, k=2, init=REFERENCE), kmanim.run("kmeans", cars, k=4, seed=1)],
        ["two", "four"],
    )
    scene = film.scene
    found = 0
    for index, key in enumerate(scene.told.timeline.keyframes):
        pen = RecordingPen()
        scene.draw(pen, index)
        assert not pen.of("inset")
        found += len(pen.of("short move")) if key.kind == "update" else 0
    assert found


def test_a_strip_has_arrows():
    trace = kmanim.run("kmeans", load("mtcars"), k=2, init=REFERENCE)
    assert any(role == "short move" for *_, role in drawn_on(strip(trace)).lines)


def test_an_arrow_ends_at_the_rim_it_points_to():
    pen = RecordingPen()
    draw_hints(pen, (0,), np.array([(50.0, 50.0)]), np.array([(50.0, 53.0)]), LIGHT)
    shaft = pen.of("short move", "line")[-1].xy
    assert shaft[0, 1] < shaft[1, 1] < 53 - LIGHT.centroid / 2
    np.testing.assert_allclose(shaft[:, 0], 50)


def test_letters_on_the_rim_belong_to_the_room_an_inset_takes():
    width, height = inset_size(LARGE)
    assert width > 2 * LARGE
    assert height >= 2 * LARGE + LIGHT.tick_size


def test_over_many_points_ways_and_trails_have_paper_around_them():
    for n, lines in ((10, 1), (4000, 2)):
        assert len(on_ground(60.0, n).of("way")) == lines
    few, many = reference(), film_of(crowd(400, 4), k=4, seed=2)
    for scene, has_ground in ((few, False), (many, True)):
        pen = drawn(scene, index_of(scene, "done"))
        assert pen.of("trail")
        assert bool(pen.of("trail ground")) == has_ground
        assert all(s.edge == LIGHT.halo for s in pen.of("trail ground"))

"""Very many points: a picture that is kept up to date is the one that is made from nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from kmanim.data.load import load
from kmanim.plot.axes.places import Places, extent_of
from kmanim.plot.density.clouds import pixel_counts_of
from kmanim.plot.density.marker_pixels import spot_of
from kmanim.plot.density.switched_density import marks_of
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import set_stage
from kmanim.plot.marks.points import dots_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT

STYLES = cluster_styles(4, LIGHT)


def places_of(points):
    data = load(np.asarray(points, float))
    return Places(data, set_stage(Look(), data.view.titles, extent_of(data)).plane)


def crowd(n=3000, seed=0):
    rng = np.random.default_rng(seed)
    return places_of(rng.normal(size=(n, 2)) * (1.0, 0.3) + rng.integers(0, 3, (n, 1)))


@settings(max_examples=8)
@given(st.integers(0, 1000), st.sampled_from([0.6, 1.0, 1.3]))
def test_moving_points_is_counting_them_anew(seed, scale):
    rng = np.random.default_rng(seed)
    places = crowd(400, seed)
    kept = pixel_counts_of(places, STYLES, LIGHT, scale)
    for _ in range(3):
        rows = rng.choice(400, rng.integers(1, 400), replace=False)
        kept.move(rows, rng.integers(0, 5, len(rows)).astype(np.uint8))
        anew = pixel_counts_of(places, STYLES, LIGHT, scale)
        anew._begin(kept.groups)
        np.testing.assert_array_equal(kept._mix, anew._mix)
        np.testing.assert_array_equal(kept.picture(), anew.picture())


def test_few_and_many_switches_are_moved_alike():
    places = crowd()
    few, many = (pixel_counts_of(places, STYLES, LIGHT, 1.0) for _ in range(2))
    groups = np.random.default_rng(1).integers(0, 5, 3000).astype(np.uint8)
    many.show(groups)
    for rows in np.array_split(np.arange(3000), 100):
        few.move(rows, groups[rows])
    np.testing.assert_array_equal(few.picture(), many.picture())


def test_the_picture_is_one_array_while_nothing_changes_and_another_when_it_does():
    tally = pixel_counts_of(crowd(), STYLES, LIGHT, 1.0)
    grey = tally.picture()
    before = grey.copy()
    assert tally.picture() is grey
    tally.show(tally.groups.copy())
    assert tally.picture() is grey
    tally.move(np.arange(50), np.full(50, 2, np.uint8))
    assert tally.picture() is not grey
    np.testing.assert_array_equal(grey, before)
    np.testing.assert_array_equal(tally.picture()[..., 3], grey[..., 3])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("scale", [0.75, 1.0, 2.0])
def test_points_that_lie_apart_look_like_markers(theme, scale):
    rng = np.random.default_rng(3)
    points = np.stack(np.meshgrid(np.arange(30.0), np.arange(15.0)), axis=-1).reshape(-1, 2)
    places = places_of(points + rng.uniform(-0.2, 0.2, points.shape))
    labels = rng.integers(0, 4, len(points)).astype(np.uint8)
    styles = cluster_styles(4, theme)
    tally = pixel_counts_of(places, styles, theme, scale)
    tally.show(labels + np.uint8(1))
    pixels = []
    for _ in range(2):
        sheet, get = Pen.on_nothing(round(600 * scale), round(450 * scale), scale)
        if not pixels:
            sheet.image(tally.left, tally.bottom, tally.picture())
        else:
            # As very many points are drawn one by one: small and round, without a rim.
            for dots in dots_of(places[:], labels, styles, theme):
                sheet.markers("circle", dots.places, dots.size, dots.fill)
        pixels.append(get().astype(int))
    counted, marked = pixels
    assert np.abs(counted[..., 3] - marked[..., 3]).max() <= 255 / 31
    full = marked[..., 3] > 250
    assert np.abs(counted[full] - marked[full]).max() <= 255 / 31


def test_strength_grows_with_points_and_colours_mix():
    points = [(0, 0)] * 200 + [(1, 0)] * 20 + [(2, 0)] + [(3, 0)] * 2 + [(4, 1)]
    places = places_of(points)
    labels = np.array([0] * 200 + [0] * 20 + [1] + [0, 1] + [2], np.uint8)
    tally = pixel_counts_of(places, STYLES, LIGHT, 1.0)
    tally.show(labels + np.uint8(1))
    sheet, get = Pen.on_nothing(600, 450, 1.0)
    sheet.image(tally.left, tally.bottom, tally.picture())
    picture = get()
    at = [picture[449 - round(y), round(x)].astype(int) for x, y in places[[0, 200, 220, 221]]]
    strong, middle, faint, mixed = at
    assert strong[3] > middle[3] > mixed[3] > faint[3] > 0
    assert np.abs(strong[:3] - (0xD5, 0x5E, 0x00)).max() <= 5
    assert np.abs(faint[:3] - (0x00, 0x72, 0xB2)).max() <= 5
    assert np.abs(mixed[:3] - (0x6A, 0x68, 0x59)).max() <= 6
    whole = tally.picture()
    assert (whole[whole[..., 3] == 0] == (255, 255, 255, 0)).all()


def test_points_on_the_edge_and_single_ones_are_counted():
    for points in ([(5.0, 5.0)], [(0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (1.0, 0.0)]):
        places = places_of(points)
        tally = pixel_counts_of(places, STYLES, LIGHT, 1.0)
        ink = tally._ink.sum() / spot_of(LIGHT.point, 1.0).ink.sum()
        assert ink == len(points)


def test_obstacles_of_places_are_those_of_their_array(monkeypatch):
    places = crowd()
    box = places.plane.box
    edges = np.random.default_rng(2).uniform(0, 400, (2, 50))
    whole = Obstacles(places[:], box).count(*edges, *(edges + 30))
    monkeypatch.setattr(places, "_kept", None)  # as where they are very many
    assert len(list(places.pieces())) == 1
    monkeypatch.setattr("kmanim.plot.axes.places.AT_ONCE", 700)
    assert len(list(places.pieces())) == 5
    np.testing.assert_array_equal(
        np.concatenate([piece for _, piece in places.pieces()]), places[np.arange(3000)]
    )
    np.testing.assert_array_equal(places[7], places[np.array([7])][0])
    for _ in range(2):  # made, and remembered
        np.testing.assert_array_equal(Obstacles(places, box).count(*edges, *(edges + 30)), whole)
    anew = pixel_counts_of(places, STYLES, LIGHT, 1.0)
    np.testing.assert_array_equal(anew.picture(), pixel_counts_of(crowd(), STYLES, LIGHT, 1.0).picture())


@pytest.mark.parametrize("name", ["mtcars", "iris", "sheehan4"])
def test_the_reach_is_that_of_all_points(name, monkeypatch):
    data = load(name)
    shown = data.view.project(data.points)
    monkeypatch.setattr("kmanim.plot.axes.places.AT_ONCE", 11)
    np.testing.assert_array_equal(extent_of(data), [shown.min(axis=0), shown.max(axis=0)])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_opaque_points_are_the_others_on_paper(theme):
    styles = cluster_styles(4, theme)
    groups = np.random.default_rng(1).integers(0, 5, 3000).astype(np.uint8)
    clear, opaque = (pixel_counts_of(crowd(), styles, theme, 1.0, opaque=opaque) for opaque in (False, True))
    for tally in (clear, opaque):
        tally.show(groups)
        tally.move(np.arange(100), np.full(100, 3, np.uint8))
    paper = np.rint(np.multiply(to_rgb(theme.paper), 255))
    strength = clear.picture()[..., 3:] / 255
    np.testing.assert_array_equal(opaque.picture()[..., 3], np.where(strength[..., 0] > 0, 255, 0))
    laid = paper + (clear.picture()[..., :3] - paper) * strength
    assert np.abs(opaque.picture()[..., :3] - laid).max() <= 0.5


@pytest.mark.parametrize(("k", "most"), [(4, 16), (12, 10), (20, 6), (50, 6)])
def test_very_many_colours_have_fewer_steps_of_strength(k, most):
    tally = pixel_counts_of(crowd(), cluster_styles(k, LIGHT), LIGHT, 1.0)
    steps = np.unique(tally.picture()[..., 3])
    assert most - 2 <= len(steps) <= most
    assert {0, 255} <= set(steps.tolist())


@pytest.mark.parametrize(
    ("k", "alphas"), [(4, [0, 128, 255]), (9, [0, 128, 255]), (10, [0, 255]), (20, [0, 255])]
)
def test_marks_have_soft_edges_where_a_table_of_colours_has_room(k, alphas):
    tally = pixel_counts_of(crowd(), cluster_styles(k, LIGHT), LIGHT, 1.0)
    marks = marks_of(tally, np.arange(500), LIGHT, 6.0, 3.0)
    assert np.unique(marks[..., 3]).tolist() == alphas

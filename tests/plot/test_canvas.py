"""Frames: what stands for how long, and that every held one is the still drawn from nothing."""

import io
import warnings
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image
from plot_recording import film_of, index_of, reference

from kmanim.data.load import load
from kmanim.plot.film.frames import frames, page_of
from kmanim.plot.pages.as_figure import figure_of
from kmanim.plot.render import glyphs
from kmanim.plot.render import text_image as stamps
from kmanim.plot.render import text_width as widths
from kmanim.plot.style.look import Look


def played(scene, **options):
    return list(frames(scene, scene.timeline, scene.look, **options))


def held(scene):
    return [frame for frame in played(scene) if frame.held]


def forget():
    stamps.stamp.cache_clear()
    widths.text_width.cache_clear()
    widths.face.cache_clear()
    glyphs._letter.cache_clear()


def png(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=figure.dpi)
    return np.asarray(Image.open(io.BytesIO(buffer.getvalue())).convert("RGBA"))


@pytest.mark.parametrize(
    "look",
    [
        Look(),
        Look(scale=2, theme="dark"),
        Look(transparent=True),
        Look(width=361, height=271, scale=1.7),
    ],
    ids=["plain", "dark twice", "transparent", "odd size"],
)
def test_a_held_frame_is_the_still_drawn_from_nothing(look):
    scene = reference(look)
    for frame in held(scene):
        still = png(figure_of(page_of(scene, scene.look, frame.keyframe, still=False)))
        assert still.shape == (look.pixels[1], look.pixels[0], 4) == frame.pixels.shape
        np.testing.assert_array_equal(still, frame.pixels)


def test_a_frame_does_not_depend_on_what_was_drawn_before():
    one, other = reference(), reference()
    backwards = {i: png(figure_of(page_of(one, one.look, i, still=False))) for i in reversed(range(12))}
    for frame in held(other):
        np.testing.assert_array_equal(backwards[frame.keyframe], frame.pixels)


def test_durations_add_up_to_the_story(cars_film):
    for tween_ms in (50, 70, 100, 20, 0):
        shown = played(cars_film, tween_ms=tween_ms)
        assert sum(f.duration_ms for f in shown) == cars_film.timeline.duration_ms
        assert all(f.duration_ms % 10 == 0 and f.duration_ms >= 20 for f in shown)
        assert [f.keyframe for f in shown if f.held] == list(range(12))
    assert len(played(cars_film, tween_ms=0)) == 12


def test_frames_of_a_move(cars_film):
    shown = played(cars_film)
    index = index_of(cars_film, "update")
    move = [f for f in shown if f.keyframe == index]
    assert [f.duration_ms for f in move] == [50] * 15 + [cars_film.timeline.keyframes[index].hold_ms + 50]
    second = [f for f in shown if f.keyframe == index_of(cars_film, "update", 1)]
    assert len(second) == 6 + 16
    assert all(f.pixels.flags.c_contiguous and f.pixels.dtype == np.uint8 for f in shown)


def test_the_same_film_twice_is_the_same_pixels():
    for one, other in zip(played(reference()), played(reference()), strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)


def test_paper_is_left_out_when_asked():
    frame = held(reference(Look(transparent=True)))[0]
    assert frame.pixels[60, 300, 3] == 0
    assert held(reference())[0].pixels[..., 3].min() == 255


def test_colours_stand_where_they_must(cars_film):
    """Yellow where cars switched, grey where centroids were, in the pixels themselves."""
    frames_ = held(cars_film)
    names = cars_film.trace.dataset.labels

    def pixel(keyframe, place):
        return tuple(int(v) for v in frames_[keyframe].pixels[round(450 - place[1]), round(place[0]), :3])

    for name in ("Ferrari Dino", "Volvo 142E"):
        place = cars_film.places[names.index(name)]
        assert pixel(6, place - np.array([5, 0])) == (0xF0, 0xE4, 0x42)
        assert pixel(7, place - np.array([2, 0])) == (0xD5, 0x5E, 0x00)
    for place in cars_film.stops[0]:
        ring = frames_[5].pixels[round(450 - place[1]), round(place[0]) - 11 : round(place[0]) - 6, :3]
        assert (np.abs(ring.astype(int) - 0x76).max(axis=1) <= 12).any()


def test_no_setting_of_the_user_reaches_a_picture():
    plain = played(reference())
    settings = {
        "text.hinting": "none", "font.family": ["serif"], "font.size": 30.0, "figure.dpi": 33.0, "path.snap": False,
        "savefig.bbox": "tight", "savefig.dpi": 31.0, "lines.linewidth": 9.0, "text.antialiased": False,
        "figure.facecolor": "red", "path.simplify": False, "font.weight": "bold", "figure.autolayout": True,
        "path.sketch": (3.0, 50.0, 2.0),
    }  # fmt: skip
    stills = [png(figure_of(page_of(reference(), Look(), index))) for index in (3, 11)]
    forget()
    with mpl.rc_context(settings):
        before = dict(mpl.rcParams)
        odd = played(reference())
        made = [figure_of(page_of(reference(), Look(), index)) for index in (3, 11)]
        assert dict(mpl.rcParams) == before
    for still, figure in zip(stills, made, strict=True):
        np.testing.assert_array_equal(png(figure), still)
    forget()
    assert len(plain) == len(odd)
    for one, other in zip(plain, odd, strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)


def test_stills_can_be_saved_as_vectors(cars_film):
    for suffix in ("svg", "pdf"):
        buffer = io.BytesIO()
        figure_of(page_of(cars_film, cars_film.look, 6)).savefig(buffer, format=suffix)
        assert len(buffer.getvalue()) > 3000
    buffer = io.BytesIO()
    figure_of(page_of(cars_film, cars_film.look, 6)).savefig(buffer, format="svg")
    picture = buffer.getvalue().decode()
    assert 'id="switched_1"' in picture
    assert 'id="points-cluster-1_1"' in picture
    assert "#f0e442" in picture.lower()


@pytest.mark.parametrize("n", [3_500, 25_000])
def test_many_points_are_drawn_alike_in_film_and_still(n):
    rng = np.random.default_rng(5)
    points = np.concatenate([rng.normal(0, 1, (n // 2, 2)), rng.normal(5, 1, (n - n // 2, 2))])
    scene = film_of(load(points), k=2, init=((-1, 0), (0, 1)), told={"profile": "loop"})
    for frame in held(scene)[:3]:
        np.testing.assert_array_equal(
            png(figure_of(page_of(scene, scene.look, frame.keyframe, still=False))), frame.pixels
        )
    assigned = held(scene)[1].pixels[..., :3].reshape(-1, 3)
    for colour in ((0xD5, 0x5E, 0x00), (0x00, 0x72, 0xB2)):
        assert (np.abs(assigned.astype(int) - colour).max(axis=1) < 12).sum() > 200


def test_odd_names_are_drawn_without_a_warning():
    names = [
        "$x_1$",
        "a_{b$",
        "<b>&amp;",
        "日本語テスト",
        "😀😀",
        "tab\there",
        "line\nbreak",
        "\udcff",
        "x" * 500,
        "",
    ]
    points = np.random.default_rng(0).normal(0, 1, (10, 2))
    scene = film_of(load(points), k=2)
    object.__setattr__(scene.trace.dataset, "labels", tuple(names))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scene = type(scene)(scene.trace, scene.timeline, Look())
        assert len(played(scene)) > 3


def test_lent_pictures_are_those_that_are_kept():
    scene = reference()
    kept = list(frames(scene, scene.timeline, scene.look))
    lent = [
        (frame.pixels.copy(), frame.duration_ms, frame.keyframe, frame.held, frame.changed)
        for frame in frames(scene, scene.timeline, scene.look, lent=True)
    ]
    for frame, (pixels, *rest) in zip(kept, lent, strict=True):
        np.testing.assert_array_equal(frame.pixels, pixels)
        assert [frame.duration_ms, frame.keyframe, frame.held, frame.changed] == rest
    assert not any(np.shares_memory(one.pixels, other.pixels) for one, other in pairwise(kept))

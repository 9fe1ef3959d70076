"""A film as one object: told, drawn, written, shown."""

import io
import re
from base64 import b64decode

import numpy as np
import pytest
from PIL import Image, ImageSequence

import kmanim
from kmanim.films.base_film import ECONOMIES
from kmanim.films.film import Film
from kmanim.plot.film.frames import frames

STARTS = [(1000, 150), (1500, 150)]
OLD, YELLOW, RED, BLUE = (0x76, 0x76, 0x76), (0xF0, 0xE4, 0x42), (0xD5, 0x5E, 0x00), (0x00, 0x72, 0xB2)


@pytest.fixture(scope="module")
def trace():
    return kmanim.run("kmeans", kmanim.load("mtcars"), k=2, init=STARTS)


@pytest.fixture(scope="module")
def film(trace):
    return kmanim.animate(trace)


@pytest.fixture(scope="module")
def gif(film, tmp_path_factory):
    return film.save(tmp_path_factory.mktemp("film") / "walkthrough.gif")


def shots(path):
    with Image.open(path) as picture:
        return [
            (np.asarray(shot.convert("RGB")), shot.info["duration"])
            for shot in ImageSequence.Iterator(picture)
        ]


def held(film, path):
    """The picture that stands at the end of each keyframe's time."""
    ends = np.cumsum([keyframe.duration_ms for keyframe in film.timeline.keyframes])
    times = np.cumsum([duration for _, duration in shots(path)])
    assert times[-1] == ends[-1]
    return [shots(path)[int(np.searchsorted(times, end))][0] for end in ends]


def count(pixels, colour):
    return int((pixels == np.array(colour, np.uint8)).all(axis=-1).sum())


def test_decoded_film_keeps_time_size_and_one_palette(film, gif):
    decoded = shots(gif)
    assert sum(duration for _, duration in decoded) == film.duration_ms
    assert 40_000 < film.duration_ms <= 45_000
    assert all(pixels.shape == (450, 600, 3) for pixels, _ in decoded)
    assert all(duration >= 20 and duration % 10 == 0 for _, duration in decoded)
    assert gif.stat().st_size <= 300_000
    assert gif.read_bytes()[-1:] == b";"


def test_colours_stand_where_the_story_needs_them(film, gif):
    pictures = dict(zip([(k.kind, k.step) for k in film.timeline.keyframes], held(film, gif), strict=True))
    kinds = {kind: [p for (other, _), p in pictures.items() if other == kind] for kind, _ in pictures}
    assert all(count(p, YELLOW) > 100 for p in kinds["reassign"])
    for kind in ("data", "starts", "assign", "update", "check", "done"):
        assert all(count(p, YELLOW) == 0 for p in kinds[kind]), kind
    assert count(kinds["data"][0], RED) == count(kinds["data"][0], BLUE) == 0
    assert all(count(p, RED) > 200 and count(p, BLUE) > 200 for p in kinds["assign"] + kinds["done"])
    # The grey of old centroids is that of unassigned points: once all are assigned, only old centroids wear it
    # (and the dotted boundary, which is as large before as after).
    assert count(kinds["update"][0], OLD) > count(kinds["assign"][0], OLD) + 50


@pytest.mark.parametrize(("n", "k"), [(1000, 6), (1000, 20)])
def test_one_table_of_colours_is_fifty_decibels_near_with_twenty_clusters(tmp_path, n, k):
    rng = np.random.default_rng(k)
    points = rng.uniform(0, 10, (k, 2))[rng.integers(0, k, n)] + rng.normal(size=(n, 2)) / 2
    run = kmanim.run("kmeans", kmanim.load(points), k=k, init="k-means++", seed=1, max_iter=3)
    film = kmanim.animate(run, profile="loop")
    path = film.save(tmp_path / "film.gif")
    true = list(frames(film.scene, film.timeline, film.look))
    errors = [
        np.mean((kept.astype(float) - frame.pixels[..., :3]) ** 2)
        for (kept, _), frame in zip(shots(path), true, strict=True)
    ]
    assert 10 * np.log10(255**2 / np.mean(errors)) >= 50


def test_two_savings_give_the_same_bytes(trace, gif, tmp_path):
    assert kmanim.animate(trace).save(tmp_path / "again.gif").read_bytes() == gif.read_bytes()


def test_film_of_a_loaded_trace_is_the_same_film(trace, gif, tmp_path):
    for name in ("trace.json", "trace.npz"):
        kmanim.save_trace(trace, tmp_path / name)
        loaded = kmanim.load_trace(tmp_path / name)
        assert kmanim.animate(loaded).save(tmp_path / "loaded.gif").read_bytes() == gif.read_bytes()


def test_still_is_the_held_picture(film, tmp_path):
    poster = np.asarray(Image.open(film.save(tmp_path / "poster.png")).convert("RGB"))
    *_, last = film.frames()
    # But for its place in the film, in the header and on the lower edge.
    np.testing.assert_array_equal(poster[28:-5], last.pixels[28:-5, :, :3])


def test_max_bytes_is_kept_or_said_to_be_impossible(film, gif, tmp_path):
    small = film.save(tmp_path / "small.gif", max_bytes=90_000)
    assert small.stat().st_size <= 90_000 < gif.stat().st_size
    assert sum(duration for _, duration in shots(small)) == film.duration_ms
    with pytest.raises(
        kmanim.InputError, match=r"made to fit 1,000 bytes: the smallest has [0-9]{2},[0-9]{3},"
    ):
        film.save(tmp_path / "none.gif", max_bytes=1_000)
    assert [path.name for path in tmp_path.iterdir()] == ["small.gif"]


def test_economies_only_give_up_more():
    assert list(ECONOMIES) == sorted(ECONOMIES, key=lambda e: (-e[0], e[1] == 0, e[1]))


def test_notebook_shows_one_picture_with_words(film):
    page = film._repr_html_()
    assert page.count("<img ") == 1
    assert f'alt="{film.alt}"' in page
    data = re.search(r'<img src="data:image/gif;base64,([^"]+)"', page)
    with Image.open(io.BytesIO(b64decode(data[1]))) as picture:
        assert picture.n_frames > 10
    assert "prefers-reduced-motion" in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"profile": "slow"}, "slow"),
        ({"pace": 0}, "pace"),
        ({"explain": ["Trabant"]}, "Trabant"),
        ({"theme": "pink"}, "pink"),
        ({"width": 10}, "50 and 4000"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_wrong_wishes_are_named(trace, wrong, message):
    with pytest.raises(kmanim.InputError, match=message):
        kmanim.animate(trace, **wrong)


def test_regions_of_more_columns_than_a_plane_has_are_refused():
    trace = kmanim.run("kmeans", kmanim.load("iris"), k=3)
    with pytest.raises(kmanim.InputError, match="regions"):
        kmanim.animate(trace, regions=True)


def test_unknown_suffix_is_refused(film, tmp_path):
    with pytest.raises(kmanim.InputError, match=r"\.bmp"):
        film.save(tmp_path / "film.bmp")


@pytest.mark.parametrize(
    ("suffix", "wish", "message"),
    [
        (".mp4", {"loop": "once"}, "a .mp4 file has no setting loop"),
        (".webp", {"max_colours": 9}, "a .webp file has no setting max_colours"),
        (".png", {"loop": 2}, "a .png file has no setting loop"),
        (".gif", {"loop": 0}, "loop"),
        (".gif", {"colours": 1}, "colours"),
        (".gif", {"tween_ms": 5}, "tween_ms must be 0, 20, 30, 40 …, got 5"),
        (".gif", {"tween_ms": -50}, "tween_ms"),
        (".gif", {"max_bytes": "300k"}, "max_bytes must be a number of bytes, 1 or more, got '300k'"),
        (".gif", {"max_bytes": True}, "max_bytes"),
    ],
)
def test_wrong_settings_are_named(film, tmp_path, suffix, wish, message):
    with pytest.raises(kmanim.InputError, match=message):
        film.save(tmp_path / f"film{suffix}", **wish)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wrong", [None, "mtcars", kmanim.load("mtcars")])
def test_a_film_needs_a_trace(wrong):
    with pytest.raises(kmanim.InputError, match="a film needs a Trace"):
        kmanim.animate(wrong)


def test_family_decides_who_tells_and_draws(trace):
    film = Film(trace)
    assert type(film.scene).__module__ == "kmanim.plot.scenes.kmeans.scene"


def test_questions_and_near_misses_are_told_when_asked_for(trace):
    kinds = [
        k.kind
        for k in kmanim.animate(trace, questions=True, near_misses=True, max_seconds=90).timeline.keyframes
    ]
    assert kinds.count("question") == 2
    assert kinds.count("near-miss") == 1
    assert {"question", "near-miss"}.isdisjoint(k.kind for k in kmanim.animate(trace).timeline.keyframes)

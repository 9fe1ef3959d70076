"""A film in memory, and how much its colours weigh."""

import numpy as np
import pytest

from kmanim.export import reel as reels
from kmanim.export.reel import Reel


def film(seed, pictures=9, colours=12):
    """Rectangles of a few colours on each other; the last picture is that before."""
    rng = np.random.default_rng(seed)
    picture = rng.integers(0, colours, (20, 30)).astype(np.uint32)
    for _ in range(pictures):
        yield picture.copy()
        (top, bottom), (left, right) = np.sort(rng.choice(20, 2, False)), np.sort(rng.choice(30, 2, False))
        picture[top:bottom, left:right] = rng.integers(0, colours, (bottom - top, right - left))
    yield picture
    yield picture


@pytest.mark.parametrize("seed", range(5))
def test_few_colours_weigh_by_the_pixels_that_take_them(seed):
    reel, taken, before = Reel(), np.zeros(12), None
    for picture in film(seed):
        reel.add(picture, 100)
        changed = picture if before is None else picture[picture != before]
        taken += np.bincount(changed.ravel(), minlength=12)
        before = picture
    colours, weights = reel.colours()
    np.testing.assert_array_equal(colours, np.arange(12))
    np.testing.assert_array_equal(weights, taken)


@pytest.mark.parametrize("seed", range(5))
def test_very_many_weigh_by_the_pictures_that_show_them_too(monkeypatch, seed):
    few = Reel()
    reel = Reel()
    shown = np.zeros(12)
    for number, picture in enumerate(film(seed)):
        few.add(picture, 100)
        reel.add(picture, 100)
        if number < 10:  # the last one is no shot of its own
            shown += np.bincount(picture.ravel(), minlength=12)
    taken = few.colours()[1]
    monkeypatch.setattr(reels, "_MANY_COLOURS", 11)
    colours, weights = reel.colours()
    np.testing.assert_array_equal(colours, np.arange(12))
    np.testing.assert_array_equal(weights, 3 * taken + shown)

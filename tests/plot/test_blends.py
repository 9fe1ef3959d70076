"""The colours of a density: exact where all points of a pixel are of one cluster, and few where they are not."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from kmanim.data.load import load
from kmanim.films.film import animate
from kmanim.plot.density.blends import Blends
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT
from kmanim.simulate.record import run


def bytes_of(colour):
    return np.rint(np.multiply(to_rgb(colour), 255))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("k", [1, 6, 20, 50])
def test_colours_themselves_are_exact(theme, k):
    colours = np.array([bytes_of(style.colour) for style in cluster_styles(k, theme)])
    np.testing.assert_array_equal(Blends(colours).nearest(colours), colours)


@pytest.mark.parametrize(("k", "steps"), [(2, 4), (5, 4), (6, 2), (9, 2), (10, 1), (50, 1)])
def test_mixtures_go_to_the_nearest_of_few(k, steps):
    colours = np.array([bytes_of(style.colour) for style in cluster_styles(k, LIGHT)] + [bytes_of("#767676")])
    blends = Blends(colours)
    rng = np.random.default_rng(0)
    shares = rng.dirichlet([1] * len(colours), 5000)
    found = blends.nearest(shares @ colours)
    different = np.unique(found, axis=0)
    assert len(different) <= len(colours) * (1 + k * (steps - 1) / 2)
    half = blends.nearest((colours[:1] + colours[1:2]) / 2)[0]
    middle = (colours[0] + colours[1]) / 2
    assert np.abs(half - middle).max() <= 1 if steps > 1 else half.tolist() in colours.tolist()
    again = blends.nearest(shares[::-1] @ colours)[::-1]
    np.testing.assert_array_equal(found, again)


def test_a_crowd_of_one_cluster_has_its_very_colour():
    trace = run("kmeans", load("blobs", n=100_000), k=3, init="k-means++", seed=2)
    (last,) = animate(trace, profile="loop").stills([-1])
    colours, counts = np.unique(last.pixels[..., :3].reshape(-1, 3), axis=0, return_counts=True)
    often = {tuple(colour): count for colour, count in zip(colours.tolist(), counts.tolist(), strict=True)}
    for style in cluster_styles(3, LIGHT):
        assert often.get(tuple(bytes_of(style.colour).astype(int).tolist()), 0) > 500

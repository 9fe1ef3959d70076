"""Colours of shared points: pure ones exactly, even steps between, the shape of the one that has most."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.plot.density.shared_colours import (
    between,
    codes_of,
    n_codes,
    owner_of,
    shared_styles,
    steps_for,
)
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT


def test_the_ends_are_the_colours_themselves():
    assert between("#D55E00", "#0072B2", 0.0) == "#D55E00"
    assert between("#D55E00", "#0072B2", 1.0) == "#0072B2"


def test_the_middle_of_opposite_colours_is_nearly_grey():
    middle = between("#D55E00", "#0072B2", 0.5)
    red, green, blue = (int(middle[i : i + 2], 16) for i in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 50


def test_two_clusters_have_ten_steps():
    shares = np.array([[1, 0], [0.97, 0.03], [0.9, 0.1], [0.7, 0.3], [0.5, 0.5], [0.4, 0.6], [0.02, 0.98]])
    codes = codes_of(shares)
    styles = shared_styles(cluster_styles(2, LIGHT), LIGHT.unassigned)
    pure = cluster_styles(2, LIGHT)
    assert len(styles) == n_codes(2) == 12
    assert [styles[code].colour for code in codes[[0, 1, 6]]] == [
        pure[0].colour,
        pure[0].colour,
        pure[1].colour,
    ]
    assert styles[codes[3]].colour == between(pure[0].colour, pure[1].colour, 0.3)
    assert styles[codes[4]].colour == between(pure[0].colour, pure[1].colour, 0.5)
    assert styles[codes[4]].shape == "circle"  # ties go to the lower number
    assert styles[codes[5]].colour == between(pure[1].colour, pure[0].colour, 0.4)
    assert styles[codes[5]].shape == "square"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("k", [1, 2, 3, 4, 6, 7, 10, 11, 20])
def test_every_code_has_its_style(k, theme):
    pure = cluster_styles(k, theme)
    styles = shared_styles(pure, theme.unassigned)
    assert len(styles) == n_codes(k)
    assert styles[:k] == pure
    for code, style in enumerate(styles):
        assert style.shape == pure[owner_of(code, k)].shape
    # A film has one table of 255 colours.
    assert len({style.colour for style in styles}) <= 120


@given(st.integers(1, 20), st.integers(0, 2**32))
def test_the_one_that_has_most_gives_the_shape(k, seed):
    shares = np.random.default_rng(seed).dirichlet(np.full(k, 0.4), 50)
    codes = codes_of(shares)
    assert codes.max() < n_codes(k)
    assert [owner_of(int(code), k) for code in codes] == shares.argmax(axis=1).tolist()
    alone = shares.max(axis=1) > 1 - 0.4 / max(steps_for(k), 2)
    assert (codes[alone] < k).all()


def test_codes_do_not_depend_on_rounding():
    shares = np.array([[0.85, 0.15], [0.85 - 1e-13, 0.15 + 1e-13], [0.5 - 1e-14, 0.5 + 1e-14]])
    codes = codes_of(shares)
    assert codes[0] == codes[1]
    assert owner_of(int(codes[2]), 2) == 0

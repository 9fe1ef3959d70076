"""Rows in an order in which neighbours stand together."""

import numpy as np
import pytest

from kmanim.simulate.machines.lloyd.morton_order import morton_order
from kmanim.simulate.numerics.distinct import count_distinct

WIDTHS = (5e-324, 1e-310, 1e-200, 1.0, 1e100)


@pytest.mark.parametrize("width", WIDTHS)
def test_any_width(width):
    values = np.array([[0.0, 1.0], [width, 2.0], [width / 2, 3.0]] * 50)
    assert sorted(morton_order(values, enough=4).tolist()) == list(range(150))


@pytest.mark.parametrize("d", [1, 2, 3])
def test_neighbours_stand_together(d):
    rng = np.random.default_rng(d)
    groups = rng.integers(0, 2, 4000)
    values = rng.normal(size=(4000, d)) + groups[:, np.newaxis] * 1e9
    order = morton_order(values, enough=16)
    assert sorted(order.tolist()) == list(range(4000))
    assert np.count_nonzero(np.diff(groups[order])) == 1
    if d <= 2:  # each group has a grid of its own, or its order would be one of chance
        apart = np.abs(np.diff(values[order], axis=0))
        assert np.median(apart) < 0.2


@pytest.mark.parametrize("n", [1, 1024, 1025, 40_000])
def test_distinct_rows_are_found_anywhere(n):
    values = np.zeros((n, 2))
    assert count_distinct(values, enough=3) == 1
    values[-1] = 1.0
    assert count_distinct(values, enough=3) == min(n, 2)
    assert count_distinct(np.arange(float(n))[:, None], enough=3) == min(n, 3)

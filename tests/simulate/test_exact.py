"""Sums without rounding."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.counting import count_labels

numbers = st.one_of(
    st.floats(-1e100, 1e100),
    st.floats(-1, 1),
    st.integers(-5, 5).map(float),
    st.floats(-3, 3).map(lambda x: x + 1e8),
)


@given(arrays(np.float64, st.tuples(st.integers(1, 40), st.just(2)), elements=numbers), st.data())
def test_totals_are_exact_in_any_order(values, data):
    n = len(values)
    labels = np.array(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)), np.uint8)
    order = np.array(data.draw(st.permutations(range(n))))
    sums = ExactSums.of(values)
    totals = sums.totals(values, labels, 4)
    for cluster in range(4):
        for column in range(2):
            exact = sum(map(Fraction, values[labels == cluster, column].tolist()))
            assert sum(map(Fraction, totals[:, cluster, column].tolist())) == exact
    assert sums.totals(values[order], labels[order], 4).tobytes() == totals.tobytes()
    part = order[: n // 2]
    rest = order[n // 2 :]
    assert np.array_equal(
        totals - sums.totals(values[part], labels[part], 4), sums.totals(values[rest], labels[rest], 4)
    )


@pytest.mark.parametrize("offset", [0.0, 1.0, 1e8, 1e15])
@pytest.mark.parametrize("n", [7, 3000, 40_000])
def test_means_are_right_to_the_last_digit(n, offset):
    rng = np.random.default_rng(n)
    values = rng.normal(size=(n, 2)) + offset
    values[0] *= 1e-30
    labels = (np.arange(n) % 3).astype(np.uint8)
    sums = ExactSums.of(values)
    means = sums.means(
        sums.totals(values, labels, 4), count_labels(labels, 4), otherwise=np.full((4, 2), 7.0)
    )
    for cluster in range(3):
        for column in range(2):
            members = values[labels == cluster, column].tolist()
            assert means[cluster, column] == float(sum(map(Fraction, members)) / len(members))
    assert means[3].tolist() == [7.0, 7.0]


def test_what_is_left_around_a_rounded_mean():
    values = np.random.default_rng(0).normal(size=(999, 1)) + 1e8
    sums, labels, counts = ExactSums.of(values), np.zeros(999, np.uint8), np.array([999])
    totals = sums.totals(values, labels, 1)
    mean = sums.means(totals, counts, otherwise=np.zeros((1, 1)))
    exact = sum(Fraction(x) - Fraction(mean[0, 0]) for x in values[:, 0].tolist())
    assert exact != 0
    assert sums.around(mean, totals, counts)[0, 0] == float(exact)


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        (np.random.default_rng(0).normal(size=(100_000, 2)), 3),
        (np.arange(10.0)[:, None], 1),
        (np.zeros((5, 1)), 1),
        (np.array([[1e300], [5e-324]]), 42),  # from one end of all numbers to the other
        (np.array([[1.0]] * 20_000 + [[1e-60]]), 7),  # the last of several pieces needs more than the others
    ],
)
def test_levels_are_as_many_as_are_needed(values, levels):
    sums = ExactSums.of(values)
    assert sums.levels == 1
    labels = np.zeros(len(values), np.uint8)
    totals = sums.totals(values, labels, 1)
    assert len(totals) == sums.levels <= levels
    for column in range(values.shape[1]):
        exact = sum(map(Fraction, values[:, column].tolist()))
        assert sum(map(Fraction, totals[:, 0, column].tolist())) == exact
    assert len(sums.totals(values[:2], labels[:2], 1)) == sums.levels, "a part of the rows has as many"


@pytest.mark.parametrize("n", [1, 16_384, 40_000])
def test_box_and_counts_in_pieces(n):
    rng = np.random.default_rng(n)
    values, labels = rng.normal(size=(n, 3)), rng.integers(0, 5, n).astype(np.uint8)
    low, high = box_of(values)
    assert (low.tolist(), high.tolist()) == (values.min(axis=0).tolist(), values.max(axis=0).tolist())
    assert count_labels(labels, 6).tolist() == [np.count_nonzero(labels == j) for j in range(6)]

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kmanim.data.scaling import Scaling, constant, highest, lowest
from kmanim.errors import InputError

numbers = arrays(np.float64, st.tuples(st.integers(1, 20), st.integers(1, 4)), elements=st.floats(-1e6, 1e6))


@given(numbers, st.sampled_from(["none", "zscore", "minmax"]))
def test_undo_brings_back(points, method):
    scaling = Scaling.fit(method, points)
    assert (scaling.factor > 0).all()
    size = np.abs(points).max() or 1.0
    np.testing.assert_allclose(scaling.undo(scaling.apply(points)), points, atol=1e-14 * size, rtol=1e-12)


def test_zscore_uses_the_population_deviation():
    scaling = Scaling.fit("zscore", np.array([[1.0], [3.0]]))
    assert (scaling.shift[0], scaling.factor[0]) == (2, 1)


def test_minmax_reaches_from_0_to_1():
    points = np.array([[5.0, -1.0], [7.0, 3.0], [6.0, 1.0]])
    values = Scaling.fit("minmax", points).apply(points)
    np.testing.assert_array_equal(values, [[0, 0], [1, 1], [0.5, 0.5]])


def test_zscore_far_from_zero():
    points = np.array([[1e8], [1e8 + 1], [1e8 + 2]])
    np.testing.assert_allclose(Scaling.fit("zscore", points).apply(points)[:, 0], [-(1.5**0.5), 0, 1.5**0.5])


def test_rounding_does_not_count_as_spread():
    assert constant(np.column_stack([np.full(1000, 0.1), np.linspace(0, 1e-3, 1000)])).tolist() == [
        True,
        False,
    ]


def test_unknown_method():
    with pytest.raises(InputError, match="did you mean zscore"):
        Scaling.fit("zscor", np.ones((2, 2)))


@pytest.mark.parametrize("rows", [1, 10_751, 10_752])
@pytest.mark.parametrize("columns", [1, 2, 5])
def test_extremes_of_columns_wherever_they_are(rows, columns):
    points = np.random.default_rng(rows).normal(size=(rows, columns))
    for laid_out in (points, np.asfortranarray(points), points[::-1]):
        assert np.array_equal(lowest(laid_out), points.min(axis=0))
        assert np.array_equal(highest(laid_out), points.max(axis=0))

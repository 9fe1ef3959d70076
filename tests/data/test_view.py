import numpy as np
import pytest
from sklearn.decomposition import PCA

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.data.scaling import Scaling
from kmanim.data.view import View
from kmanim.errors import InputError

RNG = np.random.default_rng(5)
POINTS = RNG.normal(size=(60, 4)) * [1, 5, 2, 0.1] + [3, 0, 1e6, -7]


def test_two_columns_are_shown_as_they_are():
    data = dataset(POINTS[:, :2], scale="zscore")
    np.testing.assert_array_equal(data.view.project(data.points), data.points)
    assert data.view.faithful
    assert data.view.titles == ("x", "y")


def test_one_column_lies_on_x():
    data = dataset(POINTS[:, :1])
    np.testing.assert_array_equal(
        data.view.project(data.points), np.column_stack([POINTS[:, 0], np.zeros(60)])
    )
    assert data.view.titles == ("x", "")
    assert data.view.faithful


def test_show_picks_and_swaps():
    data = dataset(POINTS, show="x3,x1")
    np.testing.assert_array_equal(data.view.project(data.points), POINTS[:, [2, 0]])
    assert data.view.titles == ("x3", "x1")
    assert not data.view.faithful
    assert dataset(POINTS[:, :2], show=["y", "x"]).view.faithful


@pytest.mark.parametrize("show", ["x1", "x1,x1", "x1,x2,x3", "x1,q", "", [], 5, "name,x1"])
def test_refused_shows(show):
    with pytest.raises(InputError):
        dataset(POINTS, show=show)


@pytest.mark.parametrize("scale", ["none", "zscore", "minmax"])
def test_components_agree_with_scikit_learn(scale):
    data = dataset(POINTS, scale=scale)
    oracle = PCA(2, svd_solver="full").fit(data.values)
    ours, theirs = data.view.project(data.points), oracle.transform(data.values)
    for axis in range(2):
        sign = np.sign(oracle.components_[axis][np.abs(oracle.components_[axis]).argmax()])
        np.testing.assert_allclose(ours[:, axis], sign * theirs[:, axis], atol=1e-7)
    share = oracle.explained_variance_ratio_[1]
    assert data.view.titles[1] == f"PC 2 ({np.floor(100 * share + 0.5):.0f} % of variance)"


def test_iris_titles():
    view = load("iris", scale="zscore").view
    assert view.titles == ("PC 1 (73 % of variance)", "PC 2 (23 % of variance)")
    assert not view.faithful


def test_largest_loading_is_positive():
    for seed in range(20):
        data = dataset(np.random.default_rng(seed).normal(size=(30, 5)))
        axes = data.view.axes
        assert (axes[np.abs(axes).argmax(axis=0), [0, 1]] > 0).all()
        np.testing.assert_allclose(axes.T @ axes, np.eye(2), atol=1e-9)


def test_equal_variances_are_turned_towards_the_columns():
    corners = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T.astype(float)
    view = dataset(corners).view
    np.testing.assert_array_equal(view.axes, np.eye(3, 2))
    assert view.titles == ("PC 1 (33 % of variance)", "PC 2 (33 % of variance)")


def test_last_bits_do_not_turn_the_picture():
    data = load("iris", scale="zscore")
    shaken = data.points * (1 + 1e-15 * RNG.choice([-1, 1], data.points.shape))
    other = View.of_components(("",) * 4, shaken, Scaling.fit("zscore", shaken))
    np.testing.assert_allclose(other.axes, data.view.axes, atol=1e-9)


@pytest.mark.parametrize("points", [np.ones((4, 3)), np.ones((1, 3))])
def test_equal_rows_show_two_columns(points):
    view = dataset(points).view
    assert view.titles == ("x1", "x2")
    np.testing.assert_array_equal(view.project(points), points[:, :2])


def test_nearly_all_is_not_all():
    points = np.column_stack([np.arange(50.0) * 1000, RNG.normal(size=50), RNG.normal(size=50)])
    assert dataset(points).view.titles == ("PC 1 (>99 % of variance)", "PC 2 (<1 % of variance)")
    line = np.arange(5.0)[:, None] * [1, 2, 3]
    assert dataset(line).view.titles == ("PC 1 (100 % of variance)", "PC 2 (0 % of variance)")


def test_a_constant_column_has_no_weight():
    points = np.column_stack([RNG.normal(size=(20, 2)), np.full(20, 7.0)])
    assert (dataset(points, scale="zscore").view.axes[2] == 0).all()

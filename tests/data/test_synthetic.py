import numpy as np
import pytest
from sklearn.datasets import make_circles

from kmanim.data.builtin.catalogue import DRAWN
from kmanim.data.load import load
from kmanim.errors import InputError

FREE = list(DRAWN)


def sheehan_stream():
    stream = np.random.RandomState(844)
    return stream, np.concatenate(
        [
            stream.normal(5, 2, (1000, 2)),
            stream.normal(15, 3, (1000, 2)),
            stream.multivariate_normal([17, 3], [[1, 0], [0, 1]], 1000),
            stream.multivariate_normal([2, 16], [[1, 0], [0, 1]], 1000),
        ]
    )


def test_sheehans_groups():
    data = load("sheehan4")
    np.testing.assert_array_equal(data.points, sheehan_stream()[1])
    np.testing.assert_allclose(data.points.min(axis=0), [-1.16, -1.87], atol=0.005)
    np.testing.assert_allclose(data.points.max(axis=0), [24.13, 23.89], atol=0.005)
    assert data.categorical["group"].count("3") == 1000


def test_sheehans_circles_are_those_of_scikit_learn():
    stream, _ = sheehan_stream()
    circles, _ = make_circles(1000, factor=0.5, noise=0.05, random_state=stream)
    np.testing.assert_array_equal(load("sheehan-circles").points, circles)


@pytest.mark.parametrize("name", FREE)
def test_a_seed_decides_everything(name):
    state = np.random.get_state()[1].copy()  # noqa: NPY002 - that it is left alone
    first = load(name, seed=3).points
    np.testing.assert_array_equal(load(name, seed=3).points, first)
    np.testing.assert_array_equal(load(name, seed=np.random.default_rng(3)).points, first)
    assert not np.array_equal(load(name, seed=4).points, first)
    np.testing.assert_array_equal(np.random.get_state()[1], state)  # noqa: NPY002


def test_sheehans_sets_have_their_own_seed():
    np.testing.assert_array_equal(load("sheehan4", seed=1).points, load("sheehan4", seed=2).points)


@pytest.mark.parametrize("name", FREE)
@pytest.mark.parametrize("n", [1, 2, 3, 10, 1001])
def test_n_points(name, n):
    data = load(name, n=n, seed=2**70)
    assert data.n == n
    assert data.labels is None
    assert len(data.categorical["group"]) == n
    assert data.notes == () or "constant" not in data.notes[0] or n < 3


@pytest.mark.parametrize("n", [0, -1, 1.5, True, "5", 10**12])
def test_refused_n(n):
    with pytest.raises(InputError, match="n must be a whole number"):
        load("blobs", n=n)


@pytest.mark.parametrize("seed", [-1, 1.5, True, "x", [1]])
def test_refused_seeds(seed):
    with pytest.raises(InputError, match="seed must be a whole number"):
        load("blobs", seed=seed)


@pytest.mark.parametrize("name", ["sheehan4", "sheehan-seven", "lesson-em"])
def test_n_of_a_fixed_set(name):
    with pytest.raises(InputError, match="its own number"):
        load(name, n=5)


def test_the_lessons_are_there():
    def groups(name):
        data = load(name, n=3000)
        which = np.array(data.categorical["group"])
        return [data.points[which == group] for group in sorted(set(which))]

    sizes = [len(group) for group in groups("unequal-sizes")]
    assert max(sizes) > 8 * min(sizes[1:])
    widths = [group.std(axis=0).mean() for group in groups("unequal-densities")]
    assert max(widths) > 4 * min(widths)
    outer, inner = (np.hypot(*group.T) for group in groups("rings"))
    assert outer.min() > inner.max()
    ring, left, right, mouth = groups("smiley")
    radius = np.hypot(*ring.T)
    assert 9 <= radius.min() < radius.max() <= 10
    assert np.hypot(*(left - (-4, 4)).T).max() <= 1
    assert np.hypot(*(right - (4, 4)).T).max() <= 1
    x, y = mouth.T
    assert (0.15 * x**2 - 6 <= y).all()
    assert (y <= 0.05625 * x**2 - 4).all()
    # As dense everywhere: the mouth in thirds of its height, and as large a part of all as of the area.
    share = (y - 0.15 * x**2 + 6) / (2 - 0.09375 * x**2)
    assert np.histogram(share, 3)[0].min() > 0.28 * len(mouth)
    assert np.var(x) == pytest.approx(2 / 0.09375 / 5, rel=0.1)
    lips = 8 / 3 * np.sqrt(2 / 0.09375) / np.pi
    assert len(ring) / len(mouth) == pytest.approx(19 / lips, rel=0.01)
    cloud = groups("stretched")[0]
    variances = np.linalg.eigvalsh(np.cov(cloud.T))
    assert variances[1] > 10 * variances[0]
    *near, far = groups("outlier")
    assert len(far) == 1
    assert np.abs(far - np.concatenate(near)).min() > 5

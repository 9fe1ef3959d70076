"""Every way of doing Lloyd's iterations has the textbook's outcome, bit by bit."""

import math

import numpy as np
import pytest

from kmanim.simulate.blocks import BlockAssigner, Blocks
from kmanim.simulate.exact import ExactSums
from kmanim.simulate.incremental import Incremental
from kmanim.simulate.rough import RoughAssigner, Shadow
from kmanim.simulate.textbook import Textbook


def two_groups(rng, n, apart):
    return rng.normal(size=(n, 2)) + np.where(rng.random((n, 1)) < 0.5, 0.0, apart)


def grid(rng, n, offset=0.0):
    return rng.integers(-12, 13, (n, 2)) + offset


HARD = {
    "ordinary": lambda rng, n: rng.normal(size=(n, 2)) + rng.integers(0, 3, (n, 1)) * 4,
    "offset 1e6": lambda rng, n: rng.normal(size=(n, 2)) + 1e6,
    "offset 1e8": lambda rng, n: rng.normal(size=(n, 2)) + 1e8,
    "groups 1e6 apart": lambda rng, n: two_groups(rng, n, 1e6),
    "groups 1e8 apart": lambda rng, n: two_groups(rng, n, 1e8),
    "grid": grid,
    "grid + 1e6": lambda rng, n: grid(rng, n, 1e6),
    "line": lambda rng, n: rng.normal(size=(n, 1)),
    "space": lambda rng, n: rng.normal(size=(n, 3)),
    "ten columns": lambda rng, n: rng.normal(size=(n, 10)) + rng.integers(0, 3, (n, 1)),
    "few places": lambda rng, n: rng.integers(0, 3, (n, 2)) * 0.1,
    "one column constant": lambda rng, n: np.c_[rng.normal(size=n), np.full(n, 0.1)],
    "many powers of ten": lambda rng, n: 10.0 ** rng.uniform(-20, 20, (n, 2)),
}
WAYS = {
    "blocks": lambda values, k: BlockAssigner(Blocks(values), k),
    "rough": lambda values, k: RoughAssigner(Shadow(values)),
    "small blocks": lambda values, k: BlockAssigner(Blocks(values, size=4), k),
}


def by_hand(values, centroids):
    """Nearest by direct float64 differences, lowest index on ties."""
    distances = np.stack(
        [sum((v - c) ** 2 for v, c in zip(values.T, centroid, strict=True)) for centroid in centroids]
    )
    return distances.argmin(axis=0)


def compare(values, starts, way, steps=12):
    sums = ExactSums(values)
    textbook, other = Textbook(values, sums), Incremental(values, sums, WAYS[way](values, len(starts)))
    centroids, before, before_other = starts, None, None
    for _ in range(steps):
        labels, inertia = textbook.assign(centroids)
        found, found_inertia = other.assign(centroids)
        assert labels.tolist() == by_hand(values, centroids).tolist()
        assert np.array_equal(found, labels)
        assert not found.flags.writeable
        assert (found is before_other) == (labels is before)
        assert math.isclose(found_inertia, inertia, rel_tol=1e-11, abs_tol=1e-300)
        before, before_other = labels, found
        means, inertia = textbook.update(centroids)
        centroids, found_inertia = other.update(centroids)
        assert centroids.tobytes() == means.tobytes()
        assert math.isclose(found_inertia, inertia, rel_tol=1e-11, abs_tol=1e-300)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("k", [1, 2, 7, 32])
@pytest.mark.parametrize("name", HARD)
def test_hard_data(name, k, way):
    rng = np.random.default_rng([k, len(name)])
    values = HARD[name](rng, 3000).astype(np.float64)
    compare(values, values[rng.choice(len(values), k, replace=False)], way)

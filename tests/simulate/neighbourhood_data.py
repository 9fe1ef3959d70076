"""Fourteen points that can be checked on paper, and tables of every awkward kind."""

import numpy as np
from hypothesis import strategies as st

NAMES = "ABCDEFGHIJKLMN"
FOURTEEN = np.array(
    [
        [4, 4.5], [3, 1.5], [3, 2], [2.5, 1.5], [3.5, 3], [3.5, 2], [5, 4],
        [4, 3], [2, 0], [3.5, 4.5], [2.5, 3], [4, 4], [3, 4], [0.5, 4],
    ]
)  # fmt: skip

KINDS = {
    "cloud": lambda rng, n, d: rng.normal(size=(n, d)),
    "lattice": lambda rng, n, d: rng.integers(0, 7, (n, d)).astype(float),
    "tenths": lambda rng, n, d: rng.integers(0, 12, (n, d)) * 0.1,
    "places": lambda rng, n, d: rng.normal(size=(5, d))[rng.integers(0, 5, n)],
    "outliers": lambda rng, n, d: rng.standard_cauchy((n, d)) ** 3,
    "line": lambda rng, n, d: np.arange(float(n))[:, np.newaxis] * np.ones(d) * 0.1,
    "constant": lambda rng, n, d: np.where(np.arange(d) % 2, 7.3, rng.normal(size=(n, d))),
    "scales": lambda rng, n, d: rng.normal(size=(n, d)) * 10.0 ** rng.integers(-90, 90, d),
    "far": lambda rng, n, d: rng.normal(size=(n, d)) + 1e8,
    "very far": lambda rng, n, d: rng.normal(size=(n, d)) * 9 + 1e15,
    "vast": lambda rng, n, d: rng.uniform(-1e100, 1e100, (n, d)),
    "minute": lambda rng, n, d: rng.normal(size=(n, d)) * 1e-100,
    "vanishing": lambda rng, n, d: rng.normal(size=(n, d)) * 1e-160,
}

kinds = st.tuples(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from([1, 2, 14, 64, 65, 200, 700]),
    st.integers(1, 5),
    st.integers(0, 999),
)


def make_values(kind, n, d, seed):
    """Make a table, always the same one."""
    return np.ascontiguousarray(KINDS[kind](np.random.default_rng(seed), n, d))

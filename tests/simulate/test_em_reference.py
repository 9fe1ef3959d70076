"""EM against scikit-learn, step by step, from starts that leave it no choice.

Weights, means and precisions are all given, as `means_init` alone lets a k-means choose the rest; twenty fits of a step
with `warm_start` are one fit of twenty. Its `lower_bound_` after n steps is of the parameters before the last of them,
so its own `score` is compared.
"""

import warnings

import numpy as np
import pytest
from mixture_data import em
from simulate_data import make_dataset

KINDS = ["full", "tied", "diag", "spherical"]
STEPS = 20


def sklearn_states(points, start, kind, reg):
    """Give weights, means and covariances of scikit-learn's first states, and its mean log-likelihoods."""
    mixture = pytest.importorskip(
        "sklearn.mixture", reason="the oracle is scikit-learn 1.9.1"
    ).GaussianMixture
    inverse = np.linalg.inv(start.covariances)
    precisions = {
        "full": inverse, "tied": inverse[0], "diag": np.diagonal(inverse, axis1=1, axis2=2),
        "spherical": inverse[:, 0, 0],
    }[kind]  # fmt: skip
    model = mixture(
        len(start.weights), covariance_type=kind, weights_init=start.weights, means_init=start.means,
        precisions_init=precisions, reg_covar=reg, tol=0, max_iter=1, warm_start=True,
    )  # fmt: skip
    d = points.shape[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(STEPS):
            model.fit(points)
            whole = {
                "full": lambda c: c, "tied": lambda c: np.repeat(c[np.newaxis], len(start.weights), axis=0),
                "diag": lambda c: c[:, :, np.newaxis] * np.eye(d), "spherical": lambda c: c[:, None, None] * np.eye(d),
            }[kind](model.covariances_)  # fmt: skip
            yield (
                model.weights_,
                model.means_,
                whole,
                model.score(points) * len(points),
                model.predict_proba(points),
            )


def clouds():
    rng = np.random.default_rng(15)
    blobs = rng.normal(size=(300, 2)) + rng.integers(0, 3, (300, 1)) * 4
    yield "random", blobs, 3
    yield (
        "five columns",
        rng.normal(size=(200, 5)) * rng.uniform(0.5, 2, 5) + rng.integers(0, 2, (200, 1)) * 3,
        2,
    )
    yield "one column", blobs[:, :1], 3
    yield "tied places", rng.integers(0, 4, (200, 2)).astype(float) + rng.integers(0, 2, (200, 1)) * 5, 2
    yield "duplicates", np.repeat(blobs[:60], 4, axis=0), 3
    yield "badly scaled", blobs * [1e-3, 1e3], 3
    yield "heavy tails", rng.standard_t(6, (300, 2)), 2
    yield "one component", blobs, 1


CLOUDS = {name: (points, k) for name, points, k in clouds()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CLOUDS)
def test_every_state_is_scikit_learns(name, kind):
    points, k = CLOUDS[name]
    reg = 1e-9 * points.var(axis=0).min()
    trace = em(make_dataset(points), k=k, covariance=kind, reg=reg, tol=0, max_iter=STEPS)
    start = trace[0].mixture
    scale, size = points.std(axis=0), np.abs(points).max(axis=0)
    for state, (weights, means, covariances, value, shares) in enumerate(
        sklearn_states(points, start, kind, reg), start=1
    ):
        if state == len(trace.states):
            assert trace.stopped == "the log-likelihood no longer changed"
            break
        mine = trace[trace.states[state]]
        np.testing.assert_allclose(mine.weights, weights, atol=1e-7)
        np.testing.assert_allclose(mine.means / size, means / size, atol=1e-7)
        np.testing.assert_allclose(
            mine.covariances / np.outer(scale, scale), covariances / np.outer(scale, scale), atol=1e-6
        )
        assert mine.log_likelihood == pytest.approx(value, rel=1e-8, abs=1e-6)
        np.testing.assert_allclose(mine.responsibilities, shares, atol=1e-6)
        labels = trace[trace.index_of("e_step", state + 1)].labels
        clear = np.sort(shares, axis=1)[:, -1] - np.sort(shares, axis=1)[:, -2:].min(axis=1) > 1e-5
        assert labels[clear].tolist() == shares.argmax(axis=1)[clear].tolist()


def test_iterations_are_counted_as_scikit_learn_counts_them():
    mixture = pytest.importorskip(
        "sklearn.mixture", reason="the oracle is scikit-learn 1.9.1"
    ).GaussianMixture
    points = CLOUDS["random"][0]
    for tol in (1e-2, 1e-3, 1e-5):
        trace = em(make_dataset(points), k=3, reg=1e-6, tol=tol, init="sample", seed=2)
        start = trace[0].mixture
        model = mixture(
            3, weights_init=start.weights, means_init=start.means, precisions_init=np.linalg.inv(start.covariances),
            tol=tol, max_iter=1000,
        ).fit(points)  # fmt: skip
        assert trace.iterations == model.n_iter_
        assert trace.log_likelihood == pytest.approx(model.lower_bound_ * 300, rel=1e-9), (
            "its bound is one behind"
        )


@pytest.mark.parametrize("kind", KINDS)
def test_an_offset_changes_nothing_but_the_means(kind):
    """There scikit-learn loses what is left of the columns' squares, so the same data without offset are the oracle."""
    points = np.round(CLOUDS["random"][0] * 64) / 64  # exact beside the offset
    near = em(make_dataset(points), k=3, covariance=kind, init="sample", reg=0, seed=5)
    far = em(make_dataset(points + 2.0**27), k=3, covariance=kind, init="sample", reg=0, seed=5)
    assert len(far) == len(near)
    assert far.log_likelihoods.tolist() == pytest.approx(near.log_likelihoods.tolist(), abs=1e-3)
    assert far.log_likelihood == pytest.approx(near.log_likelihood, abs=1e-6)
    np.testing.assert_allclose(far[-1].means - 2.0**27, near[-1].means, atol=1e-6)
    np.testing.assert_allclose(far[-1].covariances, near[-1].covariances, atol=1e-6)
    assert far.labels.tolist() == near.labels.tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_a_constant_column_tells_nothing(kind):
    """With reg it is as thin as that everywhere, which is no failure, and leaves all shares as they were."""
    points = CLOUDS["random"][0]
    wide = make_dataset(np.c_[points, np.full(300, 0.1)])
    reg = 1e-6
    start = {"means": points[:3], "reg": reg, "covariance": kind}
    with_it = em(wide, **start | {"means": np.c_[points[:3], np.full(3, 0.1)]})
    assert with_it.failure == ""
    if kind != "spherical":  # whose one variance is the mean over all columns
        without = em(make_dataset(points), **start)
        np.testing.assert_allclose(with_it[-1].responsibilities, without[-1].responsibilities, atol=1e-9)
        np.testing.assert_allclose(with_it[-1].covariances[:, 2, 2], reg)
    states = list(sklearn_states(wide.points, with_it[0].mixture, kind, reg))
    last = min(len(with_it.states) - 1, STEPS)
    np.testing.assert_allclose(with_it[with_it.states[last]].means, states[last - 1][1], atol=1e-6)

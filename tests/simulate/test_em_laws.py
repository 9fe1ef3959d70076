"""What holds for every run of EM, on whatever data."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mixture_data import em
from simulate_data import make_dataset

from kmanim.errors import InputError
from kmanim.simulate.machines.mixtures.expectation import share
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.rows import Rows

KINDS = st.sampled_from(["full", "tied", "diag", "spherical"])
NUMBERS = st.floats(-100, 100).map(lambda x: round(x, 3))
TABLES = st.integers(1, 3).flatmap(
    lambda d: arrays(np.float64, st.tuples(st.integers(4, 30), st.just(d)), elements=NUMBERS)
)
INITS = st.sampled_from(["kmeans", "sample"])


def run(points, **params):
    try:
        return em(make_dataset(points), **params)
    except InputError:
        assume(False)


@given(TABLES, st.integers(1, 4), KINDS, INITS, st.sampled_from([0, None]))
def test_shares_and_parameters_are_sound(points, k, kind, init, reg):
    trace = run(points, k=k, covariance=kind, init=init, reg=reg, max_iter=30)
    for moment in trace:
        assert moment.weights.sum() == pytest.approx(1, abs=1e-12)
        if moment.responsibilities is not None:
            np.testing.assert_allclose(moment.responsibilities.sum(axis=1), 1, atol=1e-12, rtol=0)
            assert (moment.responsibilities >= 0).all()
        assert np.array_equal(moment.covariances, moment.covariances.transpose(0, 2, 1))
    if not trace.failure:
        shares = trace[-1].responsibilities
        own = shares[np.arange(len(points)), trace.labels]
        assert (own >= shares.max(axis=1) - 1e-12).all()
        assert np.linalg.eigvalsh(trace[-1].covariances).min() > 0


@given(TABLES, st.integers(1, 4), KINDS, INITS)
def test_the_log_likelihood_never_falls_without_reg(points, k, kind, init):
    """The recorder refuses a run that breaks it, too."""
    values = run(points, k=k, covariance=kind, init=init, reg=0, max_iter=40).log_likelihoods
    values = values[np.isfinite(values)]
    assert all(now >= before - 1e-9 * abs(before) - 1e-7 * len(points) for before, now in pairwise(values))


@given(TABLES, st.integers(1, 4), KINDS)
def test_an_m_step_takes_weighted_means(points, k, kind):
    trace = run(points, k=k, covariance=kind, init="sample", reg=0, max_iter=5)
    for before, after in pairwise(trace.states):
        shares = trace[before].responsibilities
        counts = shares.sum(axis=0)
        assume(counts.min() > 1e-6)
        np.testing.assert_allclose(trace[after].weights, counts / len(points), atol=1e-12)
        means = (shares.T @ points) / counts[:, np.newaxis]
        np.testing.assert_allclose(trace[after].means, means, atol=1e-9)
        away = points[np.newaxis] - means[:, np.newaxis]
        whole = np.einsum("nk,kni,knj->kij", shares, away, away)
        d = points.shape[1]
        expected = {
            "full": whole / counts[:, None, None],
            "tied": np.repeat(whole.sum(axis=0)[np.newaxis] / len(points), k, axis=0),
            "diag": whole * np.eye(d) / counts[:, None, None],
            "spherical": (np.trace(whole, axis1=1, axis2=2) / counts / d)[:, None, None] * np.eye(d),
        }[kind]
        np.testing.assert_allclose(trace[after].covariances, expected, atol=1e-7)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from(["full", "tied"]), st.integers(2, 3))
def test_an_affine_change_changes_nothing_but_the_log_likelihood(seed, kind, k):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(60, 2)) + rng.integers(0, 3, (60, 1)) * 3
    turn, move = rng.normal(size=(2, 2)) * [1e-3, 1e3], rng.normal(size=2) * 50
    assume(abs(np.linalg.det(turn)) > 0.05)
    start = rng.choice(60, k, replace=False)
    one = em(make_dataset(points), covariance=kind, means=points[start], reg=0)
    moved = points @ turn + move
    other = em(make_dataset(moved), covariance=kind, means=moved[start], reg=0)
    assert (one.failure, len(one)) == (other.failure, len(other))
    assume(not one.failure)
    np.testing.assert_allclose(one[-1].responsibilities, other[-1].responsibilities, atol=1e-6)
    shift = 60 * np.log(abs(np.linalg.det(turn)))
    np.testing.assert_allclose(one.log_likelihoods, other.log_likelihoods + shift, atol=1e-6)
    np.testing.assert_allclose(one[-1].means @ turn + move, other[-1].means, rtol=1e-6, atol=1e-6)


@settings(max_examples=30)
@given(st.integers(0, 10_000), KINDS)
def test_rows_in_another_order_have_the_same_labels(seed, kind):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(50, 2)) + rng.integers(0, 2, (50, 1)) * 3
    means, order = points[:2].copy(), rng.permutation(50)
    one = em(make_dataset(points), covariance=kind, means=means)
    other = em(make_dataset(points[order]), covariance=kind, means=means)
    shares = one[-1].responsibilities
    clear = np.abs(shares[:, 0] - shares[:, 1])[order] > 1e-5
    assert one.labels[order][clear].tolist() == other.labels[clear].tolist()


@given(st.floats(1, 1e6), st.integers(1, 4))
def test_shares_add_up_however_far_a_point_is(far, d):
    points = np.r_[np.random.default_rng(1).normal(size=(50, d)), np.full((1, d), far)]
    rows = Rows.of(points)
    mixture = Mixture(
        np.array([0.3, 0.7]), np.array([[0.0] * d, [0.5] * d]), np.array([np.eye(d), 2 * np.eye(d)])
    )
    found = share(rows, mixture)
    np.testing.assert_allclose(found.responsibilities.sum(axis=0), 1, atol=1e-12, rtol=0)
    assert np.isfinite(found.log_likelihood)
    assert found.labels[-1] == found.responsibilities[:, -1].argmax()


def test_equal_shares_go_to_the_lower_number():
    points = make_dataset([[-2.0, 0], [-1, 0], [0, 0], [0, 1], [1, 0], [2, 0]])
    trace = em(points, means="-1,0 1,0", max_iter=1)
    assert trace[1].labels.tolist() == [0, 0, 0, 0, 1, 1]
    other = em(points, means="1,0 -1,0", max_iter=1)
    assert other[1].labels.tolist() == [1, 1, 0, 0, 0, 0]


def test_many_rows_in_pieces_are_the_same_sum():
    rng = np.random.default_rng(3)
    points = rng.normal(size=(40_000, 2)) + rng.integers(0, 3, (40_000, 1)) * 3
    trace = em(make_dataset(points), k=3, max_iter=2, init="sample", reg=0)
    moment = trace[trace.states[1]]
    away = points[:, np.newaxis] - moment.means
    inverse = np.linalg.inv(moment.covariances)
    squares = np.einsum("nki,kij,nkj->nk", away, inverse, away)
    heights = np.log(moment.weights) - np.log(np.linalg.det(moment.covariances)) / 2 - np.log(2 * np.pi)
    assert moment.log_likelihood == pytest.approx(
        np.log(np.exp(heights - squares / 2).sum(axis=1)).sum(), rel=1e-12
    )

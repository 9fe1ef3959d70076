"""Sparse messages are all messages but for rounding: held to those that are all kept, to the paper, to scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmanim.data.load import load
from kmanim.simulate.machines.messages.exchange import Exchange
from kmanim.simulate.machines.messages.far_pairs import FarPairs
from kmanim.simulate.machines.messages.messages import Messages
from kmanim.simulate.machines.messages.replay import Replay
from kmanim.simulate.machines.messages.similarities import similarities, similarity_to
from kmanim.simulate.machines.messages.sparse_messages import SparseMessages
from kmanim.simulate.record import run

MODULE = "kmanim.simulate.machines.messages"


def written(sparse, matrix):
    found = np.empty_like(matrix), np.empty_like(matrix)
    sparse.kept().write(matrix, *found)
    return found


def some_points(kind, n, rng):
    if kind == "grid":
        return rng.integers(0, 5, (n, 2)).astype(float)
    points = rng.normal(size=(n, 2)) * {"stretched": (1e5, 1e-3)}.get(kind, (1, 1))
    return points + rng.integers(0, 3, (n, 1)) * 6 + (1e6 if kind == "far off" else 0)


@given(
    st.integers(0, 2**32),
    st.integers(3, 40),
    st.sampled_from(["groups", "grid", "stretched", "far off"]),
    st.sampled_from([0.7, 0.8, 0.95]),
    st.sampled_from(["median", "minimum", -1.0, 0.5]),
    st.sampled_from([1, 64]),
)
@settings(max_examples=25)
def test_they_are_those_that_are_all_kept(seed, n, kind, damping, preference, likely):
    similar = similarities(some_points(kind, n, np.random.default_rng(seed)), preference)
    if similar.are_equal:
        return
    size = max(abs(similar.low), abs(similar.preference))
    given_ = similar.matrix, damping, 1e-6 * size
    every, sparse = Messages(*given_), SparseMessages(*given_, wide=1.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{MODULE}.sparse_messages._LIKELY", likely)
        for _ in range(20):
            choices, change = every.update()
            others, other = sparse.update()
            assert others.tolist() == choices.tolist()
            assert other == pytest.approx(change, abs=1e-12 * size)
    np.testing.assert_allclose(sparse.diagonal, every.diagonal, atol=1e-12 * size)
    for one, whole in zip(written(sparse, similar.matrix), every.kept()[1:], strict=True):
        np.testing.assert_allclose(one, whole, atol=1e-12 * size)


def test_the_ends_of_far_pairs_are_of_those_that_have_not_left():
    rng = np.random.default_rng(9)
    matrix = rng.integers(-9, 0, (12, 12)).astype(float)
    here, far = ~np.eye(12, dtype=bool), FarPairs(matrix, np.arange(12) * 13)
    for _ in range(14):
        gone = far.leave_one(rng.integers(0, 12, 12))
        rows = np.flatnonzero((rng.random(12) < 0.3) & np.isfinite(far.top))
        gone = np.concatenate([gone, far.leave(rows, far.top[rows], 144)]) if rows.size else gone
        assert here.reshape(-1)[gone].all()
        here.reshape(-1)[gone] = False
        assert far.top.tolist() == np.where(here, matrix, -np.inf).max(axis=1).tolist()
        assert far.bottom.tolist() == np.where(here, matrix, np.inf).min(axis=1).tolist()
    assert np.isinf(far.top).any()


def test_few_are_kept():
    similar = similarities(np.random.default_rng(2).normal(size=(300, 2)), "median")
    sparse = SparseMessages(similar.matrix, 0.9)
    assert all(sparse.update() is not None for _ in range(30))
    assert 0.01 < len(sparse.kept().places) / similar.matrix.size < 0.1


@pytest.mark.parametrize(("data", "scale"), [("mtcars", "none"), ("faithful", "zscore"), ("iris", "none")])
def test_a_run_decides_alike(data, scale, monkeypatch):
    """As with all messages kept; on mtcars it goes over to these in update 9."""
    runs = []
    for many in (10**9, 3):
        monkeypatch.setattr(f"{MODULE}.exchange.MANY", many)
        runs.append(run("affinity_propagation", load(data, scale=scale)))
    one, other = runs
    assert (one.updates, one.stopped, one.labels.tolist()) == (
        other.updates,
        other.stopped,
        other.labels.tolist(),
    )
    for here, there in zip(one.unlabelled[1:-1], other.unlabelled[1:-1], strict=True):
        assert here.exemplars.tolist() == there.exemplars.tolist()
        assert here.choices.tolist() == there.choices.tolist()


def test_as_scikit_learn_1_9_1_where_few_are_kept(monkeypatch):
    cluster = pytest.importorskip("sklearn.cluster")
    monkeypatch.setattr(f"{MODULE}.exchange.MANY", 3)
    points = np.random.default_rng(4).normal(size=(150, 2))
    preference = float(np.median(similarity_to(points, np.arange(150))))
    theirs = cluster.AffinityPropagation(preference=preference, damping=0.9, random_state=0).fit(points)
    ours = run("affinity_propagation", points, preference=preference, damping=0.9, convergence="window")
    assert (ours.updates, ours.labels.tolist()) == (theirs.n_iter_, theirs.labels_.tolist())


@pytest.mark.parametrize(("preference", "goes_over"), [("median", False), ("minimum", True)])
def test_messages_of_any_update_are_the_same_bits_in_any_order(preference, goes_over, monkeypatch):
    monkeypatch.setattr(f"{MODULE}.exchange.MANY", 3)
    monkeypatch.setattr(f"{MODULE}.replay._KEPT", 5 * 16 * 120**2)
    similar = similarities(np.random.default_rng(6).normal(size=(120, 2)), preference)
    exchange, bits, ways = Exchange(similar, 0.9, 1e-6), [], set()
    for _ in range(30):
        ways.add(type(exchange.kept()))
        bits.append([part.tobytes() for part in exchange.matrices()])
        exchange.update()
    assert len(ways) == 1 + goes_over
    replay = Replay(similar, 0.9, 30)
    for update in (20, 3, 29, 21, 1, 0, 7):
        assert [part.tobytes() for part in replay.at(update)] == bits[update]

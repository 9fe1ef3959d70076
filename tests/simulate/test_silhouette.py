"""Silhouettes and the variance ratio are what their definitions and scikit-learn give."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import calinski_harabasz_score, silhouette_samples

from kmanim.simulate.choose_k import silhouette
from kmanim.simulate.choose_k.calinski_harabasz import calinski_harabasz
from kmanim.simulate.choose_k.silhouette import silhouettes


@st.composite
def clusterings(draw):
    """Random and degenerate rows and labels: duplicates, constant columns, single points, offsets, k = n."""
    n, d = draw(st.integers(2, 40)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    values = rng.normal(size=(n, d)) if draw(st.booleans()) else rng.integers(0, 3, (n, d)).astype(float)
    if draw(st.booleans()):
        values[:, 0] = 7.0
    offset = draw(st.sampled_from([0.0, 1e8, -1e8]))
    scale = draw(st.sampled_from([1.0, 1e-6, 1e6]))
    values = values * scale + offset
    labels = rng.integers(0, draw(st.integers(1, n)), n).astype(np.uint8)
    if draw(st.integers(0, 5)) == 0:
        labels = rng.permutation(n).astype(np.uint8)
    return values, labels


def silhouettes_by_definition(values, labels):
    found = np.zeros(len(values))
    for i in range(len(values)):
        far = np.array([math.dist(values[i], other) for other in values])
        own = (labels == labels[i]) & (np.arange(len(values)) != i)
        if own.any():
            a = far[own].mean()
            b = min(far[labels == other].mean() for other in set(labels.tolist()) - {labels[i]})
            found[i] = (b - a) / max(a, b) if max(a, b) else 0.0
    return found


@given(clusterings())
def test_silhouettes_are_those_of_the_definition_and_of_scikit_learn(case):
    values, labels = case
    (found,) = silhouettes(values, [labels])
    k = len(set(labels.tolist()))
    if k == 1:
        assert np.isnan(found).all()
        return
    np.testing.assert_allclose(found, silhouettes_by_definition(values, labels), atol=1e-9)
    assert (np.abs(found) <= 1 + 1e-12).all()
    single = [row for row in range(len(values)) if (labels == labels[row]).sum() == 1]
    assert (found[single] == 0).all()
    if k < len(values):
        # scikit-learn expands the square, which loses all digits at an offset: it gets the rows moved back.
        near = values - values[0]
        np.testing.assert_allclose(found, silhouette_samples(near, labels), atol=1e-5)


@settings(max_examples=40)
@given(clusterings(), st.integers(1, 3))
def test_blocks_and_company_change_no_silhouette(case, held):
    values, labels = case
    (whole,) = silhouettes(values, [labels])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(silhouette, "_HELD", held * len(values))
        pieces = silhouettes(values, [labels, np.zeros_like(labels), labels])
    np.testing.assert_array_equal(pieces[0], whole)
    np.testing.assert_array_equal(pieces[2], whole)
    assert np.isnan(pieces[1]).all()


@given(clusterings(), st.integers(0, 2**32))
def test_other_clusterings_change_no_more_than_last_digits(case, seed):
    values, labels = case
    other = np.random.default_rng(seed).integers(0, 5, len(values)).astype(np.uint8)
    for own, found in zip([labels, other], silhouettes(values, [labels, other]), strict=True):
        np.testing.assert_allclose(found, silhouettes(values, [own])[0], rtol=0, atol=1e-12)


@given(clusterings())
def test_the_variance_ratio_is_that_of_scikit_learn(case):
    values, labels = case
    found = calinski_harabasz(values, labels)
    k = len(set(labels.tolist()))
    near = values - values[0]
    within = sum(
        ((near[labels == j] - near[labels == j].mean(axis=0)) ** 2).sum() for j in set(labels.tolist())
    )
    total = ((near - near.mean(axis=0)) ** 2).sum()
    if not 1 < k < len(values):
        assert math.isnan(found)
    elif within <= 1e-25 * total:
        assert math.isnan(found) or found > 1e15
    else:
        # One part in 1e8 of an offset is all that doubles keep of such values.
        assert found == pytest.approx(calinski_harabasz_score(near, labels), rel=1e-6)


def test_clusters_that_are_one_place_each_have_no_ratio():
    values = np.repeat([[0.1, 0.7], [0.3, 0.2], [1e8 + 0.1, 5.0]], 7, axis=0)
    assert math.isnan(calinski_harabasz(values, np.repeat(np.arange(3, dtype=np.uint8), 7)))

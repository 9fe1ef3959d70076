"""EM and the scale of the columns: only balls mind it. k-means does, and so does whatever begins as its clusters."""

import numpy as np
import pytest

import kmanim


def ends(covariance, scale, **start):
    cars = kmanim.load("mtcars", scale=scale)
    return kmanim.run("em", cars, k=2, covariance=covariance, reg=0, **start)


@pytest.mark.parametrize("covariance", ["full", "tied", "diag"])
def test_all_but_balls_end_alike_in_any_units(covariance):
    raw, scaled = (ends(covariance, scale, init="sample", seed=3) for scale in ("none", "zscore"))
    np.testing.assert_array_equal(raw.labels, scaled.labels)
    assert raw.iterations == scaled.iterations


def test_balls_do_not():
    raw, scaled = (ends("spherical", scale, init="sample", seed=3) for scale in ("none", "zscore"))
    assert (raw.labels != scaled.labels).any()


def test_nor_does_what_begins_as_clusters_of_k_means():
    raw, scaled = (ends("full", scale, init="kmeans") for scale in ("none", "zscore"))
    assert sorted(raw.sizes) != sorted(scaled.sizes)

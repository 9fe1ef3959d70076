"""Ends of EM that are none: components that shrink to nothing, lose all rows, or become one."""

import math
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from mixture_data import TWELVE, em, twelve
from simulate_data import make_dataset

from kmanim.simulate.machines.mixtures.failures import degenerate, twins
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.rows import Rows
from kmanim.simulate.numerics.distinct import count_distinct


@pytest.mark.parametrize("reg", [0, 1e-6, None])
def test_pairs_of_points_as_tight_starts(reg):
    """From deviation 0.5 ten of 66 pairs collapse, 54 find the best place, two another one."""
    traces = [
        twelve(means=TWELVE[list(pair)], covariances=0.25, reg=reg) for pair in combinations(range(12), 2)
    ]
    sound = Counter(round(trace.log_likelihood, 2) for trace in traces if not trace.failure)
    assert sound == {-40.43: 54, -42.09: 2}
    for trace in traces:
        if trace.failure:
            assert trace.stopped == "a component came to nothing"
            assert trace.failure.startswith(f"component {trace.flawed[0] + 1} has shrunk onto a ")
            assert trace[-1].step == "m_step"
            assert trace.labels.min() >= 0, "those of the last E step"
            assert all(math.isnan(trace.measures()[name]) for name in ("log_likelihood", "BIC", "AIC"))


def test_the_likelihood_of_failed_ends_looks_better_than_that_of_sound_ones():
    """On the twelve points one alone gives -32.71 and five on a line -13.28, against the best sound -40.43."""
    traces = [
        twelve(means=TWELVE[list(pair)], covariances=0.25, reg=1e-6) for pair in combinations(range(12), 2)
    ]
    failed = {round(trace.log_likelihood, 2): trace.failure for trace in traces if trace.failure}
    assert failed[-32.71] == "component 1 has shrunk onto a point"
    assert any("onto a line" in clause for value, clause in failed.items() if -13.3 < value < -13.2)


def test_two_places_are_two_components_at_the_floor():
    two = make_dataset([[0.0, 0]] * 20 + [[1.0, 0]] * 10 + [[0.0, 2]] * 10)
    trace = em(two, k=3)
    assert (trace.failure, trace.flawed) == ("component 1 has shrunk onto a point", (0, 1, 2))
    assert [moment.step for moment in trace] == ["start", "e_step"], "the start is none already"
    assert em(two, k=3, reg=0).labels.tolist() == [-1] * 40, "no density, so nobody leads"
    assert em(two, k=1).failure == ""


def test_as_many_components_as_rows():
    trace = em(k=12)
    assert trace.failure == "component 1 has shrunk onto a point"
    assert len(trace.flawed) == 12


@pytest.mark.parametrize("kind", ["full", "tied", "diag", "spherical"])
def test_a_large_reg_is_no_failure(kind):
    """Variances that reg alone keeps up are one only where they are next to nothing beside the data's."""
    for reg in (0.1, 1, 10, 1000):
        assert em(covariance=kind, reg=reg).failure in ("", "components 1 and 2 have become the same")


def test_scales_and_slants_of_columns_do_not_matter():
    rng = np.random.default_rng(0)
    points = (rng.normal(size=(200, 2)) + rng.integers(0, 2, (200, 1)) * 6) * [1e-9, 1e9]
    assert em(make_dataset(points), reg=0).failure == ""
    turned = points @ np.array([[1e9, 1], [1, 1e-9]])
    assert count_distinct(turned, 200) == 200


def test_twins_that_meet_are_told():
    """Two components on data of one Gaussian, from starts that mirror each other, meet in the middle for good."""
    mixture = Mixture(np.array([0.5, 0.5]), np.zeros((2, 2)), np.array([np.eye(2), np.eye(2)]))
    assert twins(mixture).clause == "components 1 and 2 have become the same"
    assert twins(mixture).kind == "twins"
    assert twins(mixture._replace(means=np.array([[0, 0], [0.005, 0]]))).components == (0, 1)
    assert twins(mixture._replace(means=np.array([[0, 0], [0.05, 0]]))) is None
    assert twins(mixture._replace(covariances=np.array([np.eye(2), 2 * np.eye(2)]))) is None


def test_what_shrinks_is_told_by_what_is_left():
    rows = Rows.of(np.random.default_rng(0).normal(size=(100, 5)))
    for lost, words in ((5, "a point"), (4, "a line"), (3, "a plane"), (2, "no width in 2 of 5 directions")):
        covariance = np.diag([0.0] * lost + [1.0] * (5 - lost))
        mixture = Mixture(np.ones(1), np.zeros((1, 5)), covariance[np.newaxis])
        assert degenerate(rows, mixture, np.zeros(5)).clause.endswith(words)
        assert degenerate(rows, mixture, np.zeros(5)).kind == "shrunk"
    shared = Mixture(np.ones(2) / 2, np.zeros((2, 5)), np.array([covariance] * 2))
    assert degenerate(rows, shared, np.zeros(5), is_tied=True).clause == (
        "the covariance that all components share has no width in 2 of 5 directions"
    )
    empty = Mixture(np.array([1, 1e-12]), np.zeros((2, 5)), np.array([np.eye(5)] * 2))
    assert degenerate(rows, empty, np.zeros(5)).clause == "component 2 has lost all points"


def test_a_component_that_loses_all_points():
    far = twelve(means=[(4, 3), (1e6, 1e6)], reg=0)
    assert (far.failure, far.failure_kind) == ("component 2 has lost all points", "lost")
    assert twelve().failure_kind == ""
    assert np.isfinite(far[-1].means).all()


def test_rows_too_far_apart_for_digits_are_told():
    """One row at 1e30 and a common reg: nothing is left of the others, and no factor of their covariance."""
    points = np.random.default_rng(6).normal(size=(17, 6))
    points[-1] = 1e30
    trace = em(make_dataset(points), k=4, init="sample", reg=100)
    assert trace.failure
    assert np.isfinite(trace[-1].means).all()


def test_without_reg_a_failed_state_has_no_likelihood():
    trace = twelve(means=[(1, 1), (2, 2)], covariances=0.25, reg=0)
    assert trace.failure
    assert math.isnan(trace.log_likelihood)
    assert trace[-1].responsibilities is None

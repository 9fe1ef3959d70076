"""EM as it is recorded: the pages' tables of twelve points and of real data, and what each moment holds."""

import dataclasses
import math
from itertools import pairwise

import numpy as np
import pytest
from mixture_data import POINTS, em, letters, twelve
from simulate_data import make_dataset

import kmanim
from kmanim.data.load import load
from kmanim.simulate.runs.runs import run_many

# state: log-likelihood, weight 1, mean 1, mean 2, covariance 1 and 2 as xx, xy, yy
TABLE = {
    0: (-54.286465, 0.5, (5, 3), (8, 3), (4, 0, 4), (4, 0, 4)),
    1: (-45.914683, 0.6748, (4.3299, 2.8821), (6.3907, 4.5261), (4.0319, 2.8238, 3.8371), (1.5803, 1.3357, 3.2615)),
    2: (-45.478314, 0.6466, (4.2529, 2.7795), (6.3668, 4.5822), (4.2831, 2.8515, 3.5634), (1.0646, 1.0435, 3.3852)),
    3: (-45.229775, 0.6137, (4.1519, 2.6561), (6.3470, 4.6248), (4.3789, 2.7604, 3.2106), (0.8728, 0.9444, 3.5046)),
    5: (-44.958932, 0.5581, (3.9897, 2.4534), (6.2758, 4.6331), (4.5380, 2.6140, 2.6731), (0.7811, 0.8951, 3.5742)),
    8: (-44.632993, 0.4867, (3.7415, 2.1783), (6.1930, 4.5907), (4.5916, 2.3745, 2.0572), (0.8392, 0.8773, 3.4831)),
    10: (-44.173273, 0.4358, (3.4246, 1.9113), (6.2171, 4.5796), (3.9594, 1.7510, 1.4325), (0.9281, 0.8652, 3.3113)),
    12: (-41.859412, 0.3963, (3.0046, 1.5120), (6.3096, 4.6667), (2.4019, 0.3211, 0.3340), (0.9964, 0.7647, 2.8650)),
    15: (-40.786504, 0.4691, (3.3510, 1.4745), (6.4569, 5.1326), (2.7292, 0.1992, 0.2494), (0.9117, 0.3019, 1.4943)),
    20: (-40.430511, 0.4994, (3.4971, 1.4994), (6.4992, 5.3293), (2.9131, 0.2489, 0.2500), (0.9163, 0.1690, 0.9014)),
}  # fmt: skip
LEANING = {0: "JKL", 1: "IJKL", 2: "FHIJKL", 3: "FHIJK", 5: "EFGHIJK", 8: "EFGHIJKL", 10: "EFGHIJKL", 12: "FGHIJKL",
           15: "GHIJKL", 20: "GHIJKL"}  # fmt: skip
SHARES = {
    0: [0.9841, 0.9669, 0.9325, 0.8670, 0.7549, 0.5927, 0.7549, 0.5927, 0.5927, 0.4073, 0.4073, 0.2451],
    1: [0.9998, 0.9974, 0.9736, 0.8881, 0.6672, 0.5078, 0.6886, 0.5103, 0.4440, 0.3888, 0.2900, 0.4034],
    2: [1.0000, 0.9999, 0.9931, 0.9314, 0.5993, 0.4261, 0.6586, 0.4500, 0.3073, 0.3436, 0.1619, 0.4926],
}


@pytest.mark.parametrize("state", TABLE)
def test_the_twelve_points_go_through_the_states_of_the_table(state):
    trace = twelve()
    value, weight, mean_1, mean_2, spread_1, spread_2 = TABLE[state]
    moment = trace[trace.states[state]]
    assert moment.log_likelihood == pytest.approx(value, abs=6e-7)
    assert moment.weights.tolist() == pytest.approx([weight, 1 - weight], abs=6e-5)
    assert moment.means.ravel().tolist() == pytest.approx([*mean_1, *mean_2], abs=6e-5)
    found = [float(matrix[i, j]) for matrix in moment.covariances for i, j in ((0, 0), (0, 1), (1, 1))]
    assert found == pytest.approx([*spread_1, *spread_2], abs=6e-5)
    e_step = trace.index_of("e_step", state + 1)
    assert letters(np.flatnonzero(trace[e_step].labels == 1)) == LEANING[state]


@pytest.mark.parametrize("state", SHARES)
def test_the_twelve_points_are_shared_as_the_table_says(state):
    trace = twelve()
    assert trace.responsibilities(trace.states[state])[:, 0].tolist() == pytest.approx(
        SHARES[state], abs=6e-5
    )


def test_the_twelve_points_switch_as_the_table_says():
    trace = twelve()
    switches = {
        i - 1: letters(trace.switched(i)) for i in range(1, trace.iterations + 1) if len(trace.switched(i))
    }
    assert switches == {1: "I", 2: "FH", 3: "L", 5: "EG", 8: "L", 12: "E", 13: "F"}


@pytest.mark.parametrize(("tol", "last"), [(1e-3, 18), (1e-6, 20), (1e-2, 5)])
def test_a_plateau_is_not_the_end_but_for_a_coarse_tolerance(tol, last):
    trace = twelve(tol=tol)
    assert len(trace.states) - 1 == last
    assert trace.iterations == last + 1, "as scikit-learn counts"
    assert trace.finished
    assert trace.stopped == f"the log-likelihood changed by less than {tol:g} a point"


def test_an_objective_belongs_to_the_parameters_of_its_snapshot():
    trace = twelve()
    assert [moment.step for moment in trace[:5]] == ["start", "e_step", "m_step", "e_step", "m_step"]
    assert [trace.state_of(index) for index in range(5)] == [0, 0, 1, 1, 2]
    assert [moment.iteration for moment in trace[:5]] == [0, 1, 1, 2, 2]
    for index, moment in enumerate(trace):
        assert moment.objective == trace.log_likelihoods[trace.state_of(index)]
        assert moment.means.tolist() == trace[trace.states[trace.state_of(index)]].means.tolist()
    assert trace[0].labels is None
    assert trace[2].labels.tolist() == trace[1].labels.tolist(), "an M step leaves the labels"
    assert trace[-1].step == "e_step"


def test_max_iter_ends_a_run_that_would_go_on():
    trace = twelve(max_iter=3)
    assert (trace.stopped, trace.finished, len(trace.states)) == ("max_iter reached", False, 4)
    assert trace[-1].step == "e_step", "labels belong to the last parameters"


def test_random_points_as_starts_end_in_two_places():
    runs = [twelve(means=POINTS.points[[a, b]]) for a in range(12) for b in range(a)]
    ends = sorted({round(trace.log_likelihood, 2) for trace in runs})
    assert ends == [-44.41, -40.43]


# Real data


@pytest.mark.parametrize(
    ("kind", "value", "bic", "free"),
    [("full", -1130.2640, 2322.19, 11), ("tied", -1140.1868, 2325.22, 8), ("diag", -1147.8064, 2346.07, 9),
     ("spherical", -1709.5293, 3458.30, 7)],
)  # fmt: skip
def test_faithful_by_kind(kind, value, bic, free):
    trace = em("faithful", covariance=kind, reg=0, tol=1e-9)
    assert trace.log_likelihood == pytest.approx(value, abs=6e-5)
    assert trace.bic == pytest.approx(bic, abs=6e-3)
    assert trace.n_parameters == free
    assert trace.aic == pytest.approx(2 * free - 2 * trace.log_likelihood)


def test_faithful_from_kmeans():
    trace = em("faithful", reg=0, tol=1e-9)
    assert trace.log_likelihoods[:4].tolist() == pytest.approx(
        [-1143.4191, -1131.5295, -1130.3041, -1130.2658], abs=6e-5
    )
    assert sorted(trace.sizes) == [97, 175]
    trace = trace.canonical()
    assert trace[-1].weights.tolist() == pytest.approx([0.3559, 0.6441], abs=6e-5)
    assert trace[-1].means.ravel().tolist() == pytest.approx([2.0364, 54.4785, 4.2897, 79.9681], abs=6e-5)


def test_faithful_from_a_bad_start():
    trace = em("faithful", means="2,80 4,50", reg=0, tol=1e-9)
    values = trace.log_likelihoods
    assert values[:4].tolist() == pytest.approx([-3197.5875, -1292.5650, -1288.8234, -1287.6969], abs=6e-5)
    assert values[[10, 20, 30]].tolist() == pytest.approx([-1286.6377, -1286.4422, -1284.9252], abs=6e-5)
    assert trace.log_likelihood == pytest.approx(-1130.2640, abs=6e-5)
    assert sorted(trace[1].labels.tolist()).count(0) in (135, 137)


def test_iris_from_kmeans():
    trace = em("iris", k=3, reg=0, tol=1e-10).canonical()
    assert trace.log_likelihoods[0] == pytest.approx(-197.3200, abs=6e-5)
    assert trace.log_likelihood == pytest.approx(-180.1855, abs=6e-5)
    assert trace.sizes == (50, 45, 55)
    assert trace[-1].weights.tolist() == pytest.approx([0.3333, 0.2992, 0.3675], abs=6e-5)
    assert trace[-1].means[1].tolist() == pytest.approx([5.9150, 2.7778, 4.2016, 1.2970], abs=6e-5)
    two = em("iris", k=2, reg=0, tol=1e-10)
    assert (two.bic, trace.bic) == (pytest.approx(574.02, abs=6e-3), pytest.approx(580.84, abs=6e-3))


def test_mtcars_scaled_and_raw_have_the_same_shares():
    """Full covariances do not care about scale; the log-likelihood differs by n times the logarithms of the scales."""
    scaled = em(load("mtcars", scale="zscore"), reg=0, tol=1e-12)
    assert scaled.log_likelihood == pytest.approx(-71.6545, abs=6e-5)
    raw = em(
        "mtcars", means=scaled.means_of(0), weights=scaled[0].weights, covariances=scaled.covariances_of(0), reg=0,
        tol=1e-12,
    )  # fmt: skip
    assert raw.log_likelihood == pytest.approx(-400.9746, abs=6e-5)
    factor = scaled.dataset.scaling.factor
    assert raw.log_likelihood == pytest.approx(scaled.log_likelihood - 32 * np.log(factor).sum(), abs=1e-8)
    assert raw.labels.tolist() == scaled.labels.tolist()
    assert sorted(raw.sizes) == [7, 25]
    np.testing.assert_allclose(raw[-1].responsibilities, scaled[-1].responsibilities, atol=1e-8)
    best = em("mtcars", reg=0, tol=1e-12).canonical()
    assert best.log_likelihood == pytest.approx(-401.2840, abs=6e-5)
    assert best.sizes == (14, 18)


# What a trace offers


def test_units():
    trace = em(load("mtcars", scale="zscore"))
    scaling = trace.dataset.scaling
    np.testing.assert_allclose(scaling.apply(trace.means_of(-1)), trace.unlabelled[-1].means)
    np.testing.assert_allclose(
        trace.covariances_of(-1), trace.covariances_at(-1) * np.outer(scaling.factor, scaling.factor)
    )


def test_matrices_are_whole_whatever_their_kind():
    for kind in ("full", "tied", "diag", "spherical"):
        covariances = em("iris", k=3, covariance=kind)[-1].covariances
        assert covariances.shape == (3, 4, 4)
        off = covariances[:, ~np.eye(4, dtype=bool)]
        assert (off == 0).all() == (kind in ("diag", "spherical"))
        assert (np.ptp(covariances, axis=0) == 0).all() == (kind == "tied")
        variances = np.diagonal(covariances, axis1=1, axis2=2)
        assert np.allclose(variances, variances[:, :1]) == (kind == "spherical")


def test_relative_reg_is_a_millionth_of_each_variance():
    variances = POINTS.points.var(axis=0)
    for factor in (1.0, 1e-3, 1e6, np.array([1e-6, 1e6])):
        scaled = make_dataset(POINTS.points * factor)
        np.testing.assert_allclose(em(scaled).reg, 1e-6 * variances * factor**2)
        of_balls = em(scaled, covariance="spherical").reg
        np.testing.assert_allclose(of_balls, [1e-6 * (variances * factor**2).mean()] * 2)
    flat = make_dataset(np.column_stack([POINTS.points, np.full(len(POINTS.points), 7.0)]))
    np.testing.assert_allclose(em(flat).reg, 1e-6 * np.array([*variances, variances.sum() / 3]))
    assert em(reg=0.5).reg.tolist() == [0.5, 0.5]
    start = twelve(reg=0.5, max_iter=1)
    plain = twelve(reg=0, max_iter=1)
    np.testing.assert_allclose(start[2].covariances - plain[2].covariances, [0.5 * np.eye(2)] * 2, atol=1e-12)


@pytest.mark.parametrize("covariance", ["full", "tied", "diag"])
@pytest.mark.parametrize("factor", [1.0, 2.0**-30, 2.0**40])
def test_no_unit_of_a_column_matters(covariance, factor):
    """An income in the tens of thousands beside a ratio of which all groups are made."""
    rng = np.random.default_rng(4)
    group = np.arange(300) % 2
    rows = np.column_stack([rng.normal(40_000, 1000, 300), group * 0.8 + rng.normal(0, 0.05, 300)])
    start = {"k": 2, "covariance": covariance, "means": [(40_000, 0.3), (40_000, 0.5)]}
    trace = em(make_dataset(rows), **start)
    assert abs(np.mean(trace[-1].labels == group) - 0.5) == 0.5
    start["means"] = [(40_000 * factor, y) for _, y in start["means"]]
    other = em(make_dataset(rows * (factor, 1)), **start)
    assert [step.step for step in other] == [step.step for step in trace]
    assert (other[-1].labels == trace[-1].labels).all()
    np.testing.assert_allclose(other.log_likelihoods + 300 * math.log(factor), trace.log_likelihoods)


def test_with_reg_the_log_likelihood_may_fall():
    """That law holds for reg 0 alone: what the M step gives is not the maximum any more."""
    values = em(POINTS, reg=0.01, tol=1e-9).log_likelihoods
    assert max(a - b for a, b in pairwise(values)) == pytest.approx(1.2e-4, abs=1e-6)
    assert math.isinf(twelve(reg=0.01).parameters.objective.tolerance)
    assert math.isfinite(twelve(reg=0).parameters.objective.tolerance)


def test_measures_and_facts():
    trace = em("faithful", reg=0)
    assert trace.measures() == {
        "log_likelihood": trace.log_likelihood, "BIC": trace.bic, "AIC": trace.aic, "clusters": 2,
        "rounds": trace.turns,
    }  # fmt: skip
    facts = trace.facts()
    assert facts["BIC"] == trace.bic
    assert facts["steps"] == trace.turns == trace.iterations - 1
    assert np.array(facts["means"]).tolist() == trace.means_of(-1).tolist()


def test_clusters_are_numbered_by_their_means():
    for trace in run_many("em", "iris", 4, k=3, init="sample"):
        assert np.all(np.diff(trace[-1].means[:, 0]) > 0)
    runs = run_many("em", POINTS, 1, means="8,3 5,3", covariances="4", reg=0)
    assert runs[0][0].means.tolist() == [[8, 3], [5, 3]], "given starts keep their numbers"


def test_renumbering_renumbers_all():
    trace = twelve()
    other = trace.relabelled([1, 0])
    for one, two in zip(trace, other, strict=True):
        assert two.weights.tolist() == one.weights[::-1].tolist()
        assert two.covariances.tolist() == one.covariances[::-1].tolist()
        assert two.responsibilities.tolist() == one.responsibilities[:, ::-1].tolist()
    assert other.labels.tolist() == [1 - label for label in trace.labels.tolist()]


def test_there_and_back_with_a_given_start(tmp_path):
    trace = twelve(weights="0.4 0.6")
    again = kmanim.load_trace(kmanim.save_trace(trace, tmp_path / "trace.json"))
    assert again.parameters == trace.parameters
    for one, two in zip(trace, again, strict=True):
        for field in dataclasses.fields(one):
            np.testing.assert_equal(getattr(two, field.name), getattr(one, field.name))


def test_what_is_kept_of_the_end_alone_has_its_state():
    for trace in (twelve(), em(k=3, init="sample", seed=1)):
        end = trace.only_end()
        assert end[end.states[-1]].means.tolist() == trace[-1].means.tolist()
        assert end.labels.tolist() == trace.labels.tolist()
        assert (end.failure, end.bic, end.iterations) == (trace.failure, trace.bic, trace.iterations)
        assert end.responsibilities(-1).tolist() == trace.responsibilities(-1).tolist()
        assert len(end) <= 3
    start = em(k=12)
    assert start.only_end().failure == start.failure

"""What is said of the data sets that k-means cannot do, checked against the data."""

import numpy as np
import pytest
from scipy.optimize import linprog

from kmanim.data.builtin.catalogue import RECIPES
from kmanim.data.builtin.synthetic import LEAST_POINTS, TEACHING
from kmanim.data.load import load
from kmanim.simulate.runs.runs import run_many

SCALES = ("none", "zscore", "minmax")


def groups_of(data):
    which = np.array(data.categorical["group"])
    return [which == group for group in sorted(set(which))]


def squares(values, parts):
    return sum(float(((values[part] - values[part].mean(axis=0)) ** 2).sum()) for part in parts)


def separable(values, part):
    """Whether a straight line has all of one part on one side and all others on the other: a linear program."""
    side = np.where(part, 1.0, -1.0)
    rows = -side[:, None] * np.column_stack([values, np.ones(len(values))])
    found = linprog(np.zeros(3), A_ub=rows, b_ub=-np.ones(len(values)), bounds=(None, None))
    return found.status == 0


def test_the_sets_that_teach_say_so_unless_they_have_few_points():
    assert set(TEACHING) <= RECIPES.keys()
    for name in RECIPES:
        assert load(name).lesson == (name if name in TEACHING else "")
    assert load("moons", n=LEAST_POINTS - 1).lesson == ""
    assert load("moons", n=LEAST_POINTS).lesson == "moons"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n", [LEAST_POINTS, 300])
@pytest.mark.parametrize("name", ["rings", "moons", "smiley"])
def test_no_straight_line_parts_them(name, n, seed):
    data = load(name, n=n, seed=seed)
    assert not separable(data.points, groups_of(data)[0])


def test_the_test_of_lines_knows_a_line():
    data = load("outlier")
    assert separable(data.points, groups_of(data)[2])


def test_sheehans_rings_enclose_each_other():
    data = load("sheehan-circles")
    radius = np.hypot(*data.points.T)
    assert not separable(data.points, radius < 0.75)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n", [LEAST_POINTS, None])
def test_the_sum_is_smaller_when_long_groups_are_cut(n, seed, scale):
    data = load("stretched", n=n, seed=seed, scale=scale)
    best = run_many("kmeans", data, 12, k=3, init="k-means++").best
    assert best.inertia < squares(data.values, groups_of(data))
    cut = sum(len(set(best.labels[group])) > 1 for group in groups_of(data))
    assert cut >= 2


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n", [LEAST_POINTS, None])
def test_the_sum_is_smaller_when_the_large_group_is_cut(n, seed, scale):
    data = load("unequal-sizes", n=n, seed=seed, scale=scale)
    large, *small = groups_of(data)
    values = data.values
    halves = run_many("kmeans", load(values[large]), 5, k=2).best.labels
    one, other = np.zeros(data.n, bool), np.zeros(data.n, bool)
    one[np.flatnonzero(large)[halves == 0]] = True
    other[np.flatnonzero(large)[halves == 1]] = True
    assert squares(values, [one, other, small[0] | small[1]]) < squares(values, [large, *small])


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n", [LEAST_POINTS, None])
def test_the_edge_of_the_widest_group_is_closer_to_another_centre(n, seed, scale):
    data = load("unequal-densities", n=n, seed=seed, scale=scale)
    groups = groups_of(data)
    centres = np.array([data.values[group].mean(axis=0) for group in groups])
    nearest = ((data.values[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    assert (nearest[groups[2]] != 2).any()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n", [LEAST_POINTS, None, 100])
def test_the_sum_is_smaller_with_the_outlier_alone(n, seed, scale):
    data = load("outlier", n=n, seed=seed, scale=scale)
    one, other, far = groups_of(data)
    alone = squares(data.values, [one | other, far])
    assert alone < min(squares(data.values, [one, other | far]), squares(data.values, [one | far, other]))

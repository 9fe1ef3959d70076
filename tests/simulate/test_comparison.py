"""Kinds of start compared: the storyboard's table, and a plain loop."""

import numpy as np
import pytest

from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.simulate.runs import compare_inits as comparison
from kmanim.simulate.runs.compare_inits import compare_inits
from kmanim.story.figures.compare_inits import describe, numbers, table

# Section 6: share that reaches the best (%), mean W over it, mean rounds (most), empty in round 1 / at the end.
STORYBOARD = {
    (2, "uniform"): (40, 1.115, 2.9, 6, 0.2, 0.0),
    (2, "sample"): (56, 1.075, 3.1, 6, 0.3, 0.0),
    (2, "k-means++"): (53, 1.097, 2.8, 6, 0.0, 0.0),
    (3, "uniform"): (8, 1.041, 5.5, 17, 10.5, 0.2),
    (3, "sample"): (17, 1.035, 6.1, 15, None, None),
    (3, "k-means++"): (12, 1.013, 4.0, 14, None, None),
}


@pytest.mark.slow
def test_the_storyboards_table_comes_out(cars):
    cells = compare_inits("kmeans", cars, [2, 3], 1000)
    assert [(cell.k, cell.init) for cell in cells] == list(STORYBOARD)
    for cell in cells:
        share, over, mean, most, first, last = STORYBOARD[cell.k, cell.init]
        whole = cell.summary
        assert round(cell.reached / 10) == share
        assert round(cell.over, 3) == over
        assert (round(whole.mean_iterations, 1), whole.most_iterations) == (mean, most)
        if first is not None:
            assert (whole.empty_first / 10, whole.empty_last / 10) == (first, last)
    caption = describe(cells, "k-means", "32 cars").caption
    assert (
        "k = 2: mean W over the best found is 1.115 from uniform, 1.075 from sample and 1.097 from k-means++, "
        in caption
    )
    assert "always" not in caption


def test_cells_are_those_of_a_plain_loop(cars):
    cells = compare_inits("kmeans", cars, [4], 40, seed=3)
    best = []
    for cell in cells:
        rng = np.random.default_rng(3)
        found = [run("kmeans", cars, k=4, init=cell.init, seed=rng).inertia for _ in range(40)]
        assert cell.summary.mean_objective == pytest.approx(np.mean(found), rel=1e-12)
        assert cell.reached == np.isclose(found, cell.best, rtol=1e-9).sum()
        assert sum(count for _, count in cell.levels) == 40
        best.append(min(found))
    assert {cell.best for cell in cells} == {min(best)}
    assert table(cells)[1][4:] == numbers(cells[0])


def test_without_ways_of_starting_there_is_nothing_to_compare(cars, monkeypatch):
    monkeypatch.setattr("kmanim.simulate.parameters.kmeans.INIT_KINDS", ())
    with pytest.raises(InputError, match="no ways of starting to compare"):
        comparison.init_kinds("kmeans")

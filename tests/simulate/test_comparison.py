"""Kinds of start compared: as a plain loop has it; the storyboard's table is in `test_kmeans_runs.py`."""

import numpy as np
import pytest

from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.simulate.runs import compare_inits as comparison
from kmanim.simulate.runs.compare_inits import compare_inits
from kmanim.story.figures.compare_inits import numbers, table


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

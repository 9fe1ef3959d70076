"""The figure of starts: bars of runs that found the best, came near it, and ended worse."""

from dataclasses import replace

import numpy as np
import pytest
from figures_pen import drawn_on

from kmanim.data.load import load
from kmanim.plot.figures.compare_inits import inits
from kmanim.plot.style.look import Look
from kmanim.simulate.parameters.kmodes import KModes
from kmanim.simulate.runs.compare_inits import Cell, compare_inits
from kmanim.simulate.runs.summary import Summary
from kmanim.story.figures import compare_inits as words


@pytest.fixture(scope="module")
def cells():
    return compare_inits("kmeans", load("mtcars"), [1, 2, 4], 40)


def test_a_bar_is_stacked_of_shares(cells):
    drawn = drawn_on(inits(cells))
    bars = [r for r in drawn.rectangles if r[-1] == "bars"]
    rows = words.rows(cells)
    wanted = [[part for part in words.parts(cell) if part] for cell in rows]
    assert len(bars) == sum(map(len, wanted))
    unit = sum(bar[2] for bar in bars) / sum(map(sum, wanted))
    np.testing.assert_allclose([bar[2] for bar in bars], np.concatenate(wanted) * unit)
    for cell in rows:
        assert sum(words.parts(cell)) == cell.summary.runs
        assert words.parts(cell)[0] == cell.reached
    assert {"anywhere", "random rows", "k-means++", "k = 2", "best", "within 5 %", "worse"} <= set(
        drawn.said()
    )
    assert "k-means, 40 runs a row · 32 cars" in drawn_on(inits(cells, things="32 cars")).said()


def cell(k, init, best, near, worse):
    """A kind of start by hand: so many runs at 100, at 104 and at 200."""
    levels = tuple((value, count) for value, count in ((100.0, best), (104.0, near), (200.0, worse)) if count)
    runs = best + near + worse
    summary = Summary(
        runs=runs, mean_iterations=1, most_iterations=1, empty_first=0, empty_last=0, stopped=0,
        mean_objective=sum(value * count for value, count in levels) / runs,
    )  # fmt: skip
    return Cell(k=k, init=init, best=100.0, levels=levels, summary=summary)


def test_runs_within_a_twentieth_of_the_best_are_told_apart():
    assert words.parts(cell(2, "uniform", 30, 20, 50)) == (30, 20, 50)
    rows = words.rows([cell(3, "uniform", 1, 0, 9), cell(3, "sample", 2, 0, 8), cell(2, "sample", 1, 0, 9)])
    assert [(one.k, one.init) for one in rows] == [(3, "sample"), (3, "uniform"), (2, "sample")]


def test_findings_by_hand_claim_no_more_than_the_runs_do():
    def told(*cells):
        return words.finding(cells)

    sure, unsure = cell(2, "sample", 600, 0, 400), cell(2, "sample", 410, 0, 590)
    assert told(sure, cell(2, "uniform", 400, 0, 600)) == "The best is found most often from random rows"
    nobody = "No start finds the best clearly more often than the others"
    assert told(unsure, cell(2, "uniform", 400, 0, 600)) == nobody
    assert told(cell(1, "sample", 9, 0, 0), cell(1, "uniform", 9, 0, 0)) == (
        "Every run finds the best, from whatever start"
    )
    assert (
        told(
            sure,
            cell(2, "uniform", 400, 0, 600),
            cell(3, "sample", 300, 0, 700),
            cell(3, "uniform", 600, 0, 400),
        )
        == "Which start finds the best most often depends on k: random rows for k = 2 and anywhere for k = 3"
    )
    assert (
        told(unsure, cell(2, "k-means++", 400, 0, 600), cell(2, "uniform", 100, 0, 900))
        == "The best is found most often from random rows or k-means++, about equally often"
    )
    assert (
        told(
            sure,
            cell(2, "uniform", 400, 0, 600),
            cell(3, "sample", 300, 0, 700),
            cell(3, "uniform", 299, 0, 701),
        )
        == "The best is found most often from random rows, clearly so for k = 2"
    )


def test_the_symbol_is_that_of_the_algorithm():
    cells = [replace(cell(2, "sample", 1, 2, 3), objective=KModes.lowers)]
    assert {
        "mean D",
        "D: number of mismatches with the centres.",
        "Best: the best D that any run of this k found.",
    } <= set(drawn_on(inits(cells)).said())
    assert words.table(cells)[0][3] == "best D found"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_overlaps_or_leaves_the_sheet(cells, theme):
    figure = inits(cells, look=Look(theme=theme))
    texts = drawn_on(figure).texts
    height, width = figure.get_figheight() * 72, figure.get_figwidth() * 72
    for i, text in enumerate(texts):
        left, bottom, right, top = text.box
        assert -0.5 <= left <= right <= width + 0.5, text
        assert -0.5 <= bottom <= top <= height + 0.5, text
        assert not text.text.endswith("…"), text
        for other in texts[:i]:
            l2, b2, r2, t2 = other.box
            assert right <= l2 or r2 <= left or top <= b2 or t2 <= bottom, (text, other)

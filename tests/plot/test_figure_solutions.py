"""The figure of solutions: bars as long as they are often, each with its numbers."""

import numpy as np
import pytest
from figures_pen import drawn_on

from kmanim.data.load import load
from kmanim.plot.figures.grid import grid
from kmanim.plot.figures.solutions import solutions
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.runs.runs import run_many
from kmanim.story.figures.solutions import describe, finding
from kmanim.story.runs import objective_texts


def bars(figure):
    return [r[2] for r in drawn_on(figure).rectangles if r[-1] == "bars"]


def test_bars_are_as_long_as_solutions_were_often():
    runs = run_many("kmeans", load("mtcars"), 200)
    figure = solutions(runs)
    counts = [len(solution.runs) for solution in runs.solutions]
    lengths = bars(figure)
    np.testing.assert_allclose(np.array(lengths) / lengths[0], np.array(counts) / counts[0])
    said = drawn_on(figure).said()
    for count in counts:
        assert any(text.startswith(f"{count} · ") for text in said)
    assert {objective_texts(runs)["A"], "A", "rounds", "mean (max)", "k-means, k = 2 · 32 cars"} <= set(said)
    assert figure.alt.startswith("Bar chart of how often 200 runs of k-means on 32 cars")


@pytest.mark.parametrize(("k", "runs"), [(1, 30), (2, 3), (5, 300), (20, 60)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_overlaps_or_leaves_the_sheet(k, runs, theme):
    figure = solutions(run_many("kmeans", load("mtcars"), runs, k=k, init="sample"), look=Look(theme=theme))
    texts = [text for text in drawn_on(figure).texts if text.text.strip()]
    height, width = figure.get_figheight() * 72, figure.get_figwidth() * 72
    for i, text in enumerate(texts):
        left, bottom, right, top = text.box
        assert -0.5 <= left <= right <= width + 0.5, text
        assert -0.5 <= bottom <= top <= height + 0.5, text
        assert not text.text.endswith("…"), text
        for other in texts[:i]:
            l2, b2, r2, t2 = other.box
            assert right <= l2 or r2 <= left or top <= b2 or t2 <= bottom, (text, other)


def test_each_solution_is_shown_small_the_best_in_a_dark_frame():
    runs = run_many("kmeans", load("mtcars"), 200)
    drawn = drawn_on(solutions(runs))
    frames = [r for r in drawn.rectangles if r[-1] == "thumbnail frame"]
    assert len(frames) == len(runs.solutions) == 6
    assert [r[5] for r in frames] == [LIGHT.ink] + [LIGHT.axis] * 5
    points = {}
    for marks in drawn.marks:
        if marks.role.startswith("points"):
            row = next(i for i, r in enumerate(frames) if r[1] <= marks.places[0, 1] <= r[1] + r[3])
            points.setdefault(row, []).append(len(marks.places))
    assert points == {i: list(solution.sizes) for i, solution in enumerate(runs.solutions)}


def test_findings_by_hand():
    cars = load("mtcars")
    assert (
        finding(run_many("kmeans", cars, 1000))
        == "403 of 1,000 runs find the best, the commonest of 6 solutions"
    )
    # Section 6 of the storyboard: of uniform starts 40 % reach the best for k = 2, and 8 % for k = 3.
    assert (
        finding(run_many("kmeans", cars, 1000, k=3))
        == "79 of 1,000 runs find the best, A; more end in B (462)"
    )
    assert (
        finding(run_many("kmeans", cars, 300, k=5))
        == "8 of 300 runs find the best, A; more end in another (41)"
    )
    assert finding(run_many("kmeans", cars, 30, k=1)) == "All 30 runs end in the same solution"
    moons = run_many("dbscan", load("moons"), 40, order="random", eps=0.12)
    assert finding(moons) == "40 runs end in 2 solutions, 29 of them in A"
    uniform = run_many("kmeans", load("uniform", n=400), 25, k=12)
    assert finding(uniform) == "1 of 25 runs finds the best; no two end alike"
    assert describe(uniform).title == finding(uniform)


def test_the_rest_has_a_row_and_no_bar():
    runs = run_many("kmeans", load("mtcars"), 300, k=5)
    figure = solutions(runs)
    assert len(bars(figure)) == 12
    assert f"{len(runs.solutions) - 12} more" in drawn_on(figure).said()
    assert "The last row sums up all but the 12 best; it has no bar." in drawn_on(figure).said()


def test_the_grid_of_many_runs_says_what_its_panels_are():
    runs = run_many("kmeans", load("mtcars"), 100, k=5)
    assert f"one a solution, the best 24 of {len(runs.solutions)}, where" in grid(runs).alt


def test_titles_of_panels_are_whole_for_a_thousand_runs():
    said = drawn_on(grid(run_many("kmeans", load("mtcars"), 1000))).said()
    assert "A: 403 of 1,000" in said
    assert not any(text.endswith("…") for text in said)

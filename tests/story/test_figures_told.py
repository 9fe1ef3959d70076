"""Words of the still figures and of many runs."""

from __future__ import annotations

from pathlib import Path

import figure_words as figures
import numpy as np
import pytest
from story_tables import cars, reference

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.job.report import Report
from kmanim.simulate.record import run
from kmanim.simulate.runs.relabel import order_by_overlap
from kmanim.simulate.runs.runs import run_many
from kmanim.story.runs import run_line, run_title, solution_table, summary


def test_the_worked_formula_is_the_storyboards():
    told = figures.distances(reference(), 0)
    assert told.caption == (
        "Mazda RX4 in round 1: √((1188 − 1000)² + (110 − 150)²) = 192.2 to centre 1 and "
        "√((1188 − 1500)² + (110 − 150)²) = 314.6 to centre 2. So it belongs to cluster 1."
    )
    assert told.alt.endswith("the centres of round 1: 192 to centre 1 and 315 to centre 2.")


def test_a_formula_with_negative_and_scaled_numbers_can_be_worked_out_again():
    trace = run("kmeans", cars("zscore"), k=2, init=((1000, 150), (1500, 150)))
    caption = figures.distances(trace, 0).caption
    assert "in z-scores: √((−0.621 − (−1.0514))² + (−0.5437 − 0.0491)²) = " in caption
    worked = caption.split("√")[1].replace("−", "-").split(" = ")
    assert float(worked[1].split()[0]) == pytest.approx(eval(worked[0].replace("²", "**2")) ** 0.5, abs=2e-3)


def test_the_nearly_switching_car_of_round_two():
    told = figures.distances(reference(), 1, 2)
    assert "= 365.4 to centre 1" in told.caption
    assert "= 363.8 to centre 2. So it belongs to cluster 2." in told.caption


def test_density_gives_the_storyboards_numbers():
    assert figures.density(reference()).caption == (
        "Weight: cluster 1 n 12, mean 1023, sd 210, 686 to 1304; cluster 2 n 20, mean 1721, sd 322, 1429 to 2460: "
        "no overlap, 125 kg gap. Horsepower: cluster 1 n 12, mean 96, sd 33, 52 to 175; "
        "cluster 2 n 20, mean 177, sd 66, 62 to 335: overlap 62 to 175."
    )


def test_density_of_clusters_of_one_point_and_of_none():
    data = dataset(np.array([[0.0], [1.0], [100.0]]), features=[Feature("x")])
    assert figures.density(run("kmeans", data, k=2, init=((0,), (100,)))).caption == (
        "x: cluster 1 n 2, mean 0.5, sd 0.707, 0 to 1; cluster 2 n 1, at 100: no overlap, a gap of 99."
    )
    assert "cluster 2 is empty" in figures.density(run("kmeans", data, k=2, init=((50,), (900,)))).caption


def test_each_round_of_the_reference_run():
    trace = reference()
    assert figures.data(trace).caption.endswith("No groups yet. 1 car lies on the spot of another.")
    assert figures.starts(trace).alt == (
        "Scatter plot of 32 cars by weight and horsepower where the 2 centres start at [1000; 150] and [1500; 150]."
    )
    assert figures.updated(trace, 1).caption == (
        "Centres move to the mean of their cars: [940; 84] and [1663; 171]. W falls from 3,509,517 to 2,818,721."
    )
    assert figures.assigned(trace, 4).alt.endswith("clusters of 12 and 20, the same as in round 3.")
    assert figures.switched(trace, 2).alt.endswith(
        "where 2 cars are marked yellow with an exclamation mark: Ferrari Dino and Volvo 142E."
    )
    assert figures.final(trace).caption.endswith("20 heavier cars. W is 2,547,692.")
    assert figures.inertia(trace).caption.startswith(
        "W falls from 3,509,517 to 2,547,692 in 4 rounds. No assignment"
    )
    with pytest.raises(ValueError, match="round 9 has no assign step"):
        figures.assigned(trace, 9)


def test_raw_against_scaled_names_the_six_cars():
    raw = run_many("kmeans", cars(), 12, seed=0).best
    scaled = run_many("kmeans", cars("zscore"), 12, seed=0).best
    told = figures.scaling(raw, scaled.relabelled(order_by_overlap(scaled, raw)))
    assert told.caption == (
        "Scaling moves 6 cars: Hornet 4 Drive, Valiant, Merc 240D, Merc 230, Merc 280 and Merc 280C. Centres, raw and "
        "z-scored: [1023; 96] and [1183; 98]; [1721; 177] and [1814; 209]."
    )


def test_words_of_twelve_runs():
    runs = run_many("kmeans", cars(), 12, seed=0)
    assert (run_title(runs, 8), run_line(runs, 8)) == ("Run 8: solution B", "4 rounds · W = 2,684,738")
    assert solution_table(runs)[2] == (
        "B", "16 / 16", "2,684,738", "5.4 %", "[1128; 105] [1790; 189]", "8", "8.3 %",
    )  # fmt: skip
    assert summary(runs) == (
        "12 runs end in 4 solutions (A 4, B 1, C 2 and D 5), after 4 rounds at most. "
        "W is 2,547,692 in the best, A, and 3,167,343, 24 % more, in the worst, D."
    )
    assert "4 of 12 reach the best one found." in figures.grid(runs).caption
    assert summary(run_many("kmeans", cars(), 1)).startswith("1 run on 32 cars ends after 3 rounds")


def test_elbow():
    told = figures.elbow(reference(), {1: 6249946, 2: 2547692, 3: 807376})
    assert told.caption.startswith(
        "Lowest W found: 6,249,946 for k = 1, 2,547,692 for k = 2 and 807,376 for k = 3."
    )


@pytest.fixture(scope="module")
def stopped():
    """Runs of a network, all of them still falling: some that tell all rows alike do so at other losses."""
    data = load("four-clouds", target="group")
    return run_many("gradient_descent", data, 6, model="network", hidden=2, rate=1, steps=300)


def test_every_run_of_a_solution_has_its_own_value_in_the_table(stopped):
    assert len(stopped.solutions) < len(stopped)
    _, *rows = Report(stopped, Path(), (), {}, {}).table().splitlines()
    assert [float(row.split()[2]) for row in rows] == [
        pytest.approx(outcome.objective, abs=1e-4) for outcome in stopped.outcomes
    ]
    assert len({row.split()[2] for row in rows}) == len(rows)


def test_no_value_is_said_of_a_whole_solution_whose_runs_differ(stopped):
    best = stopped.solutions[0]
    text = f"{best.objective:.4f} at best"
    assert best.worst > best.objective
    assert solution_table(stopped)[1][1] == text
    assert f"A ({len(best.runs)} runs, loss = {text})" in figures.grid(stopped).caption
    alone = type(stopped)([stopped[run - 1] for run in best.runs])
    assert summary(alone) == (
        f"All {len(alone)} runs end in one solution, loss = {best.objective:.5f} at best, after 300 steps at most. "
        "All of them were stopped before they could finish."
    )


def test_what_rounding_leaves_between_runs_is_no_other_value():
    runs = run_many("em", "blobs", 6, seed=0, k=3)
    assert len(runs.solutions) == 1 < len({outcome.objective for outcome in runs.outcomes})
    assert "one solution, log L = −1,171.4, after" in summary(runs)


def test_the_curve_of_an_objective_counts_the_states_that_it_has():
    steep = run("gradient_descent", "mtcars", rate=1e-4, steps=1000)
    told = figures.inertia(steep)
    assert told.alt.startswith("Line chart of loss, after each of 1,001 states, where it falls")
    assert told.caption.endswith("in 1,000 steps. No step raises it here.")
    plan = run("floor_plan", load("nine-rooms"), seed=0)
    assert f"after each of {len(plan.kept) + 1} kept plans, " in figures.inertia(plan).alt

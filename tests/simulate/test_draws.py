"""How k-means++ drew its starts, as a trace keeps it."""

import json

import numpy as np
import pytest
from simulate_data import make_dataset

from kmanim.errors import InputError
from kmanim.simulate.machines.centroids.seeding import SEEDINGS
from kmanim.simulate.machines.centroids.seeding_steps import chances_of
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.storage.trace_file import load_trace, save_trace


def told(trace):
    return [(d.step, d.iteration, d.row, d.cluster, d.chance) for d in trace.seeding]


@pytest.mark.parametrize("d", [1, 2, 5])
@pytest.mark.parametrize("algorithm", ["kmeans", "kmedians"])
def test_starts_are_those_of_the_plain_draw_for_every_seed(algorithm, d):
    data = make_dataset(np.random.default_rng(1).normal(size=(50, d)))
    for seed in range(20):
        trace = run(algorithm, data, k=4, init="k-means++", seed=seed)
        plain = SEEDINGS["k-means++"](data.values, 4, np.random.default_rng(seed))
        assert trace[0].centroids.tolist() == plain.tolist()
        assert [draw.row for draw in trace.seeding] == [
            int(np.flatnonzero((data.values == start).all(axis=1))[0]) for start in plain
        ]


def test_nothing_more_is_drawn_than_before(cars):
    one, other = np.random.default_rng(5), np.random.default_rng(5)
    run_many("kmeans", cars, 3, k=3, init="k-means++", seed=one)
    for _ in range(3):
        SEEDINGS["k-means++"](cars.values, 3, other)
    assert one.bit_generator.state == other.bit_generator.state


def test_chances_are_those_of_the_formula(cars):
    trace = run("kmeans", cars, k=4, init="k-means++", seed=7)
    assert [(d.step, d.iteration, d.cluster) for d in trace.seeding] == [("draw", 0, j) for j in range(4)]
    assert trace.seeding[0].chance == 1 / 32
    assert chances_of(trace.dataset.values, trace.seeding, 0).tolist() == [1 / 32] * 32
    for number in (1, 2, 3):
        drawn = cars.values[[draw.row for draw in trace.seeding[:number]]]
        squares = ((cars.values[:, None] - drawn) ** 2).sum(axis=2).min(axis=1)
        chances = chances_of(trace.dataset.values, trace.seeding, number)
        np.testing.assert_allclose(chances, squares / squares.sum(), rtol=1e-12)
        assert trace.seeding[number].chance == pytest.approx(chances[trace.seeding[number].row], rel=1e-12)


def test_places_that_coincide_when_squared_are_alike():
    data = make_dataset(np.array([[0.0], [1e-200], [2e-200], [1.0]]))
    trace = run("kmeans", data, k=4, init="k-means++", seed=1)
    assert [draw.chance for draw in trace.seeding[2:]] == [1 / 2, 1.0]
    assert sorted(chances_of(trace.dataset.values, trace.seeding, 2).tolist()) == [0, 0, 1 / 2, 1 / 2]


@pytest.mark.parametrize("init", ["uniform", "sample", ((1000, 150), (1500, 150))])
def test_other_starts_have_no_draws(cars, init, tmp_path):
    trace = run("kmeans", cars, k=2, init=init)
    assert trace.seeding == ()
    assert "prologue" not in json.loads(save_trace(trace, tmp_path / "a.json").read_text())


def test_draws_go_with_their_clusters_when_runs_are_renumbered(cars):
    runs = run_many("kmeans", cars, 12, k=3, init="k-means++", seed=2)
    for trace in runs:
        for draw in trace.seeding:
            assert trace[0].centroids[draw.cluster].tolist() == cars.values[draw.row].tolist()
    assert any([draw.cluster for draw in trace.seeding] != [0, 1, 2] for trace in runs)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_there_and_back(cars, tmp_path, suffix):
    trace = run_many("kmeans", cars, 2, k=3, init="k-means++", seed=2)[1]
    assert told(load_trace(save_trace(trace, tmp_path / f"trace{suffix}"))) == told(trace) != []


def test_a_trace_from_before_draws_were_kept_loads_without(cars, tmp_path):
    path = save_trace(run("kmeans", cars, k=3, init="k-means++"), tmp_path / "new.json")
    document = json.loads(path.read_text())
    del document["prologue"]
    path.write_text(json.dumps(document))
    assert load_trace(path).seeding == ()


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("row", [0, 1, 32]), ("row", [0, 1]), ("row", [0, 1, 1.5]), ("cluster", [0, 0, 1]), ("cluster", [0, 1]),
        ("chance", {"dtype": "float64", "array": [0.5, 0.0, 0.5]}),
    ],
)  # fmt: skip
def test_draws_that_were_changed_by_hand_are_refused(cars, tmp_path, column, values):
    path = save_trace(run("kmeans", cars, k=3, init="k-means++"), tmp_path / "new.json")
    document = json.loads(path.read_text())
    document["prologue"][column] = values
    path.write_text(json.dumps(document))
    with pytest.raises(InputError, match="is not a whole kmanim trace"):
        load_trace(path)

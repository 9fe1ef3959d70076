"""Tables with one value a cell, as DataFrames: of a run, of many runs, of choices, sweeps and data."""

import numpy as np
import pandas as pd
import pytest

import kmanim
from kmanim.simulate.registry import built_in, parameters_of
from kmanim.simulate.tidy import MOST, tidy

CARS = kmanim.load("mtcars")
STARTS = [(1000, 150), (1500, 150)]


def data_for(name):
    kinds = parameters_of(name).kinds
    data = {"numbers": CARS, "walks": "nine-rooms", "none": None}.get(kinds, "penguins")
    return kmanim.load("penguins", kinds=kinds) if data == "penguins" else data


class TestTrace:
    def test_k_means_by_hand(self):
        frame = kmanim.run("kmeans", [[1, 1], [2, 1], [8, 9], [9, 9]], init=[(1, 1), (2, 1)]).to_frame()
        names = ["step", "iteration", "inertia", "clusters", "switched", "size_1", "size_2"]
        assert list(frame) == [*names, *(f"centroid_{j}_{axis}" for j in (1, 2) for axis in "xy")]
        assert frame["step"].tolist() == ["start", "assign", "update", "assign", "update", "assign"]
        assert frame["iteration"].tolist() == [0, 1, 1, 2, 2, 3]
        assert frame["switched"].tolist() == [0, 0, 0, 1, 0, 0]
        assert frame["size_1"].tolist() == [0, 1, 1, 2, 2, 2]
        assert frame["size_2"].tolist() == [0, 3, 3, 2, 2, 2]
        assert frame["centroid_2_x"].tolist() == [2, 2, 19 / 3, 19 / 3, 8.5, 8.5]
        assert frame["inertia"].isna().tolist() == [True, *[False] * 5]
        assert frame["inertia"].iloc[-1] == 1

    @pytest.mark.parametrize("name", built_in())
    def test_every_algorithm_tells_each_snapshot_in_plain_values(self, name):
        trace = kmanim.run(name, data_for(name))
        frame, rows = trace.to_frame(), trace.table()
        assert len(frame) == len(rows) == len(trace)
        assert frame["step"].tolist() == [snapshot.step for snapshot in trace]
        if trace.parameters.finds_clusters():
            assert frame["clusters"].iloc[-1] == trace.n_clusters()
        sizes = frame[[column for column in frame if column.startswith("size_")]].iloc[-1].tolist()
        assert not sizes or tuple(filter(None, sizes)) == tuple(filter(None, trace.sizes))
        for row in rows:
            assert set(row) == set(frame)
            assert {type(value) for value in row.values()} <= {int, float, str, bool, type(None)}
        assert not [name for name in frame if frame[name].dtype == object and frame[name].isna().all()]

    def test_numbers_are_in_original_units_whatever_the_scale(self):
        trace = kmanim.run("kmeans", kmanim.load("mtcars", scale="zscore"), init=STARTS)
        first = trace.to_frame().iloc[0]
        assert first[["centroid_1_weight", "centroid_2_horsepower"]].tolist() == pytest.approx([1000, 150])

    def test_categories_are_written_as_such(self):
        trace = kmanim.run("kmodes", kmanim.load("penguins", kinds="categories"), k=2)
        name = trace.dataset.features[0].name
        frame = trace.to_frame()
        assert set(frame[f"centroid_1_{name}"]) <= set(trace.dataset.features[0].levels)

    def test_em_tells_its_components(self):
        trace = kmanim.run("em", CARS, k=2)
        last = trace.to_frame().iloc[-1]
        assert last["share_1"] + last["share_2"] == pytest.approx(1)
        assert last["mean_2_weight"] == trace.means_of(-1)[1, 0]
        assert last["variance_1_horsepower"] == trace.covariances_of(-1)[0, 1, 1]

    def test_the_merges_of_a_tree(self):
        frame = kmanim.run("hierarchical", CARS).to_frame()
        assert frame["height"].isna().sum() == 2
        assert str(frame["lower_size"].dtype) == "Int64"
        merged = frame["lower_size"] + frame["higher_size"]
        assert merged.max() == 32

    def test_visits_have_names(self):
        trace = kmanim.run("dbscan", CARS)
        assert trace.to_frame()["row"].iloc[1] == CARS.row_name(int(trace.visits[0]))


class TestMany:
    def test_runs_have_one_value_a_cell(self):
        runs = kmanim.run_many("kmeans", CARS, 12, k=2, seed=623)
        frame = runs.to_frame()
        assert len(frame) == 12
        for row, told in zip(frame.to_dict("records"), runs.table(), strict=True):
            assert (row["size_1"], row["size_2"]) == told["sizes"]
            starts = [[row[f"start_{j}_{name}"] for name in ("weight", "horsepower")] for j in (1, 2)]
            assert tuple(map(tuple, starts)) == told["starts"]
            switched = [row[name] for name in frame if name.startswith("switched_")]
            assert tuple(count for count in switched if not pd.isna(count)) == told["switches"]
            assert (row["empty_first"], row["empty_last"]) == told["empty"]
        assert not frame.map(lambda cell: isinstance(cell, tuple | list)).any(axis=None)

    @pytest.mark.parametrize("name", ["em", "kmedoids", "kmodes"])
    def test_of_other_families_too(self, name):
        frame = kmanim.run_many(name, data_for(name), 3, k=2).to_frame()
        assert frame["run"].tolist() == [1, 2, 3]
        assert not frame.map(lambda cell: isinstance(cell, tuple)).any(axis=None)

    def test_choices(self):
        choice = kmanim.choose_k(CARS, range(1, 4), runs=2, references=2)
        frame = choice.to_frame()
        assert frame["k"].tolist() == [1, 2, 3]
        assert frame["inertia"].tolist() == choice.inertia.tolist()
        assert np.isnan(frame["silhouette"].iloc[0])
        mixtures = kmanim.choose_mixture(CARS, range(1, 3), covariances=("tied",), runs=2)
        assert mixtures.to_frame()["BIC"].tolist() == mixtures.bic.ravel().tolist()

    def test_a_sweep_whose_values_have_other_numbers_of_clusters(self):
        sweep = kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2])
        frame = sweep.to_frame()
        assert frame["eps"].tolist() == [0.1, 0.2]
        assert str(frame["size_15"].dtype) == "Int64"
        assert frame["size_15"].isna().tolist() == [False, True]


class TestTidy:
    def test_more_than_can_be_seen_stays_in_one_column(self):
        assert list(tidy([{"sizes": (1,) * MOST}])) == [f"size_{j + 1}" for j in range(MOST)]
        assert tidy([{"sizes": (1,) * (MOST + 1)}]) == {"sizes": [(1,) * (MOST + 1)]}

    def test_nothing(self):
        assert tidy([]) == {}
        assert tidy([{"sizes": ()}]) == {"sizes": [()]}


class TestDataset:
    def test_what_is_in_it(self):
        penguins = kmanim.load("penguins")
        frame = penguins.to_frame()
        assert list(frame) == [*(feature.name for feature in penguins.features), *penguins.categorical]
        assert frame.iloc[:, : penguins.d].to_numpy().tolist() == penguins.points.tolist()

    def test_the_index_is_what_rows_are_called_and_the_frame_can_be_loaded(self):
        frame = CARS.to_frame()
        assert frame.index.tolist() == list(CARS.labels)
        again = kmanim.load(frame)
        assert again.points.tolist() == CARS.points.tolist()
        assert again.labels == CARS.labels

    def test_clusters_are_numbered_as_in_pictures_and_noise_has_none(self):
        trace = kmanim.run("dbscan", CARS, eps=100, min_samples=4)
        clusters = CARS.to_frame(trace.labels)["cluster"]
        assert clusters.isna().sum() == (trace.labels < 0).sum() > 0
        assert clusters.dropna().tolist() == (trace.labels[trace.labels >= 0] + 1).tolist()

    def test_labels_that_do_not_fit(self):
        with pytest.raises(
            kmanim.InputError, match=r"^labels must be 32 whole numbers, got int64 of \(3,\)$"
        ):
            CARS.to_frame([0, 1, 0])
        named = kmanim.load(pd.DataFrame({"cluster": [1.0, 2.0], "y": [1.0, 3.0]}))
        with pytest.raises(kmanim.InputError, match="has a column cluster already; leave labels out"):
            named.to_frame([0, 1])

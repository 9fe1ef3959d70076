"""What a page computes of DBSCAN is what the package computes, to the last bit: on sets of teaching and on ties."""

import numpy as np
import pytest
from dbscan_runs import NINE, asked_for, runs
from handed import REVIVED, handed
from node import asked, needs_node

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run

pytestmark = needs_node

_RUN = """
import { runDbscan, kindsOf } from "./core/dbscan.js";
import { kDistances } from "./core/k_distances.js";
answer(given.map(({ data, options }) => {
  const dataset = revived(data);
  const { eps, estimate, order, counts, visits, labels, nClusters, contested } = runDbscan(dataset, options);
  const kinds = kindsOf(dataset, eps, options.minSamples);
  return {
    eps, estimate, order, counts: [...counts], visits, labels: [...labels], nClusters, contested: [...contested],
    kinds: [...kinds.kinds], near: [...kinds.counts], distances: [...kDistances(dataset, options.minSamples)],
  };
}));
"""


@pytest.fixture(scope="module")
def made():
    given = [{"data": handed(trace.dataset), "options": asked_for(trace)} for trace in runs(500)]
    return asked(REVIVED + _RUN, given)


def test_every_visit_is_that_of_the_package(made):
    for trace, page in zip(runs(500), made, strict=True):
        visits = [
            {
                "step": snapshot.step, "row": snapshot.row, "count": snapshot.count,
                "isSeed": snapshot.is_seed and snapshot.step == "core", "joined": trace.changed(i).tolist(),
                "cluster": int(trace.history.at(i)[snapshot.row]),
            }
            for i, snapshot in enumerate(trace.unlabelled[1:], 1)
        ]  # fmt: skip
        assert page["visits"] == visits
        assert page["labels"] == trace.labels.tolist()
        assert page["nClusters"] == trace.n_clusters()
        assert dict(map(tuple, page["contested"])) == {
            row: list(some) for row, some in trace.contested.items()
        }


def test_radii_and_distances_are_those_of_the_package_bit_for_bit(made):
    rules = set()
    for trace, page in zip(runs(500), made, strict=True):
        assert page["eps"] == trace.eps
        estimate = trace.estimate
        assert (page["estimate"] is None) == (estimate is None)
        if estimate:
            assert page["estimate"] == {
                "eps": estimate.eps, "rule": estimate.rule, "neighbour": estimate.neighbour
            }  # fmt: skip
            rules.add(estimate.rule)
        assert page["distances"] == sorted(trace.k_distances.tolist(), reverse=True)
    assert rules == {"fence", "least", "place"}


def test_a_preview_says_what_rows_will_be(made):
    for trace, page in zip(runs(500), made, strict=True):
        assert page["kinds"] == (2 * trace.core() + trace.border()).tolist()
        assert page["near"] == page["counts"] == trace.near.counts.tolist()


def test_the_curve_of_eps_is_that_of_as_many_runs():
    sets = [
        (load("moons"), 5), (load("outlier"), 3), (dataset(np.array(NINE)), 4), (load("lesson-dbscan"), 4),
        (dataset(np.ones((4, 2))), 2), (dataset(np.ones((1, 2))), 1), (dataset(np.arange(6.0).reshape(3, 2)), 7),
        (dataset(np.arange(40.0).reshape(20, 2) * 1e-9), 3), (load("faithful", scale="zscore"), 5),
    ]  # fmt: skip
    script = """
    import { epsCurve } from "./core/eps_curve.js";
    answer(given.map(([data, m]) => epsCurve(revived(data), m)));
    """
    for (data, m), curve in zip(
        sets, asked(REVIVED + script, [(handed(d), m) for d, m in sets]), strict=True
    ):
        assert len(curve) == 60
        radii = [place["eps"] for place in curve]
        assert radii == sorted(set(radii))
        assert all(len(repr(eps)) <= 8 for eps in radii)
        for place in curve[:: 1 if data.n < 100 else 4]:
            trace = run("dbscan", data, eps=place["eps"], min_samples=m)
            assert (place["clusters"], place["noise"]) == (trace.n_clusters(), int(trace.noise().sum()))


def test_between_two_values_of_the_curve_its_counts_are_those_of_a_run():
    data = load("lesson-dbscan")
    script = """
    import { countsAt, epsSquares } from "./core/eps_curve.js";
    const [data, m, radii] = given;
    const squares = epsSquares(revived(data), m);
    answer(radii.map(eps => countsAt(squares, eps)));
    """
    radii = np.random.default_rng(17).uniform(0.1, 3, 40).tolist()
    for eps, counts in zip(radii, asked(REVIVED + script, [handed(data), 4, radii]), strict=True):
        trace = run("dbscan", data, eps=eps, min_samples=4)
        assert counts == {"clusters": trace.n_clusters(), "noise": int(trace.noise().sum())}


def test_the_reader_picks_who_is_next():
    """What has had its turn keeps it, rows that nobody picks follow as in the table, each once."""
    script = """
    import { pickNext, runDbscan } from "./core/dbscan.js";
    const data = revived(given);
    const options = { eps: 1, minSamples: 4 };
    const first = runDbscan(data, options);
    const order = pickNext(first, 3, 8);
    const second = runDbscan(data, { ...options, rule: "picked", order });
    const drawn = runDbscan(data, { ...options, rule: "random", order: [3, 1], random: () => 0 });
    const rows = trace => trace.visits.map(visit => visit.row);
    answer([order, second.order, rows(second), rows(first), drawn.order]);
    """
    order, whole, second, first, drawn = asked(REVIVED + script, handed(load("lesson-dbscan")))
    assert order == [0, 1, 8]
    assert whole == [0, 1, 8, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13]
    assert first[:3] == second[:3]
    grown = second.index(8)
    assert [first[i] for i in range(grown)] == second[:grown], "the cluster that has begun is grown first"
    assert drawn[:2] == [3, 1]
    assert sorted(drawn) == list(range(14))


def test_the_middle_of_nine_points_goes_where_the_order_says():
    """Its two neighbours are exactly 1.8 away: with `<` it would be noise there."""
    script = """
    import { runDbscan } from "./core/dbscan.js";
    const data = revived(given);
    answer([[1.98, "rows"], [1.98, "backwards"], [1.8, "rows"], [1.79, "rows"], [2.3, "rows"]].map(([eps, rule]) => {
      const { counts, labels, contested, nClusters } = runDbscan(data, { eps, minSamples: 4, rule });
      return [[...counts], [...labels], [...contested], nClusters];
    }));
    """
    rows, backwards, rim, noise, one = asked(REVIVED + script, handed(load("lesson-nine")))
    counts = [3, 5, 4, 4, 4, 5, 4, 4, 4]
    assert rows == [counts, [0] * 5 + [1] * 4, [[0, [0, 1]]], 2]
    assert backwards == [counts, [0] + [1] * 4 + [0] * 4, [[0, [0, 1]]], 2]
    assert rim == rows
    assert noise == [[1] + [4] * 8, [-1] + [0] * 4 + [1] * 4, [], 2]
    assert one[1:] == [[0] * 9, [], 1]

"""DBSCAN's visits: the fourteen points on paper, a loop that anybody can check, scikit-learn, and the laws."""

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neighbourhood_data import FOURTEEN, NAMES, kinds, make_values

from kmanim.data.load import load
from kmanim.simulate.machines.neighbourhoods import components as components_file
from kmanim.simulate.machines.neighbourhoods import expansion as expansion_file
from kmanim.simulate.machines.neighbourhoods import leaves as leaves_file
from kmanim.simulate.machines.neighbourhoods import reach as reach_file
from kmanim.simulate.machines.neighbourhoods.contested import contested
from kmanim.simulate.machines.neighbourhoods.expansion import NOISE, expansion
from kmanim.simulate.machines.neighbourhoods.neighbours import Neighbours

cluster = pytest.importorskip("sklearn.cluster")


class Visit(NamedTuple):
    """One visit as it is read on paper."""

    row: int
    count: int
    cluster: int
    core: bool
    is_seed: bool
    joined: list
    adopted: list


def one_by_one(found):
    """All visits, each by itself."""
    labels, seen, visits = {}, set(), []
    for i, (begin, end) in enumerate(pairwise(found.ends.tolist())):
        row, joined = int(found.rows[i]), found.joined[begin:end].tolist()
        assert not any(other in labels for other in joined)
        labels |= zip(joined, found.clusters[begin:end].tolist(), strict=True)
        adopted = [other for other in joined if other in seen]
        seen.add(row)
        told = int(found.counts[i]), labels.get(row, NOISE), bool(found.core[i]), bool(found.is_seed[i])
        visits.append(Visit(row, *told, joined, adopted))
    return visits


def run(values, eps, min_samples, order=None):
    """All visits, the labels they give, and which rows are core rows."""
    near = Neighbours(values, eps)
    visits = one_by_one(expansion(near, min_samples, order))
    labels, core = np.full(len(values), NOISE), np.zeros(len(values), bool)
    for visit in visits:
        labels[visit.joined] = visit.cluster
        core[visit.row] = visit.core
    return visits, labels, core, contested(near, core, labels)


def textbook(values, eps, min_samples, order):
    """The same in plain Python, neighbours from a matrix of squares."""
    total = np.zeros((len(values), len(values)))
    for column in values.T:
        total += (column[:, np.newaxis] - column) ** 2
    near = [np.flatnonzero(row <= eps * eps).tolist() for row in total]
    labels, seen, found, clusters = {}, set(), [], 0
    for seed in order:
        if seed in seen:
            continue
        queue = [seed]
        started = len(near[seed]) >= min_samples
        clusters += started
        while queue:
            row = queue.pop(0)
            core = len(near[row]) >= min_samples
            joined = [other for other in near[row] if core and other not in labels]
            labels.update(dict.fromkeys(joined, clusters - 1))
            adopted = [other for other in joined if other in seen]
            seen.add(row)
            queue += [other for other in joined if other not in seen]
            found.append((row, len(near[row]), labels.get(row, NOISE), core, row == seed, joined, adopted))
    return found


def letters(rows):
    return "".join(NAMES[row] for row in rows)


def in_words(labels):
    return " ".join("-" if label == NOISE else str(label + 1) for label in labels)


def test_fourteen_points_visit_by_visit():
    visits, labels, core, between = run(FOURTEEN, 1.0, 4)
    told = [
        (NAMES[v.row], v.count, v.cluster + 1, v.core, v.is_seed, letters(v.joined), letters(v.adopted))
        for v in visits
    ]
    assert told == [
        ("A", 3, 0, False, True, "", ""),
        ("B", 4, 1, True, True, "BCDF", ""),
        ("C", 4, 1, True, False, "", ""),
        ("D", 3, 1, False, False, "", ""),
        ("F", 4, 1, True, False, "E", ""),
        ("E", 4, 1, True, False, "HK", ""),
        ("H", 3, 1, False, False, "", ""),
        ("K", 2, 1, False, False, "", ""),
        ("G", 2, 0, False, True, "", ""),
        ("I", 1, 0, False, True, "", ""),
        ("J", 4, 2, True, True, "AJLM", "A"),
        ("L", 6, 2, True, False, "G", "G"),
        ("M", 3, 2, False, False, "", ""),
        ("N", 1, 0, False, True, "", ""),
    ]
    assert in_words(labels) == "2 1 1 1 1 1 2 1 - 2 1 2 2 -"
    assert letters(np.flatnonzero(core)) == "BCEFJL"
    assert between == {NAMES.index("H"): (0, 1)}


def test_fourteen_points_backwards():
    _, labels, core, between = run(FOURTEEN, 1.0, 4, np.arange(14)[::-1])
    assert in_words(labels) == "1 2 2 2 2 2 1 1 - 1 2 1 1 -"
    assert letters(np.flatnonzero(core)) == "BCEFJL"
    assert between == {NAMES.index("H"): (0, 1)}


def test_closer_than_eps_is_another_answer():
    _, labels, core, _ = run(FOURTEEN, np.nextafter(1.0, 0), 4)
    assert in_words(labels) == "2 1 1 1 - 1 - - - 2 - 2 2 -"
    assert letters(np.flatnonzero(core)) == "BCJ"


@pytest.mark.parametrize(
    ("eps", "min_samples", "clusters", "noise"),
    [
        (0.5, 4, 0, 14), (0.75, 4, 2, 6), (1.0, 4, 2, 2), (1.12, 4, 1, 2), (1.5, 4, 1, 2), (2.0, 4, 1, 1),
        (1.0, 5, 1, 8), (1.0, 1, 3, 0), (1.0, 15, 0, 14), (99.0, 14, 1, 0),
    ],
)  # fmt: skip
def test_fourteen_points_by_radius(eps, min_samples, clusters, noise):
    _, labels, _, _ = run(FOURTEEN, eps, min_samples)
    assert (labels.max() + 1, np.count_nonzero(labels == NOISE)) == (clusters, noise)


@pytest.mark.parametrize(
    ("name", "scale", "eps", "min_samples", "sizes", "kinds_of_rows", "between"),
    [
        ("mtcars", "zscore", 0.5, 4, [23], (21, 2, 9), 0),
        ("mtcars", "none", 100, 4, [5, 4, 12], (16, 5, 11), 1),
        ("faithful", "zscore", 0.3, 5, [168, 96], (252, 12, 8), 0),
        ("faithful", "zscore", 0.5, 10, [174, 97], (261, 10, 1), 1),
        ("faithful", "none", 3, 5, [272], (270, 2, 0), 0),
        ("iris", "none", 0.5, 5, [49, 84], (117, 16, 17), 0),
        ("iris", "none", 0.4, 5, [46, 36, 14, 22], (89, 29, 32), 1),
    ],
)
def test_real_data(name, scale, eps, min_samples, sizes, kinds_of_rows, between):
    values = load(name, scale=scale).values
    _, labels, core, found = run(values, eps, min_samples)
    assert np.bincount(labels[labels >= 0]).tolist() == sizes
    noise = labels == NOISE
    assert (core.sum(), (~core & ~noise).sum(), noise.sum()) == kinds_of_rows
    assert len(found) == between
    check_like_scikit_learn(values, eps, min_samples, "kd_tree")
    check_like_scikit_learn(values, eps, min_samples, "ball_tree")


def test_the_cars_that_stay_alone():
    cars = load("mtcars", scale="zscore")
    _, labels, _, _ = run(cars.values, 0.5, 4)
    assert [cars.labels[row].split()[0] for row in np.flatnonzero(labels == NOISE)] == [
        "Duster", "Cadillac", "Lincoln", "Chrysler", "Camaro", "Lotus", "Ford", "Ferrari", "Maserati",
    ]  # fmt: skip


def test_irises_that_were_noise_for_a_while():
    visits, labels, _, _ = run(load("iris").values, 0.4, 5)
    left_alone = [visit.row for visit in visits if visit.cluster == NOISE]
    adopted = [row for visit in visits for row in visit.adopted]
    assert len(left_alone) - len(adopted) == np.count_nonzero(labels == NOISE) == 32
    assert len(adopted) == 4


def check_like_scikit_learn(values, eps, min_samples, algorithm):
    theirs = cluster.DBSCAN(eps=eps, min_samples=min_samples, algorithm=algorithm).fit(values)
    _, labels, core, _ = run(values, eps, min_samples)
    assert labels.tolist() == theirs.labels_.tolist()
    assert np.flatnonzero(core).tolist() == theirs.core_sample_indices_.tolist()


@pytest.mark.parametrize("algorithm", ["kd_tree", "ball_tree"])
@pytest.mark.parametrize("seed", range(8))
def test_scikit_learn_gives_the_same_labels(algorithm, seed):
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(50, 1500)), int(rng.integers(1, 5))
    values = rng.uniform(-5, 5, (4, d))[rng.integers(0, 4, n)] + rng.normal(size=(n, d))
    eps = float(np.quantile(np.linalg.norm(values[:, np.newaxis] - values[:50], axis=2), 0.02))
    for min_samples in (1, 2, 5, 12):
        check_like_scikit_learn(values, eps, min_samples, algorithm)
        check_like_scikit_learn(values + 1e8, eps, min_samples, algorithm)


@pytest.mark.parametrize("seed", range(40))
def test_scikit_learn_gives_the_same_labels_where_eps_is_a_distance(seed):
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 10, (80, 2)) * 0.1
    eps = float(np.sqrt(((values[0] - values[1 + seed % 9]) ** 2).sum()))
    check_like_scikit_learn(values, max(eps, 0.1), 4, "ball_tree")


def test_gaps_of_exactly_a_tenth():
    values = np.array([[i / 10] for i in range(11)])
    _, labels, _, _ = run(values, 0.1, 2)
    assert (labels.max() + 1, np.count_nonzero(labels == NOISE)) == (3, 0)
    check_like_scikit_learn(values, 0.1, 2, "kd_tree")


@st.composite
def problems(draw):
    """A table, a radius (often a distance between two rows), how many make a core row, and an order of visits."""
    values = make_values(*draw(kinds.filter(lambda kind: kind[1] <= 200)))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    pair = rng.integers(0, len(values), 2)
    eps = float(np.sqrt(((values[pair[0]] - values[pair[1]]) ** 2).sum()))
    eps *= draw(st.sampled_from([1.0, 1.0, 0.1, 0.3]))
    return values, eps or 0.5, draw(st.integers(1, 12)), rng.permutation(len(values))


@settings(max_examples=150, deadline=None)
@given(problems())
def test_every_visit_is_the_textbooks(problem):
    values, eps, min_samples, order = problem
    visits, _, _, _ = run(values, eps, min_samples, order)
    assert visits == textbook(values, eps, min_samples, order.tolist())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach_file, "_CHEAP", 0)  # so few rows are hardly looked at leaf by leaf otherwise
        assert run(values, eps, min_samples)[0] == textbook(values, eps, min_samples, range(len(values)))


@settings(max_examples=100, deadline=None)
@given(problems())
def test_laws(problem):
    values, eps, min_samples, order = problem
    near = Neighbours(values, eps)
    visits, labels, core, between = run(values, eps, min_samples, order)
    assert sorted(visit.row for visit in visits) == list(range(len(values)))
    joined = [row for visit in visits for row in visit.joined]
    assert sorted(joined) == np.flatnonzero(labels >= 0).tolist()
    assert all(visit.core for visit in visits if visit.joined)
    firsts = [visit.cluster for visit in visits if visit.is_seed and visit.core]
    assert firsts == list(range(labels.max() + 1))
    assert core.tolist() == (near.counts >= min_samples).tolist()
    assert not (core & (labels == NOISE)).any()
    for row in range(len(values)):
        found = near.of(row)
        reached = set(labels[found[core[found]]].tolist())
        if core[row]:
            assert reached == {labels[row]}
        else:
            assert labels[row] in reached or (labels[row] == NOISE and not reached)
            assert between.get(row) == (tuple(sorted(reached)) if len(reached) > 1 else None)
    check_components(near, core, labels)


def check_components(near, core, labels):
    """Core rows of one cluster hang together, by steps from core row to core row."""
    for number in range(labels.max() + 1):
        members = np.flatnonzero(core & (labels == number))
        seen, todo = {members[0]}, [members[0]]
        while todo:
            found = near.of(todo.pop())
            new = set(found[core[found]].tolist()) - seen
            seen |= new
            todo += new
        assert seen == set(members.tolist())


def same_partition(some, others):
    return (
        len(set(zip(some.tolist(), others.tolist(), strict=True)))
        == len(set(some.tolist()))
        == len(set(others.tolist()))
    )


@settings(max_examples=100, deadline=None)
@given(problems())
def test_another_order_moves_contested_rows_only(problem):
    values, eps, min_samples, order = problem
    _, labels, core, between = run(values, eps, min_samples)
    for other in (np.arange(len(values))[::-1], order):
        _, others, other_core, other_between = run(values, eps, min_samples, other)
        assert core.tolist() == other_core.tolist()
        assert list(between) == list(other_between)
        settled = np.setdiff1d(np.arange(len(values)), list(between))
        assert same_partition(labels[settled], others[settled])
        assert ((labels == NOISE) == (others == NOISE)).all()


@settings(max_examples=60, deadline=None)
@given(problems())
def test_rows_in_another_order_keep_their_visits(problem):
    values, eps, min_samples, order = problem
    shuffled, labels, _, _ = run(np.ascontiguousarray(values[order]), eps, min_samples)
    visits, others, _, _ = run(values, eps, min_samples, order)
    assert sorted((order[v.row], v.count, v.core) for v in shuffled) == sorted(
        (v.row, v.count, v.core) for v in visits
    )
    assert [order[v.row] for v in shuffled if v.is_seed and v.core] == [
        v.row for v in visits if v.is_seed and v.core
    ]
    assert labels.tolist() == others[order].tolist()


def test_large_clusters_border_and_all():
    rng = np.random.default_rng(5)
    values = rng.uniform(-8, 8, (6, 2))[rng.integers(0, 6, 20_000)] + rng.normal(size=(20_000, 2))
    check_like_scikit_learn(values, 0.12, 10, "kd_tree")
    visits, labels, core, between = run(values, 0.12, 10)
    assert len(visits) == 20_000
    assert len(between) > 10
    near = Neighbours(values, 0.12)
    for row, numbers in between.items():
        found = near.of(row)
        assert tuple(sorted(Counter(labels[found[core[found]]].tolist()))) == numbers
        assert labels[row] == numbers[0]  # rows in order: the cluster that began first came first


def test_all_rows_within_reach_is_one_step():
    values = np.random.default_rng(6).normal(size=(20_000, 2))
    visits = run(values, 1e6, 4)[0]
    assert visits[0].joined == list(range(20_000))
    assert {visit.count for visit in visits} == {20_000}
    assert not any(visit.joined for visit in visits[1:])


@pytest.mark.parametrize("values", [np.linspace(0, 1, 3000), np.sin(np.arange(3000.0)) * 3000])
def test_a_chain_is_gone_through_link_by_link(values):
    values, order = values[:, np.newaxis], np.random.default_rng(3).permutation(3000)
    eps = float(np.diff(np.sort(values[:, 0])).max())
    assert run(values, eps, 2, order)[0] == textbook(values, eps, 2, order.tolist())


@pytest.mark.parametrize("few", [0, 10**6], ids=["balls at once", "balls one by one"])
@pytest.mark.parametrize("share", [0.0, 1.0], ids=["leaf by leaf", "row by row"])
def test_every_way_comes_to_the_same(monkeypatch, few, share):
    rng = np.random.default_rng(4)
    values, order = rng.normal(size=(900, 2)) + rng.integers(0, 3, (900, 2)) * 4, rng.permutation(900)
    monkeypatch.setattr(expansion_file, "_FEW", few)
    monkeypatch.setattr(leaves_file.Leaves, "share", share)
    monkeypatch.setattr(reach_file, "_CHEAP", 0)
    assert run(values, 0.4, 5, order)[0] == textbook(values, 0.4, 5, order.tolist())


def test_what_is_looked_at_at_once_changes_nothing(monkeypatch):
    rng = np.random.default_rng(4)
    values, order = rng.normal(size=(900, 2)) + rng.integers(0, 3, (900, 2)) * 4, rng.permutation(900)
    monkeypatch.setattr(reach_file, "_CHEAP", 0)
    for file, names in (
        (leaves_file, ("_BOXES", "_PAIRS", "_FEW")),
        (components_file, ("_LEAVES", "_PAIRS")),
        (reach_file, ("_PAIRS", "_ROWS", "_OTHERS")),
    ):
        for number, name in enumerate(names):
            monkeypatch.setattr(file, name, 2 + number)
    assert run(values, 0.4, 5, order)[0] == textbook(values, 0.4, 5, order.tolist())

"""Starts on pages: drawn by the core's own rules, and what many runs from them come to."""

import numpy as np
import pytest
from kmeans_vectors import SCALES, scaled, tables
from node import asked, bits, needs_node

import kmanim
from kmanim.simulate.machines.centroids.seeding import farthest_rows, plus_plus_rows, weights_after
from kmanim.simulate.numerics.distinct import count_distinct

pytestmark = needs_node
CARS, NINE = ("mtcars", "none"), ("nine", "none")

SCRIPT = """
import { datasetOf } from "./core/dataset.js";
import { pairwiseSum } from "./core/pairwise_sum.js";
import { runKMeans, sizesOf } from "./core/kmeans.js";
import { manyRuns } from "./core/many_runs.js";
import { generator } from "./core/random.js";
import { refusalOf } from "./core/refusals.js";
import { chancesAfter, drawMore, drawStarts, weightsAfter } from "./core/seeding.js";
const features = ["x", "y"].map(name => ({ name, title: name, heading: "", unit: "" }));
const dataset = ([name, method]) => {
  const columns = given.tables[name].map(column => Float64Array.from(column));
  const table = { name, features, columns, names: null, noun: ["point", "points"], source: "given" };
  return datasetOf(table, [0, 1], method);
};
const run = (data, starts) => {
  const last = runKMeans(data, starts, { k: starts.length }).snapshots.at(-1);
  return { inertia: last.inertia, sizes: sizesOf(last.labels, starts.length) };
};
const never = () => { throw new Error("drew"); };
answer({
  farthest: given.farthest.map(([key, k, first]) => {
    const data = dataset(key);
    const { starts, draws } = drawStarts(data, "farthest", k, never, first);
    return { starts, draws, ...run(data, starts) };
  }),
  plusPlus: given.plusPlus.map(([key, k, numbers]) => {
    const rest = [...numbers];
    const data = dataset(key);
    const { starts, draws } = drawStarts(data, "k-means++", k, () => rest.shift());
    const rows = draws.map(draw => draw.row);
    const weights = rows.map((_, i) => bits(weightsAfter(data.values, rows.slice(0, i))));
    const chances = bits(rows.map((row, i) => chancesAfter(data.values, rows.slice(0, i))[row]));
    return { starts, rows, chance: bits(draws.map(draw => draw.chance)), weights, chances };
  }),
  more: given.more.map(([key, rule, placed, k, seed]) => {
    const random = generator(seed);
    return drawMore(dataset(key), rule, placed, k, random);
  }),
  random: given.seeds.map(seed => { const next = generator(seed); return bits([next(), next(), next()]); }),
  spread: (next => Array.from({ length: 2000 }, next))(generator(5)),
  pairwise: bits(given.sums.map(numbers => pairwiseSum(Float64Array.from(numbers)))),
  refusals: given.refusals.map(([key, k, starts]) => refusalOf(dataset(key), k, starts)),
  best: given.best.map(([key, k, rule, count]) => {
    const data = dataset(key);
    const runs = manyRuns(data, k, rule, count, generator(1));
    const pauses = [];
    let step = runs.next();
    for (; !step.done; step = runs.next()) pauses.push(step.value);
    const found = step.value;
    return { ...found, pauses, again: found.solutions.map(one => run(data, one.starts)) };
  }),
});
"""

FARTHEST = [
    *((CARS, k, 0) for k in (2, 3, 4)),
    (NINE, 3, 0),
    (NINE, 3, 1),
    *(((name, scale), 6, row) for name in tables() for scale in SCALES for row in (0, 7)),
    (("twice", "none"), 36, 2),
]
PLUS_PLUS = [
    ((name, scale), 5, np.random.default_rng(place).random(5).tolist())
    for place, name in enumerate(tables())
    for scale in SCALES
] + [(CARS, 4, [0.0, 1 - 2**-53, 0.0, 0.5])]
PLACED = [[1000, 150], [1500, 150]]
MORE = [
    (CARS, rule, placed, k, seed)
    for rule in ("uniform", "sample", "k-means++", "farthest", "own")
    for placed in ([], PLACED, [[1188, 110]])
    for k in (2, 5)
    for seed in range(8)
] + [(NINE, "sample", [[0, 0], [-1.8, 0], [0.3, 0.3]], 9, seed) for seed in range(8)]
BEST = [
    (CARS, 2, "uniform", 100),
    (CARS, 4, "k-means++", 40),
    (NINE, 9, "sample", 5),
    (NINE, 3, "farthest", 20),
]

REFUSALS = [
    (NINE, 9, []),
    (NINE, 10, []),
    (("twice", "none"), 36, []),
    (("grid", "zscore"), 21, []),
    (("one column", "minmax"), 25, []),
    (NINE, 2, [[0, 0], [1e139, 0]]),
    (NINE, 2, [[0, 0], [0, -1e141]]),
]


def sums():
    random = np.random.default_rng(1)
    yield from ([], [0.1] * 10, [1e100, 1.0, -1e100], [1e16, 1.0, 2.0**-53], [2.0**53, 1.0, 2.0**-60], [-0.0])
    for n in (1, 7, 8, 9, 127, 128, 129, 136, 255, 272, 1000, 5000):
        yield (random.normal(size=n) * 10.0 ** random.integers(-20, 20, n)).tolist()
        yield (random.integers(-9, 9, n) / 10).tolist()


@pytest.fixture(scope="module")
def found():
    columns = {name: points.T.tolist() for name, points in tables().items()}
    given = {
        "tables": columns,
        "farthest": FARTHEST,
        "plusPlus": PLUS_PLUS,
        "more": MORE,
        "best": BEST,
        "refusals": REFUSALS,
    }
    return asked(SCRIPT, {**given, "seeds": [0, 1, 2**32 - 1, 123456789], "sums": list(sums())})


def test_farthest_rows_are_the_core_s(found):
    for (key, k, first), one in zip(FARTHEST, found["farthest"], strict=True):
        data = scaled(*key)
        distinct = count_distinct(data.values, enough=k)
        rows = farthest_rows(data.values, k, first)
        assert [draw["row"] for draw in one["draws"]] == rows, (key, distinct)
        assert [draw["chance"] for draw in one["draws"]] == [1] * k
        assert one["starts"] == data.points[rows].tolist()


def test_farthest_is_good_and_bad_for_the_same_cars(found):
    ends = [(one["sizes"], round(one["inertia"])) for one in found["farthest"][:3]]
    assert ends == [([28, 4], 3_170_213), ([12, 3, 17], 809_034), ([9, 3, 13, 7], 426_714)]
    assert [[draw["row"] for draw in one["draws"]] for one in found["farthest"][3:5]] == [
        [0, 3, 7],
        [1, 7, 0],
    ]


class Told:
    """A generator of the core that draws what it is told."""

    def __init__(self, numbers):
        self.numbers = list(numbers)

    def random(self):
        return self.numbers.pop(0)

    def integers(self, high):
        return int(self.random() * high)


def test_k_means_plus_plus_draws_as_the_core_does(found):
    for (key, k, numbers), one in zip(PLUS_PLUS, found["plusPlus"], strict=True):
        data = scaled(*key)
        rows, chances = plus_plus_rows(data.values, k, Told(numbers))
        assert one["rows"] == rows, key
        assert one["chance"] == one["chances"] == bits(chances), key
        assert one["weights"] == [bits(weights_after(data.values, rows[:i])) for i in range(k)]
        assert one["starts"] == data.points[rows].tolist()


def test_rules_fill_what_is_missing(found):
    for (key, rule, placed, k, _), one in zip(MORE, found["more"], strict=True):
        data = scaled(*key)
        starts, new = one["starts"], one["starts"][len(placed[:k]) :]
        assert starts[: len(placed)] == placed[:k]
        assert len(starts) == (min(k, len(placed)) if rule == "own" else k)
        rows = data.points.tolist()
        if rule == "uniform":
            places = np.array(new).reshape(-1, 2)
            assert np.all((places >= data.low) & (places <= data.high))
            # as finely as a reader could place them
            assert all(len(str(number)) <= 6 for number in places.ravel().tolist())
        else:
            assert all(start in rows for start in new)
            free = [row for row in rows if row not in placed]
            assert all(new.count(start) <= free.count(start) for start in new)
        drawn = [data.points[draw["row"]].tolist() for draw in one["draws"]]
        assert drawn == (new if rule in ("k-means++", "farthest") else [])
    by_rule = {}
    for (_, rule, *_), one in zip(MORE[:-8], found["more"][:-8], strict=True):
        by_rule.setdefault(rule, set()).add(str(one["starts"][-1:]))
    assert len(by_rule["uniform"]) > 30
    assert len(by_rule["sample"]) > 15


def test_starts_that_stay_count_in_what_is_drawn_next(found):
    data = scaled(*CARS)
    by_case = dict(zip(map(str, MORE), found["more"], strict=True))
    next_one = by_case[str((CARS, "farthest", PLACED, 5, 0))]["draws"][0]["row"]
    assert next_one == np.square(data.values[:, None] - np.array(PLACED)).sum(axis=2).min(axis=1).argmax()


def test_random_numbers_follow_from_the_seed(found):
    def word(state):
        t = state
        t = (t ^ t >> 15) * (t | 1) & 0xFFFFFFFF
        t ^= (t + ((t ^ t >> 7) * (t | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        return t ^ t >> 14

    for seed, numbers in zip([0, 1, 2**32 - 1, 123456789], found["random"], strict=True):
        words = [word(seed + step * 0x6D2B79F5 & 0xFFFFFFFF) for step in range(1, 7)]
        pairs = zip(words[::2], words[1::2], strict=True)
        assert numbers == bits(((high >> 5) * 2**26 + (low >> 6)) / 2**53 for high, low in pairs)
    assert np.histogram(found["spread"], bins=10, range=(0, 1))[0].min() > 150


def test_sums_are_numpy_s(found):
    assert found["pairwise"] == bits(float(np.array(numbers).sum()) + 0.0 for numbers in sums())


def test_many_runs_are_counted_by_where_they_end(found):
    for (key, k, _, count), one in zip(BEST, found["best"], strict=True):
        solutions = one["solutions"]
        assert sum(solution["count"] for solution in solutions) + one["failed"] == count
        assert [s["inertia"] for s in solutions] == sorted(s["inertia"] for s in solutions)
        for solution, again in zip(solutions, one["again"], strict=True):
            assert {name: solution[name] for name in again} == again
            assert len(solution["sizes"]) == k
            assert sum(solution["sizes"]) == scaled(*key).n
    cars = found["best"][0]["solutions"]
    best = kmanim.run_many("kmeans", scaled(*CARS), 100, k=2)
    assert cars[0]["inertia"] == best.best.inertia
    assert len(found["best"][2]["solutions"]) == 1
    assert found["best"][2]["solutions"][0] | {"starts": 0} == {
        "inertia": 0,
        "count": 5,
        "sizes": [1] * 9,
        "starts": 0,
    }


def test_what_cannot_be_run_is_refused_in_the_core_s_words(found):
    for (key, k, starts), refusal in zip(REFUSALS, found["refusals"], strict=True):
        said = ""
        try:
            kmanim.run("kmeans", scaled(*key), k=k, **({"init": starts} if starts else {"max_iter": 1}))
        except kmanim.InputError as error:
            said = str(error).removeprefix("init: ")
        assert refusal == said

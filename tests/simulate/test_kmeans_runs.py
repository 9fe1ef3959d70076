"""The dozen runs, the six solutions and the tables of shares."""

from collections import Counter

import numpy as np
import pytest

from kmanim.simulate.numerics.label_order import order_by_means
from kmanim.simulate.record import run
from kmanim.simulate.runs import compare_inits as comparison
from kmanim.simulate.runs import runs as many
from kmanim.simulate.runs.compare_inits import compare_inits
from kmanim.simulate.runs.runs import Runs, run_many
from kmanim.simulate.runs.series import Series
from kmanim.simulate.runs.summary import summary_of
from kmanim.story.figures.compare_inits import describe

pytestmark = pytest.mark.slow

SOLUTIONS = {
    "A": (12, 20, 2547692, [[1023.08, 95.58], [1720.90, 177.35]]),
    "B": (16, 16, 2684738, [[1128.06, 104.88], [1790.38, 188.50]]),
    "C": (21, 11, 3001633, [[1231.24, 112.10], [1894.45, 212.73]]),
    "D": (24, 8, 3093013, [[1278.79, 128.50], [2000.50, 201.25]]),
    "E": (29, 3, 3167343, [[1359.66, 139.45], [2421.67, 216.67]]),
    "F": (28, 4, 3170213, [[1342.29, 138.00], [2277.75, 207.50]]),
}
DOZEN = [
    ((768, 300), (2427, 290), 2, "C", (0,)),
    ((1004, 71), (1019, 323), 3, "B", (6, 0)),
    ((1275, 210), (1696, 253), 2, "B", (0,)),
    ((1071, 227), (2064, 64), 3, "B", (4, 0)),
    ((1281, 61), (2156, 323), 4, "D", (1, 1, 0)),
    ((890, 234), (975, 62), 6, "A", (5, 2, 2, 1, 0)),
    ((1015, 60), (1361, 331), 4, "A", (2, 1, 0)),
    ((1256, 59), (1368, 70), 2, "A", (0,)),
    ((2318, 89), (2436, 272), 2, "E", (0,)),
    ((1345, 322), (2183, 101), 2, "F", (0,)),
    ((696, 76), (936, 110), 6, "A", (5, 2, 2, 1, 0)),
    ((796, 290), (1014, 326), 5, "A", (4, 3, 1, 0)),
]
LETTER_OF = {(first, second, inertia): letter for letter, (first, second, inertia, _) in SOLUTIONS.items()}


def global_letter(solution):
    return LETTER_OF[(*solution.sizes, round(solution.inertia))]


def test_dozen(cars):
    traces = []
    for number, (first, second, *_) in enumerate(DOZEN, start=1):
        trace = run("kmeans", cars, init=(first, second))
        traces.append(
            type(trace)(**{**vars(trace), "run": number}).relabelled(
                order_by_means(cars.points, trace.labels, 2)
            )
        )
    runs = Runs(traces)
    for row, (first, second, iterations, letter, switches) in zip(runs.table(), DOZEN, strict=True):
        assert (row["starts"], row["iterations"]) == ((first, second), iterations)
        assert (row["solution"], row["switches"]) == (letter, switches)
    assert [solution.letter for solution in runs.solutions] == list("ABCDEF")
    for solution in runs.solutions:
        *sizes, inertia, centroids = SOLUTIONS[solution.letter]
        assert solution.sizes == tuple(sizes)
        assert round(solution.inertia) == inertia
        np.testing.assert_allclose(solution.centroids, centroids, atol=0.0051)
    assert (runs.best.run, runs.worst.run, runs.longest.run) == (6, 10, 6)


def test_dozen_is_twelve_consecutive_draws(cars):
    drawn = np.random.default_rng(623).uniform([686, 52], [2460, 335], (12, 2, 2))
    runs = run_many("kmeans", cars, 12, seed=623)
    for trace, starts in zip(runs, drawn, strict=True):
        assert sorted(trace.centroids_of(0).tolist()) == sorted(starts.tolist())


def test_solution_names_of_cars(cars):
    a, b, e, f = (
        run("kmeans", cars, init=starts).labels
        for starts in ("1000,150 1500,150", "1000,100 2000,200", "1300,150 2400,200", "1345,322 2183,101")
    )
    names = np.array(cars.labels)
    assert set(names[a != b]) == {"Hornet 4 Drive", "Merc 240D", "Merc 230", "Ford Pantera L"}
    assert set(names[e == 1]) == {"Cadillac Fleetwood", "Lincoln Continental", "Chrysler Imperial"}
    assert set(names[f == 1]) - set(names[e == 1]) == {"Merc 450SE"}


def test_shares_of_many_starts(cars):
    runs = run_many("kmeans", cars, 2000, seed=20_000)
    for solution, share in zip(runs.solutions, (38.4, 11.7, 7.0, 11.0, 22.5, 9.4), strict=True):
        assert abs(100 * len(solution.runs) / 2000 - share) < 4 * np.sqrt(share * (100 - share) / 2000)


BEST = {2: 2547692, 3: 807376, 4: 426714, 5: 260038}
# Of a thousand runs: the share that reaches the best (%), mean W over it, mean and most rounds; solutions among the
# first 12, 100 and 1000; and in how many per cent a cluster is empty after the first assignment, and in the end.
STORYBOARD = {
    (2, "uniform"): (40, 1.115, 2.9, 6, (4, 6, 6), (0.2, 0.0)),
    (2, "sample"): (56, 1.075, 3.1, 6, None, (0.3, 0.0)),
    (2, "k-means++"): (53, 1.097, 2.8, 6, None, (0.0, 0.0)),
    (3, "uniform"): (8, 1.041, 5.5, 17, (3, 3, 7), (10.5, 0.2)),
    (3, "sample"): (17, 1.035, 6.1, 15, None, None),
    (3, "k-means++"): (12, 1.013, 4.0, 14, None, None),
    (4, "uniform"): (9, 1.224, 5.1, 17, (7, 12, 19), (27.9, 14.0)),
    (5, "uniform"): (3, 1.517, 5.2, 15, (10, 29, 60), (50.6, 35.5)),
    (5, "k-means++"): (11, 1.161, 3.7, 10, None, None),
}
COMPARED = [(k, init) for k in (2, 3) for init in ("uniform", "sample", "k-means++")]


@pytest.fixture
def once(monkeypatch):
    """A run from one start is done once in a test, whoever asks for it and however often."""
    done = {}

    class Remembered(Series):
        def _record(self, index):
            start = (self.parameters, index, self._firsts[index].centroids.tobytes())
            if start not in done:
                done[start] = super()._record(index)
            return done[start]

    for module in (many, comparison):
        monkeypatch.setattr(module, "Series", Remembered)
    return done


def check_thousand_runs(runs, k, init):
    share, excess, mean, longest, distinct, empty = STORYBOARD[k, init]
    traces = list(runs)  # so many are not kept: each would be made again whenever it is asked for
    inertia = np.array([trace.inertia for trace in traces])
    iterations = np.array([trace.iterations for trace in traces])
    assert np.round(100 * np.mean(np.round(inertia) == BEST[k])) == share
    assert abs(inertia.mean() / BEST[k] - excess) < 0.00051
    assert round(iterations.mean(), 1) == mean
    assert runs.longest.iterations == iterations.max() == longest
    assert runs.best.inertia == inertia.min()
    if distinct is not None:
        assert tuple(len(Runs(traces[:count]).solutions) for count in (12, 100, 1000)) == distinct
    if empty is not None:
        first = sum(not trace[1].counts.all() for trace in traces) / 10
        assert (first, sum(0 in trace.sizes for trace in traces) / 10) == empty


@pytest.mark.parametrize(("k", "init"), [cell for cell in STORYBOARD if cell not in COMPARED])
def test_thousand_runs(cars, once, k, init):
    check_thousand_runs(run_many("kmeans", cars, 1000, k=k, init=init), k, init)
    assert len(once) == 1000


def test_thousand_runs_of_every_start_compared(cars, once):
    # One test, as its six thousand runs are those of which all of these numbers tell.
    cells = compare_inits("kmeans", cars, [2, 3], 1000)
    assert [(cell.k, cell.init) for cell in cells] == COMPARED
    for cell in cells:
        runs = run_many("kmeans", cars, 1000, k=cell.k, init=cell.init)
        check_thousand_runs(runs, cell.k, cell.init)
        share, over, mean, most, _, empty = STORYBOARD[cell.k, cell.init]
        whole = cell.summary
        assert round(cell.reached / 10) == share
        assert round(cell.over, 3) == over
        assert (round(whole.mean_iterations, 1), whole.most_iterations) == (mean, most)
        assert whole == summary_of(runs.outcomes)
        if empty is not None:
            assert (whole.empty_first / 10, whole.empty_last / 10) == empty
        if (cell.k, cell.init) == (2, "uniform"):
            check_uniform_table(runs)
    caption = describe(cells, "k-means", "32 cars").caption
    assert (
        "k = 2: mean W over the best found is 1.115 from anywhere, 1.075 from random rows and 1.097 from k-means++, "
        in caption
    )
    assert "always" not in caption
    assert len(once) == 6000


def check_uniform_table(thousand):
    for count, shares, mean, longest in [
        (12, [4, 1, 0, 2, 5, 0], 2.75, 4),
        (100, [30, 14, 8, 10, 29, 9], 2.64, 6),
        (1000, [403, 120, 81, 88, 227, 81], 2.86, 6),
    ]:
        runs = thousand[:count]
        found = Counter({global_letter(solution): len(solution.runs) for solution in runs.solutions})
        assert [found[letter] for letter in "ABCDEF"] == shares
        assert round(float(np.mean([trace.iterations for trace in runs])), 2) == mean
        assert runs.longest.iterations == longest
    assert [len(solution.runs) for solution in thousand.solutions] == shares
    whole = summary_of(thousand.outcomes)
    assert (round(whole.mean_iterations, 2), whole.most_iterations) == (mean, longest)
    assert (whole.empty_first, whole.empty_last, whole.stopped) == (2, 0, 0)


def test_normalised_solutions(normalised_cars, once):
    runs = run_many("kmeans", normalised_cars, 1000)
    assert [(round(s.inertia, 3), s.sizes, round(len(s.runs) / 10)) for s in runs.solutions] == [
        (26.217, (18, 14), 31), (26.269, (20, 12), 64), (26.276, (19, 13), 5),
    ]  # fmt: skip
    assert round(float(np.mean([trace.iterations for trace in runs])), 1) == 4.7
    assert runs.longest.iterations == 8


def test_elbow(cars):
    best = [round(run_many("kmeans", cars, 60, k=k, init="k-means++").best.inertia) for k in range(1, 7)]
    assert best == [6249946, 2547692, 807376, 426714, 260038, 177265]

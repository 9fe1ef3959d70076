"""Affinity propagation: numbers by hand, against the definition, against scikit-learn, and its laws."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.machines.messages.clusters import clusters_of, rival_of
from kmanim.simulate.machines.messages.messages import Messages
from kmanim.simulate.machines.messages.similarities import similarities, similarity_to
from kmanim.simulate.record import run

SEVEN = np.array([(1, 4.5), (1, 7), (0.5, 2), (0.5, 1.5), (6, 3.5), (7.5, 3), (0, 8)])


def propagated(points, **params):
    return run("affinity_propagation", np.asarray(points, float), **params)


def letters(rows):
    return "".join("ABCDEFG"[row] for row in rows)


@pytest.fixture(scope="module")
def seven():
    return propagated(SEVEN, damping=0.5)


# By hand


@pytest.mark.parametrize(
    ("update", "diagonal", "exemplars", "choices", "net"),
    [
        (1, [-13.1250, -12.3750, -13.8750, -14.5625, -7.5000, -9.1250, -14.1875], "", "BGDCFEB", None),
        (2, [-16.9688, -10.2188, -12.9062, -15.3125, -5.2188, -7.2500, -15.3281], "", "BGDCFEB", None),
        (3, [-14.0352, -2.2070, -5.8906, -10.0156, -1.5312, -3.6641, -11.3711], "", "BBDCFEB", None),
        (4, [-9.8408, 4.4639, -0.4180, -5.6816, 0.6895, -1.4688, -8.4014], "BE", "BBCCEEB", -131.5),
        (5, [-8.0537, 6.9932, 2.2642, -4.2334, 1.4395, -0.7251, -8.1526], "BCE", "BBCCEEB", -108.5),
        (10, [-7.2424, 5.8463, 4.2781, -4.4954, 1.0635, -1.1032, -8.0007], "BCE", "BBCCEEB", -108.5),
        (22, [-0.9616, 1.2393, 1.1600, -3.1654, 1.0833, -1.0833, -3.1215], "BCE", "BBCCEEB", -108.5),
        (23, [0.0827, 0.2997, 0.1264, -2.5400, 1.0833, -1.0833, -2.6051], "ABCE", "AAAAEEA", -134.75),
        (24, [1.4588, -0.9845, -1.1011, -2.6725, 1.0833, -1.0833, -2.7278], "AE", "AAAAEEA", -102.75),
        (30, [26.7393, -12.8897, -14.2037, -13.7963, 1.0833, -1.0833, -12.1061], "AE", "AAAAEEA", -102.75),
    ],
)
def test_updates_of_seven_points(seven, update, diagonal, exemplars, choices, net):
    snapshot = seven.unlabelled[update]
    np.testing.assert_allclose(snapshot.diagonal, diagonal, atol=6e-5)
    assert (letters(snapshot.exemplars), letters(snapshot.choices)) == (exemplars, choices)
    if net is None:
        assert np.isnan(snapshot.net_similarity)
    else:
        assert snapshot.net_similarity == snapshot.objective == net


def test_messages_of_seven_points(seven):
    first, second = seven[1], seven[2]
    r = [
        (-13.125, 0.125, -0.125, -1.5, -9.875, -19.125, -3.5),
        (-2.125, -15.25, -11.625, -14.25, -17.625, -28.125, 2.125),
        (-11.75, -17.375, -15, -15.875, -15, 11.75, -26.875),
    ]
    a = [
        (0, -4.8125, -5.8125, -6.5, 0, -1.625, -6.5625),
        (-6.5625, 2.875, -5.8125, -6.5, 0, -1.625, -7.625),
        (-6.5625, -4.75, -5.8125, -6.5, 7.5, -7.5, -6.5625),
    ]
    np.testing.assert_allclose(first.responsibility[[0, 1, 4]], r, atol=1e-6)
    np.testing.assert_allclose(first.availability[[0, 1, 4]], a, atol=1e-6)
    r = (-17.28125, 3.09375, 2.21875, 0.15625, -12.40625, -26.28125, -2.84375)
    a = (0.3125, -6.078125, -7.96875, -9.34375, 0, -1.625, -9.59375)
    np.testing.assert_allclose(second.responsibility[0], r, atol=1e-6)
    np.testing.assert_allclose(second.availability[0], a, atol=1e-6)


def test_they_are_still_long_after_two_exemplars_are_found():
    similar = similarities(SEVEN, "median")
    messages = Messages(similar.matrix, 0.5)
    for _ in range(100):
        messages.update()
    diagonal = [52.7500, -15.0000, -17.0000, -17.0000, 1.0833, -1.0833, -15.0000]
    np.testing.assert_allclose(messages.diagonal, diagonal, atol=1e-4)


@pytest.mark.parametrize(("damping", "found", "settled"), [(0.5, 24, 46), (0.7, 39, 78), (0.9, 125, 236)])
def test_settled_when_nothing_better_is_near(damping, found, settled):
    trace = propagated(SEVEN, damping=damping)
    assert (trace.updates, trace.stopped, trace.failure) == (settled, "settled", "")
    assert trace.preference == -32.5
    sets = [letters(s.exemplars) for s in trace.unlabelled]
    assert sets.index("AE") == found
    assert letters(trace.exemplars) == "AE"
    assert trace.labels.tolist() == [0, 0, 0, 0, 1, 1, 0]
    assert trace.measures() == {"clusters": 2, "net_similarity": -102.75, "updates": settled}


@pytest.mark.parametrize(("damping", "stops"), [(0.5, 19), (0.7, 23), (0.9, 44)])
def test_a_window_alone_is_fooled(damping, stops):
    trace = propagated(SEVEN, damping=damping, convergence="window")
    assert (trace.updates, letters(trace.exemplars)) == (stops, "BCE")
    assert trace.unlabelled[-1].net_similarity == -108.5


@pytest.mark.parametrize(
    ("preference", "exemplars"),
    [
        (-1, "ABCEFG"), (-5, "ABCE"), (-10, "BCE"), (-20, "BCE"), (-26, "BCE"), (-32.5, "AE"), (-50, "AE"),
        (-80, "A"), (-200, "A"), (-1000, "A"), ("median", "AE"), ("minimum", "A"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("damping", [0.5, 0.9])
def test_the_lower_the_preference_the_fewer_exemplars(preference, exemplars, damping):
    assert letters(propagated(SEVEN, preference=preference, damping=damping).exemplars) == exemplars


def test_clusters_keep_their_numbers_from_the_end_backwards(seven):
    labels = {letters(s.exemplars): s.labels.tolist() for s in seven if s.exemplars.size}
    assert labels["AE"] == [0, 0, 0, 0, 1, 1, 0]
    assert labels["BE"] == [0, 0, 0, 0, 1, 1, 0]
    # B's cluster becomes that of A; C's is gone in the end, and has a number beyond.
    assert labels["BCE"] == [0, 0, 3, 3, 1, 1, 0]
    assert labels["ABCE"] == [2, 0, 3, 3, 1, 1, 0]
    assert seven.n_numbers == 2


def test_who_turned(seven):
    turned = {i: letters(seven.turned(i)) for i in range(len(seven)) if seven.turned(i).size}
    assert turned == {3: "B", 4: "CE", 23: "ABCDG"}


# What is decided where nothing can settle


@pytest.mark.parametrize("points", [[(0, 0), (3, 4)], [(0, 0)], [(1, 1)] * 5])
def test_all_pairs_equally_similar(points):
    points = np.array(points, float)
    high = -25.0 if len(points) == 2 else 0.0
    above, not_above = propagated(points, preference=high + 1), propagated(points, preference=high)
    assert (above.updates, not_above.updates) == (0, 0)
    assert above.labels.tolist() == list(range(len(points)))
    assert not_above.labels.tolist() == [0] * len(points)
    assert not_above.exemplars.tolist() == [0]
    assert propagated(points).failure == ""


def test_a_square_ends_at_one_and_says_that_another_is_better():
    square = [(0, 0), (0, 1), (1, 0), (1, 1)]
    trace = propagated(square, preference=-1.5, damping=0.5)
    assert trace.exemplars.tolist() == [0]
    assert trace.unlabelled[-1].plus >= 0
    assert trace.stopped == "settled, though one exemplar more or less is better"


def test_a_tie_goes_to_the_lower_row():
    trace = propagated([(0, 0), (1, 0), (10, 0), (11, 0)], preference=-5)
    assert trace.exemplars.tolist() == [0, 2]


def test_what_never_settles_has_no_clusters():
    trace = run(
        "affinity_propagation", load("faithful", scale="zscore"), preference=-500, damping=0.5, max_iter=200
    )
    assert trace.failure == "still moving after 200 updates"
    assert set(trace.labels.tolist()) == {-1}
    assert (trace.finished, trace.exemplars.size, trace.n_clusters()) == (False, 0, 0)
    assert np.isnan(trace.measures()["net_similarity"])
    assert trace.unlabelled[-1].step == "unsettled"


# Against others


def sklearn_fit(points, preference, damping, max_iter=1000):
    cluster = pytest.importorskip("sklearn.cluster")
    model = cluster.AffinityPropagation(
        preference=preference, damping=damping, max_iter=max_iter, random_state=0
    ).fit(points)
    return model.labels_, model.n_iter_


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("damping", [0.6, 0.9])
def test_as_scikit_learn_1_9_1(seed, damping):
    """Window by window, where nothing is tied: it breaks ties by random noise, ours go to the lower row."""
    points = np.random.default_rng(seed).normal(size=(40, 1 + seed % 3))
    preference = float(np.median(similarity_to(points, np.arange(40))))
    labels, updates = sklearn_fit(points, preference, damping)
    trace = propagated(points, preference=preference, damping=damping, convergence="window")
    assert trace.updates == updates
    assert trace.labels.tolist() == labels.tolist()


@pytest.mark.parametrize(
    ("data", "scale", "damping", "clusters", "updates"),
    [
        ("mtcars", "none", 0.5, 5, 22), ("mtcars", "none", 0.9, 4, 59),
        ("mtcars", "zscore", 0.5, 5, 20), ("mtcars", "zscore", 0.9, 5, 49),
        ("faithful", "zscore", 0.9, 11, 57), ("iris", "none", 0.5, 7, 28), ("iris", "none", 0.9, 7, 56),
    ],
)  # fmt: skip
def test_as_scikit_learn_1_9_1_on_real_data(data, scale, damping, clusters, updates):
    """With its own median, that of the whole matrix; its numbers with random_state 0."""
    dataset = load(data, scale=scale)
    whole = float(np.median(similarity_to(dataset.values, np.arange(dataset.n))))
    trace = run("affinity_propagation", dataset, preference=whole, damping=damping, convergence="window")
    assert (len(trace.exemplars), trace.updates) == (clusters, updates)


def by_definition(matrix, damping, updates):
    """Exchange messages as the paper writes them, entry by entry."""
    n = len(matrix)
    r, a = np.zeros((n, n)), np.zeros((n, n))
    for _ in range(updates):
        new = np.array(
            [
                [matrix[i, k] - max(a[i, j] + matrix[i, j] for j in range(n) if j != k) for k in range(n)]
                for i in range(n)
            ]
        )
        r = damping * r + (1 - damping) * new
        new = np.zeros((n, n))
        for i in range(n):
            for k in range(n):
                others = sum(max(0.0, r[j, k]) for j in range(n) if j not in (i, k))
                new[i, k] = others if i == k else min(0.0, r[k, k] + others)
        a = damping * a + (1 - damping) * new
    return r, a


@given(st.integers(0, 2**32), st.integers(2, 9), st.sampled_from([0.5, 0.8, 0.95]))
@settings(deadline=None, max_examples=30)
def test_messages_are_those_of_the_paper(seed, n, damping):
    points = np.random.default_rng(seed).integers(0, 5, (n, 2)).astype(float)
    similar = similarities(points, -3.0)
    messages = Messages(similar.matrix, damping)
    for _ in range(7):
        choices, _ = messages.update()
    r, a = by_definition(similar.matrix, damping, 7)
    np.testing.assert_allclose(messages.responsibility, r, atol=1e-9)
    np.testing.assert_allclose(messages.availability, a, atol=1e-9)
    np.testing.assert_allclose(messages.diagonal, (r + a).diagonal(), atol=1e-9)
    assert choices.tolist() == (messages.responsibility + messages.availability).argmax(axis=1).tolist()
    off = ~np.eye(n, dtype=bool)
    assert messages.availability[off].max() <= 0, "nobody speaks more than not against"


def net_of(points, preference, exemplars):
    nearest = similarity_to(points, np.array(exemplars)).max(axis=1)
    return preference * len(exemplars) + nearest.sum()


def best_net(points, preference):
    n = len(points)
    return max(
        net_of(points, preference, rows) for k in range(1, n + 1) for rows in combinations(range(n), k)
    )


@given(st.integers(0, 2**32), st.integers(3, 9), st.sampled_from(["median", "minimum", -1.0]))
@settings(deadline=None, max_examples=40)
def test_no_end_is_better_than_the_best_of_all_sets_nor_than_its_neighbours(seed, n, preference):
    points = np.random.default_rng(seed).normal(size=(n, 2))
    trace = propagated(points, preference=preference)
    if trace.failure:
        return
    net, p = trace.unlabelled[-1].net_similarity, trace.preference
    assert net == pytest.approx(net_of(points, p, trace.exemplars), abs=1e-9)
    assert net <= best_net(points, p) + 1e-9
    if trace.stopped == "settled" and not trace.refined:
        here = set(trace.exemplars.tolist())
        others = [here ^ {row} for row in range(n) if here ^ {row}]
        assert all(net_of(points, p, sorted(rows)) <= net + 1e-6 for rows in others)


def test_of_sixty_random_sets_nearly_all_end_at_the_best():
    best = 0
    for seed in range(60):
        points = np.random.default_rng(seed).random((6 + seed % 4, 2)) * 10
        trace = propagated(points)
        assert not trace.failure
        best += trace.unlabelled[-1].net_similarity >= best_net(points, trace.preference) - 1e-9
    assert best >= 55


@given(st.integers(0, 2**32), st.integers(2, 12))
@settings(deadline=None, max_examples=40)
def test_a_better_neighbour_is_found_and_its_gain_is_true(seed, n):
    rng = np.random.default_rng(seed)
    points, p = rng.normal(size=(n, 2)), float(-rng.exponential())
    similar = similarities(points, p)
    if similar.are_equal:
        return
    here = np.sort(rng.permutation(n)[: rng.integers(1, n + 1)])
    rival = rival_of(similar, clusters_of(similar, here))
    now = net_of(points, p, here)
    gains = {
        row: net_of(points, p, sorted({*here.tolist()} ^ {row})) - now
        for row in range(n)
        if {*here.tolist()} != {row}
    }
    if rival is None:
        assert max(gains.values(), default=0) <= 1e-6
    else:
        row = max(rival.without, rival.plus)
        assert rival.gain == pytest.approx(gains[row]) == pytest.approx(max(gains.values()))


@pytest.mark.parametrize("k", [1, 3, 20, 40])
def test_clusters_of_few_and_of_many_exemplars_are_found_alike(k, monkeypatch):
    points = np.random.default_rng(k).integers(0, 6, (40, 2)).astype(float)
    similar = similarities(points, -1.0)
    here = np.sort(np.random.default_rng(0).permutation(40)[:k])
    found = []
    for many in (0, 10**9):
        monkeypatch.setattr("kmanim.simulate.machines.messages.clusters._MANY", many)
        found.append(clusters_of(similar, here))
    assert found[0].labels.tolist() == found[1].labels.tolist()
    assert found[0].net == found[1].net == pytest.approx(net_of(points, -1.0, here))


# Laws


@given(st.integers(0, 2**32), st.integers(3, 20))
@settings(deadline=None, max_examples=25)
def test_preferences_far_below_all_similarities_leave_one_or_few(seed, n):
    points = np.random.default_rng(seed).normal(size=(n, 2))
    low = similarities(points, "minimum").low
    assert len(propagated(points, preference=1.5 * low).exemplars) <= 3
    assert len(propagated(points, preference=n * low).exemplars) <= 2


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=15)
def test_rows_in_another_order_exchange_the_same_messages(seed):
    """Two rows that are a cluster are tied, and then the lower one wins: so it is the messages that are compared."""
    rng = np.random.default_rng(seed)
    points, order = rng.normal(size=(14, 2)), rng.permutation(14)
    matrix = similarities(points, "median").matrix
    one, other = Messages(matrix, 0.7), Messages(matrix[np.ix_(order, order)], 0.7)
    for _ in range(30):
        choices, others = one.update()[0], other.update()[0]
    np.testing.assert_allclose(other.responsibility, one.responsibility[np.ix_(order, order)], atol=1e-9)
    np.testing.assert_allclose(other.availability, one.availability[np.ix_(order, order)], atol=1e-9)
    sums = np.sort(one.responsibility + one.availability, axis=1)
    clear = sums[order, -1] - sums[order, -2] > 1e-6
    assert order[others[clear]].tolist() == choices[order[clear]].tolist()


@pytest.mark.parametrize(
    "points",
    [
        np.repeat([[0.0, 0], [5, 1], [9, 9]], [4, 1, 3], axis=0),
        np.column_stack([np.arange(12.0), np.ones(12)]),
        np.arange(9.0)[:, np.newaxis] ** 2,
        np.random.default_rng(0).normal(size=(12, 2)) * (1e-60, 1e-61),
        np.random.default_rng(0).normal(size=(12, 2)) * (1e80, 1e79),
    ],
    ids=["duplicates", "constant column", "one column", "tiny", "huge"],
)
def test_odd_data(points):
    trace = propagated(points)
    assert not trace.failure
    assert np.isfinite(trace.unlabelled[-1].net_similarity)
    places = {tuple(row): label for row, label in zip(points.tolist(), trace.labels.tolist(), strict=True)}
    assert all(
        places[tuple(row)] == label for row, label in zip(points.tolist(), trace.labels.tolist(), strict=True)
    )


@pytest.mark.parametrize("preference", [-20.0, "median"])
@pytest.mark.parametrize("far", [1e3, 1e5, 1e6, 1e8])
def test_a_row_very_far_away_changes_nothing_among_the_others(far, preference):
    """Such as a code for what is missing; both middles stay exemplars."""
    cross = np.array([(0, 0), (0, 2), (2, 0), (2, 2), (1, 1)])
    trace = propagated([*cross, *(cross + 10), (far, far)], preference=preference)
    assert trace.exemplars.tolist() == [4, 9, 10]
    assert trace.sizes == (5, 5, 1)


def test_an_offset_changes_nothing():
    points = np.random.default_rng(3).integers(0, 40, (30, 2)) / 4
    near, far = propagated(points), propagated(points + 1e8)
    assert [s.exemplars.tolist() for s in far.unlabelled] == [s.exemplars.tolist() for s in near.unlabelled]
    assert far.labels.tolist() == near.labels.tolist()


def test_messages_of_any_update_are_the_same_bits_in_any_order():
    points = np.random.default_rng(5).normal(size=(30, 2))
    trace, again = propagated(points), propagated(points)
    similar = similarities(points, "median")
    messages, bits = Messages(similar.matrix, 0.9), []
    for _ in range(trace.updates):
        messages.update()
        bits.append((messages.responsibility.tobytes(), messages.availability.tobytes()))
    for i in (40, 3, trace.updates, 41, 1, 7):
        assert tuple(part.tobytes() for part in again.messages(i)) == bits[i - 1]
    assert [s.responsibility.tobytes() for s in trace[1:5]] == [r for r, _ in bits[:4]]
    assert not trace[0].responsibility.any()
    assert trace.unlabelled[3].responsibility is None, "no matrix is kept"


def test_two_threads_exchange_the_bits_of_one(monkeypatch):
    points = np.random.default_rng(8).normal(size=(60, 2))
    matrix, found = similarities(points, "median").matrix, []
    for threads in (True, False):
        with monkeypatch.context() as patch:
            patch.setattr("kmanim.simulate.machines.messages.messages.AT_ONCE", 7 * 60)
            if not threads:
                patch.setattr(
                    "kmanim.simulate.machines.messages.messages.at_once",
                    lambda work, parts: [work(part) for part in parts],
                )
            messages = Messages(matrix, 0.7)
            said = [messages.update() for _ in range(9)]
        found.append([messages.responsibility.tobytes(), messages.availability.tobytes()])
        found[-1] += [(choices.tolist(), change) for choices, change in said]
    assert found[0] == found[1]


def test_a_row_between_others_that_would_do_equally_well_keeps_to_the_first():
    """The middle of the diamond is as far from four exemplars, whose sums differ by what rounding leaves."""
    trace = run("affinity_propagation", load("sheehan-thirteen"), preference=-10.0, damping=0.8)
    assert trace.exemplars.tolist() == [5, 6, 7, 8]
    assert [i for i in range(2, trace.updates + 1) if 0 in trace.turned(i)] == [13, 20]
    assert {int(s.choices[0]) for s in trace.unlabelled[20:-1]} == {5}
    sums = [(r + a)[0, 5:9] for r, a in (trace.messages(i) for i in range(22, trace.updates + 1))]
    assert {int(row.argmax()) for row in sums} > {0}
    assert max(np.ptp(row) for row in sums) < 1e-12


def test_refined_in_the_end():
    trace = run("affinity_propagation", load("mtcars"), damping=0.9)
    for before, after in trace.refined:
        members = trace.dataset.values[trace.labels == trace.labels[after]]
        sums = [similarity_to(members, np.array([row])).sum() for row in range(len(members))]
        rows = np.flatnonzero(trace.labels == trace.labels[after]).tolist()
        assert sums[rows.index(after)] > sums[rows.index(before)]
    assert trace.refined


def test_renumbered_clusters_keep_their_exemplars():
    trace = run("affinity_propagation", load("mtcars"))
    other = trace.relabelled([2, 0, 4, 1, 3])
    assert other.exemplars.tolist() == trace.exemplars[[2, 0, 4, 1, 3]].tolist()
    assert other.labels[other.exemplars].tolist() == [0, 1, 2, 3, 4]
    assert other.refined == trace.refined
    other.check()


# What is refused


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"damping": 1}, "damping must be a number from 0.5 to below 1"),
        ({"damping": 0.3}, "damping must be a number from 0.5 to below 1, got 0.3"),
        ({"preference": "mean"}, "preference must be a number, median or minimum"),
        ({"preference": float("nan")}, "preference must be a number"),
        ({"preference": True}, "preference must be a number"),
        ({"convergence": "soon"}, "convergence must be settled or window"),
        ({"window": 0}, "window must be a whole number"),
    ],
)
def test_parameters_that_will_not_do(params, message):
    with pytest.raises(InputError, match=message):
        propagated(SEVEN, **params)


def test_more_rows_than_memory_allows():
    with pytest.raises(
        InputError, match=r"takes at most 8,000: its three matrices of so many take 1.5 GB, of these 2.0"
    ):
        propagated(np.arange(18_200.0).reshape(-1, 2))


def test_what_large_matrices_take_is_said_before():
    forecast = type(propagated(SEVEN).parameters).forecast
    assert forecast(999) == ""
    assert forecast(4_000) == (
        "affinity propagation keeps up to three matrices of 4,000 x 4,000 numbers, 384 MB, "
        "and takes up to about 0.096 s an update"
    )
    assert forecast(999, 27) == ""
    assert (
        forecast(4_000, 27)
        == f"{forecast(4_000)}; 27 runs of 200 updates take up to about 8.6 min on one core"
    )


def test_a_preference_is_read_from_words():
    assert propagated(SEVEN, preference=" -50 ").parameters.preference == -50.0
    assert propagated(SEVEN, preference=np.float64(-50)).parameters.preference == -50.0

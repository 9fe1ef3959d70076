"""The sets that never change: Sheehan's draws as NumPy's old generator makes them, hand-made points one by one."""

import numpy as np
import pytest

from kmanim.data.builtin.catalogue import DRAWN, GROUPS, LEARNING, LESSONS, SHEEHAN, TABLES, WALKS
from kmanim.data.builtin.learning import SETS as LEARNING_SETS
from kmanim.data.builtin.lessons import SETS as LESSON_SETS
from kmanim.data.builtin.sheehan import SETS as SHEEHAN_SETS
from kmanim.data.load import load


def test_the_catalogue_names_every_set_once():
    assert SHEEHAN.keys() == SHEEHAN_SETS.keys()
    assert LESSONS.keys() == LESSON_SETS.keys()
    assert LEARNING.keys() == LEARNING_SETS.keys()
    listed = [name for sets in GROUPS.values() for name in sets]
    assert sorted(listed) == sorted({*TABLES, *DRAWN, *SHEEHAN, *LESSONS, *LEARNING, *WALKS})
    assert all(len(what) <= 60 for what in (*SHEEHAN.values(), *LESSONS.values()))


def test_the_groups_of_seed_305_are_drawn_a_column_at_a_time():
    stream = np.random.RandomState(305)
    wide = [stream.normal(5, 2, (1000, 2)), stream.normal(15, 3, (1000, 2))]
    columns = [stream.normal(mean, 1, 1000) for mean in (17, 2, 2, 17)]
    data = load("sheehan-305")
    expected = [*wide, np.column_stack(columns[:2]), np.column_stack(columns[2:])]
    np.testing.assert_array_equal(data.points, np.concatenate(expected))
    assert data.categorical["group"] == tuple(str(i) for i in (1, 2, 3, 4) for _ in range(1000))
    np.testing.assert_allclose(data.points[2000:3000].mean(axis=0), [17, 2], atol=0.1)
    np.testing.assert_allclose(data.points[3000:].mean(axis=0), [2, 17], atol=0.1)


def test_the_groups_of_seed_808_follow_the_recipe_of_the_first_set():
    stream = np.random.RandomState(808)
    wide = [stream.normal(5, 2, (1000, 2)), stream.normal(15, 3, (1000, 2))]
    tight = [stream.multivariate_normal(mean, np.eye(2), 1000) for mean in ((17, 3), (2, 16))]
    np.testing.assert_array_equal(load("sheehan-808").points, np.concatenate([*wide, *tight]))


def test_the_cloud_is_numpys_old_multivariate_normal():
    covariance = [[1.618, 0.516], [0.516, 1.4]]
    drawn = np.random.RandomState(800).multivariate_normal([0, 0], covariance, 500)
    points = load("sheehan-cloud").points
    # The library's eigenvectors may have other signs elsewhere; inner products do not know them.
    np.testing.assert_allclose(points @ points.T, drawn @ drawn.T, atol=1e-12)
    x, y = points.var(axis=0)
    assert x / y == pytest.approx(22 / 19, rel=0.1)


def test_circles_keep_their_groups():
    data = load("sheehan-circles")
    outer = np.array(data.categorical["group"]) == "1"
    assert outer.sum() == 500
    assert np.hypot(*data.points[outer].T).min() > np.hypot(*data.points[~outer].T).max()


@pytest.mark.parametrize(
    ("name", "n", "points"),
    [
        ("sheehan-seven", 7, {"p0": (1, 1), "p3": (7, 2), "p5": (6.5, 5.5), "p6": (6, 6)}),
        ("sheehan-seven-b", 7, {"p0": (1, 1), "p4": (4, 4), "p5": (6.5, 1.45), "p6": (7.1, 1.6)}),
        ("sheehan-thirteen", 13, {"A": (10, 10), "E": (10, 5), "J": (12.5, 7.5), "M": (7.5, 12.5)}),
        ("sheehan-nineteen", 19, {"A": (1, 1), "J": (5, 6), "P": (6, 2.1), "S": (1.3, 6.9)}),
        ("lesson-em", 12, {"A": (1, 1), "G": (5, 5), "L": (8, 5)}),
        ("lesson-tree", 7, {"A": (0, 3), "B": (4, 3.5), "G": (5.5, 6)}),
        ("lesson-shift", 10, {"A": (4.5, 2.5), "F": (7, 3.5), "J": (6, 3)}),
        ("lesson-messages", 7, {"A": (1, 4.5), "D": (0.5, 1.5), "G": (0, 8)}),
        ("lesson-nine", 9, {"A": (0, 0), "D": (-2.3, 0.5), "I": (2.3, -0.5)}),
        ("lesson-dbscan", 14, {"A": (4, 4.5), "J": (3.5, 4.5), "N": (0.5, 4)}),
    ],
)
def test_points_of_hand_made_sets_have_names(name, n, points):
    data = load(name, seed=5)
    assert data.n == len(data.labels) == len(np.unique(data.points, axis=0)) == n
    assert data.categorical == {}
    for label, place in points.items():
        assert tuple(data.points[data.labels.index(label)]) == place


def test_one_pair_of_the_nineteen_is_exactly_eps_apart():
    points = load("sheehan-nineteen").points
    squares = ((points[:, None] - points) ** 2).sum(axis=2)
    assert (squares[np.triu_indices(19, 1)] == 1).sum() == 1


def test_the_lessons_hold_what_their_lines_say():
    tree = load("lesson-tree").points
    distances = np.sqrt(((tree[:, None] - tree) ** 2).sum(axis=2))
    assert distances[np.triu_indices(7, 1)].min() == pytest.approx(1.5811, abs=5e-5)
    density = load("lesson-dbscan").points
    inside = ((density[:, None] - density) ** 2).sum(axis=2) <= 1
    assert inside.sum(axis=1).tolist() == [3, 4, 4, 3, 4, 4, 2, 3, 1, 4, 2, 6, 3, 1]
    nine = load("lesson-nine").points
    squares = ((nine[:, None] - nine) ** 2).sum(axis=2)
    assert (squares <= 1.98 * 1.98).sum(axis=1).tolist() == [3, 5, 4, 4, 4, 5, 4, 4, 4]
    assert (squares[0] == 1.8 * 1.8).sum() == 2
    shift = load("lesson-shift").points
    assert (np.hypot(*(shift - shift[0]).T) <= 2).nonzero()[0].tolist() == [0, 9]
    messages = load("lesson-messages").points
    similarities = -((messages[:, None] - messages) ** 2).sum(axis=2)
    assert np.median(similarities[~np.eye(7, dtype=bool)]) == -32.5

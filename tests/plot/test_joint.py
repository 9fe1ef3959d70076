"""The final clusters between the densities of both columns, and the finding above them."""

import numpy as np
import pytest
from figures_pen import drawn_on

import kmanim
from kmanim.errors import InputError
from kmanim.story.contract import facts_of
from kmanim.story.figures import joint as words


@pytest.fixture(scope="module")
def cars():
    return kmanim.run("kmeans", kmanim.load("mtcars"), k=2, init=[(1000, 150), (1500, 150)])


def clustered(points, k, **options):
    return kmanim.run("kmeans", np.array(points, float), k=k, seed=1, **options)


def test_edges_have_a_curve_a_cluster_whose_area_is_its_share(cars):
    figure = kmanim.joint(cars)
    assert [axes.get_label() for axes in figure.axes] == ["joint", "Weight (kg)", "Horsepower"]
    for title, column, across in (("Weight (kg)", 0, 0), ("Horsepower", 1, 1)):
        for number, size in ((1, 12), (2, 20)):
            line = figure.curves[title][f"curve-{number}"]
            values = cars.dataset.points[cars.labels == number - 1, column]
            place, height = line[:, across], line[:, 1 - across]
            assert place.min() == values.min()
            assert place.max() == values.max()
            assert np.trapezoid(height, place) == pytest.approx(size / 32, rel=1e-3)


def test_edges_stand_on_the_axes_of_the_plot(cars):
    plot, above, beside = (axes for axes in kmanim.joint(cars).axes)
    assert above.get_xlim() == plot.get_xlim()
    assert beside.get_ylim() == plot.get_ylim()
    assert above.get_position().y0 > plot.get_position().y1
    assert beside.get_position().x0 > plot.get_position().x1


def test_marks_stand_at_means_and_numbers_beside_them(cars):
    drawn = drawn_on(kmanim.joint(cars))
    assert sorted(text.text for text in drawn.texts if text.role == "means") == ["1", "1", "2", "2"]
    assert len(drawn.of("means")) == 4
    assert "Area: share" in drawn.said()


def test_the_finding_says_which_column_parts_clusters(cars):
    # Weight: 686 to 1304 and 1429 to 2460; horsepower: 52 to 175 and 62 to 335.
    assert words.finding(cars) == "Weight alone parts the clusters, by 125 kg; in horsepower they overlap"
    both = clustered([[0, 0], [1, 1], [9, 9], [8, 8]], 2)
    assert words.finding(both) == "x alone parts the clusters, and so does y alone"
    one = clustered([[0, 0], [1, 1], [9, 9]], 1)
    assert words.finding(one) == "3 points in one cluster"
    assert words.parted(facts_of(both), 0) == [0, 1]


def test_a_column_may_part_some_clusters():
    three = [[0, 0], [0.1, 10], [10, 0.1], [10.1, 10.2], [0.2, 0.3], [0.3, 9], [10.2, 0.2], [10.3, 10.4]]
    found = clustered(three, 3, init=[(0.1, 0.1), (0.1, 10), (10, 5)])
    assert words.finding(found) == "x alone parts cluster 3"
    crossed = clustered([[0, 5], [1, 5], [5, 0], [5, 1], [4, 5.2], [0.5, 0.6], [5.5, 0.2]], 2)
    assert words.finding(crossed).startswith(("Neither x nor y", "x alone", "y alone"))


def test_ranges_that_touch_are_not_apart():
    touching = clustered([[0, 0], [2, 1], [2, 9], [4, 8]], 2, init=[(1, 0), (3, 9)])
    assert words.parted(facts_of(touching), 0) == []
    assert words.finding(touching).startswith("y alone parts the clusters, by 7")


def test_noise_is_a_group_and_the_finding_leaves_it_aside():
    trace = kmanim.run("dbscan", kmanim.load("faithful"), eps=1.5, min_samples=5)
    assert "noise aside" in words.finding(trace)
    figure = kmanim.joint(trace)
    assert any(name.endswith("noise") for name in figure.curves["Waiting time (min)"])
    assert "noise" in words.describe(trace).alt


@pytest.mark.parametrize(
    "points",
    [
        [[0, 0]], [[0, 0], [0, 0]], [[1e12, 1e-9], [2e12, 2e-9], [3e12, 9e-9]], [[1, 7], [2, 7], [3, 7], [4, 7]],
    ],
)  # fmt: skip
def test_few_points_constants_and_odd_units_are_drawn(points):
    for k in range(1, min(3, len({tuple(p) for p in points})) + 1):
        trace = clustered(points, k)
        pixels = kmanim.joint.page(trace).image()
        assert pixels.shape[1] == 600
        assert words.describe(trace).title


def test_other_than_two_columns_of_numbers_are_refused():
    with pytest.raises(InputError, match="joint draws two columns, and 4 columns are clustered"):
        kmanim.joint(kmanim.run("kmeans", kmanim.load("iris"), k=3, seed=1))
    assert not words.wanted(kmanim.run("kmeans", np.arange(6.0).reshape(-1, 1), k=2, seed=1))
    with pytest.raises(InputError, match="categories"):
        kmanim.joint(kmanim.run("kmodes", kmanim.load("zoo"), k=2, seed=1))


def test_stories_name_it():
    cars = kmanim.run("hierarchical", kmanim.load("mtcars"), k=2)
    assert "joint" in kmanim.animate(cars).figures

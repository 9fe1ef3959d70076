"""The figure of one row's distances: the triangle of two columns, the parts of more."""

import numpy as np
import pytest
from plot_recording import RecordingPen

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.plot.figures.distances import distances
from kmanim.simulate.record import run
from kmanim.story.figures import equal_scale
from kmanim.story.figures.distances import describe, finding
from kmanim.story.kmeans.distances.worked_distance import legs
from kmanim.story.kmeans.distances.worked_sums import worked_sums
from kmanim.story.kmeans.facts import CentroidFacts

POINTS = np.array([(0, 0, 0), (1, 2, 2), (4, 8, 8), (5, 10, 10), (9, 9, 0)], float)
STARTS = ((1, 2, 2), (4, 8, 8), (5, 10, 10))


def drawn(trace, row, **options):
    pen = RecordingPen()
    distances.page(trace, row, **options).draw(pen)
    return pen


@pytest.fixture(scope="module")
def cars():
    return run("kmeans", load("mtcars"), k=2, init=((1000, 150), (1500, 150)))


@pytest.fixture(scope="module")
def three():
    return run("kmeans", dataset(POINTS), k=3, init=STARTS)


def test_the_legs_are_a_right_triangle_with_their_units(cars):
    assert legs(CentroidFacts(cars), 0, 0, 0) == ("188 kg", "40 hp")
    pen = drawn(cars, "Mazda RX4")
    across, up, corner = pen.of("legs", "line")
    assert across.xy[0, 1] == across.xy[1, 1]
    assert up.xy[0, 0] == up.xy[1, 0]
    np.testing.assert_allclose(across.xy[1], up.xy[0])
    assert len(corner.xy) == 3
    assert {"188 kg", "40 hp"} <= set(pen.texts("names"))


def test_a_leg_is_told_where_its_words_lie_on_nothing():
    flat = np.array([(0, 0), (0, 4), (96, 2), (104, 10), (50, 95), (60, 100)], float)
    data = dataset(flat, features=[Feature("seconds"), Feature("balance of the account")])
    trace = run("kmeans", data, k=2, init=((100, 3), (55, 98)))
    across, up = legs(CentroidFacts(trace), 0, 0, 0)
    told = drawn(trace, 0).texts("names")
    assert across in told
    assert up not in told


def test_scaled_legs_have_both_numbers():
    trace = run("kmeans", load("mtcars", scale="zscore"), k=2, init=((1000, 150), (1500, 150)))
    kilos, power = legs(CentroidFacts(trace), 0, 0, 0)
    assert kilos.startswith("188 kg: 0.4")
    assert power.startswith("40 hp: 0.5")


def test_films_have_no_legs(cars_film):
    pen = RecordingPen()
    cars_film.draw(pen, 2)
    assert not pen.of("legs")


def test_the_finding_names_the_nearest(cars, three):
    assert finding(CentroidFacts(cars), 0, 0) == "Mazda RX4 is nearer to centre 1: 192 against 315"
    assert (
        finding(CentroidFacts(three), 0, 0) == "This point is nearest to centre 1: 3.0 against 12.0 or more"
    )
    alone = run("kmeans", dataset(POINTS), k=1, init=[(1, 2, 2)])
    assert finding(CentroidFacts(alone), 0, 0) == "This point is 3.0 from the only centre"
    tied = run("kmeans", dataset(POINTS), k=2, init=[(1, 2, 2), (2, 1, 2)])
    assert finding(CentroidFacts(tied), 0, 0) == "This point is equally near to centres 1 and 2: 3.0"


def test_parts_by_hand(three):
    near, far = worked_sums(CentroidFacts(three), 0, 0, (0, 1), 12)
    assert [part.amount for part in near.parts] == [1, 4, 4]
    assert [part.term for part in near.parts] == ["(0 − 1)²", "(0 − 2)²", "(0 − 2)²"]
    assert near.total == "√9.0 = 3.0"
    assert [part.amount for part in far.parts] == [16, 64, 64]
    assert far.total == "√144.0 = 12.0"


def test_bars_of_parts_have_one_scale(three):
    pen = drawn(three, 0)
    lengths = [
        [float(s.xy[1, 0] - s.xy[0, 0]) for s in pen.of(role, "rectangle")]
        for role in ("nearest parts", "parts")
    ]
    np.testing.assert_allclose(np.array(lengths[0]) / lengths[1][1], [1 / 64, 4 / 64, 4 / 64], atol=0.01)
    np.testing.assert_allclose(np.array(lengths[1]) / lengths[1][1], [16 / 64, 1, 1])
    assert pen.texts("sum heads") == ["to centre 1", "to centre 2"]
    assert "√9.0 = 3.0" in pen.texts("sums")
    assert all(s.fill is None for s in pen.of("parts", "rectangle"))
    for text in pen.of("terms", "text"):
        assert text.box[2] <= 600 - 17
    assert next(s.text for s in pen.strokes if s.kind == "text").startswith(
        "This point is nearest to centre 1"
    )


def test_columns_that_add_least_are_summed_up():
    points = np.zeros((3, 20))
    points[0] = np.arange(20)
    trace = run("kmeans", dataset(points), k=1, init=[np.zeros(20)])
    (worked,) = worked_sums(CentroidFacts(trace), 0, 0, (0,), 12)
    assert len(worked.parts) == 12
    assert [part.amount for part in worked.parts[:3]] == [19**2, 18**2, 17**2]
    assert worked.parts[-1].name == "9 other columns"
    assert worked.parts[-1].amount == sum(i * i for i in range(9))
    assert sum(part.amount for part in worked.parts) == sum(i * i for i in range(20))


def test_categories_that_differ_are_written():
    zoo = load("zoo", kinds="categories")
    trace = run("kmodes", zoo, k=4, seed=1)
    row = zoo.labels.index("gull")
    (worked,) = worked_sums(CentroidFacts(trace), 0, row, (0,), 16)
    for column, part in enumerate(worked.parts):
        a, b = zoo.points[row, column], trace.centroids_of(0)[0][column]
        levels = zoo.features[column].levels
        assert part.amount == (a != b)
        assert part.term == f"{levels[int(a)]} {'=' if a == b else '≠'} {levels[int(b)]}"


def test_numbers_and_categories_add_up():
    data = load("penguins", kinds="mixed")
    trace = run("kprototypes", data, k=3, seed=1)
    (worked,) = worked_sums(CentroidFacts(trace), 0, 50, (2,), 12)
    assert sum(part.amount for part in worked.parts) == pytest.approx(trace.distances(0, 50)[2])
    assert "(" in worked.parts[0].term
    assert "− 0)" not in worked.parts[0].term


@pytest.mark.parametrize("d", [1, 3, 5, 12, 30])
@pytest.mark.parametrize("k", [1, 2, 7])
def test_any_figure_can_be_drawn_and_says_what_it_shows(d, k):
    points = np.random.default_rng(d).normal(size=(40, d)) * 10.0 ** np.arange(d)
    names = [Feature(f"a long name of a column, number {j} $x$") for j in range(d)]
    trace = run("kmeans", dataset(points, features=names), k=k, seed=0)
    pen = drawn(trace, 7, iteration=trace.iterations)
    assert describe(trace, 7).alt.startswith("Bars of what each" if d > 2 else "Scatter plot of")
    for text in (s for s in pen.strokes if s.kind == "text"):
        assert text.box[0] >= 0
        assert text.box[2] <= 600


def test_small_distances_of_mixed_columns_are_told_apart():
    trace = run("kprototypes", load("penguins", kinds="mixed"), k=3, seed=1)
    facts = CentroidFacts(trace)
    measured = facts.distances(0, 0)
    texts = facts.distance_texts(0, 0, (0, 1, 2))
    assert [float(text.replace(",", "")) for text in texts] == pytest.approx(measured, abs=0.51)


def test_equal_scale_is_promised_where_the_page_can_keep_it(cars):
    assert equal_scale.wanted(cars)
    assert "are those that are compared" in equal_scale.describe(cars).caption
    for data in (load("iris"), load("mtcars", scale="zscore"), load("iris", show="petal length,petal width")):
        other = run("kmeans", data, k=2, seed=0)
        assert not equal_scale.wanted(other)
        assert equal_scale.describe(other).caption == "With one length for one unit on both axes."


def test_small_columns_beside_millions_keep_their_digits():
    """A sum of 1e14 and more is written in T or as a power of ten, what 40 people add as it is."""
    money = np.array([(1e6, 10), (3e6, 50), (9e7, 20), (8e7, 70)], float)
    trace = run("kmeans", dataset(money), k=2, init=((2e6, 50), (9e7, 20)))
    near, far = worked_sums(CentroidFacts(trace), 0, 0, (0, 1), 12)
    assert [part.text for part in near.parts][1] == "1,600"
    assert [part.term for part in near.parts][1] == "(10 − 50)²"
    assert [part.term for part in far.parts][1] == "(10 − 20)²"
    assert far.parts[1].text == "100"


def test_legs_of_one_unit_have_the_same_decimals():
    data = dataset(POINTS[:, :2] * (4, 0.4), features=[Feature("a", "mm"), Feature("b", "mm")])
    across, up = legs(CentroidFacts(run("kmeans", data, k=2, init=((4, 0.8), (16, 3.2)))), 0, 0, 0)
    assert (across, up) == ("4.00 mm", "0.80 mm")

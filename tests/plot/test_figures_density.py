import dataclasses
from itertools import combinations

import numpy as np
import pytest
from figures_pen import drawn_on
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gaussian_kde

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.plot.figures.density import density
from kmanim.plot.pages.painted import Painted
from kmanim.plot.ridges.dot_stacks import SIZES, dots_for, stacked
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.numerics import kernel_density as kernel
from kmanim.simulate.numerics.kernel_density import curve
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.record import record_steps, run
from kmanim.story.contract import facts_of
from kmanim.story.figures import density as words
from kmanim.story.text.parting import as_in_data

STARTS = ((1000, 150), (1500, 150))


@pytest.fixture(scope="module")
def cars():
    return run("kmeans", load("mtcars"), k=2, init=STARTS)


def ended(points, labels, names):
    """A run that ended with other labels than any run of k-means would, an empty cluster among them."""
    dataset, labels = load(np.asarray(points, float), columns=names), np.asarray(labels)
    k = int(labels.max()) + 1
    start = run("kmeans", dataset, k=1)[0]
    centroids = np.repeat(start.centroids, k, axis=0)
    common = {"centroids": centroids, "iteration": 1}

    def steps():
        yield dataclasses.replace(start, centroids=centroids)
        yield dataclasses.replace(
            start, step="assign", labels=labels.astype(np.uint8), objective=1.0, **common
        )
        return Stopped("no point switched")

    return record_steps(steps(), algorithm="kmeans", dataset=dataset, parameters=KMeans(k=k))


def axes_of(figure, name):
    (axes,) = [a for a in figure.axes if a.get_label() == name]
    return axes


def area(xy):
    x, y = xy.T
    return float(np.sum((y[1:] + y[:-1]) / 2 * np.diff(x)))


def test_the_storyboards_numbers(cars):
    weight, power = cars.dataset.points.T
    told = {}
    for name, column in (("weight", weight), ("power", power)):
        for cluster in (0, 1):
            own = curve(column[cars.labels == cluster], 1.0)
            told[name, cluster + 1] = (
                own.values.size, round(own.mean), round(own.sd), own.values[0], own.values[-1], round(own.width)
            )  # fmt: skip
    assert told["weight", 1] == (12, 1023, 210, 686, 1304, 128)
    assert told["weight", 2] == (20, 1721, 322, 1429, 2460, 177)
    assert told["power", 1][:5] == (12, 96, 33, 52, 175)
    assert told["power", 2][:5] == (20, 177, 66, 62, 335)


def test_a_curve_is_the_kernel_estimate_scaled_to_what_is_left_of_it():
    values = np.random.default_rng(1).gamma(2, 3, 40)
    own = curve(values, 1.0)
    oracle = gaussian_kde(values, "scott")
    expected = oracle(own.x)
    assert own.width == pytest.approx(np.sqrt(oracle.covariance[0, 0]), rel=1e-12)
    np.testing.assert_allclose(own.y, expected / area(np.column_stack([own.x, expected])), rtol=1e-9)
    assert own.x[0] == values.min()
    assert own.x[-1] == values.max()


def test_many_values_are_binned_without_a_visible_difference(monkeypatch):
    values = np.random.default_rng(2).normal(size=6000)
    binned = curve(values, 1.0)
    monkeypatch.setattr(kernel, "_BINNED_FROM", 10_000)
    exact = curve(values, 1.0)
    np.testing.assert_allclose(binned.y, exact.y, atol=1e-3 * exact.y.max())


@given(
    st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=3, max_size=40),
    st.floats(0.01, 1),
)
def test_any_curve_has_its_area_and_ends_at_the_data(values, share):
    values = np.array(values)
    own = curve(values, share)
    if np.unique(values).size < 3:
        assert own.y.size == 0
        assert set(own.spikes) == set(values)
        return
    assert area(np.column_stack([own.x, own.y])) == pytest.approx(share, rel=1e-6)
    assert (own.x[0], own.x[-1]) == (values.min(), values.max())
    assert (own.y >= 0).all()


@pytest.mark.parametrize("factor", [1e-150, 1.0, 1e150])
def test_units_do_not_matter(factor):
    values = np.random.default_rng(3).normal(size=30)
    one, other = curve(values, 1.0), curve(values * factor, 1.0)
    np.testing.assert_allclose(other.y * factor, one.y, rtol=1e-9)
    assert other.sd == pytest.approx(one.sd * factor)


@pytest.mark.parametrize(("kind", "shares"), [("share", (12 / 32, 20 / 32)), ("one", (1, 1))])
def test_areas_of_the_drawn_curves(cars, kind, shares):
    figure = density(cars, area=kind)
    for title in ("Weight (kg)", "Horsepower"):
        lines = figure.curves[title]
        assert [area(lines["curve-1"]), area(lines["curve-2"])] == pytest.approx(shares)


def test_curves_are_cut_and_marked_at_their_means(cars):
    lines = density(cars).curves["Weight (kg)"]
    assert (lines["curve-1"][:, 0].min(), lines["curve-1"][:, 0].max()) == (686, 1304)
    assert (lines["curve-2"][:, 0].min(), lines["curve-2"][:, 0].max()) == (1429, 2460)
    assert lines["mean-1"][:, 0] == pytest.approx(1023.083333)


def test_every_row_is_a_dot_in_a_row_of_its_cluster(cars):
    figure = density(cars)
    lines, drawn = figure.curves["Weight (kg)"], drawn_on(figure)
    weight, power = drawn.of("dots")[:2], drawn.of("dots")[2:]
    for cluster in (0, 1):
        expected = np.sort(cars.dataset.points[cars.labels == cluster, 0])
        np.testing.assert_array_equal(lines[f"dots-{cluster + 1}"][:, 0], expected)
        assert len(weight[cluster].places) == len(power[cluster].places) == (12, 20)[cluster]
    assert weight[0].places[:, 1].min() > weight[1].places[:, 1].max()
    for marks in (*weight, *power):  # no dot covers another
        apart = np.linalg.norm(marks.places[:, None] - marks.places[None], axis=2)
        assert apart[np.triu_indices(len(apart), 1)].min() > marks.size


def test_stacks_by_hand():
    stacks = stacked(np.array([0.0, 1.0, 5.9, 6.0, 20.0]), 6.0)
    np.testing.assert_array_equal(stacks.level, [0, 1, 2, 0, 0])
    np.testing.assert_allclose(
        stacks.across, [2.95, 2.95, 2.95, 8.95, 20.0]
    )  # the second moved out of the way
    assert stacks.highest == 3
    assert stacked(np.empty(0), 6.0).highest == 0


def test_dots_are_as_large_as_the_highest_stack_allows():
    size, step, stacks = dots_for([np.zeros(4), np.arange(10) * 20.0], 24.0)
    assert (size, step, stacks[0].highest, stacks[1].highest) == (6.0, 6.0, 4, 1)
    size, step, (one,) = dots_for([np.zeros(100)], 30.0)
    assert size == min(SIZES)
    assert step * (one.highest - 1) + size == pytest.approx(30.0)  # they overlap, and none is left out


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_means_and_gap_are_written(cars, theme):
    drawn = drawn_on(density(cars, look=Look(theme=theme)))
    by_role = {text.text: text.role for text in drawn.texts}
    assert {"1023", "1721", "96", "177"} == {text for text, role in by_role.items() if role == "means"}
    assert by_role["gap 125 kg"] == "gap"
    assert by_role["n 12"] == by_role["n 20"] == "table"
    assert "Weight parts the two clusters: a gap of 125 kg" in by_role
    assert "k-means, k = 2 · 32 cars" in by_role
    assert "Area: share of all cars · line: mean · dot: one car" in by_role
    (band,) = [r for r in drawn.rectangles if r[-1] == "gap"]
    low, high = axes_of(density(cars), "Weight (kg)").transData.transform([(1304, 0), (1429, 0)])[:, 0]
    assert (band[0], band[0] + band[2]) == pytest.approx((low, high), abs=0.5)


@pytest.mark.parametrize("area", ["share", "one"])
@pytest.mark.parametrize(
    ("name", "k"), [("iris", 3), ("iris", 12), ("penguins", 5), ("mtcars", 1), ("faithful", 2)]
)
def test_numbers_lie_over_no_curve_and_no_other_text(name, k, area):
    figure = density(run("kmeans", load(name), k=k, seed=1), area=area)
    page = next(artist.page for artist in figure.artists if isinstance(artist, Painted))
    texts = drawn_on(figure).texts
    lines = [line for line, *_ in drawn_on(figure).lines if len(line) > 100]  # curves
    assert lines
    for text in texts:
        left, bottom, right, top = text.box
        assert -0.5 <= left < right <= page.width + 0.5
        assert 0 <= bottom < top <= page.height
        if text.role == "means":
            for line in lines:
                inside = (
                    (line[:, 0] > left)
                    & (line[:, 0] < right)
                    & (line[:, 1] > bottom - 1)
                    & (line[:, 1] < top + 1)
                )
                assert not inside.any(), text.text
    for one, other in combinations([t for t in texts if t.role in ("means", "table", "gap")], 2):
        a, b = one.box, other.box
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one.text, other.text)


def test_areas_compare_within_a_variable(cars):
    """One scale: heights on the page are the densities, whatever row they are in."""
    figure = density(cars)
    tall = [line for line, *_ in drawn_on(figure).lines if len(line) > 100]
    for title, pair in (("Weight (kg)", tall[:2]), ("Horsepower", tall[2:])):
        data = figure.curves[title]
        px = [np.ptp(line[:, 1]) for line in pair]
        assert px[0] / px[1] == pytest.approx(data["curve-1"][:, 1].max() / data["curve-2"][:, 1].max())
        assert max(px) == pytest.approx(64)


def test_few_values_are_dots_alone():
    points = [[0, 1], [0.5, 1], [1, 1], [5, 1], [9, 1], [9.5, 1], [9.5, 1]]
    figure = density(ended(points, [0, 0, 0, 1, 3, 3, 3], ["x", "y"]))
    lines = figure.curves["x"]
    assert {"curve-1", "dots-1", "dots-2", "mean-2", "dots-4"} <= set(lines)
    assert not {"curve-2", "curve-3", "dots-3", "mean-3", "curve-4"} & set(lines)
    assert not any(name.startswith("spike") for name in lines)
    np.testing.assert_array_equal(lines["dots-4"], [[9, 0], [9.5, 0], [9.5, 1]])
    said = drawn_on(figure).said()
    assert "empty" in said
    assert "0.50" in said
    constant = axes_of(figure, "y")
    assert not any(name.startswith("curve") for name in figure.curves["y"])
    low, high = constant.get_xlim()
    assert low < 1 < high


def test_many_rows_with_two_values_are_spikes_as_high_as_their_shares():
    values = np.repeat([0.0, 1.0], [100, 300])
    figure = density(ended(values[:, None], np.zeros(400, int), ["x"]))
    spike = figure.curves["x"]["spike-1"]
    np.testing.assert_array_equal(spike[1::3, 0], [0, 1])
    assert spike[1, 1] * 3 == pytest.approx(spike[4, 1])
    assert any(text.startswith("Spikes:") for text in drawn_on(figure).said())


@pytest.mark.parametrize(("n", "kind"), [(200, "dots"), (201, "strip")])
def test_more_than_200_rows_are_a_strip_of_quantiles(n, kind):
    values = np.random.default_rng(6).normal(size=n)
    lines = density(ended(values[:, None], np.zeros(n, int), ["x"])).curves["x"]
    assert {name.partition("-")[0] for name in lines} == {"curve", "mean", kind}
    if kind == "strip":
        np.testing.assert_allclose(lines["strip-1"][:, 0], np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95]))


def test_noise_is_a_grey_dashed_row_of_its_own():
    rng = np.random.default_rng(8)
    points = np.vstack(
        [rng.normal(size=(40, 2)) * 0.2, rng.normal(size=(40, 2)) * 0.2 + 5, rng.uniform(-9, -3, (9, 2))]
    )
    trace = run("dbscan", load(points), eps=0.5, min_samples=5)
    figure = density(trace)
    drawn = drawn_on(figure)
    assert "noise" in drawn.said()
    assert [line[1] for line in drawn.lines if line[2] == (4, 3)] == [LIGHT.noise] * 2
    assert words.finding(facts_of(trace)).endswith("noise aside")


def test_findings():
    def told(points, labels):
        names = ["width", "height"][: len(points[0])]
        return words.finding(facts_of(ended(points, labels, names)))

    assert told([[0], [1], [5]], [0, 0, 1]) == "Width parts the two clusters: a gap of 4"
    assert told([[0, 0], [1, 9], [5, 5]], [0, 0, 1]) == "Width parts the two clusters: a gap of 4"
    assert (
        told([[0, 0], [1, 0], [5, 9]], [0, 0, 1])
        == "Height parts the two clusters: a gap of 9; so does width"
    )
    assert told([[0, 0], [4, 9], [3, 5], [9, 5]], [0, 0, 1, 1]) == (
        "No single variable parts the two clusters: even in width 2 points overlap"
    )
    assert told([[0], [4], [3]], [0, 0, 1]) == "Width does not part the two clusters: 1 point overlaps"
    assert (
        told([[0, 0], [1, 1], [5, 0], [9, 1], [8, 1], [12, 0]], [0, 0, 1, 1, 2, 2])
        == "Width alone parts cluster 1"
    )
    # A single row far away is no finding beside a cluster of three, and is called what it is where it is all there is.
    three = [[0, 0], [1, 1], [2, 0], [5, 9], [6, 1], [9, 0], [5.5, 0], [30, 0]]
    assert told(three, [0, 0, 0, 1, 1, 1, 2, 3]).startswith("Width alone parts cluster 1")
    assert (
        told([[0, 0], [4, 4], [3, 1], [7, 5], [20, 3]], [0, 0, 1, 1, 2])
        == "Width alone parts cluster 3, 1 point"
    )
    assert told([[0, 1], [1, 1], [5, 1]], [0, 0, 0]) == "3 points in one cluster"
    assert words.finding(facts_of(run("kmeans", load("penguins"), k=3, seed=1))) == (
        "Body mass alone parts the three clusters"
    )


def test_means_are_written_as_centres_are_not_as_values():
    answers = load([[1, 3], [2, 2], [2, 3], [4, 0], [4, 1], [5, 0], [4, 1]], columns=["liked", "children"])
    trace = run("kmeans", answers, init=[(1, 3), (5, 0)])
    written = {text.text for text in drawn_on(density(trace)).texts if text.role == "means"}
    assert written == {"1.67", "2.67", "4.25", "0.50"}
    assert all(f"mean {text}," in words.describe(trace).caption for text in written)


def test_values_have_no_more_decimals_than_the_data():
    power = facts_of(run("kmeans", load("mtcars"), k=2, seed=1))
    assert as_in_data(power, 1)(95.58) == "96"
    fine = facts_of(run("kmeans", load([[1.25], [1.5], [2.0]]), k=1))
    assert as_in_data(fine, 0)(4.75 / 3) == "1.58"


@pytest.mark.parametrize("factor", [1e-99, 1e-7, 1e-3, 1e6, 1e12, 1e99])
def test_any_unit_is_written_and_has_two_labels(factor):
    points = np.round(np.random.default_rng(9).normal(size=(40, 4)), 1) * factor
    trace = run("kmeans", load(points), k=2, seed=1)
    figure = density(trace)
    means = [text.text for text in drawn_on(figure).texts if text.role == "means"]
    assert len(means) == 8
    assert len(set(means)) > 4
    assert "gap" not in words.finding(facts_of(trace)) or not words.finding(facts_of(trace)).endswith(" 0")
    for axes in figure.axes:
        left, right = (axes.get_position().x0 * 600, axes.get_position().x1 * 600)
        labels = [
            t
            for t in drawn_on(figure).texts
            if t.role == "ticks" and left - 9 < t.x + t.width / 2 < right + 9
        ]
        assert len(labels) >= 2


def test_long_names_are_literal_and_cut():
    names = [f"$x_{j}$ <b> a very long name of a column, number {j}" for j in range(5)]
    figure = density(
        run("kmeans", load(np.random.default_rng(1).normal(size=(50, 5)), columns=names), k=2, seed=1)
    )
    assert [axes.get_label() for axes in figure.axes] == names
    assert any(text.startswith("$x_0$ <b>") for text in drawn_on(figure).said())


def test_twenty_clusters_have_twenty_rows():
    rng = np.random.default_rng(4)
    points = rng.uniform(size=(400, 2))
    figure = density(ended(points, np.arange(400) % 20, ["x", "y"]))
    assert {f"dots-{j}" for j in range(1, 21)} <= set(figure.curves["x"])
    assert figure.get_figheight() * 72 < 1450


def test_many_variables_stand_in_two_columns_up_to_a_limit():
    points = np.random.default_rng(5).normal(size=(40, 15))
    names = [f"v{j}" for j in range(15)]
    figure = density(ended(points, np.arange(40) % 2, names))
    titles = [a.get_label() for a in figure.axes]
    assert titles == names[:12]
    assert "The first 12 of 15 variables." in drawn_on(figure).said()
    left = {round(a.get_position().x0, 3) for a in figure.axes}
    assert min(left) < 0.5 < max(left)


def test_an_unknown_area_is_refused(cars):
    with pytest.raises(InputError, match="share or one"):
        density(cars, area="two")

import dataclasses

import numpy as np
import pytest
from figures_pen import drawn_on
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gaussian_kde

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.plot.figures.density import density
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.numerics import kernel_density as kernel
from kmanim.simulate.numerics.kernel_density import curve
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.record import record, run

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

    return record(steps(), algorithm="kmeans", dataset=dataset, parameters=KMeans(k=k))


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


def test_rugs_show_every_value_in_rows_of_their_own(cars):
    figure = density(cars)
    axes = axes_of(figure, "Weight (kg): values")
    assert axes.get_xlim() == axes_of(figure, "Weight (kg)").get_xlim()
    lines = figure.curves["Weight (kg): values"]
    spans = []
    for cluster in (0, 1):
        rug = lines[f"rug-{cluster + 1}"]
        rug = rug[np.isfinite(rug[:, 1])]
        expected = cars.dataset.points[cars.labels == cluster, 0]
        np.testing.assert_array_equal(np.sort(rug[::2, 0]), np.sort(expected))
        spans.append((rug[:, 1].min(), rug[:, 1].max()))
    assert spans[1][1] < spans[0][0]


def test_the_table_and_the_gap_are_written(cars):
    said = drawn_on(density(cars)).said()
    for word in (
        "12",
        "1023",
        "210",
        "1721",
        "322",
        "686 – 1304",
        "no overlap,",
        "125 kg gap",
        "overlap 62 to 175",
    ):
        assert word in said


def test_few_values_are_spikes_and_the_figure_says_so():
    points = [[0, 1], [0.5, 1], [1, 1], [5, 1], [9, 1], [9.5, 1], [9.5, 1]]
    figure = density(ended(points, [0, 0, 0, 1, 3, 3, 3], ["x", "y"]))
    lines = figure.curves["x"]
    assert {"curve-1", "spike-2", "spike-4"} <= set(lines)
    assert not {"curve-2", "curve-3", "spike-3", "curve-4"} & set(lines)
    assert sorted(set(lines["spike-4"][:, 0])) == [9, 9.5]
    said = drawn_on(figure).said()
    assert "empty" in said
    assert any(text.startswith("Spikes:") for text in said)
    constant = axes_of(figure, "y")
    assert all(name.startswith("spike") for name in figure.curves["y"])
    low, high = constant.get_xlim()
    assert low < 1 < high


def test_twenty_clusters_have_twenty_rows():
    rng = np.random.default_rng(4)
    points = rng.uniform(size=(400, 2))
    figure = density(ended(points, np.arange(400) % 20, ["x", "y"]))
    assert {f"rug-{j}" for j in range(1, 21)} == set(figure.curves["x: values"])


def test_many_variables_stand_in_two_columns_up_to_a_limit():
    points = np.random.default_rng(5).normal(size=(40, 15))
    names = [f"v{j}" for j in range(15)]
    figure = density(ended(points, np.arange(40) % 2, names))
    titles = [a.get_label() for a in figure.axes if not a.get_label().endswith(": values")]
    assert titles == names[:12]
    assert "The first 12 of 15 variables." in drawn_on(figure).said()
    left = {round(a.get_position().x0, 3) for a in figure.axes}
    assert min(left) < 0.5 < max(left)


def test_long_rugs_are_thinned_to_what_can_be_seen():
    values = np.sort(np.random.default_rng(6).normal(size=50_000))
    figure = density(ended(values[:, None], np.zeros(50_000, int), ["x"]))
    rug = figure.curves["x: values"]["rug-1"]
    assert len(rug) / 3 <= 1000
    assert np.isin(rug[:, 0], values).all()
    assert rug[0, 0] == values[0]


def test_an_unknown_area_is_refused(cars):
    with pytest.raises(InputError, match="share or one"):
        density(cars, area="two")

"""What figures find, by hand: of raw data, at equal scale, of the elbow, raw against scaled."""

import numpy as np
import pytest

import kmanim
from kmanim.simulate.record import run
from kmanim.story.figures import elbow, equal_scale, raw_and_scaled, raw_data
from kmanim.story.text import sums


def test_raw_data_tell_of_a_clear_tendency_alone():
    x = np.arange(20.0)
    wave = np.tile([1.0, -1.0], 10)
    for y, words in (
        (3 * x, "y tends to rise with x (r = 1.00)"),
        (-x + 3 * wave, f"y tends to fall with x (r = −{-np.corrcoef(x, -x + 3 * wave)[0, 1]:.2f})"),
        (wave, "No groups yet"),
        (np.zeros(20), "No groups yet"),
    ):
        data = kmanim.load(np.column_stack([x, y]))
        assert raw_data.finding(data) == words
    assert raw_data.finding(kmanim.load([(1, 2), (2, 4), (3, 6)])) == "No groups yet"
    assert raw_data.finding(kmanim.load("iris")) == "No groups yet"
    assert raw_data.subject(kmanim.load("mtcars")) == "32 cars by weight and horsepower"


def test_equal_scale_says_which_column_decides():
    wide = [(0, 0), (30, 0), (0, 10), (30, 10)]
    data = kmanim.load(wide, columns=None)
    name = data.features[0].name
    # 15 and 5 from the mean on the two axes: 225 of 250 squares.
    found = equal_scale.finding(run("kmeans", data, k=2))
    assert found.endswith("decides: 90 % of all squared distance")
    assert found.lower().startswith(name.lower())
    assert "it spreads 3.0 times as far as" in equal_scale.finding(run("kmedoids", data, k=2))
    even = kmanim.load([(0, 0), (10, 0), (0, 10), (10, 10)])
    assert equal_scale.finding(run("kmeans", even, k=2)) == "At equal scale, both columns count"
    assert equal_scale.finding(run("kmeans", kmanim.load("iris"), k=2)) == "At equal scale"


@pytest.mark.parametrize(
    ("best", "words"),
    [
        ([100, 20, 15, 10, 5], "The curve of W bends most at k = 2"),
        ([100, 60, 20, 15, 12], "The curve of W bends most at k = 3"),
        ([100, 75, 50, 25, 0], "W falls about evenly: no k stands out"),
        ([100, 20, 10], "The lowest W that was found for each k"),
        ([5, 5, 5, 5], "The lowest W that was found for each k"),
    ],
)
def test_the_elbow_is_where_the_curve_is_farthest_below_its_chord(best, words):
    assert elbow.finding(range(1, len(best) + 1), best, "W") == words


def test_scaling_moves_so_many():
    raw, scaled = kmanim.load("mtcars"), kmanim.load("mtcars", scale="zscore")
    one = run("kmeans", raw, k=2, init=((1000, 150), (1500, 150)))
    other = run("kmeans", scaled, k=2, init=((1000, 150), (1500, 150)))
    count = int((one.labels != other.labels).sum())
    assert raw_and_scaled.finding(one, other) == f"Scaling moves {count} of 32 cars to the other cluster"
    assert raw_and_scaled.finding(one, one) == "Scaling moves no car to another cluster"
    assert "best" not in raw_and_scaled.describe(one, other).caption
    assert (
        " Each clustering is the best of 50 runs. Centres, raw"
        in raw_and_scaled.describe(one, other, 50).caption
    )


def test_nearly_all_is_said_in_words():
    assert sums.change([1000.0, 0.5]) == "falls by more than 99 %"
    assert sums.change([1e9, 1e9 - 1e3]) == "falls by almost nothing"
    assert sums.change([200.0, 100.0]) == "falls by 50 %"

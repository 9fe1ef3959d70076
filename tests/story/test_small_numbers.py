"""No number is shown as nothing: small ones beside large ones have digits of their own."""

from __future__ import annotations

import re
from itertools import pairwise

import figure_words as figures
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell
from kmanim.story.text.numbers import Format, by_itself, format_for, fraction, half_up, parameter_text
from kmanim.story.text.sums import inertias

UNITS = {"": 1.0, "M": 1e6, "G": 1e9, "T": 1e12}


def number(text):
    """Read a number as it is written."""
    digits, _, unit = text.replace("−", "-").replace(",", "").partition(" ")
    return float(digits) * UNITS[unit]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.3, "0.3"), (0.6204, "0.620"), (-0.6204, "−0.620"), (83.75, "83.8"), (5.0, "5"), (6204.4, "6,204"),
        (254_321.0, "254,321"), (1.2e9, "1.2 G"), (1.23456e9, "1.23 G"), (3e-7, "3.00e−7"), (2.5e17, "2.50e17"),
        (99.97, "100.0"), (0.0, "0"), (0.1 + 0.2, "0.3"),
    ],
)  # fmt: skip
def test_numbers_by_themselves(value, text):
    assert by_itself(value) == text


@pytest.mark.parametrize(
    ("span", "magnitude", "value", "text"),
    [
        (3e12, 3e12, 0.3, "0.3"),
        (3e12, 3e12, 0.0, "0"),
        (3e12, 3e12, 1.27e11, "127 G"),
        (3e12, 3e12, 3.05e12, "3.05 T"),
        (3.6e7, 3.6e7, 251_753.0, "251,753"),
        (3.6e7, 3.6e7, 2_096_000.0, "2.10 M"),
        (3.6e7, 3.6e7, 6204.0, "6,204"),
        (9_000.0, 12_000.0, 5012.0, "5,012"),  # beside 12,000
        (9_000.0, 12_000.0, -5012.0, "−5,012"),
        (9_000.0, 9_999.0, 5012.0, "5012"),  # may be a year
        (283.0, 335.0, 83.75, "84"),
        (1774.0, 2460.0, 65.80, "66"),
        (251_669.0, 251_753.0, 84.3, "84.3"),
        (251_669.0, 251_753.0, 84.0, "84"),
        (283.0, 335.0, 4.7, "4.7"),
        (283.0, 335.0, 0.45, "0.45"),
        (283.0, 335.0, 5.0, "5"),
        (283.0, 335.0, 0.0, "0"),
        (283.0, 335.0, 1e-14, "0"),  # what rounding left
    ],
)
def test_numbers_among_others(span, magnitude, value, text):
    assert format_for(span, magnitude)(value) == text


@given(st.floats(1e-90, 1e90), st.floats(1e-10, 1), st.floats(1e-14, 1), st.sampled_from([1, -1]))
def test_no_number_is_shown_as_nothing(magnitude, spread, share, sign):
    write, value = format_for(spread * magnitude, magnitude), sign * share * magnitude
    text = write(value)
    assert number(text) != 0
    assert abs(number(text) - value) <= 0.0501 * abs(value)
    # Two digits are enough beside numbers of three or four; beside larger ones, and in a unit, it has three.
    digits = re.sub("e.*| .*|[−,.]", "", text).lstrip("0")
    if write.suffix or len(digits) != 2 or magnitude >= 1e4:
        assert abs(number(text) - value) <= 0.00501 * abs(value)


@given(st.floats(1e-90, 1e90), st.sampled_from([1, -1]))
def test_by_itself_a_number_has_three_digits(size, sign):
    assert abs(number(by_itself(sign * size)) - sign * size) <= 0.00501 * size


@given(st.lists(st.floats(1e-3, 1e12), min_size=1, max_size=6))
def test_sums_are_never_shown_as_nothing(values):
    assume(min(values) > 1e-13 * max(values))
    for value, text in zip(values, inertias(values), strict=True):
        assert abs(number(text) - value) <= 0.00501 * value


@given(st.lists(st.floats(1, 1e9), min_size=2, max_size=5), st.floats(1e10, 1e14))
def test_what_is_compared_stays_apart(values, top):
    """Prices of which one is a thousand times the others: each pair that differs by a hundredth reads differently."""
    write = format_for(top, top)
    ordered = sorted(values)
    for low, high in pairwise(ordered):
        if high > 1.011 * low:
            assert number(write(low)) < number(write(high))


@pytest.mark.parametrize(
    ("value", "asked", "estimated"),
    [
        (0.3, "0.3", "0.3"),
        (8743.21, "8743.21", "8743"),
        (12_345.0, "12345", "12,345"),
        (2_500_000.0, "2,500,000", "2,500,000"),
        (25_000_000.0, "25 M", "25 M"),
        (1e-7, "1.000e−7", "1.000e−7"),
    ],
)
def test_parameters_are_written_as_the_distances_beside_them(value, asked, estimated):
    assert parameter_text(value, is_estimated=False) == asked
    assert parameter_text(value, is_estimated=True) == estimated


def test_fractions_keep_their_two_decimals():
    assert [fraction(v) for v in (0.5, -0.041, 0.004, -0.00123, 0.0, 1e-17)] == [
        "0.50", "−0.04", "0.004", "−0.00123", "0.00", "0.00",
    ]  # fmt: skip
    assert Format(3)(0.0004) == "0.0004"


@given(st.floats(-1e308, 1e308), st.integers(0, 9))
def test_any_number_can_be_rounded(value, decimals):
    text = half_up(value, decimals).replace("−", "-")
    assert float(text) == pytest.approx(value, rel=1e-14, abs=10.0**-decimals)


@pytest.mark.parametrize("magnitude", [3e12, 4e7, 5e5, 3e3])
def test_captions_of_small_values_beside_large_ones(magnitude):
    points = np.array([[0.3, 1], [0.9, 2], [magnitude, 1], [1.03 * magnitude, 2]])
    trace = run("kmeans", dataset(points), init=((0.5, 1), (magnitude, 1)))
    texts = [key.text for key in tell(trace, explain=0).keyframes] + [figures.distances(trace, 0).caption]
    told = "\n".join(texts)
    assert re.search(r"This point: 0\.2 to centre 1", told)
    assert "√((0.3 − 0.5)²" in told
    assert "[0.6; 1.50]" in told
    assert not re.search(r"\b0\.0+\b", told.replace("[0.00", "["))

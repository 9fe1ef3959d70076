"""Round places on an axis."""

import pytest

from kmanim.plot.axes.plane import tick_style
from kmanim.plot.axes.scales import Scale
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.style.theme import LIGHT


@pytest.mark.parametrize("high", [2, 3, 7, 11, 15, 31, 99, 1000])
def test_whole_ticks_are_whole(high):
    ticks = round_ticks(1.0, float(high), 5, whole=True)
    assert len(ticks.places) >= 2
    assert all(place == round(place) for place in ticks.places)
    assert all(label.isdigit() for label in ticks.labels)


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 12_000, ("0", "5,000", "10,000")),
        (-11_000, 3_000, ("−10,000", "−5,000", "0")),
        (0, 9_000, ("0", "2000", "4000", "6000", "8000")),  # each may be a year
    ],
)
def test_thousands_are_apart_in_all_labels_or_in_none(low, high, labels):
    assert round_ticks(low, high, 4).labels == labels


def test_so_they_are_on_an_axis_of_powers():
    labels = Scale("log", 2.9, 4.1).ticks(600, tick_style(LIGHT)).labels
    assert labels == ("1,000", "2,000", "5,000", "10,000")
    assert Scale("log", 2.9, 3.8).ticks(600, tick_style(LIGHT)).labels == ("1000", "2000", "5000")

"""Round places on an axis."""

import pytest

from kmanim.plot.axes.ticks import round_ticks


@pytest.mark.parametrize("high", [2, 3, 7, 11, 15, 31, 99, 1000])
def test_whole_ticks_are_whole(high):
    ticks = round_ticks(1.0, float(high), 5, whole=True)
    assert len(ticks.places) >= 2
    assert all(place == round(place) for place in ticks.places)
    assert all(label.isdigit() for label in ticks.labels)

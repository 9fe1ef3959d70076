"""Round places on an axis."""

import pytest

from kmanim.plot.axes.plane import fitted_title, tick_style
from kmanim.plot.axes.scales import Scale
from kmanim.plot.axes.ticks import NO_TICKS, round_ticks
from kmanim.plot.render.text_width import text_width
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
        (0, 9_000, ("0", "2500", "5000", "7500")),  # each may be a year
    ],
)
def test_thousands_are_apart_in_all_labels_or_in_none(low, high, labels):
    assert round_ticks(low, high, 4).labels == labels


def test_so_they_are_on_an_axis_of_powers():
    labels = Scale("log", 2.9, 4.1).ticks(600, tick_style(LIGHT)).labels
    assert labels == ("1,000", "2,000", "5,000", "10,000")
    assert Scale("log", 2.9, 3.8).ticks(600, tick_style(LIGHT)).labels == ("1000", "2000", "5000")


@pytest.mark.parametrize("room", [30.0, 60.0, 90.0, 400.0])
@pytest.mark.parametrize("ticks", [round_ticks(0, 2e11, 5), round_ticks(1e8, 1e8 + 50, 5)])
def test_what_labels_leave_out_is_never_cut(ticks, room):
    left_out = ticks.titled("").strip(" ,")
    told = fitted_title(ticks, "What there is to be read", tick_style(LIGHT), room)
    assert told.endswith(left_out)
    assert told == left_out or text_width(told, tick_style(LIGHT)) <= room


def test_a_title_alone_is_cut_as_it_ever_was():
    assert fitted_title(NO_TICKS, "What there is to be read", tick_style(LIGHT), 60.0) == "What t…"

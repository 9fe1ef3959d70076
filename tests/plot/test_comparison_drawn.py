"""The table of pictures, read back from a pen that records."""

import pytest
from figures_pen import drawn_on

import kmanim
from kmanim.plot.figures.comparison import comparison
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import as_others, cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT
from kmanim.simulate.runs.compare_algorithms import compare_algorithms

DATA = {"moons": {"k": 2, "eps": 0.2}, "rings": {"k": 2, "eps": 0.5}, "blobs": {"k": 3, "eps": 0.9}}


@pytest.fixture(scope="module")
def lines():
    return compare_algorithms(["kmeans", "dbscan"], DATA)


def test_it_says_what_each_was_told_and_came_to(lines):
    drawn = drawn_on(comparison(lines))
    assert {"k-means", "DBSCAN", "moons", "rings", "blobs", "k = 2", "k = 3", "300 points, 2 groups"} <= set(
        drawn.said()
    )
    assert [text.text for text in drawn.texts if text.role == "end" and "drawn" in text.text] == [
        *("75 % as drawn", "all as drawn", "54 % as drawn", "all as drawn"),
        *("99 % as drawn", "95 % as drawn"),
    ]
    for text in drawn.texts:
        assert not text.text.endswith("…")
        assert text.x >= 18
        assert text.x + text.width <= 600 - 10
        assert text.size >= 13


def test_fewer_stand_beside_each_other(lines):
    tall = comparison(lines)
    flat = comparison([line * 2 for line in lines])
    labels = [axes.get_label() for axes in tall.axes]
    assert labels == [f"{name}, {data}" for data in DATA for name in ("k-means", "DBSCAN")]
    assert [axes.get_label() for axes in flat.axes][:3] == [f"k-means, {data}" for data in DATA]
    assert len(flat.axes) == 12


def test_more_than_four_beside_each_other_make_a_wider_sheet_with_larger_letters(lines):
    wide = comparison([line * 3 for line in lines] * 2)
    assert wide.get_figwidth() * 72 > 800
    assert min(text.size for text in drawn_on(wide).texts if text.role in ("end", "told")) == 15


def test_runs_on_the_same_data_have_the_same_limits_and_panels_do_not_overlap(lines):
    figure = comparison(lines)
    limits = [(axes.get_xlim(), axes.get_ylim()) for axes in figure.axes]
    for one, other in zip(limits[::2], limits[1::2], strict=True):
        assert one == other
    boxes = [axes.get_position() for axes in figure.axes]
    for i, one in enumerate(boxes):
        assert not any(one.overlaps(other) for other in boxes[i + 1 :])


def test_alt_text_and_themes(lines):
    figure = comparison(lines, ["a", "b", "c"], look=Look(theme="dark", scale=2))
    assert figure.alt.startswith(
        "Table of 6 scatter plots, 2 algorithms on 3 data sets. a (300 points by x and y): "
    )
    assert kmanim.comparison is comparison


def test_the_heading_may_be_said_by_who_asks(lines):
    figure = comparison(lines, says="Half moons are hard")
    assert "Half moons are hard" in drawn_on(figure).said()
    assert " data sets. Half moons are hard. moons (" in figure.alt


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_clusters_look_as_others_do(theme):
    for numbers in ([0, 1, 2], [2, 0, 1], [5, 7, 0, 19, 3], [25, 3]):
        like = cluster_styles(30, theme)
        assert cluster_styles(len(numbers), as_others(theme, numbers)) == tuple(like[n] for n in numbers)
    assert as_others(theme, []) == theme

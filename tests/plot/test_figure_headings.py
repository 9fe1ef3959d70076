"""The headings of figures: what they found, from what was computed, and what they are of; trees and radii."""

from itertools import combinations

import numpy as np
import pytest
from figures_pen import drawn_on

from kmanim.data.load import load
from kmanim.plot.figures.dendrogram import dendrogram
from kmanim.plot.figures.k_distance import k_distance
from kmanim.plot.figures.linkages import linkages
from kmanim.plot.pages.heading import balanced, heading
from kmanim.plot.pages.sheet import style
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import LIGHT, THEMES
from kmanim.simulate.record import run
from kmanim.story.figures import dendrogram as tree_words
from kmanim.story.figures import k_distance as radius_words
from kmanim.story.figures import linkages as linkage_words
from kmanim.story.hierarchical.facts import MergeFacts

SEVEN = [(0, 3), (4, 3.5), (0.5, 7.5), (2.5, 3), (0.5, 1), (6.5, 0.5), (5.5, 6)]
LETTERS = list("ABCDEFG")


def seven(**options):
    return run("hierarchical", load(SEVEN, labels=LETTERS), **options)


def titled(figure):
    """Read the heading back: the finding on one line, and the subject."""
    drawn = drawn_on(figure)
    bold = [text for text in drawn.texts if text.bold and text.size == LIGHT.header_size]
    below = [t.text for t in drawn.texts if " · " in t.text and t.y < min(text.y for text in bold)]
    return " ".join(text.text for text in bold), below[0]


# The heading itself


def test_a_heading_is_broken_evenly_and_never_within_a_number():
    lines = heading(
        Look(), "The best is found most often from random rows, clearly so for k = 3", "k-means"
    ).lines
    assert " ".join(lines) == "The best is found most often from random rows, clearly so for k = 3"
    assert len(lines) == 2
    assert lines[1].endswith("k = 3")
    widths = [text_width(line, style(LIGHT, "head")) for line in lines]
    assert max(widths) < 1.4 * min(widths)


@pytest.mark.parametrize("width", [60, 90, 120, 160, 200, 260, 320])
def test_what_belongs_together_stands_on_one_line(width):
    bold = style(LIGHT, "head")
    lines = balanced("All of it: W = 2.548 M and 0 to 12 % for k = 3 now", bold, width, 40)
    for line in lines:
        assert not line.endswith(("=", "k", "W"))
        assert not line.startswith(("=", "%", "M", "to"))
    assert " ".join(lines).replace("…", "")[:9] == "All of it"


def test_a_word_that_is_wider_than_the_sheet_is_cut():
    (line,) = heading(Look(), "x" * 300).lines
    assert line.endswith("…")
    assert text_width(line, style(LIGHT, "head")) <= 564


# Trees


def test_the_widest_gap_is_that_between_the_heights_by_hand():
    trace = seven()
    np.testing.assert_allclose(trace.heights, [1.58, 2.06, 3.42, 5.12, 5.30, 6.07], atol=0.01)
    best = tree_words.widest_gap(trace)
    assert (best.k, round(best.below, 2), round(best.above, 2)) == (4, 3.42, 5.12)
    assert tree_words.finding(MergeFacts(trace)) == (
        "Cut into 2: F alone, and the other six; the widest gap would leave four"
    )
    assert tree_words.finding(MergeFacts(seven(k=4))).startswith(
        "The widest gap between merges leaves four clusters: "
    )
    assert tree_words.finding(MergeFacts(seven(k=1))) == "All 7 points are one cluster"
    assert tree_words.finding(MergeFacts(seven(height=5.2))).startswith("Cut at 5.2")


def test_two_rows_and_equal_heights_have_no_gap():
    assert tree_words.widest_gap(run("hierarchical", load([[0.0], [1.0]]))) is None
    even = run("hierarchical", load([[0.0], [1.0], [2.0], [3.0]]), linkage="single")
    assert tree_words.widest_gap(even) is None
    assert "widest" not in tree_words.finding(MergeFacts(even))


def test_gaps_of_inverted_trees_lie_between_heights_that_a_line_can_cut():
    trace = run("hierarchical", load("blobs", n=80), linkage="centroid", k=3)
    assert trace.inversions.size
    best = tree_words.widest_gap(trace)
    assert (best.below, best.above) == trace.cut_between(best.k)
    every = [trace.cut_between(k) for k in range(2, 80)]
    assert best.above - best.below == max(above - below for below, above in every)


def test_the_gap_is_a_band_and_the_heading_says_what_the_tree_is_of():
    trace = seven()
    figure = dendrogram(trace)
    assert titled(figure) == (tree_words.describe(trace).title, "Average linkage, cut into 2 · 7 points")
    (band,) = [r for r in drawn_on(figure).rectangles if r[-1] == "widest gap"]
    low, high = figure.axes[0].transData.transform([(0, 3.42), (0, 5.12)])[:, 1]
    assert band[1] == pytest.approx(low, abs=1)
    assert band[1] + band[3] == pytest.approx(high, abs=1)


def test_how_many_other_linkages_cut_differently():
    trace = seven()
    assert titled(linkages(trace))[0] == "3 of 4 other linkages give other clusters than average linkage"
    assert linkage_words.describe(trace).title == titled(linkages(trace))[0]
    far = run("hierarchical", load([[0.0], [1.0], [50.0], [51.0]]))
    assert titled(linkages(far))[0] == "All five linkages give the same 2 clusters"


# Radii


def test_how_many_core_points_there_are():
    fourteen = load([
        *((4, 4.5), (3, 1.5), (3, 2), (2.5, 1.5), (3.5, 3), (3.5, 2), (5, 4)),
        *((4, 3), (2, 0), (3.5, 4.5), (2.5, 3), (4, 4), (3, 4), (0.5, 4)),
    ])  # fmt: skip
    for options, told in (
        ({"eps": 1.0, "min_samples": 4}, "6 of 14 points are core points with eps = 1"),
        ({"eps": 0.1, "min_samples": 4}, "None of 14 points are core points with eps = 0.1"),
        ({"eps": 100.0, "min_samples": 4}, "All 14 points are core points with eps = 100"),
    ):
        trace = run("dbscan", fourteen, **options)
        finding, subject = titled(k_distance(trace))
        assert finding == told == radius_words.describe(trace).title
        assert subject.endswith("at least 4 · 14 points")
        assert (
            "Core (filled): at least 4 points within eps, itself counted."
            in drawn_on(k_distance(trace)).said()
        )


# All of them


ROWS = {
    "seven": lambda: load(SEVEN, labels=LETTERS),
    "cars": lambda: load("mtcars"),
    "names": lambda: load(
        np.random.default_rng(1).normal(size=(12, 2)) * 1e6,
        labels=[f"$x_{i}$ <b> a very long name of a row, number {i}" for i in range(12)],
    ),
    "many": lambda: load("blobs", n=700),
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("rows", ROWS)
def test_text_is_inside_and_apart(rows, theme):
    data, look = ROWS[rows](), Look(theme=theme)
    tree = run("hierarchical", data, k=3)
    drawn = [dendrogram(tree, look=look), k_distance(run("dbscan", data), look=look)]
    if data.n <= 60:
        drawn.append(linkages(tree, look=look))
    for figure in drawn:
        width, height = figure.get_figwidth() * 72, figure.get_figheight() * 72
        texts = drawn_on(figure).texts
        for text in texts:
            left, bottom, right, top = text.box
            assert -0.5 <= left < right <= width + 0.5, text
            assert -0.5 <= bottom < top <= height + 0.5, text
            assert text.size >= 13
        for one, other in combinations(texts, 2):
            a, b = one.box, other.box
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one.text, other.text)

"""The figure that helps to choose k: what it draws is what was computed."""

from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from figures_pen import drawn_on

import kmanim
from kmanim.plot.figures.choose_k import which_k
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import THEMES
from kmanim.story.figures import choose_k as words
from kmanim.story.figures.choose_k import finding, sentence, shown_small

QUICK = {"runs": 3, "references": 3}


@pytest.fixture(scope="module")
def cars():
    return kmanim.choose_k(kmanim.load("mtcars"), **QUICK)


def odd_points():
    rng = np.random.default_rng(5)
    return {
        "fifty clusters": (rng.normal(size=(90, 2)), range(1, 51)),
        "two rows": (np.array([[1.0, 2.0], [3.0, 4.0]]), range(1, 3)),
        "huge, far away and constant": (
            np.column_stack([rng.normal(size=40) * 1e9 + 1e17, [3.0] * 40]),
            range(1, 5),
        ),
        "tiny": (rng.normal(size=(40, 3)) * 1e-9, range(2, 7)),
        "three places": (np.repeat([[0.0], [1.0], [9.0]], 9, axis=0), range(1, 4)),
        "one alone": (np.vstack([rng.normal(size=(60, 2)), [[900, 900]]]), range(2, 5)),
        "many": (rng.normal(size=(1100, 2)), range(2, 4)),
    }


def of_odd_points(name):
    points, ks = odd_points()[name]
    return kmanim.choose_k(kmanim.load(points), ks, runs=2, references=2)


def check_texts(figure, theme):
    figure.canvas.draw()
    height, width = np.asarray(figure.canvas.buffer_rgba()).shape[:2]
    texts = drawn_on(figure).texts
    for text in texts:
        left, bottom, right, top = text.box
        assert 0 <= left < right <= width, text
        assert 0 <= bottom < top <= height, text
        assert text.size >= 13
        assert text.colour in {theme.ink, theme.quiet_ink}
        assert "nan" not in text.text
    for one, other in combinations(texts, 2):
        a, b = one.box, other.box
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one.text, other.text)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_inside_and_apart(cars, theme):
    figure = which_k(cars, look=Look(theme=theme))
    check_texts(figure, THEMES[theme])
    assert len(figure.alt) > 100


@pytest.mark.parametrize("name", odd_points())
def test_odd_data_are_drawn_whole(name):
    figure = which_k(of_odd_points(name))
    check_texts(figure, THEMES["light"])
    assert "nan" not in figure.alt


def test_the_curves_are_the_numbers(cars):
    figure = which_k(cars)
    for name, values in (
        ("W", cars.inertia), ("silhouette", cars.silhouette), ("gap", cars.gap),
        ("calinski-harabasz", cars.calinski_harabasz),
    ):  # fmt: skip
        np.testing.assert_array_equal(figure.curves[name][name], np.column_stack([cars.ks, values]))
    said = drawn_on(figure).said()
    assert {
        finding(cars),
        "k-means, k = 1 to 8 · 32 cars",
        "W: sum of squared distances to the centres.",
        "W, best of 3 runs, in millions",
        f"knee at {cars.knee}",
    } <= set(said)
    assert sentence(cars).split(",")[0] in " ".join(said)


def test_what_the_rules_say_is_ringed(cars):
    figure = which_k(cars)
    drawn = drawn_on(figure)
    axes = {a.get_label(): a for a in figure.axes}
    for name, k, values in (
        ("W", cars.knee, cars.inertia), ("silhouette", cars.by_silhouette, cars.silhouette),
        ("gap", cars.by_gap, cars.gap),
        ("calinski-harabasz", cars.by_calinski_harabasz, cars.calinski_harabasz),
    ):  # fmt: skip
        expected = axes[name].transData.transform([(k, values[cars.ks.index(k)])])
        for ring in drawn.of(f"chosen by {name}"):
            np.testing.assert_allclose(ring.places, expected, atol=1e-2)
        assert len(drawn.of(f"chosen by {name}")) == 2


def test_error_bars_are_as_long_as_the_standard_errors(cars):
    figure = which_k(cars)
    (axes,) = [a for a in figure.axes if a.get_label() == "gap"]
    bars = [xy for xy, _, _, role in drawn_on(figure).lines if role == "errors" and xy[0, 0] == xy[1, 0]]
    ends = [axes.transData.inverted().transform(bar)[:, 1] for bar in bars]
    np.testing.assert_allclose(
        ends, np.column_stack([cars.gap - cars.gap_error, cars.gap + cars.gap_error]), atol=1e-6
    )


def test_the_silhouettes_are_those_of_the_k_that_was_wanted(cars):
    for k in (2, 5):
        drawn = drawn_on(which_k(cars, k))
        parts = cars.silhouettes(k)
        named = [text.text for text in drawn.texts if text.role == "clusters"]
        assert named == [f"{i}: n {p.size}, {p.mean():.2f}" for i, p in enumerate(parts, 1)]
    for k in (1, 9):
        with pytest.raises(kmanim.InputError, match="silhouettes are known for k = 2 to 8"):
            which_k(cars, k)


def test_its_page_has_the_same_pixels(cars):
    look = Look(theme="dark", scale=1.7)
    figure = which_k(cars, look=look)
    figure.canvas.draw()
    np.testing.assert_array_equal(
        which_k.page(cars, look=look).image(), np.asarray(figure.canvas.buffer_rgba())
    )


def choice(knee, silhouette, gap, ratio, last=8):
    """Four measures by hand, each of which points at a k or at none."""
    return SimpleNamespace(
        ks=tuple(range(1, last + 1)),
        knee=knee,
        by_silhouette=silhouette,
        by_gap=gap,
        by_calinski_harabasz=ratio,
        gap=np.ones(last),
        calinski_harabasz=np.ones(last),
    )


def test_findings_by_hand():
    for votes, told in {
        (2, 2, 2, 2): "All 4 measures say k = 2",
        (3, 3, 3, 2): "3 of 4 measures say k = 3",
        (3, 3, 3, 8): "3 of 4 measures say k = 3",  # the end of the range is no answer
        (2, 2, 3, 3): "The measures are split: k = 2 or 3",
        (2, 3, 4, 5): "The measures disagree on k: 2, 3, 4 and 5",
        (None, 2, None, 8): "1 of 4 measures says k = 2",
        (None, 8, None, 8): "No measure says which k",
        (None, None, None, None): "No measure says which k",
    }.items():
        assert finding(choice(*votes)) == told
        assert words.all_agree(choice(*votes)) == (votes == (2, 2, 2, 2))


def test_the_clusterings_are_shown_small_and_those_that_are_said_framed(cars):
    drawn = drawn_on(which_k(cars))
    assert [t.text for t in drawn.texts if t.role == "number of clusters"] == [f"k = {k}" for k in cars.ks]
    bold = [t.text for t in drawn.texts if t.role == "number of clusters" and t.bold]
    assert bold == [f"k = {k}" for k in sorted(words.said_by_any(cars))]
    dark = [r for r in drawn.rectangles if r[-1] == "thumbnail frame" and r[5] == THEMES["light"].ink]
    assert len(dark) == len(bold)
    many = choice(9, 11, 1, 49, last=50)
    assert {1, 9, 11, 49} <= set(shown_small(many, 11, 16))
    assert len(shown_small(many, 11, 16)) == 16
    assert shown_small(choice(2, 2, 2, 2), 2, 16) == list(range(1, 9))


def test_what_stands_below_each_other_has_one_left_edge(cars):
    left = {a.get_label(): round(a.get_position().x0, 6) for a in which_k(cars).axes}
    assert left["W"] == left["gap"] == left["silhouettes"]
    assert left["silhouette"] == left["calinski-harabasz"]


def test_that_a_part_was_drawn_at_random_is_said_to_the_end(cars):
    sampled = replace(cars, rows=np.arange(20), gap_rows=10, each=tuple(own[:20] for own in cars.each))
    figure = which_k(sampled)
    check_texts(figure, THEMES["light"])
    said = drawn_on(figure).said()
    assert max(map(len, said)) <= 60  # the pen cuts what is longer
    lines = note_lines(words.notes(sampled), THEMES["light"])
    assert " ".join(lines) == " ".join(words.notes(sampled))
    assert set(lines) <= set(said)


def test_words_and_picture_agree(cars):
    told = words.describe(cars, 2)
    assert told.title == finding(cars)
    assert told.caption.startswith(sentence(cars))

"""The figure that helps to choose a mixture: what it draws and says is what was computed."""

from itertools import combinations

import numpy as np
import pytest
from figures_pen import drawn_on

import kmanim
from kmanim.plot.figures.choose_mixture import which_mixture
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import THEMES
from kmanim.story.figures import choose_mixture as words

ODD = {
    "one column": (np.random.default_rng(5).normal(size=(40, 1)), range(1, 4)),
    "three places": (np.repeat([[0.0, 1], [1, 7], [9, 2]], 9, axis=0), range(1, 4)),
    "all fail": (np.repeat([[0.0, 0], [1, 0], [0, 1]], 5, axis=0), range(2, 4)),
    "huge": (np.random.default_rng(5).normal(size=(40, 2)) * 1e9 + 1e12, range(1, 3)),
    "tiny": (np.random.default_rng(5).normal(size=(40, 3)) * 1e-9, range(1, 3)),
    "many k": (np.random.default_rng(5).normal(size=(40, 2)), range(1, 15)),
}


@pytest.fixture(scope="module")
def faithful():
    return kmanim.choose_mixture("faithful", range(1, 5), runs=2)


@pytest.fixture(scope="module")
def twelve():
    return kmanim.choose_mixture("lesson-em", range(1, 7), runs=2)


def check_texts(figure, theme):
    figure.canvas.draw()
    height, width = np.asarray(figure.canvas.buffer_rgba()).shape[:2]
    texts = drawn_on(figure).texts
    for text in texts:
        left, bottom, right, top = text.box
        assert 0 <= left < right <= width, text
        assert 0 <= bottom < top <= height, text
        assert text.colour in {theme.ink, theme.quiet_ink}
        assert "nan" not in text.text
        assert text.role == "axis titles" or not text.text.endswith("…"), text
    for one, other in combinations(texts, 2):
        a, b = one.box, other.box
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one.text, other.text)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_inside_and_apart(faithful, theme):
    check_texts(which_mixture(faithful, look=Look(theme=theme)), THEMES[theme])


@pytest.mark.parametrize("name", ODD)
def test_odd_data_are_drawn_whole(name):
    points, ks = ODD[name]
    figure = which_mixture(kmanim.choose_mixture(points, ks, runs=1))
    check_texts(figure, THEMES["light"])
    assert "nan" not in figure.alt


def test_the_curves_are_the_numbers(faithful):
    figure = which_mixture(faithful)
    for name, values in (("BIC", faithful.bic), ("near", faithful.bic), ("AIC", faithful.aic)):
        for kind, row in zip(faithful.covariances, values, strict=True):
            np.testing.assert_array_equal(figure.curves[name][kind], np.column_stack([faithful.ks, row]))


def test_the_least_is_ringed_and_drawn(faithful):
    figure = which_mixture(faithful)
    drawn = drawn_on(figure)
    axes = {a.get_label(): a for a in figure.axes}
    best, aic = faithful.by_bic, faithful.by_aic
    expected = [
        axes["BIC"].transData.transform((best.k, best.bic)),
        axes["near"].transData.transform((best.k, best.bic)),
        axes["AIC"].transData.transform((aic.k, aic.aic)),
    ]
    found = {tuple(np.round(ring.places[0], 1)) for ring in drawn.of("chosen")}
    assert found == {tuple(np.round(place, 1)) for place in expected}
    said = drawn.said()
    assert "3 tied: 2,314.3" in said
    assert "BIC chooses 3 tied" in said
    assert "mixture" in axes
    assert [len(drawn.of(f"centroid {number}")) > 0 for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_failed_mixtures_are_crosses_and_no_points(twelve):
    figure = which_mixture(twelve)
    lost = [end for end in twelve.ends if end.failure]
    assert lost
    assert len(drawn_on(figure).of("failed")) == len(lost)
    for end in lost:
        curve = figure.curves["BIC"][end.covariance]
        assert np.isnan(curve[twelve.ks.index(end.k), 1])
    assert "Crosses: every run failed, and a failed run is no value." in drawn_on(figure).said()


def test_its_words(faithful, twelve):
    assert words.finding(faithful) == "BIC is least for 3 tied components; next is 4 tied, 5.8 more"
    assert words.sentence(faithful) == "BIC chooses 3 tied, AIC 4 tied."
    told = words.describe(faithful)
    assert told.caption.startswith(
        "BIC is least for 3 tied, 2,314.3. Next are 4 tied (2,320.1) and 2 full (2,322.2)."
    )
    assert "came to no result in both runs" not in told.caption
    assert "came to no result in all 2 runs: of " in words.describe(twelve).caption
    head, first, *_ = words.table(faithful)
    assert dict(zip(head, first, strict=True))["BIC"] == "2,314.3"
    assert words.finding(kmanim.choose_mixture("faithful", range(2, 4), runs=2)) == (
        "BIC is least for 3 tied components, where the range ends: look further"
    )


def test_a_choice_is_needed():
    with pytest.raises(
        kmanim.InputError, match=r"^which_mixture needs a MixtureChoice, as kmanim\.choose_mixture"
    ):
        which_mixture(kmanim.run("em", "faithful"))


def test_panels_say_what_their_labels_leave_out():
    points = np.random.default_rng(5).normal(size=(20_000, 2)) * 1e20
    figure = which_mixture(kmanim.choose_mixture(points, range(1, 3), runs=1))
    told = [text.text for text in drawn_on(figure).texts]
    above = ("BIC of every mixture − 3,790,000", "The same, near the l… − 3,700,000")
    assert {*above, "AIC, near its least − 3,790,000"} <= set(told)

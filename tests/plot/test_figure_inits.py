"""The figure of starts: dots where runs ended, as large as they are often."""

import numpy as np
import pytest
from figures_pen import drawn_on

from kmanim.data.load import load
from kmanim.plot.figures.compare_inits import inits
from kmanim.plot.style.look import Look
from kmanim.simulate.runs.compare_inits import compare_inits


@pytest.fixture(scope="module")
def cells():
    return compare_inits("kmeans", load("mtcars"), [1, 2, 4], 40)


def test_a_dot_is_a_level_and_its_area_a_share(cells):
    drawn = drawn_on(inits(cells))
    dots = drawn.of("dots")
    levels = [(cell, level) for cell in cells for level in sorted(cell.levels, key=lambda level: -level[1])]
    assert len(dots) == len(levels)
    for dot, (cell, (_, count)) in zip(dots, levels, strict=True):
        assert dot.size == pytest.approx(max(22 * np.sqrt(count / cell.summary.runs), 2.5))
    assert {"uniform", "sample", "k-means++", "k = 2"} <= set(drawn.said())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_overlaps_or_leaves_the_sheet(cells, theme):
    figure = inits(cells, look=Look(theme=theme))
    texts = drawn_on(figure).texts
    height, width = figure.get_figheight() * 72, figure.get_figwidth() * 72
    for i, text in enumerate(texts):
        left, bottom, right, top = text.box
        assert -0.5 <= left <= right <= width + 0.5, text
        assert -0.5 <= bottom <= top <= height + 0.5, text
        assert not text.text.endswith("…"), text
        for other in texts[:i]:
            l2, b2, r2, t2 = other.box
            assert right <= l2 or r2 <= left or top <= b2 or t2 <= bottom, (text, other)

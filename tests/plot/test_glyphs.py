"""Lines of text as pixels: whole, whatever their size."""

import numpy as np
import pytest

from kmanim.plot.render.glyphs import line_coverage
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle

SIZES = [7.0, 8.5, 9.75, 10.8, 12.0, 13.5, 18.0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "text", ["Stopped after 3 rounds, not finished:", "iiiiiiiiiiiiiiiiiiii first: .", "f" * 60 + " i :"]
)
def test_the_last_sign_of_a_long_line_is_drawn(text, size):
    # Hinted as a whole, lines with letters that join would be much wider at some sizes than they are measured.
    style = TextStyle(size=size, colour="#000000")
    whole, but_the_last = line_coverage(text, style, 1.0), line_coverage(text[:-1].rstrip(), style, 1.0)
    assert whole.ink.shape[1] > but_the_last.ink.shape[1]


@pytest.mark.parametrize("scale", [0.6, 1.0, 1.7])
def test_a_line_is_no_larger_than_its_ink(scale):
    ink = line_coverage("not finished:", TextStyle(size=18, colour="#000000"), scale).ink
    assert all(np.any(edge) for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1]))


@pytest.mark.parametrize("scale", [0.5, 0.6, 0.8, 1.0, 1.7])
@pytest.mark.parametrize(
    "text", ["E step: 2 flowers now lean to", "a first affine offer, fluff and fish", "VAT: of it"]
)
def test_a_line_ends_where_it_is_measured_to_end(text, scale):
    # Marks and further words begin there.
    style = TextStyle(size=18, colour="#000000")
    ink, left, _ = line_coverage(text, style, scale)
    assert abs(left + ink.shape[1] - text_width(text, style) * scale) <= 2.5

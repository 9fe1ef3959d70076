"""What runs from right to left is drawn so: by matplotlib, or turned before where it is too old for that."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest

from kmanim.letters.right_to_left import BEGIN, END, isolated
from kmanim.plot.render import reading_order
from kmanim.plot.render.drawable_text import drawable
from kmanim.plot.render.glyphs import line_coverage
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle

STYLE = TextStyle(size=16, colour="#000000")


@pytest.fixture
def old(monkeypatch):
    monkeypatch.setattr(reading_order, "_LAID_OUT", False)


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("שלום", "םולש"),
        ("שלום (2)", "(2) םולש"),
        ("שלום 12:30", "12:30 םולש"),
        ("abc שלום", "abc םולש"),
        ("ab שלום עולם 3", "ab 3 םלוע םולש"),
        ("שלום abc", "abc םולש"),
        ("12", "12"),
        (f"{BEGIN}שלום{END}: 430 to 1, 581 to 2.", "םולש: 430 to 1, 581 to 2."),
        (f"{BEGIN}שלום 1{END}, {BEGIN}עולם{END} and 3 more", "1 םולש, םלוע and 3 more"),
        ("שָׁלוֹם", "םוֹלשָׁ"),
    ],
)
@pytest.mark.usefixtures("old")
def test_lines_are_turned_for_an_old_matplotlib(line, drawn):
    assert reading_order.in_reading_order(line) == drawn


@pytest.mark.usefixtures("old")
def test_arabic_letters_are_joined():
    """Initial, medial and final forms; alef joins to the right alone, and lam with alef is one sign."""
    assert reading_order.in_reading_order("مكة") == "\ufe94\ufedc\ufee3"
    assert reading_order.in_reading_order("دار") == "\ufead\ufe8d\ufea9"
    assert reading_order.in_reading_order("سلام") == "\ufee1\ufefc\ufeb3"
    assert reading_order.in_reading_order("گچ") == "\ufb7b\ufb94"


def test_a_sentence_begins_with_the_name_that_it_begins_with():
    """The ink of the name is at the left, and that of the sentence is where it is without the name."""
    name, rest = isolated("الرياض"), ": 430 to centre 1"
    whole, alone = line_coverage(f"{name}{rest}", STYLE, 2.0), line_coverage(name, STYLE, 2.0)
    wide = alone.ink.shape[1]
    high = alone.ink.shape[0]
    assert whole.bottom == alone.bottom
    drawn = whole.ink[-high:, :wide] if whole.ink.shape[0] >= high else None
    assert drawn is not None
    assert np.mean(np.abs(drawn.astype(int) - alone.ink)) < 12
    assert text_width(f"{name}{rest}", STYLE) == pytest.approx(
        text_width(name, STYLE) + text_width(rest, STYLE), abs=1
    )


def test_signs_of_names_have_no_ink_and_do_not_count():
    assert text_width(isolated("שלום"), STYLE) == text_width("שלום", STYLE)
    assert drawable(isolated("א" * 60)) == isolated("א" * 60)
    assert drawable(f"{BEGIN}{'א' * 70}{END}: 3") == f"{BEGIN}{'א' * 60}…{END}"
    # A name that is broken into lines goes on as one.
    assert drawable("שלום" + END + ": 3") == f"{BEGIN}שלום{END}: 3"


@pytest.mark.skipif(mpl.__version_info__ >= (3, 11), reason="this matplotlib turns lines itself")
def test_an_old_matplotlib_gets_them_turned():
    assert not reading_order._LAID_OUT

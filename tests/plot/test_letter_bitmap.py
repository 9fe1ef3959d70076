"""Letters from FreeType against the same letters as matplotlib writes them."""

import matplotlib as mpl
import numpy as np
import pytest

from kmanim.plot.render import font_file, glyphs, letter_bitmap, text_width
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.style.theme import TextStyle

SIGNS = "".join(map(chr, range(32, 127))) + "äéßñ²±×·–“”…→≤−ΑωЖ€"
JOINED = ("ff", "fi", "fl", "ffi", "ffl")


def style(size=13.0, bold=False, font="DejaVu Sans"):
    return TextStyle(size=size, colour="#000000", bold=bold, font=font)


def same(one, other):
    return (one.left, one.bottom) == (other.left, other.bottom) and np.array_equal(one.ink, other.ink)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(("size", "scale"), [(13.0, 1.0), (10.5, 2.0), (16.0, 0.6)])
def test_every_letter_is_as_matplotlib_writes_it(bold, size, scale):
    for sign in (*SIGNS, *JOINED):
        for shift in (0.0, 0.5) if glyphs._PHASES == 2 else (0.0,):
            drawn = letter_bitmap.letter_bitmap(sign, style(size, bold), scale, shift)
            if drawn is None:
                pytest.skip("this matplotlib has no such way")
            written = glyphs._written(sign, style(size, bold), scale, shift)
            assert same(glyphs._trimmed(*drawn), written), (sign, shift)


@pytest.mark.parametrize("line", ["differ", "the first office, W = 12.5", "fjord · flüche"])
@pytest.mark.parametrize("bold", [False, True])
def test_lines_of_joined_letters_are_as_wide_as_matplotlib_lays_them_out(line, bold):
    with house_style():
        laid, _, _ = text_width._ruler().get_text_width_height_descent(
            line, font_file.font_of(line, style(11.5, bold)), ismath=False
        )
    assert text_width.text_width(line, style(11.5, bold)) == laid / 8


def test_what_is_no_single_sign_of_the_font_is_written_as_lines_are():
    assert letter_bitmap.letter_bitmap("ab", style(), 1.0, 0.0) is None
    assert letter_bitmap.letter_bitmap("\U0001f697", style(), 1.0, 0.0) is None


@pytest.mark.parametrize("missing", ["_IS_THERE", "_render_glyph"])
def test_without_the_private_way_pictures_are_the_same(missing, monkeypatch):
    line = "Round 2: 5 cars switch, W = 1,234."
    with_it = glyphs._set(line, style(), 1.0)
    glyphs._letter.cache_clear()
    if missing == "_IS_THERE":
        monkeypatch.setattr(letter_bitmap, missing, False)
    else:

        class Changed:
            """A font whose private methods take something else."""

            def get_char_index(self, code):
                return 1

            def _set_transform(self, matrix, delta):
                raise TypeError("takes no such thing any more")

        monkeypatch.setattr(letter_bitmap, "_font", lambda *of: Changed())
    without = glyphs._set(line, style(), 1.0)
    glyphs._letter.cache_clear()
    assert same(with_it, without)


def test_settings_of_the_user_do_not_reach_letters():
    before = glyphs._set("Waggle", style(), 1.0)
    glyphs._letter.cache_clear()
    with mpl.rc_context({"text.hinting": "none"}):
        during = glyphs._set("Waggle", style(), 1.0)
    glyphs._letter.cache_clear()
    assert same(before, during)

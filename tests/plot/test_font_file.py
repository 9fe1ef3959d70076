"""The house font is found without matplotlib's list of fonts, and is the one that the list would give."""

import matplotlib as mpl
import pytest
from matplotlib.font_manager import findfont

from kmanim.letters import fonts
from kmanim.letters.fonts import HOUSE_FONT
from kmanim.plot.render import font_file
from kmanim.plot.style.theme import TextStyle


@pytest.mark.parametrize("bold", [False, True])
def test_the_house_font_is_that_of_matplotlibs_list(bold, tmp_path, monkeypatch):
    style = TextStyle(size=13.0, colour="#000000", bold=bold)
    listed = findfont(font_file.font_of("a", style))
    assert font_file.font_file(HOUSE_FONT, bold=bold) == listed
    fonts.house_file.cache_clear()
    monkeypatch.setattr(mpl, "get_data_path", lambda: str(tmp_path))  # a system that keeps it elsewhere
    assert font_file.font_file(HOUSE_FONT, bold=bold) == listed
    fonts.house_file.cache_clear()

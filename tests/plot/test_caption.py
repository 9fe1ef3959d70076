"""Captions as they are drawn: text, and the marks of clusters in it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from plot_recording import RecordingPen, drawn, reference

from kmanim.plot.axes.plane import Box
from kmanim.plot.panels.caption import draw_caption, fitted_line, line_width
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT, TextStyle

BAR = Box(0, 5, 600, 60)
PLAIN = TextStyle(size=18, colour=LIGHT.ink)
SIX = cluster_styles(6, LIGHT)
STREAMS = (("11 points switch: ", 0, " 7 → ", 1, ", ", 1, " 4 → ", 0),)


def caption(marked, styles=SIX, theme=LIGHT, words=("in words",), bar=BAR):
    pen = RecordingPen()
    draw_caption(pen, words, bar, theme, marked=marked, styles=styles)
    return pen


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_clusters_stand_in_their_shapes_and_colours_with_the_outline_that_pale_ones_need(theme):
    styles = cluster_styles(6, theme)
    marks = caption([(0, 1, 2, 3, 4, 5)], styles, theme).of("caption mark", "markers")
    assert [(m.shape, m.fill, m.edge) for m in marks] == [(s.shape, s.colour, s.edge) for s in styles]
    assert any(m.edge for m in marks) == (theme is LIGHT)


def test_text_and_marks_share_a_line_that_is_centred_as_a_whole():
    pen = caption(STREAMS)
    assert pen.texts("caption") == ["11 points switch: ", " 7 → ", ", ", " 4 → "]
    texts, marks = pen.of("caption", "text"), pen.of("caption mark", "markers")
    assert len({t.xy[0, 1] for t in texts}) == 1
    assert len({m.xy[0, 1] for m in marks}) == 1
    # In the middle of a capital letter's height, and not higher than it.
    baseline, middle, size = texts[0].xy[0, 1], marks[0].xy[0, 1], marks[0].size
    assert baseline - 0.5 < middle - size / 2
    assert middle + size / 2 < baseline + 0.76 * 18
    right = marks[-1].xy[0, 0] + 0.77 * 18 / 2
    assert texts[0].xy[0, 0] - BAR.left == pytest.approx(BAR.right - right)
    ends = sorted(
        [(t.box[0], t.box[2]) for t in texts]
        + [(m.xy[0, 0] - size / 2, m.xy[0, 0] + size / 2) for m in marks]
    )
    assert all(before[1] <= after[0] + 1e-6 for before, after in pairwise(ends))


def test_a_line_that_is_too_long_gets_smaller_letters_and_marks():
    pen = caption([(0, " " + "many words " * 5, 1)])
    (text,) = pen.of("caption", "text")
    assert text.style.size < 18
    assert {m.size / text.style.size for m in pen.of("caption mark")} == {0.68}
    assert pen.of("caption mark")[-1].xy[0, 0] + 9 < BAR.right


@pytest.mark.parametrize("room", range(0, 500, 7))
def test_marks_are_whole_or_left_out(room):
    line = fitted_line(STREAMS[0], PLAIN, room)
    assert line_width(line, PLAIN) <= max(room, text_width("…", PLAIN))
    if line != STREAMS[0]:
        assert line[-1].endswith("…")
        assert "……" not in line[-1]
        assert all(run in STREAMS[0] for run in line[:-1])


def test_noise_is_a_cross():
    (mark,) = caption([("2 ", -1)]).of("caption mark", "markers")
    assert (mark.shape, mark.fill, mark.edge) == ("cross", None, LIGHT.noise)


def test_words_are_drawn_where_a_mark_has_no_style():
    pen = caption([(6, " 3")], words=("cluster 7 has 3",))
    assert pen.texts("caption") == ["cluster 7 has 3"]
    assert not pen.of("caption mark")


def test_a_film_draws_its_captions_with_the_styles_of_its_points():
    film = reference()
    key = film.timeline.keyframes[-1]
    shown = replace(key, marked=(("Done: ", 1, " 20 cars"),))
    film.timeline = replace(film.timeline, keyframes=(*film.timeline.keyframes[:-1], shown))
    pen = drawn(film, len(film.timeline.keyframes) - 1)
    assert pen.texts("caption") == ["Done: ", " 20 cars"]
    (mark,) = pen.of("caption mark", "markers")
    assert (mark.shape, mark.fill) == (film.styles[1].shape, film.styles[1].colour)
    assert np.isfinite(mark.xy).all()


def test_a_blank_before_a_mark_is_as_wide_after_letters_that_join():
    for words in ("26 flowers switch: ", "26 points switch: ", "efficient ", "to "):
        pen = caption(((words, 0, " 7"),))
        (mark,), text = pen.of("caption mark", "markers"), pen.of("caption", "text")[0]
        end = text.box[0] + text_width(words.rstrip(), text.style)
        gap = mark.xy[0, 0] - mark.size / 2 - end
        assert gap > 0.9 * text_width(" ", text.style), words

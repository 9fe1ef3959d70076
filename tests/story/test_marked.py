"""Captions that are written once, for readers and for the picture."""

from kmanim.story.pace import timed
from kmanim.story.text.marked import Marked, Phrase, captioned, drawn_of, either, joined, mark, phrase
from kmanim.story.text.words import drawn_columns, first_that_fits, fits, line_or_two
from kmanim.story.timeline import Picture


def test_phrases_grow_in_both_forms():
    stream = "7 " + mark(0) + " → " + mark(1, "2")
    assert stream == Phrase("7 cluster 1 → 2", ("7 ", 0, " → ", 1))
    assert phrase("a") + "b" + "" == Phrase("ab", ("ab",))
    assert either("7 from cluster 1 to 2", mark(0) + " 7") == Phrase("7 from cluster 1 to 2", (0, " 7"))


def test_lists_of_phrases():
    assert joined([]) == Phrase("", ())
    assert joined([mark(0), mark(1), mark(2, "3")], last=" and ") == Phrase(
        "cluster 1, cluster 2 and 3", (0, ", ", 1, " and ", 2)
    )


def test_lines_without_marks_are_a_plain_caption():
    assert captioned("a", phrase("b")) == ("a", "b")
    assert drawn_of(captioned("a", "b")) == ()
    told = captioned("a", "b " + mark(3))
    assert isinstance(told, Marked)
    assert told == ("a", "b cluster 4")
    assert drawn_of(told) == (("a",), ("b ", 3))


def test_words_and_marks_break_each_where_they_must():
    told = line_or_two("x" * 50, mark(0))
    assert told == ("x" * 50, "cluster 1")
    assert drawn_of(told) == (("x" * 50 + " ", 0),)
    assert drawn_columns(drawn_of(told)[0]) == 53


def test_a_caption_must_fit_in_both_forms():
    assert not fits(Marked(("short",), [("x" * 57, 0)]))
    assert not fits(Marked(("x" * 59,), [(0,)]))
    assert fits(Marked(("x" * 58,), [("x" * 56, 0)]))
    assert first_that_fits([Marked(("short",), [("x" * 57, 0)]), captioned(mark(1))]) == ("cluster 2",)


def test_keyframes_have_words_and_what_is_drawn():
    told = captioned("Done: " + mark(0) + " 3")
    (key,) = timed(
        [Picture(step=0, kind="done", beat="end", phase="Done", caption=told)], profile="loop", pace=1
    )
    assert type(key.caption) is tuple
    assert key.text == "Done: cluster 1 3"
    assert key.marked == (("Done: ", 0, " 3"),)
    plain = Picture(step=0, kind="done", beat="end", phase="Done", caption=("a",), marked=((1, "b"),))
    (key,) = timed([plain], profile="loop", pace=1)
    assert (key.caption, key.marked) == (("a",), ((1, "b"),))

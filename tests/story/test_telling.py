"""Which pictures of a film are in the step strip."""

from kmanim.story.timeline import telling

STEPS = ("starts", "assign", "update", "reassign", "done")


def test_of_a_long_film_the_first_five_and_the_last_three_are_shown():
    kinds = ["data", "starts", "explain", "assign", *["update", "reassign"] * 4, "update", "check", "done"]
    assert telling(kinds, STEPS, ("check", "data")) == (1, 3, 4, 5, 6, 11, 12, 14)


def test_a_short_film_is_shown_whole():
    kinds = ["data", "starts", "assign", "update", "check", "done"]
    assert telling(kinds, STEPS, ("check", "data")) == (0, 1, 2, 3, 4, 5)
    assert telling(kinds, STEPS) == (1, 2, 3, 5)

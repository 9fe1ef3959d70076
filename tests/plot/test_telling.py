"""Which pictures of a film are in the step strip."""

from __future__ import annotations

from kmanim.plot.figures.strip import telling
from kmanim.story.timeline import Keyframe, Timeline


def film(*kinds: str) -> Timeline:
    count = len(kinds)
    return Timeline(
        title="t",
        alt="a",
        keyframes=tuple(
            Keyframe(
                step=0,
                kind=kind,
                phase="p",
                counter="",
                caption=("c",),
                hold_ms=1000,
                progress=(i + 1) / count,
            )
            for i, kind in enumerate(kinds)
        ),
    )


def test_of_a_long_film_the_first_five_and_the_last_three_are_shown():
    timeline = film(
        "data", "starts", "explain", "assign", *["update", "reassign"] * 4, "update", "check", "done"
    )
    assert telling(timeline) == [1, 3, 4, 5, 6, 11, 12, 14]


def test_a_short_film_is_shown_whole():
    assert telling(film("data", "starts", "assign", "update", "check", "done")) == [0, 1, 2, 3, 4, 5]

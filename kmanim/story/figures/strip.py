"""Words for the step strip: the whole run at once, a line a panel, and what is left out between panels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from kmanim.simulate.trace import Trace
from kmanim.story.contract import facts_of, story_of
from kmanim.story.description import Description
from kmanim.story.text.words import columns, plural, sentence_case
from kmanim.story.timeline import MOST_TELLING, Keyframe, Timeline

_PLACE = re.compile(r"(\w+?)s? ([\d,]+)(?: to ([\d,]+))?")  # "round 2", "merge 1,200", "rounds 5 to 15"
_HEADING = 80  # columns
_LONGEST = 24  # columns of a clause that may stand in a panel


class Gap(NamedTuple):
    """What is left out between two panels.

    Attributes
    ----------
    text : str
        ``rounds 3 to 11``; empty where counters do not say.
    """

    text: str


def finding(trace: Trace) -> str:
    """Say how the run ended: ``k-means stops after 4 rounds with 12 lighter and 20 heavier cars``."""
    told = story_of(trace).result(trace)
    if columns(told) > _HEADING:  # a list of many sizes is no heading
        told = told.split(" with ")[0]
    # k-means and its kin begin small wherever they stand.
    return told if told.startswith("k-") else sentence_case(told)


def subject(trace: Trace) -> str:
    """Say what was run on what."""
    return facts_of(trace).subject


def panels(timeline: Timeline) -> list[int | Gap]:
    """Choose the panels by the places of their keyframes, with a gap wherever steps are left out between two.

    Gaps have their places among the panels: where the strip is full, the panel before the largest gap makes room for
    it, then the one after it, so that the first steps and the last panel stay.
    """
    chosen = list(timeline.telling)
    gaps = _gaps(timeline, chosen)
    after = 0
    while gaps and len(chosen) + len(gaps) > MOST_TELLING:
        place = max(gaps, key=lambda place: len(gaps[place])) + after
        del chosen[min(place, len(chosen) - 2)]
        gaps, after = _gaps(timeline, chosen), 1
    found: list[int | Gap] = []
    for place, index in enumerate(chosen):
        found.append(index)
        if place in gaps:
            found.append(Gap(_said(timeline, chosen[place : place + 2], gaps[place])))
    return found


def lines(trace: Trace, key: Keyframe) -> list[str]:
    """Say in one line what a panel shows, from rich to short: what its story offers, else clauses of the caption.

    None is empty; where none fits, the panel goes without.
    """
    offered = getattr(story_of(trace), "short", None)
    told: Sequence[str] = offered(trace, key) if offered is not None else ()
    text = key.text
    clauses = [re.split(sign, text)[0] for sign in (r"[.?](?:\s|$)", r":\s")]
    return [
        *(sentence_case(line) for line in told if line),
        *(clause.rstrip(".") for clause in clauses if clause and columns(clause) <= _LONGEST),
    ]


def describe(trace: Trace) -> Description:
    """Tell the run in one figure of several panels, in the words of its story."""
    return replace(story_of(trace).overview(trace), title=finding(trace))


def _gaps(timeline: Timeline, chosen: Sequence[int]) -> dict[int, list[Keyframe]]:
    """Find what is told between two panels of a step that neither of them shows, by the place of the first."""
    found = {}
    for place, (one, other) in enumerate(pairwise(chosen)):
        first, last = timeline.keyframes[one], timeline.keyframes[other]
        between = [key for key in timeline.keyframes[one + 1 : other] if first.step < key.step < last.step]
        if between:
            found[place] = between
    return found


def _said(timeline: Timeline, ends: Sequence[int], between: Sequence[Keyframe]) -> str:
    """Say in the words of the counters what is left out: ``rounds 3 to 11``, ``merges 13 to 29``."""
    keys = [timeline.keyframes[ends[0]], *between, timeline.keyframes[ends[1]]]
    read = [_PLACE.fullmatch(key.counter) for key in keys]
    words = {match.group(1) if match else "" for match in read}
    if len(words) != 1 or "" in words:
        return ""
    (word,) = words
    numbers = [int(match.group(2).replace(",", "")) for match in read if match]
    ends_at = [int((match.group(3) or match.group(2)).replace(",", "")) for match in read if match]
    first, last = numbers[1], ends_at[-2]
    if (numbers[0], numbers[-1]) == (keys[0].step, keys[-1].step):  # a number a step: all between
        first, last = numbers[0] + 1, numbers[-1] - 1
    return f"{word} {first:,}" if first == last else f"{plural(word)} {first:,} to {last:,}"

"""Words for the figure of a sweep: what it comes to, which values it shows small, and what stands above each."""

from __future__ import annotations

import numpy as np

from kmanim.simulate.sweeps.following import MOST_NUMBERS
from kmanim.simulate.sweeps.sweep import Sweep
from kmanim.story.comparisons.sweeps.facts import SweepFacts
from kmanim.story.comparisons.sweeps.film import alt_of
from kmanim.story.comparisons.sweeps.findings import finding
from kmanim.story.comparisons.sweeps.stretches import stretches
from kmanim.story.description import Description
from kmanim.story.text.words import counted, series

MOST_PANELS, MOST_ACROSS, MOST_DOWN = 9, 5, 8


def describe(sweep: Sweep) -> Description:
    """Tell a sweep as one figure."""
    facts = SweepFacts(sweep)
    found = finding(facts)
    text = " ".join(filter(None, [f"{found.sentence}.", found.more, *notes(facts)]))
    alt = alt_of([facts], [found], moves=False)
    return Description(found.sentence, text, alt)


def heading_of(sweep: Sweep) -> tuple[str, str]:
    """Give the finding and the subject."""
    facts = SweepFacts(sweep)
    return finding(facts).sentence, facts.subject


def chosen(sweep: Sweep) -> list[int]:
    """Choose the values that are shown small, in order: one of each stretch, what shows the finding among them.

    Of two parameters, all pairs of some values of each: the same ones in every row.
    """
    if len(sweep.swept) > 1:
        across, down = (
            _spread(len(one), most) for one, most in zip(sweep.swept, (MOST_ACROSS, MOST_DOWN), strict=True)
        )
        step = len(sweep.swept[0])
        return [row * step + column for row in down for column in across]
    if len(sweep) <= MOST_PANELS:
        return list(range(len(sweep)))
    facts = SweepFacts(sweep)
    told = finding(facts).place
    for least in (1, 2, 3, 4, 6, 9, 14, 24, 201):
        parts = stretches(sweep, facts.main, least)
        if len(parts) <= MOST_PANELS - 1 or least == 201:
            break
    places = {told} | {(part.first + part.last) // 2 for part in parts}
    # The ends of what goes on changing say more than one value in its midst.
    wanted = [end for part in parts if part.kind == "moving" for end in (part.first, part.last)]
    wanted += np.linspace(0, len(sweep) - 1, MOST_PANELS).round().astype(np.intp).tolist()
    for place in wanted:
        if len(places) >= MOST_PANELS:
            break
        places.add(int(place))
    return sorted(places)[:MOST_PANELS]


def _spread(count: int, most: int) -> list[int]:
    """Give so many places of a row at most, evenly spread, its ends among them."""
    if count <= most:
        return list(range(count))
    return sorted(set(np.linspace(0, count - 1, most).round().astype(np.intp).tolist()))


def below(facts: SweepFacts, place: int) -> tuple[str, ...]:
    """Say how a run went, from rich to short."""
    one = facts.sweep[place]
    if one.failure:
        return ("no result",) * 3
    if facts.main != "clusters":
        return (facts.line(place), facts.says(facts.main, place), facts.text(facts.main, place))
    noise = f"{one.outside:,} noise" if one.outside and one.clusters else ""
    few = f"{one.clusters:,}" if one.clusters else "all noise"
    return (facts.line(place), ", ".join(filter(None, [few, noise])), few)


def notes(facts: SweepFacts) -> list[str]:
    """Say what a reader must know besides: of runs without a result or stopped, of clusters without a colour."""
    sweep, told = facts.sweep, []
    failed = [facts.everywhere(place) for place in sweep.failed]
    if failed:
        which = series(failed) if len(failed) <= 2 else f"{len(failed)} of {len(sweep)} runs"
        told.append(f"No result (crosses): {which}.")
    stopped = [place for place, one in enumerate(sweep) if not one.finished and not one.failure]
    if stopped:
        told.append(f"Stopped by a limit (hollow): {counted(len(stopped), ('value', 'values'))}.")
    if any(-1 in numbers for numbers in sweep.numbers):
        told.append(f"Beyond {MOST_NUMBERS} clusters, the smaller ones share one colour.")
    return told

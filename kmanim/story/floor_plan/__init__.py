"""How the toy of floor plans is told; it is called a toy wherever it is named."""

import numpy as np

from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.description import Description
from kmanim.story.floor_plan import alt_text
from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.floor_plan.film import tell
from kmanim.story.text.words import counted, sentence_case
from kmanim.story.timeline import Keyframe

FACTS = PlanFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def describe(trace: PlanTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts = PlanFacts(trace)
    if keyframe.kind == "data":
        alt = f"{facts.rooms} in a ring, with lines as thick as the walks between them: {keyframe.text}"
    elif keyframe.kind == "every":
        alt = f"Histogram of the walks of all plans of a toy, with this one marked: {keyframe.text}"
    elif keyframe.kind == "dozen":
        alt = f"Twelve small plans in a grid, the ends of twelve random starts: {keyframe.text}"
    else:
        alt = f"{alt_text.of_plan(facts, keyframe.step)}. {keyframe.text}"
    return Description(keyframe.phase, keyframe.text, alt)


def overview(trace: PlanTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = PlanFacts(trace)
    way = "two cells drawn by chance change what stands in them, and that stays where all walk less"
    if not trace.is_alone:
        way = (
            "each plan has a copy in which two cells change what stands in them, and the shortest of all stay"
        )
    return Description(
        "Step by step",
        f"The run of the toy in single pictures: {way}. {sentence_case(result(trace))}.",
        f"Panels in order of time, each a toy floor plan of {facts.things(trace.dataset.n)}, where {result(trace)}.",
    )


def result(trace: PlanTrace) -> str:
    """Say how a run ended: ``the toy plan walks 146 cells a day after 86 tries, the shortest of 362,880 plans``."""
    return alt_text.result(PlanFacts(trace))


def notes(trace: PlanTrace) -> tuple[str, ...]:
    """Say what is left out of the toy, how the end was found, and how good it is."""
    facts = PlanFacts(trace)
    found = [
        "This is a toy: all rooms are as large as a cell, and a walk between two is counted in steps from a cell to a "
        "neighbouring one."
    ]
    pairs, lined = (
        int(np.count_nonzero(few)) // 2 for few in (trace.walks, trace.walks >= max(facts.lined, 1e-300))
    )
    if lined < pairs:
        found.append(
            f"Of {pairs:,} pairs of {facts.noun[1]} {lined} have a line: "
            f"those with {facts.walk(facts.lined)} walks or more."
        )
    empty = trace.empty_cells
    if empty:
        found.append(
            f"{counted(empty, ('cell is', 'cells are'))} empty, and rooms may move there, which counts as a swap."
        )
    every = trace.every
    if every is None:
        found.append(
            "All plans are tried for up to 362,880 of them, as nine rooms on nine cells have; here the shortest is not "
            "known."
        )
    elif every.all_alike:
        found.append("Every plan is as good as any other: nothing is to be found.")
    else:
        count = int(every.counts[0])
        as_short = counted(count, ("plan is", "plans are"))
        ways = (
            "one plan, turned and mirrored"
            if every.different == 1
            else f"{every.different:,} plans, each turned"
        )
        found.append(
            f"The shortest of {every.count:,} plans walk {facts.walk(every.shortest)}, the longest "
            f"{facts.walk(every.longest)}, and the mean is {facts.walk(every.mean, 1)}; {as_short} "
            f"as short as that{f': {ways}' if count > 1 else ''}."
        )
    idle = len(trace) - 1 - trace.last_gain
    if idle and trace.is_alone and not (every is not None and every.all_alike):
        why = ", and no swap of two could have" if trace.finished else ""
        found.append(f"The last {counted(idle, ('try', 'tries'))} helped nothing{why}.")
    return tuple(found)


def short(trace: PlanTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts = PlanFacts(trace)
    if keyframe.kind == "data":
        return [f"{facts.walks_in_all} walks a day"]
    if keyframe.kind == "every" and trace.best_known is not None:
        return [f"best {facts.walk(trace.best_known)}"]
    return [f"walk {facts.value(keyframe.step)}", facts.value(keyframe.step)]


def outcome(outcome: Outcome) -> str:
    """Say how many tries a run had, or generations."""
    is_alone = getattr(outcome.end, "plans", None) is None
    return counted(outcome.iterations, ("try", "tries") if is_alone else ("generation", "generations"))


def figures(trace: PlanTrace) -> tuple[str, ...]:
    """Name the still figures of a post about a run."""
    known = () if trace.every is None or trace.every.all_alike else ("all-plans",)
    return ("strip", "toy-plan", "objective", *known, "plan-starts", "grid")

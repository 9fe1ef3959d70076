"""How mean shift is told."""

from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.description import Description, rows_by, scatter
from kmanim.story.mean_shift import alt_text, captions
from kmanim.story.mean_shift.facts import ClimbFacts
from kmanim.story.mean_shift.film import tell
from kmanim.story.mean_shift.told import ALL_KINDS, CLIMB_KINDS, climb_of, moment
from kmanim.story.text.words import counted, verb
from kmanim.story.timeline import Keyframe

FACTS = ClimbFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def describe(trace: ClimbTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts, kind = ClimbFacts(trace), keyframe.kind
    alt = f"{scatter(facts)}, all of them grey: {keyframe.text}"
    if kind in CLIMB_KINDS:
        i, climb = moment(keyframe), climb_of(trace, keyframe)
        count = facts.things(int(trace.unlabelled[i].counts[climb]))
        when = f"after {counted(i, ('move', 'moves'))}" if i else "before it moves"
        alt = f"{scatter(facts)} with one ball, which holds {count} {when}: {keyframe.text}"
    elif kind in ALL_KINDS:
        i, climbs = moment(keyframe), counted(trace.n_climbs, ("climb", "climbs"))
        when = f"after {counted(i, ('move', 'moves'))}" if i else "at their starts"
        alt = f"{scatter(facts)} with {climbs} {when}: {keyframe.text}"
    elif kind in ("assign", "elsewhere", "done"):
        clusters = counted(trace.n_clusters(), ("cluster", "clusters"))
        alt = f"{scatter(facts)} in {clusters}: {keyframe.text}"
    return Description(keyframe.phase, keyframe.text, alt)


def overview(trace: ClimbTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = ClimbFacts(trace)
    steps = f"a ball of radius {facts.bandwidth} goes to the mean of what is in it, again and again, until it rests"
    hill = "1 − (distance / radius)² over what is in the ball"
    if not facts.is_flat:
        steps = (
            f"a climb goes to the mean of all {facts.noun[1]}, weighted by how near they are, until it rests"
        )
        hill = "all weights"
    return Description(
        "Step by step",
        f"The run in single pictures: {steps}. The hill is the sum of {hill}; no move lowers it. "
        f"{' '.join(captions.done(facts))}",
        f"Panels in order of time, each a scatter plot of {rows_by(facts)}, where {result(trace)}.",
    )


def result(trace: ClimbTrace) -> str:
    """Say how a run ended: ``mean shift finds 2 clusters of 6 and 4 points``."""
    return alt_text.result(ClimbFacts(trace))


def notes(trace: ClimbTrace) -> tuple[str, ...]:
    """Say where an estimated bandwidth comes from, which unit it has, and where it is not the end that decides."""
    facts, found = ClimbFacts(trace), []
    if facts.is_estimated:
        found.append(f"No bandwidth was given: {facts.bandwidth} is {' '.join(facts.estimate)}.")
    if facts.scaled:
        found.append(f"The bandwidth is measured in columns that are {facts.scaled_words}.")
    if not trace.is_alone and trace.parameters.seeds is None and not trace.from_rows:
        found.append(
            f"Of so many {facts.noun[1]} climbs start at the {trace.n_climbs:,} cells of a grid that hold any."
        )
    out = len(trace.out_of_reach)
    if out:
        found.append(
            f"{counted(out, ('start has', 'starts have'))} no {facts.noun[0]} within the bandwidth: no climb begins "
            "there."
        )
    tied = int(trace.absorbed.tied.sum())
    if tied:
        ends = counted(tied, ("end gives way to one that is", "ends give way to others that are"))
        found.append(
            f"{ends} equally {'full' if facts.is_flat else 'high'}: the one with the larger coordinates stays, as in "
            "scikit-learn."
        )
    count = len(trace.elsewhere)
    if count:
        found.append(
            f"{facts.things(count)} {verb(count, 'belongs', 'belong')} to the nearest end, as is the rule, while "
            f"{verb(count, 'its own climb', 'their own climbs')} ended elsewhere."
        )
    if not trace.finished:
        found.append(f"Not every climb was at rest after {trace.rounds:,} moves, as many as were allowed.")
    return tuple(found)


def short(trace: ClimbTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, kind = ClimbFacts(trace), keyframe.kind
    if kind == "data":
        return [facts.things(facts.dataset.n)]
    if kind in CLIMB_KINDS:
        count = int(trace.unlabelled[moment(keyframe)].counts[climb_of(trace, keyframe)])
        return [f"{count:,} inside"]
    if kind in ("round", "ends"):
        return [counted(trace.places_at(moment(keyframe)), ("place", "places"))]
    if kind == "merge":
        return [f"{counted(len(trace.kept), ('end', 'ends'))} of {len(trace.ends):,} stay"]
    if kind in ("assign", "done"):
        return [facts.clusters]
    return []


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``2 clusters``."""
    return counted(outcome.facts["clusters"], ("cluster", "clusters"))


def figures(trace: ClimbTrace) -> tuple[str, ...]:
    """Name the still figures of a post about a run."""
    return ("strip", *(("density", "joint") if not trace.is_alone else ()), "solutions", "grid")

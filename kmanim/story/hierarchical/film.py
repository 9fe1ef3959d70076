"""The film of a tree that grows: which merges are told one by one, and which together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.story.hierarchical import captions, stills
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.movers import all_joinings, mover, rule_of_mover
from kmanim.story.hierarchical.others import MOST_ROWS, OtherTree, What, compared, other_trees, rule
from kmanim.story.hierarchical.plan import LEVELS, Level, held, plan, turning
from kmanim.story.hierarchical.rivals import pair_distances
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.text.words import Caption, counted
from kmanim.story.timeline import Beat, Picture, Timeline, named, passing, telling

HANDFUL = 12
"""So few rows have their names on the plot, and end with the trees of other linkages."""
SEEN = 12
"""Fewer merges than this are no growth to look at as they go by."""
MOST_PAIRS = 9
"""The distance of two clusters is worked out where there are no more pairs of their rows."""

_BEATS: dict[str, tuple[str, Beat]] = {
    "data": ("Start", "state"),
    "nearest": ("Nearest", "turn"),
    "worked": ("Distance", "turn"),
    "merge": ("Merge", "move"),
    "merges": ("Merges", "state"),
    "cut": ("Cut", "end"),
    "tree": ("Compare", "turn"),
    "trees": ("Compare", "lesson"),
}
# Which of the two steps of the loop a kind of picture belongs to.
_TURNS = {"nearest": 0, "worked": 0, "merge": 1, "merges": 1}


def figures(trace: MergeTrace) -> tuple[str, ...]:
    """Name the still figures that a post about a tree has, beside the steps themselves."""
    few = ("linkages",) if 2 < trace.dataset.n <= MOST_ROWS else ()
    tree = ("dendrogram",) if trace.dataset.n > 1 else ()
    return ("strip", *tree, *few, "density", "joint")


def tell(
    trace: MergeTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    compare: str = "auto",
) -> Timeline:
    """Tell how a tree grows, and where it is cut.

    Parameters
    ----------
    trace : MergeTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough shows the first two rows that are near, and works one distance of two clusters out; the loop
        does without, and tells fewer merges one by one.
    pace : float, default 1.0
        Factor on every hold, 0.05 to 20.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
    compare : {"auto", "none", "linkages", "metrics", "both"}
        Whether the trees of other linkages or metrics follow; see the parameters.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do, or trees of too many rows shall be compared.
    """
    check_times(profile, pace, max_seconds)
    facts, levels = MergeFacts(trace), LEVELS[profile]
    # Where each tree has no room, one picture of all of them has: of metrics, then of linkages, too.
    full, partly, brief = (
        _compare(facts, compare, profile, each) for each in (("linkages", "metrics"), ("linkages",), ())
    )
    ways = [(levels[0], full), *((level, partly if compare == "both" else full) for level in levels)]
    ways += [(level, brief) for level in levels] if len(brief) < len(full) else []
    _, pictures = fullest(
        lambda way: [*_pictures(facts, profile, ways[way][0]), *ways[way][1]],
        len(ways),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=stills.title(facts),
        alt=stills.film(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=stills.table(facts),
        telling=telling([p.kind for p in pictures], ("merge", "merges", "cut"), ("worked", "data")),
        subject=facts.subject,
        cycle=("nearest", "merge"),
    )


def _pictures(facts: MergeFacts, profile: str, level: Level) -> list[Picture]:
    """Tell the merges, and the cut."""
    pictures = [_picture("data", 0, captions.data(facts))]
    tells = profile == "walkthrough"
    worked = _worked(facts, level) if tells else None
    settled = True
    for first, last in held(plan(facts.n - 1, level), turning(facts)):
        settling = () if settled else ("recolour",)
        if first == last:
            merge = facts.merge(first)
            if tells and first in (1, worked):
                kind = "nearest" if merge.lower_size == merge.higher_size == 1 else "worked"
                say = captions.nearest if kind == "nearest" else captions.worked
                rows = _rows(facts, merge.lower) + _rows(facts, merge.higher)
                before = _picture(kind, first - 1, say(facts, first), _counter(first), rows, settling)
                pictures.append(before)
                settling = ()
            moved = facts.trace.changed(first)
            caption = captions.merged(facts, first)
            way = (*settling, "move")
            pictures.append(_picture("merge", first, caption, _counter(first), named(moved), way))
            settled = False
        else:
            passes = passing(first, last, _counter) if last - first >= SEEN else ()
            goes_by = ("spread",) if passes else ()
            caption = captions.group(facts, first, last)
            group = _picture("merges", last, caption, _counter(last), (), (*settling, *goes_by))
            pictures.append(replace(group, passing=passes))
            settled = True
    settling = () if settled else ("recolour",)
    lead = (*settling, "move") if facts.n > 1 else ()
    pictures.append(_picture("cut", facts.last, captions.cut(facts), _clusters(facts), (), lead))
    return pictures


def _compare(facts: MergeFacts, compare: str, profile: str, each: Sequence[What]) -> list[Picture]:
    """Give the pictures of other trees, linkages before metrics; `each` says of which every tree has its own."""
    if compare == "none" or (compare == "auto" and (profile == "loop" or not 2 < facts.n <= HANDFUL)):
        return []
    asked: tuple[What, ...] = ("metrics",) if compare == "metrics" else ("linkages",)
    if compare == "both":
        asked = ("linkages", "metrics")
    found = []
    for what in asked:
        trees = other_trees(facts.trace, what)
        if facts.k in (1, facts.n):  # all trees give the same clusters
            continue
        found += _compared(facts, trees, what, each=what in each and compare != "auto")
    return found


def _compared(facts: MergeFacts, trees: tuple[OtherTree, ...], what: What, *, each: bool) -> list[Picture]:
    """Give a picture of each other tree, if that is asked for, and one of all of them."""
    end, counter = facts.last, _clusters(facts)
    own = facts.trace.parameters.linkage if what == "linkages" else facts.trace.parameters.metric
    row = mover(facts, trees)
    pictures = []
    for tree in trees if each else ():
        if tree.name != own:
            moves = rule_of_mover(facts, tree, row) if row is not None else []
            pictures.append(_picture(f"tree-{tree.name}", end, rule(facts, tree, moves), counter))
    joins = all_joinings(facts, trees, row) if row is not None else None
    caption = joins or compared(facts, trees, what)
    return [*pictures, _picture(f"trees-{what}", end, caption, counter)]


def _picture(
    kind: str,
    step: int,
    caption: Caption,
    counter: str = "",
    rows: tuple[int, ...] = (),
    tweens: tuple[str, ...] = (),
) -> Picture:
    phase, beat = _BEATS[kind.partition("-")[0]]
    return Picture(
        step=step,
        kind=kind,
        beat=beat,
        phase=phase,
        caption=caption,
        counter=counter,
        rows=rows,
        tweens=tweens,
        turn=_TURNS.get(kind),
    )


def _worked(facts: MergeFacts, level: Level) -> int | None:
    """Choose the merge whose distance is worked out: the first of two clusters, or of one and a row, with few pairs.

    Pairs that are all as far apart explain nothing.
    """
    told = {one for one, last in plan(facts.n - 1, level) if one == last}
    for least in (2, 1):
        for i in sorted(told):
            merge = facts.merge(i)
            sizes = sorted((merge.lower_size, merge.higher_size))
            if sizes[0] < least or not 1 < sizes[0] * sizes[1] <= MOST_PAIRS:
                continue
            apart = pair_distances(facts.trace, merge.lower, merge.higher)
            if apart.min() < apart.max():
                return i
    return None


def _rows(facts: MergeFacts, number: int) -> tuple[int, ...]:
    return tuple(facts.rows(number).tolist())


def _counter(i: int) -> str:
    return f"merge {i:,}"


def _clusters(facts: MergeFacts) -> str:
    return counted(facts.k, ("cluster", "clusters"))

"""The film of a tree that grows: which merges are told one by one, and which together."""

from __future__ import annotations

from typing import NamedTuple

from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.story.hierarchical import captions, stills
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.others import MOST_ROWS, What, compared, other_trees, rule
from kmanim.story.hierarchical.rivals import pair_distances
from kmanim.story.pace import check_max_seconds, check_pace, check_profile, fullest, timed
from kmanim.story.text.words import Caption, counted
from kmanim.story.timeline import Beat, Picture, Timeline, telling


class Level(NamedTuple):
    """How many merges are told one by one at the beginning and at the end, and by how many pictures those between."""

    first: int
    last: int
    groups: int


LEVELS = {
    "walkthrough": (
        Level(3, 6, 4),
        Level(2, 5, 4),
        Level(2, 4, 3),
        Level(1, 3, 3),
        Level(1, 2, 2),
        Level(1, 1, 1),
    ),
    "loop": (Level(2, 5, 3), Level(2, 4, 2), Level(1, 3, 2), Level(1, 2, 2), Level(1, 1, 1)),
}
"""From full to brief: what there is no time for is told by fewer pictures."""
HANDFUL = 12
"""So few rows have their names on the plot, and end with the trees of other linkages."""
MOST_PAIRS = 9
"""The distance of two clusters is worked out where there are no more pairs of their rows."""
_MOST_NAMED = 1_000

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


def plan(merges: int, level: Level) -> list[tuple[int, int]]:
    """Divide merges 1 to m into those that have one picture: the first and the last ones alone, the others together.

    What lies between is divided so that from picture to picture about the same share of the clusters merges.
    """
    first, last, groups = level
    if merges <= first + last + 2:
        return [(i, i) for i in range(1, merges + 1)]
    clusters, end = float(merges + 1 - first), last + 1
    groups = min(groups, (merges - first - last) // 2)
    ends = [merges + 1 - round(clusters * (end / clusters) ** (g / groups)) for g in range(1, groups + 1)]
    pieces, begin = [(i, i) for i in range(1, first + 1)], first + 1
    for stop in ends:
        if stop >= begin:
            pieces.append((begin, stop))
            begin = stop + 1
    return pieces + [(i, i) for i in range(merges - last + 1, merges + 1)]


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
    compare : {"auto", "none", "linkages", "metrics"}
        Whether the trees of other linkages or metrics follow; see the parameters.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do, or trees of too many rows shall be compared.
    """
    check_profile(profile)
    check_pace(pace)
    check_max_seconds(max_seconds)
    facts, levels = MergeFacts(trace), LEVELS[profile]
    others = _compare(facts, compare, profile)
    _, pictures = fullest(
        lambda level: [*_pictures(facts, profile, levels[level]), *others],
        len(levels),
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
    for first, last in plan(facts.n - 1, level):
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
            rows = tuple(moved.tolist()) if moved.size <= _MOST_NAMED else ()
            caption = captions.merged(facts, first)
            pictures.append(_picture("merge", first, caption, _counter(first), rows, (*settling, "move")))
            settled = False
        else:
            pictures.append(
                _picture("merges", last, captions.group(facts, first, last), _counter(last), (), settling)
            )
            settled = True
    settling = () if settled else ("recolour",)
    lead = (*settling, "move") if facts.n > 1 else ()
    pictures.append(_picture("cut", facts.last, captions.cut(facts), _clusters(facts), (), lead))
    return pictures


def _compare(facts: MergeFacts, compare: str, profile: str) -> list[Picture]:
    """Give the pictures of other trees."""
    if compare == "none" or (compare == "auto" and (profile == "loop" or not 2 < facts.n <= HANDFUL)):
        return []
    what: What = "metrics" if compare == "metrics" else "linkages"
    trees = other_trees(facts.trace, what)
    if facts.k in (1, facts.n):  # all trees give the same clusters
        return []
    end, counter = facts.last, _clusters(facts)
    each = trees if compare != "auto" else ()
    own = facts.trace.parameters.linkage if what == "linkages" else facts.trace.parameters.metric
    pictures = [
        _picture(f"tree-{tree.name}", end, rule(facts, tree), counter) for tree in each if tree.name != own
    ]
    return [*pictures, _picture(f"trees-{what}", end, compared(facts, trees, what), counter)]


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
